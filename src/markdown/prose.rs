//! The sentences of a text, without its code and markup.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::writer::OPTIONS;

/// A piece of text that is read in one go.
#[derive(Debug)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Its words. Code stands in it as its own text between backticks.
    pub text: String,
    /// Where its parts stand: a byte offset in `text`, and the one in the file.
    places: Vec<(usize, usize)>,
}

/// The kinds of [`Passage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph, also one in a list or a quote.
    Paragraph,
    /// A line of a list.
    Item,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
}

impl Passage {
    /// The byte offset in the file of one in the text.
    pub fn offset(&self, at: usize) -> usize {
        let part = self.places.iter().rev().find(|(start, _)| *start <= at);
        part.map_or(0, |(start, offset)| offset + (at - start))
    }

    /// The places of its sentences.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut code = false;
        let mut ended = false;
        for (at, character) in self.text.char_indices() {
            match character {
                '`' => code = !code,
                '.' | '!' | '?' if !code => ended = true,
                // What closes a quote belongs to the sentence in it.
                '”' | '’' | '"' | ')' if ended => (),
                _ if ended && character.is_whitespace() => {
                    sentences.push(start..at);
                    start = at + character.len_utf8();
                    ended = false;
                }
                _ => ended = false,
            }
        }
        sentences.push(start..self.text.len());
        sentences.retain(|range| self.text[range.clone()].chars().any(char::is_alphanumeric));
        sentences
    }
}

/// Splits a Markdown text. Front matter above it is blanked out, as for [`super::parse`].
pub fn passages(text: &str) -> Vec<Passage> {
    let mut all: Vec<Passage> = Vec::new();
    let mut open: Option<Passage> = None;
    let mut in_code = false;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let begins = match &event {
            Event::Start(Tag::Paragraph) => Some(PassageKind::Paragraph),
            Event::Start(Tag::Item) => Some(PassageKind::Item),
            Event::Start(Tag::Heading { .. }) => Some(PassageKind::Heading),
            Event::Start(Tag::TableCell) => Some(PassageKind::Cell),
            _ => None,
        };
        let ends = matches!(
            event,
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell)
                | Event::Start(Tag::List(_) | Tag::CodeBlock(_))
        );
        if begins.is_some() || ends {
            all.extend(open.take());
        }
        if let Some(kind) = begins {
            open = Some(Passage {
                kind,
                text: String::new(),
                places: Vec::new(),
            });
        }
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => (),
        }
        let words = match &event {
            Event::Text(text) => text.to_string(),
            Event::Code(code) => format!("`{code}`"),
            Event::SoftBreak | Event::HardBreak => "\n".to_owned(),
            _ => continue,
        };
        if let Some(passage) = open.as_mut().filter(|_| !in_code) {
            passage.places.push((passage.text.len(), range.start));
            passage.text.push_str(&words);
        }
    }
    all.extend(open);
    let is_fence = |it: &Passage| it.text.starts_with(":::");
    all.retain(|it| !is_fence(it) && !it.text.trim().is_empty());
    all
}
