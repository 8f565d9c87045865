//! The words of the glossary in a text: the first use of each leads to what it means.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use pulldown_cmark::{Event, Tag};

use super::colour::escape;
use super::writer::{Writer, resolve};

/// The words that lead to the glossary. Made once for all texts.
#[derive(Debug, Default)]
pub struct Terms {
    /// Finds the words, the longest first. None if there are none.
    finder: Option<AhoCorasick>,
    /// What the finder's patterns are.
    words: Vec<Word>,
    /// Where the terms are explained.
    urls: Vec<String>,
}

#[derive(Debug)]
struct Word {
    text: String,
    /// Its place in `urls`.
    term: usize,
}

impl Terms {
    /// Takes the address of each term, and the words that lead there.
    pub fn new(terms: impl IntoIterator<Item = (String, Vec<String>)>) -> Terms {
        let mut all = Terms::default();
        for (url, words) in terms {
            let term = all.urls.len();
            all.urls.push(url);
            all.words
                .extend(words.into_iter().map(|text| Word { text, term }));
        }
        if !all.words.is_empty() {
            // It fails for too many patterns, which a glossary cannot have; then nothing links.
            all.finder = AhoCorasickBuilder::new()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(all.words.iter().map(|word| &word.text))
                .ok();
        }
        all
    }

    /// The place of a term in the list, by its address.
    fn at(&self, url: &str) -> Option<usize> {
        self.urls.iter().position(|it| it == url)
    }

    /// The uses of terms in a text, each with the place of its term.
    fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let Some(finder) = &self.finder else {
            return Vec::new();
        };
        finder
            .find_iter(text)
            .filter_map(|found| {
                let word = &self.words[found.pattern().as_usize()];
                let end = end_of_word(text, found.end())?;
                let whole = starts_word(text, found.start());
                let same = is_same_word(&word.text, &text[found.range()]);
                (whole && same).then_some((found.start()..end, word.term))
            })
            .collect()
    }
}

/// `REST` is written with capitals wherever it is meant; only the first letter of other words
/// depends on where they stand.
fn is_same_word(word: &str, found: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    let rest = letters.as_str();
    if rest.chars().any(char::is_uppercase) {
        return word == found;
    }
    let mut found = found.chars();
    let found_first = found.next();
    rest == found.as_str()
        && found_first.map(|it| it.to_ascii_lowercase()) == first.map(|it| it.to_ascii_lowercase())
}

/// Part of a longer word, a name, a path or a number with a unit is not a use.
fn joins(character: char) -> bool {
    character.is_alphanumeric() || "_-/.@:#+&".contains(character)
}

fn starts_word(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        None => true,
        Some('.' | ':') => before.next().is_none_or(char::is_whitespace),
        Some(character) => !joins(character),
    }
}

/// Where the word ends, with the `s` of its plural; none if it goes on.
fn end_of_word(text: &str, at: usize) -> Option<usize> {
    let at = if text[at..].starts_with('s') {
        at + 1
    } else {
        at
    };
    let mut after = text[at..].chars();
    let ends = match after.next() {
        None => true,
        Some('.' | ':') => after.next().is_none_or(|it| !it.is_alphanumeric()),
        Some(character) => !joins(character),
    };
    ends.then_some(at)
}

impl<'a> Writer<'a> {
    /// Terms that the writer links somewhere need no link of ours.
    pub(super) fn note_linked_terms(&mut self, events: &[(Event<'a>, Range<usize>)]) {
        for (event, _) in events {
            if let Event::Start(Tag::Link { dest_url, .. }) = event
                && dest_url.contains('#')
                && let Some(term) = self.source.terms.at(&resolve(dest_url, self.source))
            {
                self.used_terms.insert(term);
            }
        }
    }

    /// Text outside of code, with the first use of each term linked where a link may stand.
    pub(super) fn text(&mut self, text: &str) {
        self.count_words(text);
        let text = with_apostrophes(text);
        let in_heading_cell = self.in_table && (self.in_table_head || self.cell == 0);
        if self.in_heading || self.in_link || in_heading_cell {
            self.html(escape(&text));
            return;
        }
        let mut done = 0;
        for (range, term) in self.source.terms.find(&text) {
            if !self.used_terms.insert(term) {
                continue;
            }
            let url = escape(&self.source.terms.urls[term]);
            self.html(format!(
                "{}<a class=\"term\" href=\"{url}\">{}</a>",
                escape(&text[done..range.start]),
                escape(&text[range.clone()])
            ));
            done = range.end;
        }
        // Quotes are escaped as well: `="/` in a page is an address, never a text.
        self.html(escape(&text[done..]));
    }
}

/// The apostrophe of print: keyboards have another.
pub(super) fn with_apostrophes(text: &str) -> String {
    if !text.contains('\'') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut open = false;
    let mut rest = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(character) = rest.next() {
        let after = rest.peek().copied();
        let is_letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        let apostrophe = character == '\''
            && match (is_letter(before), is_letter(after)) {
                (true, true) => true,
                // The readers' list; but the end of a 'quote' stays what it is.
                (true, false) => !open,
                // What follows code or a link, such as `ETag`'s.
                (false, true) => before.is_none() && after == Some('s'),
                (false, false) => false,
            };
        if character == '\'' && !apostrophe {
            open = !open;
        }
        out.push(if apostrophe { '’' } else { character });
        before = Some(character);
    }
    out
}
