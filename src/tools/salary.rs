//! Which pay figures may be shown.

use crate::content::{Guide, Row, SalarySource};

/// Below this many answers the outer tenths are chance.
const LEAST_FOR_TENTHS: u32 = 50;
/// Below this many answers a country is not shown.
const LEAST_FOR_COUNTRY: u32 = 30;

/// The slug of the survey that answers for back-end developers in many countries.
const SURVEY: &str = "stack-overflow-2025";

/// The survey's rows of one kind, those with enough answers, highest middle first.
pub fn survey<'a>(guide: &'a Guide, segment: &str) -> Option<(&'a SalarySource, Vec<&'a Row>)> {
    let source = guide.salary.get(SURVEY)?;
    let mut rows: Vec<&Row> = source
        .rows
        .iter()
        .filter(|row| row.segment == segment && row.n.is_some_and(|n| n >= LEAST_FOR_COUNTRY))
        .collect();
    if segment == "country" {
        rows.sort_by(|a, b| {
            let middle = |row: &Row| row.p50.map_or(0.0, |amount| amount.0);
            middle(b).total_cmp(&middle(a))
        });
    }
    Some((source, rows))
}

/// The official statistics, by title.
pub fn official(guide: &Guide) -> Vec<&SalarySource> {
    guide
        .salary
        .iter()
        .filter(|(slug, _)| *slug != SURVEY)
        .map(|(_, source)| source)
        .collect()
}

/// Whether the outer tenths of a row may be shown.
pub fn has_tenths(row: &Row) -> bool {
    row.n.is_none_or(|n| n >= LEAST_FOR_TENTHS)
}
