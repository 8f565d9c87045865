//! `/projects`: the project ideas that fit, and `/projects/<slug>`: one of them.

use askama::Template;

use super::contents::{Contents, contents};
use super::filters::{self, Named, Pages, Panel};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Acceptance, Guide, InterviewQuestion, Project, Skill, Step, Topic};
use crate::tools::filters::{Asked, narrow, understand};
use crate::tools::projects::{self, Order, next_seed, pick};
use crate::tools::related;

/// How many tickets stand on a page.
const PER_PAGE: usize = 24;
/// How many skills stand on a ticket: the first of an idea are those that it is most about.
const SKILLS_ON_TICKET: usize = 2;
/// How many interview questions stand below an idea.
const MOST_QUESTIONS: usize = 4;

const NAMED: Named<'_> = Named {
    url: "/projects",
    one: "idea",
    many: "ideas",
    words: "Words in the idea",
};

/// A project with what its ticket shows.
pub(super) struct Ticket<'a> {
    pub(super) project: &'a Project,
    /// The latest step it needs, and that step's number and phase.
    pub(super) after: &'a Step,
    pub(super) number: usize,
    pub(super) phase: usize,
    /// What it is most about beside that step, such as `HTTP, Caching`; may be empty.
    pub(super) skills: String,
}

impl<'a> Ticket<'a> {
    pub(super) fn new(guide: &'a Guide, project: &'a Project) -> Ticket<'a> {
        let number = project.last_step;
        let after = &guide.steps[number - 1];
        let titles: Vec<&str> = guide
            .skills_of(project)
            .filter(|it| !it.steps.iter().any(|step| step.as_ref() == &after.slug))
            .take(SKILLS_ON_TICKET)
            .map(|it| it.title.as_str())
            .collect();
        Ticket {
            project,
            after,
            number,
            phase: guide.place(&after.slug).phase,
            skills: titles.join(", "),
        }
    }

    pub(super) fn all(
        guide: &'a Guide,
        projects: impl IntoIterator<Item = &'a Project>,
    ) -> Vec<Ticket<'a>> {
        let tickets = projects.into_iter().map(|it| Ticket::new(guide, it));
        tickets.collect()
    }
}

/// What a reader can build who has finished so much of the path.
pub(super) struct Buildable<'a> {
    /// Such as `57 ideas`.
    pub(super) found: String,
    pub(super) total: usize,
    /// The address that shows them.
    pub(super) url: String,
    /// The address that picks one of them.
    pub(super) pick: String,
    /// Where there is nothing to build yet: the step that the first idea needs.
    pub(super) first: Option<&'a Step>,
    /// A static host cannot answer.
    pub(super) answers: bool,
}

impl<'a> Buildable<'a> {
    /// After the step with this number; none in a guide without projects.
    pub(super) fn after(guide: &'a Guide, number: usize) -> Option<Buildable<'a>> {
        let lasts = guide.projects.iter().map(|it| it.last_step);
        let first = lasts.min()?;
        let url = format!("/projects?upto={}", guide.steps[number - 1].slug);
        let found = projects::buildable_after(guide, number);
        Some(Buildable {
            found: count(found, "idea", "ideas"),
            total: guide.projects.len(),
            pick: format!("{url}&seed=1"),
            url,
            first: (first > number).then(|| &guide.steps[first - 1]),
            answers: guide.settings.drawing.mode.answers(),
        })
    }
}

#[derive(Template)]
#[template(path = "pages/projects.html")]
struct ProjectsPage<'a> {
    frame: Frame<'a>,
    panel: Panel<'a>,
    /// How many there are in all.
    total: String,
    order: Order,
    tickets: Vec<Ticket<'a>>,
    pages: Pages,
    /// Whether the one ticket was picked among those that fit.
    is_picked: bool,
    /// The address that picks an idea, or another one.
    pick: String,
    /// The address of all that fit.
    all: String,
}

#[derive(Template)]
#[template(path = "pages/project.html")]
struct ProjectPage<'a> {
    frame: Frame<'a>,
    project: &'a Project,
    ticket: Ticket<'a>,
    steps: Vec<&'a Step>,
    skills: Vec<&'a Skill>,
    questions: Vec<(&'a Topic, &'a InterviewQuestion)>,
    similar: Vec<Ticket<'a>>,
    acceptance: Option<&'a Acceptance>,
    contents: Contents<'a>,
}

/// Draws the ideas that fit. What the visitor chose wrongly is said, and the rest is kept.
pub fn projects(guide: &Guide, asked: &Asked) -> Page {
    let mut frame = Frame::new(
        guide,
        NAMED.url,
        "Project ideas",
        format!(
            "{} for backend developers, each with finish criteria, sorted by what you have learned.",
            count(guide.projects.len(), "project idea", "project ideas")
        ),
    );
    let list = projects::list(guide);
    let (filter, mut errors) = understand(&list, asked);
    let order = Order::of(asked).unwrap_or_else(|error| {
        errors.push(error);
        Order::default()
    });
    let mut narrowed = narrow(&list, &filter);
    order.sort(&mut narrowed.found);
    let seed = asked.first("seed");
    let picked = pick(&narrowed.found, seed).filter(|_| !seed.is_empty());

    let sort: &[(&str, &str)] = match order {
        Order::Path => &[],
        order => &[("sort", order.slug())],
    };
    let address = |others: &[(&str, &str)]| {
        filters::address(NAMED.url, &list, &filter, &[sort, others].concat())
    };
    let at_page = |number: usize| match number {
        1 => address(&[]),
        number => address(&[("page", &number.to_string())]),
    };
    let with_seed = |seed: &str| filters::address(NAMED.url, &list, &filter, &[("seed", seed)]);
    frame.has_errors = !errors.is_empty();
    let panel = Panel::new(
        guide,
        NAMED,
        asked,
        &list,
        (&filter, errors),
        &narrowed,
        sort,
    );
    // Files cannot answer for a page number, so an export shows all.
    let per_page = match panel.answers {
        true => PER_PAGE,
        false => guide.projects.len().max(1),
    };
    let pages = narrowed.found.len().div_ceil(per_page).max(1);
    let page = asked.first("page").parse().unwrap_or(1).clamp(1, pages);
    let here = match seed {
        "" => at_page(page),
        seed => with_seed(seed),
    };
    let keys = ["sort", "page", "seed"];
    if let Some(shorter) = filters::shorter(guide, asked, &list, &panel, &keys, &here) {
        return shorter;
    }
    let shown: Vec<&Project> = match picked {
        Some(picked) => vec![picked],
        None => {
            let from = narrowed.found.iter().skip((page - 1) * per_page);
            from.take(per_page).copied().collect()
        }
    };
    let drawn = ProjectsPage {
        total: count(guide.projects.len(), "thing to build", "things to build"),
        order,
        tickets: Ticket::all(guide, shown),
        pages: match picked {
            Some(_) => Pages::default(),
            None => filters::pages(page, pages, at_page),
        },
        is_picked: picked.is_some(),
        pick: with_seed(&next_seed(if picked.is_some() { seed } else { "0" }).to_string()),
        all: at_page(1),
        panel,
        frame,
    };
    drawn.panel.page(&drawn.frame, &drawn)
}

/// Draws one idea.
pub fn project(guide: &Guide, project: &Project) -> Page {
    let frame = Frame::new(
        guide,
        project.url(),
        project.title.clone(),
        project.summary.clone(),
    );
    let acceptance = guide.acceptance.get(&project.slug);
    let mut questions = related::questions_of_project(guide, project);
    questions.truncate(MOST_QUESTIONS);
    let page = ProjectPage {
        frame: frame.below(&[("/projects", "Project ideas")]),
        project,
        ticket: Ticket::new(guide, project),
        steps: project
            .steps
            .iter()
            .map(|slug| guide.step(slug.as_ref()))
            .collect(),
        skills: guide.skills_of(project).collect(),
        questions,
        similar: Ticket::all(guide, related::similar_projects(guide, project)),
        contents: contents(
            &project.body,
            &[],
            if acceptance.is_some() {
                &[("check-your-work", "Check your work")]
            } else {
                &[]
            },
        ),
        acceptance,
    };
    Page::html(&page.frame, &page)
}
