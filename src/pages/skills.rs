//! `/skills`: the matrix, and `/skills/<skill>`: one of them.

use askama::Template;

use super::frame::Frame;
use super::page::Page;
use super::projects::Ticket;
use crate::content::{Day, Guide, InterviewQuestion, Skill, SkillGroup, Step, Topic};
use crate::tools::related;

/// How many projects and questions stand on the page of a skill.
const MOST_RELATED: usize = 8;

#[derive(Template)]
#[template(path = "pages/skills.html")]
struct SkillsPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    groups: Vec<(SkillGroup, Vec<&'a Skill>)>,
}

#[derive(Template)]
#[template(path = "pages/skill.html")]
struct SkillPage<'a> {
    frame: Frame<'a>,
    skill: &'a Skill,
    steps: Vec<&'a Step>,
    projects: Vec<Ticket<'a>>,
    questions: Vec<(&'a Topic, &'a InterviewQuestion)>,
    /// The last day someone checked the list.
    reviewed: Option<&'a Day>,
}

/// Draws the matrix.
pub fn skills(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/skills",
        "Skills of a backend developer",
        "What each skill means at work, where to learn it, and what junior, mid-level and senior jobs want of it.",
    );
    let of = |group: SkillGroup| {
        guide
            .skills
            .iter()
            .filter(move |it| it.group == group)
            .collect()
    };
    let groups = SkillGroup::ALL.into_iter().map(|group| (group, of(group)));
    let page = SkillsPage {
        groups: groups
            .filter(|(_, skills): &(_, Vec<_>)| !skills.is_empty())
            .collect(),
        frame,
        guide,
    };
    Page::html(&page.frame, &page)
}

/// Draws one skill.
pub fn skill(guide: &Guide, skill: &Skill) -> Page {
    let frame = Frame::new(
        guide,
        skill.url(),
        skill.title.clone(),
        skill.meaning.clone(),
    );
    let mut projects = related::projects_of_skill(guide, skill.slug.as_ref());
    projects.truncate(MOST_RELATED);
    let steps: Vec<&Step> = skill
        .steps
        .iter()
        .map(|slug| guide.step(slug.as_ref()))
        .collect();
    let mut questions: Vec<(&Topic, &InterviewQuestion)> = steps
        .iter()
        .flat_map(|step| related::interview_questions(guide, &step.slug))
        .collect();
    questions.truncate(MOST_RELATED);
    let page = SkillPage {
        frame: frame.below(&[("/skills", "Skills")]),
        skill,
        reviewed: guide.reviewed.get("/skills"),
        steps,
        projects: projects
            .into_iter()
            .map(|it| Ticket::new(guide, it))
            .collect(),
        questions,
    };
    Page::html(&page.frame, &page)
}
