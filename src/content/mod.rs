//! Files to a checked [`Guide`].
//!
//! [`load`] reads the files, parses each, runs every check, and returns either a guide in
//! which every reference resolves, or the full list of problems. Nothing after this module
//! touches the disk, and nothing after it meets a broken reference.

mod acceptance;
mod address;
mod article;
mod body;
mod branches;
mod checks;
mod draft;
mod faq;
mod front_matter;
mod guide;
mod interview;
mod jobs;
mod json_resume;
mod lists;
mod nearest;
mod problem;
mod problem_pay;
mod project;
mod roadmap;
mod salary;
mod slug;
mod source;
mod starters;
mod step;
mod style;
mod text;
mod toml_words;

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

pub use acceptance::Acceptance;
pub use article::Article;
pub use branches::{Branch, Overlap, Stop, branches};
pub use faq::{Question, Theme};
pub use guide::{Door, Drawing, Guide, Home, Menu, MenuLink, Mode, Place, Settings};
pub use interview::{InterviewQuestion, Seniority, Topic};
pub use jobs::{Board, Jobs, Listing, Search};
pub use json_resume::{JsonEntry, JsonResume, NotJsonResume};
pub use lists::{Cost, Kind, Resource, Skill, SkillGroup, Term, Wanted};
pub use nearest::{MOST_ERRORS, nearest};
pub use problem::{Problem, Problems};
pub use project::{Level, Project};
pub use roadmap::Phase;
pub use salary::{
    Amount, Country, Period, Row as SalaryRow, Segment as SalarySegment, Source as SalarySource,
    SourceKind, Unit,
};
pub use slug::Slug;
pub(crate) use source::read_file;
pub use source::{Files, SourceFile};
pub use starters::{First, ListedStarter, Starter};
pub use step::{Beside, Step};
pub use style::{Reading, Style, of as style_of, style};
pub use text::{Day, Hours, WebAddress, base_path, origin, thousands};

use crate::markdown::{Highlighter, Terms};
use draft::{Draft, Parsed};

/// Where a folder of files comes from.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'a> {
    /// The files that were built into the program.
    BuiltIn,
    /// A folder on disk.
    Folder(&'a Path),
}

/// Loads and checks the content, with the files of `overlay` laid over it. Texts may link to
/// the addresses in `assets` as well as to pages.
///
/// # Errors
/// Every problem a writer must fix, in the order of files and lines.
pub fn load(
    origin: Origin<'_>,
    overlay: Option<&Path>,
    assets: BTreeSet<String>,
    highlighter: &Highlighter,
) -> Result<Guide, Problems> {
    let mut problems = Problems::default();
    let mut files = source::read(origin, overlay, &mut problems);
    files.assets = assets;
    parse(files, problems, highlighter)
}

/// Parses and checks files already in memory. Tests start here.
///
/// # Errors
/// Every problem a writer must fix, in the order of files and lines.
pub fn parse(
    files: Files,
    mut problems: Problems,
    highlighter: &Highlighter,
) -> Result<Guide, Problems> {
    let terms = terms(&files);
    let helpers = Helpers {
        highlighter,
        terms: &terms,
    };
    let parsed: Vec<(Parsed, Problems)> = files
        .list
        .par_iter()
        .map(|file| {
            let mut problems = Problems::default();
            (parse_file(file, helpers, &mut problems), problems)
        })
        .collect();
    let mut draft = Draft::new(files.folder, files.assets);
    for path in files.unreadable {
        draft.mark_broken(&path);
    }
    for (file, (parsed, found)) in files.list.into_iter().zip(parsed) {
        problems.append(found);
        draft.add(file, parsed);
    }
    checks::run(&draft, &mut problems);
    if problems.is_empty() {
        Ok(draft.finish())
    } else {
        Err(problems)
    }
}

/// What Markdown needs from outside its file.
#[derive(Clone, Copy)]
struct Helpers<'a> {
    highlighter: &'a Highlighter,
    terms: &'a Terms,
}

/// The words of the glossary, which every other file may use. What is wrong with them is
/// reported when the file has its turn.
fn terms(files: &Files) -> Terms {
    let file = files.list.iter().find(|file| file.path == "glossary.toml");
    match file.map(|file| lists::parse_terms(file, &mut Problems::default())) {
        Some(Parsed::Terms(list, _)) => Terms::new(list.iter().map(|it| (it.url(), it.words()))),
        _ => Terms::default(),
    }
}

/// Which file becomes what.
fn parse_file(file: &SourceFile, helpers: Helpers<'_>, problems: &mut Problems) -> Parsed {
    let parts: Vec<&str> = file.path.split('/').collect();
    match parts.as_slice() {
        ["site.toml"] => guide::parse_settings(file, problems),
        ["home.toml"] => guide::parse_home(file, problems),
        ["roadmap.toml"] => roadmap::parse(file, problems),
        ["faq.toml"] => faq::parse_themes(file, problems),
        ["interview.toml"] => interview::parse_order(file, problems),
        ["glossary.toml"] => lists::parse_terms(file, problems),
        ["skills.toml"] => lists::parse_skills(file, problems),
        ["resources.toml"] => lists::parse_resources(file, problems),
        ["jobs.toml"] => jobs::parse(file, problems),
        ["starters.toml"] => starters::parse(file, problems),
        ["resume", name] if name.ends_with(".json") => json_resume::parse(file, problems),
        ["countries.toml"] => salary::parse_countries(file, problems),
        ["salary", name] if name.ends_with(".toml") => salary::parse(file, problems),
        ["salary", name] if name.ends_with(".csv") => salary::parse_rows(file, problems),
        ["guide", name] if name.ends_with(".md") => step::parse(file, helpers, problems),
        ["projects", name] if name.ends_with(".md") => project::parse(file, helpers, problems),
        ["projects", "checks", name] if name.ends_with(".hurl") => {
            acceptance::parse(file, problems)
        }
        ["faq", name] if name.ends_with(".md") => faq::parse(file, helpers, problems),
        ["interview", name] if name.ends_with(".md") => interview::parse(file, helpers, problems),
        ["pages", name] | ["pages", _, name] if name.ends_with(".md") => {
            article::parse(file, helpers, problems)
        }
        _ => {
            problems.unexpected_file(file);
            Parsed::Broken
        }
    }
}
