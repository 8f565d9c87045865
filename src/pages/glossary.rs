//! `/glossary`: every term on one page.

use askama::Template;

use super::filters::{self, Named, Panel};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Slug, Term};
use crate::tools;
use crate::tools::filters::Asked;

const NAMED: Named<'_> = Named {
    url: "/glossary",
    one: "term",
    many: "terms",
    words: "Words in the term or its meaning",
};

#[derive(Template)]
#[template(path = "pages/glossary.html")]
struct GlossaryPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    panel: Panel<'a>,
    /// A to Z, with the terms of each letter. A letter without terms is not a link, and left out
    /// once the list is narrowed down.
    letters: Vec<(char, Vec<&'a Term>)>,
    count: String,
}

impl<'a> GlossaryPage<'a> {
    /// Where a term is: on this page, or on the page with all of them.
    fn url(&self, term: &Term) -> String {
        let is_here = self.letters.iter().any(|(_, terms)| {
            let mut slugs = terms.iter().map(|it| it.slug.as_ref());
            slugs.any(|slug| slug == term.slug.as_ref())
        });
        let page = if is_here { "" } else { NAMED.url };
        format!("{page}#{}", term.slug.as_ref())
    }

    /// The term a checked slug names.
    fn term(&self, slug: &Slug) -> Option<&'a Term> {
        self.guide
            .glossary
            .iter()
            .find(|it| it.slug.as_ref() == slug)
    }
}

/// Draws the terms that fit. What the visitor chose wrongly is said, and the rest is kept.
pub fn glossary(guide: &Guide, asked: &Asked) -> Page {
    let mut frame = Frame::new(
        guide,
        "/glossary",
        "Glossary",
        "The words of backend development in plain English, each with the step that teaches it.",
    );
    let list = tools::glossary::list(guide);
    filters::narrowed(guide, NAMED, asked, &list, |panel, found| {
        frame.has_errors = !panel.errors.is_empty();
        let of = |letter: char| {
            let found = found.iter().copied();
            found.filter(|it| first_letter(it) == letter).collect()
        };
        let is_whole = found.len() == guide.glossary.len();
        let page = GlossaryPage {
            letters: ('A'..='Z')
                .chain(['#'])
                .map(|letter| (letter, of(letter)))
                .filter(|(_, terms): &(char, Vec<&Term>)| is_whole || !terms.is_empty())
                .collect(),
            count: count(guide.glossary.len(), "term", "terms"),
            panel,
            frame,
            guide,
        };
        page.panel.page(&page.frame, &page)
    })
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
