//! A phase as a line with numbered stops.
//!
//! The list of steps is the truth; the line beside it is drawn around it and hidden from
//! screen readers. One HTML serves the map and the list, and the width of the phase decides.
//! All widths are percentages and all heights `rem`, so the drawing is exact at every width
//! and every text size. The numbers are those of `static/css/roadmap.css`.

use crate::content::{Branch, Guide, Hours, Phase, Slug, Step};
use crate::tools::roadmap::Progress;

use super::numbers::count;

/// One phase as it stands on the map.
pub(super) struct PhaseRows<'a> {
    pub(super) number: usize,
    pub(super) phase: &'a Phase,
    /// The number of the first step.
    pub(super) start: usize,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) branches: Vec<DrawnBranch>,
    /// Such as `6 steps, 136 to 249 hours`, or `2 of 6 steps done`.
    pub(super) summary: String,
    /// The line goes on to another phase.
    pub(super) goes_on: bool,
}

/// One step as it stands on the map.
pub(super) struct Row<'a> {
    pub(super) number: usize,
    pub(super) step: &'a Step,
    /// The steps it builds on.
    pub(super) needs: Vec<&'a Step>,
    /// Class names that say how the line runs beside it and how far the reader is.
    pub(super) classes: String,
    /// The curves of the list, each with its box and its path.
    pub(super) curves: Vec<Curve>,
    pub(super) is_done: bool,
    /// `Start here` or `Next`, on the one step that comes next.
    pub(super) flag: &'static str,
}

/// A curve between the two rails of the list.
#[derive(Clone, Copy)]
pub(super) struct Curve {
    pub(super) class: &'static str,
    pub(super) view_box: &'static str,
    pub(super) path: &'static str,
}

const LEAVES: Curve = Curve {
    class: "j-out",
    view_box: "0 0 26 32",
    path: "M0 0C0 16 26 16 26 32",
};
const JOINS: Curve = Curve {
    class: "j-join",
    view_box: "0 0 26 25",
    path: "M26 0C26 13 0 12 0 25",
};
const LEAVES_BEFORE: Curve = Curve {
    class: "j-pre",
    view_box: "0 0 26 20",
    path: "M0 0C0 11 26 9 26 20",
};
const JOINS_AFTER: Curve = Curve {
    class: "j-post",
    view_box: "0 0 26 24",
    path: "M26 0C26 12 0 12 0 24",
};

/// A side track as lengths of SVG.
pub(super) struct DrawnBranch {
    /// Where it leaves the main line.
    pub(super) leaves: String,
    /// Where it joins it.
    pub(super) joins: String,
    /// Half of the way between: two halves meet there, because SVG attributes do not add.
    pub(super) half: String,
    /// The same from the other side.
    pub(super) half_back: String,
}

impl<'a> PhaseRows<'a> {
    pub(super) fn new(guide: &'a Guide, number: usize, progress: &Progress<'a>) -> PhaseRows<'a> {
        let steps = guide.steps_of(number);
        let branches = guide.branches(number);
        let hours: Hours = steps.iter().map(|step| step.hours).sum();
        let done = steps
            .iter()
            .filter(|step| progress.done.contains(&step.slug))
            .count();
        let rows = steps.iter().enumerate().map(|(index, step)| {
            Row::new(guide, step, index + 1, steps.len(), &branches, progress)
        });
        PhaseRows {
            number,
            phase: guide.phase(number),
            start: steps
                .first()
                .map_or(1, |step| guide.place(&step.slug).number),
            rows: rows.collect(),
            branches: branches
                .iter()
                .map(|it| DrawnBranch::new(it, steps.len()))
                .collect(),
            summary: if done == 0 {
                format!("{}, {hours}", count(steps.len(), "step", "steps"))
            } else {
                format!("{done} of {} steps done", steps.len())
            },
            goes_on: number < guide.phases.len(),
        }
    }
}

impl<'a> Row<'a> {
    fn new(
        guide: &'a Guide,
        step: &'a Step,
        column: usize,
        columns: usize,
        branches: &[Branch],
        progress: &Progress<'a>,
    ) -> Row<'a> {
        let any = |holds: &dyn Fn(&Branch) -> bool| branches.iter().any(holds);
        let leaves = any(&|it| it.leaves == column);
        let joins = any(&|it| it.joins == column);
        let passes = any(&|it| it.leaves < column && column < it.joins);
        let is_done = progress.done.contains(&step.slug);
        let is_next = progress.next.is_some_and(|next| next.slug == step.slug);
        let classes = [
            ("side-st", step.on_side_track),
            ("out", leaves),
            ("join", joins),
            ("pass", passes && !step.on_side_track),
            ("done", is_done),
            ("here", is_next),
        ];
        let curves = [
            (LEAVES_BEFORE, column == 1 && any(&|it| it.leaves == 0)),
            (JOINS, joins),
            (LEAVES, leaves),
            (
                JOINS_AFTER,
                column == columns && any(&|it| it.joins > columns),
            ),
        ];
        let named: Vec<&str> = classes
            .into_iter()
            .filter(|(_, holds)| *holds)
            .map(|(name, _)| name)
            .collect();
        let need = |slug: &'a toml::Spanned<Slug>| guide.step(slug.as_ref());
        Row {
            number: guide.place(&step.slug).number,
            step,
            needs: step.needs.iter().map(need).collect(),
            classes: named.join(" "),
            curves: curves
                .into_iter()
                .filter(|(_, holds)| *holds)
                .map(|(curve, _)| curve)
                .collect(),
            is_done,
            flag: match (is_next, progress.done.is_empty()) {
                (true, true) => "Start here",
                (true, false) => "Next",
                _ => "",
            },
        }
    }
}

impl DrawnBranch {
    /// The centre of column c is at c / (n + 1) of the width.
    fn new(branch: &Branch, columns: usize) -> DrawnBranch {
        let share = |columns_wide: f64| columns_wide * 100.0 / (columns as f64 + 1.0);
        let half = share((branch.joins - branch.leaves) as f64 / 2.0);
        DrawnBranch {
            // The line comes down from the number of the phase before it turns.
            leaves: match branch.leaves {
                0 => "3rem".to_owned(),
                column => format!("{:.3}%", share(column as f64)),
            },
            joins: format!("{:.3}%", share(branch.joins as f64)),
            half: format!("{half:.3}%"),
            half_back: format!("-{half:.3}%"),
        }
    }
}
