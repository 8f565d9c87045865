//! The acceptance checks of the projects, run against a correct implementation of each.
//!
//! `content/projects/checks/<slug>.hurl` is what readers download. `syntax` reads such a file,
//! `run` sends its requests, `reference` answers them as the specification says, `spoil` makes
//! the reference wrong, and `real_hurl` does the same with the command that readers use.

#![allow(unreachable_pub, reason = "a test binary has no outside")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is its job"
)]

mod real_hurl;
mod reference;
mod run;
mod spoil;
mod syntax;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use regex::Regex;

use reference::Server;
use spoil::{Mistake, Spoil};

/// A file of checks, read.
struct Checks {
    slug: String,
    path: PathBuf,
    text: String,
    /// Those of its command, with `base`.
    variables: BTreeMap<String, String>,
    file: syntax::File,
}

impl Checks {
    /// A reference with an empty store.
    fn server(&self) -> Server {
        let found = reference::ALL.iter().find(|(slug, _)| *slug == self.slug);
        let (_, start) = found.unwrap_or_else(|| panic!("no reference for {}", self.slug));
        start(&self.variables)
    }

    fn run(&self, server: &mut Server, spoil: &mut Spoil) -> Result<(), String> {
        run::run(&self.file, &self.variables, server, spoil)
            .map_err(|message| format!("{}:{message}", self.path.display()))
    }
}

/// Every file, in order. `CHECKS=slug` leaves only those whose name contains it.
fn all() -> Vec<Checks> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/projects/checks");
    let only = std::env::var("CHECKS").unwrap_or_default();
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(&only))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let variable = Regex::new(r"--variable (\w+)=(\S+)").unwrap();
        let variables = variable.captures_iter(&text);
        Checks {
            slug: path.file_stem().unwrap().to_string_lossy().into_owned(),
            variables: variables
                .map(|it| (it[1].to_owned(), it[2].to_owned()))
                .collect(),
            file: syntax::parse(&text)
                .unwrap_or_else(|refusal| panic!("{}:{refusal}", path.display())),
            text,
            path,
        }
    };
    paths.into_iter().map(read).collect()
}

/// Fails with all messages at once.
#[track_caller]
fn none(messages: Vec<String>) {
    assert!(messages.is_empty(), "\n{}", messages.join("\n"));
}

#[test]
fn every_reference_has_a_file_and_every_file_a_reference() {
    let files: BTreeSet<String> = all().into_iter().map(|it| it.slug).collect();
    let references: BTreeSet<String> = reference::ALL.iter().map(|it| it.0.to_owned()).collect();
    if std::env::var("CHECKS").is_err() {
        assert_eq!(files, references);
    }
}

#[test]
fn a_correct_implementation_passes() {
    let run = |it: &Checks| it.run(&mut it.server(), &mut Spoil::default()).err();
    none(all().par_iter().filter_map(run).collect());
}

/// A reader runs the checks again and again while the server keeps its data.
#[test]
fn the_checks_pass_again_on_a_store_they_have_used() {
    let again = |it: &Checks| {
        if it.text.contains("empty store") {
            return None;
        }
        let mut server = it.server();
        it.run(&mut server, &mut Spoil::default()).ok()?;
        it.run(&mut server, &mut Spoil::default()).err()
    };
    none(all().par_iter().filter_map(again).collect());
}

/// What a file may overlook: the project, the part of a mistake, and why.
const OVERLOOKED: &[(&str, &str, &str)] = &[
    (
        "dictionary-autocomplete-api",
        "Wrong(\".build_seconds\")",
        "nobody knows the time",
    ),
    (
        "dictionary-autocomplete-api",
        "Wrong(\".memory_bytes\")",
        "nobody knows the size",
    ),
    (
        "feature-flags",
        ".items[].after.",
        "the history repeats what is checked at the flag",
    ),
    (
        "feature-flags",
        ".items[].before.",
        "the history repeats what is checked at the flag",
    ),
    (
        "message-queue",
        "Wrong(\".oldest_seconds\")",
        "a second more or less",
    ),
    (
        "quote-of-the-day-api",
        "Wrong(\".source\")",
        "each server has its own proverbs",
    ),
    (
        "quote-of-the-day-api",
        "Wrong(\".text\")",
        "each server has its own proverbs",
    ),
    (
        "secrets-manager",
        "Wrong(\".entries[].client\")",
        "each server has its own names",
    ),
    (
        "timestamp-service",
        "Wrong(\".phrase\")",
        "each server has its own words",
    ),
];

/// Every status, field and header that the reference sends is wrong once, everywhere.
#[test]
fn a_wrong_implementation_fails() {
    let blind = |it: &Checks| {
        let mut watch = Spoil::default();
        it.run(&mut it.server(), &mut watch).ok()?;
        let passes = |mistake: &&Mistake| {
            let mut spoil = Spoil::with((*mistake).clone());
            it.run(&mut it.server(), &mut spoil).is_ok()
        };
        let name = |mistake: &Mistake| format!("{mistake:?}");
        let excused = |name: &String| {
            OVERLOOKED
                .iter()
                .any(|(slug, mistake, _)| *slug == it.slug && name.contains(mistake))
        };
        let found: Vec<String> = watch.possible.iter().filter(passes).map(name).collect();
        let found: Vec<String> = found.into_iter().filter(|it| !excused(it)).collect();
        (!found.is_empty()).then(|| format!("{} does not notice: {}", it.slug, found.join(", ")))
    };
    none(all().par_iter().filter_map(blind).collect());
}

/// A reader builds from the specification, so a check may expect only what is written there or
/// in the preparation at its top.
#[test]
fn what_a_check_expects_stands_in_the_specification() {
    let name = Regex::new(r"\.(\w+)").unwrap();
    let unsaid = |it: &Checks| {
        let page = it.path.with_file_name(format!("../{}.md", it.slug));
        let preparation = it.text.lines().take_while(|line| line.starts_with('#'));
        let said = fs::read_to_string(page).unwrap() + &preparation.collect::<String>();
        let said = said.to_lowercase();
        let mut words: BTreeSet<String> = BTreeSet::new();
        for entry in &it.file.entries {
            words.extend(entry.expected_headers.iter().map(|it| it.0.clone()));
            for assert in &entry.asserts {
                match (&assert.subject.query, &assert.value) {
                    (syntax::Query::Header(header), _) => {
                        words.insert(header.clone());
                    }
                    (syntax::Query::JsonPath(path), syntax::Value::Text(code))
                        if path == "$.error" || path == "$.type" =>
                    {
                        words.extend(code.rsplit('/').next().map(str::to_owned));
                    }
                    (syntax::Query::JsonPath(path), _) => {
                        words.extend(name.captures_iter(path).map(|it| it[1].to_owned()));
                    }
                    _ => (),
                }
            }
        }
        // Every answer with a body has it.
        words.remove("Content-Type");
        words.retain(|word| !said.contains(&word.to_lowercase()));
        let words: Vec<String> = words.into_iter().collect();
        (!words.is_empty()).then(|| format!("{} does not say: {}", it.slug, words.join(", ")))
    };
    none(all().iter().filter_map(unsaid).collect());
}

/// What we do not read we must not overlook either.
#[test]
fn what_is_not_in_our_subset_is_refused_with_its_line() {
    let refused = |text: &str| match syntax::parse(text) {
        Ok(_) => panic!("{text:?} was read"),
        Err(refusal) => refusal.to_string(),
    };
    let answer = "GET http://a/\nHTTP 200\n";
    for (text, line) in [
        ("hello", 1),
        ("GET http://a/\n", 2),
        ("GET http://a/\nHTTP *\n", 2),
        ("GET http://a/\n[BasicAuth]\na: b\nHTTP 200\n", 2),
        ("GET http://a/\n[Options]\ninsecure: true\nHTTP 200\n", 3),
        ("POST http://a/\n{\"a\": 1\nHTTP 200\n", 2),
        (&format!("{answer}{{\"a\": 1}}\n"), 3),
        (&format!("{answer}[Asserts]\nduration < 9\n"), 4),
        (&format!("{answer}[Asserts]\nstatus\n"), 4),
        (&format!("{answer}[Asserts]\nstatus ==\n"), 4),
        (&format!("{answer}[Asserts]\nstatus == 200 # so\n"), 4),
        (&format!("{answer}[Asserts]\nbody isIpv4\n"), 4),
        (&format!("{answer}[Asserts]\nbody contains \"\n"), 4),
        (&format!("{answer}[Captures]\na: body base64Decode\n"), 4),
    ] {
        let refusal = refused(text);
        assert!(
            refusal.starts_with(&format!("{line}: ")),
            "{text:?}: {refusal}"
        );
    }
}
