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
    phases: Vec<Segment<'a>>,
    questions: Vec<&'a Question>,
    /// Slug and title of each step as JSON, for “Carry on with step N”.
    steps: String,
}

/// A phase as a piece of the climbing line.
struct Segment<'a> {
    number: usize,
    phase: &'a Phase,
    /// Such as `6 steps, 136 to 249 hours`.
    summary: String,
    /// Where the steps stand on it, in percent of its width.
    dots: Vec<String>,
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
        // The last segment ends before its own end, where the line stops.
        let width = if index + 1 < guide.phases.len() {
            74.0
        } else {
            66.0
        };
        let dot = |step: usize| 27.0 + width * (step as f64 + 0.5) / steps.len() as f64;
        Segment {
            number: index + 1,
            phase,
            summary: format!("{}, {hours}", count(steps.len(), "step", "steps")),
            dots: (0..steps.len())
                .map(|step| format!("{:.1}%", dot(step)))
                .collect(),
        }
    });
    let steps: Vec<(&str, &str)> = guide
        .steps
        .iter()
        .map(|step| (step.slug.as_str(), step.title.as_str()))
        .collect();
    let page = HomePage {
        steps: serde_json::to_string(&steps).expect("texts are always JSON"),
        phases: phases.collect(),
        questions: guide
            .home
            .questions
            .iter()
            .map(|it| guide.question(it.as_ref()))
            .collect(),
        hours: guide.hours(true),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}
