//! The one way a page leaves the server.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;

use super::negotiate;
use crate::pages::{Cache, Encoding, Page};

/// No inline script or style exists, so none is allowed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// What every answer carries, whatever it is.
static SAFETY: [(HeaderName, HeaderValue); 6] = [
    (
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
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
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// A page in the encoding the request likes best, or the news that it has not changed.
pub(super) fn deliver(page: &Page, request: &HeaderMap) -> Response {
    let accepted = negotiate::encodings(request);
    let found = accepted
        .iter()
        .find_map(|it| Some((*it, page.body.encoded(*it)?)));
    let Some((encoding, bytes)) = found else {
        let mut response =
            Response::new(Body::from("There is no encoding here that you accept.\n"));
        *response.status_mut() = StatusCode::NOT_ACCEPTABLE;
        return response;
    };
    let etag = etag(page, encoding);
    let has_version = page.status == StatusCode::OK && page.cache != Cache::Never;
    let unchanged = has_version && negotiate::has(request, &etag);
    let mut response = Response::new(if unchanged {
        Body::empty()
    } else {
        Body::from(bytes.clone())
    });
    *response.status_mut() = if unchanged {
        StatusCode::NOT_MODIFIED
    } else {
        page.status
    };
    let headers = response.headers_mut();
    headers.reserve(12);
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static(cache_control(page.cache)),
    );
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if has_version && let Ok(etag) = HeaderValue::try_from(etag) {
        headers.insert(ETAG, etag);
    }
    if unchanged {
        return response;
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(page.content_type));
    if encoding != Encoding::Identity {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    if let Some(name) = &page.download
        && let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
    {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    if let Some(to) = page
        .location
        .as_ref()
        .and_then(|to| HeaderValue::try_from(to).ok())
    {
        headers.insert(LOCATION, to);
    }
    response
}

/// Adds what every answer carries, and words to the one answer that the router gives by itself.
pub(super) fn finish(mut response: Response) -> Response {
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *response.body_mut() =
            Body::from("Nothing can be sent to this address. Open it instead.\n");
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(CONTENT_TYPE, plain);
    }
    let headers = response.headers_mut();
    for (name, value) in &SAFETY {
        headers.insert(name, value.clone());
    }
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
