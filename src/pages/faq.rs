//! `/faq`: the questions in themes, and `/faq/<slug>`: one of them.

use askama::Template;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::{Day, Guide, Question, Theme};

#[derive(Template)]
#[template(path = "pages/faq.html")]
struct FaqPage<'a> {
    frame: Frame<'a>,
    themes: Vec<(&'a Theme, Vec<&'a Question>)>,
    count: String,
    /// The day on which the answer was checked that has waited longest for it.
    oldest: Option<Day>,
}

#[derive(Template)]
#[template(path = "pages/question.html")]
struct QuestionPage<'a> {
    frame: Frame<'a>,
    question: &'a Question,
    /// Title and address of the pages that go deeper.
    see: Vec<(String, String)>,
    theme: Option<&'a Theme>,
    others: Vec<&'a Question>,
}

/// Draws all questions.
pub fn faq(guide: &Guide) -> Page {
    let frame = Frame::new(
        guide,
        "/faq",
        "Questions and answers",
        "Honest answers about becoming a backend developer: time, degrees, languages, AI, pay and the first job.",
    );
    let questions = |theme: &'_ Theme| {
        theme
            .questions
            .iter()
            .map(|it| guide.question(it.as_ref()))
            .collect()
    };
    let page = FaqPage {
        frame,
        themes: guide
            .themes
            .iter()
            .map(|theme| (theme, questions(theme)))
            .collect(),
        count: count(guide.questions.len(), "question", "questions"),
        oldest: guide.questions.values().map(|it| it.reviewed).min(),
    };
    Page::html(&page.frame, &page)
}

/// Draws one question.
pub fn question(guide: &Guide, question: &Question) -> Page {
    let theme = guide.themes.iter().find(|theme| {
        theme
            .questions
            .iter()
            .any(|it| *it.as_ref() == question.slug)
    });
    let frame = Frame::new(
        guide,
        question.url(),
        question.question.clone(),
        question.summary.clone(),
    );
    let theme_url = theme.map_or_else(|| "/faq".to_owned(), |it| format!("/faq#{}", it.slug));
    let frame = match theme {
        Some(theme) => frame.below(&[
            ("/faq", "Questions and answers"),
            (&theme_url, &theme.title),
        ]),
        None => frame.below(&[("/faq", "Questions and answers")]),
    };
    let others = theme.into_iter().flat_map(|theme| &theme.questions);
    let page = QuestionPage {
        frame,
        question,
        see: question
            .see
            .iter()
            .filter_map(|it| guide.page_of_file(it.as_ref()))
            .collect(),
        theme,
        others: others
            .filter(|it| *it.as_ref() != question.slug)
            .map(|it| guide.question(it.as_ref()))
            .collect(),
    };
    Page::html(&page.frame, &page)
}
