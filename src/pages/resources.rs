//! `/resources`: what to learn from, step by step.

use askama::Template;

use super::filters::{self, Named, Panel};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Resource, Step};
use crate::tools;
use crate::tools::filters::Asked;

const NAMED: Named<'_> = Named {
    url: "/resources",
    one: "resource",
    many: "resources",
    words: "Words in the title or reason",
};

#[derive(Template)]
#[template(path = "pages/resources.html")]
struct ResourcesPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    panel: Panel<'a>,
    /// Each step with the resources that help with it.
    steps: Vec<(&'a Step, Vec<&'a Resource>)>,
    count: String,
    free: usize,
}

/// Draws the resources that fit. What the visitor chose wrongly is said, and the rest is kept.
pub fn resources(guide: &Guide, asked: &Asked) -> Page {
    let mut frame = Frame::new(
        guide,
        "/resources",
        "Learning resources",
        "Courses, books, documentation and tools for each step, with what they cost, how long they take and why we chose them.",
    );
    let list = tools::resources::list(guide);
    filters::narrowed(guide, NAMED, asked, &list, |panel, found| {
        frame.has_errors = !panel.errors.is_empty();
        let of = |step: &Step| -> Vec<&Resource> {
            let found = found.iter().copied();
            found.filter(|it| *it.step.as_ref() == step.slug).collect()
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
            panel,
            frame,
            guide,
        };
        page.panel.page(&page.frame, &page)
    })
}
