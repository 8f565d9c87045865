//! `/projects`: the project ideas that fit, and `/projects/<slug>`: one of them.

use askama::Template;
use http::StatusCode;

use super::contents::{Contents, contents};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Acceptance, Guide, Level, Mode, Project, Skill, Step};
use crate::tools::projects::{ProjectFilter, ProjectQuery, last_step, select};
use crate::tools::{FieldError, related};

/// How many tickets stand on a page.
const PER_PAGE: usize = 24;

/// A project with what its ticket shows.
pub(super) struct Ticket<'a> {
    pub(super) project: &'a Project,
    /// The latest step it needs, and that step's number and phase.
    pub(super) after: &'a Step,
    pub(super) number: usize,
    pub(super) phase: usize,
}

impl<'a> Ticket<'a> {
    pub(super) fn new(guide: &'a Guide, project: &'a Project) -> Ticket<'a> {
        let number = last_step(guide, project);
        let after = &guide.steps[number - 1];
        Ticket {
            project,
            after,
            number,
            phase: guide.place(&after.slug).phase,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/projects.html")]
struct ProjectsPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    query: &'a ProjectQuery,
    errors: Vec<FieldError>,
    tickets: Vec<Ticket<'a>>,
    found: String,
    /// What to give up when nothing fits: its name, the address without it, and how many ideas
    /// that gives.
    fewer: Vec<(String, String, String)>,
    choices: Vec<Choice>,
    pages: Vec<(usize, String, bool)>,
}

#[derive(Template)]
#[template(path = "pages/project.html")]
struct ProjectPage<'a> {
    frame: Frame<'a>,
    project: &'a Project,
    ticket: Ticket<'a>,
    steps: Vec<&'a Step>,
    skills: Vec<&'a Skill>,
    similar: Vec<Ticket<'a>>,
    acceptance: Option<&'a Acceptance>,
    contents: Contents<'a>,
}

/// Draws the ideas that fit. What the visitor chose wrongly is said, and kept in the form.
pub fn projects(guide: &Guide, query: &ProjectQuery) -> Page {
    let mut frame = Frame::new(
        guide,
        "/projects",
        "Project ideas",
        format!(
            "{} for backend developers, each with finish criteria, sorted by what you have learned.",
            count(guide.projects.len(), "project idea", "project ideas")
        ),
    );
    let (filter, errors) = match query.parse(guide) {
        Ok(filter) => (filter, Vec::new()),
        Err(errors) => (ProjectFilter::default(), errors),
    };
    frame.has_errors = !errors.is_empty();
    let fitting = select(guide, &filter);
    let choices = choices(guide, &filter);
    // Files cannot answer for a page number, so an export shows all.
    let per_page = match guide.settings.drawing.mode {
        Mode::Export => fitting.len().max(1),
        Mode::Serve | Mode::Watch => PER_PAGE,
    };
    let pages = fitting.len().div_ceil(per_page);
    let page = query.page_of(pages);
    let drawn = ProjectsPage {
        fewer: fewer(guide, &choices),
        choices,
        pages: if errors.is_empty() {
            page_links(guide, &filter, page, pages)
        } else {
            Vec::new()
        },
        found: count(fitting.len(), "idea", "ideas"),
        tickets: fitting
            .into_iter()
            .skip((page - 1) * per_page)
            .take(per_page)
            .map(|it| Ticket::new(guide, it))
            .collect(),
        frame,
        guide,
        query,
        errors,
    };
    let answer = Page::html(&drawn.frame, &drawn);
    if drawn.errors.is_empty() {
        answer
    } else {
        answer.with_status(StatusCode::UNPROCESSABLE_ENTITY)
    }
}

/// Something the visitor chose, with the address and the filter that are left without it.
struct Choice {
    name: String,
    url: String,
    without: ProjectFilter,
}

fn choices(guide: &Guide, filter: &ProjectFilter) -> Vec<Choice> {
    let choice = |name: String, without: ProjectFilter| Choice {
        name,
        url: address(guide, &without, 1),
        without,
    };
    let level = filter.level.map(|level| {
        let without = ProjectFilter {
            level: None,
            ..*filter
        };
        choice(level.to_string(), without)
    });
    let upto = filter.upto.map(|number| {
        let without = ProjectFilter {
            upto: None,
            ..*filter
        };
        choice(format!("Up to {}", guide.steps[number - 1].title), without)
    });
    level.into_iter().chain(upto).collect()
}

/// Where a page of the ideas that fit is found: only what differs from the default is asked.
fn address(guide: &Guide, filter: &ProjectFilter, page: usize) -> String {
    let level = filter.level.map(|level| format!("level={}", level.slug()));
    let upto = filter
        .upto
        .map(|number| format!("upto={}", guide.steps[number - 1].slug));
    let page = (page > 1).then(|| format!("page={page}"));
    let asked: Vec<String> = [level, upto, page].into_iter().flatten().collect();
    if asked.is_empty() {
        "/projects".to_owned()
    } else {
        format!("/projects?{}", asked.join("&"))
    }
}

/// The choices that some idea would fit without, each with their number in words.
fn fewer(guide: &Guide, choices: &[Choice]) -> Vec<(String, String, String)> {
    let found = |choice: &Choice| {
        let ideas = select(guide, &choice.without).len();
        let said = count(ideas, "idea", "ideas");
        (ideas > 0).then(|| (choice.name.clone(), choice.url.clone(), said))
    };
    choices.iter().filter_map(found).collect()
}

/// The pages of a long list: number, address, and whether it is this one.
fn page_links(
    guide: &Guide,
    filter: &ProjectFilter,
    page: usize,
    pages: usize,
) -> Vec<(usize, String, bool)> {
    let link = |number| (number, address(guide, filter, number), number == page);
    if pages > 1 {
        (1..=pages).map(link).collect()
    } else {
        Vec::new()
    }
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
    let page = ProjectPage {
        frame: frame.below(&[("/projects", "Project ideas")]),
        project,
        ticket: Ticket::new(guide, project),
        steps: project
            .steps
            .iter()
            .map(|slug| guide.step(slug.as_ref()))
            .collect(),
        skills: project
            .skills
            .iter()
            .filter_map(|slug| guide.skill(slug.as_ref()))
            .collect(),
        similar: related::similar_projects(guide, project)
            .into_iter()
            .map(|it| Ticket::new(guide, it))
            .collect(),
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
