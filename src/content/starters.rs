//! The résumés to begin with: one list, and one JSON Resume each.

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::json_resume::JsonResume;
use super::{Problems, Slug, SourceFile, front_matter};

/// A résumé to begin with.
#[derive(Debug)]
pub struct Starter {
    /// What the list says of it.
    pub listed: ListedStarter,
    /// The file as it is, to download.
    pub json: String,
    /// The same, read.
    pub resume: JsonResume,
}

/// An entry of `starters.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedStarter {
    /// The name of its file in `resume/`.
    pub slug: Spanned<Slug>,
    /// The situation it is for.
    pub title: String,
    /// What is special about it.
    pub text: String,
    /// What stands first on the page.
    pub first: First,
}

/// What stands above the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum First {
    /// Skills and projects before work: on the way to a first job.
    Projects,
    /// Work before skills and projects.
    Work,
}

impl Starter {
    /// The address of one of its files.
    pub fn url(&self, extension: &str) -> String {
        format!("/resume/starters/{}.{extension}", self.listed.slug.as_ref())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Starters {
    starter: Vec<ListedStarter>,
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    front_matter::toml::<Starters>(file, problems)
        .map_or(Parsed::Broken, |list| Parsed::Starters(list.starter))
}
