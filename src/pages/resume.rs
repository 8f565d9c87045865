//! `/resume/check`: what to change in a résumé.

use askama::Template;
use http::StatusCode;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, thousands};
use crate::tools::FieldError;
use crate::tools::resume::{
    self, Answer, Comparison, Finding, LARGEST_FILE, LONGEST_TEXT, Month, ResumeQuery, Seen,
    Vocabulary, number_of_checks,
};

#[derive(Template)]
#[template(path = "pages/resume_check.html")]
struct CheckPage<'a> {
    frame: Frame<'a>,
    errors: Vec<FieldError>,
    query: &'a ResumeQuery,
    lead: String,
    shown: Option<Shown<'a>>,
    has_starters: bool,
    checks: usize,
    longest: String,
    largest: String,
}

/// An answer with its numbers in words.
struct Shown<'a> {
    answer: &'a Answer,
    /// The findings with the words of their group.
    findings: Vec<(Group, &'a Finding)>,
    good: String,
    comparison: Option<(&'a Comparison, String)>,
    seen: &'a Seen,
    facts: Vec<(&'static str, String)>,
    parts: Vec<String>,
}

/// What a finding is called.
struct Group {
    class: &'static str,
    name: &'static str,
}

/// The form without a text.
pub fn resume_form(guide: &Guide) -> Page {
    let lead = "See what a hiring manager or a program would stumble over, line by line. \
                Your text is read once and forgotten.";
    draw(
        guide,
        &ResumeQuery::default(),
        Vec::new(),
        None,
        lead.to_owned(),
    )
}

/// Checks what was sent, in a month; what is wrong with it is said, and kept in the form.
pub fn resume_answer(
    guide: &Guide,
    vocabulary: &Vocabulary,
    mut query: ResumeQuery,
    today: Month,
) -> Page {
    match query.parse(today) {
        Ok(question) => {
            let answer = resume::check(vocabulary, &question);
            draw(guide, &query, Vec::new(), Some(&answer), lead(&answer)).private()
        }
        Err(errors) => {
            let lead = "Your text was not stored.".to_owned();
            draw(guide, &query, errors, None, lead)
                .with_status(StatusCode::UNPROCESSABLE_ENTITY)
                .private()
        }
    }
}

fn lead(answer: &Answer) -> String {
    let fix = count(answer.fix_first.len(), "thing", "things");
    let think = thousands(answer.think_about.len() as u64);
    let good = answer.looks_good.len();
    let look = if good == 1 { "looks" } else { "look" };
    format!(
        "We found {fix} to fix first, {think} to think about and {good} that {look} good. \
         Your text was not stored."
    )
}

fn draw(
    guide: &Guide,
    query: &ResumeQuery,
    errors: Vec<FieldError>,
    answer: Option<&Answer>,
    lead: String,
) -> Page {
    let mut frame = Frame::new(
        guide,
        "/resume/check",
        "Résumé check",
        "A private check of your résumé: what to fix first, with the line, the reason and an example. No score.",
    );
    frame.has_errors = !errors.is_empty();
    frame.is_private = answer.is_some() || frame.has_errors;
    let page = CheckPage {
        frame: frame.below(&above(guide)),
        errors,
        query,
        lead,
        shown: answer.map(shown),
        has_starters: guide.has("/resume/starters"),
        checks: number_of_checks(),
        longest: thousands(LONGEST_TEXT as u64),
        largest: format!("{} KB", thousands(LARGEST_FILE as u64 / 1024)),
    };
    Page::html(&page.frame, &page)
}

/// The pages above those about the résumé.
pub(super) fn above(guide: &Guide) -> Vec<(&'static str, &'static str)> {
    let hub = guide
        .has("/get-hired")
        .then_some(("/get-hired", "Get hired"));
    hub.into_iter()
        .chain([("/resume", "Résumé guide")])
        .collect()
}

fn shown(answer: &Answer) -> Shown<'_> {
    let group = |class, name| move |it| (Group { class, name }, it);
    let fix = answer.fix_first.iter().map(group("fix", "Fix first"));
    let think = answer.think_about.iter().map(group("think", "Think about"));
    let seen = &answer.seen;
    let or_not = |text: String| {
        if text.is_empty() {
            "not found".to_owned()
        } else {
            text
        }
    };
    Shown {
        answer,
        findings: fix.chain(think).collect(),
        good: count(
            answer.looks_good.len(),
            "thing looks good",
            "things look good",
        ),
        comparison: answer.comparison.as_ref().map(|it| {
            let all = it.found.len() + it.missing.len();
            let terms = count(
                all,
                "term that we know or that it repeats",
                "terms that we know or that it repeats",
            );
            let words = if all == 0 {
                "We found nothing in the advert to compare: no skill or tool that we know, and no \
                 term that it repeats. Paste all of its text."
                    .to_owned()
            } else {
                let found = it.found.len();
                format!(
                    "The advert uses {terms}, and your text says {found} of them. Add only what is \
                     true. Saying a word more often does not help, because a person reads the page \
                     next."
                )
            };
            (it, words)
        }),
        seen,
        facts: vec![
            ("Name", or_not(seen.name.clone())),
            ("Email", or_not(seen.emails.join(", "))),
            ("Phone", or_not(seen.phones.join(", "))),
            ("Place", or_not(seen.places.join("; "))),
            ("Links", or_not(seen.links.join(", "))),
            ("Words", thousands(seen.words as u64)),
            ("Bullets", thousands(seen.bullets as u64)),
        ],
        parts: seen
            .parts
            .iter()
            .map(|part| count(part.lines, "line", "lines"))
            .collect(),
    }
}
