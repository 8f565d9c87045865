//! Which entries answer a question best.

use std::collections::{HashMap, HashSet, VecDeque};

use super::index::{Index, Name, Posting, Rank, StemId};
use super::query::{Asked, Group};
use super::{Entry, Kind};

/// How soon more of the same word in a text stops counting (k1 of BM25).
const ENOUGH: f32 = 1.4;
/// What a word in a text is worth, next to one in a name.
const IN_TEXT: f32 = 0.8;
/// What it is worth that the words stand in one passage.
const TOGETHER: f32 = 0.5;
/// How much of what a question asks for an entry must have.
const LEAST_SHARE: f32 = 0.3;
/// What a stop word of the question is worth in a name.
const WEAK: f32 = 0.5;
/// What it is worth that two words of the question follow each other in a name.
const PAIR: f32 = 3.0;
/// Above every rank that words alone can give.
const IS_NAME: f32 = 1_000.0;
/// For a name in the address, or if the question has more words than the name.
const IS_NAME_OF_PART: f32 = 6.0;

/// An entry that answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub(super) entry: u32,
    pub(super) score: f32,
    /// The passage that answers best.
    pub(super) passage: u32,
}

/// The entries that answer, in no order.
pub(super) fn rank(index: &Index, asked: &Asked) -> Vec<Ranked> {
    let mut sum = Sum::new(index);
    let mut all = 0.0;
    for group in &asked.groups {
        let share = if group.is_weak {
            0.0
        } else {
            share(index, group)
        };
        all += share;
        sum.add(index, group, share);
    }
    let named = asked.keys.iter().filter_map(|key| index.named.get(key));
    let exact: HashMap<u32, Rank> = named.flatten().copied().collect();
    let is_name = if asked.is_name {
        IS_NAME
    } else {
        IS_NAME_OF_PART
    };
    let wanted: Option<HashSet<u32>> = phrases(index, asked);
    let mut ranked = Vec::new();
    for entry in 0..index.entries.len() {
        let (score, found) = (sum.score[entry], sum.share[entry]);
        if score <= 0.0 || found < all * LEAST_SHARE {
            continue;
        }
        if wanted
            .as_ref()
            .is_some_and(|it| !it.contains(&(entry as u32)))
        {
            continue;
        }
        let passages = index.starts[entry]..index.starts[entry + 1];
        let best = passages.map(|it| (sum.passage[it as usize], it)).fold(
            (0.0, index.starts[entry]),
            |best, it| {
                if it.0 > best.0 { it } else { best }
            },
        );
        let whole = if all > 0.0 { found / all } else { 1.0 };
        let name = exact.get(&(entry as u32));
        let name = name.map_or(0.0, |rank| match rank {
            _ if index.entries[entry].kind == Kind::Resource => IS_NAME_OF_PART,
            Rank::Title => is_name,
            Rank::Also => is_name * 0.9,
            Rank::Slug => IS_NAME_OF_PART,
        });
        let pairs = PAIR * pairs(index, asked, entry) as f32;
        let score =
            (score + TOGETHER * best.0 + pairs + name) * whole * liking(&index.entries[entry]);
        ranked.push(Ranked {
            entry: entry as u32,
            score,
            passage: best.1,
        });
    }
    ranked
}

/// How many words of the question follow each other in a name of an entry as they do there.
fn pairs(index: &Index, asked: &Asked, entry: usize) -> usize {
    if asked.pairs.is_empty() {
        return 0;
    }
    let in_name = |name: &Name| {
        let mut pairs = 0;
        let (mut last, mut last_telling) = (None, None);
        for word in &name.words {
            let known = index.lexicon.known(*word);
            let follows =
                |it: Option<StemId>| it.is_some_and(|it| asked.pairs.contains(&(it, known.stem)));
            pairs += usize::from(follows(last) || (!known.is_stop && follows(last_telling)));
            last = Some(known.stem);
            if !known.is_stop {
                last_telling = last;
            }
        }
        pairs
    };
    let names = index.names[entry].iter().filter(|it| it.rank != Rank::Slug);
    names.map(in_name).max().unwrap_or_default()
}

/// Of two that fit alike, what a reader would rather have.
fn liking(entry: &Entry) -> f32 {
    match entry.kind {
        Kind::Step => 1.15,
        Kind::Question | Kind::Term => 1.1,
        Kind::Page | Kind::Interview | Kind::Pay => 1.0,
        Kind::Skill => 0.95,
        Kind::Project => 0.9,
        Kind::Resource => 0.6,
    }
}

/// How much a word says: a rare one says more.
fn telling(index: &Index, spread: u32) -> f32 {
    let (all, spread) = (index.entries.len() as f32, spread as f32);
    (1.0 + (all - spread + 0.5) / (spread + 0.5)).ln()
}

/// What the words of a group are worth together.
fn share(index: &Index, group: &Group) -> f32 {
    let words: f32 = group.words.iter().map(|it| word_share(index, it)).sum();
    if words > 0.0 {
        words
    } else {
        telling(index, 1)
    }
}

/// What a word of the question is worth: less if it is not known what was meant.
fn word_share(index: &Index, stems: &[(StemId, f32)]) -> f32 {
    let first = stems
        .first()
        .map(|(stem, worth)| (index.spread[*stem as usize], *worth));
    let (spread, worth) = first.unwrap_or((1, 1.0));
    telling(index, spread) * worth
}

/// The scores as they grow, by entry and by passage.
struct Sum {
    score: Vec<f32>,
    share: Vec<f32>,
    passage: Vec<f32>,
    /// Of the group at hand.
    group: Scratch,
    group_passage: Scratch,
    /// Of the word at hand.
    word: Scratch,
    word_passage: Scratch,
}

/// Numbers of which most are 0, and which are not.
#[derive(Default)]
struct Scratch {
    values: Vec<f32>,
    touched: Vec<u32>,
}

impl Scratch {
    fn new(length: usize) -> Scratch {
        Scratch {
            values: vec![0.0; length],
            touched: Vec::new(),
        }
    }

    fn raise(&mut self, at: u32, to: f32) {
        let value = &mut self.values[at as usize];
        if *value == 0.0 {
            self.touched.push(at);
        }
        *value = value.max(to);
    }

    fn grow(&mut self, at: u32, by: f32) {
        let value = &mut self.values[at as usize];
        if *value == 0.0 {
            self.touched.push(at);
        }
        *value += by;
    }

    /// Empties it into a function.
    fn pour(&mut self, mut into: impl FnMut(u32, f32)) {
        for at in self.touched.drain(..) {
            into(at, std::mem::take(&mut self.values[at as usize]));
        }
    }
}

impl Sum {
    fn new(index: &Index) -> Sum {
        let (entries, passages) = (index.entries.len(), index.passages.len());
        Sum {
            score: vec![0.0; entries],
            share: vec![0.0; entries],
            passage: vec![0.0; passages],
            group: Scratch::new(entries),
            group_passage: Scratch::new(passages),
            word: Scratch::new(entries),
            word_passage: Scratch::new(passages),
        }
    }

    fn add(&mut self, index: &Index, group: &Group, share: f32) {
        let worth = if group.is_weak { WEAK } else { 1.0 };
        let mut shares = Scratch::new(index.entries.len());
        for stems in &group.words {
            for (stem, factor) in stems {
                let telling = telling(index, index.spread[*stem as usize]);
                let postings = &index.postings[*stem as usize];
                self.look(index, postings, factor * telling * worth, group.is_weak);
            }
            let one = word_share(index, stems);
            let group_sum = &mut self.group;
            self.word.pour(|entry, score| {
                group_sum.grow(entry, score);
                if !group.is_weak {
                    shares.grow(entry, one);
                }
            });
            let sum = &mut self.group_passage;
            self.word_passage
                .pour(|passage, score| sum.grow(passage, score));
        }
        for (name, factor) in &group.names {
            let postings = side_by_side(index, name);
            let spread = entries_of(index, &postings);
            // What is called otherwise here may be a rare word to the reader.
            let telling = (telling(index, spread.max(1)) * name.len() as f32).max(share);
            self.look(index, &postings, factor * telling, false);
        }
        let (group_sum, group_passage) = (&mut self.group, &mut self.group_passage);
        self.word.pour(|entry, score| {
            group_sum.raise(entry, score);
            shares.raise(entry, share);
        });
        self.word_passage
            .pour(|passage, score| group_passage.raise(passage, score));
        let (score, found, passage) = (&mut self.score, &mut self.share, &mut self.passage);
        group_sum.pour(|entry, value| score[entry as usize] += value);
        group_passage.pour(|at, value| passage[at as usize] += value);
        shares.pour(|entry, value| found[entry as usize] += value.min(share));
    }

    /// Raises the score of the word at hand in every entry that has it.
    fn look(&mut self, index: &Index, postings: &[Posting], worth: f32, names_only: bool) {
        let mut from = 0;
        while from < postings.len() {
            let entry = index.passages[postings[from].passage as usize].entry;
            let end = index.starts[entry as usize + 1];
            let (mut best, mut times) = (0.0_f32, 0.0);
            let mut at = from;
            while at < postings.len() && postings[at].passage < end {
                let posting = &postings[at];
                best = best.max(posting.name.max(posting.heading));
                times += posting.text;
                if !names_only {
                    let score = worth * (posting.heading + often(posting.text));
                    if score > 0.0 {
                        self.word_passage.raise(posting.passage, score);
                    }
                }
                at += 1;
            }
            let score = worth * (best + if names_only { 0.0 } else { often(times) });
            if score > 0.0 {
                self.word.raise(entry, score);
            }
            from = at;
        }
    }
}

/// From how often a word stands to what that is worth.
fn often(times: f32) -> f32 {
    IN_TEXT * times * (ENOUGH + 1.0) / (times + ENOUGH)
}

fn entries_of(index: &Index, postings: &[Posting]) -> u32 {
    let mut entries: Vec<u32> = postings
        .iter()
        .map(|it| index.passages[it.passage as usize].entry)
        .collect();
    entries.dedup();
    entries.len() as u32
}

/// The entries that have every phrase of the question; none if it has no phrases.
fn phrases(index: &Index, asked: &Asked) -> Option<HashSet<u32>> {
    let of = |phrase: &Vec<StemId>| -> HashSet<u32> {
        let postings = side_by_side(index, phrase);
        let entries = postings
            .iter()
            .map(|it| index.passages[it.passage as usize].entry);
        entries.collect()
    };
    asked
        .phrases
        .iter()
        .map(of)
        .reduce(|one, other| one.intersection(&other).copied().collect())
}

/// Where words stand side by side in this order, and what that is worth.
fn side_by_side(index: &Index, phrase: &[StemId]) -> Vec<Posting> {
    if let [stem] = phrase {
        return index.postings[*stem as usize].clone();
    }
    // Stop words are noted in names and headings only, so they say nothing about texts.
    let is_stop = |stem: &StemId| index.stops.contains(stem);
    let rarest = phrase
        .iter()
        .min_by_key(|stem| (is_stop(stem), index.postings[**stem as usize].len()));
    let Some(rarest) = rarest else {
        return Vec::new();
    };
    let others: Vec<&StemId> = phrase
        .iter()
        .filter(|it| *it != rarest && !is_stop(it))
        .collect();
    let mut found = Vec::new();
    for posting in &index.postings[*rarest as usize] {
        let is_here = |stem: &&StemId| {
            let postings = &index.postings[**stem as usize];
            let place = postings.binary_search_by_key(&posting.passage, |it| it.passage);
            place.is_ok()
        };
        if !others.iter().all(is_here) {
            continue;
        }
        let passage = &index.passages[posting.passage as usize];
        let stem = |word: &u32| index.stem(*word);
        let mut hit = Posting {
            passage: posting.passage,
            name: 0.0,
            heading: 0.0,
            text: 0.0,
        };
        if posting.name > 0.0 {
            let names = &index.names[passage.entry as usize];
            let is_in = |words: &Vec<u32>| count(words.iter().map(stem), phrase) > 0;
            if names.iter().any(|name| is_in(&name.words)) {
                hit.name = posting.name;
            }
        }
        if count(passage.heading.iter().map(stem), phrase) > 0 {
            hit.heading = posting.heading;
        }
        let times = count(passage.text.iter().map(|it| index.stem(it.word)), phrase);
        if times > 0 {
            hit.text = posting.text.min(times as f32);
        }
        if hit.name + hit.heading + hit.text > 0.0 {
            found.push(hit);
        }
    }
    found
}

/// How often the stems of a phrase follow each other.
fn count(stems: impl Iterator<Item = StemId>, phrase: &[StemId]) -> usize {
    let mut window: VecDeque<StemId> = VecDeque::with_capacity(phrase.len() + 1);
    let mut times = 0;
    for stem in stems {
        window.push_back(stem);
        if window.len() > phrase.len() {
            window.pop_front();
        }
        times += usize::from(window.iter().eq(phrase));
    }
    times
}
