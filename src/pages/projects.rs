//! `/projects`: the project ideas that fit, and `/projects/<slug>`: one of them.

use askama::Template;
use http::StatusCode;

use super::contents::{Contents, contents};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, Level, Project, Skill, Step};
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
    /// Each choice of the visitor: its name, the address without it, and how many ideas that
    /// gives.
    fewer: Vec<(String, String, String)>,
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
    let page = ProjectsPage {
        fewer: fewer(guide, &filter),
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

/// What each choice costs: its name, the address without it, and how many ideas that gives. A
/// choice that alone is not to blame is left out.
fn fewer(guide: &Guide, filter: &ProjectFilter) -> Vec<(String, String, String)> {
    let level = filter.level.map(|level| {
        let step = filter.upto.map(|number| &guide.steps[number - 1].slug);
        let rest = step.map_or_else(String::new, |step| format!("?upto={step}"));
        let without = ProjectFilter {
            level: None,
            ..*filter
        };
        (level.to_string(), rest, without)
    });
    let upto = filter.upto.map(|number| {
        let rest = filter
            .level
            .map_or_else(String::new, |it| format!("?level={}", it.slug()));
        let without = ProjectFilter {
            upto: None,
            ..*filter
        };
        (guide.steps[number - 1].title.clone(), rest, without)
    });
    let found = |(name, rest, without): (String, String, ProjectFilter)| {
        let ideas = select(guide, &without).len();
        let said = count(ideas, "idea", "ideas");
        (ideas > 0).then(|| (name, format!("/projects{rest}"), said))
    };
    level.into_iter().chain(upto).filter_map(found).collect()
}

/// Draws one idea.
pub fn project(guide: &Guide, project: &Project) -> Page {
    let frame = Frame::new(
        guide,
        project.url(),
        project.title.clone(),
        project.summary.clone(),
    );
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
        contents: contents(&project.body, &[], &[]),
    };
    Page::html(&page.frame, &page)
}
