//! What is noted about a request: its path without the question, never the text of a visitor,
//! and their address only if the operator asks for it.

use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use axum::http::{Method, Request, StatusCode};

use super::answers::Answers;
use super::metrics::Metrics;

/// Requests are logged under this name: `GUIDE_LOG=info,request=debug`.
const TARGET: &str = "request";

/// The address a connection comes from, for those who want it in their log.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client(pub(super) IpAddr);

/// A request that is being answered.
pub(super) struct Noted {
    start: Instant,
    line: Option<Line>,
}

struct Line {
    id: String,
    method: Method,
    path: String,
    client: Option<String>,
}

impl Noted {
    /// Nothing, if nobody wants to know.
    pub(super) fn begin<B>(answers: &Answers, request: &Request<B>) -> Option<Noted> {
        let is_logged = tracing::enabled!(target: TARGET, tracing::Level::DEBUG);
        if !is_logged && answers.metrics.is_none() {
            return None;
        }
        // What our own proxy wrote comes last, in the last line of this name and behind the last
        // comma: whatever stands before it, a visitor may have made up.
        let told = |name: &str| {
            let mut lines = request.headers().get_all(name).iter();
            let last = lines.next_back().filter(|_| answers.options.trusts_proxy)?;
            let last = last.to_str().ok()?.rsplit(',').next()?.trim();
            // Whatever a proxy passes on stays short in the log.
            Some(last.chars().take(100).collect::<String>())
        };
        let line = is_logged.then(|| Line {
            id: told("x-request-id").unwrap_or_else(number),
            method: request.method().clone(),
            path: request.uri().path().chars().take(200).collect(),
            client: answers.options.logs_clients.then(|| {
                let seen = || {
                    request
                        .extensions()
                        .get::<Client>()
                        .map(|it| it.0.to_string())
                };
                told("x-forwarded-for").or_else(seen).unwrap_or_default()
            }),
        });
        Some(Noted {
            start: Instant::now(),
            line,
        })
    }

    /// Counts and logs it.
    pub(super) fn end(self, status: StatusCode, metrics: Option<&Metrics>) {
        let taken = self.start.elapsed();
        if let Some(metrics) = metrics {
            metrics.answered(status, taken);
        }
        if let Some(line) = self.line {
            tracing::debug!(
                target: TARGET,
                id = line.id,
                method = %line.method,
                path = line.path,
                status = status.as_u16(),
                microseconds = taken.as_micros() as u64,
                client = line.client,
            );
        }
    }
}

/// A number for a request that brought none: the process and a count.
fn number() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("{:x}-{:x}", std::process::id(), NEXT.fetch_add(1, Relaxed))
}
