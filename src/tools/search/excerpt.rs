//! The sentences of a passage that show best why it was found.

use std::collections::BTreeSet;
use std::ops::Range;

use super::index::{Index, Indexed, StemId, Token};
use super::words::words;

/// About how many bytes an excerpt has.
const LENGTH: usize = 220;

/// A part of a text, and what in it was looked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Sentences of a passage as they stand there.
    pub text: String,
    /// What was looked for, in bytes of the text.
    pub marks: Vec<Range<usize>>,
    /// Whether the first sentence begins before the text does.
    pub begins_inside: bool,
    /// Whether the last sentence ends after the text does.
    pub ends_inside: bool,
}

/// The best part of a passage. Only a word whose stem is in `wanted` is marked.
pub(super) fn excerpt(index: &Index, passage: &Indexed, wanted: &BTreeSet<StemId>) -> Excerpt {
    let text = &index.passage(passage).text;
    let is_wanted = |token: &&Token| {
        let known = index.lexicon.known(token.word);
        !known.is_stop && wanted.contains(&known.stem)
    };
    let hits: Vec<&Token> = passage.text.iter().filter(is_wanted).collect();
    let sentences = sentences(text);
    // Of two sentences that say as much, the first.
    let mut best = (0, 0);
    for (number, sentence) in sentences.iter().enumerate() {
        let inside = hits
            .iter()
            .filter(|it| sentence.contains(&(it.start as usize)));
        let stems: BTreeSet<StemId> = inside.map(|it| index.stem(it.word)).collect();
        if stems.len() > best.1 {
            best = (number, stems.len());
        }
    }
    let Some(first) = sentences.get(best.0) else {
        return Excerpt::default();
    };
    let mut range = first.clone();
    for next in &sentences[best.0 + 1..] {
        if next.end - range.start > LENGTH {
            break;
        }
        range.end = next.end;
    }
    for before in sentences[..best.0].iter().rev() {
        if range.end - before.start > LENGTH {
            break;
        }
        range.start = before.start;
    }
    let whole = range.clone();
    cut(text, &mut range, hits.iter().map(|it| it.start as usize));
    let mut excerpt = Excerpt {
        begins_inside: range.start > whole.start,
        ends_inside: range.end < whole.end,
        ..Excerpt::default()
    };
    for sentence in &sentences {
        let part = sentence.start.max(range.start)..sentence.end.min(range.end);
        if part.is_empty() {
            continue;
        }
        // Items of a list have no full stop between them.
        if !excerpt.text.is_empty() {
            let is_sentence = excerpt.text.ends_with(['.', '?', '!', ':']);
            excerpt.text.push_str(if is_sentence { " " } else { " · " });
        }
        let place = |at: usize| at - part.start + excerpt.text.len();
        let inside = hits.iter().map(|it| it.start as usize);
        for start in inside.filter(|it| part.contains(it)) {
            if let Some(word) = words(&text[start..part.end]).next() {
                let mark = place(start)..place(start) + word.place.end;
                excerpt.marks.push(mark);
            }
        }
        excerpt.text.push_str(&text[part]);
    }
    excerpt
}

/// Where the sentences stand. A line's end ends one too.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        let ends = *byte == b'\n' || (b".?!".contains(byte) && next.is_ascii_whitespace());
        if ends || at + 1 == bytes.len() {
            let end = if *byte == b'\n' { at } else { at + 1 };
            if !text[start..end].trim().is_empty() {
                let blanks = text[start..end].len() - text[start..end].trim_start().len();
                all.push(start + blanks..end);
            }
            start = at + 1;
        }
    }
    all
}

/// Shortens a long sentence to the words around the first hit.
fn cut(text: &str, range: &mut Range<usize>, mut hits: impl Iterator<Item = usize>) {
    if range.len() <= LENGTH * 3 / 2 {
        return;
    }
    let first = hits.find(|it| range.contains(it)).unwrap_or(range.start);
    let blank = |from: usize, until: usize| {
        let part = text.get(from..until)?;
        part.find(' ').map(|it| from + it + 1)
    };
    if first - range.start > LENGTH / 2 {
        let from = text.floor_char_boundary(first - LENGTH / 3);
        range.start = blank(from, first).unwrap_or(first);
    }
    let until = text.floor_char_boundary(range.start + LENGTH);
    if until < range.end {
        let last = text[range.start..until].rfind(' ');
        range.end = last.map_or(until, |it| range.start + it);
    }
}
