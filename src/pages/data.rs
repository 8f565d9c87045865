//! `/data/projects.json`: the catalogue for programs. `static/data/projects.schema.json`
//! describes it, and a test holds the two together.

use serde::Serialize;

use super::page::Page;
use crate::content::{Guide, Project};

/// Goes up when a field is renamed or removed.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Catalogue<'a> {
    format: &'static str,
    version: u32,
    site: String,
    licence: &'a str,
    licence_url: String,
    projects: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    slug: &'a str,
    url: String,
    title: &'a str,
    summary: &'a str,
    level: &'static str,
    hours: Range,
    teaches: &'a str,
    skills: Vec<Named<'a>>,
    steps: Vec<Named<'a>>,
    after: After<'a>,
    published: String,
    was: Vec<&'a str>,
}

#[derive(Serialize)]
struct Range {
    least: u32,
    most: u32,
}

#[derive(Serialize)]
struct Named<'a> {
    slug: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct After<'a> {
    step: &'a str,
    number: usize,
    phase: usize,
}

/// Writes the catalogue.
pub fn projects_data(guide: &Guide) -> Page {
    let catalogue = Catalogue {
        format: "backend-guide-projects",
        version: VERSION,
        site: guide.settings.absolute("/"),
        licence: &guide.settings.licence,
        licence_url: guide.settings.licence_url.to_string(),
        projects: guide.projects.iter().map(|it| entry(guide, it)).collect(),
    };
    let text = serde_json::to_string_pretty(&catalogue).expect("texts and numbers become JSON");
    Page::new("application/json", text + "\n")
}

fn entry<'a>(guide: &'a Guide, project: &'a Project) -> Entry<'a> {
    let number = project.last_step;
    let last = &guide.steps[number - 1];
    let steps = project.steps.iter().map(|slug| guide.step(slug.as_ref()));
    Entry {
        slug: project.slug.as_str(),
        url: guide.settings.absolute(&project.url()),
        title: &project.title,
        summary: &project.summary,
        level: project.level.slug(),
        hours: Range {
            least: project.hours.least,
            most: project.hours.most,
        },
        teaches: &project.teaches,
        skills: guide
            .skills_of(project)
            .map(|skill| Named {
                slug: skill.slug.as_ref().as_str(),
                title: &skill.title,
            })
            .collect(),
        steps: steps
            .map(|step| Named {
                slug: step.slug.as_str(),
                title: &step.title,
            })
            .collect(),
        after: After {
            step: last.slug.as_str(),
            number,
            phase: guide.place(&last.slug).phase,
        },
        published: project.published.iso(),
        was: project.was.iter().map(|it| it.as_ref().as_str()).collect(),
    }
}
