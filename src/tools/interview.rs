//! Which questions of a topic a reader practises, and the way from one to the next.

use super::filters::{Choice, Facet, Filter, List, Takes, narrow, steps};
use crate::content::{Guide, InterviewQuestion, Seniority, Topic};

/// The questions of a topic, and the ways to choose among them.
pub fn list<'a>(guide: &'a Guide, topic: &'a Topic) -> List<'a, InterviewQuestion> {
    let levels = Seniority::ALL.map(|level| Choice::new(level.slug(), level));
    let taught: Vec<usize> = {
        let numbers = topic
            .questions
            .iter()
            .map(|it| guide.place(&it.step).number);
        let mut numbers: Vec<usize> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    };
    let all = steps(guide, "");
    let facets = vec![
        Facet {
            key: "level",
            label: "Level",
            takes: Takes::Many(levels.len()),
            options: levels.to_vec(),
            of: Box::new(|it: &InterviewQuestion, places| places.push(it.level as usize)),
            wrong: "Choose a level from the list",
        },
        Facet {
            key: "step",
            label: "Taught in",
            takes: Takes::One("Any step"),
            options: taught
                .iter()
                .map(|number| all[number - 1].clone())
                .collect(),
            of: Box::new(move |it, places| {
                let number = guide.place(&it.step).number;
                places.extend(taught.iter().position(|it| *it == number));
            }),
            wrong: "Choose a step from the list",
        },
    ];
    List {
        entries: &topic.questions,
        facets,
        texts: Box::new(|it| vec![&it.question]),
    }
}

/// The questions that fit, those of the first job first.
pub fn fitting<'a>(
    list: &List<'a, InterviewQuestion>,
    filter: &Filter,
) -> Vec<&'a InterviewQuestion> {
    let mut found = narrow(list, filter).found;
    found.sort_by_key(|it| it.level);
    found
}

/// The next topic, in their order, that has questions of the chosen levels, with a filter for
/// these levels and its first question.
pub fn next_topic<'a>(
    guide: &'a Guide,
    topic: &Topic,
    filter: &Filter,
) -> Option<(&'a Topic, Filter, &'a InterviewQuestion)> {
    let levels = filter.chosen.first().cloned().unwrap_or_default();
    let here = guide.topics.iter().position(|it| it.slug == topic.slug)?;
    guide.topics[here + 1..].iter().find_map(|topic| {
        let filter = Filter {
            words: String::new(),
            chosen: vec![levels.clone(), Vec::new()],
        };
        let first = *fitting(&list(guide, topic), &filter).first()?;
        Some((topic, filter, first))
    })
}
