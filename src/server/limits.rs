//! How much a visitor may ask of the server, and how long they may take.

use std::time::Duration;

/// The limits of a server. The defaults suit the open internet; tests use smaller ones.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at a time; the next one is answered 503.
    pub connections: usize,
    /// Bytes of an address, with its question; a longer one is answered 414.
    pub address_bytes: usize,
    /// Bytes of the head of a request; a longer one is answered 431, or 414 if its first line
    /// does not end. A head of more than 100 fields is answered 431 as well (by hyper).
    pub head_bytes: usize,
    /// From the first byte of a head to its end; then 408.
    pub head_time: Duration,
    /// From the end of a head to the end of its body; then 408. How large a body may be, each
    /// address says by itself; a larger one is answered 413.
    pub body_time: Duration,
    /// Bodies that are read or worked on at a time; the next one is answered 503.
    pub bodies: usize,
    /// How long a reader may take for one answer before the connection is closed.
    pub answer_time: Duration,
    /// How long a connection may say nothing before it is closed.
    pub idle_time: Duration,
    /// How long browsers have, after we are told to stop, to send the request that learns of it.
    pub last_call: Duration,
    /// How long requests in flight may take after we are told to stop.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 16_384,
            address_bytes: 8_000,
            head_bytes: 32 * 1024,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(20),
            bodies: 64,
            answer_time: Duration::from_secs(120),
            idle_time: Duration::from_secs(75),
            last_call: Duration::from_secs(1),
            grace: Duration::from_secs(10),
        }
    }
}

/// Streams that one HTTP/2 connection may have open; browsers open no more than 100.
pub(super) const STREAMS: u32 = 100;
