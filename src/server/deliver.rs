//! The one way a page leaves the server.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE,
    CONTENT_TYPE, ETAG, LOCATION, STRICT_TRANSPORT_SECURITY, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::negotiate::{self, Part};
use crate::content::Settings;
use crate::pages::{Cache, Encoding, Page};

/// No inline script or style exists, so none is allowed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// What every answer carries, whatever it is.
static ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// What goes with everything that a browser may show by itself. To a style, a script or a picture
/// without a script in it these lines mean nothing.
static DOCUMENTS: [(HeaderName, HeaderValue); 4] = [
    (
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        HeaderName::from_static("referrer-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// Whether something of this media type is only ever a part of a page.
fn is_part(media_type: &str) -> bool {
    let is_picture = media_type.starts_with("image/") && media_type != "image/svg+xml";
    is_picture || media_type.starts_with("text/css") || media_type.starts_with("text/javascript")
}

/// What every answer of a site carries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Safety {
    is_https: bool,
}

impl Safety {
    pub(super) fn new(settings: &Settings) -> Safety {
        Safety {
            is_https: settings.origin.starts_with("https://"),
        }
    }

    /// Adds it to the head of something that a browser may show by itself.
    pub(super) fn add(self, headers: &mut HeaderMap) {
        for (name, value) in &DOCUMENTS {
            headers.insert(name, value.clone());
        }
        self.add_always(headers);
    }

    fn add_always(self, headers: &mut HeaderMap) {
        for (name, value) in &ALWAYS {
            headers.insert(name, value.clone());
        }
        if self.is_https {
            // A year. Other names below the host may not be ours, so they are not included.
            let year = HeaderValue::from_static("max-age=31536000");
            headers.insert(STRICT_TRANSPORT_SECURITY, year);
        }
    }
}

/// An answer that only has to be put together, which cannot fail.
pub(super) enum Ready<'a> {
    /// A page, or the news that the browser has it.
    Page(StatusCode, &'a Head, &'a Bytes),
    /// Something rarer.
    Made(Box<Response<Bytes>>),
}

impl Ready<'_> {
    /// The answer to this request.
    pub(super) fn answer(self, request: &HeaderMap) -> Response<Bytes> {
        match self {
            Ready::Page(status, head, bytes) => head.answer(status, bytes, request),
            Ready::Made(answer) => *answer,
        }
    }
}

/// The head of a page in one encoding.
#[derive(Debug, Clone)]
pub(super) struct Head {
    etag: Option<HeaderValue>,
    /// What goes with the whole page.
    pub(super) whole: HeaderMap,
    /// What goes with the news that it has not changed.
    pub(super) unchanged: HeaderMap,
}

impl Head {
    pub(super) fn new(page: &Page, encoding: Encoding) -> Head {
        // A page for one visitor has no version, and nor has one that is not what was asked for.
        let has_version = page.status == StatusCode::OK && page.cache != Cache::Never;
        let etag = has_version
            .then(|| HeaderValue::try_from(etag(page, encoding)).ok())
            .flatten();
        let mut unchanged = HeaderMap::with_capacity(16);
        let cache = HeaderValue::from_static(cache_control(page.cache));
        unchanged.insert(CACHE_CONTROL, cache);
        unchanged.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(etag) = &etag {
            unchanged.insert(ETAG, etag.clone());
        }
        let mut whole = unchanged.clone();
        whole.insert(CONTENT_TYPE, HeaderValue::from_static(page.content_type));
        if encoding != Encoding::Identity {
            whole.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        if let Some(name) = &page.download {
            if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
                whole.insert(CONTENT_DISPOSITION, value);
            }
            if has_version {
                whole.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
            }
        }
        if let Some(to) = page.location.as_ref()
            && let Ok(to) = HeaderValue::try_from(to)
        {
            whole.insert(LOCATION, to);
        }
        Head {
            etag,
            whole,
            unchanged,
        }
    }

    /// Adds what answers of this media type carry.
    pub(super) fn safe(mut self, safety: Safety, media_type: &str) -> Head {
        for headers in [&mut self.whole, &mut self.unchanged] {
            if is_part(media_type) {
                safety.add_always(headers);
            } else {
                safety.add(headers);
            }
        }
        self
    }

    /// The answer with this head: the page, or the news that the browser has it.
    pub(super) fn answer(
        &self,
        status: StatusCode,
        bytes: &Bytes,
        request: &HeaderMap,
    ) -> Response<Bytes> {
        let has_it = |etag: &HeaderValue| negotiate::has(request, etag.as_bytes());
        let (status, headers, bytes) = if self.etag.as_ref().is_some_and(has_it) {
            (
                StatusCode::NOT_MODIFIED,
                self.unchanged.clone(),
                Bytes::new(),
            )
        } else {
            (status, self.whole.clone(), bytes.clone())
        };
        with_head(status, headers, bytes)
    }

    /// A part of a download, if that is what the request asks for.
    pub(super) fn part(&self, bytes: &Bytes, request: &HeaderMap) -> Option<Response<Bytes>> {
        let etag = self.etag.as_ref()?;
        let part = negotiate::part(request, etag.as_bytes(), bytes.len())?;
        let (status, range, bytes) = match part {
            Part::Bytes { from, to } => (
                StatusCode::PARTIAL_CONTENT,
                format!("bytes {from}-{to}/{}", bytes.len()),
                bytes.slice(from..=to),
            ),
            Part::Outside => (
                StatusCode::RANGE_NOT_SATISFIABLE,
                format!("bytes */{}", bytes.len()),
                Bytes::new(),
            ),
        };
        let mut headers = self.whole.clone();
        headers.insert(CONTENT_RANGE, HeaderValue::try_from(range).ok()?);
        Some(with_head(status, headers, bytes))
    }
}

/// A page in the encoding the request likes best, or the news that it has not changed.
pub(super) fn deliver(page: &Page, request: &HeaderMap) -> Response {
    let answer = match choose(page, request) {
        Some((encoding, bytes)) => Head::new(page, encoding).answer(page.status, bytes, request),
        None => not_acceptable(),
    };
    answer.map(Body::from)
}

/// The encoding that the request likes best among those the page has.
pub(super) fn choose<'a>(page: &'a Page, request: &HeaderMap) -> Option<(Encoding, &'a Bytes)> {
    let accepted = negotiate::encodings(request);
    accepted
        .into_iter()
        .flatten()
        .find_map(|encoding| Some((encoding, page.body.encoded(encoding)?)))
}

pub(super) fn not_acceptable() -> Response<Bytes> {
    let mut headers = HeaderMap::new();
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, plain);
    let words = Bytes::from_static(b"There is no encoding here that you accept.\n");
    with_head(StatusCode::NOT_ACCEPTABLE, headers, words)
}

fn with_head(status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Response<Bytes> {
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Strong: the same tag is the same bytes, on every copy of the site and after every restart.
fn etag(page: &Page, encoding: Encoding) -> String {
    match encoding {
        Encoding::Identity => format!("\"{}\"", page.etag),
        encoding => format!("\"{}-{}\"", page.etag, encoding.name()),
    }
}

fn cache_control(cache: Cache) -> &'static str {
    match cache {
        Cache::Forever => "public, max-age=31536000, immutable",
        Cache::Revalidate => "no-cache",
        Cache::Never => "no-store",
    }
}
