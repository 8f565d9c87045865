//! `/plan.ics`: a study plan for a calendar, after RFC 5545.

use icalendar::{Calendar, Component as _, Event, Property, ValueType};
use jiff::civil::Date;

use super::numbers::count;
use super::page::Page;
use super::plan::{not_understood, sent_to, weeks_of};
use crate::content::Guide;
use crate::tools::plan::{Leg, Plan, PlanQuery};

/// What a calendar may show of who made it.
const MAKER: &str = "-//Career Guide//Study plan//EN";

/// Most bytes of a line, without its end.
const MAX_LINE: usize = 75;

/// Writes one all-day event for each step of a plan. What cannot be planned leads to the page
/// with the form.
pub fn calendar(guide: &Guide, query: &PlanQuery, today: Date) -> Page {
    let question = match query.parse(guide, today) {
        Ok(question) => question,
        Err(errors) => return not_understood(guide, query, errors),
    };
    let clean = question.query(guide);
    let Some(per_week) = question.hours else {
        return sent_to(guide, &clean.address("/plan"));
    };
    let plan = Plan::new(guide, &question, per_week, question.pace);
    // A calendar without events is none, and the page says why there are none.
    if plan.legs.is_empty() {
        return sent_to(guide, &clean.address("/plan"));
    }
    if clean != *query {
        return sent_to(guide, &clean.address("/plan.ics"));
    }
    Page {
        download: Some("study-plan.ics".to_owned()),
        ..Page::new("text/calendar; charset=utf-8", written(guide, &plan))
    }
}

fn written(guide: &Guide, plan: &Plan<'_>) -> String {
    let name = format!("Study plan: {}", guide.settings.name);
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", MAKER))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        // One name for RFC 7986, and one for the programs that came before it.
        .append_property(Property::new("NAME", &name).append_parameter(ValueType::Text))
        .append_property(Property::new("X-WR-CALNAME", &name));
    for leg in &plan.legs {
        calendar.push(event(guide, plan, leg));
    }
    folded(&calendar.to_string())
}

/// The library forgets the blank in front of a continued line when it measures it, so that such a
/// line may have 76 bytes where 75 are allowed.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 64);
    for line in text.split_terminator("\r\n") {
        let mut rest = line;
        while rest.len() > MAX_LINE {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(MAX_LINE));
            folded += head;
            folded += "\r\n ";
            rest = tail;
        }
        folded += rest;
        folded += "\r\n";
    }
    folded
}

fn event(guide: &Guide, plan: &Plan<'_>, leg: &Leg<'_>) -> Event {
    let url = guide.settings.absolute(&leg.step.url());
    let hours = count(leg.hours as usize, "hour", "hours");
    let mut about = format!(
        "{}: {hours} of study. {}",
        weeks_of(leg.span),
        leg.step.summary
    );
    if !leg.projects.is_empty() {
        let projects = count(leg.projects.len(), "project", "projects");
        about += &format!(" There is room for {projects} of your choice.");
    }
    let off = plan.off_in(leg.span);
    if off > 0 {
        about += &format!(" {} in between.", count(off, "week off", "weeks off"));
    }
    let (first, last) = (plan.week(leg.span.first), plan.week(leg.span.last));
    let mut event = Event::new();
    event
        // The same step of the same site is the same event in every plan: a calendar that knows
        // it moves it.
        .uid(&format!("{}.plan@{}", leg.step.slug, host_of(guide)))
        // When what the event says was last revised. The day of the request would make the
        // same question give two answers.
        .append_property(Property::new("DTSTAMP", stamp(guide)))
        .summary(&format!("Step {}: {}", leg.number, leg.step.title))
        .description(&format!("{about}\n\n{url}"))
        .url(&url)
        // Days without a time zone are the same days everywhere; the last one is not included.
        .append_property(day("DTSTART", first.monday))
        .append_property(day(
            "DTEND",
            last.sunday().saturating_add(jiff::Span::new().days(1)),
        ))
        // Study fills no appointment.
        .append_property(Property::new("TRANSP", "TRANSPARENT"));
    event.done()
}

fn day(name: &str, date: Date) -> Property {
    let text = date.strftime("%Y%m%d").to_string();
    let mut property = Property::new(name, text);
    property.append_parameter(ValueType::Date).done()
}

/// Midnight of the last day on which somebody checked a step.
fn stamp(guide: &Guide) -> String {
    let days = guide.steps.iter().map(|step| step.reviewed.0);
    let last = days.max().unwrap_or(Date::constant(2026, 1, 1));
    last.strftime("%Y%m%dT000000Z").to_string()
}

/// What makes names unique to this site: its host and its base path, without the scheme.
fn host_of(guide: &Guide) -> String {
    let address = guide.settings.absolute("");
    address
        .split_once("://")
        .map_or(address.clone(), |(_, rest)| rest.to_owned())
}
