//! The checks, in the order in which their findings matter.

mod bullets;
mod contact;
mod dates;
mod safety;
mod skills;
mod structure;
mod wording;

use super::advert::Comparison;
use super::dates::Month;
use super::read::Reading;
use super::words::quote;
use super::{Evidence, evidence};

/// How much harm it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Very likely harmful.
    Error,
    /// Often harmful.
    Warning,
    /// Good to know; may be right on purpose.
    Information,
}

/// What a check looks at.
pub(super) struct Case<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) comparison: Option<&'a Comparison>,
    pub(super) is_first_job: bool,
    pub(super) today: Month,
}

/// What a check says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There is nothing in the text that it could judge.
    Silent,
    /// It looked, and all is well.
    Good,
    /// Something to change.
    Found {
        /// The number in the title.
        count: usize,
        evidence: Vec<Evidence>,
    },
}

/// One thing that is looked at.
pub(super) struct Check {
    /// The fragment of its finding.
    pub(super) id: &'static str,
    pub(super) weight: Weight,
    /// Whether it works without understanding sentences.
    pub(super) any_language: bool,
    pub(super) run: fn(&Case<'_>) -> Outcome,
}

const fn check(id: &'static str, weight: Weight, run: fn(&Case<'_>) -> Outcome) -> Check {
    Check {
        id,
        weight,
        any_language: false,
        run,
    }
}

impl Check {
    const fn in_any_language(self) -> Check {
        Check {
            any_language: true,
            ..self
        }
    }
}

/// Errors first, then warnings, then the rest; the first five findings are the ones to fix first.
pub(super) static CHECKS: [Check; 40] = {
    use Weight::{Error, Information, Warning};
    [
        check("secrets", Error, safety::secrets).in_any_language(),
        check("contact-email", Error, contact::email).in_any_language(),
        check("headings", Error, structure::headings),
        check("dates-impossible", Error, dates::impossible).in_any_language(),
        check("weak-opener", Warning, bullets::weak_opener),
        check("link-code", Warning, contact::link_code).in_any_language(),
        check("brand-spelling", Warning, skills::brand_spelling).in_any_language(),
        check("name-first", Warning, contact::name_first).in_any_language(),
        check("link-form", Warning, contact::link_form).in_any_language(),
        check("layout-smell", Warning, safety::layout).in_any_language(),
        check("personal-data", Warning, safety::personal_data),
        check("length-words", Warning, structure::length_words).in_any_language(),
        check("length-lines", Warning, structure::length_lines).in_any_language(),
        check("dates-order", Warning, dates::order),
        check("dates-format", Warning, dates::format),
        check("bullet-verb", Warning, bullets::verb),
        check("heading-odd", Warning, structure::heading_odd),
        check("heading-symbol", Warning, structure::heading_symbol).in_any_language(),
        check("skill-bars", Warning, skills::bars).in_any_language(),
        check("double-word", Warning, wording::double_word),
        check("keyword-gap", Information, skills::keyword_gap),
        check("numbers", Information, bullets::numbers),
        check("bullets-present", Information, structure::bullets_present),
        check("tech-in-context", Information, skills::in_context),
        check("heading-order", Information, structure::heading_order),
        check("tech-unlisted", Information, skills::unlisted),
        check("bullet-length", Information, bullets::length),
        check("verb-repeat", Information, bullets::repeated_verb),
        check("mixed-tense", Information, bullets::mixed_tense),
        check("first-person", Information, bullets::first_person),
        check("cliches", Information, wording::cliches),
        check("objective", Information, wording::objective),
        check("gap", Information, dates::gap),
        check("tutorial-project", Information, skills::tutorial_project),
        check("acronym", Information, skills::acronym),
        check("references", Information, wording::references),
        check("email-provider", Information, contact::email_provider).in_any_language(),
        check("contact-phone", Information, contact::phone).in_any_language(),
        check("location", Information, contact::location),
        check("linkedin", Information, contact::linkedin).in_any_language(),
    ]
};

/// Found if there is evidence, with as many as there are places.
fn found(evidence: Vec<Evidence>) -> Outcome {
    if evidence.is_empty() {
        Outcome::Good
    } else {
        Outcome::Found {
            count: evidence.len(),
            evidence,
        }
    }
}

/// Something is missing, so there is nothing to quote.
fn missing(count: usize) -> Outcome {
    Outcome::Found {
        count,
        evidence: Vec::new(),
    }
}

/// The lines with these indices as evidence.
fn lines(reading: &Reading<'_>, indices: impl IntoIterator<Item = usize>) -> Vec<Evidence> {
    indices
        .into_iter()
        .map(|index| evidence(reading, index))
        .collect()
}

/// A part of a line as evidence.
fn part_of_line(index: usize, text: &str) -> Evidence {
    Evidence {
        line: index + 1,
        quote: quote(text),
    }
}
