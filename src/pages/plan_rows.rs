//! The weeks of a plan as rows along the line.

use super::numbers::count;
use super::plan::{hours_in_words, weeks_of};
use crate::content::{Guide, Level, Step};
use crate::tools::plan::{Leg, Plan, Slot, Span};

/// A row of the table.
pub(super) struct Row<'a> {
    /// The phase it is in, which gives the colour.
    pub(super) phase: usize,
    /// Class names that say how the line runs beside it.
    pub(super) classes: String,
    pub(super) mark: Mark,
    /// Such as `Weeks 2 to 8`.
    pub(super) when: String,
    /// Such as `from 11 Jan 2027`.
    pub(super) from: String,
    pub(super) what: What<'a>,
    /// What else there is to say, in a sentence or two.
    pub(super) note: String,
    /// Empty if it takes no hours of its own.
    pub(super) hours: String,
}

/// What stands on the line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The number of a phase that begins.
    Phase(usize),
    Step,
    Project,
    Nothing,
}

/// What a row is about.
pub(super) enum What<'a> {
    Step {
        number: usize,
        step: &'a Step,
    },
    /// Room for a project: which of how many, where to choose one, and how many fit.
    Project {
        number: usize,
        of: usize,
        url: String,
        ideas: String,
    },
    /// A step whose work begins beside others.
    Beside {
        step: &'a Step,
    },
    Off,
}

/// The rows in the order of their weeks.
pub(super) fn rows<'a>(guide: &'a Guide, plan: &Plan<'a>) -> Vec<Row<'a>> {
    let mut found: Vec<(u32, Row<'a>)> = Vec::new();
    let mut phase = 0;
    for leg in &plan.legs {
        let own = guide.place(&leg.step.slug).phase;
        let mark = if own == phase {
            Mark::Step
        } else {
            Mark::Phase(own)
        };
        phase = own;
        found.push((leg.span.first, step_row(plan, leg, own, mark)));
        for (index, slot) in leg.projects.iter().enumerate() {
            let row = project_row(guide, plan, leg, own, index, slot);
            found.push((slot.span.first, row));
        }
    }
    add_beside(guide, plan, &mut found);
    for span in plan.breaks() {
        let after = found.iter().rposition(|(week, _)| *week < span.first);
        let phase = after.map_or(found.first().map_or(1, |(_, row)| row.phase), |it| {
            found[it].1.phase
        });
        let row = Row {
            what: What::Off,
            ..bare(plan, span, phase)
        };
        found.insert(after.map_or(0, |it| it + 1), (span.first, row));
    }
    found.into_iter().map(|(_, row)| row).collect()
}

fn step_row<'a>(plan: &Plan<'a>, leg: &Leg<'a>, phase: usize, mark: Mark) -> Row<'a> {
    let off = plan.off_in(leg.span);
    let optional = if leg.step.required { "" } else { "Optional. " };
    let off = if off > 0 {
        format!("{} in between.", count(off, "week off", "weeks off"))
    } else {
        String::new()
    };
    Row {
        mark,
        what: What::Step {
            number: leg.number,
            step: leg.step,
        },
        note: format!("{optional}{off}").trim_end().to_owned(),
        hours: hours_in_words(leg.hours),
        ..bare(plan, leg.span, phase)
    }
}

fn project_row<'a>(
    guide: &'a Guide,
    plan: &Plan<'a>,
    leg: &Leg<'a>,
    phase: usize,
    index: usize,
    slot: &Slot,
) -> Row<'a> {
    // The steps before this one are finished by then.
    let (fitting, url) = ideas(guide, leg.number - 1);
    Row {
        mark: Mark::Project,
        what: What::Project {
            number: index + 1,
            of: leg.projects.len(),
            url: if fitting > 0 { url } else { String::new() },
            ideas: count(fitting, "idea", "ideas"),
        },
        note: format!("Room for {}.", hours_in_words(slot.hours)),
        ..bare(plan, slot.span, phase)
    }
}

/// How many ideas fit a portfolio when so many steps of the path are finished, and where they are:
/// those of the middle level, or all if there are none of it.
fn ideas(guide: &Guide, finished: usize) -> (usize, String) {
    let fitting = |level: Option<Level>| {
        let projects = guide.projects.iter();
        let of_level = projects.filter(|it| level.is_none_or(|level| it.level == level));
        of_level.filter(|it| it.last_step <= finished).count()
    };
    let level = Some(Level::Intermediate).filter(|it| fitting(Some(*it)) > 0);
    let level_asked = level.map(|it| format!("level={}", it.slug()));
    let step = finished
        .checked_sub(1)
        .map(|index| &guide.steps[index].slug);
    let asked: Vec<String> = level_asked
        .into_iter()
        .chain(step.map(|slug| format!("upto={slug}")))
        .collect();
    (fitting(level), format!("/projects?{}", asked.join("&")))
}

/// Puts each step whose work begins beside others where it begins, and marks the rows it runs
/// beside.
fn add_beside<'a>(guide: &'a Guide, plan: &Plan<'a>, found: &mut Vec<(u32, Row<'a>)>) {
    for (week, leg) in plan.beside(guide) {
        let own =
            |row: &Row<'_>| matches!(row.what, What::Step { number, .. } if number == leg.number);
        let after = leg
            .step
            .beside
            .as_ref()
            .map(|it| guide.place(it.after.as_ref()).number);
        let begins = found.iter().position(
            |(_, row)| matches!(row.what, What::Step { number, .. } if Some(number) > after),
        );
        let (Some(begins), Some(ends)) = (begins, found.iter().position(|(_, row)| own(row)))
        else {
            continue;
        };
        for (_, row) in &mut found[begins..ends] {
            row.classes.push_str(" alongside");
        }
        found[ends].1.classes.push_str(" joins");
        let span = Span {
            first: week,
            last: plan.weeks.len() as u32,
        };
        let phase = found[begins].1.phase;
        let row = Row {
            classes: " leaves".to_owned(),
            when: format!("From week {week}"),
            what: What::Beside { step: leg.step },
            note: leg
                .step
                .beside
                .as_ref()
                .map_or_else(String::new, |it| it.say.clone()),
            ..bare(plan, span, phase)
        };
        found.insert(begins, (week, row));
    }
}

fn bare<'a>(plan: &Plan<'a>, span: Span, phase: usize) -> Row<'a> {
    Row {
        phase,
        classes: String::new(),
        mark: Mark::Nothing,
        when: weeks_of(span),
        from: format!(
            "from {}",
            plan.week(span.first).monday.strftime("%-d %b %Y")
        ),
        what: What::Off,
        note: String::new(),
        hours: String::new(),
    }
}
