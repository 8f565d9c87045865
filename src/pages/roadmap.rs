//! `/roadmap`: the path as an ordered list, and `/roadmap/<phase>`: one part of it.

use askama::Template;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use super::projects::Ticket;
use crate::content::{Guide, Hours, Phase, Project, Step};
use crate::tools;

/// One phase as it stands on the map.
pub(super) struct PhaseRows<'a> {
    pub(super) number: usize,
    pub(super) phase: &'a Phase,
    /// The number of the first step.
    pub(super) start: usize,
    pub(super) steps: Vec<Row<'a>>,
    /// Such as `6 steps, 136 to 249 hours`.
    pub(super) summary: String,
}

/// One step as it stands on the map.
pub(super) struct Row<'a> {
    pub(super) number: usize,
    pub(super) step: &'a Step,
    /// The steps it builds on, as links in words.
    pub(super) needs: Vec<&'a Step>,
}

impl<'a> PhaseRows<'a> {
    pub(super) fn new(guide: &'a Guide, number: usize) -> PhaseRows<'a> {
        let steps = guide.steps_of(number);
        let hours: Hours = steps.iter().map(|step| step.hours).sum();
        let row = |step: &'a Step| Row {
            number: guide.place(&step.slug).number,
            step,
            needs: step
                .needs
                .iter()
                .map(|slug| guide.step(slug.as_ref()))
                .collect(),
        };
        PhaseRows {
            number,
            phase: guide.phase(number),
            start: steps
                .first()
                .map_or(1, |step| guide.place(&step.slug).number),
            steps: steps.iter().map(row).collect(),
            summary: format!("{}, {hours}", count(steps.len(), "step", "steps")),
        }
    }
}

#[derive(Template)]
#[template(path = "pages/roadmap.html")]
struct RoadmapPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    phases: Vec<PhaseRows<'a>>,
    optional: usize,
}

#[derive(Template)]
#[template(path = "pages/phase.html")]
struct PhasePage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    phase: PhaseRows<'a>,
    next: Option<&'a Phase>,
    projects: Vec<Ticket<'a>>,
}

/// Draws the whole path.
pub fn roadmap(guide: &Guide) -> Page {
    let lead = format!(
        "{} in {}, in the order that works, with hours and what each one needs.",
        count(guide.steps.len(), "step", "steps"),
        count(guide.phases.len(), "phase", "phases"),
    );
    let frame = Frame::new(guide, "/roadmap", "Backend developer roadmap", lead);
    let page = RoadmapPage {
        phases: (1..=guide.phases.len())
            .map(|number| PhaseRows::new(guide, number))
            .collect(),
        optional: guide.steps.iter().filter(|step| !step.required).count(),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}

/// Draws one phase, counted from 1.
pub fn phase(guide: &Guide, number: usize) -> Page {
    let phase = guide.phase(number);
    let title = format!("Phase {number}: {}", phase.name());
    let frame = Frame::new(guide, phase.url(), title, phase.summary.as_ref());
    let frame = frame.below(&[("/roadmap", "Roadmap")]);
    let page = PhasePage {
        next: guide.phases.get(number),
        projects: projects_of(guide, number)
            .into_iter()
            .map(|it| Ticket::new(guide, it))
            .collect(),
        phase: PhaseRows::new(guide, number),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}

/// Three projects whose last step is in the phase, spread over its length.
fn projects_of(guide: &Guide, number: usize) -> Vec<&Project> {
    let in_phase = |project: &&Project| {
        let last = tools::projects::last_step(guide, project);
        guide.place(&guide.steps[last - 1].slug).phase == number
    };
    let all: Vec<&Project> = guide.projects.iter().filter(in_phase).collect();
    let stride = all.len().div_ceil(3).max(1);
    all.into_iter().step_by(stride).collect()
}
