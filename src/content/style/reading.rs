//! How easy a page is to read.

use super::{SourceFile, words};
use crate::markdown::{Passage, PassageKind};

/// The figures of one page.
#[derive(Debug)]
pub struct Reading {
    /// The path of the file below the content folder.
    pub path: String,
    /// Words outside of code and of the passages for one language.
    pub words: usize,
    /// Words in a sentence, on average.
    pub sentence: f64,
    /// The reading ease of Rudolf Flesch, “A new readability yardstick”, Journal of Applied
    /// Psychology 32 (1948): 206.835 − 1.015 × words per sentence − 84.6 × syllables per word.
    /// From 60 on it is plain English, below 30 it is hard for everybody.
    pub ease: f64,
}

impl Reading {
    pub(super) fn of(file: &SourceFile, passages: &[Passage]) -> Reading {
        let (mut read, mut sentences, mut letters_words, mut syllables) = (0, 0, 0, 0);
        let mut all = 0;
        for passage in passages {
            if !in_track(file, passage) {
                all += words(&passage.text);
            }
            if matches!(passage.kind, PassageKind::Heading | PassageKind::Cell) {
                continue;
            }
            for sentence in passage.sentences() {
                let text = &passage.text[sentence];
                sentences += 1;
                read += words(text);
                for word in prose_words(text) {
                    letters_words += 1;
                    syllables += syllables_of(word);
                }
            }
        }
        let sentence = ratio(read, sentences);
        Reading {
            path: file.path.clone(),
            words: all,
            sentence,
            ease: 206.835 - 1.015 * sentence - 84.6 * ratio(syllables, letters_words),
        }
    }
}

/// Whether a passage is for readers of one language.
fn in_track(file: &SourceFile, passage: &Passage) -> bool {
    let before = &file.text[..passage.offset(0).min(file.text.len())];
    let fence = before.lines().rev().find(|line| line.starts_with(":::"));
    fence.is_some_and(|line| line.trim() != ":::")
}

fn prose_words(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split('`').step_by(2);
    outside
        .flat_map(|part| part.split(|it: char| !it.is_alphabetic() && it != '’' && it != '\''))
        .filter(|word| !word.is_empty())
}

/// Groups of vowels, without a silent `e` at the end: within a tenth of a dictionary's count.
fn syllables_of(word: &str) -> usize {
    let word = word.to_lowercase();
    let mut groups = 0;
    let mut in_group = false;
    for letter in word.chars() {
        let vowel = "aeiouyéèêü".contains(letter);
        groups += usize::from(vowel && !in_group);
        in_group = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a page has fewer words than a float has digits"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
