//! HTTP: connections, routes, headers, caching. The only module that is async.

mod answers;
mod clock;
mod connection;
mod deliver;
mod limits;
mod log;
mod metrics;
mod negotiate;
mod questions;
mod resume;
mod router;
mod shelf;
mod wire;

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::Runtime;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

pub use answers::{Answers, Options, Sent};
pub use limits::Limits;

use crate::live::Live;
use clock::Clock;

/// Connections that may wait to be accepted: enough for everybody who comes back after a pause.
const WAITING: u32 = 4_096;
/// Files that a process needs besides its connections.
const OTHER_FILES: u64 = 64;

/// Serves until the process is told to stop.
///
/// # Errors
/// Says why an address cannot be listened on.
pub fn run(
    live: Arc<Live>,
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    mut options: Options,
) -> anyhow::Result<()> {
    say_where_only();
    options.counts |= metrics.is_some();
    options.limits.connections = files_for(options.limits.connections)?;
    // One thread for each core, which is what tokio gives; `TOKIO_WORKER_THREADS` says otherwise.
    let runtime = Runtime::new().context("cannot start the runtime")?;
    runtime.block_on(async {
        let listener = listen(address)?;
        let address = listener.local_addr().context("cannot listen")?;
        let base = live.site().guide.settings.base_path.clone();
        // Before the address is told: whoever reads it may stop us at once.
        let stopped = stop_signal()?;
        reload_on_hangup(Arc::clone(&live))?;
        let answers = Answers::new(Arc::clone(&live), options);
        let tasks = TaskTracker::new();
        if let Some(address) = metrics {
            serve_metrics(address, live, Arc::clone(&answers), tasks.clone())?;
        }
        // Whoever started us may not listen any more.
        let _ = writeln!(io::stdout(), "The guide is at http://{address}{base}/");
        serve(listener, answers, tasks, stopped).await;
        anyhow::Ok(())
    })?;
    // What is left of the connections ends with the runtime.
    runtime.shutdown_background();
    Ok(())
}

/// Accepts and answers until told to stop; then lets everybody finish, within a limit.
///
/// `tasks` counts the open connections.
pub async fn serve(
    listener: TcpListener,
    answers: Arc<Answers>,
    tasks: TaskTracker,
    stopped: impl Future<Output = ()>,
) {
    let clock = Clock::start(&answers.limits);
    let welcome = |stream| {
        if tasks.len() >= answers.limits.connections {
            connection::turn_away(&stream, &answers);
            return;
        }
        if let Some(metrics) = &answers.metrics {
            metrics.accepted();
        }
        let served = connection::serve(stream, Arc::clone(&answers), clock.watch(&answers.limits));
        tasks.spawn(served);
    };
    let mut stopped = std::pin::pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => welcome(stream),
                // Out of files or memory. Others will close; to spin helps nobody.
                Err(err) => {
                    tracing::warn!(%err, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    answers.stop.tell();
    // Whoever is connected already and only waits to be accepted is served as well.
    while let Ok(Ok((stream, _))) = timeout(Duration::from_millis(1), listener.accept()).await {
        welcome(stream);
    }
    drop(listener);
    tasks.close();
    // Somebody may read or send very slowly; we do not wait for them.
    let _ = timeout(answers.limits.grace, tasks.wait()).await;
}

fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let cannot = || format!("cannot listen on {address}");
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    };
    let socket = socket.with_context(cannot)?;
    // A restart must not wait for the connections of the process before it.
    #[cfg(unix)]
    socket.set_reuseaddr(true).with_context(cannot)?;
    socket.bind(address).with_context(cannot)?;
    socket.listen(WAITING).with_context(cannot)
}

/// The number of connections that the system has files for, at most those that are wanted.
///
/// # Errors
/// If there are none.
fn files_for(connections: usize) -> anyhow::Result<usize> {
    let wanted = connections as u64 + OTHER_FILES;
    let files = rlimit::increase_nofile_limit(wanted).unwrap_or(wanted);
    if files < wanted {
        tracing::warn!(
            files,
            "fewer connections than wanted: raise the limit of open files"
        );
    }
    anyhow::ensure!(
        files > OTHER_FILES,
        "the system allows {files} open files, and at least {} are needed: raise the limit (ulimit -n)",
        OTHER_FILES + 1,
    );
    let possible = usize::try_from(files - OTHER_FILES).unwrap_or(connections);
    Ok(possible.min(connections))
}

/// A panic is logged with its place. Its message may hold what a visitor wrote, so it is not.
fn say_where_only() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a part of the program failed");
    }));
}

/// `/metrics` on an address of its own, so that it is never open to visitors by mistake. Health
/// is told there as well, where no crowd of visitors is in the way.
fn serve_metrics(
    address: SocketAddr,
    live: Arc<Live>,
    answers: Arc<Answers>,
    tasks: TaskTracker,
) -> anyhow::Result<()> {
    let listener = listen(address)?;
    let health = router::health(Arc::clone(&answers.stop));
    let text = move || async move {
        let metrics = answers.metrics.as_ref();
        let text = metrics.map_or_else(String::new, |it| it.text(&live, tasks.len()));
        ([(CONTENT_TYPE, metrics::MEDIA_TYPE)], text)
    };
    let router = health.route("/metrics", get(text));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

/// The path without the base path, if it is there.
fn below<'a>(base: &str, path: &'a str) -> &'a str {
    if base.is_empty() {
        return path;
    }
    match path.strip_prefix(base) {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    }
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
