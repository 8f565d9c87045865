//! A list that a reader narrows down: what fits, how much each choice would leave, and what to
//! give up when nothing does.

use std::collections::BTreeMap;

use memchr::memmem::Finder;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::FieldError;
use crate::content::Guide;

/// The key of the words in every address.
pub const WORDS: &str = "q";
/// The name of their field in the form, which is not alone on its page in asking for words.
pub const WORDS_FIELD: &str = "words";
/// The most characters of words: a title has 40.
pub const MOST_LETTERS: usize = 100;

/// The question as it arrives: keys and values, all free text.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(transparent)]
pub struct Asked(pub Vec<(String, String)>);

impl Asked {
    /// The values of a key, without those that are blank.
    pub fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.values(key).filter(|it| !it.is_empty())
    }

    /// The first value of a key that is not blank, or nothing.
    pub fn first(&self, key: &str) -> &str {
        self.all(key).next().unwrap_or_default()
    }

    /// Whether a key came without a value, as browsers send the fields that were left empty.
    pub fn is_blank(&self, key: &str) -> bool {
        self.values(key).any(str::is_empty)
    }

    fn values(&self, key: &str) -> impl Iterator<Item = &str> {
        let of_key = self.0.iter().filter(move |(name, _)| name == key);
        of_key.map(|(_, value)| value.trim())
    }
}

/// A list, and the ways to narrow it down.
pub struct List<'a, T> {
    /// Everything in it.
    pub entries: &'a [T],
    /// The ways to narrow it down, in the order of the form.
    pub facets: Vec<Facet<'a, T>>,
    /// The texts of an entry that words are looked for in.
    pub texts: Texts<'a, T>,
}

/// Adds the places of the options that an entry belongs to.
pub type Places<'a, T> = Box<dyn Fn(&T, &mut Vec<usize>) + 'a>;

/// The texts of an entry.
pub type Texts<'a, T> = Box<dyn Fn(&'a T) -> Vec<&'a str> + 'a>;

/// One way to narrow a list down, such as by level.
pub struct Facet<'a, T> {
    /// Its key in addresses and its name in forms.
    pub key: &'static str,
    /// What stands above it.
    pub label: &'static str,
    /// How many of its options can be chosen.
    pub takes: Takes,
    /// What can be chosen, in order.
    pub options: Vec<Choice>,
    /// The places of the options an entry belongs to, each once.
    pub of: Places<'a, T>,
    /// What to do about a value that is not on offer.
    pub wrong: &'static str,
}

/// How many options can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Several, and an entry fits if it belongs to any of them. So many are shown at first.
    Many(usize),
    /// One; this is what the choice of none is called.
    One(&'static str),
}

/// An option.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its name in addresses.
    pub value: String,
    /// What it is called beside the others.
    pub label: String,
    /// What it is called on its own, once chosen.
    pub chip: String,
}

impl Choice {
    /// An option whose name says enough anywhere.
    pub fn new(value: &str, label: impl ToString) -> Choice {
        Choice {
            value: value.to_owned(),
            label: label.to_string(),
            chip: label.to_string(),
        }
    }
}

/// Every step of the path as an option; `before` stands before its name once it is chosen.
pub fn steps(guide: &Guide, before: &str) -> Vec<Choice> {
    let steps = guide.steps.iter().enumerate();
    steps
        .map(|(index, step)| Choice {
            value: step.slug.to_string(),
            label: format!("{}. {}", index + 1, step.title),
            chip: format!("{before}{}", step.title),
        })
        .collect()
}

/// What a reader chose. The default is everything.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The words as they were typed.
    pub words: String,
    /// The places of the options chosen of each facet; none of them means any.
    pub chosen: Vec<Vec<usize>>,
}

/// Turns a question into a filter, and keeps of it what can be understood. The errors say which
/// fields to change.
pub fn understand<T>(list: &List<'_, T>, asked: &Asked) -> (Filter, Vec<FieldError>) {
    let mut errors = Vec::new();
    let mut wrong = |field: &'static str, message: String| {
        errors.push(FieldError { field, message });
    };
    let mut words = asked.first(WORDS).to_owned();
    let length = words.chars().count();
    if length > MOST_LETTERS {
        words.clear();
        wrong(
            WORDS_FIELD,
            format!("Enter {MOST_LETTERS} characters or fewer. These are {length}"),
        );
    }
    let mut chosen = Vec::new();
    for facet in &list.facets {
        let mut places = Vec::new();
        let mut unknown = false;
        for value in asked.all(facet.key) {
            match facet.options.iter().position(|it| it.value == value) {
                Some(place) => places.push(place),
                None => unknown = true,
            }
        }
        if unknown {
            wrong(facet.key, facet.wrong.to_owned());
        }
        places.sort_unstable();
        places.dedup();
        if let Takes::One(_) = facet.takes {
            places.truncate(1);
        }
        chosen.push(places);
    }
    (Filter { words, chosen }, errors)
}

/// What is left of a list.
pub struct Narrowed<'a, T> {
    /// What fits, in the order of the list.
    pub found: Vec<&'a T>,
    /// For each option of each facet: how many entries fit if it is the only one chosen of its
    /// facet, and everything else stays.
    pub counts: Vec<Vec<usize>>,
    /// How many entries fail exactly these filters, by the bits of the filters.
    failures: BTreeMap<u32, usize>,
}

/// Narrows a list down. An entry is looked at once, however many counts are made of it.
pub fn narrow<'a, T>(list: &List<'a, T>, filter: &Filter) -> Narrowed<'a, T> {
    let empty = |facet: &Facet<'_, T>| vec![0; facet.options.len()];
    let mut narrowed = Narrowed {
        found: Vec::new(),
        counts: list.facets.iter().map(empty).collect(),
        failures: BTreeMap::new(),
    };
    let chosen = |facet: usize| filter.chosen.get(facet).map_or(&[][..], Vec::as_slice);
    let mut words = Words::of(&filter.words);
    let mut belongs = vec![Vec::new(); list.facets.len()];
    for entry in list.entries {
        let mut failed = 0_u32;
        for (place, facet) in list.facets.iter().enumerate() {
            belongs[place].clear();
            (facet.of)(entry, &mut belongs[place]);
            let fits = chosen(place).is_empty()
                || belongs[place].iter().any(|it| chosen(place).contains(it));
            failed |= u32::from(!fits) << place;
        }
        let has_words = words.are_in(|| (list.texts)(entry));
        failed |= u32::from(!has_words) << list.facets.len();
        if failed == 0 {
            narrowed.found.push(entry);
        }
        for (place, belongs) in belongs.iter().enumerate() {
            // Only this facet's own choice may stand in the way of an option of it.
            if failed & !(1 << place) == 0 {
                belongs
                    .iter()
                    .for_each(|option| narrowed.counts[place][*option] += 1);
            }
        }
        *narrowed.failures.entry(failed).or_default() += 1;
    }
    narrowed
}

impl<T> Narrowed<'_, T> {
    /// The filters to give up so that something fits, and how many entries that are: each one
    /// alone, or if that is not enough the fewest together. A filter is the place of its facet;
    /// the words come after the last facet.
    pub fn ways_out(&self) -> Vec<(Vec<usize>, usize)> {
        let places = |bits: u32| (0..u32::BITS as usize).filter(move |it| bits >> it & 1 == 1);
        let gives = |bits: u32| {
            let fitting = self
                .failures
                .iter()
                .filter(|(failed, _)| *failed & !bits == 0);
            fitting.map(|(_, number)| number).sum()
        };
        let fewest = self.failures.keys().map(|it| it.count_ones()).min();
        let ways = self
            .failures
            .keys()
            .filter(|it| Some(it.count_ones()) == fewest);
        ways.map(|bits| (places(*bits).collect(), gives(*bits)))
            .collect()
    }
}

/// The words of a question, ready to be looked for.
struct Words {
    finders: Vec<Finder<'static>>,
    /// The texts of the entry that is looked at, a line each.
    folded: String,
}

impl Words {
    fn of(typed: &str) -> Words {
        let word = |typed: &str| {
            let mut folded = String::new();
            fold(typed, &mut folded);
            // `C#` and `C++` are names.
            let is_mark = |it: char| !it.is_alphanumeric() && it != '#' && it != '+';
            let inner = folded.trim_matches(is_mark);
            let inner = if inner.is_empty() { &folded } else { inner };
            // The plural finds the singular; the singular finds the plural, which begins with it.
            let singular = inner.strip_suffix('s').filter(|it| it.len() > 2);
            Finder::new(singular.unwrap_or(inner)).into_owned()
        };
        Words {
            finders: typed.split_whitespace().map(word).collect(),
            folded: String::new(),
        }
    }

    /// Whether each word begins a word of one of the texts.
    fn are_in<'a>(&mut self, texts: impl FnOnce() -> Vec<&'a str>) -> bool {
        if self.finders.is_empty() {
            return true;
        }
        self.folded.clear();
        for text in texts() {
            fold(text, &mut self.folded);
            self.folded.push('\n');
        }
        let before = |at: usize| self.folded[..at].chars().next_back();
        self.finders.iter().all(|word| {
            let mut places = word.find_iter(self.folded.as_bytes());
            places.any(|at| !before(at).is_some_and(char::is_alphanumeric))
        })
    }
}

/// Adds a text without capitals and accents.
fn fold(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        folded[from..].make_ascii_lowercase();
        return;
    }
    let characters = text.nfkd().filter(|it| !is_combining_mark(*it));
    folded.extend(characters.flat_map(char::to_lowercase));
}
