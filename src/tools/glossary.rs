//! Which terms a reader looks for.

use super::filters::{Choice, Facet, List, Takes, steps};
use crate::content::{Guide, Term};

/// The terms, and the ways to choose among them.
pub fn list(guide: &Guide) -> List<'_, Term> {
    let phases = guide.phases.iter();
    let phases = phases.map(|phase| Choice::new(phase.slug.as_ref().as_str(), phase.name()));
    let place = |term: &Term| Some(guide.place(term.step.as_ref()?.as_ref()));
    let facets = vec![
        Facet {
            key: "phase",
            label: "Taught in phase",
            takes: Takes::Many(guide.phases.len()),
            options: phases.collect(),
            of: Box::new(move |it, places| places.extend(place(it).map(|it| it.phase - 1))),
            wrong: "Choose a phase from the list",
        },
        Facet {
            key: "step",
            label: "Taught in step",
            takes: Takes::One("Any step"),
            options: steps(guide, ""),
            of: Box::new(move |it, places| places.extend(place(it).map(|it| it.number - 1))),
            wrong: "Choose a step from the list",
        },
    ];
    List {
        entries: &guide.glossary,
        facets,
        texts: Box::new(|it| {
            let names = [it.term.as_str(), it.definition.as_str()].into_iter();
            names.chain(it.also.iter().map(String::as_str)).collect()
        }),
    }
}
