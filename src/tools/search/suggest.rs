//! Names that somebody may be typing.

use std::collections::HashMap;

use super::index::{Index, Rank, WordId};
use super::query::tidy;
use super::words::words;
use super::{Entry, Kind};

/// Most names that are suggested.
const MOST: usize = 6;
/// Shortest text that is worth a suggestion, in characters.
const LEAST_CHARACTERS: usize = 2;
/// Most words that are looked at.
const MOST_WORDS: usize = 8;
/// Shortest word that may hold a typing error.
const LEAST_LETTERS: usize = 5;

/// Where a word stands in the names of entries.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The words of names in alphabetical order, each with its places.
    words: Vec<(WordId, Vec<Place>)>,
}

/// A word in a name.
#[derive(Debug, Clone, Copy)]
struct Place {
    entry: u32,
    /// The number of the name among the names of the entry.
    name: u16,
    /// The number of the word in the name.
    word: u16,
}

impl Names {
    pub(super) fn new(index: &Index) -> Names {
        let mut places: HashMap<WordId, Vec<Place>> = HashMap::new();
        for (entry, names) in index.names.iter().enumerate() {
            for (name, words) in names.iter().enumerate() {
                if words.rank == Rank::Slug {
                    continue;
                }
                for (number, word) in words.words.iter().enumerate() {
                    places.entry(*word).or_default().push(Place {
                        entry: entry as u32,
                        name: name as u16,
                        word: number as u16,
                    });
                }
            }
        }
        let mut words: Vec<(WordId, Vec<Place>)> = places.into_iter().collect();
        words.sort_unstable_by_key(|(word, _)| index.lexicon.known(*word).text.as_str());
        Names { words }
    }

    /// The places of the words that are, or begin with, a text.
    fn find<'a>(&'a self, index: &'a Index, text: &'a str, may_go_on: bool) -> Vec<Place> {
        let spelled = |word: &WordId| index.lexicon.known(*word).text.as_str();
        let from = self.words.partition_point(|(word, _)| spelled(word) < text);
        let matching = self.words[from..].iter().take_while(|(word, _)| {
            if may_go_on {
                spelled(word).starts_with(text)
            } else {
                spelled(word) == text
            }
        });
        let found = matching.flat_map(|(_, places)| places.iter().copied());
        let found: Vec<Place> = found.collect();
        if !found.is_empty() || text.chars().count() < LEAST_LETTERS {
            return found;
        }
        let near = index.lexicon.near(text, 1);
        let named = near.iter().filter_map(|id| {
            let at = self
                .words
                .binary_search_by_key(&spelled(id), |(word, _)| spelled(word));
            Some(&self.words[at.ok()?].1)
        });
        named.flatten().copied().collect()
    }
}

/// The entries with a name that has every word typed so far, the last of them perhaps only
/// begun; those whose name begins like this come first.
pub fn suggest<'a>(index: &'a Index, text: &str) -> Vec<&'a Entry> {
    let (text, _) = tidy(text);
    if text.chars().count() < LEAST_CHARACTERS {
        return Vec::new();
    }
    let typed: Vec<String> = words(&text).map(|it| it.text).take(MOST_WORDS).collect();
    let Some(last) = typed.len().checked_sub(1) else {
        return Vec::new();
    };
    // For each name that has all words so far, the place of the first.
    let mut fitting: HashMap<(u32, u16), u16> = HashMap::new();
    for (number, word) in typed.iter().enumerate() {
        let mut still = HashMap::new();
        for place in index.suggestions.find(index, word, number == last) {
            let name = (place.entry, place.name);
            let first = match number {
                0 => Some(place.word),
                _ => fitting.get(&name).copied(),
            };
            if let Some(first) = first {
                let slot = still.entry(name).or_insert(first);
                *slot = (*slot).min(first);
            }
        }
        fitting = still;
    }
    let mut ranked: Vec<_> = fitting
        .into_iter()
        .map(|((entry, name), first)| {
            let found = &index.entries[entry as usize];
            let length = index.names[entry as usize][name as usize].words.len();
            (first > 0, order(found.kind), length, entry)
        })
        .collect();
    let better = ranked.len().min(MOST * 4);
    if better < ranked.len() {
        ranked.select_nth_unstable(better);
        ranked.truncate(better);
    }
    ranked.sort_unstable();
    let mut entries: Vec<&Entry> = Vec::new();
    for (.., entry) in ranked {
        let entry = &index.entries[entry as usize];
        // Two resources of one step have one address; the first is enough.
        if entries.len() < MOST && !entries.iter().any(|it| it.url == entry.url) {
            entries.push(entry);
        }
    }
    entries
}

/// What is suggested first.
fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Step | Kind::Page => 0,
        Kind::Term => 1,
        Kind::Question | Kind::Skill | Kind::Pay => 2,
        Kind::Project | Kind::Interview => 3,
        Kind::Resource => 4,
    }
}
