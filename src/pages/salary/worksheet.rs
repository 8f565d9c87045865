//! `/salary/offer`: what an offer is worth in its first four years.

use askama::Template;
use http::StatusCode;

use super::super::frame::Frame;
use super::super::page::Page;
use super::MOST_SHOWN_AGAIN;
use crate::content::{Article, Guide, thousands};
use crate::tools::FieldError;
use crate::tools::salary::{Worksheet, WorksheetQuery, Year};

#[derive(Template)]
#[template(path = "pages/salary_offer.html")]
struct OfferPage<'a> {
    frame: Frame<'a>,
    /// The article that pay belongs to.
    article: &'a Article,
    errors: Vec<FieldError>,
    /// Name, label, hint and text of each field of money.
    money: Vec<Field>,
    /// The same for percents.
    shares: Vec<Field>,
    paid: Field,
    answer: Option<Sheet>,
}

struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    text: String,
}

/// The answer in words: a sentence, and the amounts of each part in the four years.
struct Sheet {
    first: String,
    cash: String,
    average: String,
    rows: Vec<(&'static str, [String; 4], bool)>,
    later: Option<String>,
    has_equity: bool,
}

/// Draws the form, and the worksheet if it was filled in.
pub fn worksheet(guide: &Guide, query: &WorksheetQuery) -> Page {
    let above = ("/salary", guide.articles["/salary"].title.as_str());
    let mut frame = Frame::new(
        guide,
        "/salary/offer",
        "Add up an offer",
        "Base pay, bonus, shares by year and benefits of an offer, added up for four years. Nothing is stored.",
    )
    .below(&[above]);
    let (answer, errors) = if query.is_empty() {
        (None, Vec::new())
    } else {
        match query.parse() {
            Ok(worksheet) => (Some(sheet(&worksheet)), Vec::new()),
            Err(errors) => (None, errors),
        }
    };
    frame.has_errors = !errors.is_empty();
    let page = OfferPage {
        article: &guide.articles["/salary"],
        frame,
        money: money_fields(query),
        shares: share_fields(query),
        paid: field(
            "paid",
            "How much of it was paid lately, in percent",
            "Ask what the team got in the last 2 years. Empty means 100.",
            &query.paid,
        ),
        answer,
        errors,
    };
    let drawn = Page::html(&page.frame, &page);
    if query.is_empty() {
        drawn
    } else if page.errors.is_empty() {
        drawn.private()
    } else {
        drawn
            .with_status(StatusCode::UNPROCESSABLE_ENTITY)
            .private()
    }
}

fn field(name: &'static str, label: &'static str, hint: &'static str, text: &str) -> Field {
    Field {
        name,
        label,
        hint,
        text: text.trim().chars().take(MOST_SHOWN_AGAIN).collect(),
    }
}

fn money_fields(query: &WorksheetQuery) -> Vec<Field> {
    vec![
        field("base", "Base pay of a year", "Before tax.", &query.base),
        field(
            "bonus",
            "Target bonus of a year",
            "What is promised if all goes well.",
            &query.bonus,
        ),
        field(
            "signing",
            "Signing bonus",
            "Paid once, in the first year.",
            &query.signing,
        ),
        field(
            "equity",
            "Shares or options, all together",
            "Their value today. For options: the value minus what you pay for them. For a first job, 0 is a careful guess.",
            &query.equity,
        ),
        field(
            "pension",
            "Pension, paid by the employer in a year",
            "",
            &query.pension,
        ),
        field(
            "benefits",
            "Other benefits in a year",
            "What you would pay for them yourself, such as insurance or a ticket.",
            &query.benefits,
        ),
    ]
}

fn share_fields(query: &WorksheetQuery) -> Vec<Field> {
    vec![
        field("year1", "Year 1", "", &query.year1),
        field("year2", "Year 2", "", &query.year2),
        field("year3", "Year 3", "", &query.year3),
        field("year4", "Year 4", "", &query.year4),
    ]
}

fn sheet(worksheet: &Worksheet) -> Sheet {
    let years = worksheet.years();
    let all = |part: fn(&Year) -> u64| years.each_ref().map(|year| amount(part(year)));
    let sum: u64 = years.iter().map(Year::total).sum();
    let mut rows = vec![("Base pay", all(|it| it.base), false)];
    let mut add = |name, part: fn(&Year) -> u64| {
        if years.iter().any(|year| part(year) > 0) {
            rows.push((name, all(part), false));
        }
    };
    add("Bonus", |it| it.bonus);
    add("Signing bonus", |it| it.signing);
    add("Shares", |it| it.equity);
    add("Pension and benefits", |it| it.benefits);
    rows.push(("Cash", all(Year::cash), true));
    rows.push(("Everything", all(Year::total), true));
    let later = worksheet.later();
    Sheet {
        first: amount(years[0].total()),
        cash: amount(years[0].cash()),
        average: amount((sum + 2) / 4),
        rows,
        later: (worksheet.has_equity() && later > 0)
            .then(|| format!("{later} percent of the shares become yours after year 4, or never.")),
        has_equity: worksheet.has_equity(),
    }
}

/// Hundredths as people read them, cents only where there are some.
fn amount(hundredths: u64) -> String {
    match hundredths % 100 {
        0 => thousands(hundredths / 100),
        cents => format!("{}.{cents:02}", thousands(hundredths / 100)),
    }
}
