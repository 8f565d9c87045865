//! What the guide claims about the world outside: addresses that somebody has seen, nothing that
//! has ended recommended as if it had not, and the day of the last check on each page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::real_content;

/// A text of the guide.
struct Text {
    /// Its path below the folder of the guide.
    path: String,
    body: String,
}

/// Every file a writer edits, apart from the instructions for writers.
fn texts() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut texts = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_text = path
                .extension()
                .is_some_and(|it| it == "md" || it == "toml");
            if path.is_dir() {
                folders.push(path);
            } else if is_text && !path.ends_with("README.md") {
                texts.push(Text {
                    path: path.strip_prefix(&root).unwrap().display().to_string(),
                    body: fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

/// The addresses in a text, without the marks that end a sentence or a link.
fn addresses(text: &str) -> Vec<&str> {
    let starts = text
        .match_indices("https://")
        .chain(text.match_indices("http://"));
    starts
        .map(|(at, _)| {
            let rest = &text[at..];
            let end = rest
                .find(|it: char| it.is_whitespace() || "\"'<>`|\\)]}”".contains(it))
                .unwrap_or(rest.len());
            rest[..end].trim_end_matches(['.', ',', ';', ':'])
        })
        .collect()
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', ':', '?', '#']).unwrap_or(rest.len());
    &rest[..end]
}

/// A number as URLs write it, such as `127` or `0x7f`.
fn is_number(part: &str) -> bool {
    let digits = part.strip_prefix("0x");
    digits
        .map_or_else(|| part.parse(), |it| u32::from_str_radix(it, 16))
        .is_ok()
}

/// Hosts of examples, which belong to nobody or to the reader's own machine.
fn is_of_an_example(host: &str) -> bool {
    host.is_empty()
        || host.starts_with('[')
        || host.split('.').all(is_number)
        || matches!(host, "localhost" | "example.com" | "example.org")
        || host.ends_with(".example")
        // Names inside a container network and placeholders have no dot.
        || !host.contains('.')
}

#[test]
fn every_address_of_another_site_comes_from_the_plan() {
    let list = include_str!("../data/links.tsv");
    let allowed: Vec<&str> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect(line).0)
        .collect();
    let is_allowed = |address: &str| {
        allowed.iter().any(|it| match it.strip_suffix('*') {
            Some(start) => address.starts_with(start),
            None => address.trim_end_matches('/') == it.trim_end_matches('/'),
        })
    };
    let mut strange = String::new();
    let mut seen = 0;
    for text in texts() {
        for address in addresses(&text.body) {
            if is_of_an_example(host(address)) {
                continue;
            }
            seen += 1;
            if !is_allowed(address) {
                strange += &format!("{}: {address}\n", text.path);
            }
        }
    }
    assert!(seen > 200, "only {seen} addresses were found");
    assert!(
        strange.is_empty(),
        "these are not in tests/data/links.tsv:\n{strange}"
    );
}

/// Something that changed, and the words that must stand near its name for a reader to know.
const CHANGED: [(&str, &[&str]); 19] = [
    ("Full Stack Radio", &["archive", "ended"]),
    ("Go Time", &["ended"]),
    ("JS Party", &["ended"]),
    ("Heroku", &["ended", "without new features", "Heroku did"]),
    ("Travis CI", &["made this style popular", "ended"]),
    ("travis-ci.org", &["closed"]),
    ("Stack Overflow Jobs", &["closed"]),
    ("Stack Overflow's job", &["closed"]),
    ("GitHub Jobs", &["closed"]),
    ("AngelList", &["Wellfound"]),
    ("Udacity", &["No page that we read shows"]),
    ("Serverless Framework", &["stops on 18 May 2021"]),
    ("Twitter", &["formerly Twitter", "Twitter-like"]),
    (
        "Designing Data-Intensive Applications",
        &["Riccomini", "2nd edition"],
    ),
    ("Clean Code,", &["2nd edition", "second edition"]),
    ("“Clean Code”", &["second edition"]),
    ("75 percent", &["Myth", "no study", "You may read"]),
    ("getbackendjobs.com", &["not link", "commercial"]),
    ("OWASP Top 10 of 2021", &["older"]),
];

#[test]
fn what_has_ended_or_changed_its_name_is_not_recommended_as_it_was() {
    let mut stale = String::new();
    for text in texts() {
        let blocks = text.body.split("\n\n");
        for block in blocks {
            for (name, words) in CHANGED {
                if block.contains(name) && !words.iter().any(|it| block.contains(it)) {
                    stale += &format!("{}: {name}: {block}\n", text.path);
                }
            }
        }
    }
    assert!(stale.is_empty(), "{stale}");
}

/// Addresses that moved, and offers that were withdrawn.
const GONE: [&str; 7] = [
    "learn/back-end-development-and-apis/",
    "travis-ci.org",
    "stackoverflow.com/jobs",
    "angel.co",
    "jobs.github.com",
    "twitter.com",
    "//getbackendjobs/",
];

#[test]
fn no_address_is_one_that_is_known_to_be_gone() {
    for text in texts() {
        for gone in GONE {
            assert!(!text.body.contains(gone), "{}: {gone}", text.path);
        }
    }
}

#[test]
fn every_page_that_states_facts_shows_the_day_of_the_last_check() {
    // Lists of pages that carry their own dates, tools, and the page of what the reader did.
    let without_facts = |path: &str| {
        matches!(
            path,
            "/" | "/projects"
                | "/plan"
                | "/progress"
                | "/print/roadmap"
                | "/resume/check"
                | "/resume/starters"
        ) || path.starts_with("/roadmap")
    };
    let mut seen = 0;
    for (path, page) in real_content::documents() {
        if without_facts(path) {
            continue;
        }
        seen += 1;
        let text: String = page.root_element().text().collect();
        let has_day = text.contains("Last checked ")
            || (path.starts_with("/projects/") && text.contains("Published "));
        assert!(has_day, "{path} does not say when it was checked");
    }
    assert!(seen > 300, "{seen} pages");
}
