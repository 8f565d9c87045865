//! How old the figures are. The day it is comes from outside.

use jiff::Span;

use crate::content::{Country, Day, Guide, SalarySource};

/// A source is worth a look after so many months.
const STALE_MONTHS: i32 = 18;
/// Readers are told after so many months.
const OLD_MONTHS: i32 = 24;

/// Whether a source is older than 18 months.
pub fn is_stale(source: &SalarySource, today: Day) -> bool {
    is_older(source.until, today, STALE_MONTHS)
}

/// The sources older than 18 months, the oldest first.
pub fn stale(guide: &Guide, today: Day) -> Vec<&SalarySource> {
    let mut found: Vec<&SalarySource> = guide
        .salary
        .values()
        .filter(|source| is_stale(source, today))
        .collect();
    found.sort_by_key(|source| (source.until, source.slug.as_str()));
    found
}

/// The last day that any figure of an area describes.
pub fn newest_figure(guide: &Guide, area: &Country) -> Option<Day> {
    guide
        .salary
        .values()
        .filter(|source| source.rows.iter().any(|row| row.area == area.code()))
        .map(|source| source.until)
        .max()
}

/// Whether the newest figure of a country is older than 24 months.
pub fn is_old_for_a_country(newest: Day, today: Day) -> bool {
    is_older(newest, today, OLD_MONTHS)
}

/// Full months between two days; 0 if the second is not later.
pub fn months_since(from: Day, today: Day) -> u32 {
    let span = today.0.year() as i32 * 12 + i32::from(today.0.month())
        - (from.0.year() as i32 * 12 + i32::from(from.0.month()));
    // The month is full on the same day, or on the last day of a shorter month.
    let full = if today.0.day() >= from.0.day() || today.0.day() == today.0.days_in_month() {
        span
    } else {
        span - 1
    };
    u32::try_from(full).unwrap_or(0)
}

fn is_older(from: Day, today: Day, months: i32) -> bool {
    from.0
        .checked_add(Span::new().months(months))
        .is_ok_and(|end| end < today.0)
}
