//! The lists that are one file each: glossary, skills, resources.

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Problems, Slug, SourceFile, WebAddress, body, front_matter};

/// A word of the field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The fragment that leads to it.
    pub slug: Spanned<Slug>,
    /// The word.
    pub term: String,
    /// What it means, in one or two sentences.
    pub definition: String,
    /// Other names for the same thing.
    #[serde(default)]
    pub also: Vec<String>,
    /// The words that lead here from texts, if they are not the term and its other names.
    pub link: Option<Vec<String>>,
    /// Terms to read next.
    #[serde(default)]
    pub see: Vec<Spanned<Slug>>,
    /// The step that teaches it.
    pub step: Option<Spanned<Slug>>,
}

impl Term {
    /// The address of its entry.
    pub fn url(&self) -> String {
        format!("/glossary#{}", self.slug.as_ref())
    }

    /// The words that lead to it from texts.
    pub fn words(&self) -> Vec<String> {
        let names = || std::iter::once(&self.term).chain(&self.also);
        self.link
            .clone()
            .unwrap_or_else(|| names().cloned().collect())
    }
}

/// Something a backend developer can do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// The name in addresses.
    pub slug: Spanned<Slug>,
    /// Its name.
    pub title: String,
    /// The part of the matrix it stands in.
    pub group: SkillGroup,
    /// What having it means at work.
    pub meaning: String,
    /// The steps that teach it.
    pub steps: Vec<Spanned<Slug>>,
    /// What adverts for a first job want of it.
    pub junior: Wanted,
    /// What adverts for people who work alone want of it.
    pub mid: Wanted,
    /// What adverts for people who decide for others want of it.
    pub senior: Wanted,
    /// How many projects exercise it; known once all files are read.
    #[serde(skip)]
    pub projects: usize,
}

impl Skill {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("/skills/{}", self.slug.as_ref())
    }
}

/// A part of the skill matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkillGroup {
    /// The tools of every day.
    Foundations,
    /// Programs other people can trust.
    Code,
    /// Answers over HTTP.
    Web,
    /// Data that lasts.
    Data,
    /// Who may do what.
    Security,
    /// From a laptop to production.
    Delivery,
    /// More people, more data, more failure.
    Scale,
}

impl SkillGroup {
    /// All groups in the order of the matrix.
    pub const ALL: [SkillGroup; 7] = [
        SkillGroup::Foundations,
        SkillGroup::Code,
        SkillGroup::Web,
        SkillGroup::Data,
        SkillGroup::Security,
        SkillGroup::Delivery,
        SkillGroup::Scale,
    ];

    /// The name in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            SkillGroup::Foundations => "foundations",
            SkillGroup::Code => "code",
            SkillGroup::Web => "web",
            SkillGroup::Data => "data",
            SkillGroup::Security => "security",
            SkillGroup::Delivery => "delivery",
            SkillGroup::Scale => "scale",
        }
    }
}

impl fmt::Display for SkillGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SkillGroup::Foundations => "Foundations",
            SkillGroup::Code => "Code",
            SkillGroup::Web => "Web",
            SkillGroup::Data => "Data",
            SkillGroup::Security => "Security",
            SkillGroup::Delivery => "Delivery and operations",
            SkillGroup::Scale => "Scale and architecture",
        })
    }
}

/// What an advert wants of a skill, in our judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// Not asked for.
    None,
    /// Has heard of it and knows what it is for.
    Know,
    /// Can explain how it works.
    Explain,
    /// Works with it alone.
    Use,
    /// Decides how others use it.
    Lead,
}

impl Wanted {
    /// All of it, rising.
    pub const ALL: [Wanted; 5] = [
        Wanted::None,
        Wanted::Know,
        Wanted::Explain,
        Wanted::Use,
        Wanted::Lead,
    ];

    /// The name in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Wanted::None => "none",
            Wanted::Know => "know",
            Wanted::Explain => "explain",
            Wanted::Use => "use",
            Wanted::Lead => "lead",
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wanted::None => "Not asked",
            Wanted::Know => "Know of it",
            Wanted::Explain => "Explain it",
            Wanted::Use => "Use it",
            Wanted::Lead => "Lead it",
        })
    }
}

/// Something to learn from that is not ours.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The name that steps use.
    pub slug: Spanned<Slug>,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub publisher: String,
    /// Where it is; some books have no page.
    pub url: Option<WebAddress>,
    /// What it is.
    pub kind: Kind,
    /// What it costs.
    pub cost: Cost,
    /// How long it takes, such as `10 to 12 hours`; empty for things to look up.
    #[serde(default)]
    pub time: String,
    /// The step it helps with.
    pub step: Spanned<Slug>,
    /// Why this one.
    pub why: String,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A book.
    Book,
    /// A course with lessons.
    Course,
    /// Documentation or an article.
    Docs,
    /// Exercises in the browser.
    Interactive,
    /// A podcast or a newsletter.
    Podcast,
    /// A program or a service.
    Tool,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 6] = [
        Kind::Book,
        Kind::Course,
        Kind::Docs,
        Kind::Interactive,
        Kind::Podcast,
        Kind::Tool,
    ];

    /// The name in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Book => "book",
            Kind::Course => "course",
            Kind::Docs => "docs",
            Kind::Interactive => "interactive",
            Kind::Podcast => "podcast",
            Kind::Tool => "tool",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Book => "Book",
            Kind::Course => "Course",
            Kind::Docs => "To read",
            Kind::Interactive => "Exercises",
            Kind::Podcast => "Podcast or newsletter",
            Kind::Tool => "Tool",
        })
    }
}

/// What a resource costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cost {
    /// Nothing.
    Free,
    /// Something is free, more costs.
    Freemium,
    /// Money.
    Paid,
}

impl Cost {
    /// All costs, rising.
    pub const ALL: [Cost; 3] = [Cost::Free, Cost::Freemium, Cost::Paid];

    /// The name in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Cost::Free => "free",
            Cost::Freemium => "freemium",
            Cost::Paid => "paid",
        }
    }

    /// As one of several to choose from.
    pub fn label(self) -> &'static str {
        match self {
            Cost::Free => "Free",
            Cost::Freemium => "Partly free",
            Cost::Paid => "Paid",
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Cost::Free => "free",
            Cost::Freemium => "partly free",
            Cost::Paid => "paid",
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    reviewed: Option<Day>,
    term: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skills {
    reviewed: Option<Day>,
    skill: Vec<Skill>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Resources {
    reviewed: Option<Day>,
    resource: Vec<Resource>,
}

pub(super) fn parse_terms(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let list = front_matter::toml::<Terms>(file, problems);
    let reviewed = list.as_ref().and_then(|list| list.reviewed);
    body::not_empty(file, "term", list.map(|list| list.term), problems)
        .map_or(Parsed::Broken, |list| Parsed::Terms(list, reviewed))
}

pub(super) fn parse_skills(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let list = front_matter::toml::<Skills>(file, problems);
    let reviewed = list.as_ref().and_then(|list| list.reviewed);
    body::not_empty(file, "skill", list.map(|list| list.skill), problems)
        .map_or(Parsed::Broken, |list| Parsed::Skills(list, reviewed))
}

pub(super) fn parse_resources(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let list = front_matter::toml::<Resources>(file, problems);
    let reviewed = list.as_ref().and_then(|list| list.reviewed);
    body::not_empty(file, "resource", list.map(|list| list.resource), problems)
        .map_or(Parsed::Broken, |list| Parsed::Resources(list, reviewed))
}
