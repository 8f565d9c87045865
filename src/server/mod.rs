//! HTTP: routes, headers, caching. The only module that is async.

mod deliver;
mod negotiate;
mod questions;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Notify;
use tower::util::MapResponseLayer;
use tower_http::catch_panic::CatchPanicLayer;

use deliver::{deliver, finish};

use crate::live::Live;
use crate::site::Site;

/// How long requests in flight may take once the process is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until the process is told to stop.
///
/// # Errors
/// Says why the address cannot be listened on.
pub fn run(live: Arc<Live>, address: SocketAddr) -> anyhow::Result<()> {
    let runtime = Runtime::new().context("cannot start the runtime")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        let address = listener.local_addr().context("cannot listen")?;
        let base = live.site().guide.settings.base_path.clone();
        // Before the address is told: whoever reads it may stop us at once.
        let stopped = stop_signal()?;
        reload_on_hangup(Arc::clone(&live))?;
        println!("The guide is at http://{address}{base}/");
        let told = Arc::new(Notify::new());
        let tell = Arc::clone(&told);
        let serving = axum::serve(listener, router(live)).with_graceful_shutdown(async move {
            stopped.await;
            tell.notify_one();
        });
        let too_long = async {
            told.notified().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            result = serving => result.context("the server failed"),
            // Somebody sends a request very slowly; we do not wait for them.
            () = too_long => Ok(()),
        }
    })?;
    // The listener and what is left of the connections end with the runtime.
    runtime.shutdown_background();
    Ok(())
}

/// Every route. A route that takes a question is named; all others come from the site map.
pub fn router(live: Arc<Live>) -> Router {
    let base = live.site().guide.settings.base_path.clone();
    let mut known = Router::new()
        .route("/health/live", get(alive))
        .route("/health/ready", get(alive));
    for question in questions::all() {
        let limit = DefaultBodyLimit::max(question.most_bytes);
        known = known.route(question.path, question.route.layer(limit));
    }
    if live.watches() {
        known = known.route("/dev/state", get(state));
    }
    let mut routes = known.clone().fallback(get(page));
    // A proxy may pass the base path on or strip it; both work.
    if !base.is_empty() {
        routes = routes.nest(&base, known);
    }
    let failed = Arc::clone(&live);
    routes
        .with_state(live)
        .layer(CatchPanicLayer::custom(move |_| deliver_failure(&failed)))
        .layer(MapResponseLayer::new(finish))
}

/// Any address without a question: the page of the map.
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

async fn alive() -> &'static str {
    "ok\n"
}

async fn state(State(live): State<Arc<Live>>) -> String {
    live.state()
}

/// The path without the base path, if it is there.
fn below<'a>(base: &str, path: &'a str) -> &'a str {
    match path.strip_prefix(base) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
}

fn at_base(site: &Site, path: &str) -> String {
    format!("{}{path}", site.guide.settings.base_path)
}

fn deliver_failure(live: &Live) -> Response {
    tracing::error!("a request failed, the visitor got the page for that");
    deliver(live.site().failed(), &HeaderMap::new())
}

/// Builds the site again at each SIGHUP.
#[cfg(unix)]
fn reload_on_hangup(live: Arc<Live>) -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = signal(SignalKind::hangup()).context("cannot listen for signals")?;
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            let live = Arc::clone(&live);
            // Building takes all cores for a moment; requests go on meanwhile.
            let _ = tokio::task::spawn_blocking(move || live.reload()).await;
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn reload_on_hangup(_: Arc<Live>) -> anyhow::Result<()> {
    Ok(())
}

/// Listens for Ctrl-C and, where it exists, SIGTERM from now on; the future ends with the first.
#[cfg(unix)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let cannot = "cannot listen for signals";
    let mut terminate = signal(SignalKind::terminate()).context(cannot)?;
    let mut interrupt = signal(SignalKind::interrupt()).context(cannot)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
