//! `/glossary`: every term on one page.

use askama::Template;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Slug, Term};

#[derive(Template)]
#[template(path = "pages/glossary.html")]
struct GlossaryPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    /// A to Z, with the terms of each letter; a letter without terms is not a link.
    letters: Vec<(char, Vec<&'a Term>)>,
    count: String,
}

impl<'a> GlossaryPage<'a> {
    /// The term a checked slug names.
    fn term(&self, slug: &Slug) -> Option<&'a Term> {
        self.guide
            .glossary
            .iter()
            .find(|it| it.slug.as_ref() == slug)
    }
}

/// Draws the page.
pub fn glossary(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/glossary",
        "Glossary",
        "The words of backend development in plain English, each with the step that teaches it.",
    );
    let of = |letter: char| {
        guide
            .glossary
            .iter()
            .filter(move |it| first_letter(it) == letter)
            .collect()
    };
    let page = GlossaryPage {
        letters: ('A'..='Z')
            .chain(['#'])
            .map(|letter| (letter, of(letter)))
            .collect(),
        count: count(guide.glossary.len(), "term", "terms"),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}

/// The letter a term stands under; figures and signs stand under `#`.
fn first_letter(term: &Term) -> char {
    let first = term.term.chars().next().unwrap_or('#').to_ascii_uppercase();
    if first.is_ascii_uppercase() {
        first
    } else {
        '#'
    }
}
