//! `pages/*.md` to [`Article`]: the pages that are not steps.

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Helpers, Problems, Slug, SourceFile, address, body, front_matter};
use crate::markdown::Document;

/// Longest title in characters.
const MAX_TITLE: usize = 60;
/// Longest summary in characters: it is a search result.
const MAX_SUMMARY: usize = 160;

/// A page such as the career guide or the privacy statement.
#[derive(Debug)]
pub struct Article {
    /// The address: `/about/facts` for `pages/about/facts.md`.
    pub url: String,
    /// The only first-level heading of the page.
    pub title: String,
    /// One sentence for search results and the lead of the page.
    pub summary: String,
    /// The day it first appeared.
    pub published: Day,
    /// The last day someone checked the facts.
    pub reviewed: Day,
    /// Slugs it had before, in the same folder; their addresses lead here.
    pub was: Vec<Spanned<Slug>>,
    /// The text.
    pub body: Document,
    /// The file it comes from, below the content folder.
    pub path: String,
}

/// The fields at the top of an article.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    title: Spanned<String>,
    summary: Spanned<String>,
    published: Day,
    reviewed: Day,
    #[serde(default)]
    was: Vec<Spanned<Slug>>,
}

pub(super) fn parse(file: &SourceFile, helpers: Helpers<'_>, problems: &mut Problems) -> Parsed {
    let slug = body::slug(file, problems);
    let folder = file
        .path
        .split('/')
        .nth(1)
        .filter(|part| !part.ends_with(".md"));
    if let Some(folder) = folder.filter(|it| Slug::try_from((*it).to_owned()).is_err()) {
        problems.bad_file_name(file, folder);
    }
    let (fields, text) = front_matter::split::<Fields>(file, problems);
    let body = body::parse(file, &text, helpers, problems);
    let (Some(_), Some(url), Some(fields)) = (slug, address::of_file(&file.path), fields) else {
        return Parsed::Broken;
    };
    body::fits(file, &fields.title, "title", MAX_TITLE, problems);
    body::fits(file, &fields.summary, "summary", MAX_SUMMARY, problems);
    Parsed::Article(Box::new(Article {
        url,
        title: fields.title.into_inner(),
        summary: fields.summary.into_inner(),
        published: fields.published,
        reviewed: fields.reviewed,
        was: fields.was,
        body,
        path: file.path.clone(),
    }))
}
