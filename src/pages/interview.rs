//! `/interview`: the guide to interviews, with the topics.

use askama::Template;

use super::article;
use super::contents::{Contents, contents};
use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use super::topic;
use crate::content::{Article, Guide, Topic};

#[derive(Template)]
#[template(path = "pages/interview.html")]
struct InterviewPage<'a> {
    frame: Frame<'a>,
    article: &'a Article,
    contents: Contents<'a>,
    /// Each topic with the number of its questions in words.
    topics: Vec<(&'a Topic, String)>,
    total: String,
    /// The address of the first question, to practise all of them; none where nobody answers.
    practice: Option<String>,
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
        practice: topic::first_question(guide),
        total: count(total, "question", "questions"),
    };
    Page::html(&page.frame, &page)
}
