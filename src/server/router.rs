//! The addresses that are not simply a page of the map.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;

use super::answers::Stop;
use super::deliver::deliver;
use super::{below, questions};
use crate::live::Live;
use crate::site::Site;

const ALIVE: &str = "/health/live";
const READY: &str = "/health/ready";
const STATE: &str = "/dev/state";

/// A path that has an answer without being in the map.
pub(super) enum Asked {
    Exactly(&'static str),
    /// Everything that begins with this.
    Below(&'static str),
}

impl Asked {
    fn new(path: &'static str) -> Asked {
        match path.split_once('{') {
            Some((begin, _)) => Asked::Below(begin),
            None => Asked::Exactly(path),
        }
    }

    pub(super) fn is(&self, path: &str) -> bool {
        match self {
            Asked::Exactly(asked) => path == *asked,
            Asked::Below(begin) => path.starts_with(begin),
        }
    }
}

/// Every route. A route that takes a question is named; all others come from the site map.
pub(super) fn router(live: Arc<Live>, stop: Arc<Stop>) -> Router {
    let mut known = health(stop);
    for question in questions::all() {
        // How much may be sent is seen to before a route is asked.
        let limit = axum::extract::DefaultBodyLimit::disable();
        known = known.route(question.path, question.route.layer(limit));
    }
    if live.watches() {
        known = known.route(STATE, get(state));
    }
    let failed = Arc::clone(&live);
    known
        .fallback(get(page))
        .with_state(live)
        .layer(CatchPanicLayer::custom(move |_| {
            deliver(failed.site().failed(), &HeaderMap::new())
        }))
}

/// Whether the program runs, and whether visitors should be sent to it.
pub(super) fn health<S: Clone + Send + Sync + 'static>(stop: Arc<Stop>) -> Router<S> {
    let ready = move || async move { ready(&stop) };
    Router::new()
        .route(ALIVE, get(async || "ok\n"))
        .route(READY, get(ready))
}

/// The most bytes that may be sent, by the paths that take something; and the paths that have
/// an answer without being in the map.
pub(super) fn paths() -> (HashMap<&'static str, usize>, Vec<Asked>) {
    let all = questions::all();
    let takers = all.iter().filter(|it| it.most_bytes > 0);
    let takers = takers.map(|it| (it.path, it.most_bytes)).collect();
    let asked = all.iter().map(|it| it.path);
    let asked = asked.chain([ALIVE, READY, STATE]).map(Asked::new);
    (takers, asked.collect())
}

/// Adds words to the one answer that the router gives by itself.
pub(super) fn finish(mut response: Response) -> Response {
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *response.body_mut() =
            Body::from("Nothing can be sent to this address. Open it instead.\n");
        let headers = response.headers_mut();
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        headers.insert(CONTENT_TYPE, plain);
        // It was that of the empty body.
        headers.remove(CONTENT_LENGTH);
    }
    response
}

/// Any address without a question that is no page of the map as it is written.
async fn page(State(live): State<Arc<Live>>, uri: Uri, headers: HeaderMap) -> Response {
    let site = live.site();
    // A proxy may pass the base path on or strip it. Without it, `/guide/http` is a page even of
    // a site below `/guide`.
    let inner = below(&site.guide.settings.base_path, uri.path());
    if let Some(page) = site.find(inner).or_else(|| site.find(uri.path())) {
        return deliver(page, &headers);
    }
    // Only to a page we have: `//elsewhere.example/` must not become a redirect out.
    if let Some(shorter) = inner.strip_suffix('/')
        && site.find(shorter).is_some()
    {
        let question = uri
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        return Redirect::permanent(&at_base(&site, &format!("{shorter}{question}")))
            .into_response();
    }
    deliver(&site.not_found(inner), &headers)
}

/// Whether a load balancer should send visitors here.
fn ready(stop: &Stop) -> (StatusCode, &'static str) {
    if stop.is_told() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    } else {
        (StatusCode::OK, "ok\n")
    }
}

async fn state(State(live): State<Arc<Live>>) -> String {
    live.state()
}

fn at_base(site: &Site, path: &str) -> String {
    format!("{}{path}", site.guide.settings.base_path)
}
