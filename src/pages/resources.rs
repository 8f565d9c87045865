//! `/resources`: what to learn from, step by step.

use askama::Template;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Resource, Step};

#[derive(Template)]
#[template(path = "pages/resources.html")]
struct ResourcesPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    /// Each step with the resources that help with it.
    steps: Vec<(&'a Step, Vec<&'a Resource>)>,
    count: String,
    free: usize,
}

/// Draws the page.
pub fn resources(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/resources",
        "Learning resources",
        "Courses, books, documentation and tools for each step, with what they cost, how long they take and why we chose them.",
    );
    let of = |step: &Step| -> Vec<&Resource> {
        guide
            .resources
            .iter()
            .filter(|it| *it.step.as_ref() == step.slug)
            .collect()
    };
    let steps = guide.steps.iter().map(|step| (step, of(step)));
    let page = ResourcesPage {
        steps: steps.filter(|(_, list)| !list.is_empty()).collect(),
        count: count(guide.resources.len(), "resource", "resources"),
        free: guide
            .resources
            .iter()
            .filter(|it| it.cost == crate::content::Cost::Free)
            .count(),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}
