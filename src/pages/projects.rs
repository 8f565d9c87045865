//! `/projects`: the project ideas that fit, and `/projects/<slug>`: one of them.

use askama::Template;
use http::StatusCode;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Level, Project, Skill, Step};
use crate::markdown::Heading;
use crate::tools::projects::{ProjectFilter, ProjectQuery, last_step, select};
use crate::tools::{FieldError, related};

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
    contents: Vec<&'a Heading>,
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
    let page = ProjectsPage {
        found: count(fitting.len(), "idea", "ideas"),
        tickets: fitting
            .into_iter()
            .map(|it| Ticket::new(guide, it))
            .collect(),
        frame,
        guide,
        query,
        errors,
    };
    let drawn = Page::html(&page.frame, &page);
    if page.errors.is_empty() {
        drawn
    } else {
        drawn.with_status(StatusCode::UNPROCESSABLE_ENTITY)
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
    let headings: Vec<&Heading> = project
        .body
        .headings
        .iter()
        .filter(|heading| heading.level == 2)
        .collect();
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
        contents: if headings.len() > 3 {
            headings
        } else {
            Vec::new()
        },
    };
    Page::html(&page.frame, &page)
}
