//! The answer: hours of steps laid into weeks.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::query::{Pace, PlanQuestion};
use crate::content::{Guide, Step};

/// A path laid into weeks.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Hours of study in a week.
    pub per_week: u32,
    /// The steps in order. Empty if nothing is left to study.
    pub legs: Vec<Leg<'a>>,
    /// Every week from the first to the last one with study.
    pub weeks: Vec<Week>,
}

/// One step of a plan.
#[derive(Debug)]
pub struct Leg<'a> {
    /// The step.
    pub step: &'a Step,
    /// Its number on the path.
    pub number: usize,
    /// Its hours.
    pub hours: u32,
    /// Its weeks.
    pub span: Span,
    /// The projects of the reader's own choice that fill it, if it has any.
    pub projects: Vec<Slot>,
}

/// Room for a project of the reader's own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its hours.
    pub hours: u32,
    /// Its weeks.
    pub span: Span,
}

/// Weeks of a plan, counted from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first week.
    pub first: u32,
    /// The last week.
    pub last: u32,
}

/// A week of a plan.
#[derive(Debug, PartialEq, Eq)]
pub struct Week {
    /// The day it begins.
    pub monday: Date,
    /// What is studied in it: which leg, and for how many hours. Empty in a week off.
    pub work: Vec<(usize, u32)>,
    /// Whether a break takes it, and not only the rhythm of rest.
    pub is_break: bool,
}

/// Weeks off that follow each other.
pub type OffWeeks = Span;

impl<'a> Plan<'a> {
    /// Lays the steps of a question into weeks, as many hours in each as there are.
    ///
    /// The hours a week and the estimate are arguments of their own, because an answer also says
    /// what others would give. `per_week` is at least 1.
    pub fn new(guide: &'a Guide, question: &PlanQuestion, per_week: u32, pace: Pace) -> Plan<'a> {
        let mut weeks = Weeks::new(question, per_week.max(1));
        let mut legs: Vec<Leg<'a>> = Vec::new();
        for (number, step) in question.steps(guide) {
            let hours = pace.of(step.hours);
            let slots = shares(hours, step.projects.clamp(1, hours));
            let slots: Vec<Slot> = slots
                .map(|hours| Slot {
                    hours,
                    span: weeks.fill(legs.len(), hours),
                })
                .collect();
            legs.push(Leg {
                step,
                number,
                hours,
                span: Span {
                    first: slots[0].span.first,
                    last: slots[slots.len() - 1].span.last,
                },
                projects: if step.projects > 0 { slots } else { Vec::new() },
            });
        }
        Plan {
            per_week,
            legs,
            weeks: weeks.done,
        }
    }

    /// All hours of study.
    pub fn hours(&self) -> u32 {
        self.legs.iter().map(|leg| leg.hours).sum()
    }

    /// The last day of the last week, or nothing if nothing is left to study.
    pub fn end(&self) -> Option<Date> {
        self.weeks.last().map(Week::sunday)
    }

    /// The week with a number of this plan.
    pub fn week(&self, number: u32) -> &Week {
        &self.weeks[number as usize - 1]
    }

    /// How many weeks of a span are off.
    pub fn off_in(&self, span: Span) -> usize {
        let weeks = &self.weeks[span.first as usize - 1..span.last as usize];
        weeks.iter().filter(|week| week.work.is_empty()).count()
    }

    /// The breaks, as runs of weeks.
    pub fn breaks(&self) -> Vec<OffWeeks> {
        let mut runs: Vec<OffWeeks> = Vec::new();
        let taken = (1..).zip(&self.weeks).filter(|(_, week)| week.is_break);
        for (number, _) in taken {
            match runs.last_mut() {
                Some(run) if run.last + 1 == number => run.last = number,
                _ => runs.push(Span {
                    first: number,
                    last: number,
                }),
            }
        }
        runs
    }

    /// The legs whose work begins beside earlier ones, each with the week in which it does.
    pub fn beside(&self, guide: &Guide) -> Vec<(u32, &Leg<'a>)> {
        let begins = |leg: &Leg<'a>| -> Option<u32> {
            let after = leg.step.beside.as_ref()?.after.as_ref();
            let after = guide.place(after).number;
            // The step itself may be finished already; then it is those before it that count.
            let before = self.legs.iter().rfind(|it| it.number <= after);
            let week = before.map_or(1, |it| it.span.last);
            (week < leg.span.first).then_some(week)
        };
        let legs = self.legs.iter();
        legs.filter_map(|leg| Some((begins(leg)?, leg))).collect()
    }
}

impl Week {
    /// The day it ends.
    pub fn sunday(&self) -> Date {
        self.monday.saturating_add(6.days())
    }
}

/// The weeks of a plan while it is made.
struct Weeks<'q> {
    question: &'q PlanQuestion,
    per_week: u32,
    done: Vec<Week>,
    /// Hours that are left in the last of them.
    left: u32,
    /// Weeks of study since the last week off.
    since_rest: u32,
}

impl<'q> Weeks<'q> {
    fn new(question: &'q PlanQuestion, per_week: u32) -> Weeks<'q> {
        Weeks {
            question,
            per_week,
            done: Vec::new(),
            left: 0,
            since_rest: 0,
        }
    }

    /// Puts hours of a leg into the next weeks that have room.
    fn fill(&mut self, leg: usize, hours: u32) -> Span {
        let mut to_place = hours;
        let mut first = None;
        while to_place > 0 {
            while self.left == 0 {
                self.begin_week();
            }
            let now = to_place.min(self.left);
            let number = self.number();
            first.get_or_insert(number);
            let week = self.done.last_mut().expect("a week has begun");
            match week.work.last_mut() {
                // The projects of one step share it.
                Some((last, placed)) if *last == leg => *placed += now,
                _ => week.work.push((leg, now)),
            }
            self.left -= now;
            to_place -= now;
        }
        Span {
            first: first.unwrap_or(1),
            last: self.number().max(1),
        }
    }

    fn number(&self) -> u32 {
        u32::try_from(self.done.len()).expect("a plan has fewer weeks than that")
    }

    /// Opens one more week. In a week off no hours are left at once.
    fn begin_week(&mut self) {
        let monday = week_after(monday_of(self.question.start), self.number());
        let is_break = self.question.breaks.iter().any(|it| it.takes(monday));
        let rest = self.question.rest;
        let is_off = is_break || rest.is_some_and(|rhythm| self.since_rest + 1 >= rhythm);
        self.since_rest = if is_off { 0 } else { self.since_rest + 1 };
        self.left = if is_off { 0 } else { self.per_week };
        self.done.push(Week {
            monday,
            work: Vec::new(),
            is_break,
        });
    }
}

/// Hours in so many whole shares, the larger ones first.
fn shares(hours: u32, parts: u32) -> impl Iterator<Item = u32> {
    (0..parts).map(move |part| hours / parts + u32::from(part < hours % parts))
}

/// The Monday on or before a day.
pub(super) fn monday_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The Monday so many weeks after another.
pub(super) fn week_after(monday: Date, weeks: u32) -> Date {
    monday.saturating_add(i64::from(weeks).weeks())
}

/// About how many months hours take, at so many of them a week.
pub fn months(hours: u32, per_week: u32) -> u32 {
    const WEEKS_OF_A_MONTH: f64 = 365.25 / 12.0 / 7.0;
    (f64::from(hours) / f64::from(per_week) / WEEKS_OF_A_MONTH).round() as u32
}
