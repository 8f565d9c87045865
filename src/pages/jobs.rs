//! `/jobs`: how to look for a job, and where.

use askama::Template;

use super::article;
use super::contents::{Contents, contents};
use super::frame::Frame;
use super::page::Page;
use crate::content::{Article, Guide, Jobs};

#[derive(Template)]
#[template(path = "pages/jobs.html")]
struct JobsPage<'a> {
    frame: Frame<'a>,
    article: &'a Article,
    contents: Contents<'a>,
    jobs: &'a Jobs,
}

/// Draws the page.
pub fn jobs(guide: &Guide, article: &Article) -> Page {
    let page = JobsPage {
        frame: article::frame(guide, article).wide(),
        article,
        contents: contents(
            &article.body,
            if guide.jobs.boards.is_empty() {
                &[]
            } else {
                &[("boards", "Where to look")]
            },
            &[],
        ),
        jobs: &guide.jobs,
    };
    Page::html(&page.frame, &page)
}
