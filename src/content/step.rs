//! `guide/*.md` to [`Step`].

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Helpers, Hours, Problems, Slug, SourceFile, body, front_matter};
use crate::markdown::Document;

/// The sections that every step has, in this order.
const SECTIONS: [&str; 5] = [
    "Why it matters",
    "Do it",
    "Check yourself",
    "Common mistakes",
    "How this comes up in interviews",
];

/// Longest title in characters: it stands on the map.
const MAX_TITLE: usize = 30;
/// Longest summary in characters: it is a search result.
const MAX_SUMMARY: usize = 160;

/// One step of the path: an article with exercises.
#[derive(Debug)]
pub struct Step {
    /// From the file name.
    pub slug: Slug,
    /// The name on the map.
    pub title: String,
    /// What it is and why the reader will meet it.
    pub summary: String,
    /// Hours of study, practice included.
    pub hours: Hours,
    /// Where that estimate comes from.
    pub hours_from: String,
    /// Whether the path can be finished without it.
    pub required: bool,
    /// The steps it builds on, all earlier on the path.
    pub needs: Vec<Spanned<Slug>>,
    /// Drawn beside the main line: it can be done alongside other steps.
    pub on_side_track: bool,
    /// How many project ideas of the reader's own choice its hours have room for.
    pub projects: u32,
    /// Where its work begins already, beside other steps.
    pub beside: Option<Beside>,
    /// Each completes “When you finish, you can …”.
    pub outcomes: Vec<String>,
    /// The resources to learn from, the first is the one to start with.
    pub resources: Vec<Spanned<Slug>>,
    /// The day it first appeared.
    pub published: Day,
    /// The last day someone checked the facts.
    pub reviewed: Day,
    /// Slugs it had before; their addresses lead here.
    pub was: Vec<Spanned<Slug>>,
    /// The text.
    pub body: Document,
    /// The file it comes from, below the content folder.
    pub path: String,
}

impl Step {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("/guide/{}", self.slug)
    }
}

/// Work of a step that begins before the step itself, as the first applications do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// The step after which it begins.
    pub after: Spanned<Slug>,
    /// What to do, in one sentence.
    pub say: String,
}

/// The fields at the top of a step.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    title: Spanned<String>,
    summary: Spanned<String>,
    hours: Hours,
    hours_from: String,
    required: bool,
    needs: Vec<Spanned<Slug>>,
    track: Track,
    #[serde(default)]
    projects: u32,
    beside: Option<Beside>,
    outcomes: Spanned<Vec<String>>,
    resources: Spanned<Vec<Spanned<Slug>>>,
    published: Day,
    reviewed: Day,
    #[serde(default)]
    was: Vec<Spanned<Slug>>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Track {
    Main,
    Side,
}

pub(super) fn parse(file: &SourceFile, helpers: Helpers<'_>, problems: &mut Problems) -> Parsed {
    let slug = body::slug(file, problems);
    let (fields, text) = front_matter::split::<Fields>(file, problems);
    let body = body::parse(file, &text, helpers, problems);
    let (Some(slug), Some(fields)) = (slug, fields) else {
        return Parsed::Broken;
    };
    for title in SECTIONS {
        if !body
            .headings
            .iter()
            .any(|it| it.level == 2 && it.text == title)
        {
            problems.missing_section(file, title);
        }
    }
    body::fits(file, &fields.title, "title", MAX_TITLE, problems);
    body::fits(file, &fields.summary, "summary", MAX_SUMMARY, problems);
    let (outcomes, resources) = (
        fields.outcomes.as_ref().len(),
        fields.resources.as_ref().len(),
    );
    if !(3..=7).contains(&outcomes) {
        problems.too_few(
            file,
            fields.outcomes.span().start,
            "outcomes",
            3..8,
            outcomes,
        );
    }
    if !(3..=5).contains(&resources) {
        problems.too_few(
            file,
            fields.resources.span().start,
            "resources",
            3..6,
            resources,
        );
    }
    Parsed::Step(Box::new(Step {
        slug,
        title: fields.title.into_inner(),
        summary: fields.summary.into_inner(),
        hours: fields.hours,
        hours_from: fields.hours_from,
        required: fields.required,
        needs: fields.needs,
        on_side_track: fields.track == Track::Side,
        projects: fields.projects,
        beside: fields.beside,
        outcomes: fields.outcomes.into_inner(),
        resources: fields.resources.into_inner(),
        published: fields.published,
        reviewed: fields.reviewed,
        was: fields.was,
        body,
        path: file.path.clone(),
    }))
}
