//! The pages of `pages/`: articles that are not steps.

use askama::Template;

use super::contents::{Contents, contents};
use super::frame::Frame;
use super::page::Page;
use crate::content::{Article, Guide};

#[derive(Template)]
#[template(path = "pages/article.html")]
struct ArticlePage<'a> {
    frame: Frame<'a>,
    article: &'a Article,
    contents: Contents<'a>,
}

/// Draws the page.
pub fn article(guide: &Guide, article: &Article) -> Page {
    let page = ArticlePage {
        frame: frame(guide, article),
        article,
        contents: contents(&article.body, &[], &[]),
    };
    Page::html(&page.frame, &page)
}

/// The frame of an article; one in a folder stands below the article the folder is named after.
pub(super) fn frame<'a>(guide: &'a Guide, article: &Article) -> Frame<'a> {
    let frame = Frame::new(
        guide,
        article.url.clone(),
        article.title.clone(),
        article.summary.clone(),
    );
    let above = article
        .url
        .rsplit_once('/')
        .and_then(|(above, _)| guide.articles.get(above));
    match above {
        Some(above) => frame.below(&[(&above.url, &above.title)]),
        None => frame,
    }
}
