//! The TOML of a file, alone or above a Markdown text.
//!
//! serde stops at its first mistake. A writer wants all of them, so after a mistake the piece
//! that caused it is blanked out and the text is read again, until nothing is left to find.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::{Problems, SourceFile};

/// Stands for a key that is missing while the rest of the text is looked at. Never part of a
/// guide: a text with a missing key gives no value.
const STAND_INS: [&str; 8] = [
    "\"\"",
    A_TEXT,
    "0",
    "[]",
    "[1, 1]",
    "false",
    "2000-01-01",
    "[\"a\", \"b\"]",
];

/// Among them the one that is a text.
const A_TEXT: &str = "\"a\"";

/// Splits a Markdown file into its typed fields and its body.
///
/// The other half is blanked out rather than cut off, so that a span from the TOML parser and
/// an offset from the Markdown parser are both offsets into the file. The body comes even if
/// the fields have problems, so that its own mistakes are found in the same run.
pub(super) fn split<T: DeserializeOwned>(
    file: &SourceFile,
    problems: &mut Problems,
) -> (Option<T>, String) {
    let Some(start) = fence_at(&file.text, 0) else {
        problems.missing_front_matter(file);
        return (None, String::new());
    };
    let mut line = start;
    let end = loop {
        if line >= file.text.len() {
            problems.open_front_matter(file);
            return (None, String::new());
        }
        match fence_at(&file.text, line) {
            Some(after) => break line..after,
            None => line = next_line(&file.text, line),
        }
    };
    let fields = blank(&file.text[..start]) + &file.text[start..end.start];
    let body = blank(&file.text[..end.end]) + &file.text[end.end..];
    (read(file, fields, problems), body)
}

/// Parses a file that is TOML from start to end.
pub(super) fn toml<T: DeserializeOwned>(file: &SourceFile, problems: &mut Problems) -> Option<T> {
    read(file, file.text.clone(), problems)
}

/// Where the line after a `+++` begins, if there is one at this place.
fn fence_at(text: &str, at: usize) -> Option<usize> {
    let end = next_line(text, at);
    (text[at..end].trim_end() == "+++").then_some(end)
}

fn next_line(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

fn read<T: DeserializeOwned>(
    file: &SourceFile,
    mut text: String,
    problems: &mut Problems,
) -> Option<T> {
    let original = text.len();
    let mut sound = true;
    let mut removed: Vec<String> = Vec::new();
    loop {
        let err = match toml::from_str::<T>(&text) {
            Ok(value) => return sound.then_some(value),
            Err(err) => err,
        };
        let missing = missing_key(err.message()).map(str::to_owned);
        // A key that was blanked out because its value is wrong, or because it is mistyped, is
        // not missing as well.
        if !missing.as_ref().is_some_and(|key| removed.contains(key)) {
            removed.extend(problems.toml(file, &err, || known_keys::<T>(&text, &err)));
        }
        sound = false;
        let at = err.span().unwrap_or(0..0);
        let progress = match missing {
            Some(key) => {
                remove_item(&mut text, &at, &mut removed)
                    || stand_in::<T>(&mut text, &key, original)
            }
            None => remove_entry(&mut text, &at, &mut removed),
        };
        if !progress {
            return None;
        }
    }
}

/// The key in ``missing field `title` ``.
fn missing_key(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// Adds a missing key of the outermost table with a value that the type accepts.
fn stand_in<T: DeserializeOwned>(text: &mut String, key: &str, original: usize) -> bool {
    // Below a table header the line would belong to that table.
    if text.lines().any(|line| line.trim_start().starts_with('[')) {
        return false;
    }
    let mut values: Vec<String> = STAND_INS.iter().map(|value| (*value).to_owned()).collect();
    while let Some(value) = values.pop() {
        let tried = format!("{text}\n{key} = {value}");
        let Err(err) = toml::from_str::<T>(&tried) else {
            *text = tried;
            return true;
        };
        let is_about_it = err
            .span()
            .is_some_and(|span| span.start >= original && !span.is_empty());
        if missing_key(err.message()) != Some(key) && !is_about_it {
            *text = tried;
            return true;
        }
        // A choice names what it may be.
        if value == A_TEXT && err.message().starts_with("unknown variant") {
            let names = super::toml_words::names_in(err.message());
            values.extend(names.get(1).map(|name| format!("\"{name}\"")));
        }
    }
    false
}

/// Blanks the entry of an array of tables that a mistake is in, and notes the array's key: it is
/// not missing if that was its only entry.
fn remove_item(text: &mut String, at: &Range<usize>, removed: &mut Vec<String>) -> bool {
    let Some(item) = items(text)
        .into_iter()
        .find(|item| item.contains(&at.start))
    else {
        return false;
    };
    let header = &text[item.start..next_line(text, item.start)];
    removed.extend(
        header
            .trim_start_matches('[')
            .split(']')
            .next()
            .map(str::to_owned),
    );
    blank_range(text, item)
}

/// Blanks the innermost `key = value` that a mistake is in, and notes the key.
fn remove_entry(text: &mut String, at: &Range<usize>, removed: &mut Vec<String>) -> bool {
    let Ok(table) = DeTable::parse(text) else {
        return false;
    };
    let Some((key, range)) = entry_around(table.get_ref(), at.start) else {
        return false;
    };
    removed.push(key);
    blank_range(text, range)
}

/// The innermost entry around an offset: its key, and where it stands with its value.
fn entry_around(table: &DeTable<'_>, at: usize) -> Option<(String, Range<usize>)> {
    for (key, value) in table {
        let inner = match value.get_ref() {
            DeValue::Table(inner) => entry_around(inner, at),
            DeValue::Array(items) => items.iter().find_map(|item| match item.get_ref() {
                DeValue::Table(inner) => entry_around(inner, at),
                _ => None,
            }),
            _ => None,
        };
        if inner.is_some() {
            return inner;
        }
        let whole = key.span().start..value.span().end;
        let is_plain = !matches!(value.get_ref(), DeValue::Table(_)) && !is_tables(value.get_ref());
        if whole.contains(&at) && is_plain {
            return Some((key.get_ref().to_string(), whole));
        }
    }
    None
}

fn is_tables(value: &DeValue<'_>) -> bool {
    let DeValue::Array(items) = value else {
        return false;
    };
    items
        .iter()
        .any(|item| matches!(item.get_ref(), DeValue::Table(_)))
}

/// Where each `[[header]]` and the lines below it stand.
fn items(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut line = 0;
    while line < text.len() {
        let end = next_line(text, line);
        let is_nested = text[line..end].contains('.');
        if text[line..end].starts_with("[[") && !is_nested {
            starts.push(line);
        }
        line = end;
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| *start..end)
        .collect()
}

/// The keys that a table may have: serde names them when it meets one it does not know.
fn known_keys<T: DeserializeOwned>(text: &str, err: &toml::de::Error) -> Vec<String> {
    // A key that no file has, in the table the mistake is in.
    let (unknown, line) = ("\u{1}", "\"\\u0001\" = 0\n");
    let mut probe = text.to_owned();
    let at = err.span().unwrap_or(0..0).start;
    let item = items(text).into_iter().find(|item| item.contains(&at));
    probe.insert_str(item.map_or(0, |item| next_line(text, item.start)), line);
    let message = match toml::from_str::<T>(&probe) {
        Err(err) if err.message().contains(unknown) => err.message().to_owned(),
        _ => return Vec::new(),
    };
    super::toml_words::names_in(&message)
        .into_iter()
        .skip(1)
        .collect()
}

fn blank_range(text: &mut String, range: Range<usize>) -> bool {
    let before = text[range.clone()].trim().len();
    text.replace_range(range.clone(), &blank(&text[range]));
    before > 0
}

/// The same number of bytes and lines, with nothing on them.
fn blank(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect()
}
