//! `/skills`: the matrix, and `/skills/<skill>`: one of them.

use askama::Template;

use super::filters::{self, Named, Panel};
use super::frame::Frame;
use super::page::Page;
use super::projects::Ticket;
use crate::content::{Day, Guide, InterviewQuestion, Project, Skill, SkillGroup, Step, Topic};
use crate::tools;
use crate::tools::filters::Asked;
use crate::tools::related;

const NAMED: Named<'_> = Named {
    url: "/skills",
    one: "skill",
    many: "skills",
    words: "Words in the skill or its meaning",
};

/// How many projects and questions stand on the page of a skill.
const MOST_RELATED: usize = 8;

#[derive(Template)]
#[template(path = "pages/skills.html")]
struct SkillsPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    panel: Panel<'a>,
    groups: Vec<(SkillGroup, Vec<&'a Skill>)>,
}

#[derive(Template)]
#[template(path = "pages/skill.html")]
struct SkillPage<'a> {
    frame: Frame<'a>,
    skill: &'a Skill,
    steps: Vec<&'a Step>,
    projects: Vec<Ticket<'a>>,
    /// The projects that have no ticket here.
    more_projects: Vec<&'a Project>,
    questions: Vec<(&'a Topic, &'a InterviewQuestion)>,
    /// The last day someone checked the list.
    reviewed: Option<&'a Day>,
}

/// Draws the skills that fit. What the visitor chose wrongly is said, and the rest is kept.
pub fn skills(guide: &Guide, asked: &Asked) -> Page {
    let mut frame = Frame::new(
        guide,
        "/skills",
        "Skills of a backend developer",
        "What each skill means at work, where to learn it, and what junior, mid-level and senior jobs want of it.",
    );
    let list = tools::skills::list(guide);
    filters::narrowed(guide, NAMED, asked, &list, |panel, found| {
        frame.has_errors = !panel.errors.is_empty();
        let of = |group: SkillGroup| {
            let found = found.iter().copied();
            found.filter(|it| it.group == group).collect()
        };
        let groups = SkillGroup::ALL.into_iter().map(|group| (group, of(group)));
        let page = SkillsPage {
            groups: groups
                .filter(|(_, skills): &(_, Vec<_>)| !skills.is_empty())
                .collect(),
            panel,
            frame,
            guide,
        };
        page.panel.page(&page.frame, &page)
    })
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
    let more_projects = projects.split_off(projects.len().min(MOST_RELATED));
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
        projects: Ticket::all(guide, projects),
        more_projects,
        questions,
    };
    Page::html(&page.frame, &page)
}
