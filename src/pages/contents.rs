//! “On this page”.

use crate::markdown::Document;

/// The fragment and the words of each section.
pub(super) type Contents<'a> = Vec<(&'a str, &'a str)>;

/// A page with fewer sections needs no list of them.
const LEAST: usize = 3;

/// The sections of a text, and those that the page puts above and below it.
pub(super) fn contents<'a>(
    body: &'a Document,
    above: &[(&'a str, &'a str)],
    below: &[(&'a str, &'a str)],
) -> Contents<'a> {
    let own = body
        .sections()
        .into_iter()
        .map(|(heading, _)| (heading.id.as_str(), heading.text.as_str()));
    let all: Contents<'a> = above
        .iter()
        .copied()
        .chain(own)
        .chain(below.iter().copied())
        .collect();
    if all.len() < LEAST { Vec::new() } else { all }
}
