//! What visitors send about their résumé. It lives as long as its request, and nothing of it is
//! logged, kept or put into an address.

use std::sync::Arc;

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::deliver::deliver;
use super::questions::Question;
use crate::content::{First, Guide};
use crate::live::Live;
use crate::pages::{self, Page};
use crate::site::Site;
use crate::tools::FieldError;
use crate::tools::resume::{LARGEST_FILE, Month, ResumeQuery, Upload, parse_json_resume};

/// A file, two texts of 20,000 characters of four bytes each, and what is around them.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// `/resume/check`
pub(super) fn check() -> Question {
    sent("/resume/check", |site, form| {
        let query = ResumeQuery {
            text: form.text,
            file: form.file,
            advert: form.advert,
            is_first_job: form.is_first_job,
        };
        pages::resume_answer(&site.guide, &site.vocabulary, query, today())
    })
}

/// `/resume/starters`
pub(super) fn starters() -> Question {
    sent("/resume/starters", |site, form| {
        let guide: &Guide = &site.guide;
        if form.is_broken {
            let message = "Choose a JSON Resume file, or paste one".to_owned();
            let error = FieldError {
                field: "file",
                message,
            };
            return pages::resume_page(guide, Err(error), "", form.first);
        }
        let resume = parse_json_resume(&form.text, form.file.as_ref());
        pages::resume_page(guide, resume, &form.text, form.first)
    })
}

/// A page of the map that also answers what is sent to it.
fn sent(path: &'static str, answer: fn(&Site, Form) -> Page) -> Question {
    let route: MethodRouter<Arc<Live>> = get(show).post(
        move |State(live): State<Arc<Live>>, uri: Uri, headers: HeaderMap, request: Request| async move {
            let form = read(request).await;
            // Reading a file and the text takes milliseconds of work, which would keep other
            // requests waiting.
            let draw = move || {
                let site = live.site();
                let path = uri.path();
                match site.find(path) {
                    Some(_) => answer(&site, form),
                    None => site.not_found(path),
                }
            };
            match tokio::task::spawn_blocking(draw).await {
                Ok(page) => deliver(&page, &headers),
                // The answer to a panic is the same everywhere.
                Err(panic) => std::panic::resume_unwind(panic.into_panic()),
            }
        },
    );
    Question {
        path,
        most_bytes: MOST_BYTES,
        route,
    }
}

/// The page of the map, whatever the question.
async fn show(State(live): State<Arc<Live>>, uri: Uri, headers: HeaderMap) -> Response {
    let site = live.site();
    let path = uri.path();
    match site.find(path) {
        Some(page) => deliver(page, &headers),
        None => deliver(&site.not_found(path), &headers),
    }
}

/// The fields of both forms.
struct Form {
    text: String,
    advert: String,
    file: Option<Upload>,
    is_first_job: bool,
    first: First,
    /// Whether it was no form at all, or stopped in the middle.
    is_broken: bool,
}

/// Reads what was sent. What cannot be read is empty, and the page asks for it.
async fn read(request: Request) -> Form {
    let mut form = Form {
        text: String::new(),
        advert: String::new(),
        file: None,
        is_first_job: false,
        first: First::Projects,
        is_broken: false,
    };
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        form.is_broken = true;
        return form;
    };
    loop {
        let field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return form,
            Err(_) => {
                form.is_broken = true;
                return form;
            }
        };
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "text" => form.text = text(field).await,
            "advert" => form.advert = text(field).await,
            "first_job" => form.is_first_job = true,
            "first" => {
                let is_work = text(field).await == "work";
                form.first = if is_work {
                    First::Work
                } else {
                    First::Projects
                };
            }
            "file" => form.file = file(field).await,
            _ => (),
        }
    }
}

/// The text of a field. Browsers send UTF-8; whatever else comes is made readable.
async fn text(field: Field<'_>) -> String {
    let bytes = field.bytes().await.unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file, with no more of it than is looked at.
async fn file(field: Field<'_>) -> Option<Upload> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await.ok()?;
    let length = bytes.len();
    let bytes = if length > LARGEST_FILE {
        Vec::new()
    } else {
        bytes.to_vec()
    };
    // A form without a chosen file sends an empty one without a name.
    (!name.is_empty() || length > 0).then_some(Upload {
        name,
        bytes,
        length,
    })
}

fn today() -> Month {
    let date = Timestamp::now().to_zoned(TimeZone::UTC).date();
    Month::new(i32::from(date.year()), date.month().unsigned_abs())
}
