//! `/guide/<step>`: one step of the path.

use askama::Template;

use super::contents::{Contents, contents};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use super::projects::{Buildable, Ticket};
use super::track::PhaseRows;
use crate::content::{
    Guide, InterviewQuestion, Project, Question, Resource, Skill, Step, Term, Topic,
};
use crate::tools::related;
use crate::tools::roadmap::progress;

/// How many projects, interview questions and answers stand below an article at once; the others
/// are folded, so that everything which leads to a step is led back to.
const MOST_RELATED: usize = 4;

#[derive(Template)]
#[template(path = "pages/step.html")]
struct StepPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    step: &'a Step,
    number: usize,
    phase: PhaseRows<'a>,
    /// Where the steps of the phase stand on a short line, and whether it is this one.
    dots: Vec<(String, bool)>,
    needs: Vec<&'a Step>,
    after: Vec<&'a Step>,
    contents: Contents<'a>,
    interview: Related<(&'a Topic, &'a InterviewQuestion)>,
    projects: Vec<Ticket<'a>>,
    /// The projects that exercise this step and have no ticket here.
    more_projects: Vec<&'a Project>,
    buildable: Option<Buildable<'a>>,
    resources: Vec<&'a Resource>,
    skills: Vec<&'a Skill>,
    questions: Related<&'a Question>,
    terms: Vec<&'a Term>,
    previous: Option<&'a Step>,
    next: Option<&'a Step>,
}

/// What belongs to a step: shown at once, and folded with a summary.
struct Related<T> {
    first: Vec<T>,
    folded: Vec<T>,
    summary: String,
}

impl<T> Related<T> {
    fn new(mut all: Vec<T>, one: &str, many: &str) -> Related<T> {
        let folded = all.split_off(all.len().min(MOST_RELATED));
        Related {
            summary: count(folded.len(), one, many),
            first: all,
            folded,
        }
    }
}

/// Draws the page.
pub fn step(guide: &Guide, step: &Step) -> Page {
    let place = guide.place(&step.slug);
    let phase = guide.phase(place.phase);
    let mut frame = Frame::new(guide, step.url(), step.title.clone(), step.summary.clone());
    frame.title = format!(
        "{} (step {} of {})",
        step.title,
        place.number,
        guide.steps.len()
    );
    let frame = frame.below(&[("/roadmap", "Roadmap"), (&phase.url(), phase.name())]);
    let mut projects = related::projects(guide, &step.slug);
    let more_projects = projects.split_off(projects.len().min(MOST_RELATED));
    let buildable = Buildable::after(guide, place.number);
    let interview = Related::new(
        related::interview_questions(guide, &step.slug),
        "more interview question",
        "more interview questions",
    );
    let questions = Related::new(
        related::questions(guide, step),
        "more question",
        "more questions",
    );
    let resources = step
        .resources
        .iter()
        .filter_map(|slug| guide.resource(slug.as_ref()));
    let phase_steps = guide.steps_of(place.phase);
    let gaps = (phase_steps.len() - 1).max(1) as f64;
    let dots = phase_steps.iter().enumerate().map(|(index, it)| {
        (
            format!("{:.1}%", 4.0 + 92.0 * index as f64 / gaps),
            it.slug == step.slug,
        )
    });
    let mut below = Vec::new();
    below.extend(buildable.is_some().then_some(("build", "Build something")));
    below.push(("resources", "Resources"));
    let page = StepPage {
        dots: dots.collect(),
        frame,
        guide,
        step,
        number: place.number,
        phase: PhaseRows::new(guide, place.phase, &progress(guide, &[])),
        needs: step
            .needs
            .iter()
            .map(|slug| guide.step(slug.as_ref()))
            .collect(),
        after: related::steps_after(guide, &step.slug),
        contents: contents(&step.body, &[], &below),
        interview,
        projects: Ticket::all(guide, projects),
        more_projects,
        buildable,
        resources: resources.collect(),
        skills: related::skills(guide, &step.slug),
        questions,
        terms: related::terms(guide, &step.slug),
        previous: place.number.checked_sub(2).map(|index| &guide.steps[index]),
        next: guide.steps.get(place.number),
    };
    Page::html(&page.frame, &page)
}
