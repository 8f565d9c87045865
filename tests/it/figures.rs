//! Figures in our texts that follow from our own data, such as the hours of a step.
//!
//! `tests/data/figures.tsv` names each with its sentence. A figure of that kind that is not in the
//! list is found too, so that none can be written and forgotten.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use career_guide::content::{Hours, thousands};
use career_guide::markdown::TRACKS;
use regex::Regex;

use crate::real_content::guide;

/// The file, the sentence with braces, and the sentence with figures.
fn figures() -> Vec<(&'static str, &'static str, String)> {
    let braces = Regex::new(r"\{([^}]*)\}").unwrap();
    let list = include_str!("../data/figures.tsv");
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (file, pattern) = line.split_once('\t').expect(line);
            let filled = braces.replace_all(pattern, |it: &regex::Captures<'_>| value(&it[1]));
            (file, pattern, filled.into_owned())
        })
        .collect()
}

/// What a name in braces means.
fn value(name: &str) -> String {
    let guide = guide();
    let required: Hours = guide
        .steps
        .iter()
        .filter(|step| step.required)
        .map(|step| step.hours)
        .sum();
    let count = |number: usize| thousands(number as u64);
    let (kind, of) = name.split_once(' ').unwrap_or((name, ""));
    match (kind, of) {
        ("steps", _) => count(guide.steps.len()),
        ("phases", _) => count(guide.phases.len()),
        ("projects", _) => count(guide.projects.len()),
        ("hundreds", "projects") => count(guide.projects.len() / 100 * 100),
        ("answers", _) => count(guide.questions.len()),
        ("interview", "questions") => count(guide.topics.iter().map(|it| it.questions.len()).sum()),
        ("tracks", "") => count(TRACKS.len()),
        ("tracks", "in words") => ["seven", "eight", "nine"][TRACKS.len() - 7].to_owned(),
        ("required", _) => range(required, |hours| thousands(u64::from(hours))),
        ("least", _) => thousands(u64::from(required.least)),
        ("most", _) => thousands(u64::from(required.most)),
        ("hours", slug) => {
            let step = guide.steps.iter().find(|it| it.slug.as_str() == slug);
            let step = step.unwrap_or_else(|| panic!("there is no step {slug}"));
            range(step.hours, |hours| hours.to_string())
        }
        // Somebody who begins a week needs it.
        ("weeks", pace) => {
            let weeks = |hours: u32| format!("{}", (f64::from(hours) / number(pace)).ceil());
            range(required, weeks)
        }
        ("months", pace) if pace.contains('-') => {
            let (slow, fast) = pace.split_once('-').unwrap();
            let least = months(required.least, fast).round();
            let most = months(required.most, slow).round();
            format!("{least} to {most}")
        }
        ("months", pace) => range(required, |hours| format!("{}", months(hours, pace).round())),
        ("tenths", pace) => range(required, |hours| format!("{:.1}", months(hours, pace))),
        _ => panic!("nobody knows what {{{name}}} means"),
    }
}

fn range(hours: Hours, say: impl Fn(u32) -> String) -> String {
    format!("{} to {}", say(hours.least), say(hours.most))
}

fn number(text: &str) -> f64 {
    text.parse().expect(text)
}

/// Months of 52 weeks and a day, divided by 12.
fn months(hours: u32, hours_a_week: &str) -> f64 {
    f64::from(hours) / number(hours_a_week) / (365.25 / 7.0 / 12.0)
}

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).unwrap_or_else(|err| panic!("{file}: {err}"))
}

#[test]
fn every_figure_of_ours_is_what_the_data_says() {
    let mut wrong = String::new();
    for (file, pattern, filled) in figures() {
        if !text(file).contains(&filled) {
            wrong += &format!("{file}: {pattern} should read: {filled}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Hours of that size are those of a step or of the path, and so are these counts: a sentence that
/// gives them must be in the list. Front matter says where hours come from, which is not ours.
#[test]
fn no_figure_of_ours_is_missing_from_the_list() {
    let kinds = Regex::new(
        r"(?x)
        [\d,]+\ to\ [\d,]+\ hours\b
        | \b[\d,]+\ (?:numbered\ |required\ |optional\ )?steps\ in\b
        | \b[\d,]+\ (?:phases|tracks|project\ ideas|interview\ questions)\b
        | \ball\ (?:\d+|[a-z]+)\ (?:steps|phases|tracks)\b
        | ^\|\ [\d.]+\ \|(?:\ \d+\ to\ \d+\ \|)+$",
    )
    .unwrap();
    // Advice about a week, not about the path.
    let of_a_week = Regex::new(r"hours (?:a week|each|on an invented task|more)").unwrap();
    let mut listed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (file, _, filled) in figures() {
        listed.entry(file).or_default().push(filled);
    }
    let mut missing = String::new();
    let mut seen = 0;
    for file in files() {
        let text = text(&file);
        let body = text.find("\n+++\n").map_or(0, |at| at + 5);
        for line in text[body..].lines() {
            for found in kinds.find_iter(line) {
                if of_a_week.is_match(&line[found.start()..]) {
                    continue;
                }
                seen += 1;
                let own = listed.get(file.as_str()).into_iter().flatten();
                if !own.into_iter().any(|it| line.contains(it)) {
                    missing += &format!("{file}: {line}\n");
                }
            }
        }
    }
    assert!(seen >= 20, "only {seen} figures were found");
    assert!(missing.is_empty(), "\n{missing}");
}

/// The articles, the questions and what the repository says about itself.
fn files() -> Vec<String> {
    let guide = guide();
    let steps = guide.steps.iter().map(|it| &it.path);
    let articles = guide.articles.values().map(|it| &it.path);
    let questions = guide.questions.values().map(|it| &it.path);
    let all = steps.chain(articles).chain(questions);
    let mut files: Vec<String> = all.map(|path| format!("content/{path}")).collect();
    files.push("README.md".to_owned());
    files
}
