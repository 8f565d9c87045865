//! `projects/checks/*.hurl` to [`Acceptance`].
//!
//! The requests are for the command `hurl`, which we do not have; `tests/checks/` sends them to a
//! server that is right and to ones that are wrong. Here only the comment on top is read, because
//! the page of the project shows it.

use super::draft::Parsed;
use super::{Problems, Slug, SourceFile, body};

/// The parts of the comment on top, in their order.
const PARTS: [&str; 4] = [
    "Before you run it",
    "Run it",
    "It checks",
    "It leaves to you",
];

/// Requests and expected answers that a finished project passes.
#[derive(Debug)]
pub struct Acceptance {
    /// The project they belong to, from the file name.
    pub slug: Slug,
    /// What must be ready first.
    pub before: Vec<String>,
    /// The one line to type, beside the file.
    pub command: String,
    /// What passing it shows.
    pub checks: Vec<String>,
    /// What it cannot see.
    pub leaves: Vec<String>,
    /// How many requests it sends.
    pub requests: usize,
    /// The whole file.
    pub text: String,
    /// The file it comes from, below the content folder.
    pub path: String,
}

impl Acceptance {
    /// The address of the file.
    pub fn url(&self) -> String {
        format!("/projects/checks/{}", self.file_name())
    }

    /// The name it is saved under, which is also the one in its command.
    pub fn file_name(&self) -> String {
        format!("{}.hurl", self.slug)
    }
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let Some(slug) = body::slug(file, problems) else {
        return Parsed::Broken;
    };
    let mut parts: [Vec<String>; 4] = Default::default();
    let mut is_complete = true;
    for (part, lines) in PARTS.iter().zip(&mut parts) {
        *lines = part_of(&file.text, part);
        if lines.is_empty() {
            problems.missing_comment(file, part);
            is_complete = false;
        }
    }
    let [before, command, checks, leaves] = parts;
    let requests = file.text.lines().filter(|line| line.starts_with("HTTP "));
    let acceptance = Acceptance {
        slug,
        before,
        command: command.join(" "),
        checks,
        leaves,
        requests: requests.count(),
        text: file.text.clone(),
        path: file.path.clone(),
    };
    let name = acceptance.file_name();
    if is_complete && !acceptance.command.ends_with(&format!(" {name}")) {
        let at = file.text.find(&acceptance.command).unwrap_or_default();
        problems.command_without_its_file(file, at, &name);
        is_complete = false;
    }
    if is_complete {
        Parsed::Acceptance(Box::new(acceptance))
    } else {
        Parsed::Broken
    }
}

/// The lines below `# Title:` up to an empty comment, without the marks in front.
fn part_of(text: &str, title: &str) -> Vec<String> {
    let comment = text.lines().map_while(|line| line.strip_prefix('#'));
    let below = comment.skip_while(|line| line.trim() != format!("{title}:"));
    let lines = below
        .skip(1)
        .map(str::trim)
        .take_while(|line| !line.is_empty());
    lines
        .map(|line| line.strip_prefix("- ").unwrap_or(line).to_owned())
        .collect()
}
