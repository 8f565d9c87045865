//! What is known about every word before anybody asks.

use std::collections::{HashMap, HashSet};

use super::entry::{Entry, Passage};
use super::same::SAME;
use super::suggest::Names;
use super::words::{Word, is_stop_word, stem, words};

/// How much less a word is worth in a name of many words: not at all at 0, and as much less as
/// there are words at 1.
const SHARED: f32 = 0.35;
/// What a word in a name is worth, next to one that fills a text.
const IN_TITLE: f32 = 4.0;
/// What a word in another name is worth.
const IN_ALSO: f32 = 3.2;
/// What a word in the name in the address is worth.
const IN_SLUG: f32 = 2.0;
/// What a word in a heading is worth.
const IN_HEADING: f32 = 1.8;
/// How often a word counts that stands in the summary.
const IN_SUMMARY: f32 = 2.0;
/// How often a word counts that stands around an entry.
const IN_CONTEXT: f32 = 0.7;
/// How much less a word counts in a long text.
const LENGTH: f32 = 0.6;
/// Texts shorter than this part of the average count as if they were that long.
const SHORTEST: f32 = 0.3;

/// The number of a word as it is written.
pub(super) type WordId = u32;
/// The number of a stem.
pub(super) type StemId = u32;

/// Everything that search needs to know of a guide. Made once, never changed.
#[derive(Debug, Default)]
pub struct Index {
    /// What can be found.
    pub(super) entries: Vec<Entry>,
    /// The passages of all entries, one entry after the other.
    pub(super) passages: Vec<Indexed>,
    /// The number of each entry's first passage, and the number of passages at the end.
    pub(super) starts: Vec<u32>,
    pub(super) lexicon: Lexicon,
    /// For each stem where it stands, by passage.
    pub(super) postings: Vec<Vec<Posting>>,
    /// For each stem in how many entries it stands.
    pub(super) spread: Vec<u32>,
    /// The stems of stop words: they are noted in names and headings only.
    pub(super) stops: HashSet<StemId>,
    /// The names of each entry: the title, other names, and the one in the address.
    pub(super) names: Vec<Vec<Name>>,
    /// The entries that have a name, by its stems without stop words.
    pub(super) named: HashMap<Vec<StemId>, Vec<(u32, Rank)>>,
    /// The other names of the terms with a name.
    pub(super) same: HashMap<Vec<StemId>, Vec<Vec<StemId>>>,
    /// The words of names, for suggestions.
    pub(super) suggestions: Names,
}

/// A passage as the search sees it.
#[derive(Debug)]
pub(super) struct Indexed {
    pub(super) entry: u32,
    /// The number among the passages of the entry.
    pub(super) number: u32,
    pub(super) heading: Vec<WordId>,
    pub(super) text: Vec<Token>,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) word: WordId,
    /// Where it begins, in bytes.
    pub(super) start: u32,
}

/// A word in a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub(super) passage: u32,
    /// What it is worth because of names; counted in the first passage.
    pub(super) name: f32,
    /// What it is worth because of headings.
    pub(super) heading: f32,
    /// How often it stands in the text, less in a long one.
    pub(super) text: f32,
}

/// A name of an entry.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) words: Vec<WordId>,
    pub(super) rank: Rank,
}

/// How much a name is the name, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Title,
    Also,
    Slug,
}

/// All words and their stems.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) words: Vec<Known>,
    ids: HashMap<String, WordId>,
    stems: HashMap<String, StemId>,
    /// The words in alphabetical order.
    pub(super) sorted: Vec<WordId>,
}

/// A word as it is written somewhere.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) text: String,
    pub(super) stem: StemId,
    pub(super) is_stop: bool,
    /// The letters in it, a bit each.
    pub(super) letters: u64,
    /// How often it is written.
    pub(super) count: u32,
}

impl Lexicon {
    /// The word, if it is written anywhere.
    pub(super) fn find(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// The stem of a word that may not be written in that form.
    pub(super) fn stem(&self, word: &str) -> Option<StemId> {
        match self.find(word) {
            Some(id) => Some(self.words[id as usize].stem),
            None => self.stems.get(&stem(word)).copied(),
        }
    }

    pub(super) fn known(&self, id: WordId) -> &Known {
        &self.words[id as usize]
    }

    fn learn(&mut self, word: Word) -> WordId {
        let id = match self.ids.get(&word.text) {
            Some(id) => *id,
            None => {
                let next = self.stems.len() as StemId;
                let stem = *self.stems.entry(stem(&word.text)).or_insert(next);
                let id = self.words.len() as WordId;
                self.words.push(Known {
                    stem,
                    is_stop: is_stop_word(&word.text),
                    letters: letters(&word.text),
                    count: 0,
                    text: word.text.clone(),
                });
                self.ids.insert(word.text, id);
                id
            }
        };
        self.words[id as usize].count += 1;
        id
    }
}

/// The letters of a word, a bit each. Words that differ by one typing error differ in two bits
/// at most.
pub(super) fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |bits, it| bits | 1 << (it % 64))
}

impl Index {
    /// Reads everything once.
    pub fn new(entries: Vec<Entry>) -> Index {
        let mut index = Index::default();
        for (number, entry) in entries.iter().enumerate() {
            index.read(number as u32, entry);
        }
        index.starts.push(index.passages.len() as u32);
        index.entries = entries;
        index.weigh();
        index.name();
        let mut sorted: Vec<WordId> = (0..index.lexicon.words.len() as WordId).collect();
        sorted.sort_unstable_by_key(|id| index.lexicon.known(*id).text.as_str());
        index.lexicon.sorted = sorted;
        let stops = index.lexicon.words.iter().filter(|it| it.is_stop);
        index.stops = stops.map(|it| it.stem).collect();
        index.suggestions = Names::new(&index);
        index
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn passage(&self, indexed: &Indexed) -> &Passage {
        &self.entries[indexed.entry as usize].passages[indexed.number as usize]
    }

    fn learn(&mut self, text: &str) -> Vec<WordId> {
        words(text).map(|word| self.lexicon.learn(word)).collect()
    }

    fn read(&mut self, number: u32, entry: &Entry) {
        self.starts.push(self.passages.len() as u32);
        let also = entry.also.iter().map(|name| (name, Rank::Also));
        let all = std::iter::once((&entry.title, Rank::Title)).chain(also);
        let all = all.chain((!entry.slug.is_empty()).then_some((&entry.slug, Rank::Slug)));
        let names = all.map(|(name, rank)| Name {
            words: self.learn(name),
            rank,
        });
        let names = names.collect();
        self.names.push(names);
        for (place, passage) in entry.passages.iter().enumerate() {
            let heading = self.learn(&passage.heading);
            let text = words(&passage.text).map(|word| {
                let start = word.place.start as u32;
                let word = self.lexicon.learn(word);
                Token { word, start }
            });
            let text = text.collect();
            self.passages.push(Indexed {
                entry: number,
                number: place as u32,
                heading,
                text,
            });
        }
    }

    /// Fills the postings: what each word is worth in each passage.
    fn weigh(&mut self) {
        let lengths: Vec<f32> = (0..self.entries.len())
            .map(|entry| {
                let passages = &self.passages[self.range(entry)];
                passages.iter().map(|it| it.text.len() as f32).sum()
            })
            .collect();
        let average = (lengths.iter().sum::<f32>() / lengths.len().max(1) as f32).max(1.0);
        self.postings = vec![Vec::new(); self.lexicon.stems.len()];
        let contexts: Vec<Vec<WordId>> = (0..self.entries.len())
            .map(|entry| {
                let text = std::mem::take(&mut self.entries[entry].context);
                self.learn(&text)
            })
            .collect();
        self.learn_same();
        self.postings.resize(self.lexicon.stems.len(), Vec::new());
        for entry in 0..self.entries.len() {
            let length = (lengths[entry] / average).max(SHORTEST);
            let shorter = 1.0 / (1.0 - LENGTH + LENGTH * length);
            for number in self.range(entry) {
                let is_first = number == self.starts[entry] as usize;
                let mut seen: HashMap<StemId, (f32, f32, f32)> = HashMap::new();
                if is_first {
                    for name in &self.names[entry] {
                        let worth = match name.rank {
                            Rank::Title => IN_TITLE,
                            Rank::Also => IN_ALSO,
                            Rank::Slug => IN_SLUG,
                        };
                        let worth = worth / (self.length(&name.words) as f32).powf(SHARED);
                        for word in &name.words {
                            let slot = &mut seen.entry(self.stem(*word)).or_default().0;
                            *slot = slot.max(worth);
                        }
                    }
                    for word in &contexts[entry] {
                        if !self.lexicon.known(*word).is_stop {
                            seen.entry(self.stem(*word)).or_default().2 += IN_CONTEXT;
                        }
                    }
                }
                let passage = &self.passages[number];
                let worth = IN_HEADING / (self.length(&passage.heading) as f32).powf(SHARED);
                for word in &passage.heading {
                    seen.entry(self.stem(*word)).or_default().1 = worth;
                }
                let is_summary = is_first && self.range(entry).len() > 1;
                let times = if is_summary { IN_SUMMARY } else { 1.0 };
                for token in &passage.text {
                    let known = self.lexicon.known(token.word);
                    if !known.is_stop {
                        seen.entry(known.stem).or_default().2 += times * shorter;
                    }
                }
                for (stem, (name, heading, text)) in seen {
                    self.postings[stem as usize].push(Posting {
                        passage: number as u32,
                        name,
                        heading,
                        text,
                    });
                }
            }
        }
        let spread = |postings: &Vec<Posting>| {
            let mut entries = 0;
            let mut last = u32::MAX;
            for posting in postings {
                let entry = self.passages[posting.passage as usize].entry;
                entries += u32::from(entry != last);
                last = entry;
            }
            entries
        };
        self.spread = self.postings.iter().map(spread).collect();
    }

    fn range(&self, entry: usize) -> std::ops::Range<usize> {
        self.starts[entry] as usize..self.starts[entry + 1] as usize
    }

    /// How many words say what a name is about.
    fn length(&self, name: &[WordId]) -> usize {
        let telling = name.iter().filter(|it| !self.lexicon.known(**it).is_stop);
        telling.count().max(1)
    }

    pub(super) fn stem(&self, word: WordId) -> StemId {
        self.lexicon.known(word).stem
    }

    /// The stems of words, without stop words if anything is left then.
    pub(super) fn key(&self, words: &[WordId]) -> Vec<StemId> {
        let telling = words.iter().filter(|it| !self.lexicon.known(**it).is_stop);
        let key: Vec<StemId> = telling.map(|it| self.stem(*it)).collect();
        if key.is_empty() {
            words.iter().map(|it| self.stem(*it)).collect()
        } else {
            key
        }
    }

    /// Words that the guide may not have, but that mean something it has.
    fn learn_same(&mut self) {
        for name in SAME.iter().copied().flatten() {
            for word in self.learn(name) {
                self.lexicon.words[word as usize].count -= 1;
            }
        }
    }

    /// Notes which entries have a name, and which names are the same.
    fn name(&mut self) {
        let mut named: HashMap<Vec<StemId>, Vec<(u32, Rank)>> = HashMap::new();
        let mut same: HashMap<Vec<StemId>, Vec<Vec<StemId>>> = HashMap::new();
        for (number, names) in self.names.iter().enumerate() {
            for name in names {
                let entries = named.entry(self.key(&name.words)).or_default();
                if !entries.iter().any(|(it, _)| *it == number as u32) {
                    entries.push((number as u32, name.rank));
                }
            }
            if self.entries[number].kind != super::Kind::Term {
                continue;
            }
            let all: Vec<Vec<StemId>> = names
                .iter()
                .map(|name| name.words.iter().map(|it| self.stem(*it)).collect())
                .collect();
            equate(&mut same, &all);
        }
        for line in SAME {
            let all: Vec<Vec<StemId>> = line
                .iter()
                .map(|name| {
                    words(name)
                        .filter_map(|it| self.lexicon.stem(&it.text))
                        .collect()
                })
                .collect();
            equate(&mut same, &all);
        }
        self.named = named;
        self.same = same;
    }
}

/// Notes that all of these are names for the same.
fn equate(same: &mut HashMap<Vec<StemId>, Vec<Vec<StemId>>>, all: &[Vec<StemId>]) {
    for name in all {
        let others = all.iter().filter(|it| *it != name).cloned();
        let slot = same.entry(name.clone()).or_default();
        slot.extend(others);
        slot.sort_unstable();
        slot.dedup();
    }
}
