//! Which resources a reader wants.

use super::filters::{Choice, Facet, List, Takes, steps};
use crate::content::{Cost, Guide, Kind, Resource};

/// The resources, and the ways to choose among them.
pub fn list(guide: &Guide) -> List<'_, Resource> {
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.slug(), kind));
    let costs = Cost::ALL.map(|cost| Choice::new(cost.slug(), cost.label()));
    let facets = vec![
        Facet {
            key: "type",
            label: "Type",
            takes: Takes::Many(kinds.len()),
            options: kinds.to_vec(),
            of: Box::new(|it: &Resource, places| places.push(it.kind as usize)),
            wrong: "Choose a type from the list",
        },
        Facet {
            key: "price",
            label: "Price",
            takes: Takes::Many(costs.len()),
            options: costs.to_vec(),
            of: Box::new(|it, places| places.push(it.cost as usize)),
            wrong: "Choose a price from the list",
        },
        Facet {
            key: "step",
            label: "For the step",
            takes: Takes::One("Any step"),
            options: steps(guide, ""),
            of: Box::new(|it, places| places.push(guide.place(it.step.as_ref()).number - 1)),
            wrong: "Choose a step from the list",
        },
    ];
    List {
        entries: &guide.resources,
        facets,
        texts: Box::new(|it| vec![&it.title, &it.publisher, &it.why]),
    }
}
