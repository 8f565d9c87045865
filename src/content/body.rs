//! The Markdown below the front matter.

use super::{Helpers, Problems, Slug, SourceFile, address};
use crate::markdown::{self, Document};

/// Sections whose third-level headings are folded: their answers and hints wait until asked.
const FOLDED: [&str; 2] = ["Check yourself", "Hints"];

/// Parses a body and reports what a single file can get wrong.
pub(super) fn parse(
    file: &SourceFile,
    text: &str,
    helpers: Helpers<'_>,
    problems: &mut Problems,
) -> Document {
    let source = markdown::Source {
        text,
        path: &file.path,
        address: address::of_file,
        folded: &FOLDED,
        terms: helpers.terms,
    };
    let document = markdown::parse(&source, helpers.highlighter);
    for mistake in &document.mistakes {
        problems.markdown(file, mistake);
    }
    let mut above = 1;
    for heading in &document.headings {
        if heading.level == 1 {
            problems.title_in_body(file, heading.offset);
        } else if heading.level > above + 1 {
            problems.skipped_level(file, heading.offset, heading.level, above);
        }
        above = heading.level.max(1);
    }
    document
}

/// The slug of a file: its name without the extension.
pub(super) fn slug(file: &SourceFile, problems: &mut Problems) -> Option<Slug> {
    let name = address::stem(&file.path);
    let slug = Slug::try_from(name.to_owned());
    if slug.is_err() {
        problems.bad_file_name(file, name);
    }
    slug.ok()
}

/// Reports a text that is empty or longer than the place it stands in.
pub(super) fn fits(
    file: &SourceFile,
    text: &toml::Spanned<String>,
    key: &str,
    max: usize,
    problems: &mut Problems,
) {
    let length = text.as_ref().chars().count();
    if length > max {
        problems.too_long(file, text.span().start, key, max, length);
    }
    if text.as_ref().trim().is_empty() {
        problems.empty(file, text.span().start, key);
    }
}

/// Reports a list without entries: its page would be empty, so the file should go.
pub(super) fn not_empty<T>(
    file: &SourceFile,
    key: &str,
    list: Option<Vec<T>>,
    problems: &mut Problems,
) -> Option<Vec<T>> {
    let list = list?;
    if list.is_empty() {
        problems.empty(file, 0, key);
        return None;
    }
    Some(list)
}
