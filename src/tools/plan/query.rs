//! The question: what a reader says about themselves, from text to types and back.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;

use super::breaks::Break;
use super::day::read_day;
use super::schedule::{monday_of, week_after};
use crate::content::{Guide, Hours, Step};
use crate::tools::FieldError;

/// Most breaks of one plan.
const MAX_BREAKS: usize = 20;

/// The question as it arrives. Every field may be missing, empty or there several times, so
/// that nothing fails to be read.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PlanQuery {
    /// Hours of study in a week.
    pub hours: Vec<String>,
    /// The day the plan begins.
    pub start: Vec<String>,
    /// The first step that is studied.
    pub from: Vec<String>,
    /// Weeks off: `8` for one in eight, and breaks from day to day.
    pub off: Vec<String>,
    /// Which estimate of each step counts.
    pub pace: Vec<String>,
    /// Whether optional steps are in the plan.
    pub optional: Vec<String>,
    /// Slugs of finished steps; one text may hold several with dots between them.
    pub done: Vec<String>,
}

/// Which estimate of each step counts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// The lower one, for a reader who knows half of it.
    Low,
    /// Half-way between.
    #[default]
    Middle,
    /// The upper one, for a reader to whom all of it is new.
    High,
}

impl Pace {
    /// All of them, rising in hours.
    pub const ALL: [Pace; 3] = [Pace::Low, Pace::Middle, Pace::High];

    /// The name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Pace::Low => "low",
            Pace::Middle => "middle",
            Pace::High => "high",
        }
    }

    /// The hours of a range that count.
    pub fn of(self, hours: Hours) -> u32 {
        match self {
            Pace::Low => hours.least,
            Pace::Middle => hours.middle(),
            Pace::High => hours.most,
        }
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Pace::Low => "Lower: I know half of it",
            Pace::Middle => "Middle",
            Pace::High => "Upper: all of it is new to me",
        })
    }
}

/// The question once understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanQuestion {
    /// Hours of study in a week, 1 to 60; without them there is no plan yet.
    pub hours: Option<u32>,
    /// The day the plan begins; week 1 is the week it is in.
    pub start: Date,
    /// The number on the path of the first step that is studied, counted from 1.
    pub from: usize,
    /// Which estimate of each step counts.
    pub pace: Pace,
    /// Whether optional steps are in the plan.
    pub with_optional: bool,
    /// One week in so many is off, 2 to 52.
    pub rest: Option<u32>,
    /// Holidays and the like, by their first day.
    pub breaks: Vec<Break>,
    /// The numbers on the path of the finished steps.
    pub done: BTreeSet<usize>,
}

impl PlanQuery {
    /// Turns the texts into a question. Without a start date the plan begins on the Monday that
    /// comes, which is today if today is one.
    ///
    /// # Errors
    /// Says which fields to change, and how.
    pub fn parse(&self, guide: &Guide, today: Date) -> Result<PlanQuestion, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field, message: String| errors.push(FieldError { field, message });
        let hours = match one(&self.hours) {
            "" if self.hours.is_empty() => None,
            text => read_hours(text).map_err(|it| wrong("hours", it)).ok(),
        };
        let start = match one(&self.start) {
            "" => Ok(week_after(
                monday_of(today),
                u32::from(today != monday_of(today)),
            )),
            text => read_day(text),
        };
        let start = start.map_err(|it| wrong("start", it.to_string()));
        let from = match one(&self.from) {
            "" => Some(1),
            slug => guide
                .steps
                .iter()
                .position(|it| is_called(it, slug))
                .map(|it| it + 1),
        };
        if from.is_none() {
            wrong("from", "Choose a step from the list".to_owned());
        }
        let pace = match one(&self.pace) {
            "" => Some(Pace::default()),
            slug => Pace::ALL.into_iter().find(|it| it.slug() == slug),
        };
        if pace.is_none() {
            wrong("pace", "Choose an estimate from the list".to_owned());
        }
        let with_optional = match one(&self.optional) {
            "" | "no" => Some(false),
            "yes" => Some(true),
            _ => None,
        };
        if with_optional.is_none() {
            let message = "Tick the box to study the optional steps too, or leave it empty";
            wrong("optional", message.to_owned());
        }
        let rest = self.rest().map_err(|it| wrong("off", it));
        let breaks = self.breaks().map_err(|it| wrong("breaks", it));
        let done = self.finished(guide);
        if let (Ok(start), Some(from), Some(pace), Some(with_optional), Ok(rest), Ok(breaks)) =
            (start, from, pace, with_optional, rest, breaks)
            && errors.is_empty()
        {
            return Ok(PlanQuestion {
                hours,
                start,
                from,
                pace,
                with_optional,
                rest,
                breaks,
                done,
            });
        }
        Err(errors)
    }

    /// The rhythm of weeks off among the texts: a number without a date. If there are several,
    /// the one with most rest.
    fn rest(&self) -> Result<Option<u32>, String> {
        let mut least = None;
        for text in parts(&self.off).filter(|it| is_rhythm(it)) {
            let number = text.strip_prefix("1 in ").unwrap_or(text);
            match number.parse() {
                Ok(0) => (),
                Ok(number @ 2..=52) => least = Some(least.unwrap_or(number).min(number)),
                _ => return Err("Choose from 1 week off in 2 to 1 in 52".to_owned()),
            }
        }
        Ok(least)
    }

    fn breaks(&self) -> Result<Vec<Break>, String> {
        let texts = parts(&self.off).filter(|it| !is_rhythm(it));
        let mut breaks = texts.map(Break::read).collect::<Result<Vec<_>, _>>()?;
        breaks.sort_unstable();
        breaks.dedup();
        if breaks.len() > MAX_BREAKS {
            return Err(format!("Enter {MAX_BREAKS} breaks at most"));
        }
        Ok(breaks)
    }

    /// The numbers on the path of the finished steps. Slugs a step had before count; unknown ones do not.
    pub fn finished(&self, guide: &Guide) -> BTreeSet<usize> {
        let named: BTreeSet<&str> = self.done.iter().flat_map(|text| text.split('.')).collect();
        let numbered = (1..).zip(&guide.steps);
        let done = numbered.filter(|(_, step)| named.iter().any(|slug| is_called(step, slug)));
        done.map(|(number, _)| number).collect()
    }

    /// What the visitor typed into a field that holds one text.
    pub fn typed(texts: &[String]) -> &str {
        one(texts)
    }

    /// The rhythm as it was typed, for the form.
    pub fn typed_rest(&self) -> &str {
        parts(&self.off)
            .find(|it| is_rhythm(it))
            .unwrap_or_default()
    }

    /// The breaks as they were typed, for the form.
    pub fn typed_breaks(&self) -> String {
        let texts: Vec<&str> = parts(&self.off).filter(|it| !is_rhythm(it)).collect();
        texts.join(", ")
    }

    /// A path with this question, such as `/plan?hours=10`. Only texts that
    /// [`PlanQuestion::query`] makes may be in it: they need no escaping.
    pub fn address(&self, path: &str) -> String {
        let fields = [
            ("hours", &self.hours),
            ("start", &self.start),
            ("from", &self.from),
            ("off", &self.off),
            ("pace", &self.pace),
            ("optional", &self.optional),
            ("done", &self.done),
        ];
        let pairs: Vec<String> = fields
            .iter()
            .flat_map(|(name, texts)| texts.iter().map(move |text| format!("{name}={text}")))
            .collect();
        if pairs.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", pairs.join("&"))
        }
    }
}

impl PlanQuestion {
    /// The shortest way to ask this. There is exactly one, so that one plan has one address.
    pub fn query(&self, guide: &Guide) -> PlanQuery {
        let said = |holds: bool, text: &dyn Fn() -> String| -> Vec<String> {
            if holds { vec![text()] } else { Vec::new() }
        };
        let slug = |number: &usize| guide.steps[number - 1].slug.to_string();
        let rest = self.rest.iter().map(u32::to_string);
        PlanQuery {
            hours: self.hours.iter().map(u32::to_string).collect(),
            start: said(self.hours.is_some(), &|| self.start.to_string()),
            from: said(self.from > 1, &|| slug(&self.from)),
            off: rest.chain(self.breaks.iter().map(Break::address)).collect(),
            pace: said(self.pace != Pace::default(), &|| {
                self.pace.slug().to_owned()
            }),
            optional: said(self.with_optional, &|| "yes".to_owned()),
            done: said(!self.done.is_empty(), &|| {
                self.done.iter().map(slug).collect::<Vec<_>>().join(".")
            }),
        }
    }

    /// The steps to study, in order, each with its number on the path: what is neither finished
    /// nor known, without optional steps that nobody asked for. An optional step stays if a step
    /// of the plan builds on it.
    pub fn steps<'a>(&self, guide: &'a Guide) -> Vec<(usize, &'a Step)> {
        let mut needed = BTreeSet::new();
        let mut steps = Vec::new();
        for (index, step) in guide.steps.iter().enumerate().rev() {
            let number = index + 1;
            let is_open = number >= self.from && !self.done.contains(&number);
            if is_open && (step.required || self.with_optional || needed.contains(&number)) {
                let needs = step.needs.iter();
                needed.extend(needs.map(|slug| guide.place(slug.as_ref()).number));
                steps.push((number, step));
            }
        }
        steps.reverse();
        steps
    }
}

fn read_hours(text: &str) -> Result<u32, String> {
    if text.is_empty() {
        return Err("Enter the hours you can study in a week, from 1 to 60".to_owned());
    }
    if let Ok(hours @ 1..=60) = text.parse() {
        return Ok(hours);
    }
    // A comma is how half of the world writes a decimal point.
    match text.replacen(',', ".", 1).parse::<f64>() {
        Ok(hours) if (1.0..=60.0).contains(&hours) => Err("Enter whole hours, like 10".to_owned()),
        Ok(hours) if hours.is_finite() => Err("Hours must be between 1 and 60".to_owned()),
        _ => Err("Enter hours as a number, like 10".to_owned()),
    }
}

/// The first text that says something; empty if there is none.
fn one(texts: &[String]) -> &str {
    let mut said = texts.iter().map(|it| it.trim()).filter(|it| !it.is_empty());
    said.next().unwrap_or_default()
}

/// The entries of a field that holds several, with commas between them.
fn parts(texts: &[String]) -> impl Iterator<Item = &str> {
    let all = texts.iter().flat_map(|text| text.split([',', ';', '\n']));
    all.map(str::trim).filter(|it| !it.is_empty())
}

/// Whether a text is a number, such as `8` or `1 in 8`.
fn is_rhythm(text: &str) -> bool {
    let number = text.strip_prefix("1 in ").unwrap_or(text);
    number.bytes().all(|it| it.is_ascii_digit())
}

/// Whether a step has this slug, or had it before.
fn is_called(step: &Step, slug: &str) -> bool {
    step.slug.as_str() == slug || step.was.iter().any(|it| it.as_ref().as_str() == slug)
}
