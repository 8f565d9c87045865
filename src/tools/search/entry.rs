//! What can be found: every page, and every term, question and resource that stands on one.

use crate::content::{Guide, Slug, Step};
use crate::markdown::{Document, Heading};

/// Something with an address that a reader may look for.
#[derive(Debug, Default)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// What it is to a reader, such as “Step 23”.
    pub label: String,
    /// Its name.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// Other names for it.
    pub also: Vec<String>,
    /// The name in its address, in words: `/guide/authentication` is called “Sign-in …”.
    pub slug: String,
    /// Words around it that are not its own, such as the topic of a question.
    pub context: String,
    /// Its text; the first passage is its summary.
    pub passages: Vec<Passage>,
}

/// A part of an entry that is read at once.
#[derive(Debug, Default)]
pub struct Passage {
    /// The heading above it; empty for what stands below the title.
    pub heading: String,
    /// The fragment that leads to the heading.
    pub fragment: String,
    /// The words, a line for each paragraph.
    pub text: String,
}

/// The kinds of entries, in the order in which they are offered.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A step of the path.
    Step,
    /// A page that is not a step.
    #[default]
    Page,
    /// A question with an answer.
    Question,
    /// A term of the glossary.
    Term,
    /// A project idea.
    Project,
    /// A question that interviewers ask.
    Interview,
    /// A skill.
    Skill,
    /// The pay in a country.
    Pay,
    /// Something to learn from that is not ours.
    Resource,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Kind; 9] = [
        Kind::Step,
        Kind::Page,
        Kind::Question,
        Kind::Term,
        Kind::Project,
        Kind::Interview,
        Kind::Skill,
        Kind::Pay,
        Kind::Resource,
    ];

    /// The name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Step => "step",
            Kind::Page => "page",
            Kind::Question => "question",
            Kind::Term => "term",
            Kind::Project => "project",
            Kind::Interview => "interview",
            Kind::Skill => "skill",
            Kind::Pay => "pay",
            Kind::Resource => "resource",
        }
    }
}

/// Everything of a guide that can be found.
pub fn entries(guide: &Guide) -> Vec<Entry> {
    let mut all = steps(guide);
    all.extend(phases(guide));
    all.extend(articles(guide));
    all.extend(lists(guide));
    all.extend(questions(guide));
    all.extend(terms(guide));
    all.extend(projects(guide));
    all.extend(interview(guide));
    all.extend(skills(guide));
    all.extend(countries(guide));
    all.extend(resources(guide));
    for entry in &mut all {
        let names = menu_names(guide, &entry.url);
        entry
            .also
            .extend(names.filter(|it| *it != entry.title).map(str::to_owned));
    }
    all
}

/// What the menus call an address.
fn menu_names<'a>(guide: &'a Guide, url: &str) -> impl Iterator<Item = &'a str> {
    let footer = guide.settings.menus.iter().flat_map(|menu| &menu.links);
    let links = guide.settings.header.iter().chain(footer);
    let named = links.filter(move |link| link.to.as_ref() == url);
    named.map(|link| link.label.as_str())
}

fn steps(guide: &Guide) -> Vec<Entry> {
    let entry = |step: &Step| {
        let place = guide.place(&step.slug);
        let mut passages = passages(&step.summary, &step.body);
        passages.push(Passage {
            text: step.outcomes.join("\n"),
            ..Passage::default()
        });
        Entry {
            kind: Kind::Step,
            label: format!("Step {}", place.number),
            title: step.title.clone(),
            url: step.url(),
            also: Vec::new(),
            slug: step.slug.as_str().replace('-', " "),
            context: guide.phase(place.phase).name().to_owned(),
            passages,
        }
    };
    guide.steps.iter().map(entry).collect()
}

fn phases(guide: &Guide) -> Vec<Entry> {
    let phases = guide.phases.iter().enumerate();
    let entry = |(index, phase): (usize, &crate::content::Phase)| Entry {
        kind: Kind::Page,
        label: format!("Phase {}", index + 1),
        title: phase.name().to_owned(),
        url: phase.url(),
        passages: vec![
            summary(phase.summary.as_ref()),
            summary(&phase.outcomes.join("\n")),
        ],
        ..Entry::default()
    };
    phases.map(entry).collect()
}

fn articles(guide: &Guide) -> Vec<Entry> {
    let entry = |article: &crate::content::Article| Entry {
        kind: Kind::Page,
        label: "Page".to_owned(),
        title: article.title.clone(),
        url: article.url.clone(),
        passages: passages(&article.summary, &article.body),
        ..Entry::default()
    };
    guide.articles.values().map(entry).collect()
}

/// The pages that list everything of a kind.
fn lists(guide: &Guide) -> Vec<Entry> {
    let all = [
        (
            "/roadmap",
            "The roadmap",
            "Every step from your first program to your first job, in order.",
        ),
        (
            "/print/roadmap",
            "Roadmap to print",
            "The steps as a checklist for paper.",
        ),
        (
            "/plan",
            "Study plan",
            "How long it takes you, week by week: from hours a week, a start date and weeks off.",
        ),
        (
            "/resume/check",
            "Résumé check",
            "What to fix first in your résumé, line by line and in private, and what an advert asks.",
        ),
        (
            "/resume/starters",
            "Résumé starters",
            "Résumés to begin with as text, Markdown and JSON Resume, and a page to print from yours.",
        ),
        (
            "/progress",
            "Your progress",
            "Save, load, print or clear what you have done.",
        ),
        (
            "/projects",
            "Project ideas",
            "Ideas for a portfolio, each with finish criteria, sorted by what you have learned.",
        ),
        (
            "/faq",
            "Questions and answers",
            "Short answers to the questions that beginners ask.",
        ),
        (
            "/glossary",
            "Glossary",
            "The words of backend development in plain English.",
        ),
        (
            "/skills",
            "Skills",
            "What junior, mid-level and senior jobs want.",
        ),
        (
            "/resources",
            "Learning resources",
            "Courses, books, documentation and tools for each step.",
        ),
    ];
    let always = ["/roadmap", "/print/roadmap", "/plan", "/progress"];
    let there = all
        .into_iter()
        .filter(|(url, ..)| always.contains(url) || guide.has(url));
    let entry = |(url, title, text): (&str, &str, &str)| Entry {
        kind: Kind::Page,
        label: "Page".to_owned(),
        title: title.to_owned(),
        url: url.to_owned(),
        passages: vec![summary(text)],
        ..Entry::default()
    };
    there.map(entry).collect()
}

fn questions(guide: &Guide) -> Vec<Entry> {
    let in_themes = guide.themes.iter().flat_map(|theme| {
        let slugs = theme.questions.iter();
        slugs.map(move |slug| (theme, guide.question(slug.as_ref())))
    });
    let entry = |(theme, question): (&crate::content::Theme, &crate::content::Question)| Entry {
        kind: Kind::Question,
        label: "Question and answer".to_owned(),
        title: question.question.clone(),
        url: question.url(),
        also: Vec::new(),
        slug: question.slug.as_str().replace('-', " "),
        context: theme.title.clone(),
        passages: passages(&question.summary, &question.body),
    };
    in_themes.map(entry).collect()
}

fn terms(guide: &Guide) -> Vec<Entry> {
    let entry = |term: &crate::content::Term| Entry {
        kind: Kind::Term,
        label: "Glossary".to_owned(),
        title: term.term.clone(),
        url: format!("/glossary#{}", term.slug.as_ref()),
        also: term.also.clone(),
        passages: vec![summary(&term.definition)],
        ..Entry::default()
    };
    guide.glossary.iter().map(entry).collect()
}

fn projects(guide: &Guide) -> Vec<Entry> {
    let entry = |project: &crate::content::Project| {
        let skills = guide.skills_of(project);
        let names: Vec<&str> = skills.map(|skill| skill.title.as_str()).collect();
        let mut passages = passages(&project.summary, &project.body);
        passages.push(summary(&project.teaches));
        Entry {
            kind: Kind::Project,
            label: "Project idea".to_owned(),
            title: project.title.clone(),
            url: project.url(),
            also: Vec::new(),
            slug: project.slug.as_str().replace('-', " "),
            context: format!("project {} {}", project.level, names.join(" ")),
            passages,
        }
    };
    guide.projects.iter().map(entry).collect()
}

/// Each topic, and each of its questions.
fn interview(guide: &Guide) -> Vec<Entry> {
    let mut all = Vec::new();
    for topic in &guide.topics {
        all.push(Entry {
            kind: Kind::Interview,
            label: "Interview topic".to_owned(),
            title: format!("Interview questions: {}", topic.title),
            url: topic.url(),
            passages: vec![summary(&topic.summary)],
            ..Entry::default()
        });
        let parts = parts(&topic.body);
        for question in &topic.questions {
            let from = parts.iter().position(|(heading, _)| {
                heading.is_some_and(|it| it.level == 2 && it.id == question.id)
            });
            let Some(from) = from else { continue };
            let until = parts[from + 1..]
                .iter()
                .position(|(heading, _)| heading.is_some_and(|it| it.level == 2))
                .map_or(parts.len(), |after| from + 1 + after);
            let text: Vec<&str> = parts[from..until].iter().map(|(_, text)| *text).collect();
            all.push(Entry {
                kind: Kind::Interview,
                label: "Interview question".to_owned(),
                title: question.question.clone(),
                url: format!("{}#{}", topic.url(), question.id),
                also: Vec::new(),
                slug: question.id.replace('-', " "),
                context: format!("{} interview", topic.title),
                passages: vec![summary(&text.join("\n"))],
            });
        }
    }
    all
}

fn skills(guide: &Guide) -> Vec<Entry> {
    let entry = |skill: &crate::content::Skill| Entry {
        kind: Kind::Skill,
        label: "Skill".to_owned(),
        title: skill.title.clone(),
        url: skill.url(),
        slug: skill.slug.as_ref().as_str().replace('-', " "),
        context: skill.group.to_string(),
        passages: vec![summary(&skill.meaning)],
        ..Entry::default()
    };
    guide.skills.iter().map(entry).collect()
}

fn countries(guide: &Guide) -> Vec<Entry> {
    if !guide.has("/salary") {
        return Vec::new();
    }
    let entry = |country: &crate::content::Country| Entry {
        kind: Kind::Pay,
        label: "Salary".to_owned(),
        title: format!("Pay in {}", country.name),
        url: country.url(),
        also: also(&country.name),
        context: "salary".to_owned(),
        passages: vec![summary(
            "What backend developers earn there, from a survey and from official statistics.",
        )],
        ..Entry::default()
    };
    guide.countries.iter().map(entry).collect()
}

/// What people call a country, besides its name in the survey.
fn also(country: &str) -> Vec<String> {
    let short: &[&str] = match country {
        "United States" => &["USA", "US", "America"],
        "United Kingdom" => &["UK", "Great Britain", "England"],
        "Netherlands" => &["Holland"],
        _ => &[],
    };
    let all = short.iter().copied().chain([country]);
    all.map(str::to_owned).collect()
}

fn resources(guide: &Guide) -> Vec<Entry> {
    let step = |slug: &Slug| guide.step(slug).title.as_str();
    let entry = |resource: &crate::content::Resource| Entry {
        kind: Kind::Resource,
        label: "Resource".to_owned(),
        title: resource.title.clone(),
        url: format!("/resources#{}", resource.step.as_ref()),
        also: Vec::new(),
        slug: resource.slug.as_ref().as_str().replace('-', " "),
        context: format!(
            "{} {} {} {}",
            resource.publisher,
            resource.kind,
            resource.cost,
            step(resource.step.as_ref())
        ),
        passages: vec![summary(&format!(
            "{}. {}",
            resource.publisher, resource.why
        ))],
    };
    guide.resources.iter().map(entry).collect()
}

/// A passage without a heading.
fn summary(text: &str) -> Passage {
    Passage {
        text: text.to_owned(),
        ..Passage::default()
    }
}

/// The headings of a text, none for what stands above the first, each with the words below it.
fn parts(body: &Document) -> Vec<(Option<&Heading>, &str)> {
    let headings = body.headings.iter().map(Some);
    let parts = body.parts.iter().map(String::as_str);
    std::iter::once(None).chain(headings).zip(parts).collect()
}

/// The summary, then the parts of the text that have words.
fn passages(lead: &str, body: &Document) -> Vec<Passage> {
    let parts = parts(body).into_iter().map(|(heading, text)| Passage {
        heading: heading.map(|it| it.text.clone()).unwrap_or_default(),
        fragment: heading.map(|it| it.id.clone()).unwrap_or_default(),
        text: text.to_owned(),
    });
    let with_words = parts.filter(|it| !it.text.is_empty() || !it.heading.is_empty());
    std::iter::once(summary(lead)).chain(with_words).collect()
}
