//! Where the guide covers what it must cover.
//!
//! `tests/data/coverage-codes.tsv` is the list of what that is, `coverage.tsv` names the page, the
//! heading on it and words below that heading for each code. Pages are those of the built site.

use std::collections::{BTreeMap, BTreeSet};

use ego_tree::iter::Edge;
use scraper::{Html, Node, Selector};

use crate::real_content;

const CODES: &str = include_str!("../data/coverage-codes.tsv");
const PLACES: &str = include_str!("../data/coverage.tsv");

fn rows<const N: usize>(list: &'static str) -> Vec<[&'static str; N]> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            fields
                .try_into()
                .unwrap_or_else(|_| panic!("{line:?} has not {N} fields"))
        })
        .collect()
}

#[test]
fn exactly_the_codes_of_the_list_have_a_place() {
    let listed: Vec<&str> = rows::<2>(CODES).iter().map(|[code, _]| *code).collect();
    let asked: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(listed.len(), asked.len(), "a code is listed twice");
    assert_eq!(asked.len(), 128);
    let placed: BTreeSet<&str> = rows::<4>(PLACES).iter().map(|row| row[0]).collect();
    let missing: Vec<&&str> = asked.difference(&placed).collect();
    let unknown: Vec<&&str> = placed.difference(&asked).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "without a place: {missing:?}, not in the list: {unknown:?}"
    );
}

#[test]
fn every_place_has_its_page_its_heading_and_its_words() {
    let pages: BTreeMap<&str, Text> = real_content::documents()
        .map(|(path, page)| (path, Text::of(&page)))
        .collect();
    let mut wrong = String::new();
    let mut seen = BTreeSet::new();
    for [code, address, heading, words] in rows::<4>(PLACES) {
        assert!(
            seen.insert((code, address, heading)),
            "{code} {address} twice"
        );
        let Some(page) = pages.get(address) else {
            wrong += &format!("{code}: there is no page {address}\n");
            continue;
        };
        let Some(text) = page.below(heading) else {
            wrong += &format!("{code}: {address} has no heading {heading:?}\n");
            continue;
        };
        assert!(!words.is_empty(), "{code} {address} names no words");
        for word in words.split("; ") {
            if !text.contains(&word.to_lowercase()) {
                wrong += &format!("{code}: {word:?} is not below {heading:?} of {address}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The words of a page, and its headings.
struct Text {
    words: String,
    headings: Vec<Heading>,
}

struct Heading {
    level: u8,
    title: String,
    start: usize,
}

impl Text {
    fn of(page: &Html) -> Text {
        let main = Selector::parse("main").unwrap();
        let main = page.select(&main).next().expect("every page has a main");
        let mut words = String::new();
        let mut headings: Vec<Heading> = Vec::new();
        for edge in main.traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) => push(&mut words, text),
                    Node::Element(element) => {
                        separate(&mut words, element.name());
                        if let Some(level) = level(element.name()) {
                            headings.push(Heading {
                                level,
                                title: String::new(),
                                start: words.len(),
                            });
                        }
                    }
                    _ => (),
                },
                Edge::Close(node) => {
                    let Node::Element(element) = node.value() else {
                        continue;
                    };
                    if level(element.name()).is_some() {
                        let heading = headings.last_mut().expect("it was opened");
                        heading.title = words[heading.start..].trim().to_owned();
                    }
                    separate(&mut words, element.name());
                }
            }
        }
        Text { words, headings }
    }

    /// What stands between a heading and the next one of its level, in lower case; below the first
    /// heading that is the whole page.
    fn below(&self, title: &str) -> Option<String> {
        let place = self.headings.iter().position(|it| it.title == title)?;
        let heading = &self.headings[place];
        if heading.level == 1 {
            return Some(self.words.to_lowercase());
        }
        let next = self.headings[place + 1..]
            .iter()
            .find(|it| it.level <= heading.level);
        let end = next.map_or(self.words.len(), |it| it.start);
        Some(self.words[heading.start..end].to_lowercase())
    }
}

fn level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?;
    digit.parse().ok().filter(|it| (1..=6).contains(it))
}

/// One blank between words, however the page is wrapped.
fn push(words: &mut String, text: &str) {
    for character in text.chars() {
        if !character.is_whitespace() {
            words.push(character);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
}

/// Two blocks do not make one word.
fn separate(words: &mut String, name: &str) {
    let inline = [
        "a", "abbr", "b", "code", "em", "i", "kbd", "mark", "span", "strong", "time",
    ];
    if !inline.contains(&name) {
        push(words, " ");
    }
}
