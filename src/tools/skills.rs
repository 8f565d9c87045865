//! Which skills a reader asks about.

use super::filters::{Choice, Facet, List, Takes, steps};
use crate::content::{Guide, Skill, SkillGroup, Wanted};

/// The skills, and the ways to choose among them.
pub fn list(guide: &Guide) -> List<'_, Skill> {
    let groups = SkillGroup::ALL.map(|group| Choice::new(group.slug(), group));
    let last = |skill: &Skill| {
        let numbers = skill.steps.iter().map(|it| guide.place(it.as_ref()).number);
        numbers.max().unwrap_or(1)
    };
    let facets = vec![
        wanted(guide, "junior", "Junior jobs", |it| it.junior),
        wanted(guide, "mid", "Mid-level jobs", |it| it.mid),
        wanted(guide, "senior", "Senior jobs", |it| it.senior),
        Facet {
            key: "group",
            label: "Part",
            takes: Takes::Many(groups.len()),
            options: groups.to_vec(),
            of: Box::new(|it, places| places.push(it.group as usize)),
            wrong: "Choose a part from the list",
        },
        Facet {
            key: "upto",
            label: "I have finished up to",
            takes: Takes::One("Any step"),
            options: steps(guide, "Up to "),
            of: Box::new(move |it, places| places.extend(last(it) - 1..guide.steps.len())),
            wrong: "Choose a step from the list",
        },
    ];
    List {
        entries: &guide.skills,
        facets,
        texts: Box::new(|it| vec![&it.title, &it.meaning]),
    }
}

/// What jobs of a level want, the most first; what none of them wants is not on offer.
fn wanted<'a>(
    guide: &'a Guide,
    key: &'static str,
    label: &'static str,
    of: fn(&Skill) -> Wanted,
) -> Facet<'a, Skill> {
    let levels = Wanted::ALL.into_iter().rev();
    let levels: Vec<Wanted> = levels
        .filter(|level| guide.skills.iter().any(|it| of(it) == *level))
        .collect();
    let choice = |level: &Wanted| Choice {
        chip: format!("{label}: {}", level.to_string().to_lowercase()),
        ..Choice::new(level.slug(), level)
    };
    Facet {
        key,
        label,
        takes: Takes::Many(levels.len()),
        options: levels.iter().map(choice).collect(),
        of: Box::new(move |skill, places| {
            places.extend(levels.iter().position(|level| of(skill) == *level));
        }),
        wrong: "Choose what these jobs want from the list",
    }
}
