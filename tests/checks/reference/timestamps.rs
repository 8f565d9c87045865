//! `timestamp-service`: times read, converted and admitted to be unclear.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables};

/// A time as it was written.
enum Time {
    Instant(Timestamp),
    Local(DateTime),
}

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| {
        let answer = match (ask.method.as_str(), ask.path.as_str()) {
            ("GET", "/parse") => parse(ask),
            ("GET", "/convert") => convert(ask),
            ("GET", "/difference") => difference(ask),
            _ => Err(error(404, "not_found")),
        };
        answer.map_or_else(|reply| reply, |json| Reply::json(200, json))
    })
}

fn error(status: u16, code: &str) -> Reply {
    Reply::json(
        status,
        json!({ "error": code, "message": code.replace('_', " ") }),
    )
}

fn refuse<T>(code: &str) -> Result<T, Reply> {
    Err(error(400, code))
}

fn parse(ask: &Ask) -> Result<Value, Reply> {
    let (form, at) = read(ask, "t")?;
    let instant = instant(ask, at)?;
    Ok(json!({ "form": form, "utc": instant.to_string(), "unix": instant.as_second() }))
}

fn convert(ask: &Ask) -> Result<Value, Reply> {
    let (_, at) = read(ask, "t")?;
    let to = zone(ask, "to")?;
    let to = to.ok_or_else(|| error(400, "missing_parameter"))?;
    let instant = instant(ask, at)?;
    let local = instant.to_zoned(to);
    Ok(json!({
        "utc": instant.to_string(),
        "local": local.datetime().to_string(),
        "offset": offset(&local),
        "tzdata": "2026a",
    }))
}

fn difference(ask: &Ask) -> Result<Value, Reply> {
    let mut times = Vec::new();
    for name in ["from", "to"] {
        match read(ask, name)?.1 {
            Time::Instant(instant) => times.push(instant),
            Time::Local(_) => return refuse("zone_needed"),
        }
    }
    let seconds = times[1].as_second() - times[0].as_second();
    let phrase = format!("{seconds} seconds");
    Ok(json!({ "seconds": seconds, "phrase": phrase }))
}

/// The form and the time of a parameter.
fn read(ask: &Ask, name: &str) -> Result<(&'static str, Time), Reply> {
    let Some(text) = ask.param(name) else {
        return refuse("missing_parameter");
    };
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    let found = match text.len() {
        1..=11 if is_number => {
            let second = text.parse().unwrap();
            Timestamp::from_second(second)
                .ok()
                .map(|it| ("unix_s", Time::Instant(it)))
        }
        12..=14 if is_number => {
            let milli = text.parse().unwrap();
            Timestamp::from_millisecond(milli)
                .ok()
                .map(|it| ("unix_ms", Time::Instant(it)))
        }
        10 => text
            .parse::<Date>()
            .ok()
            .map(|it| ("iso_date", Time::Local(it.at(0, 0, 0, 0)))),
        19 => text
            .parse::<DateTime>()
            .ok()
            .map(|it| ("iso_local", Time::Local(it))),
        20 if text.ends_with('Z') => text.parse().ok().map(|it| ("iso_utc", Time::Instant(it))),
        25 => text
            .parse()
            .ok()
            .map(|it| ("iso_offset", Time::Instant(it))),
        _ => None,
    };
    let Some((form, time)) = found else {
        return refuse("unknown_form");
    };
    let year = match &time {
        Time::Instant(it) => it.to_zoned(TimeZone::UTC).year(),
        Time::Local(it) => it.year(),
    };
    if !(1970..=2100).contains(&year) {
        return refuse("out_of_range");
    }
    Ok((form, time))
}

fn zone(ask: &Ask, name: &str) -> Result<Option<TimeZone>, Reply> {
    match ask.param(name) {
        None => Ok(None),
        Some(text) => match TimeZone::get(&text) {
            Ok(zone) => Ok(Some(zone)),
            Err(_) => refuse("unknown_zone"),
        },
    }
}

fn instant(ask: &Ask, time: Time) -> Result<Timestamp, Reply> {
    let zone = zone(ask, "zone")?;
    let local = match (time, &zone) {
        (Time::Instant(_), Some(_)) => return refuse("zone_not_allowed"),
        (Time::Instant(instant), None) => return Ok(instant),
        (Time::Local(_), None) => return refuse("zone_needed"),
        (Time::Local(local), Some(_)) => local,
    };
    let zone = zone.unwrap();
    let ambiguous = zone.to_ambiguous_zoned(local);
    let is_gap = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => {
            return Ok(ambiguous.unambiguous().unwrap().timestamp());
        }
        AmbiguousOffset::Gap { .. } => true,
        AmbiguousOffset::Fold { .. } => false,
    };
    let earlier = ambiguous.clone().earlier().unwrap();
    let later = ambiguous.later().unwrap();
    match ask.param("choose").as_deref() {
        Some("earlier") if !is_gap => return Ok(earlier.timestamp()),
        Some("later") if !is_gap => return Ok(later.timestamp()),
        _ => (),
    }
    let candidates = if is_gap {
        // The last second before the gap and the first one after it.
        let after = zone
            .following(earlier.timestamp())
            .next()
            .map(|it| it.timestamp());
        let after = after
            .filter(|it| *it <= later.timestamp())
            .unwrap_or(earlier.timestamp());
        let change = zone
            .preceding(later.timestamp())
            .next()
            .map_or(after, |it| it.timestamp());
        let before = Timestamp::from_second(change.as_second() - 1).unwrap();
        [before.to_zoned(zone.clone()), change.to_zoned(zone)]
    } else {
        [earlier, later]
    };
    let code = if is_gap {
        "nonexistent_local_time"
    } else {
        "ambiguous_local_time"
    };
    let shown = |(name, it): (&str, &Zoned)| json!({ "choose": name, "utc": it.timestamp().to_string(), "offset": offset(it) });
    let candidates: Vec<Value> = ["earlier", "later"]
        .into_iter()
        .zip(&candidates)
        .map(shown)
        .collect();
    let refusal = json!({
        "error": code, "message": code.replace('_', " "), "candidates": candidates,
    });
    Err(Reply::json(422, refusal))
}

/// Such as `+02:00`.
fn offset(zoned: &Zoned) -> String {
    let minutes = zoned.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}
