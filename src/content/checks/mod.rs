//! Checks that need more than one file.
//!
//! A check is a function with one job and a name that says what must hold. To add a check,
//! write the function and add it to [`CHECKS`].

mod links;
mod lists;
mod path;
mod salary;
mod starters;

use std::collections::BTreeSet;

use toml::Spanned;

use super::draft::Draft;
use super::{Problems, Slug, SourceFile, nearest};

/// Every check, in the order a writer would want to fix them.
const CHECKS: &[fn(&Draft, &mut Problems)] = &[
    the_files_without_which_there_is_no_site_exist,
    path::every_step_of_the_path_is_a_file,
    path::every_step_is_on_the_path_once,
    path::every_phase_has_a_name_of_its_own,
    path::every_need_is_an_earlier_step,
    path::no_steps_need_each_other,
    path::every_phase_ends_on_the_main_line,
    path::no_two_side_tracks_overlap,
    path::every_step_learns_from_known_resources,
    lists::every_question_is_in_one_theme,
    lists::every_topic_is_listed,
    lists::every_interview_question_names_a_step,
    lists::every_project_names_known_steps_and_skills,
    lists::every_acceptance_belongs_to_a_project,
    lists::every_term_refers_to_known_ones,
    lists::every_skill_names_known_steps,
    lists::every_resource_names_a_known_step,
    lists::the_home_page_names_known_pages,
    starters::every_starter_has_its_file_and_every_file_its_entry,
    salary::every_country_is_named_once,
    salary::every_source_has_figures,
    salary::every_figure_is_of_a_known_country,
    salary::every_group_has_one_row_a_year,
    salary::every_source_says_what_its_figures_are,
    links::every_address_is_taken_once,
    links::every_link_leads_somewhere,
    links::every_menu_leads_somewhere,
    links::every_article_is_in_a_menu,
];

pub(super) fn run(draft: &Draft, problems: &mut Problems) {
    for check in CHECKS {
        check(draft, problems);
    }
}

fn the_files_without_which_there_is_no_site_exist(draft: &Draft, problems: &mut Problems) {
    for path in ["site.toml", "home.toml", "roadmap.toml"] {
        if !draft.has_file(path) {
            problems.missing_file(&draft.folder, path);
        }
    }
}

/// Reports the slugs that name no file of a folder.
fn all_known(
    draft: &Draft,
    file: &SourceFile,
    folder: &str,
    what: &str,
    slugs: &[Spanned<Slug>],
    problems: &mut Problems,
) {
    for slug in slugs {
        let name = slug.as_ref().as_str();
        if !draft.has_file(&format!("{folder}/{name}.md")) {
            problems.unknown(file, slug.span().start, what, name, draft.names_in(folder));
        }
    }
}

/// Reports the slugs that are not in a list; a list whose file is broken or absent has none to
/// compare with.
fn all_listed(
    file: &SourceFile,
    what: &str,
    slugs: &[Spanned<Slug>],
    known: Option<&[&str]>,
    problems: &mut Problems,
) {
    let Some(known) = known else {
        return;
    };
    for slug in slugs {
        let name = slug.as_ref().as_str();
        if !known.contains(&name) {
            problems.unknown(file, slug.span().start, what, name, known.iter().copied());
        }
    }
}

/// Reports the files of a folder that a list does not name, but for those that it seems to name
/// with a typing error: that is one mistake.
fn all_named(
    draft: &Draft,
    folder: &str,
    list: &str,
    names: &BTreeSet<&str>,
    problems: &mut Problems,
) {
    let files: Vec<(&str, &SourceFile)> = draft.files_in(folder).collect();
    let known = || files.iter().map(|(name, _)| *name);
    let mistyped: BTreeSet<&str> = names
        .iter()
        .filter(|name| !draft.has_file(&format!("{folder}/{name}.md")))
        .filter_map(|name| nearest(name, known()))
        .collect();
    for (name, file) in &files {
        if !names.contains(name) && !mistyped.contains(name) {
            problems.not_listed(file, list);
        }
    }
}

/// Reports names that stand in a list a second time.
fn each_once<'a>(
    file: &SourceFile,
    slugs: impl Iterator<Item = &'a Spanned<Slug>>,
    problems: &mut Problems,
) {
    let mut seen = BTreeSet::new();
    for slug in slugs {
        if !seen.insert(slug.as_ref()) {
            problems.listed_twice(file, slug.span().start, slug.as_ref().as_str());
        }
    }
}
