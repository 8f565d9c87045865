//! `rate-limit-middleware`: a bucket for each caller in front of any route.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;

use super::{Ask, Reply, Server, Variables};

pub fn start(variables: &Variables) -> Server {
    let paid = variables["paid"].clone();
    // Tokens and the time of the last change, by caller.
    let mut buckets: BTreeMap<String, (f64, Timestamp)> = BTreeMap::new();
    Box::new(move |ask| {
        if ask.path == "/health" {
            return Reply::status(204);
        }
        let caller = ask.header("x-api-key");
        let limit = if caller == paid { 1000.0 } else { 5.0 };
        let period = 60.0;
        let now = Timestamp::now();
        let bucket = buckets.entry(caller.to_owned()).or_insert((limit, now));
        let passed = now.duration_since(bucket.1).as_secs_f64();
        bucket.0 = (bucket.0 + passed * limit / period).min(limit);
        bucket.1 = now;
        let is_allowed = bucket.0 >= 1.0;
        if is_allowed {
            bucket.0 -= 1.0;
        }
        let reply = if is_allowed {
            route(ask)
        } else {
            let wait = ((1.0 - bucket.0) * period / limit).ceil().max(1.0) as u64;
            let refusal = json!({ "error": "too_many_requests", "retry_after": wait });
            Reply::json(429, refusal).with("retry-after", wait.to_string())
        };
        reply
            .with("x-ratelimit-limit", limit.to_string())
            .with("x-ratelimit-remaining", bucket.0.floor().to_string())
    })
}

fn route(ask: &Ask) -> Reply {
    match ask.path.as_str() {
        "/finds" => Reply::json(200, json!({ "items": [] })),
        _ => Reply::missing(),
    }
}
