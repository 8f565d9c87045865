//! Numbers about the server in Prometheus text, for `/metrics` on an address of its own.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::http::StatusCode;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::live::Live;

/// The media type of what [`Metrics::text`] gives.
pub(super) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From 50 microseconds, where a page of the map is, to a second, where something is wrong.
const BUCKETS: [f64; 7] = [0.000_05, 0.000_2, 0.001, 0.005, 0.02, 0.1, 1.0];

/// What is counted.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<[(&'static str, String); 1], Counter>,
    refused: Family<[(&'static str, String); 1], Counter>,
    seconds: Histogram,
    connections: Gauge,
    accepted: Counter<u64, AtomicU64>,
    version: Gauge,
    pages: Gauge,
    is_broken: Gauge,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("career_guide");
        let requests = Family::default();
        let refused = Family::default();
        let seconds = Histogram::new(BUCKETS);
        let (connections, version, pages, is_broken) = Default::default();
        let accepted = Counter::default();
        registry.register(
            "requests",
            "Requests answered, by status",
            Family::clone(&requests),
        );
        registry.register(
            "refused",
            "Requests and connections that were not read to their end, by status",
            Family::clone(&refused),
        );
        registry.register(
            "request_duration_seconds",
            "From the end of a request to its answer, without the time to send it",
            Histogram::clone(&seconds),
        );
        registry.register(
            "connections",
            "Open connections",
            Gauge::clone(&connections),
        );
        registry.register("accepted", "Connections so far", Counter::clone(&accepted));
        registry.register(
            "site_version",
            "Goes up by one each time the content is built again",
            Gauge::clone(&version),
        );
        registry.register("pages", "Addresses of the site", Gauge::clone(&pages));
        registry.register(
            "content_is_broken",
            "1 if the last reload failed and the last good site is served",
            Gauge::clone(&is_broken),
        );
        Metrics {
            registry,
            requests,
            refused,
            seconds,
            connections,
            accepted,
            version,
            pages,
            is_broken,
        }
    }
}

impl Metrics {
    /// A request was answered.
    pub(super) fn answered(&self, status: StatusCode, taken: Duration) {
        self.requests.get_or_create(&label(status)).inc();
        self.seconds.observe(taken.as_secs_f64());
    }

    /// A request or a connection was not read to its end.
    pub(super) fn refused(&self, status: StatusCode) {
        self.refused.get_or_create(&label(status)).inc();
    }

    /// A connection was accepted; so many are open now.
    pub(super) fn accepted(&self) {
        self.accepted.inc();
    }

    /// Everything as text.
    pub(super) fn text(&self, live: &Live, connections: usize) -> String {
        self.connections.set(connections as i64);
        self.version.set(live.version() as i64);
        self.pages.set(live.site().pages().count() as i64);
        self.is_broken.set(i64::from(live.is_broken()));
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("writing to a text cannot fail");
        text
    }
}

fn label(status: StatusCode) -> [(&'static str, String); 1] {
    [("status", status.as_str().to_owned())]
}
