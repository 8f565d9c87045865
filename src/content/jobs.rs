//! `jobs.toml` to the places where jobs are found.

use serde::Deserialize;

use super::draft::Parsed;
use super::{Day, Problems, SourceFile, WebAddress, front_matter};

/// Where to look for a job.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    /// The day someone last opened the addresses below; they change without notice.
    pub checked: Option<Day>,
    /// The boards, the most useful first.
    #[serde(default, rename = "board")]
    pub boards: Vec<Board>,
    /// Jobs that the operator of the site knows of.
    #[serde(default, rename = "listing")]
    pub listings: Vec<Listing>,
}

/// A job board.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub good_for: String,
    /// The countries it covers, in words.
    pub countries: String,
    /// Searches that are filled in already.
    #[serde(rename = "search")]
    pub searches: Vec<Search>,
}

/// A search that is filled in already.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// What it finds, such as `Entry level, last week`.
    pub label: String,
    /// Where it is.
    pub url: WebAddress,
}

/// One open job.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// What it is called.
    pub title: String,
    /// Who offers it.
    pub company: String,
    /// Where, in words.
    pub place: String,
    /// Where to apply.
    pub url: WebAddress,
    /// The day it was published.
    pub published: Day,
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Jobs>(file, problems) {
        Some(jobs) => Parsed::Jobs(jobs),
        None => Parsed::Broken,
    }
}
