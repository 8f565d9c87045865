//! Checks of the lists and of what refers to them.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use super::super::{Problems, address};
use super::{all_known, all_listed, all_named, each_once};

pub(super) fn every_question_is_in_one_theme(draft: &Draft, problems: &mut Problems) {
    let list = "faq.toml";
    let Some(themes) = &draft.themes else {
        if !draft.has_file(list) {
            all_named(draft, "faq", list, &BTreeSet::new(), problems);
        }
        return;
    };
    let file = draft.file(list);
    for theme in themes {
        all_known(draft, file, "faq", "question", &theme.questions, problems);
    }
    let listed = || themes.iter().flat_map(|theme| &theme.questions);
    each_once(file, listed(), problems);
    each_once(file, themes.iter().map(|theme| &theme.slug), problems);
    let names: BTreeSet<&str> = listed().map(|slug| slug.as_ref().as_str()).collect();
    all_named(draft, "faq", list, &names, problems);
    for question in draft.questions.values() {
        for target in &question.see {
            let path = target.as_ref();
            if !address::has_title(path) || !draft.has_file(path) {
                let file = draft.file(&question.path);
                problems.unknown(file, target.span().start, "file", path, draft.paths());
            }
        }
    }
}

pub(super) fn every_topic_is_listed(draft: &Draft, problems: &mut Problems) {
    let list = "interview.toml";
    let Some(topics) = &draft.topic_order else {
        if !draft.has_file(list) {
            all_named(draft, "interview", list, &BTreeSet::new(), problems);
        }
        return;
    };
    let file = draft.file(list);
    all_known(draft, file, "interview", "topic", topics, problems);
    each_once(file, topics.iter(), problems);
    let names: BTreeSet<&str> = topics.iter().map(|slug| slug.as_ref().as_str()).collect();
    all_named(draft, "interview", list, &names, problems);
}

pub(super) fn every_interview_question_names_a_step(draft: &Draft, problems: &mut Problems) {
    for topic in draft.topics.values() {
        for question in &topic.questions {
            let name = question.step.as_str();
            if !draft.has_file(&format!("guide/{name}.md")) {
                let file = draft.file(&topic.path);
                problems.unknown(file, question.offset, "step", name, draft.names_in("guide"));
            }
        }
    }
}

/// The slugs of `skills.toml`; none to compare with if the file has problems.
fn skills(draft: &Draft) -> Option<Vec<&str>> {
    match &draft.skills {
        Some(list) => Some(list.iter().map(|it| it.slug.as_ref().as_str()).collect()),
        None => (!draft.has_file("skills.toml")).then(Vec::new),
    }
}

pub(super) fn every_project_names_known_steps_and_skills(draft: &Draft, problems: &mut Problems) {
    let skills = skills(draft);
    for project in draft.projects.values() {
        let file = draft.file(&project.path);
        all_known(draft, file, "guide", "step", &project.steps, problems);
        all_listed(file, "skill", &project.skills, skills.as_deref(), problems);
        each_once(file, project.steps.iter(), problems);
        each_once(file, project.skills.iter(), problems);
    }
}

pub(super) fn every_acceptance_belongs_to_a_project(draft: &Draft, problems: &mut Problems) {
    for acceptance in draft.acceptance.values() {
        let name = acceptance.slug.as_str();
        if !draft.has_file(&format!("projects/{name}.md")) {
            let file = draft.file(&acceptance.path);
            let known = draft.projects.keys().map(|slug| slug.as_str());
            problems.unknown(file, 0, "project", name, known);
        }
    }
}

pub(super) fn every_term_refers_to_known_ones(draft: &Draft, problems: &mut Problems) {
    let Some(terms) = &draft.glossary else {
        return;
    };
    let file = draft.file("glossary.toml");
    each_once(file, terms.iter().map(|term| &term.slug), problems);
    let known: Vec<&str> = terms
        .iter()
        .map(|term| term.slug.as_ref().as_str())
        .collect();
    for term in terms {
        all_listed(file, "term", &term.see, Some(&known), problems);
        all_known(draft, file, "guide", "step", term.step.as_slice(), problems);
    }
}

pub(super) fn every_skill_names_known_steps(draft: &Draft, problems: &mut Problems) {
    let Some(skills) = &draft.skills else {
        return;
    };
    let file = draft.file("skills.toml");
    each_once(file, skills.iter().map(|skill| &skill.slug), problems);
    for skill in skills {
        all_known(draft, file, "guide", "step", &skill.steps, problems);
    }
}

pub(super) fn every_resource_names_a_known_step(draft: &Draft, problems: &mut Problems) {
    let Some(resources) = &draft.resources else {
        return;
    };
    let file = draft.file("resources.toml");
    each_once(file, resources.iter().map(|it| &it.slug), problems);
    for resource in resources {
        all_known(
            draft,
            file,
            "guide",
            "step",
            std::slice::from_ref(&resource.step),
            problems,
        );
    }
}

pub(super) fn the_home_page_names_known_pages(draft: &Draft, problems: &mut Problems) {
    let Some(home) = &draft.home else {
        return;
    };
    let file = draft.file("home.toml");
    for door in &home.doors {
        all_known(
            draft,
            file,
            "guide",
            "step",
            std::slice::from_ref(&door.step),
            problems,
        );
    }
    all_known(draft, file, "faq", "question", &home.questions, problems);
}
