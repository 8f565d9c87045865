//! What somebody typed to what they are looking for.

use std::collections::{BTreeSet, HashSet};

use super::index::{Index, StemId, WordId, letters};
use super::words::{is_stop_word, words};

/// Longest question in characters; what is longer is cut. Titles of pages are shorter.
pub const MOST_CHARACTERS: usize = 200;
/// Most words that are looked for.
const MOST_WORDS: usize = 16;
/// Shortest word that may hold a typing error.
const LEAST_LETTERS: usize = 5;
/// Shortest word that may hold two.
const LEAST_LETTERS_FOR_TWO: usize = 8;
/// Most words that are tried for one that nobody wrote.
const MOST_GUESSES: usize = 4;
/// Shortest beginning of a word.
const LEAST_BEGINNING: usize = 3;
/// Most endings that are tried for the beginning of a word.
const MOST_ENDINGS: usize = 30;
/// A word that stands in more entries than this is meant as it is, not as a beginning.
const COMMON: u32 = 6;
/// Most words of a name.
const MOST_OF_NAME: usize = 5;

/// “What is a …?” asks for nothing but the name.
const ASKING: [&str; 9] = [
    "a", "an", "are", "does", "is", "mean", "the", "what", "whats",
];

/// What a word is worth that was meant, next to the one that was typed.
const GUESSED: f32 = 0.8;
/// What a longer word is worth.
const ENDED: f32 = 0.45;
/// What another name is worth.
const SAME: f32 = 0.9;

/// A question once understood.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// What to look for, in order.
    pub(super) groups: Vec<Group>,
    /// Words that must stand side by side.
    pub(super) phrases: Vec<Vec<StemId>>,
    /// The words without stop words, in the forms that are most likely meant.
    pub(super) keys: [Vec<StemId>; 2],
    /// Stems that follow each other in the question.
    pub(super) pairs: HashSet<(StemId, StemId)>,
    /// Whether nothing else was asked than what has this name.
    pub(super) is_name: bool,
    /// The question without typing errors, if there were any that we know.
    pub(super) meant: Option<String>,
    /// Words that nobody wrote here, and nothing like them.
    pub(super) unknown: Vec<String>,
    /// Whether the end was cut off.
    pub(super) is_cut: bool,
}

/// Words that are looked for together: each by itself, or all of them by another name.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// For each word the stems to look for, with their worth.
    pub(super) words: Vec<Vec<(StemId, f32)>>,
    /// Other names for all of them.
    pub(super) names: Vec<(Vec<StemId>, f32)>,
    /// Whether nothing is lost without it.
    pub(super) is_weak: bool,
}

/// A word of the question.
struct Term {
    text: String,
    is_stop: bool,
    /// The stem of what was typed, if that is known, though perhaps written nowhere.
    typed: Option<StemId>,
    /// What it is looked for as.
    stems: Vec<(StemId, f32)>,
    /// Words that it is made of.
    parts: Vec<StemId>,
    /// What was meant by a typing error.
    meant: Option<WordId>,
}

/// Control characters, marks that turn the direction of what follows, and repeated blanks away,
/// and the end where it is too long.
pub fn tidy(text: &str) -> (String, bool) {
    let turns = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let printable = |it: char| {
        if it.is_control() || turns(it) {
            ' '
        } else {
            it
        }
    };
    let mut tidy = String::new();
    let mut left = MOST_CHARACTERS;
    let mut is_cut = false;
    // Nobody reads on where there is only white space for long.
    for letter in text.chars().take(MOST_CHARACTERS * 4).map(printable) {
        if letter == ' ' && (tidy.is_empty() || tidy.ends_with(' ')) {
            continue;
        }
        if left == 0 {
            is_cut = true;
            break;
        }
        left -= 1;
        tidy.push(letter);
    }
    tidy.truncate(tidy.trim_end().len());
    (tidy, is_cut)
}

impl Asked {
    /// Understands a question that is [`tidy`].
    pub(super) fn new(index: &Index, text: &str) -> Asked {
        let mut asked = Asked::default();
        let mut all: Vec<String> = Vec::new();
        for (number, part) in text.split(['"', '“', '”']).enumerate() {
            let found: Vec<String> = words(part).map(|word| word.text).collect();
            let stems = found.iter().filter_map(|it| index.lexicon.stem(it));
            let stems: Vec<StemId> = stems.collect();
            // What is inside quotation marks is every second part.
            if number % 2 == 1 && !stems.is_empty() && stems.len() == found.len() {
                asked.phrases.push(stems);
            }
            all.extend(found);
        }
        asked.is_cut = all.len() > MOST_WORDS;
        all.truncate(MOST_WORDS);
        let last = all.len().saturating_sub(1);
        let terms: Vec<Term> = all
            .into_iter()
            .enumerate()
            .map(|(number, text)| Term::new(index, text, number == last))
            .collect();
        let is_all_stop = terms.iter().all(|it| it.is_stop);
        asked.meant = meant(index, &terms);
        let lost = |it: &&Term| it.best().is_none() && it.parts.is_empty() && !it.is_stop;
        asked.unknown = terms
            .iter()
            .filter(lost)
            .map(|it| it.text.clone())
            .collect();
        asked.is_name = terms
            .iter()
            .all(|it| !it.is_stop || is_all_stop || ASKING.contains(&it.text.as_str()));
        let key = terms.iter().filter(|it| !it.is_stop || is_all_stop);
        let whole = key.clone().filter_map(Term::best);
        let apart = key.flat_map(|it| {
            let whole = it.best().filter(|_| it.parts.is_empty());
            it.parts.iter().copied().chain(whole)
        });
        asked.keys = [whole.collect(), apart.collect()];
        let stems: Vec<Option<StemId>> = terms.iter().map(Term::best).collect();
        let pairs = stems.windows(2).filter_map(|it| Some((it[0]?, it[1]?)));
        let telling = asked.keys[0].windows(2).map(|it| (it[0], it[1]));
        asked.pairs = pairs.chain(telling).collect();
        asked.group(index, &terms, is_all_stop);
        asked
    }

    /// Puts the words together that are a name.
    fn group(&mut self, index: &Index, terms: &[Term], is_all_stop: bool) {
        let mut at = 0;
        while at < terms.len() {
            let longest = (1..=MOST_OF_NAME.min(terms.len() - at)).rev();
            let name = longest
                .filter_map(|length| {
                    let stems = terms[at..at + length].iter().map(Term::best);
                    let stems: Vec<StemId> = stems.collect::<Option<_>>()?;
                    let others = index.same.get(&stems)?;
                    Some((length, others))
                })
                .find(|(length, _)| *length > 1 || !terms[at].is_stop);
            let length = name.map_or(1, |(length, _)| length);
            let mut group = Group {
                is_weak: length == 1 && terms[at].is_stop && !is_all_stop,
                ..Group::default()
            };
            for term in &terms[at..at + length] {
                if !term.stems.is_empty() {
                    group.words.push(term.stems.clone());
                }
                if !term.parts.is_empty() {
                    group.names.push((term.parts.clone(), 1.0));
                }
            }
            if let Some((_, others)) = name {
                group
                    .names
                    .extend(others.iter().map(|it| (it.clone(), SAME)));
            }
            // “back end” is “backend” to somebody else.
            if let [one, two] = &terms[at..terms.len().min(at + 2)]
                && let Some(stem) = index.lexicon.find(&format!("{}{}", one.text, two.text))
                && length == 1
            {
                let joined = (index.stem(stem), 1.0);
                group.words = vec![one.stems.clone(), two.stems.clone()];
                group.words.retain(|it| !it.is_empty());
                group.names.push((vec![joined.0], joined.1));
                group.is_weak = false;
                at += 1;
            }
            at += length;
            if !group.words.is_empty() || !group.names.is_empty() {
                self.groups.push(group);
            }
        }
    }

    /// Every stem that is looked for, for marking it.
    pub(super) fn stems(&self) -> BTreeSet<StemId> {
        let strong = self.groups.iter().filter(|it| !it.is_weak);
        let words = strong.clone().flat_map(|it| it.words.iter().flatten());
        let names = strong.flat_map(|it| it.names.iter().flat_map(|(name, _)| name));
        let phrases = self.phrases.iter().flatten();
        words
            .map(|(stem, _)| *stem)
            .chain(names.copied())
            .chain(phrases.copied())
            .collect()
    }
}

impl Term {
    fn new(index: &Index, text: String, is_last: bool) -> Term {
        let mut term = Term {
            is_stop: is_stop_word(&text),
            typed: index.lexicon.stem(&text),
            stems: Vec::new(),
            parts: Vec::new(),
            meant: None,
            text,
        };
        let spread = term.typed.map_or(0, |stem| index.spread[stem as usize]);
        if spread > 0 {
            term.stems.extend(term.typed.map(|stem| (stem, 1.0)));
        }
        if is_last && !term.is_stop && spread <= COMMON {
            term.end(index);
        }
        if spread <= COMMON {
            term.take_apart(index);
        }
        if term.stems.is_empty() && term.parts.is_empty() && term.typed.is_none() {
            term.guess(index);
        }
        term
    }

    fn best(&self) -> Option<StemId> {
        self.typed.or(self.stems.first().map(|(stem, _)| *stem))
    }

    fn add(&mut self, stem: StemId, worth: f32) {
        if !self.stems.iter().any(|(it, _)| *it == stem) {
            self.stems.push((stem, worth));
        }
    }

    /// Words that begin with it, the most written first.
    fn end(&mut self, index: &Index) {
        if self.text.chars().count() < LEAST_BEGINNING {
            return;
        }
        let mut longer = index.lexicon.beginning(&self.text);
        longer.sort_by_key(|id| std::cmp::Reverse(index.lexicon.known(*id).count));
        longer.truncate(MOST_ENDINGS);
        for id in longer {
            self.add(index.stem(id), ENDED);
        }
    }

    /// Two words that were written as one, such as “hashmap”.
    fn take_apart(&mut self, index: &Index) {
        let known = |part: &str| {
            let id = index.lexicon.find(part)?;
            (part.len() > 2 && index.lexicon.known(id).count > 2).then_some(id)
        };
        let places = self.text.char_indices().map(|(at, _)| at).skip(1);
        let split = places.filter_map(|at| {
            let (one, two) = self.text.split_at(at);
            let (one, two) = (known(one)?, known(two)?);
            let count = |id| index.lexicon.known(id).count;
            Some((count(one).min(count(two)), one, two))
        });
        if let Some((_, one, two)) = split.max() {
            self.parts = vec![index.stem(one), index.stem(two)];
        }
    }

    /// Words that differ by a typing error.
    fn guess(&mut self, index: &Index) {
        let length = self.text.chars().count();
        if length < LEAST_LETTERS {
            return;
        }
        let mut near = index.lexicon.near(&self.text, 1);
        let mut worth = GUESSED;
        if near.is_empty() && length >= LEAST_LETTERS_FOR_TWO {
            near = index.lexicon.near(&self.text, 2);
            worth = GUESSED * GUESSED;
        }
        near.truncate(MOST_GUESSES);
        self.meant = near.first().copied();
        for id in near {
            self.add(index.stem(id), worth);
        }
    }
}

/// The question with the words that were probably meant.
fn meant(index: &Index, terms: &[Term]) -> Option<String> {
    if terms.iter().all(|it| it.meant.is_none()) {
        return None;
    }
    let words = terms.iter().map(|it| match it.meant {
        Some(id) => index.lexicon.known(id).text.as_str(),
        None => it.text.as_str(),
    });
    Some(words.collect::<Vec<&str>>().join(" "))
}

impl super::index::Lexicon {
    /// The words that begin like this, without the word itself.
    pub(super) fn beginning(&self, text: &str) -> Vec<WordId> {
        let from = self
            .sorted
            .partition_point(|id| self.known(*id).text.as_str() <= text);
        let words = self.sorted[from..].iter().copied();
        words
            .take_while(|id| self.known(*id).text.starts_with(text))
            .filter(|id| self.known(*id).count > 0)
            .collect()
    }

    /// The words that differ by so many typing errors, the likeliest first: those that begin
    /// with the same letter, then those that are written most.
    pub(super) fn near(&self, text: &str, errors: usize) -> Vec<WordId> {
        let bits = letters(text);
        let may_be = |id: &WordId| {
            let known = self.known(*id);
            let apart = (known.letters ^ bits).count_ones() as usize;
            apart <= errors * 2 && known.text.len().abs_diff(text.len()) <= errors
        };
        let all = 0..self.words.len() as WordId;
        let near = all.filter(may_be).filter(|id| {
            let known = self.known(*id);
            let is_written = known.count > 0 && !known.is_stop;
            is_written && strsim::osa_distance(&known.text, text) <= errors
        });
        let mut near: Vec<WordId> = near.collect();
        near.sort_by_key(|id| {
            let known = self.known(*id);
            let begins_alike = known.text.as_bytes().first() == text.as_bytes().first();
            (std::cmp::Reverse((begins_alike, known.count)), *id)
        });
        near
    }
}
