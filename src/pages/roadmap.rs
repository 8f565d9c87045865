//! `/roadmap`: the path as a line with numbered stops, and `/roadmap/<phase>`: one part of it.

use askama::Template;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use super::projects::{Buildable, Ticket};
use super::track::PhaseRows;
use crate::content::{Guide, Hours, Phase, Project};
use crate::tools::roadmap::{Progress, RoadmapQuery, progress};

#[derive(Template)]
#[template(path = "pages/roadmap.html")]
struct RoadmapPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    /// Such as `36 steps in 6 phases`.
    sizes: String,
    phases: Vec<PhaseRows<'a>>,
    progress: Progress<'a>,
    as_list: bool,
    /// What an address of this page ends with to keep the progress, such as `&done=http`.
    kept: String,
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
    buildable: Option<Buildable<'a>>,
}

#[derive(Template)]
#[template(path = "pages/checklist.html")]
struct ChecklistPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    phases: Vec<PhaseRows<'a>>,
    hours: Hours,
    /// The last day someone checked a step.
    reviewed: String,
}

/// Draws the whole path, with what the visitor says is done.
pub fn roadmap(guide: &Guide, query: &RoadmapQuery) -> Page {
    let sizes = format!(
        "{} in {}",
        count(guide.steps.len(), "step", "steps"),
        count(guide.phases.len(), "phase", "phases"),
    );
    let lead = format!("{sizes}, in the order that works, with hours and what each one needs.");
    let mut frame = Frame::new(guide, "/roadmap", "Backend developer roadmap", lead);
    let progress = progress(guide, &query.done);
    frame.is_private = !progress.done.is_empty();
    let done: Vec<&str> = progress.done.iter().map(|slug| slug.as_str()).collect();
    let page = RoadmapPage {
        sizes,
        phases: phases(guide, &progress),
        kept: if done.is_empty() {
            String::new()
        } else {
            format!("&done={}", done.join("."))
        },
        as_list: query.as_list(),
        optional: guide.steps.iter().filter(|step| !step.required).count(),
        progress,
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
        projects: Ticket::all(guide, projects_of(guide, number)),
        buildable: guide
            .steps_of(number)
            .last()
            .and_then(|step| Buildable::after(guide, guide.place(&step.slug).number)),
        phase: PhaseRows::new(guide, number, &progress(guide, &[])),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}

/// Draws the path for paper: a box to tick and a line for the date at each step.
pub fn checklist(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/print/roadmap",
        "Roadmap checklist",
        "The whole path on paper, with a box and a date for each step.",
    );
    let page = ChecklistPage {
        frame: frame.below(&[("/roadmap", "Roadmap")]),
        phases: phases(guide, &progress(guide, &[])),
        hours: guide.hours(true),
        reviewed: guide
            .steps
            .iter()
            .map(|step| step.reviewed)
            .max()
            .map_or_else(String::new, |it| it.to_string()),
        guide,
    };
    Page::html(&page.frame, &page)
}

fn phases<'a>(guide: &'a Guide, progress: &Progress<'a>) -> Vec<PhaseRows<'a>> {
    (1..=guide.phases.len())
        .map(|number| PhaseRows::new(guide, number, progress))
        .collect()
}

/// Three projects whose last step is in the phase, spread over its length.
fn projects_of(guide: &Guide, number: usize) -> Vec<&Project> {
    let in_phase = |project: &&Project| {
        let last = project.last_step;
        guide.place(&guide.steps[last - 1].slug).phase == number
    };
    let all: Vec<&Project> = guide.projects.iter().filter(in_phase).collect();
    let stride = all.len().div_ceil(3).max(1);
    all.into_iter().step_by(stride).collect()
}
