//! `/plan` and `/plan.ics` as a visitor meets them.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue, Uri,
};
use calcard::{Entry, Parser};
use career_guide::content::Mode;
use career_guide::pages;
use career_guide::site::{Assets, Site};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use scraper::{Html, Selector};

use crate::helpers::{SMALL, get, parse, send_to, small_guide};
use crate::plan::{day_number, query};
use crate::real_content::{get_real, guide};

const TODAY: Date = date(2026, 11, 21);

/// The texts of what a selector finds, each on one line.
fn texts(html: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    let text = |it: scraper::ElementRef<'_>| it.text().collect::<String>();
    found
        .map(|it| text(it).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// The cells of each row that a selector finds.
fn rows(html: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let (rows, cells) = (
        Selector::parse(selector).unwrap(),
        Selector::parse("th, td").unwrap(),
    );
    let text = |it: scraper::ElementRef<'_>| it.text().collect::<String>();
    let row = |row: scraper::ElementRef<'_>| -> String {
        let cells: Vec<String> = row.select(&cells).map(text).collect();
        let cells = cells.join(" | ");
        cells.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&rows).map(row).collect()
}

fn plan_text(text: &str) -> String {
    let page = pages::plan(guide(), &query(text), TODAY);
    String::from_utf8(page.body.bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn the_answer_says_weeks_and_month_and_shows_every_step() {
    let page = get_real("/plan?hours=10&start=2027-01-04").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        texts(&page.body, "#answer"),
        ["At 10 hours a week you finish in 104 weeks, in December 2028."]
    );
    assert_eq!(
        texts(&page.body, "#plan .lead"),
        [
            "This counts the middle of each step. With the lower estimate it is 72 weeks, until May 2028. With the upper estimate it is 136 weeks, until August 2029."
        ]
    );
    let steps = rows(
        &page.body,
        ".tt tbody tr:not(.leaves):has(.rd), .tt tbody tr:has(i:not(.own))",
    );
    let required = guide().steps.iter().filter(|it| it.required).count();
    assert_eq!(steps.len(), required);
    assert_eq!(
        steps[0],
        "1 | Week 1 from 4 Jan 2027 | Step 1: What backend developers do | 5 hours"
    );
    assert_eq!(texts(&page.body, ".tt .rd"), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(texts(&page.body, ".tt tr:has(.own)").len(), 3);
    assert_eq!(texts(&page.body, ".tt .leaves").len(), 1);
}

#[tokio::test]
async fn projects_of_the_plan_are_chosen_from_ideas_that_fit() {
    let page = get_real("/plan?hours=10&start=2027-01-04").await;
    let link = Html::parse_document(&page.body);
    let link = link
        .select(&Selector::parse(".tt tr:has(.own) a").unwrap())
        .next()
        .unwrap();
    let url = link.attr("href").unwrap().to_owned();
    assert_eq!(url, "/projects?level=intermediate&upto=system-design");
    let said = link.text().collect::<String>();
    let ideas = get_real(&url).await;
    let found = texts(&ideas.body, "#found").concat();
    assert!(
        said.starts_with(&format!("choose from {found}")),
        "{said}, {found}"
    );
}

#[tokio::test]
async fn each_plan_has_one_address() {
    let page =
        get_real("/plan?hours=10&start=4%2F1%2F2027&from=&off=&off=&pace=middle&utm=x").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.header("location"), "/plan?hours=10&start=2027-01-04");
    assert_eq!(
        get_real(page.header("location")).await.status,
        StatusCode::OK
    );
    let page = get_real("/plan.ics?hours=010&start=2027-01-04").await;
    assert_eq!(
        page.header("location"),
        "/plan.ics?hours=10&start=2027-01-04"
    );
    let site = Site::build(
        parse(&SMALL.replace("licence = ", "base_path = \"/school\"\nlicence = ")).unwrap(),
        Assets::default(),
        Mode::Serve,
    );
    let request = Request::get("/school/plan?hours=9&start=2027-01-04&off=").body(Body::empty());
    let page = send_to(site, request.unwrap()).await;
    assert_eq!(
        page.header("location"),
        "/school/plan?hours=9&start=2027-01-04"
    );
}

/// The day is in the address before a plan is shown, so that it is the same plan tomorrow.
#[tokio::test]
async fn a_plan_without_a_start_is_sent_to_one_with() {
    let page = get_real("/plan?hours=10").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let start = page
        .header("location")
        .strip_prefix("/plan?hours=10&start=")
        .unwrap();
    let start: Date = start.parse().unwrap();
    assert_eq!(start.weekday(), jiff::civil::Weekday::Monday);
}

#[tokio::test]
async fn wrong_values_are_named_and_kept() {
    let page =
        get_real("/plan?hours=ten&start=2026-02-30&off=%3Cb%3Etomorrow&from=sql&done=command-line")
            .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(texts(&page.body, "title")[0].starts_with("Error: "));
    let links = Html::parse_document(&page.body);
    for link in links.select(&Selector::parse(".errs a").unwrap()) {
        let target = Selector::parse(link.attr("href").unwrap()).unwrap();
        assert_eq!(links.select(&target).count(), 1, "{link:?}");
    }
    assert_eq!(texts(&page.body, ".errs li").len(), 4);
    for kept in [
        "value=\"ten\"",
        "value=\"2026-02-30\"",
        "value=\"&#60;b&#62;tomorrow\"",
        "value=\"command-line\" checked",
    ] {
        assert!(page.body.contains(kept), "{kept}");
    }
    assert!(page.body.contains("<details class=\"fold\" open>"));
    assert_eq!(
        get_real("/plan.ics?hours=ten").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_step_alone_fills_in_the_form_and_asks_nothing_else() {
    let page = get_real("/plan?from=resume&done=job-search").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(texts(&page.body, ".errs").is_empty());
    assert!(page.body.contains("<option value=\"resume\" selected>"));
    assert!(
        page.body
            .contains("/plan?hours=10&#38;from=resume&#38;done=job-search")
    );
    assert!(page.body.contains("name=\"robots\" content=\"noindex\""));
}

/// What stands in the map is drawn at startup and may be read for months.
#[test]
fn the_form_alone_has_no_date_in_it() {
    let page = pages::plan_form(guide());
    let text = std::str::from_utf8(page.body.bytes()).unwrap();
    let main = text
        .split("<main")
        .nth(1)
        .unwrap()
        .split("</main>")
        .next()
        .unwrap();
    for year in ["2026-11", "2027-01-04\"", "November", "January"] {
        assert!(!main.contains(year), "{year}");
    }
    expect_test::expect![[r#"
        [
            "5 hours a week | 143 to 272 | 33 to 62",
            "10 hours a week | 72 to 136 | 16 to 31",
            "15 hours a week | 48 to 91 | 11 to 21",
            "20 hours a week | 36 to 68 | 8 to 16",
            "30 hours a week | 24 to 46 | 5 to 10",
        ]
    "#]]
    .assert_debug_eq(&rows(text, ".more-time tbody tr"));
}

#[test]
fn an_export_sends_the_form_to_the_running_server() {
    let site = Site::build(small_guide(), Assets::default(), Mode::Export);
    let page = std::str::from_utf8(site.find("/plan").unwrap().body.bytes()).unwrap();
    assert!(page.contains("action=\"https://small.example/plan\""));
    assert!(page.contains("href=\"https://small.example/plan?hours=10\""));
}

#[test]
fn a_plan_of_many_years_comes_with_a_suggestion() {
    let page = plan_text("hours=2&start=2027-01-04");
    assert_eq!(
        texts(&page, "#plan .note"),
        ["At 2 hours a week this takes 10 years. Try 5 hours."]
    );
    assert!(page.contains("you finish in 519 weeks, in December 2036."));
    assert!(texts(&plan_text("hours=10&start=2027-01-04"), "#plan .note").is_empty());
}

#[test]
fn a_plan_of_two_weeks_is_a_plan() {
    let page = plan_text("hours=12&start=2027-01-04&from=job-search");
    assert_eq!(
        texts(&page, "#answer"),
        ["At 12 hours a week you finish in 2 weeks, in January 2027."]
    );
    let page = plan_text("hours=1&start=2027-01-04&from=keep-learning&pace=low");
    assert_eq!(
        texts(&page, "#answer"),
        ["At 1 hour a week you finish in 2 weeks, in January 2027."]
    );
}

#[tokio::test]
async fn who_has_finished_everything_is_told_what_comes_next() {
    let all: Vec<&str> = guide().steps.iter().map(|it| it.slug.as_str()).collect();
    let asked = format!("hours=10&start=2027-01-04&done={}", all.join("."));
    let page = get_real(&format!("/plan?{asked}")).await;
    assert_eq!(texts(&page.body, "#answer"), ["Nothing is left to study."]);
    assert!(texts(&page.body, ".tt").is_empty());
    let calendar = get_real(&format!("/plan.ics?{asked}")).await;
    assert_eq!(
        calendar.header("location"),
        format!("/plan?{asked}"),
        "a calendar without events is none"
    );
}

/// The events of a calendar, read by another library, and what stands around them.
fn calendar(text: &str) -> Vec<ICalendarComponent> {
    let mut parser = Parser::new(text);
    let Entry::ICalendar(calendar) = parser.entry() else {
        panic!("this is no calendar\n{text}");
    };
    assert!(
        matches!(parser.entry(), Entry::Eof),
        "nothing comes after it"
    );
    let [first, events @ ..] = &calendar.components[..] else {
        panic!("it is empty");
    };
    assert_eq!(first.component_type, ICalendarComponentType::VCalendar);
    for name in [ICalendarProperty::Version, ICalendarProperty::Prodid] {
        assert_eq!(first.entries.iter().filter(|it| it.name == name).count(), 1);
    }
    for event in events {
        let known = |name: &ICalendarProperty| !matches!(name, ICalendarProperty::Other(_));
        assert!(event.entries.iter().all(|it| known(&it.name)), "{event:?}");
    }
    events.to_vec()
}

fn value(event: &ICalendarComponent, name: ICalendarProperty) -> ICalendarValue {
    let mut found = event.entries.iter().filter(|it| it.name == name);
    let entry = found
        .next()
        .unwrap_or_else(|| panic!("there is no {name:?}"));
    assert!(found.next().is_none(), "{name:?} is there twice");
    entry.values[0].clone()
}

fn text_of(event: &ICalendarComponent, name: ICalendarProperty) -> String {
    match value(event, name) {
        ICalendarValue::Text(text) | ICalendarValue::Uri(Uri::Location(text)) => text,
        other => panic!("{other:?} is no text"),
    }
}

/// A date without a time.
fn day_of(event: &ICalendarComponent, name: ICalendarProperty) -> Date {
    let ICalendarValue::PartialDateTime(day) = value(event, name) else {
        panic!("no date");
    };
    assert_eq!(
        (day.hour, day.tz_hour),
        (None, None),
        "it lasts all day, everywhere"
    );
    Date::new(
        day.year.unwrap() as i16,
        day.month.unwrap() as i8,
        day.day.unwrap() as i8,
    )
    .unwrap()
}

fn ics(text: &str) -> String {
    let page = pages::calendar(guide(), &query(text), TODAY);
    assert_eq!(page.status, StatusCode::OK);
    String::from_utf8(page.body.bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn the_calendar_is_a_file_with_an_event_for_each_step() {
    let answer = get_real("/plan.ics?hours=10&start=2027-01-04&optional=yes").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"study-plan.ics\""
    );
    assert!(
        answer
            .body
            .contains("\r\nX-WR-CALNAME:Study plan: Backend Career Guide\r\n")
    );
    let events = calendar(&answer.body);
    assert_eq!(events.len(), 36);
    for (event, step) in events.iter().zip(&guide().steps) {
        assert_eq!(event.component_type, ICalendarComponentType::VEvent);
        let number = guide().place(&step.slug).number;
        assert_eq!(
            text_of(event, ICalendarProperty::Summary),
            format!("Step {number}: {}", step.title)
        );
        let url = format!("http://127.0.0.1:3000{}", step.url());
        assert_eq!(text_of(event, ICalendarProperty::Url), url);
        let about = text_of(event, ICalendarProperty::Description);
        assert!(
            about.contains(&step.summary) && about.ends_with(&format!("\n\n{url}")),
            "{about}"
        );
        let (first, end) = (
            day_of(event, ICalendarProperty::Dtstart),
            day_of(event, ICalendarProperty::Dtend),
        );
        assert_eq!((day_number(end) - day_number(first)) % 7, 0);
        assert!(end > first);
    }
}

#[tokio::test]
async fn without_a_plan_the_calendar_leads_to_the_form() {
    for path in ["/plan.ics", "/plan.ics?", "/plan.ics?x=1"] {
        let answer = get_real(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header("location"), "/plan");
    }
    assert_eq!(
        get("/plan.ics?from=sql").await.header("location"),
        "/plan?from=sql"
    );
}

/// Who imports it again, with other hours or a later start, must not have every step twice.
#[test]
fn the_same_step_is_the_same_event_in_every_plan() {
    let uids = |text: &str| -> Vec<String> {
        calendar(&ics(text))
            .iter()
            .map(|it| text_of(it, ICalendarProperty::Uid))
            .collect()
    };
    let first = uids("hours=10&start=2027-01-04");
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), first.len());
    assert_eq!(first, uids("hours=25&start=2027-02-01&off=8&pace=high"));
    let rest = uids("hours=10&start=2027-03-01&from=resume");
    assert!(rest.iter().all(|it| first.contains(it)));
    assert_eq!(
        ics("hours=10&start=2027-01-04"),
        ics("hours=10&start=2027-01-04"),
        "byte for byte"
    );
}

#[test]
fn special_characters_survive_the_calendar() {
    let fixture = SMALL
        .replace("title = \"SQL\"", "title = \"S,Q;L\\\\ ü\"")
        .replace("Tables and questions.", &"Ünïcödé; ".repeat(16))
        .replace("Small guide", "Small, guide; 1");
    let guide = parse(&fixture).unwrap();
    let page = pages::calendar(&guide, &query("hours=5&start=2027-01-04"), TODAY);
    let text = std::str::from_utf8(page.body.bytes()).unwrap();
    let events = calendar(text);
    assert_eq!(
        text_of(&events[1], ICalendarProperty::Summary),
        "Step 2: S,Q;L\\ ü"
    );
    assert!(text_of(&events[1], ICalendarProperty::Description).contains(&"Ünïcödé; ".repeat(16)));
    assert!(text.contains("\r\nNAME;VALUE=TEXT:Study plan: Small\\, guide\\; 1\r\n"));
    lines_are_sound(text);
}

/// RFC 5545, section 3.1: lines end with CRLF and have 75 bytes at most.
fn lines_are_sound(text: &str) {
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_calendar_is_sound_and_says_what_the_page_says(
        hours in 1_u32..=60, year in 2000_i16..=2100, day in 1_i8..=28, month in 1_i8..=12, off in 2_u32..=52,
    ) {
        let asked = format!("hours={hours}&start={}&off={off}", Date::new(year, month, day).unwrap());
        let text = ics(&asked);
        lines_are_sound(&text);
        let events = calendar(&text);
        let first = day_of(&events[0], ICalendarProperty::Dtstart);
        let last = day_of(events.last().unwrap(), ICalendarProperty::Dtend).yesterday().unwrap();
        let weeks = (day_number(last) - day_number(first) + 1) / 7;
        let page = plan_text(&asked);
        let name = ["January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December"][last.month() as usize - 1];
        let hours = if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") };
        let weeks = if weeks > 999 { format!("{},{:03}", weeks / 1000, weeks % 1000) } else { weeks.to_string() };
        prop_assert_eq!(
            texts(&page, "#answer").concat(),
            format!("At {hours} a week you finish in {weeks} weeks, in {name} {}.", last.year())
        );
        let rows = rows(&page, ".tt tbody tr:has(.rd), .tt tbody tr:has(i:not(.own))");
        prop_assert_eq!(rows.len(), events.len());
        for (row, event) in rows.iter().zip(&events) {
            let from = day_of(event, ICalendarProperty::Dtstart).strftime("from %-d %b %Y").to_string();
            prop_assert!(row.contains(&from), "{row}: {from}");
        }
    }

    #[test]
    fn nothing_a_visitor_types_gets_out_of_its_place(text in ".{0,60}") {
        let mut asked = query("hours=10&start=2027-01-04");
        for field in [&mut asked.start, &mut asked.off, &mut asked.from, &mut asked.hours] {
            *field = vec![format!("\"'<x>{text}")];
        }
        let page = pages::plan(guide(), &asked, TODAY);
        let html = std::str::from_utf8(page.body.bytes()).unwrap();
        prop_assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        prop_assert!(!html.contains("<x>"));
    }
}
