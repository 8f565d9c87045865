//! `/resume/starters`: résumés to begin with, and a JSON Resume drawn as a page.

use askama::Template;
use http::StatusCode;

use super::frame::Frame;
use super::page::Page;
use super::resume::above;
use crate::content::{First, Guide, JsonEntry, JsonResume, Starter};
use crate::tools::FieldError;
use crate::tools::resume::{markdown_of_json_resume, text_of_json_resume};

/// The files of a starter, by their extension.
pub const STARTER_FILES: [&str; 3] = ["txt", "md", "json"];

#[derive(Template)]
#[template(path = "pages/resume_starters.html")]
struct StartersPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    errors: Vec<FieldError>,
    /// What was pasted.
    text: &'a str,
    first: First,
}

#[derive(Template)]
#[template(path = "pages/resume_page.html")]
struct ResumePage<'a> {
    frame: Frame<'a>,
    resume: &'a JsonResume,
    contact: String,
    /// The links, each with the address it leads to.
    links: Vec<(String, String)>,
    skills: Vec<String>,
    /// The parts with entries in order, the skills before the part of that index.
    parts: Vec<(&'static str, &'a [JsonEntry])>,
    skills_at: usize,
}

/// The list of starters and the form.
pub fn resume_starters(guide: &Guide) -> Page {
    draw(guide, Vec::new(), "", First::Projects)
}

fn draw(guide: &Guide, errors: Vec<FieldError>, text: &str, first: First) -> Page {
    let mut frame = Frame::new(
        guide,
        "/resume/starters",
        "Résumé starters",
        "Résumés to begin with for five situations, as plain text, Markdown and JSON Resume, and a clean page to print from your own file.",
    );
    frame.has_errors = !errors.is_empty();
    frame.is_private = frame.has_errors;
    let page = StartersPage {
        frame: frame.below(&above(guide)),
        guide,
        errors,
        text,
        first,
    };
    Page::html(&page.frame, &page)
}

/// A JSON Resume as a page to print, or the form with what is wrong. `text` is what was pasted.
pub fn resume_page(
    guide: &Guide,
    resume: Result<JsonResume, FieldError>,
    text: &str,
    first: First,
) -> Page {
    let resume = match resume {
        Ok(resume) => resume,
        Err(error) => {
            return draw(guide, vec![error], text, first)
                .with_status(StatusCode::UNPROCESSABLE_ENTITY)
                .private();
        }
    };
    let mut frame = Frame::new(
        guide,
        "/resume/starters",
        "Your résumé",
        "A résumé to print.",
    );
    frame.is_private = true;
    let work = ("Experience", resume.work.as_slice());
    let projects = ("Projects", resume.projects.as_slice());
    let (parts, skills_at) = match first {
        First::Projects => ([projects, work], 0),
        First::Work => ([work, projects], 1),
    };
    let after = [
        ("Volunteering", resume.volunteer.as_slice()),
        ("Education", resume.education.as_slice()),
    ];
    let contact = [&resume.place, &resume.email, &resume.phone].map(String::as_str);
    let page = ResumePage {
        frame: frame.below(&[("/resume/starters", "Résumé starters")]),
        contact: contact
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        links: resume
            .links
            .iter()
            .map(|link| (short(link).to_owned(), full(link)))
            .collect(),
        skills: resume.skills.iter().map(skill).collect(),
        parts: parts.into_iter().chain(after).collect(),
        skills_at,
        resume: &resume,
    };
    Page::html(&page.frame, &page).private()
}

fn skill((name, words): &(String, Vec<String>)) -> String {
    match (name.is_empty(), words.is_empty()) {
        (_, true) => name.clone(),
        (true, false) => words.join(", "),
        (false, false) => format!("{name}: {}", words.join(", ")),
    }
}

/// An address as it is typed.
fn short(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.strip_prefix("www.")
        .unwrap_or(rest)
        .trim_end_matches('/')
}

/// An address to follow: only of the web, whatever the file says; empty if it is none.
fn full(link: &str) -> String {
    match link.split_once("://") {
        Some(("https" | "http", _)) => link.to_owned(),
        Some(_) => String::new(),
        None if link.contains(':') => String::new(),
        None => format!("https://{link}"),
    }
}

/// One file of a starter, to be saved.
pub fn starter_file(starter: &Starter, extension: &'static str) -> Page {
    let first = starter.listed.first;
    let (media_type, text) = match extension {
        "json" => ("application/json", starter.json.clone()),
        "md" => (
            "text/markdown; charset=utf-8",
            markdown_of_json_resume(&starter.resume, first),
        ),
        _ => (
            "text/plain; charset=utf-8",
            text_of_json_resume(&starter.resume, first),
        ),
    };
    Page {
        download: Some(format!(
            "resume-{}.{extension}",
            starter.listed.slug.as_ref()
        )),
        ..Page::new(media_type, text)
    }
}
