//! `/plan`: how long the path takes one reader, week by week.

use std::collections::BTreeSet;

use askama::Template;
use http::StatusCode;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use super::plan_rows::{Mark, Row, What, rows};
use crate::content::{Day, Guide, Hours, Step, thousands};
use crate::tools::FieldError;
use crate::tools::plan::{Pace, Plan, PlanQuery, PlanQuestion, Span, months, read_day};

/// The hours a week that a reader can compare.
const COMPARED: [u32; 5] = [5, 10, 15, 20, 30];
/// A plan of more years than this comes with a suggestion.
const MANY_YEARS: i64 = 5;
/// Any Monday: the form alone shows no dates.
const ANY_DAY: Date = Date::constant(2027, 1, 4);

#[derive(Template)]
#[template(path = "pages/plan.html")]
struct PlanPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    errors: Vec<FieldError>,
    form: Form,
    /// How long it takes at several hours a week; empty beside a plan.
    table: Vec<Duration>,
    answer: Option<Answer<'a>>,
}

impl PlanPage<'_> {
    /// Whether a field must be corrected.
    fn is_wrong(&self, field: &str) -> bool {
        self.errors.iter().any(|it| it.field == field)
    }
}

/// The form as it is filled in.
struct Form {
    hours: String,
    start: String,
    from: String,
    pace: String,
    optional: bool,
    rest: String,
    /// The rhythms on offer, each with its words.
    rhythms: Vec<(String, String)>,
    breaks: String,
    done: BTreeSet<usize>,
    /// How many of the folded fields are filled in.
    more: usize,
    /// Whether they must be seen, because one of them is wrong.
    is_open: bool,
    /// What the button says.
    button: &'static str,
}

/// How long it takes at so many hours a week.
struct Duration {
    hours: u32,
    url: String,
    weeks: String,
    months: String,
}

/// A plan in words.
struct Answer<'a> {
    sentence: String,
    /// Such as `the middle estimate`.
    counted: &'static str,
    /// The plans with the other estimates.
    others_of_range: Vec<Estimate>,
    /// What to do about a plan of many years.
    long: Option<Long>,
    facts: Vec<(&'static str, String)>,
    rows: Vec<Row<'a>>,
    hours: String,
    others: Vec<Other>,
    calendar: String,
    /// The same plan a week later.
    later: String,
    /// The optional steps that are left out, and the plan with them.
    left_out: Vec<&'a Step>,
    with_optional: String,
    /// The full address of the plan, for paper.
    address: String,
}

/// The plan with another estimate.
struct Estimate {
    name: &'static str,
    /// Such as `72 weeks, until April 2028`.
    result: String,
    url: String,
}

struct Long {
    years: String,
    /// Hours a week that are enough to be done sooner, and that plan.
    better: Option<(u32, String)>,
}

/// The plan for somebody with other hours.
struct Other {
    hours: u32,
    url: String,
    weeks: String,
    month: String,
    is_this: bool,
}

/// Draws the form without a plan, and how long the path takes in general.
pub fn plan_form(guide: &Guide) -> Page {
    let query = PlanQuery::default();
    let question = query.parse(guide, ANY_DAY);
    let question = question.expect("nothing is wrong where nothing is said");
    form_alone(guide, &query, &question)
}

/// Draws a plan. A question that can be asked shorter is sent to its own address first, so that
/// each plan has one; that is also where the day gets in that the visitor left out.
pub fn plan(guide: &Guide, query: &PlanQuery, today: Date) -> Page {
    let question = match query.parse(guide, today) {
        Ok(question) => question,
        Err(errors) => return not_understood(guide, query, errors),
    };
    let Some(per_week) = question.hours else {
        return form_alone(guide, query, &question);
    };
    let clean = question.query(guide);
    if clean != *query {
        return sent_to(guide, &clean.address("/plan"));
    }
    let mut frame = frame(guide, "Your study plan");
    frame.is_private = !question.done.is_empty();
    draw(PlanPage {
        frame,
        guide,
        errors: Vec::new(),
        form: form(query, question.done.clone(), &[]),
        table: Vec::new(),
        answer: Some(answer(guide, &question, per_week)),
    })
}

/// The form again, with what is wrong.
pub(super) fn not_understood(guide: &Guide, query: &PlanQuery, errors: Vec<FieldError>) -> Page {
    let mut frame = frame(guide, "Your study plan");
    frame.has_errors = true;
    let page = draw(PlanPage {
        frame,
        guide,
        form: form(query, query.finished(guide), &errors),
        errors,
        table: Vec::new(),
        answer: None,
    });
    page.with_status(StatusCode::UNPROCESSABLE_ENTITY)
}

/// A redirect to another page of ours.
pub(super) fn sent_to(guide: &Guide, address: &str) -> Page {
    let location = format!("{}{address}", guide.settings.base_path);
    let words = format!("The plan is at {location}\n");
    Page::new("text/plain; charset=utf-8", words).sent_on(StatusCode::SEE_OTHER, location)
}

fn form_alone(guide: &Guide, query: &PlanQuery, question: &PlanQuestion) -> Page {
    let mut frame = frame(guide, "Study plan");
    frame.is_private = !question.done.is_empty();
    let steps = question.steps(guide);
    let hours: Hours = steps.iter().map(|(_, step)| step.hours).sum();
    let forms = frame.forms();
    let duration = |per_week: u32| {
        let asked = PlanQuestion {
            hours: Some(per_week),
            ..question.clone()
        };
        // The day is for the visitor to say, or for the day on which they ask.
        let asked = PlanQuery {
            start: Vec::new(),
            ..asked.query(guide)
        };
        Duration {
            hours: per_week,
            url: format!("{forms}{}", asked.address("/plan")),
            weeks: between(
                hours.least.div_ceil(per_week),
                hours.most.div_ceil(per_week),
            ),
            months: between(months(hours.least, per_week), months(hours.most, per_week)),
        }
    };
    draw(PlanPage {
        table: if steps.is_empty() {
            Vec::new()
        } else {
            COMPARED.into_iter().map(duration).collect()
        },
        form: form(query, question.done.clone(), &[]),
        frame,
        guide,
        errors: Vec::new(),
        answer: None,
    })
}

fn frame<'a>(guide: &'a Guide, title: &str) -> Frame<'a> {
    let about = "Say how many hours a week you have. Get a week-by-week plan you can print, share or add to a calendar.";
    Frame::new(guide, "/plan", title, about)
}

fn draw(page: PlanPage<'_>) -> Page {
    Page::html(&page.frame, &page)
}

fn form(query: &PlanQuery, done: BTreeSet<usize>, errors: &[FieldError]) -> Form {
    let start = PlanQuery::typed(&query.start);
    let pace = match PlanQuery::typed(&query.pace) {
        "" => Pace::default().slug(),
        typed => typed,
    };
    let rest = query.typed_rest().trim_start_matches("1 in ");
    let breaks = query.typed_breaks();
    let optional = PlanQuery::typed(&query.optional) == "yes";
    let folded = ["pace", "optional", "off", "breaks"];
    let filled = [
        pace != Pace::default().slug(),
        optional,
        !rest.is_empty(),
        !breaks.is_empty(),
        !done.is_empty(),
    ];
    let mut rhythms: Vec<u32> = vec![8, 4];
    rhythms.extend(rest.parse::<u32>().ok().filter(|it| (2..=52).contains(it)));
    rhythms.sort_unstable_by(|a, b| b.cmp(a));
    rhythms.dedup();
    let rhythms = rhythms.iter();
    Form {
        hours: PlanQuery::typed(&query.hours).to_owned(),
        // A date field shows nothing but dates.
        start: read_day(start).map_or(start.to_owned(), |day| day.to_string()),
        from: PlanQuery::typed(&query.from).to_owned(),
        pace: pace.to_owned(),
        optional,
        rest: rest.to_owned(),
        rhythms: rhythms
            .map(|it| (it.to_string(), format!("1 week in {it}")))
            .collect(),
        breaks,
        done,
        more: filled.iter().filter(|it| **it).count(),
        is_open: errors.iter().any(|it| folded.contains(&it.field)),
        button: if query.hours.is_empty() {
            "Show my plan"
        } else {
            "Update plan"
        },
    }
}

fn answer<'a>(guide: &'a Guide, question: &PlanQuestion, per_week: u32) -> Answer<'a> {
    let plan = Plan::new(guide, question, per_week, question.pace);
    let address = |question: &PlanQuestion, path: &str| question.query(guide).address(path);
    let with = |change: &dyn Fn(&mut PlanQuestion)| {
        let mut other = question.clone();
        change(&mut other);
        address(&other, "/plan")
    };
    let all = with(&|it| it.with_optional = true);
    let left_out = guide.steps.iter().enumerate().filter(|(index, step)| {
        let is_open = index + 1 >= question.from && !question.done.contains(&(index + 1));
        is_open && !plan.legs.iter().any(|leg| leg.step.slug == step.slug)
    });
    let estimate = |pace: Pace| Estimate {
        name: estimate_name(pace),
        result: result(&Plan::new(guide, question, per_week, pace)),
        url: with(&|it| it.pace = pace),
    };
    let others_of_range = Pace::ALL.into_iter().filter(|it| *it != question.pace);
    let mut compared = COMPARED.to_vec();
    compared.push(per_week);
    compared.sort_unstable();
    compared.dedup();
    let other = |hours: u32| {
        let plan = Plan::new(guide, question, hours, question.pace);
        Other {
            hours,
            url: with(&|it| it.hours = Some(hours)),
            weeks: count(plan.weeks.len(), "week", "weeks"),
            month: plan.end().map_or_else(String::new, month),
            is_this: hours == per_week,
        }
    };
    Answer {
        sentence: sentence(&plan),
        counted: estimate_name(question.pace),
        others_of_range: others_of_range.map(estimate).collect(),
        long: long(guide, question, &plan),
        facts: facts(&plan),
        rows: rows(guide, &plan),
        hours: hours_in_words(plan.hours()),
        others: compared.into_iter().map(other).collect(),
        calendar: address(question, "/plan.ics"),
        later: with(&|it| it.start = it.start.saturating_add(1.week())),
        left_out: left_out.map(|(_, step)| step).collect(),
        with_optional: all,
        address: guide.settings.absolute(&address(question, "/plan")),
    }
}

fn sentence(plan: &Plan<'_>) -> String {
    let Some(end) = plan.end() else {
        return "Nothing is left to study.".to_owned();
    };
    let per_week = count(plan.per_week as usize, "hour", "hours");
    let weeks = count(plan.weeks.len(), "week", "weeks");
    format!(
        "At {per_week} a week you finish in {weeks}, in {}.",
        month(end)
    )
}

fn estimate_name(pace: Pace) -> &'static str {
    match pace {
        Pace::Low => "the lower estimate",
        Pace::Middle => "the middle",
        Pace::High => "the upper estimate",
    }
}

fn result(plan: &Plan<'_>) -> String {
    let weeks = count(plan.weeks.len(), "week", "weeks");
    format!(
        "{weeks}, until {}",
        plan.end().map_or_else(String::new, month)
    )
}

fn facts(plan: &Plan<'_>) -> Vec<(&'static str, String)> {
    let Some(end) = plan.end() else {
        return Vec::new();
    };
    let mut facts = vec![
        ("Study time", hours_in_words(plan.hours())),
        ("First Monday", Day(plan.week(1).monday).to_string()),
        ("Last day", Day(end).to_string()),
    ];
    let off = plan.weeks.iter().filter(|it| it.work.is_empty()).count();
    if off > 0 {
        facts.push(("Weeks off", off.to_string()));
    }
    facts
}

fn long(guide: &Guide, question: &PlanQuestion, plan: &Plan<'_>) -> Option<Long> {
    let is_long = |plan: &Plan<'_>| {
        let limit = plan
            .weeks
            .first()
            .map(|it| it.monday.saturating_add(MANY_YEARS.years()));
        plan.end() > limit
    };
    if !is_long(plan) {
        return None;
    }
    let years = (plan.weeks.len() as f64 * 7.0 / 365.25).round() as i64;
    let enough = COMPARED.into_iter().find(|hours| {
        *hours > plan.per_week && !is_long(&Plan::new(guide, question, *hours, question.pace))
    });
    let per_week = count(plan.per_week as usize, "hour", "hours");
    let years = if years > MANY_YEARS {
        format!("{years} years")
    } else {
        format!("more than {MANY_YEARS} years")
    };
    Some(Long {
        years: format!("At {per_week} a week this takes {years}."),
        better: enough.map(|hours| {
            let better = PlanQuestion {
                hours: Some(hours),
                ..question.clone()
            };
            (hours, better.query(guide).address("/plan"))
        }),
    })
}

/// `Week 4`, `Weeks 4 to 9`.
pub(super) fn weeks_of(span: Span) -> String {
    if span.first == span.last {
        format!("Week {}", thousands(span.first.into()))
    } else {
        let (first, last) = (thousands(span.first.into()), thousands(span.last.into()));
        format!("Weeks {first} to {last}")
    }
}

pub(super) fn hours_in_words(hours: u32) -> String {
    count(hours as usize, "hour", "hours")
}

/// `August 2028`.
fn month(day: Date) -> String {
    day.strftime("%B %Y").to_string()
}

/// `72 to 136`, or one number if they are the same.
fn between(least: u32, most: u32) -> String {
    if least == most {
        thousands(least.into())
    } else {
        format!("{} to {}", thousands(least.into()), thousands(most.into()))
    }
}
