//! Where something is explained: an index of every page in memory, and questions to it.
//!
//! [`entries`] says what can be found, [`Index::new`] reads it once, [`search`] answers with
//! ranked [`Hit`]s and [`suggest`] with names. A question is text of a stranger: however long or
//! odd it is, the work is bounded, and nothing of it is kept.

mod entry;
mod excerpt;
mod index;
mod query;
mod rank;
mod same;
mod suggest;
mod words;

use serde::Deserialize;

pub use entry::{Entry, Kind, Passage, entries};
pub use excerpt::Excerpt;
pub use index::Index;
pub use query::{MOST_CHARACTERS, tidy};
pub use suggest::suggest;

use super::FieldError;
use query::Asked;
use rank::{Ranked, rank};

/// How many hits stand on a page.
pub const PER_PAGE: usize = 20;

/// The question as it arrives, every field a free text.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct SearchQuery {
    /// What somebody typed.
    #[serde(default)]
    pub q: String,
    /// The only kind of entries that is wanted.
    #[serde(default)]
    pub kind: String,
    /// Which part of a long list, counted from 1.
    #[serde(default)]
    pub page: String,
}

impl SearchQuery {
    /// The kind that is wanted; none for all.
    ///
    /// # Errors
    /// Says what to do when it is not one of those on offer.
    pub fn kind(&self) -> Result<Option<Kind>, Vec<FieldError>> {
        if self.kind.is_empty() {
            return Ok(None);
        }
        let kind = Kind::ALL.into_iter().find(|kind| kind.slug() == self.kind);
        let error = || FieldError {
            field: "kinds",
            message: "Choose a kind from the list".to_owned(),
        };
        kind.map(Some).ok_or_else(|| vec![error()])
    }

    /// The page that is asked for; the first if it is no number.
    pub fn page(&self) -> usize {
        self.page.parse().unwrap_or(1)
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found<'a> {
    /// The question as it was understood.
    pub text: String,
    /// Whether its end was left out, because it was too long.
    pub is_cut: bool,
    /// How many entries of every kind answer.
    pub total: usize,
    /// How many of each kind, those with any.
    pub by_kind: Vec<(Kind, usize)>,
    /// The page that is shown, and how many there are.
    pub page: usize,
    /// The number of pages of the kind that is shown.
    pub pages: usize,
    /// The entries on this page, the best first.
    pub hits: Vec<Hit<'a>>,
    /// What was probably meant, if a word has a typing error.
    pub meant: Option<String>,
    /// Words that are nowhere in the guide, nor is anything like them.
    pub unknown: Vec<String>,
}

/// An entry that answers.
#[derive(Debug)]
pub struct Hit<'a> {
    /// What was found.
    pub entry: &'a Entry,
    /// The passage that answers best, if it has a heading of its own.
    pub passage: Option<&'a Passage>,
    /// Its best sentences.
    pub excerpt: Excerpt,
}

/// The entries that answer, of one kind or of all; a page of them, or the nearest there is.
pub fn search<'a>(index: &'a Index, text: &str, kind: Option<Kind>, page: usize) -> Found<'a> {
    let (text, is_cut) = tidy(text);
    let asked = Asked::new(index, &text);
    let mut ranked = rank(index, &asked);
    let mut by_kind = Kind::ALL.map(|kind| (kind, 0));
    for hit in &ranked {
        let of = index.entries[hit.entry as usize].kind;
        by_kind[of as usize].1 += 1;
    }
    let total = ranked.len();
    if let Some(kind) = kind {
        ranked.retain(|it| index.entries[it.entry as usize].kind == kind);
    }
    let pages = ranked.len().div_ceil(PER_PAGE);
    let page = page.clamp(1, pages.max(1));
    let end = (page * PER_PAGE).min(ranked.len());
    // The order is total, so that every copy of the site agrees.
    let better = |a: &Ranked, b: &Ranked| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry));
    if end < ranked.len() {
        ranked.select_nth_unstable_by(end, better);
        ranked.truncate(end);
    }
    ranked.sort_unstable_by(better);
    let wanted = asked.stems();
    let hits = ranked[(page - 1) * PER_PAGE..].iter().map(|it| {
        let passage = &index.passages[it.passage as usize];
        let words = index.passage(passage);
        Hit {
            entry: &index.entries[it.entry as usize],
            passage: (!words.heading.is_empty()).then_some(words),
            excerpt: excerpt::excerpt(index, passage, &wanted),
        }
    });
    Found {
        is_cut: is_cut || asked.is_cut,
        total,
        by_kind: by_kind
            .into_iter()
            .filter(|(_, number)| *number > 0)
            .collect(),
        page,
        pages,
        hits: hits.collect(),
        meant: asked.meant,
        unknown: asked.unknown,
        text,
    }
}
