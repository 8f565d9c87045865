//! What belongs together: the questions, projects and skills around a step.

use crate::content::{Guide, InterviewQuestion, Project, Question, Skill, Slug, Step, Term, Topic};

/// The interview questions that a step prepares for, each with its topic.
pub fn interview_questions<'a>(
    guide: &'a Guide,
    step: &Slug,
) -> Vec<(&'a Topic, &'a InterviewQuestion)> {
    let all = guide
        .topics
        .iter()
        .flat_map(|topic| topic.questions.iter().map(move |it| (topic, it)));
    all.filter(|(_, question)| question.step == *step).collect()
}

/// The interview questions about the steps of a project, those of its latest step first.
pub fn questions_of_project<'a>(
    guide: &'a Guide,
    project: &Project,
) -> Vec<(&'a Topic, &'a InterviewQuestion)> {
    let mut steps: Vec<&Slug> = project.steps.iter().map(|it| it.as_ref()).collect();
    steps.sort_by_key(|slug| std::cmp::Reverse(guide.place(slug).number));
    steps.dedup();
    let questions = steps.into_iter().map(|it| interview_questions(guide, it));
    questions.flatten().collect()
}

/// The projects that exercise a step; those that need nothing later come first.
pub fn projects<'a>(guide: &'a Guide, step: &Slug) -> Vec<&'a Project> {
    let number = guide.place(step).number;
    let mut fitting: Vec<&Project> = guide
        .projects
        .iter()
        .filter(|it| it.steps.iter().any(|it| it.as_ref() == step))
        .collect();
    fitting.sort_by_key(|it| (it.last_step != number, it.level));
    fitting
}

/// The projects that are most like one: those that share most of its skills, then those that
/// are nearest in hours. The order is total, so that every copy of the site agrees.
pub fn similar_projects<'a>(guide: &'a Guide, project: &Project) -> Vec<&'a Project> {
    let shared = |other: &Project| {
        let theirs = |slug: &Slug| other.skills.iter().any(|it| it.as_ref() == slug);
        project
            .skills
            .iter()
            .filter(|it| theirs(it.as_ref()))
            .count()
    };
    let mut others: Vec<&Project> = guide
        .projects
        .iter()
        .filter(|other| other.slug != project.slug && shared(other) > 0)
        .collect();
    others.sort_by_key(|other| {
        let apart = other.hours.middle().abs_diff(project.hours.middle());
        (std::cmp::Reverse(shared(other)), apart, other.slug.clone())
    });
    others.truncate(4);
    others
}

/// The questions and answers that send their reader to a step.
pub fn questions<'a>(guide: &'a Guide, step: &Step) -> Vec<&'a Question> {
    let in_order = guide.themes.iter().flat_map(|theme| &theme.questions);
    in_order
        .map(|slug| guide.question(slug.as_ref()))
        .filter(|question| question.see.iter().any(|file| *file.as_ref() == step.path))
        .collect()
}

/// The skills that a step teaches.
pub fn skills<'a>(guide: &'a Guide, step: &Slug) -> Vec<&'a Skill> {
    guide
        .skills
        .iter()
        .filter(|it| it.steps.iter().any(|it| it.as_ref() == step))
        .collect()
}

/// The projects that exercise a skill, in the order of the path.
pub fn projects_of_skill<'a>(guide: &'a Guide, skill: &Slug) -> Vec<&'a Project> {
    guide
        .projects
        .iter()
        .filter(|it| it.skills.iter().any(|it| it.as_ref() == skill))
        .collect()
}

/// The words of the glossary that a step teaches, in the order of the glossary.
pub fn terms<'a>(guide: &'a Guide, step: &Slug) -> Vec<&'a Term> {
    let taught = |it: &&Term| it.step.as_ref().is_some_and(|it| it.as_ref() == step);
    guide.glossary.iter().filter(taught).collect()
}

/// The steps that build directly on one.
pub fn steps_after<'a>(guide: &'a Guide, step: &Slug) -> Vec<&'a Step> {
    guide
        .steps
        .iter()
        .filter(|it| it.needs.iter().any(|it| it.as_ref() == step))
        .collect()
}
