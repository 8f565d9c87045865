//! `quote-of-the-day-api`: the same proverb all day, with caching headers.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use serde_json::json;

use super::{Ask, Reply, Server, Variables};

const SEASON: &str = "2026-01-01";
/// Proverbs 1 to 40, shown in this order.
const LENGTH: i64 = 40;

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| {
        let reply = answer(ask);
        reply.for_method(&ask.method)
    })
}

fn answer(ask: &Ask) -> Reply {
    let (method, path) = ask.route();
    if !["GET", "HEAD"].contains(&method) {
        return Reply::error(405, "method_not_allowed").with("allow", "GET, HEAD");
    }
    match path.as_slice() {
        ["health"] => Reply::status(204).with("cache-control", "no-store"),
        ["quote"] => {
            let now = Timestamp::now().to_zoned(TimeZone::UTC);
            let today = now.date();
            let midnight = today + 1.day();
            let midnight = midnight.to_zoned(TimeZone::UTC).unwrap().timestamp();
            let left = midnight.as_second() - now.timestamp().as_second();
            let id = number_of(today);
            let body = json!({
                "id": id,
                "text": text(id),
                "source": "carpenters",
                "date": today.to_string(),
            });
            let etag = format!("\"{today}-{id}\"");
            validated(ask, body, &etag, &format!("public, max-age={left}"))
        }
        ["quotes", id] => match id.parse().ok().filter(|it| (1..=LENGTH).contains(it)) {
            Some(id) => {
                let body = json!({ "id": id, "text": text(id), "source": "carpenters" });
                let etag = format!("\"quote-{id}\"");
                validated(ask, body, &etag, "public, max-age=31536000, immutable")
            }
            None => Reply::missing().with("cache-control", "public, max-age=60"),
        },
        _ => Reply::missing().with("cache-control", "public, max-age=60"),
    }
}

fn number_of(day: Date) -> i64 {
    let season: Date = SEASON.parse().unwrap();
    let days = i64::from((day - season).get_days());
    days.rem_euclid(LENGTH) + 1
}

fn text(id: i64) -> String {
    format!("Measure {id} times, cut once.")
}

/// 304 without a body if the client has it already.
fn validated(ask: &Ask, body: serde_json::Value, etag: &str, cache: &str) -> Reply {
    let known = ask.header("if-none-match").split(',').map(str::trim);
    let mut known = known.map(|it| it.strip_prefix("W/").unwrap_or(it));
    let reply = if known.any(|it| it == etag || it == "*") {
        Reply::status(304)
    } else {
        Reply::json(200, body)
    };
    reply.with("etag", etag).with("cache-control", cache)
}
