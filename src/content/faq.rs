//! `faq.toml` to the order of questions, and `faq/*.md` to [`Question`].

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Helpers, Problems, Slug, SourceFile, body, front_matter};
use crate::markdown::Document;

/// Longest question in characters.
const MAX_QUESTION: usize = 90;
/// Longest short answer in characters: it is a search result.
const MAX_SUMMARY: usize = 160;

/// A group of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The fragment that leads to it.
    pub slug: Spanned<Slug>,
    /// Its heading.
    pub title: String,
    /// The questions in reading order.
    pub questions: Vec<Spanned<Slug>>,
}

/// A question readers ask, with an honest answer.
#[derive(Debug)]
pub struct Question {
    /// From the file name.
    pub slug: Slug,
    /// As a person would ask it.
    pub question: String,
    /// The short answer.
    pub summary: String,
    /// The last day someone checked the facts.
    pub reviewed: Day,
    /// Content files that go deeper.
    pub see: Vec<Spanned<String>>,
    /// Slugs it had before; their addresses lead here.
    pub was: Vec<Spanned<Slug>>,
    /// The full answer.
    pub body: Document,
    /// The file it comes from, below the content folder.
    pub path: String,
}

impl Question {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("/faq/{}", self.slug)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Themes {
    theme: Vec<Theme>,
}

/// The fields at the top of a question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    question: Spanned<String>,
    summary: Spanned<String>,
    reviewed: Day,
    #[serde(default)]
    see: Vec<Spanned<String>>,
    #[serde(default)]
    was: Vec<Spanned<Slug>>,
}

pub(super) fn parse_themes(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let list = front_matter::toml::<Themes>(file, problems).map(|list| list.theme);
    body::not_empty(file, "theme", list, problems).map_or(Parsed::Broken, Parsed::Themes)
}

pub(super) fn parse(file: &SourceFile, helpers: Helpers<'_>, problems: &mut Problems) -> Parsed {
    let slug = body::slug(file, problems);
    let (fields, text) = front_matter::split::<Fields>(file, problems);
    let body = body::parse(file, &text, helpers, problems);
    let (Some(slug), Some(fields)) = (slug, fields) else {
        return Parsed::Broken;
    };
    body::fits(file, &fields.question, "question", MAX_QUESTION, problems);
    body::fits(file, &fields.summary, "summary", MAX_SUMMARY, problems);
    Parsed::Question(Box::new(Question {
        slug,
        question: fields.question.into_inner(),
        summary: fields.summary.into_inner(),
        reviewed: fields.reviewed,
        see: fields.see,
        was: fields.was,
        body,
        path: file.path.clone(),
    }))
}
