//! The pages behind an address that has none, and behind a failure of ours.

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
    let frame = Frame::new(guide, "/500", title, "Something went wrong on our side.");
    let page = FailedPage { frame };
    Page::html(&page.frame, &page).with_status(StatusCode::INTERNAL_SERVER_ERROR)
}
