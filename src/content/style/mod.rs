//! How the texts read: findings that a writer should look at, and figures of each page.
//!
//! Style is not correctness. A site with a long sentence in it starts all the same, so nothing
//! here is part of [`super::load`]; `career-guide check --style` asks for it, and a test asks
//! for our own content.

mod phrases;
mod reading;
mod wording;

use std::collections::BTreeMap;
use std::path::Path;

use super::{Origin, Problems, SourceFile, source};
use crate::markdown::{Passage, PassageKind, passages};
pub use reading::Reading;

/// Most words of a sentence.
const SENTENCE: usize = 35;
/// Most words of a paragraph.
const PARAGRAPH: usize = 120;
/// Least words of a sentence that may not stand on two pages: shorter ones are headings, labels
/// and common questions.
const REPEATED: usize = 8;
/// Words of a step's own teaching, as a reader of one language reads them.
const STEP: std::ops::RangeInclusive<usize> = 1_000..=1_800;
/// Words of a project idea.
const PROJECT: std::ops::RangeInclusive<usize> = 400..=900;

/// What is to be said about the style of a guide.
#[derive(Debug)]
pub struct Style {
    /// What a writer should look at.
    pub findings: Problems,
    /// One for each page, the hardest to read first.
    pub readings: Vec<Reading>,
}

/// Reads the content like [`super::load`] and looks at its sentences.
pub fn style(origin: Origin<'_>, overlay: Option<&Path>) -> Style {
    let mut findings = Problems::default();
    let files = source::read(origin, overlay, &mut findings);
    of(&files.list, findings)
}

/// The style of files in memory. Tests start here.
pub fn of(files: &[SourceFile], mut findings: Problems) -> Style {
    let mut readings = Vec::new();
    let mut seen: BTreeMap<String, &SourceFile> = BTreeMap::new();
    for file in files {
        fields(file, &mut findings);
        if !file.path.ends_with(".md") {
            continue;
        }
        let passages = passages(&body(&file.text));
        for passage in &passages {
            text(file, passage, &mut findings);
            repeats(file, passage, &mut seen, &mut findings);
        }
        let reading = Reading::of(file, &passages);
        let expected = match file.path.split('/').next() {
            Some("guide") => Some(STEP),
            Some("projects") => Some(PROJECT),
            _ => None,
        };
        if let Some(range) = expected.filter(|range| !range.contains(&reading.words)) {
            findings.page_length(file, reading.words, range);
        }
        readings.push(reading);
    }
    readings.sort_by(|a, b| a.ease.total_cmp(&b.ease));
    Style { findings, readings }
}

/// The Markdown below the front matter, which is blanked out so that offsets stay.
fn body(text: &str) -> String {
    let start = text.find("\n+++\n").map_or(0, |at| at + "\n+++\n".len());
    let blank = |it: char| if it == '\n' { '\n' } else { ' ' };
    let mut above = String::new();
    for character in text[..start].chars() {
        let width = character.len_utf8();
        above.extend(std::iter::repeat_n(blank(character), width));
    }
    above + &text[start..]
}

/// The texts in TOML, one to a line. They are shown as they are, so an apostrophe is that of
/// print already.
fn fields(file: &SourceFile, findings: &mut Problems) {
    let toml_end = if file.path.ends_with(".md") {
        file.text.find("\n+++\n").unwrap_or(0)
    } else {
        file.text.len()
    };
    let mut at = 0;
    for line in file.text[..toml_end].split_inclusive('\n') {
        let value = line.find('"').zip(line.rfind('"'));
        if let Some((open, close)) = value
            && open < close
            && !line.trim_start().starts_with('#')
        {
            let value = &line[open + 1..close];
            let is_address = value.contains("://") || !value.contains(' ');
            if !is_address {
                if let Some(wrong) = keyboard_apostrophe(value) {
                    findings.keyboard_apostrophe(file, at + open + 1 + wrong);
                }
                phrases_in(file, value, |place| at + open + 1 + place, findings);
            }
        }
        at += line.len();
    }
}

fn keyboard_apostrophe(text: &str) -> Option<usize> {
    let is_letter = |it: Option<char>| it.is_some_and(char::is_alphabetic);
    text.match_indices('\'').map(|(at, _)| at).find(|at| {
        is_letter(text[..*at].chars().next_back()) && is_letter(text[at + 1..].chars().next())
    })
}

fn text(file: &SourceFile, passage: &Passage, findings: &mut Problems) {
    for sentence in passage.sentences() {
        let length = words(&passage.text[sentence.clone()]);
        if length > SENTENCE {
            findings.long_sentence(file, passage.offset(sentence.start), length, SENTENCE);
        }
    }
    let length = words(&passage.text);
    if passage.kind == PassageKind::Paragraph && length > PARAGRAPH {
        findings.long_paragraph(file, passage.offset(0), length, PARAGRAPH);
    }
    let readable = phrases::without_code_and_quotes(&passage.text);
    phrases_in(file, &readable, |at| passage.offset(at), findings);
    if let Some(at) = readable.find('"') {
        findings.keyboard_quotes(file, passage.offset(at));
    }
}

/// Reports phrases that say nothing.
fn phrases_in(
    file: &SourceFile,
    text: &str,
    offset: impl Fn(usize) -> usize,
    findings: &mut Problems,
) {
    for (at, phrase, instead) in phrases::found(text) {
        findings.phrase(file, offset(at), phrase, instead);
    }
}

/// Two pages must not share a sentence: one of them says nothing new.
fn repeats<'a>(
    file: &'a SourceFile,
    passage: &Passage,
    seen: &mut BTreeMap<String, &'a SourceFile>,
    findings: &mut Problems,
) {
    if !matches!(passage.kind, PassageKind::Paragraph | PassageKind::Item) {
        return;
    }
    for sentence in passage.sentences() {
        let text = passage.text[sentence.clone()].to_lowercase();
        let plain: Vec<&str> = text
            .split(|it: char| !it.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        if plain.len() < REPEATED {
            continue;
        }
        let other = seen.entry(plain.join(" ")).or_insert(file);
        if other.path != file.path {
            findings.repeated_sentence(file, passage.offset(sentence.start), &other.shown);
        }
    }
}

/// How many words a reader counts; code is one.
fn words(text: &str) -> usize {
    let mut count = 0;
    for (index, part) in text.split('`').enumerate() {
        let has_letter = |word: &&str| word.chars().any(char::is_alphanumeric);
        count += if index % 2 == 1 {
            1
        } else {
            part.split_whitespace().filter(has_letter).count()
        };
    }
    count
}
