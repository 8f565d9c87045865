//! `/progress`: what is done, without an account.

use askama::Template;

use super::frame::Frame;
use super::page::Page;
use crate::content::{Guide, Phase, Project, Step};

#[derive(Template)]
#[template(path = "pages/progress.html")]
struct ProgressPage<'a> {
    frame: Frame<'a>,
    phases: Vec<PhaseBoxes<'a>>,
    /// By name; those that are built are shown.
    projects: Vec<&'a Project>,
}

/// A phase with a box to tick for each step.
struct PhaseBoxes<'a> {
    number: usize,
    phase: &'a Phase,
    /// The steps with their numbers.
    steps: Vec<(usize, &'a Step)>,
}

/// Draws the page. With scripts it shows what this browser keeps; without, it makes a link.
pub fn progress(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/progress",
        "Your progress",
        "Save, move or clear what you have done. It is kept in your browser, and we never see it.",
    );
    let phases = guide.phases.iter().enumerate().map(|(index, phase)| {
        let steps = guide.steps_of(index + 1).iter();
        PhaseBoxes {
            number: index + 1,
            phase,
            steps: steps
                .map(|step| (guide.place(&step.slug).number, step))
                .collect(),
        }
    });
    let mut projects: Vec<&Project> = guide.projects.iter().collect();
    projects.sort_by_cached_key(|it| it.title.to_lowercase());
    let page = ProgressPage {
        projects,
        phases: phases.collect(),
        frame,
    };
    Page::html(&page.frame, &page)
}
