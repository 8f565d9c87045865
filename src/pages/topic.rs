//! `/interview/<topic>`: the questions of one topic, all that fit or one at a time.

use askama::Template;

use super::filters::{self, Named, Panel};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Guide, InterviewQuestion, Seniority, Step, Topic};
use crate::tools::FieldError;
use crate::tools::filters::{Asked, Filter, narrow, understand};
use crate::tools::interview::{self, next_topic};

/// The key of the question that is practised.
const ASK: &str = "ask";

#[derive(Template)]
#[template(path = "pages/topic.html")]
struct TopicPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    topic: &'a Topic,
    panel: Panel<'a>,
    count: String,
    /// The levels with their questions.
    levels: Vec<(Seniority, Vec<&'a InterviewQuestion>)>,
    /// The address that asks the first of the questions that fit.
    practice: String,
    /// The one that is asked.
    asking: Option<Asking<'a>>,
    steps: Vec<&'a Step>,
    previous: Option<&'a Topic>,
    next: Option<&'a Topic>,
}

/// One question of those that fit, with the way on.
struct Asking<'a> {
    question: &'a InterviewQuestion,
    /// Such as `Question 2 of 5`.
    place: String,
    previous: Option<String>,
    next: Option<String>,
    /// After the last question: the next topic and the address of its first question.
    next_topic: Option<(&'a Topic, String)>,
    /// The address of all that fit.
    all: String,
}

/// Draws the questions of one topic that fit, or one of them. What the visitor chose wrongly is
/// said, and the rest is kept.
pub fn topic(guide: &Guide, topic: &Topic, asked: &Asked) -> Page {
    let title = format!("Interview questions: {}", topic.title);
    let mut frame = Frame::new(guide, topic.url(), title, topic.summary.clone());
    if guide.has("/interview") {
        frame = frame.below(&[("/interview", "Interview questions")]);
    }
    let list = interview::list(guide, topic);
    let (filter, mut errors) = understand(&list, asked);
    let mut narrowed = narrow(&list, &filter);
    narrowed.found.sort_by_key(|it| it.level);
    let wanted = asked.first(ASK);
    if !wanted.is_empty() && topic.questions.iter().all(|it| it.id != wanted) {
        errors.push(FieldError {
            field: ASK,
            message: "Choose a question from the list".to_owned(),
        });
    }
    frame.has_errors = !errors.is_empty();
    let asking = asking(guide, topic, &filter, &narrowed.found, wanted);
    let url = topic.url();
    let named = Named {
        url: &url,
        one: "question",
        many: "questions",
        words: "Words in the question",
    };
    let panel = Panel::new(
        guide,
        named,
        asked,
        &list,
        (&filter, errors),
        &narrowed,
        &[],
    );
    let kept = if wanted.is_empty() {
        Vec::new()
    } else {
        vec![(ASK, wanted)]
    };
    let here = filters::address(named.url, &list, &filter, &kept);
    if let Some(shorter) = filters::shorter(guide, asked, &list, &panel, &[ASK], &here) {
        return shorter;
    }
    let of = |level: Seniority| -> Vec<&InterviewQuestion> {
        let found = narrowed.found.iter().copied();
        found.filter(|it| it.level == level).collect()
    };
    let levels = Seniority::ALL.into_iter().map(|level| (level, of(level)));
    let here = guide.topics.iter().position(|it| it.slug == topic.slug);
    let here = here.unwrap_or_default();
    let mut steps: Vec<&Step> = topic
        .questions
        .iter()
        .map(|it| guide.step(&it.step))
        .collect();
    steps.sort_by_key(|step| guide.place(&step.slug).number);
    steps.dedup_by_key(|step| &step.slug);
    let page = TopicPage {
        count: count(topic.questions.len(), "question", "questions"),
        levels: levels
            .filter(|(_, questions)| !questions.is_empty())
            .collect(),
        practice: narrowed
            .found
            .first()
            .map_or_else(String::new, |first| question(guide, topic, &filter, first)),
        asking,
        steps,
        previous: here.checked_sub(1).map(|before| &guide.topics[before]),
        next: guide.topics.get(here + 1),
        panel,
        frame,
        guide,
        topic,
    };
    page.panel.page(&page.frame, &page)
}

/// The question with this name among those that fit, or the first if a filter hides it.
fn asking<'a>(
    guide: &'a Guide,
    topic: &Topic,
    filter: &Filter,
    found: &[&'a InterviewQuestion],
    wanted: &str,
) -> Option<Asking<'a>> {
    if !topic.questions.iter().any(|it| it.id == wanted) {
        return None;
    }
    let place = found.iter().position(|it| it.id == wanted).unwrap_or(0);
    let at = |place: usize| Some(question(guide, topic, filter, found.get(place)?));
    Some(Asking {
        question: found.get(place)?,
        place: format!("Question {} of {}", place + 1, found.len()),
        previous: place.checked_sub(1).and_then(at),
        next: at(place + 1),
        next_topic: match place + 1 == found.len() {
            true => next_topic(guide, topic, filter)
                .map(|(topic, filter, first)| (topic, question(guide, topic, &filter, first))),
            false => None,
        },
        all: filters::address(&topic.url(), &interview::list(guide, topic), filter, &[]),
    })
}

/// The address that asks one question and keeps the filters.
fn question(guide: &Guide, topic: &Topic, filter: &Filter, one: &InterviewQuestion) -> String {
    let list = interview::list(guide, topic);
    filters::address(&topic.url(), &list, filter, &[(ASK, &one.id)])
}

/// The address of the very first question; none on a static host, which cannot ask.
pub(super) fn first_question(guide: &Guide) -> Option<String> {
    let topic = guide.topics.first()?;
    let everything = Filter::default();
    let first = *interview::fitting(&interview::list(guide, topic), &everything).first()?;
    let answers = guide.settings.drawing.mode.answers();
    answers.then(|| question(guide, topic, &everything, first))
}
