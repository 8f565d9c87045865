//! Checks of the résumés to begin with.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use super::super::{Problems, nearest};
use super::each_once;

pub(super) fn every_starter_has_its_file_and_every_file_its_entry(
    draft: &Draft,
    problems: &mut Problems,
) {
    let list = draft.starters.as_deref().unwrap_or_default();
    let files: BTreeSet<&str> = draft.names_in("resume").collect();
    let mut named = BTreeSet::new();
    if !list.is_empty() {
        let file = draft.file("starters.toml");
        each_once(file, list.iter().map(|it| &it.slug), problems);
        for starter in list {
            let name = starter.slug.as_ref().as_str();
            named.insert(name);
            if !files.contains(name) {
                problems.unknown(
                    file,
                    starter.slug.span().start,
                    "file in resume/",
                    name,
                    files.iter().copied(),
                );
            }
        }
    }
    // A file that the list seems to mean is one mistake, and reported there.
    for (name, file) in draft.files_in("resume") {
        let is_meant = nearest(name, named.iter().copied()).is_some();
        if !named.contains(name) && !is_meant {
            problems.not_listed(file, "starters.toml");
        }
    }
}
