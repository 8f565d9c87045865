//! `/salary/{country}`: every figure of one country, one source beside the other.

use askama::Template;

use super::super::contents::Contents;
use super::super::frame::Frame;
use super::super::page::Page;
use super::upper;
use super::views::{Named, Said, Table, say, table, warning, words};
use crate::content::{Article, Country, Day, Guide, SalarySegment, SalarySource, SourceKind};
use crate::tools::salary::{
    PayQuestion, answer, is_old_for_a_country, newest_figure, official, parts, series, sources_of,
};

#[derive(Template)]
#[template(path = "pages/salary_country.html")]
struct CountryPage<'a> {
    frame: Frame<'a>,
    /// The article that pay belongs to.
    article: &'a Article,
    country: &'a Country,
    contents: Contents<'a>,
    /// What the survey says, if it says anything about this very country.
    survey: Option<Said<'a>>,
    official: Vec<Said<'a>>,
    /// Why the two differ; empty if there is only one.
    compare: &'a str,
    /// The day of the newest figure, if it is older than two years.
    old: Option<Day>,
    parts: &'a [Part<'a>],
}

/// The tables of one source.
struct Part<'a> {
    source: &'a SalarySource,
    tables: Vec<Titled>,
}

struct Titled {
    title: &'static str,
    warning: &'static str,
    table: Table,
}

/// Draws the page of a country with figures.
pub fn pay_in_country(guide: &Guide, country: &Country) -> Page {
    let title = format!("Developer pay in {}", country.inside());
    let summary = format!(
        "What backend developers earn in {}: survey and official statistics, each with its year, its source and its number of people.",
        country.inside()
    );
    let above = ("/salary", guide.articles["/salary"].title.as_str());
    let frame = Frame::new(guide, country.url(), title, summary);
    let question = PayQuestion {
        country,
        band: None,
        offer: None,
    };
    let survey = answer(guide, &question)
        .filter(|answer| answer.shown.area.code() == country.code())
        .map(|answer| say(&answer.shown));
    let official = official(guide, country);
    let compare = official
        .iter()
        .find(|found| !found.source.compare.is_empty())
        .filter(|_| survey.is_some())
        .map_or("", |found| found.source.compare.as_str());
    let parts = all_parts(guide, country);
    let contents = [("short", "In short")]
        .into_iter()
        .chain(
            parts
                .iter()
                .map(|part| (part.source.slug.as_str(), part.source.title.as_str())),
        )
        .collect();
    let page = CountryPage {
        article: &guide.articles["/salary"],
        frame: frame.below(&[above]).wide(),
        country,
        contents,
        survey,
        official: official.iter().map(say).collect(),
        compare,
        old: newest_figure(guide, country)
            .zip(guide.settings.drawing.today)
            .filter(|(newest, today)| is_old_for_a_country(*newest, *today))
            .map(|(newest, _)| newest),
        parts: &parts,
    };
    Page::html(&page.frame, &page)
}

/// The sources with something to show, those that answer the look-up first.
fn all_parts<'a>(guide: &'a Guide, country: &Country) -> Vec<Part<'a>> {
    [
        SourceKind::Survey,
        SourceKind::Wider,
        SourceKind::Official,
        SourceKind::Detail,
    ]
    .into_iter()
    .flat_map(|kind| sources_of(guide, kind, country))
    .map(|source| Part {
        source,
        tables: tables(source, country),
    })
    .filter(|part| !part.tables.is_empty())
    .collect()
}

fn tables(source: &SalarySource, country: &Country) -> Vec<Titled> {
    let mut tables = Vec::new();
    for segment in &source.show {
        let rows = parts(source, country, *segment);
        // The whole country stands above, and one row alone is no comparison.
        if *segment == SalarySegment::All || rows.len() < 2 {
            continue;
        }
        let (heading, title) = words(*segment);
        let is_main = |group: &str| {
            source
                .main
                .as_ref()
                .is_some_and(|main| main.as_ref() == group)
        };
        let year = rows[0].year;
        let rows = rows
            .into_iter()
            .map(|row| Named {
                is_chosen: *segment == SalarySegment::Occupation && is_main(&row.group),
                ..Named::by_group(row)
            })
            .collect();
        tables.push(Titled {
            title,
            warning: warning(*segment),
            table: table(
                source,
                &format!("{}, {year}", upper(&source.who)),
                heading,
                rows,
            ),
        });
    }
    let years = series(source, country);
    if !years.is_empty() {
        let caption = format!("{}, year by year", upper(&source.who));
        let rows = years
            .into_iter()
            .map(|row| Named {
                name: row.year.to_string(),
                ..Named::by_group(row)
            })
            .collect();
        tables.push(Titled {
            title: "Year by year",
            warning: "Prices rose in these years as well. The figures are not corrected for that.",
            table: table(source, &caption, "Year", rows),
        });
    }
    tables
}
