//! The page at an address that something used to have.

use askama::Template;

use super::frame::Frame;
use super::page::Page;
use crate::content::Guide;

#[derive(Template)]
#[template(path = "pages/moved.html")]
struct MovedPage<'a> {
    frame: &'a Frame<'a>,
    to: &'a str,
}

/// Draws a page that sends its reader on, with or without HTTP.
pub fn moved(guide: &Guide, to: &str) -> Page {
    let frame = Frame::new(
        guide,
        to,
        "This page has moved",
        "This page has a new address.",
    );
    let location = format!("{}{to}", guide.settings.base_path);
    Page::html(
        &frame,
        &MovedPage {
            frame: &frame,
            to: &location,
        },
    )
    .moved_to(location)
}
