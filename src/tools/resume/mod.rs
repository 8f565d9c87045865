//! What a hiring manager or a plain parser would stumble over in a résumé.
//!
//! [`check`] is a pure function of the guide's vocabulary, the text and the month. There is no
//! score: each finding quotes the line it is about and says what to do. The work grows with the
//! length of the text only, so that nobody can make it expensive; `benches/resume.rs` measures it.

mod advert;
mod advice;
mod checks;
mod contact;
mod dates;
mod document;
mod explained;
mod headings;
mod json;
mod language;
mod question;
mod read;
mod technologies;
mod words;

pub use advert::{Comparison, Vocabulary, Wanted};
pub use advice::Advice;
pub use dates::Month;
pub use document::{LARGEST_FILE, Unreadable, text_of_file};
pub use explained::Explained;
pub use headings::Part;
pub use json::{markdown_of_json_resume, text_of_json_resume};
pub use language::Language;
pub use question::{LONGEST_TEXT, ResumeQuery, Upload, parse_json_resume};

use checks::{CHECKS, Case, Outcome, Weight};
use read::{Kind, Reading};

/// What to check, understood: one text, with one kind of line ends.
#[derive(Debug)]
pub struct Question {
    /// The résumé.
    pub text: String,
    /// The advert it is for; empty if there is none.
    pub advert: String,
    /// Whether the writer looks for a first job.
    pub is_first_job: bool,
    /// The month it is.
    pub today: Month,
}

/// What was found.
#[derive(Debug)]
pub struct Answer {
    /// What nearly everybody would stumble over; five at most.
    pub fix_first: Vec<Finding>,
    /// What may be right on purpose.
    pub think_about: Vec<Finding>,
    /// What was looked at and is fine.
    pub looks_good: Vec<&'static Advice>,
    /// The words of the advert, if there is one.
    pub comparison: Option<Comparison>,
    /// The résumé as a plain parser understands it.
    pub seen: Seen,
    /// The language, if it is not English: then only the checks that do not read sentences
    /// were made.
    pub foreign: Option<Language>,
}

/// Something to change.
#[derive(Debug)]
pub struct Finding {
    /// What it says and what to do.
    pub advice: &'static Advice,
    /// The title with its number.
    pub title: String,
    /// The first places; empty when something is missing.
    pub evidence: Vec<Evidence>,
    /// How many more places there are.
    pub more: usize,
}

/// A place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Counted from 1.
    pub line: usize,
    /// What stands there, 140 characters at most.
    pub quote: String,
}

/// What a plain parser understands.
#[derive(Debug)]
pub struct Seen {
    /// The name, if the first line looks like one.
    pub name: String,
    /// Email addresses.
    pub emails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Cities and countries.
    pub places: Vec<String>,
    /// Links, in the order of the text.
    pub links: Vec<String>,
    /// Each heading with its part, its words, its line and how many lines follow.
    pub parts: Vec<SeenPart>,
    /// Each line with a date: its number and what it says.
    pub dates: Vec<Evidence>,
    /// How many bullets there are.
    pub bullets: usize,
    /// How many words there are.
    pub words: usize,
}

/// A heading as it was understood.
#[derive(Debug)]
pub struct SeenPart {
    /// The part it begins.
    pub part: Part,
    /// Its line.
    pub heading: Evidence,
    /// The lines with text up to the next heading.
    pub lines: usize,
}

/// How many findings may be called the first to fix.
const MOST_TO_FIX: usize = 5;
/// How many places of one finding are quoted.
const MOST_QUOTED: usize = 3;
/// How much of a long text the fold “What a parser sees” lists.
const MOST_SEEN: usize = 40;

/// Checks a résumé.
pub fn check(vocabulary: &Vocabulary, question: &Question) -> Answer {
    let reading = Reading::of(&question.text);
    let comparison = (!question.advert.trim().is_empty())
        .then(|| advert::compare(vocabulary, &question.advert, &question.text));
    let case = Case {
        reading: &reading,
        comparison: comparison.as_ref(),
        is_first_job: question.is_first_job,
        today: question.today,
    };
    let mut fix_first = Vec::new();
    let mut think_about = Vec::new();
    let mut looks_good = Vec::new();
    let made = CHECKS
        .iter()
        .filter(|check| reading.foreign.is_none() || check.any_language);
    for check in made {
        let advice = advice::of(check.id);
        match (check.run)(&case) {
            Outcome::Silent => (),
            Outcome::Good => looks_good.push(advice),
            Outcome::Found {
                count,
                mut evidence,
            } => {
                let more = evidence.len().saturating_sub(MOST_QUOTED);
                evidence.truncate(MOST_QUOTED);
                let finding = Finding {
                    advice,
                    title: advice.title(count),
                    evidence,
                    more,
                };
                let is_urgent = check.weight != Weight::Information;
                if is_urgent && fix_first.len() < MOST_TO_FIX {
                    fix_first.push(finding);
                } else {
                    think_about.push(finding);
                }
            }
        }
    }
    Answer {
        fix_first,
        think_about,
        looks_good,
        comparison,
        seen: seen(&reading),
        foreign: reading.foreign,
    }
}

/// The number of checks, for the page that promises them.
pub fn number_of_checks() -> usize {
    CHECKS.len()
}

/// All advice in the order of the checks, for the tests that every part of it holds.
pub fn all_advice() -> impl Iterator<Item = &'static Advice> {
    CHECKS.iter().map(|check| advice::of(check.id))
}

fn seen(reading: &Reading<'_>) -> Seen {
    let contact = &reading.contact;
    let texts = |found: &[(usize, &str)]| -> Vec<String> {
        found
            .iter()
            .take(MOST_SEEN)
            .map(|(_, text)| words::quote(text))
            .collect()
    };
    let parts = reading
        .headings
        .iter()
        .take(MOST_SEEN)
        .enumerate()
        .map(|(nth, (part, index))| {
            let end = reading
                .headings
                .get(nth + 1)
                .map_or(reading.lines.len(), |(_, next)| *next);
            let is_text = |kind: Kind| !matches!(kind, Kind::Blank | Kind::Heading | Kind::Rule);
            SeenPart {
                part: *part,
                heading: evidence(reading, *index),
                lines: reading.lines[*index..end]
                    .iter()
                    .filter(|line| is_text(line.kind))
                    .count(),
            }
        });
    let mut dates: Vec<usize> = reading.times.iter().map(|(line, _)| *line).collect();
    dates.dedup();
    Seen {
        name: contact.name.map(words::quote).unwrap_or_default(),
        emails: texts(&contact.emails),
        phones: texts(&contact.phones),
        places: texts(&contact.places),
        links: texts(&contact.links),
        parts: parts.collect(),
        dates: dates
            .into_iter()
            .take(MOST_SEEN)
            .map(|line| evidence(reading, line))
            .collect(),
        bullets: reading.bullets.len(),
        words: reading.word_count,
    }
}

/// A line as evidence.
fn evidence(reading: &Reading<'_>, index: usize) -> Evidence {
    let text = reading.lines.get(index).map_or("", |line| line.text);
    Evidence {
        line: index + 1,
        quote: words::quote(text),
    }
}
