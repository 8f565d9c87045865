//! The pages behind an address that has none, a request that was refused, a failure of ours.

use askama::Template;
use http::StatusCode;

use super::frame::Frame;
use super::page::Page;
use crate::content::Guide;

#[derive(Template)]
#[template(path = "pages/not_found.html")]
struct NotFoundPage<'a> {
    frame: Frame<'a>,
    guide: &'a Guide,
    /// Address and title of the page the visitor may have meant.
    meant: Option<(&'a str, &'a str)>,
}

#[derive(Template)]
#[template(path = "pages/failed.html")]
struct FailedPage<'a> {
    frame: Frame<'a>,
    /// What happened, or what the visitor can do.
    words: &'a str,
}

/// Draws the page for a missing address, with the one that was probably meant.
pub fn not_found(guide: &Guide, meant: Option<(&str, &str)>) -> Page {
    let frame = Frame::new(
        guide,
        "/404",
        "Page not found",
        "There is no page at this address.",
    );
    let page = NotFoundPage {
        frame,
        guide,
        meant,
    };
    Page::html(&page.frame, &page).with_status(StatusCode::NOT_FOUND)
}

/// Draws the page for a failure of ours.
pub fn failed(guide: &Guide) -> Page {
    let title = "There is a problem with the guide";
    let words = "Try again later. Nothing of yours is lost: this site keeps nothing about you.";
    problem(guide, StatusCode::INTERNAL_SERVER_ERROR, title, words)
}

/// Draws the page for a request that was not read, with what the visitor can do.
pub fn refused(guide: &Guide, status: StatusCode, words: &str) -> Page {
    problem(guide, status, "There is a problem", words)
}

fn problem(guide: &Guide, status: StatusCode, title: &str, words: &str) -> Page {
    let path = format!("/{}", status.as_u16());
    let frame = Frame::new(guide, path, title, "Something went wrong.");
    let page = FailedPage { frame, words };
    Page::html(&page.frame, &page).with_status(status)
}
