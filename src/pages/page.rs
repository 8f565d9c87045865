//! What every page function returns.

use askama::Template;
use bytes::Bytes;
use http::StatusCode;
use xxhash_rust::xxh3::xxh3_128;

use super::body::{Body, Effort};
use super::frame::Frame;

/// A finished answer: everything about a response except what depends on the request.
#[derive(Debug, Clone)]
pub struct Page {
    /// What kind of answer it is.
    pub status: StatusCode,
    /// The media type, with its character set where it has one.
    pub content_type: &'static str,
    /// Where the page has moved, for the addresses it used to have.
    pub location: Option<String>,
    /// The file name it is saved under, for what people take with them; `None` for what they read.
    pub download: Option<String>,
    /// How long a browser may keep it.
    pub cache: Cache,
    /// The bytes, and the same bytes compressed.
    pub body: Body,
    /// Made from the bytes alone, so that every copy of the site sends the same; each encoding
    /// adds its own name.
    pub etag: String,
    /// Whether search engines should list it.
    pub is_listed: bool,
    /// The name of the page, for links to it; empty if nobody reads it.
    pub title: String,
}

/// How long a browser may keep a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cache {
    /// A fingerprinted asset: for ever.
    Forever,
    /// Keep it, and ask each time whether it changed.
    Revalidate,
    /// Made for one visitor: nobody keeps it, neither here nor on the way.
    Never,
}

impl Page {
    /// A page that is not HTML, such as a feed.
    pub fn new(content_type: &'static str, bytes: impl Into<Bytes>) -> Page {
        let is_text = content_type.starts_with("text/")
            || ["xml", "json", "javascript"]
                .iter()
                .any(|it| content_type.contains(it));
        let effort = if is_text { Effort::Often } else { Effort::None };
        Page::with_effort(content_type, bytes.into(), effort)
    }

    /// A style or a script under a name that changes with its content.
    pub fn asset(content_type: &'static str, bytes: impl Into<Bytes>) -> Page {
        Page {
            cache: Cache::Forever,
            ..Page::with_effort(content_type, bytes.into(), Effort::Once)
        }
    }

    fn with_effort(content_type: &'static str, bytes: Bytes, effort: Effort) -> Page {
        Page {
            status: StatusCode::OK,
            content_type,
            location: None,
            download: None,
            cache: Cache::Revalidate,
            etag: format!("{:032x}", xxh3_128(&bytes)),
            body: Body::new(bytes, effort),
            is_listed: false,
            title: String::new(),
        }
    }

    /// A page someone reads.
    pub(super) fn html(frame: &Frame<'_>, template: &impl Template) -> Page {
        let html = render(template);
        let html = frame.rebase(html);
        Page {
            is_listed: true,
            title: frame.title.clone(),
            ..Page::new("text/html; charset=utf-8", html)
        }
    }

    /// The same bytes as a file to keep. The name is ours: letters, digits, `.` and `-`.
    pub(super) fn saved_as(self, name: String) -> Page {
        Page {
            download: Some(name),
            ..self
        }
    }

    /// The same page as the answer to something that went wrong.
    pub(super) fn with_status(self, status: StatusCode) -> Page {
        Page {
            status,
            is_listed: false,
            ..self
        }
    }

    /// The same page for one visitor alone: it is sent once and kept nowhere, and so it has no
    /// version to ask for again and is not compressed.
    pub fn private(self) -> Page {
        Page {
            cache: Cache::Never,
            body: Body::new(self.body.bytes().clone(), Effort::None),
            etag: String::new(),
            is_listed: false,
            ..self
        }
    }

    /// The same page at the end of a redirect, with or without HTTP.
    pub(super) fn moved_to(self, location: String) -> Page {
        self.sent_on(StatusCode::PERMANENT_REDIRECT, location)
    }

    /// The same page as a redirect of this kind.
    pub(super) fn sent_on(self, status: StatusCode, location: String) -> Page {
        Page {
            status,
            location: Some(location),
            is_listed: false,
            ..self
        }
    }
}

/// Fills a template.
pub(super) fn render(template: &impl Template) -> String {
    let mut text = String::with_capacity(16 * 1024);
    template
        .render_into(&mut text)
        .expect("templates have no fallible filters");
    text
}
