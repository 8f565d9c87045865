//! How far a reader has come, from the steps they say are done.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::content::{Guide, Hours, Slug, Step};

/// The question as it arrives.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct RoadmapQuery {
    /// Slugs of finished steps; one text may hold several with dots between them.
    #[serde(default)]
    pub done: Vec<String>,
    /// `list` for the list at any width.
    #[serde(default)]
    pub view: String,
}

impl RoadmapQuery {
    /// Whether the reader wants the list at any width.
    pub fn as_list(&self) -> bool {
        self.view == "list"
    }
}

/// How far a reader has come.
#[derive(Debug)]
pub struct Progress<'a> {
    /// The finished steps.
    pub done: BTreeSet<&'a Slug>,
    /// The first step that is not finished.
    pub next: Option<&'a Step>,
    /// The hours of the required steps that are not finished.
    pub left: Hours,
}

/// Finds the finished steps of a guide. Slugs a step had before count; unknown ones do not.
pub fn progress<'a>(guide: &'a Guide, done: &[String]) -> Progress<'a> {
    let named: BTreeSet<&str> = done.iter().flat_map(|text| text.split('.')).collect();
    let is_done = |step: &&Step| {
        let old = step.was.iter().map(|slug| slug.as_ref().as_str());
        old.chain([step.slug.as_str()])
            .any(|slug| named.contains(slug))
    };
    let open = || guide.steps.iter().filter(|step| !is_done(step));
    Progress {
        done: guide
            .steps
            .iter()
            .filter(is_done)
            .map(|step| &step.slug)
            .collect(),
        next: open().next(),
        left: open()
            .filter(|step| step.required)
            .map(|step| step.hours)
            .sum(),
    }
}
