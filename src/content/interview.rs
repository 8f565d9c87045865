//! `interview.toml` to the order of topics, and `interview/*.md` to [`Topic`].

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Helpers, Problems, Slug, SourceFile, body, front_matter};
use crate::markdown::{Document, Heading};

/// Longest summary in characters: it is a search result.
const MAX_SUMMARY: usize = 160;

/// A topic of the question bank.
#[derive(Debug)]
pub struct Topic {
    /// From the file name.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// What it tests.
    pub summary: String,
    /// The last day someone checked the facts.
    pub reviewed: Day,
    /// The questions in reading order.
    pub questions: Vec<InterviewQuestion>,
    /// The whole text; the questions are its sections.
    pub body: Document,
    /// The file it comes from, below the content folder.
    pub path: String,
}

impl Topic {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("/interview/{}", self.slug)
    }
}

/// A question an interviewer asks.
#[derive(Debug)]
pub struct InterviewQuestion {
    /// The fragment that leads to it.
    pub id: String,
    /// As it is asked.
    pub question: String,
    /// Who is asked.
    pub level: Seniority,
    /// The step that teaches the answer.
    pub step: Slug,
    /// The answer.
    pub html: String,
    /// Byte offset of the heading.
    pub offset: usize,
}

/// How far into the career a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seniority {
    /// The first job.
    Junior,
    /// Delivers features alone.
    Mid,
    /// Decides for others.
    Senior,
}

impl Seniority {
    /// All levels, rising.
    pub const ALL: [Seniority; 3] = [Seniority::Junior, Seniority::Mid, Seniority::Senior];

    /// The name in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Seniority::Junior => "junior",
            Seniority::Mid => "mid",
            Seniority::Senior => "senior",
        }
    }
}

impl fmt::Display for Seniority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Seniority::Junior => "Junior",
            Seniority::Mid => "Mid-level",
            Seniority::Senior => "Senior",
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    topics: Vec<Spanned<Slug>>,
}

/// The fields at the top of a topic.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    title: String,
    summary: Spanned<String>,
    reviewed: Day,
}

pub(super) fn parse_order(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let list = front_matter::toml::<Order>(file, problems).map(|list| list.topics);
    body::not_empty(file, "topics", list, problems).map_or(Parsed::Broken, Parsed::TopicOrder)
}

pub(super) fn parse(file: &SourceFile, helpers: Helpers<'_>, problems: &mut Problems) -> Parsed {
    let slug = body::slug(file, problems);
    let (fields, text) = front_matter::split::<Fields>(file, problems);
    let body = body::parse(file, &text, helpers, problems);
    if !body.intro().is_empty() {
        problems.text_before_questions(file);
    }
    let sections = body.sections().into_iter();
    let questions: Vec<InterviewQuestion> = sections
        .filter_map(|(heading, html)| question(file, heading, html, problems))
        .collect();
    let (Some(slug), Some(fields)) = (slug, fields) else {
        return Parsed::Broken;
    };
    body::fits(file, &fields.summary, "summary", MAX_SUMMARY, problems);
    Parsed::Topic(Box::new(Topic {
        slug,
        title: fields.title,
        summary: fields.summary.into_inner(),
        reviewed: fields.reviewed,
        questions,
        body,
        path: file.path.clone(),
    }))
}

fn question(
    file: &SourceFile,
    heading: &Heading,
    html: &str,
    problems: &mut Problems,
) -> Option<InterviewQuestion> {
    let level = Seniority::ALL
        .into_iter()
        .find(|level| heading.classes.iter().any(|class| class == level.slug()));
    if level.is_none() {
        problems.question_without_level(file, heading.offset);
    }
    let step = heading.attributes.iter().find(|(key, _)| key == "step");
    let step = step.and_then(|(_, slug)| Slug::try_from(slug.clone()).ok());
    if step.is_none() {
        problems.question_without_step(file, heading.offset);
    }
    Some(InterviewQuestion {
        id: heading.id.clone(),
        question: heading.text.clone(),
        level: level?,
        step: step?,
        html: html.to_owned(),
        offset: heading.offset,
    })
}
