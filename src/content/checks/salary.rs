//! Checks of the pay figures.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use super::super::{Country, Problems, SalarySegment};
use super::each_once;

pub(super) fn every_source_has_figures(draft: &Draft, problems: &mut Problems) {
    for name in draft.salary.keys() {
        if !draft.has_file(&format!("salary/{name}.csv")) {
            let file = draft.file(&format!("salary/{name}.toml"));
            problems.source_without_figures(file, name);
        }
    }
    for name in draft.figures.keys() {
        if !draft.has_file(&format!("salary/{name}.toml")) {
            let file = draft.file(&format!("salary/{name}.csv"));
            problems.figures_without_source(file, name);
        }
    }
}

pub(super) fn every_figure_is_of_a_known_country(draft: &Draft, problems: &mut Problems) {
    if draft.countries.is_none() && draft.has_file("countries.toml") {
        return;
    }
    let known: Vec<&str> = draft
        .countries
        .iter()
        .flatten()
        .map(Country::code)
        .collect();
    for (name, rows) in &draft.figures {
        let file = draft.file(&format!("salary/{name}.csv"));
        let mut said = BTreeSet::new();
        for row in rows {
            if !known.contains(&row.area.as_str()) && said.insert(&row.area) {
                let known = known.iter().copied();
                problems.unknown(file, row.offset, "country", &row.area, known);
            }
        }
    }
}

pub(super) fn every_group_has_one_row_a_year(draft: &Draft, problems: &mut Problems) {
    for (name, rows) in &draft.figures {
        let file = draft.file(&format!("salary/{name}.csv"));
        let mut seen = BTreeSet::new();
        for row in rows {
            if !seen.insert((&row.area, row.segment, &row.group, row.year)) {
                problems.listed_twice(file, row.offset, &row.group);
            }
        }
    }
}

pub(super) fn every_source_says_what_its_figures_are(draft: &Draft, problems: &mut Problems) {
    for (name, source) in &draft.salary {
        let Some(rows) = draft.figures.get(name) else {
            continue;
        };
        let file = draft.file(&format!("salary/{name}.toml"));
        if let Some(main) = &source.main {
            let groups = || {
                rows.iter()
                    .filter(|row| row.segment == SalarySegment::Occupation)
                    .map(|row| row.group.as_str())
            };
            if !groups().any(|group| group == main.as_ref()) {
                problems.unknown(
                    file,
                    main.span().start,
                    "occupation",
                    main.as_ref(),
                    groups(),
                );
            }
        }
        if let Some(newest) = rows.iter().map(|row| row.year).max()
            && newest != source.year()
        {
            problems.other_year(file, source.year(), newest);
        }
    }
}

pub(super) fn every_country_is_named_once(draft: &Draft, problems: &mut Problems) {
    let Some(countries) = &draft.countries else {
        return;
    };
    let file = draft.file("countries.toml");
    each_once(file, countries.iter().map(|it| &it.slug), problems);
    let mut seen = BTreeSet::new();
    for country in countries {
        let code = country.code();
        let is_code = code.len() == 2 && code.bytes().all(|it| it.is_ascii_uppercase());
        if !is_code && code != Country::WORLD {
            problems.not_a_country(file, country.code.span().start, code);
        } else if !seen.insert(code) {
            problems.listed_twice(file, country.code.span().start, code);
        }
        // These are the addresses of other pages below `/salary`.
        let slug = country.slug.as_ref().as_str();
        if ["offer", "sources"].contains(&slug) {
            let at = country.slug.span().start;
            problems.address_taken(file, at, &country.url(), "another page about pay");
        }
    }
}
