//! What an input must be, for the references.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde_json::{Map, Value};

/// The text of a field, if it is one of so many characters.
pub fn text<'a>(
    body: &'a Map<String, Value>,
    name: &str,
    length: RangeInclusive<usize>,
) -> Option<&'a str> {
    let text = body.get(name)?.as_str()?;
    length.contains(&text.chars().count()).then_some(text)
}

/// The text of a field, empty if it is none: for what is only compared.
pub fn any_text<'a>(body: &'a Map<String, Value>, name: &str) -> &'a str {
    let text = body.get(name).and_then(Value::as_str);
    text.unwrap_or_default()
}

/// The whole number of a field, if it is in the range.
pub fn whole(body: &Map<String, Value>, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
    body.get(name)?.as_i64().filter(|it| range.contains(it))
}

/// The list of a field, if it has so many entries.
pub fn list<'a>(
    body: &'a Map<String, Value>,
    name: &str,
    length: RangeInclusive<usize>,
) -> Option<&'a Vec<Value>> {
    let list = body.get(name)?.as_array()?;
    length.contains(&list.len()).then_some(list)
}

/// A day such as `2026-12-01`, and nothing that only looks like one.
pub fn day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok())?
}

/// Whether a text looks like an address of a mailbox.
pub fn is_email(text: &str) -> bool {
    let (name, host) = text.split_once('@').unwrap_or_default();
    !name.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(' ')
}

/// A number in a query: the standard value if it is missing, nothing if it is out of range.
pub fn number(
    text: Option<String>,
    standard: usize,
    range: RangeInclusive<usize>,
) -> Option<usize> {
    match text {
        None => Some(standard),
        Some(text) => text.parse().ok().filter(|it| range.contains(it)),
    }
}
