//! `roadmap.toml` to the phases of the path.

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Problems, Slug, SourceFile, body, front_matter};

/// Longest title in characters: it stands under the line on the home page.
const MAX_TITLE: usize = 16;
/// Longest summary in characters: it stands beside the title on the map.
const MAX_SUMMARY: usize = 70;
/// Most steps of a phase: one column of the map each.
const MAX_STEPS: usize = 7;

/// A part of the path, with a colour of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// The name in addresses.
    pub slug: Spanned<Slug>,
    /// Its name.
    pub title: Spanned<String>,
    /// What the reader does in it.
    pub summary: Spanned<String>,
    /// The steps in reading order.
    pub steps: Spanned<Vec<Spanned<Slug>>>,
    /// What the reader can do at its end.
    pub outcomes: Vec<String>,
    /// Questions whose answers show that a reader may skip it.
    pub skip: Vec<String>,
}

impl Phase {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("/roadmap/{}", self.slug.as_ref())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.title.as_ref()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    phase: Vec<Phase>,
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let list = front_matter::toml::<Fields>(file, problems).map(|list| list.phase);
    let Some(phases) = body::not_empty(file, "phase", list, problems) else {
        return Parsed::Broken;
    };
    for phase in &phases {
        body::fits(file, &phase.title, "title", MAX_TITLE, problems);
        body::fits(file, &phase.summary, "summary", MAX_SUMMARY, problems);
        let steps = phase.steps.as_ref().len();
        if !(1..=MAX_STEPS).contains(&steps) {
            problems.too_few(
                file,
                phase.steps.span().start,
                "steps",
                1..MAX_STEPS + 1,
                steps,
            );
        }
    }
    Parsed::Phases(phases)
}
