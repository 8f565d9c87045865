//! `/interview`: the guide to interviews with the topics, and `/interview/<topic>`: the
//! questions of one.

use askama::Template;

use super::article;
use super::contents::{Contents, contents};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Article, Guide, Seniority, Step, Topic};

#[derive(Template)]
#[template(path = "pages/interview.html")]
struct InterviewPage<'a> {
    frame: Frame<'a>,
    article: &'a Article,
    contents: Contents<'a>,
    /// Each topic with the number of its questions in words.
    topics: Vec<(&'a Topic, String)>,
    total: String,
}

#[derive(Template)]
#[template(path = "pages/topic.html")]
struct TopicPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    topic: &'a Topic,
    count: String,
    levels: Vec<Seniority>,
    steps: Vec<&'a Step>,
    previous: Option<&'a Topic>,
    next: Option<&'a Topic>,
}

/// Draws the guide to interviews.
pub fn interview(guide: &Guide, article: &Article) -> Page {
    let questions = |topic: &Topic| count(topic.questions.len(), "question", "questions");
    let total: usize = guide.topics.iter().map(|topic| topic.questions.len()).sum();
    let page = InterviewPage {
        frame: article::frame(guide, article).wide(),
        article,
        contents: contents(
            &article.body,
            if guide.topics.is_empty() {
                &[]
            } else {
                &[("topics", "Questions by topic")]
            },
            &[],
        ),
        topics: guide
            .topics
            .iter()
            .map(|topic| (topic, questions(topic)))
            .collect(),
        total: count(total, "question", "questions"),
    };
    Page::html(&page.frame, &page)
}

/// Draws the questions of one topic.
pub fn topic(guide: &Guide, topic: &Topic) -> Page {
    let title = format!("Interview questions: {}", topic.title);
    let frame = Frame::new(guide, topic.url(), title, topic.summary.clone());
    let mut steps: Vec<&Step> = topic
        .questions
        .iter()
        .map(|it| guide.step(&it.step))
        .collect();
    steps.sort_by_key(|step| guide.place(&step.slug).number);
    steps.dedup_by_key(|step| &step.slug);
    let levels = Seniority::ALL.into_iter();
    let place = guide
        .topics
        .iter()
        .position(|it| it.slug == topic.slug)
        .unwrap_or_default();
    let page = TopicPage {
        frame: match guide.has("/interview") {
            true => frame.below(&[("/interview", "Interview questions")]),
            false => frame,
        },
        guide,
        topic,
        count: count(topic.questions.len(), "question", "questions"),
        levels: levels
            .filter(|level| topic.questions.iter().any(|it| it.level == *level))
            .collect(),
        steps,
        previous: place.checked_sub(1).map(|before| &guide.topics[before]),
        next: guide.topics.get(place + 1),
    };
    Page::html(&page.frame, &page)
}
