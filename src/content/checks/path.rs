//! Checks of the path: roadmap and steps.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use toml::Spanned;

use super::super::draft::Draft;
use super::super::guide::stops;
use super::super::{Problems, Slug, Step, branches};
use super::{all_known, all_listed, all_named, each_once};

const ROADMAP: &str = "roadmap.toml";

fn listed(draft: &Draft) -> impl Iterator<Item = &Spanned<Slug>> {
    draft
        .phases
        .iter()
        .flatten()
        .flat_map(|phase| phase.steps.as_ref())
}

pub(super) fn every_step_of_the_path_is_a_file(draft: &Draft, problems: &mut Problems) {
    for phase in draft.phases.iter().flatten() {
        all_known(
            draft,
            draft.file(ROADMAP),
            "guide",
            "step",
            phase.steps.as_ref(),
            problems,
        );
    }
}

pub(super) fn every_step_is_on_the_path_once(draft: &Draft, problems: &mut Problems) {
    if draft.phases.is_none() {
        return;
    }
    each_once(draft.file(ROADMAP), listed(draft), problems);
    let names: BTreeSet<&str> = listed(draft).map(|slug| slug.as_ref().as_str()).collect();
    all_named(draft, "guide", ROADMAP, &names, problems);
}

pub(super) fn every_phase_has_a_name_of_its_own(draft: &Draft, problems: &mut Problems) {
    if let Some(phases) = &draft.phases {
        each_once(
            draft.file(ROADMAP),
            phases.iter().map(|phase| &phase.slug),
            problems,
        );
    }
}

pub(super) fn every_need_is_an_earlier_step(draft: &Draft, problems: &mut Problems) {
    let order: BTreeMap<&str, usize> = listed(draft)
        .enumerate()
        .map(|(place, slug)| (slug.as_ref().as_str(), place))
        .collect();
    let in_a_circle = circle(draft);
    for step in draft.steps.values() {
        let file = draft.file(&step.path);
        all_known(draft, file, "guide", "step", &step.needs, problems);
        let beside = step.beside.as_ref().map(|it| &it.after);
        let beside = beside.map(std::slice::from_ref).unwrap_or_default();
        all_known(draft, file, "guide", "step", beside, problems);
        for need in step.needs.iter().chain(beside) {
            let name = need.as_ref().as_str();
            if need.as_ref() == &step.slug {
                problems.needs_itself(file, need.span().start, name);
                continue;
            }
            // A circle is one mistake, not one for each of its steps.
            if in_a_circle.contains(&name) && in_a_circle.contains(&step.slug.as_str()) {
                continue;
            }
            if let (Some(needed), Some(own)) = (order.get(name), order.get(step.slug.as_str()))
                && needed > own
            {
                problems.needs_later_step(file, need.span().start, name);
            }
        }
    }
}

pub(super) fn no_steps_need_each_other(draft: &Draft, problems: &mut Problems) {
    let names = circle(draft);
    if let Some(step) = names.first().and_then(|name| draft.steps.get(*name)) {
        let at = step
            .needs
            .iter()
            .find(|need| names.contains(&need.as_ref().as_str()))
            .map_or(0, |need| need.span().start);
        problems.cycle(draft.file(&step.path), at, &names);
    }
}

/// The steps of one circle of needs, in alphabetical order; none if there is no circle.
fn circle(draft: &Draft) -> Vec<&str> {
    let needs = draft.steps.values().flat_map(|step| {
        let own = step.slug.as_str();
        step.needs
            .iter()
            .map(move |need| (own, need.as_ref().as_str()))
    });
    let graph = DiGraphMap::<&str, ()>::from_edges(needs.filter(|(own, need)| own != need));
    let circles = tarjan_scc(&graph)
        .into_iter()
        .filter(|circle| circle.len() > 1);
    circles
        .map(|mut circle| {
            circle.sort_unstable();
            circle
        })
        .min()
        .unwrap_or_default()
}

pub(super) fn every_phase_ends_on_the_main_line(draft: &Draft, problems: &mut Problems) {
    for phase in draft.phases.iter().flatten() {
        let Some(last) = phase.steps.as_ref().last() else {
            continue;
        };
        if draft
            .steps
            .get(last.as_ref())
            .is_some_and(|step| step.on_side_track)
        {
            let name = last.as_ref().as_str();
            problems.last_step_on_a_side_track(draft.file(ROADMAP), last.span().start, name);
        }
    }
}

pub(super) fn no_two_side_tracks_overlap(draft: &Draft, problems: &mut Problems) {
    let in_a_circle = circle(draft);
    for phase in draft.phases.iter().flatten() {
        let slugs = phase.steps.as_ref();
        let names: BTreeSet<&str> = slugs.iter().map(|slug| slug.as_ref().as_str()).collect();
        // Those are mistakes already, and there is no drawing of them.
        if names.len() < slugs.len() || in_a_circle.iter().any(|name| names.contains(name)) {
            continue;
        }
        let steps: Option<Vec<&Step>> = slugs
            .iter()
            .map(|slug| draft.steps.get(slug.as_ref()))
            .collect();
        let Some(steps) = steps else {
            continue;
        };
        if let Err(overlap) = branches(&stops(&steps)) {
            let slug = &slugs[overlap.side - 1];
            let (side, with) = (
                slug.as_ref().as_str(),
                slugs[overlap.with - 1].as_ref().as_str(),
            );
            problems.side_tracks_overlap(draft.file(ROADMAP), slug.span().start, side, with);
        }
    }
}

pub(super) fn every_step_learns_from_known_resources(draft: &Draft, problems: &mut Problems) {
    let known: Option<Vec<&str>> = draft
        .resources
        .as_ref()
        .map(|list| list.iter().map(|it| it.slug.as_ref().as_str()).collect());
    if known.is_none() && draft.has_file("resources.toml") {
        return;
    }
    let known = known.unwrap_or_default();
    for step in draft.steps.values() {
        let file = draft.file(&step.path);
        all_listed(file, "resource", &step.resources, Some(&known), problems);
        each_once(file, step.resources.iter(), problems);
    }
}
