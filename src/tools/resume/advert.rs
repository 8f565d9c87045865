//! The words of an advert, and which of them a résumé says.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::technologies;
use super::words::{is_address, key, phrase_key, words};
use crate::content::Guide;

/// The terms of the field: technologies, the guide's skills and its glossary. Made once for a
/// guide, because it is the same for every question.
#[derive(Debug, Default)]
pub struct Vocabulary {
    terms: Vec<Term>,
    by_key: HashMap<String, usize>,
}

#[derive(Debug)]
struct Term {
    name: String,
    /// Where the guide explains it; empty if nowhere.
    url: String,
}

/// A term of an advert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// As it is usually written, or as the advert writes it.
    pub name: String,
    /// How often the advert says it.
    pub times: usize,
    /// Where the guide explains it; empty if nowhere.
    pub url: String,
}

/// An advert beside a résumé.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What both say, the most frequent in the advert first.
    pub found: Vec<Wanted>,
    /// What only the advert says.
    pub missing: Vec<Wanted>,
}

/// The longest term has so many words.
const LONGEST: usize = 4;
/// More of each would be a list nobody reads.
const MOST: usize = 25;

/// Terms of the glossary that are also words of every advert.
const EVERYDAY: [&str; 34] = [
    "access right",
    "branch",
    "broker",
    "build",
    "client",
    "commit",
    "compose",
    "delay",
    "deploy",
    "dictionary",
    "digest",
    "framework",
    "hash",
    "index",
    "join",
    "lead",
    "login",
    "process",
    "queue",
    "repo",
    "request",
    "response",
    "route",
    "salt",
    "sign in",
    "session",
    "state",
    "status",
    "thread",
    "token",
    "transaction",
    "cap",
    "di",
    "merge request",
];

impl Vocabulary {
    /// All terms of a guide.
    pub fn of(guide: &Guide) -> Vocabulary {
        let mut all = Vocabulary::default();
        for skill in &guide.skills {
            // “Redis and Valkey” is two terms.
            for name in skill.title.split(" and ").flat_map(|it| it.split(", ")) {
                all.add(name, &[], skill.url());
            }
        }
        for term in &guide.glossary {
            let others: Vec<&str> = term.also.iter().map(String::as_str).collect();
            all.add(
                &term.term,
                &others,
                format!("/glossary#{}", term.slug.as_ref()),
            );
        }
        for (name, also) in technologies::all() {
            all.add(name, also, String::new());
        }
        all
    }

    fn add(&mut self, name: &str, also: &[&str], url: String) {
        let names: Vec<String> = also
            .iter()
            .chain([&name])
            .map(|it| phrase_key(it))
            .collect();
        let known = names.iter().find_map(|name| self.by_key.get(name).copied());
        let index = known.unwrap_or_else(|| {
            self.terms.push(Term {
                name: name.to_owned(),
                url,
            });
            self.terms.len() - 1
        });
        for name in names {
            let is_term = name.len() > 1 && !EVERYDAY.contains(&name.as_str());
            if is_term {
                self.by_key.entry(name).or_insert(index);
            }
        }
    }

    /// How often each term stands in a text, and the keys of all other words with their number.
    fn count(&self, text: &str) -> Counted {
        let mut counted = Counted::default();
        for line in text.lines() {
            let words: Vec<&str> = words(line)
                .into_iter()
                .filter(|it| !is_address(it))
                .collect();
            let keys: Vec<String> = words.iter().map(|it| key(it)).collect();
            let mut at = 0;
            while at < keys.len() {
                let longest = (1..=LONGEST.min(keys.len() - at)).rev().find_map(|length| {
                    let index = self.by_key.get(&keys[at..at + length].join(" "))?;
                    let fits = length > 1 || self.fits(words[at], *index);
                    fits.then_some((length, *index))
                });
                match longest {
                    Some((length, index)) => {
                        *counted.terms.entry(index).or_default() += 1;
                        at += length;
                    }
                    None => {
                        let other = counted
                            .others
                            .entry(keys[at].clone())
                            .or_insert((words[at].to_owned(), 0));
                        other.1 += 1;
                        at += 1;
                    }
                }
            }
        }
        counted
    }

    /// “Go” is a language and “go” is not: a short name must be written as a name.
    fn fits(&self, word: &str, index: usize) -> bool {
        const WORDS: [&str; 10] = [
            "Go", "REST", "Rust", "Spring", "Express", "Swift", "Ruby", "Oracle", "React", "Sentry",
        ];
        !WORDS.contains(&self.terms[index].name.as_str()) || word.chars().any(char::is_uppercase)
    }
}

#[derive(Default)]
struct Counted {
    terms: BTreeMap<usize, usize>,
    others: HashMap<String, (String, usize)>,
}

/// Compares an advert with a résumé.
pub(super) fn compare(vocabulary: &Vocabulary, advert: &str, resume: &str) -> Comparison {
    let asked = vocabulary.count(advert);
    let said = vocabulary.count(resume);
    let mut comparison = Comparison::default();
    for (index, times) in asked.terms {
        let term = &vocabulary.terms[index];
        let wanted = Wanted {
            name: term.name.clone(),
            times,
            url: term.url.clone(),
        };
        if said.terms.contains_key(&index) {
            comparison.found.push(wanted);
        } else {
            comparison.missing.push(wanted);
        }
    }
    // Words that the advert repeats and the guide does not know: the business, a product, a tool.
    let known: HashSet<&str> = said.others.keys().map(String::as_str).collect();
    for (key, (name, times)) in asked.others {
        if times >= 2 && is_telling(&name) {
            let is_said = known.contains(key.as_str());
            let wanted = Wanted {
                name,
                times,
                url: String::new(),
            };
            if is_said {
                comparison.found.push(wanted)
            } else {
                comparison.missing.push(wanted)
            }
        }
    }
    for list in [&mut comparison.found, &mut comparison.missing] {
        list.sort_by(|a, b| {
            b.times
                .cmp(&a.times)
                .then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase()))
        });
        list.truncate(MOST);
    }
    comparison
}

/// Whether a repeated word says something about this job: a name inside a sentence, with a
/// capital, a digit or a sign.
fn is_telling(word: &str) -> bool {
    const EMPTY: [&str; 40] = [
        "the",
        "you",
        "your",
        "our",
        "and",
        "with",
        "for",
        "what",
        "who",
        "this",
        "that",
        "are",
        "have",
        "will",
        "experience",
        "requirements",
        "responsibilities",
        "benefits",
        "about",
        "team",
        "we",
        "junior",
        "senior",
        "developer",
        "engineer",
        "backend",
        "software",
        "work",
        "skills",
        "job",
        "role",
        "company",
        "must",
        "nice",
        "good",
        "strong",
        "eur",
        "usd",
        "gbp",
        "knowledge",
    ];
    let is_name = word.chars().next().is_some_and(char::is_uppercase);
    (3..=30).contains(&word.chars().count())
        && is_name
        && word.chars().any(char::is_alphabetic)
        && !EMPTY.contains(&word.to_lowercase().as_str())
}
