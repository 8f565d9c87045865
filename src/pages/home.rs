//! `/`: the whole path on one screen.

use askama::Template;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Hours, Phase, Question};

#[derive(Template)]
#[template(path = "pages/home.html")]
struct HomePage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    hours: Hours,
    phases: Vec<(usize, &'a Phase, String)>,
    questions: Vec<&'a Question>,
}

/// Draws the page.
pub fn home(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/",
        guide.settings.name.clone(),
        &guide.settings.tagline,
    );
    let phases = guide.phases.iter().enumerate().map(|(index, phase)| {
        let steps = guide.steps_of(index + 1);
        let hours: Hours = steps.iter().map(|step| step.hours).sum();
        (
            index + 1,
            phase,
            format!("{}, {hours}", count(steps.len(), "step", "steps")),
        )
    });
    let page = HomePage {
        phases: phases.collect(),
        questions: guide
            .home
            .questions
            .iter()
            .map(|it| guide.question(it.as_ref()))
            .collect(),
        hours: guide.hours(false),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}
