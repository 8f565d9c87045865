//! Which project ideas fit a reader.

use serde::Deserialize;

use super::FieldError;
use crate::content::{Guide, Level, Project};

/// The question as it arrives, every field a free text.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct ProjectQuery {
    /// How much it may ask.
    #[serde(default)]
    pub level: String,
    /// The last step the reader has finished.
    #[serde(default)]
    pub upto: String,
    /// Which part of a long list, counted from 1.
    #[serde(default)]
    pub page: String,
}

/// The question once understood. The default asks for everything.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ProjectFilter {
    /// Only ideas of this level.
    pub level: Option<Level>,
    /// Only ideas whose steps are all up to this one; its number on the path.
    pub upto: Option<usize>,
}

impl ProjectQuery {
    /// Turns the texts into a filter.
    ///
    /// # Errors
    /// Says which field to change when a value is not one of those on offer.
    pub fn parse(&self, guide: &Guide) -> Result<ProjectFilter, Vec<FieldError>> {
        let mut errors = Vec::new();
        let level = Level::ALL
            .into_iter()
            .find(|level| level.slug() == self.level);
        if level.is_none() && !self.level.is_empty() {
            let message = "Choose a level from the list".to_owned();
            errors.push(FieldError {
                field: "level",
                message,
            });
        }
        let upto = guide
            .steps
            .iter()
            .position(|step| step.slug.as_str() == self.upto);
        if upto.is_none() && !self.upto.is_empty() {
            let message = "Choose a step from the list".to_owned();
            errors.push(FieldError {
                field: "upto",
                message,
            });
        }
        if errors.is_empty() {
            Ok(ProjectFilter {
                level,
                upto: upto.map(|index| index + 1),
            })
        } else {
            Err(errors)
        }
    }
}

impl ProjectQuery {
    /// The page that is asked for, of so many: the nearest there is, the first if it is no number.
    pub fn page_of(&self, pages: usize) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, pages.max(1))
    }
}

/// The fitting ideas, in the order a reader of the path meets them.
pub fn select<'a>(guide: &'a Guide, filter: &ProjectFilter) -> Vec<&'a Project> {
    guide
        .projects
        .iter()
        .filter(|project| filter.level.is_none_or(|level| project.level == level))
        .filter(|project| {
            filter
                .upto
                .is_none_or(|upto| last_step(guide, project) <= upto)
        })
        .collect()
}

/// The number of the latest step a project needs.
pub fn last_step(guide: &Guide, project: &Project) -> usize {
    let numbers = project
        .steps
        .iter()
        .map(|slug| guide.place(slug.as_ref()).number);
    numbers
        .max()
        .expect("the loader refuses a project without steps")
}
