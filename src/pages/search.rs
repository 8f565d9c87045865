//! `/search`: where something is explained; `/search/suggest`: names for somebody who types;
//! `/opensearch.xml`: how a browser can ask.

use std::ops::Range;

use askama::Template;
use http::StatusCode;
use serde::Serialize;

use super::filters::{Pages, pages};
use super::frame::Frame;
use super::numbers::count;
use super::page::{Page, render};
use crate::content::{Guide, Settings};
use crate::tools::FieldError;
use crate::tools::search::{self, Entry, Excerpt, Index, Kind, SearchQuery};

#[derive(Template)]
#[template(path = "pages/search.html")]
struct SearchPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    errors: Vec<FieldError>,
    /// What somebody typed, without what is too much.
    text: String,
    /// How many results, in words; empty if nothing was asked.
    found: String,
    /// What is left out of the answer, in sentences.
    notes: Vec<String>,
    /// What was probably meant, and the address that asks for it.
    meant: Option<(String, String)>,
    /// The kinds with their number: name, address, and whether it is shown.
    kinds: Vec<(String, String, bool)>,
    /// Whether all kinds are shown.
    is_all: bool,
    /// The address of all kinds, with their number in words.
    all: (String, String),
    hits: Vec<Line<'a>>,
    /// The number of the first hit.
    first: usize,
    pages: Pages,
}

/// A hit as it stands in the list.
struct Line<'a> {
    entry: &'a Entry,
    /// The best sentences, cut into parts that were looked for and parts that were not.
    parts: Vec<(bool, String)>,
    /// The heading above them, and its address.
    section: Option<(&'a str, String)>,
}

/// Draws the answer to a question, or the form alone if nothing is asked.
pub fn search(guide: &Guide, index: &Index, query: &SearchQuery) -> Page {
    let (kind, errors) = match query.kind() {
        Ok(kind) => (kind, Vec::new()),
        Err(errors) => (None, errors),
    };
    let answer = search::search(index, &query.q, kind, query.page());
    let asked = !answer.text.is_empty();
    let shown = answer.by_kind.iter().find(|(it, _)| Some(*it) == kind);
    let shown = kind.map_or(answer.total, |_| shown.map_or(0, |(_, number)| *number));
    let mut frame = Frame::new(
        guide,
        "/search",
        "Search",
        "Search the whole guide: steps, projects, questions, interview questions, terms and skills.",
    );
    frame.is_private = true;
    frame.has_errors = !errors.is_empty();
    if asked {
        frame.title = format!("{}: search results", answer.text);
    }
    let address = |kind, page| address(&answer.text, kind, page);
    let kinds = answer.by_kind.iter().map(|(it, number)| {
        let here = Some(*it) == kind;
        (
            format!("{} {number}", name(*it)),
            address(Some(*it), 1),
            here,
        )
    });
    let drawn = SearchPage {
        guide,
        found: match (asked, shown) {
            (false, _) => String::new(),
            (true, 0) => format!("No results for “{}”", answer.text),
            (true, shown) => {
                let number = count(shown, "result", "results");
                format!("{number} for “{}”", answer.text)
            }
        },
        notes: notes(&answer),
        kinds: if answer.total > 0 {
            kinds.collect()
        } else {
            Vec::new()
        },
        is_all: kind.is_none(),
        all: (address(None, 1), format!("All {}", answer.total)),
        first: (answer.page - 1) * search::PER_PAGE + 1,
        pages: pages(answer.page, answer.pages, |it| address(kind, it)),
        meant: answer.meant.map(|it| {
            let url = self::address(&it, None, 1);
            (it, url)
        }),
        hits: answer.hits.into_iter().map(line).collect(),
        text: answer.text,
        frame,
        errors,
    };
    let page = Page {
        is_listed: false,
        ..Page::html(&drawn.frame, &drawn)
    };
    if drawn.errors.is_empty() {
        page
    } else {
        page.with_status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}

/// What the answer leaves out.
fn notes(answer: &search::Found<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if answer.is_cut {
        notes.push("This is long, so only its beginning was looked for.".to_owned());
    }
    if answer.total > 0 && !answer.unknown.is_empty() {
        let words: Vec<String> = answer.unknown.iter().map(|it| format!("“{it}”")).collect();
        notes.push(format!("Nothing here has {}.", words.join(" or ")));
    }
    notes
}

/// Where a page of the answer is found: only what differs from the default is asked.
fn address(text: &str, kind: Option<Kind>, page: usize) -> String {
    let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let kind = kind.map_or_else(String::new, |it| format!("&kind={}", it.slug()));
    let page = if page > 1 {
        format!("&page={page}")
    } else {
        String::new()
    };
    format!("/search?q={text}{kind}{page}")
}

/// What many of a kind are called.
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Step => "Steps",
        Kind::Page => "Pages",
        Kind::Question => "Questions",
        Kind::Term => "Glossary",
        Kind::Project => "Projects",
        Kind::Interview => "Interview",
        Kind::Skill => "Skills",
        Kind::Pay => "Salary",
        Kind::Resource => "Resources",
    }
}

fn line(hit: search::Hit<'_>) -> Line<'_> {
    let section = hit.passage.map(|it| {
        let page = hit.entry.url.split('#').next().unwrap_or_default();
        (it.heading.as_str(), format!("{page}#{}", it.fragment))
    });
    Line {
        entry: hit.entry,
        parts: parts(&hit.excerpt),
        section,
    }
}

/// Cuts an excerpt at its marks.
fn parts(excerpt: &Excerpt) -> Vec<(bool, String)> {
    let mut parts = Vec::new();
    let mut end = 0;
    let mut add = |is_marked, range: Range<usize>| {
        if !range.is_empty() {
            parts.push((is_marked, excerpt.text[range].to_owned()));
        }
    };
    for mark in &excerpt.marks {
        add(false, end..mark.start);
        add(true, mark.clone());
        end = mark.end;
    }
    add(false, end..excerpt.text.len());
    if excerpt.begins_inside {
        parts.insert(0, (false, "… ".to_owned()));
    }
    if excerpt.ends_inside {
        parts.push((false, " …".to_owned()));
    }
    parts
}

/// A name that somebody may be typing; read by `search.js`.
#[derive(Serialize)]
struct Suggestion<'a> {
    /// Its name.
    t: &'a str,
    /// What it is.
    k: &'a str,
    /// Its address.
    u: String,
}

/// Names for somebody who types, as JSON.
pub fn suggestions(guide: &Guide, index: &Index, query: &SearchQuery) -> Page {
    let base = &guide.settings.base_path;
    let found = search::suggest(index, &query.q);
    let all = found.into_iter().map(|entry| Suggestion {
        t: &entry.title,
        k: &entry.label,
        u: format!("{base}{}", entry.url),
    });
    let all: Vec<Suggestion<'_>> = all.collect();
    let json = serde_json::to_string(&all).expect("texts can always be written as JSON");
    Page::new("application/json", json)
}

#[derive(Template)]
#[template(path = "feeds/opensearch.xml")]
struct OpenSearch<'a> {
    settings: &'a Settings,
    /// Sixteen characters are allowed.
    short_name: String,
}

/// How a browser can add this search to its own.
pub fn opensearch(guide: &Guide) -> Page {
    let settings = &guide.settings;
    let description = OpenSearch {
        short_name: shortened(&settings.name),
        settings,
    };
    Page::new(
        "application/opensearchdescription+xml",
        render(&description),
    )
}

/// The first words of a name, in at most 16 characters: browsers show no more of it.
fn shortened(name: &str) -> String {
    const MOST: usize = 16;
    let cut: String = name.chars().take(MOST).collect();
    let is_whole_word = name[cut.len()..]
        .chars()
        .next()
        .is_none_or(char::is_whitespace);
    match cut.rfind(' ') {
        Some(end) if !is_whole_word => cut[..end].to_owned(),
        _ => cut,
    }
}
