//! Which pay figures answer a question, and where an offer stands among them.

mod chart;
mod fresh;
mod number;
mod offer;
mod question;
mod worksheet;

use crate::content::{
    Amount, Country, Guide, SalaryRow, SalarySegment, SalarySource, SourceKind, Unit,
};

pub use chart::{Axis, Label, Percent, range_labels};
pub use fresh::{is_old_for_a_country, is_stale, months_since, newest_figure, stale};
pub use number::{NumberError, typed_amount};
pub use offer::{Standing, standing};
pub use question::{Band, PayQuery, PayQuestion};
pub use worksheet::{Worksheet, WorksheetQuery, Year};

/// Below this many answers the outer tenths are chance.
pub const LEAST_FOR_TENTHS: u32 = 50;
/// Below this many answers a country is not shown.
pub const LEAST_FOR_COUNTRY: u32 = 30;
/// Below this many answers a part of a country is not shown.
pub const LEAST_FOR_PART: u32 = 20;

/// A row with what is needed to say what it is.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Where it comes from.
    pub source: &'a SalarySource,
    /// The figures.
    pub row: &'a SalaryRow,
    /// The country, or the group of countries.
    pub area: &'a Country,
    /// The years of coding it is about; all if none.
    pub band: Option<Band>,
}

/// What the look-up found.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The figures that are shown.
    pub shown: Found<'a>,
    /// Whether they are what was asked for: backend developers, this country, these years.
    pub is_exact: bool,
}

/// The newest source of a kind.
pub fn source(guide: &Guide, kind: SourceKind) -> Option<&SalarySource> {
    guide
        .salary
        .values()
        .filter(|source| source.kind == kind)
        .max_by_key(|source| source.until)
}

/// The sources of a kind with figures of an area that pages show, the newest first.
pub fn sources_of<'a>(guide: &'a Guide, kind: SourceKind, area: &Country) -> Vec<&'a SalarySource> {
    let mut found: Vec<&SalarySource> = guide
        .salary
        .values()
        .filter(|source| source.kind == kind)
        .filter(|source| {
            let mut rows = source.rows.iter();
            rows.any(|row| row.area == area.code() && source.show.contains(&row.segment))
        })
        .collect();
    found.sort_by_key(|source| (std::cmp::Reverse(source.until), source.slug.as_str()));
    found
}

/// The row of the whole of an area, if enough people stand behind it.
pub fn whole<'a>(source: &'a SalarySource, area: &Country) -> Option<&'a SalaryRow> {
    let mut rows = source.rows_of(area.code(), SalarySegment::All);
    rows.find(|row| is_enough(row, LEAST_FOR_COUNTRY))
}

/// The rows of a part of an area that rest on enough people, of the newest year. Bands stay in
/// their order; everything else begins with the highest middle.
pub fn parts<'a>(
    source: &'a SalarySource,
    area: &Country,
    segment: SalarySegment,
) -> Vec<&'a SalaryRow> {
    let newest = source
        .rows_of(area.code(), segment)
        .map(|row| row.year)
        .max();
    let mut rows: Vec<&SalaryRow> = source
        .rows_of(area.code(), segment)
        .filter(|row| Some(row.year) == newest && is_shown(source, row))
        .collect();
    if !is_in_bands(segment) {
        rows.sort_by_key(|row| std::cmp::Reverse(row.p50.or(row.mean)));
    }
    rows
}

/// The years of the main occupation, the newest first; none if there is only one.
pub fn series<'a>(source: &'a SalarySource, area: &Country) -> Vec<&'a SalaryRow> {
    let mut rows: Vec<&SalaryRow> = main_rows(source, area).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.year));
    if rows.len() > 1 { rows } else { Vec::new() }
}

/// The newest row of the occupation that is nearest to a backend developer.
pub fn main_row<'a>(source: &'a SalarySource, area: &Country) -> Option<&'a SalaryRow> {
    main_rows(source, area).max_by_key(|row| row.year)
}

fn main_rows<'a>(source: &'a SalarySource, area: &Country) -> impl Iterator<Item = &'a SalaryRow> {
    let main = source.main.as_ref().map(|it| it.as_ref().as_str());
    source
        .rows_of(area.code(), SalarySegment::Occupation)
        .filter(move |row| Some(row.group.as_str()) == main)
}

/// The countries of the survey with enough answers, each with its row, the highest middle first.
pub fn by_country<'a>(
    guide: &'a Guide,
    source: &'a SalarySource,
) -> Vec<(&'a Country, &'a SalaryRow)> {
    let mut rows: Vec<(&Country, &SalaryRow)> = guide
        .countries
        .iter()
        .filter_map(|country| Some((country, whole(source, country)?)))
        .collect();
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.p50));
    rows
}

fn is_in_bands(segment: SalarySegment) -> bool {
    use SalarySegment::{Age, Coding, Professional, ProfessionalSetting, Size};
    [Coding, Professional, ProfessionalSetting, Size, Age].contains(&segment)
}

fn is_enough(row: &SalaryRow, least: u32) -> bool {
    row.n.is_none_or(|n| n >= least)
}

/// Whether a row of a survey rests on enough people; registers count everybody.
fn is_shown(source: &SalarySource, row: &SalaryRow) -> bool {
    let least = match (source.kind, row.segment) {
        (SourceKind::Official, _) => 0,
        (_, SalarySegment::All) => LEAST_FOR_COUNTRY,
        _ => LEAST_FOR_PART,
    };
    is_enough(row, least)
}

/// The five points that may be shown, the lowest first: the outer tenths only if enough people
/// stand behind them.
pub fn points(source: &SalarySource, row: &SalaryRow) -> [Option<Amount>; 5] {
    let mut points = row.points();
    if source.kind != SourceKind::Official && !is_enough(row, LEAST_FOR_TENTHS) {
        points[0] = None;
        points[4] = None;
    }
    points
}

/// The figures closest to the question; none if there are no figures at all.
///
/// The country counts most, then the years, then whether somebody is a backend developer: that
/// is the order in which they explain pay in the survey. So the search widens from the end.
pub fn answer<'a>(guide: &'a Guide, question: &PayQuestion<'a>) -> Option<Answer<'a>> {
    let survey = source(guide, SourceKind::Survey)?;
    let sources: Vec<&SalarySource> = [Some(survey), source(guide, SourceKind::Wider)]
        .into_iter()
        .flatten()
        .collect();
    let named = |code: &str| guide.countries.iter().find(|it| it.code() == code);
    let mut areas = vec![question.country];
    areas.extend(named(Country::EU).filter(|_| question.country.in_eu));
    areas.extend(named(Country::WORLD));
    let mut bands: Vec<Option<Band>> = Vec::new();
    bands.extend(question.band.map(Some));
    // Nobody asks fewer than this; the next band is nearer than everybody together.
    bands.extend((question.band == Some(Band::First)).then_some(Some(Band::Second)));
    bands.push(None);
    for area in areas {
        for band in &bands {
            for source in &sources {
                if let Some(row) = row(source, area, *band) {
                    let shown = Found {
                        source,
                        row,
                        area,
                        band: *band,
                    };
                    let is_exact = std::ptr::eq(*source, survey)
                        && area.code() == question.country.code()
                        && *band == question.band;
                    return Some(Answer { shown, is_exact });
                }
            }
        }
    }
    None
}

fn row<'a>(source: &'a SalarySource, area: &Country, band: Option<Band>) -> Option<&'a SalaryRow> {
    match band {
        None => whole(source, area),
        Some(band) => source
            .rows_of(area.code(), SalarySegment::Coding)
            .find(|row| row.group == band.group() && is_enough(row, LEAST_FOR_PART)),
    }
}

/// The official statistics of a country: for each source its row nearest to a backend developer.
pub fn official<'a>(guide: &'a Guide, area: &'a Country) -> Vec<Found<'a>> {
    sources_of(guide, SourceKind::Official, area)
        .into_iter()
        .filter_map(|source| {
            Some(Found {
                source,
                row: main_row(source, area)?,
                area,
                band: None,
            })
        })
        .collect()
}

/// The units in which an offer can be compared in a country: that of the survey first.
pub fn units<'a>(guide: &'a Guide, area: &'a Country) -> Vec<Unit<'a>> {
    let survey = source(guide, SourceKind::Survey).map(SalarySource::unit);
    let mut units: Vec<Unit<'a>> = survey.into_iter().collect();
    for found in official(guide, area) {
        if !units.contains(&found.source.unit()) {
            units.push(found.source.unit());
        }
    }
    units
}

/// The units in which an offer can be compared in some country: that of the survey first.
pub fn all_units(guide: &Guide) -> Vec<Unit<'_>> {
    let mut all: Vec<Unit<'_>> = Vec::new();
    let mut others: Vec<Unit<'_>> = Vec::new();
    all.extend(source(guide, SourceKind::Survey).map(SalarySource::unit));
    for source in guide.salary.values() {
        let unit = source.unit();
        if source.main.is_some() && !all.contains(&unit) && !others.contains(&unit) {
            others.push(unit);
        }
    }
    others.sort_by_key(|unit| unit.to_string());
    all.extend(others);
    all
}
