//! The ways between what a reader builds, is asked or looks up, and the step that teaches it: there
//! and back. The way from the home page to the last step is walked in `real_content`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use career_guide::content::Slug;
use scraper::{ElementRef, Html, Selector};

use crate::real_content::{documents, guide};

/// The questions of this theme are about the site, which no step teaches.
const ABOUT_THE_SITE: &str = "about-this-site";

/// The addresses that the text of each page links to.
static LINKS: LazyLock<BTreeMap<&str, BTreeSet<String>>> = LazyLock::new(|| {
    documents()
        .map(|(path, page)| (path, page.select(&select("main")).flat_map(links).collect()))
        .collect()
});

fn select(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn links(part: ElementRef<'_>) -> Vec<String> {
    let anchors = select("a[href]");
    part.select(&anchors)
        .filter_map(|it| it.attr("href"))
        .map(str::to_owned)
        .collect()
}

/// The links inside the element with an id.
fn links_in(page: &Html, id: &str) -> BTreeSet<String> {
    let part = page.select(&select(&format!("[id=\"{id}\"]"))).next();
    part.map(links).unwrap_or_default().into_iter().collect()
}

/// Reports what is missing between a thing at an address, whose links are given, and its step.
fn there_and_back(from: &str, links: &BTreeSet<String>, step: &Slug) -> String {
    let mut missing = String::new();
    let step = guide().step(step).url();
    if !links.contains(&step) {
        missing += &format!("{from} does not lead to {step}\n");
    }
    if !LINKS[step.as_str()].contains(from) {
        missing += &format!("{step} does not lead back to {from}\n");
    }
    missing
}

#[test]
fn every_project_leads_to_the_steps_that_teach_it_and_back() {
    let mut missing = String::new();
    for project in &guide().projects {
        assert!(!project.steps.is_empty(), "{} has no step", project.slug);
        let url = project.url();
        for step in &project.steps {
            missing += &there_and_back(&url, &LINKS[url.as_str()], step.as_ref());
        }
    }
    assert!(missing.is_empty(), "\n{missing}");
}

#[test]
fn every_interview_question_leads_to_its_step_and_back() {
    let pages: BTreeMap<&str, Html> = documents().collect();
    let mut missing = String::new();
    for topic in &guide().topics {
        let page = &pages[topic.url().as_str()];
        for question in &topic.questions {
            let from = format!("{}#{}", topic.url(), question.id);
            missing += &there_and_back(&from, &links_in(page, &question.id), &question.step);
        }
    }
    assert!(missing.is_empty(), "\n{missing}");
}

#[test]
fn every_answer_leads_to_a_step_and_back() {
    let mut missing = String::new();
    for theme in &guide().themes {
        for slug in &theme.questions {
            let question = guide().question(slug.as_ref());
            let url = question.url();
            let steps: Vec<&Slug> = guide()
                .steps
                .iter()
                .filter(|step| question.see.iter().any(|file| *file.as_ref() == step.path))
                .map(|step| &step.slug)
                .collect();
            if steps.is_empty() && theme.slug.as_ref().as_str() != ABOUT_THE_SITE {
                missing += &format!("{url} names no step in `see`\n");
            }
            for step in steps {
                missing += &there_and_back(&url, &LINKS[url.as_str()], step);
            }
        }
    }
    assert!(missing.is_empty(), "\n{missing}");
}

#[test]
fn every_skill_leads_to_the_steps_that_teach_it_and_back() {
    let mut missing = String::new();
    for skill in &guide().skills {
        let url = skill.url();
        for step in &skill.steps {
            missing += &there_and_back(&url, &LINKS[url.as_str()], step.as_ref());
        }
    }
    assert!(missing.is_empty(), "\n{missing}");
}

/// A step teaches a word only if its text says it.
#[test]
fn every_term_leads_to_a_step_that_uses_the_word_and_back() {
    let (_, page) = documents()
        .find(|(path, _)| *path == "/glossary")
        .expect("there is a glossary");
    let mut missing = String::new();
    for term in &guide().glossary {
        let Some(step) = &term.step else {
            missing += &format!("{} has no step\n", term.url());
            continue;
        };
        let own = links_in(&page, term.slug.as_ref().as_str());
        missing += &there_and_back(&term.url(), &own, step.as_ref());
        let taught = guide().step(step.as_ref()).body.parts.join("\n");
        let taught = taught.to_lowercase();
        let mut names = vec![term.term.clone()];
        names.extend(term.also.iter().cloned());
        if !names.iter().any(|name| says(&taught, name)) {
            missing += &format!("{}: {} says none of {names:?}\n", term.url(), step.as_ref());
        }
    }
    assert!(missing.is_empty(), "\n{missing}");
}

/// Whether a text says a name, in whatever form: “parameters in a query” is about parameterised
/// queries.
fn says(text: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|it: char| !it.is_alphanumeric());
    words.all(|word| {
        let stem = word
            .char_indices()
            .nth(6)
            .map_or(word, |(at, _)| &word[..at]);
        text.contains(stem)
    })
}
