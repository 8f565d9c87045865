//! What a writer must fix, and where.
//!
//! Callers do not build messages. They call the method that names the problem, so every
//! message the loader can print is written, worded and found in this file, and those about pay in
//! `problem_pay.rs` beside it.

use std::fmt;
use std::io;
use std::ops::Range;

use super::toml_words::{list, names_in, plain_type_error};
use super::{NotJsonResume, SourceFile, nearest};
use crate::markdown::{CODE_WORDS, LANGUAGES, Mistake, MistakeKind, TRACKS};

/// What a date must look like.
pub(super) const NOT_A_DAY: &str = "expected a date such as 2026-11-21";
/// What a range of hours must look like.
pub(super) const BAD_HOURS: &str =
    "hours are two numbers up to 1000, the least and the most, such as [14, 26]";

/// What a link to another site must look like.
pub(super) const NOT_AN_ADDRESS: &str = "expected an address that begins with https:// or http://";
/// What the origin of a site must look like.
pub(super) const NOT_AN_ORIGIN: &str = "write scheme and host, such as https://guide.example";
/// What a base path must look like.
pub(super) const NOT_A_BASE_PATH: &str = "write a path, such as /guide";

/// What a slug must look like.
pub(super) fn bad_slug(text: &str) -> String {
    format!("`{text}` is not a slug: use lower-case letters, digits and single hyphens")
}

/// One thing a writer must fix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path of the file as the writer knows it, such as `content/guide/http.md`.
    pub path: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it, when we know.
    pub help: Option<String>,
}

/// Every problem found in one load. A load with no problems yields a guide.
#[derive(Debug, Default, Clone)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn append(&mut self, mut more: Problems) {
        self.list.append(&mut more.list);
    }

    // Files.

    pub(super) fn unreadable(&mut self, path: &str, err: &io::Error) {
        self.list.push(Problem {
            path: path.to_owned(),
            line: 1,
            column: 1,
            message: format!("cannot be read: {err}"),
            help: None,
        });
    }

    pub(super) fn not_utf8(&mut self, path: &str, bytes: &[u8], at: usize) {
        let before = &bytes[..at];
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |it| it + 1);
        self.list.push(Problem {
            path: path.to_owned(),
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&before[line_start..])
                .chars()
                .count()
                + 1,
            message: "the file is not UTF-8 text".to_owned(),
            help: Some("save it as UTF-8 in your editor".to_owned()),
        });
    }

    pub(super) fn unexpected_file(&mut self, file: &SourceFile) {
        let help = "see content/README.md for the folders";
        self.add(
            file,
            0,
            "no page is made from this file",
            Some(help.to_owned()),
        );
    }

    pub(super) fn bad_file_name(&mut self, file: &SourceFile, name: &str) {
        self.add(file, 0, format!("the file name {}", bad_slug(name)), None);
    }

    pub(super) fn missing_file(&mut self, folder: &str, path: &str) {
        self.list.push(Problem {
            path: format!("{folder}/{path}"),
            line: 1,
            column: 1,
            message: "the file is missing".to_owned(),
            help: Some("see content/README.md for what it holds".to_owned()),
        });
    }

    // TOML.

    pub(super) fn missing_front_matter(&mut self, file: &SourceFile) {
        self.add(
            file,
            0,
            "the file must start with a line `+++`, its TOML fields, and a line `+++`",
            None,
        );
    }

    pub(super) fn open_front_matter(&mut self, file: &SourceFile) {
        self.add(
            file,
            0,
            "the front matter is not closed",
            Some("add a line `+++` below it".into()),
        );
    }

    /// A mistake that the TOML parser or a type found; `known_keys` is asked when it helps.
    /// Returns the key that was probably meant, if the mistake is a mistyped one.
    pub(super) fn toml(
        &mut self,
        file: &SourceFile,
        err: &toml::de::Error,
        known_keys: impl FnOnce() -> Vec<String>,
    ) -> Option<String> {
        let at = err.span().unwrap_or_default().start;
        let text = err.message().trim_end();
        let names = names_in(text);
        if text.starts_with("unknown field") {
            let (key, known) = (&names[0], &names[1..]);
            let meant = nearest(key, known.iter().map(String::as_str));
            let message = format!("there is no key `{key}` here, the keys are {}", list(known));
            self.add(file, at, message, meant.map(did_you_mean));
            return meant.map(str::to_owned);
        } else if text.starts_with("missing field") {
            let help = match known_keys() {
                keys if keys.is_empty() => None,
                keys => Some(format!("the keys are {}", list(&keys))),
            };
            self.add(file, at, format!("the key `{}` is missing", names[0]), help);
        } else if text.starts_with("unknown variant") {
            let (name, known) = (&names[0], &names[1..]);
            let help = nearest(name, known.iter().map(String::as_str)).map(did_you_mean);
            self.add(
                file,
                at,
                format!("`{name}` is not one of {}", list(known)),
                help,
            );
        } else {
            self.add(file, at, plain_type_error(text), None);
        }
        None
    }

    pub(super) fn too_long(
        &mut self,
        file: &SourceFile,
        at: usize,
        key: &str,
        max: usize,
        is: usize,
    ) {
        let message = format!("`{key}` has {is} characters, at most {max} fit");
        self.add(file, at, message, None);
    }

    pub(super) fn too_few(
        &mut self,
        file: &SourceFile,
        at: usize,
        key: &str,
        range: Range<usize>,
        is: usize,
    ) {
        let (least, most) = (range.start, range.end - 1);
        let message = format!("`{key}` needs {least} to {most} entries and has {is}");
        self.add(file, at, message, None);
    }

    pub(super) fn empty(&mut self, file: &SourceFile, at: usize, key: &str) {
        self.add(file, at, format!("`{key}` is empty"), None);
    }

    // References.

    /// A reference to something that does not exist, with the nearest name that does.
    pub(super) fn unknown<'a>(
        &mut self,
        file: &SourceFile,
        at: usize,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) {
        let help = nearest(name, known).map(did_you_mean);
        self.add(file, at, format!("there is no {what} `{name}`"), help);
    }

    pub(super) fn not_a_page(&mut self, file: &SourceFile, at: usize, target: &str) {
        let help =
            "link to a content file such as `http.md`, or to an address that starts with `/`";
        let message = format!("`{target}` is not a content file");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn not_listed(&mut self, file: &SourceFile, list: &str) {
        self.add(file, 0, format!("{list} does not name this file"), None);
    }

    pub(super) fn not_a_json_resume(&mut self, file: &SourceFile, why: &NotJsonResume) {
        let (line, column, message) = match why {
            NotJsonResume::NotJson(line, column) => {
                (*line, *column, "here the text stops being JSON")
            }
            NotJsonResume::NoBasics => (1, 1, "a JSON Resume has an object `basics`"),
            NotJsonResume::TooMany => (1, 1, "this has more entries than a résumé"),
        };
        self.list.push(Problem {
            path: file.shown.clone(),
            line,
            column,
            message: message.to_owned(),
            help: None,
        });
    }

    pub(super) fn in_no_menu(&mut self, file: &SourceFile) {
        let help = "readers find a page by its link";
        self.add(
            file,
            0,
            "no menu of site.toml names this page",
            Some(help.to_owned()),
        );
    }

    pub(super) fn listed_twice(&mut self, file: &SourceFile, at: usize, name: &str) {
        self.add(file, at, format!("`{name}` is named a second time"), None);
    }

    pub(super) fn address_taken(&mut self, file: &SourceFile, at: usize, address: &str, by: &str) {
        self.add(
            file,
            at,
            format!("the address `{address}` belongs to {by}"),
            None,
        );
    }

    pub(super) fn needs_itself(&mut self, file: &SourceFile, at: usize, name: &str) {
        self.add(file, at, format!("the step `{name}` needs itself"), None);
    }

    pub(super) fn needs_later_step(&mut self, file: &SourceFile, at: usize, name: &str) {
        let help = "a step may only need steps above it in roadmap.toml";
        let message = format!("the step `{name}` comes later on the path");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn cycle(&mut self, file: &SourceFile, at: usize, names: &[&str]) {
        let message = format!(
            "these steps need each other in a circle: {}",
            names.join(", ")
        );
        self.add(file, at, message, None);
    }

    pub(super) fn last_step_on_a_side_track(&mut self, file: &SourceFile, at: usize, name: &str) {
        let help = "the line must reach the next phase: set `track = \"main\"` or move the step up";
        let message = format!("`{name}` ends its phase and is on a side track");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn side_tracks_overlap(
        &mut self,
        file: &SourceFile,
        at: usize,
        side: &str,
        with: &str,
    ) {
        let message = format!("the side track of `{side}` overlaps `{with}`");
        let help = "put one of them on the main track, or change their order";
        self.add(file, at, message, Some(help.to_owned()));
    }

    // Markdown.

    pub(super) fn markdown(&mut self, file: &SourceFile, mistake: &Mistake) {
        let languages = || LANGUAGES.iter().map(|(name, ..)| *name);
        let tracks = || TRACKS.iter().map(|(name, _)| *name);
        let (message, help) = match &mistake.kind {
            MistakeKind::RawHtml => (
                "raw HTML is shown as text".to_owned(),
                Some("write Markdown, or put it in backticks".to_owned()),
            ),
            MistakeKind::ImageWithoutText => (
                "the image has no alternative text".to_owned(),
                Some("say what it shows: `![a diagram of …](…)`".to_owned()),
            ),
            MistakeKind::ForeignImage => (
                "a picture of another site is not shown".to_owned(),
                Some("put the file into static/ and begin its address with `/`".to_owned()),
            ),
            MistakeKind::RepeatedId(id) => (
                format!("the name `{{#{id}}}` is taken on this page"),
                Some("choose another".to_owned()),
            ),
            MistakeKind::NestedHeading => ("a heading inside a quote or a list".to_owned(), None),
            MistakeKind::UnknownLanguage(name) => {
                let help = nearest(name, languages()).map(did_you_mean);
                let names: Vec<String> = languages().map(str::to_owned).collect();
                let help = help.or_else(|| Some(format!("the languages are {}", list(&names))));
                (format!("there is no code language `{name}`"), help)
            }
            MistakeKind::NoLanguage => (
                "the code block does not name its language".to_owned(),
                Some(
                    "begin it with ```` ```python ````, or ```` ```text ```` for plain text"
                        .to_owned(),
                ),
            ),
            MistakeKind::UnknownCodeWord(word) => {
                let help = nearest(word, CODE_WORDS.into_iter()).map(did_you_mean);
                let words = CODE_WORDS.map(str::to_owned);
                let help = help.or_else(|| Some(format!("the words are {}", list(&words))));
                (
                    format!("`{word}` means nothing behind a code language"),
                    help,
                )
            }
            MistakeKind::UnknownReference(name) => (
                format!("there is no link definition `{name}`"),
                Some(format!("add `[{name}]: …` or write `[text](…)`")),
            ),
            MistakeKind::UnknownTrack(name) => {
                let help = nearest(name, tracks()).map(did_you_mean);
                let names: Vec<String> = tracks().map(str::to_owned).collect();
                let help = help.or_else(|| Some(format!("the tracks are {}", list(&names))));
                (format!("there is no language track `{name}`"), help)
            }
            MistakeKind::OpenTrack => (
                "the language track is not closed".to_owned(),
                Some("add a line `:::` below it".to_owned()),
            ),
            MistakeKind::StrayFence => ("`:::` closes nothing".to_owned(), None),
            MistakeKind::CrowdedFence => (
                "a `:::` line stands at the margin, with an empty line above and below it"
                    .to_owned(),
                None,
            ),
            MistakeKind::EmptyTableHeading => (
                "a column of the table has no heading".to_owned(),
                Some("say what is in it: screen readers read it before each cell".to_owned()),
            ),
            MistakeKind::HeadingInTrack => (
                "a heading inside a language track".to_owned(),
                Some("put the tracks below one heading".to_owned()),
            ),
        };
        self.add(file, mistake.offset, message, help);
    }

    pub(super) fn title_in_body(&mut self, file: &SourceFile, at: usize) {
        let help = "the title is the only first-level heading, start with `##`";
        self.add(
            file,
            at,
            "a first-level heading in the text",
            Some(help.to_owned()),
        );
    }

    pub(super) fn skipped_level(&mut self, file: &SourceFile, at: usize, level: u8, after: u8) {
        let message = format!("a heading of level {level} follows one of level {after}");
        let help = format!("use `{}`", "#".repeat(usize::from(after) + 1));
        self.add(file, at, message, Some(help));
    }

    pub(super) fn missing_section(&mut self, file: &SourceFile, title: &str) {
        let help = "every step has it, see content/README.md";
        self.add(
            file,
            0,
            format!("the section `## {title}` is missing"),
            Some(help.to_owned()),
        );
    }

    pub(super) fn missing_comment(&mut self, file: &SourceFile, title: &str) {
        let help = "the page of the project shows it, see content/README.md";
        let message = format!("the comment on top has no lines below `# {title}:`");
        self.add(file, 0, message, Some(help.to_owned()));
    }

    pub(super) fn command_without_its_file(&mut self, file: &SourceFile, at: usize, name: &str) {
        let message = format!("the command does not end with `{name}`");
        self.add(file, at, message, None);
    }

    pub(super) fn text_before_questions(&mut self, file: &SourceFile) {
        let help = "a topic is questions only: begin with `## …`, and use `summary` for the rest";
        self.add(
            file,
            0,
            "text above the first question is not shown",
            Some(help.to_owned()),
        );
    }

    pub(super) fn question_without_level(&mut self, file: &SourceFile, at: usize) {
        let help = "end the heading with {#short-name .junior step=http}, or .mid or .senior";
        self.add(file, at, "the question has no level", Some(help.to_owned()));
    }

    pub(super) fn question_without_step(&mut self, file: &SourceFile, at: usize) {
        let help = "end the heading with {#short-name .junior step=http}";
        self.add(
            file,
            at,
            "the question names no step that teaches it",
            Some(help.to_owned()),
        );
    }

    pub(super) fn add(
        &mut self,
        file: &SourceFile,
        offset: usize,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let (line, column) = file.position(offset);
        self.list.push(Problem {
            path: file.shown.clone(),
            line,
            column,
            message: message.into(),
            help,
        });
    }
}

/// One problem a line, in the form editors and code hosts turn into links.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted: Vec<&Problem> = self.list.iter().collect();
        sorted.sort();
        sorted.dedup();
        for it in sorted {
            write!(f, "{}:{}:{}: {}", it.path, it.line, it.column, it.message)?;
            if let Some(help) = &it.help {
                write!(f, " ({help})")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}
