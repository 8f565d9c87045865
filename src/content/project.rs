//! `projects/*.md` to [`Project`].

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Helpers, Hours, Problems, Slug, SourceFile, body, front_matter};
use crate::markdown::Document;

/// Longest title in characters: it stands on a ticket.
const MAX_TITLE: usize = 40;
/// Longest summary in characters: two lines of a ticket.
const MAX_SUMMARY: usize = 90;

/// One project idea, specified so that a reader knows when it is finished.
#[derive(Debug)]
pub struct Project {
    /// From the file name.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// What it does; starts with a verb.
    pub summary: String,
    /// How much it asks of the reader.
    pub level: Level,
    /// Hours to a first finished version.
    pub hours: Hours,
    /// The one thing it teaches.
    pub teaches: String,
    /// What it exercises.
    pub skills: Vec<Spanned<Slug>>,
    /// The steps it belongs to; the latest one on the path gives its colour.
    pub steps: Vec<Spanned<Slug>>,
    /// The number of that latest step, counted from 1; known once all files are read.
    pub last_step: usize,
    /// The day it first appeared.
    pub published: Day,
    /// Slugs it had before; their addresses lead here.
    pub was: Vec<Spanned<Slug>>,
    /// The specification.
    pub body: Document,
    /// The file it comes from, below the content folder.
    pub path: String,
}

impl Project {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("/projects/{}", self.slug)
    }
}

/// How much a project asks of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// After the first steps, with help from the articles.
    Beginner,
    /// After the web phase, alone.
    Intermediate,
    /// A system with parts that fail.
    Advanced,
}

impl Level {
    /// All levels, rising.
    pub const ALL: [Level; 3] = [Level::Beginner, Level::Intermediate, Level::Advanced];

    /// The name in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Level::Beginner => "beginner",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Beginner => "Beginner",
            Level::Intermediate => "Intermediate",
            Level::Advanced => "Advanced",
        })
    }
}

/// The fields at the top of a project.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    title: Spanned<String>,
    summary: Spanned<String>,
    level: Level,
    hours: Hours,
    teaches: String,
    skills: Spanned<Vec<Spanned<Slug>>>,
    steps: Spanned<Vec<Spanned<Slug>>>,
    published: Day,
    #[serde(default)]
    was: Vec<Spanned<Slug>>,
}

pub(super) fn parse(file: &SourceFile, helpers: Helpers<'_>, problems: &mut Problems) -> Parsed {
    let slug = body::slug(file, problems);
    let (fields, text) = front_matter::split::<Fields>(file, problems);
    let body = body::parse(file, &text, helpers, problems);
    let (Some(slug), Some(fields)) = (slug, fields) else {
        return Parsed::Broken;
    };
    body::fits(file, &fields.title, "title", MAX_TITLE, problems);
    body::fits(file, &fields.summary, "summary", MAX_SUMMARY, problems);
    for (key, list) in [("skills", &fields.skills), ("steps", &fields.steps)] {
        if list.as_ref().is_empty() {
            problems.empty(file, list.span().start, key);
        }
    }
    Parsed::Project(Box::new(Project {
        slug,
        title: fields.title.into_inner(),
        summary: fields.summary.into_inner(),
        level: fields.level,
        hours: fields.hours,
        teaches: fields.teaches,
        skills: fields.skills.into_inner(),
        steps: fields.steps.into_inner(),
        last_step: 0,
        published: fields.published,
        was: fields.was,
        body,
        path: file.path.clone(),
    }))
}
