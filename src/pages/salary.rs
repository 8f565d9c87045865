//! `/salary`: what the work pays, each figure with its source.

use askama::Template;

use super::article;
use super::contents::{Contents, contents};
use super::frame::Frame;
use super::numbers::money;
use super::page::Page;
use crate::content::{Amount, Article, Guide, Row, SalarySource, thousands};
use crate::tools::salary::{has_tenths, official, survey};

/// The figures of one source that share an axis.
struct Table<'a> {
    source: &'a SalarySource,
    /// What the first column names.
    heading: &'static str,
    rows: Vec<Line>,
}

/// One group, every amount in words; a dash where none may be shown.
struct Line {
    name: String,
    n: String,
    tenth: String,
    quarter: String,
    middle: String,
    three_quarters: String,
    nine_tenths: String,
}

#[derive(Template)]
#[template(path = "pages/salary.html")]
struct SalaryPage<'a> {
    frame: Frame<'a>,
    article: &'a Article,
    contents: Contents<'a>,
    /// The answer in one sentence, from the survey's figure for the world.
    answer: String,
    countries: Option<Table<'a>>,
    experience: Option<Table<'a>>,
    official: Vec<Table<'a>>,
}

/// Draws the page.
pub fn salary(guide: &Guide, article: &Article) -> Page {
    let table = |segment, heading| {
        let (source, rows) = survey(guide, segment)?;
        Some(Table {
            source,
            heading,
            rows: rows.iter().map(|row| line(source, row)).collect(),
        })
    };
    let (countries, experience) = (
        table("country", "Country"),
        table("experience", "Years of coding"),
    );
    let mut above = Vec::new();
    above.extend(countries.is_some().then_some(("countries", "By country")));
    above.extend(
        experience
            .is_some()
            .then_some(("experience", "By years of coding")),
    );
    let below = if official(guide).is_empty() {
        vec![]
    } else {
        vec![("official", "Official statistics")]
    };
    let page = SalaryPage {
        frame: article::frame(guide, article).wide(),
        contents: contents(&article.body, &above, &below),
        answer: answer(guide).unwrap_or_default(),
        countries,
        experience,
        official: official(guide)
            .into_iter()
            .map(|source| Table {
                source,
                heading: "Group",
                rows: source.rows.iter().map(|row| line(source, row)).collect(),
            })
            .collect(),
        article,
    };
    Page::html(&page.frame, &page)
}

/// The sentence that stands above every table.
fn answer(guide: &Guide) -> Option<String> {
    let (source, rows) = survey(guide, "world")?;
    let row = rows.first()?;
    Some(format!(
        "Half of the backend developers who answered the {} survey of {} earn between {} and {} a {} before tax. The one in the middle earns {}.",
        source.publisher,
        source.year,
        money(row.p25?.0, &source.currency),
        money(row.p75?.0, &source.currency),
        source.period,
        money(row.p50?.0, &source.currency),
    ))
}

fn line(source: &SalarySource, row: &Row) -> Line {
    let amount = |amount: Option<Amount>| {
        amount.map_or_else(|| "–".to_owned(), |it| money(it.0, &source.currency))
    };
    let tenth = |value: Option<Amount>| amount(value.filter(|_| has_tenths(row)));
    Line {
        name: row.value.as_ref().clone(),
        n: row
            .n
            .map_or_else(|| "–".to_owned(), |n| thousands(n.into())),
        tenth: tenth(row.p10),
        quarter: amount(row.p25),
        middle: amount(row.p50),
        three_quarters: amount(row.p75),
        nine_tenths: tenth(row.p90),
    }
}
