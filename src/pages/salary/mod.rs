//! `/salary`: what the work pays, each figure with its source, and where an offer stands.

mod country;
mod data;
mod sources;
mod views;
mod worksheet;

use askama::Template;
use http::StatusCode;

use super::article;
use super::contents::{Contents, contents};
use super::frame::Frame;
use super::page::Page;
use crate::content::{Article, Country, Guide, SalarySegment, SalarySource, SourceKind, Unit};
use crate::tools::FieldError;
use crate::tools::salary::{
    Answer, Band, Found, PayQuery, PayQuestion, all_units, answer, by_country, official, parts,
    source, units, whole,
};
use views::{Named, Said, Stand, Table, describe, say, stand, table, unit_name};

pub use country::pay_in_country;
pub use data::{pay_as_csv, pay_as_json, pay_schema};
pub use sources::pay_sources;
pub use worksheet::worksheet;

/// What somebody typed is shown again up to this length.
const MOST_SHOWN_AGAIN: usize = 60;

#[derive(Template)]
#[template(path = "pages/salary.html")]
struct SalaryPage<'a> {
    frame: Frame<'a>,
    article: &'a Article,
    contents: Contents<'a>,
    errors: Vec<FieldError>,
    /// Absent if there are no figures.
    form: Option<Form<'a>>,
    /// What was asked in words, if something else is shown.
    asked: Option<String>,
    shown: Option<Said<'a>>,
    /// What official statistics of the country say.
    registers: Vec<Said<'a>>,
    /// Other figures that are close to the question: words and address.
    near: Vec<(String, String)>,
    /// The page with all figures of the country.
    page_of: Option<&'a Country>,
    stands: Vec<Stand<'a>>,
    /// What to enter to compare with the other sources; empty if nothing.
    other_units: String,
    countries: Option<(Table, &'a SalarySource)>,
    experience: Option<(Table, &'a SalarySource)>,
    /// The countries with a page that have too few backend developers for the table.
    others: Vec<&'a Country>,
}

/// The form with what is chosen.
struct Form<'a> {
    /// Address and name of each country, and whether it is chosen.
    countries: Vec<(&'a str, &'a str, bool)>,
    bands: Vec<(&'static str, &'static str, bool)>,
    units: Vec<(String, String, bool)>,
    offer: String,
}

/// Draws the figures for a question, and the guide around them. The article of the same address
/// must exist; `site` draws the page only then.
pub fn salary(guide: &Guide, query: &PayQuery) -> Page {
    let article = &guide.articles["/salary"];
    let (question, errors) = match query.parse(guide) {
        None => (None, Vec::new()),
        Some(Ok(question)) => (Some(question), Vec::new()),
        Some(Err(errors)) => (None, errors),
    };
    let found = question
        .as_ref()
        .and_then(|question| answer(guide, question));
    let mut frame = article::frame(guide, article).wide();
    frame.has_errors = !errors.is_empty();
    let mut above = Vec::new();
    if found.is_some() {
        above.push(("answer", "The answer in short"));
        above.push(("countries", "By country"));
        above.push(("experience-table", "By years of coding"));
    }
    let chosen = question.as_ref().map(|it| it.country);
    let page = SalaryPage {
        contents: contents(&article.body, &above, &[]),
        form: form(guide, query),
        asked: question.as_ref().zip(found.as_ref()).and_then(asked),
        near: question
            .as_ref()
            .zip(found.as_ref())
            .map_or_else(Vec::new, |(question, found)| near(guide, question, found)),
        page_of: chosen.filter(|_| found.is_some()),
        registers: chosen
            .map_or_else(Vec::new, |country| official(guide, country))
            .iter()
            .map(say)
            .collect(),
        stands: stands(guide, question.as_ref(), found.as_ref()),
        other_units: question
            .as_ref()
            .map_or_else(String::new, |question| other_units(guide, question)),
        others: others(guide),
        countries: found.as_ref().and_then(|_| countries(guide, chosen)),
        experience: found.as_ref().and_then(|found| experience(guide, found)),
        shown: found.map(|found| say(&found.shown)),
        frame,
        article,
        errors,
    };
    let answer = Page::html(&page.frame, &page);
    let answer = if page.errors.is_empty() {
        answer
    } else {
        answer.with_status(StatusCode::UNPROCESSABLE_ENTITY)
    };
    // Nobody else is to find somebody's offer in a cache.
    if query.offer.trim().is_empty() {
        answer
    } else {
        answer.private()
    }
}

fn form<'a>(guide: &'a Guide, query: &PayQuery) -> Option<Form<'a>> {
    source(guide, SourceKind::Survey)?;
    let country = query.country.trim();
    let is_country = |it: &Country| {
        it.slug.as_ref().as_str() == country || it.code().eq_ignore_ascii_case(country)
    };
    let units = all_units(guide);
    Some(Form {
        countries: guide
            .countries
            .iter()
            .map(|it| (it.slug.as_ref().as_str(), it.name.as_str(), is_country(it)))
            .collect(),
        bands: Band::ALL
            .iter()
            .map(|it| (it.slug(), it.group(), it.slug() == query.experience.trim()))
            .collect(),
        units: units
            .iter()
            .map(|it| (it.slug(), unit_name(*it), it.slug() == query.unit.trim()))
            .collect(),
        offer: query.offer.trim().chars().take(MOST_SHOWN_AGAIN).collect(),
    })
}

/// What was asked, if it is not what is shown.
fn asked((question, found): (&PayQuestion<'_>, &Answer<'_>)) -> Option<String> {
    let asked = describe("backend developers", question.country, question.band);
    (!found.is_exact).then_some(asked)
}

/// The address of a question without an offer.
fn address(country: &Country, band: Option<Band>) -> String {
    let country = country.slug.as_ref();
    match band {
        Some(band) => format!("/salary?country={country}&experience={}", band.slug()),
        None => format!("/salary?country={country}"),
    }
}

/// The whole country, and the same years in all countries, if they are not shown already.
fn near(guide: &Guide, question: &PayQuestion<'_>, found: &Answer<'_>) -> Vec<(String, String)> {
    let world = guide
        .countries
        .iter()
        .find(|it| it.code() == Country::WORLD);
    let mut wanted = vec![(question.country, None)];
    wanted.extend(world.map(|world| (world, question.band)));
    let mut near = Vec::new();
    for (country, band) in wanted {
        let other = PayQuestion {
            country,
            band,
            offer: None,
        };
        let is_asked = country.code() == question.country.code() && band == question.band;
        if !is_asked
            && let Some(answer) = crate::tools::salary::answer(guide, &other)
            && answer.is_exact
            && !std::ptr::eq(answer.shown.row, found.shown.row)
        {
            let words = describe(&answer.shown.source.who, country, band);
            near.push((words, address(country, band)));
        }
    }
    near
}

/// Where the offer stands in each source with its unit.
fn stands<'a>(
    guide: &'a Guide,
    question: Option<&PayQuestion<'a>>,
    found: Option<&Answer<'a>>,
) -> Vec<Stand<'a>> {
    let Some((question, (offer, unit))) = question.and_then(|it| Some((it, it.offer?))) else {
        return Vec::new();
    };
    let survey = found.map(|found| found.shown);
    let all: Vec<Found<'a>> = survey
        .into_iter()
        .chain(official(guide, question.country))
        .collect();
    all.iter()
        .filter(|found| found.source.unit() == unit)
        .filter_map(|found| stand(offer, found))
        .collect()
}

/// The units with figures of the country that the offer is not in, in words.
fn other_units(guide: &Guide, question: &PayQuestion<'_>) -> String {
    let Some((_, unit)) = question.offer else {
        return String::new();
    };
    let others: Vec<String> = units(guide, question.country)
        .iter()
        .filter(|it| **it != unit)
        .map(Unit::to_string)
        .collect();
    others.join(" or ")
}

fn countries<'a>(guide: &'a Guide, chosen: Option<&Country>) -> Option<(Table, &'a SalarySource)> {
    let survey = source(guide, SourceKind::Survey)?;
    let rows = by_country(guide, survey)
        .into_iter()
        .map(|(country, row)| Named {
            row,
            name: country.name.clone(),
            url: Some(country.url()),
            is_chosen: chosen.is_some_and(|it| it.code() == country.code()),
        })
        .collect();
    let title = format!("Backend developers in {}", survey.year());
    Some((table(survey, &title, "Country", rows), survey))
}

/// The countries that the table of [`countries`] leaves out.
fn others(guide: &Guide) -> Vec<&Country> {
    let has_row = |country: &Country| {
        source(guide, SourceKind::Survey).is_some_and(|survey| whole(survey, country).is_some())
    };
    guide
        .countries
        .iter()
        .filter(|country| !has_row(country))
        .collect()
}

/// The bands of the country that is shown, or else of the countries around it.
fn experience<'a>(guide: &'a Guide, found: &Answer<'a>) -> Option<(Table, &'a SalarySource)> {
    let world = guide
        .countries
        .iter()
        .find(|it| it.code() == Country::WORLD)?;
    let kinds = [SourceKind::Survey, SourceKind::Wider];
    let wanted = [found.shown.area, world]
        .into_iter()
        .flat_map(|area| kinds.map(|kind| (area, kind)));
    wanted.into_iter().find_map(|(area, kind)| {
        let source = source(guide, kind)?;
        let rows = parts(source, area, SalarySegment::Coding);
        // One band alone is no comparison.
        (rows.len() > 1).then(|| {
            let rows = rows
                .into_iter()
                .map(|row| Named {
                    is_chosen: std::ptr::eq(row, found.shown.row),
                    ..Named::by_group(row)
                })
                .collect();
            let title = describe(&source.who, area, None);
            let title = format!("{} by years of coding", upper(&title));
            (table(source, &title, "Years of coding", rows), source)
        })
    })
}

/// The first letter large.
fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
