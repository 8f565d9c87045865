//! `store-locator`: the nearest places on a sphere, also across the 180th meridian.

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, valid};

/// Number, name, latitude, longitude.
const PLACES: [(u64, &str, f64, f64); 3] = [
    (8123, "Reef pharmacy", -17.81, 179.97),
    (4410, "Date line chemist", -17.79, -179.98),
    (77, "Porto", 41.15, -8.61),
];

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| match ask.path.as_str() {
        "/places/nearest" => nearest(ask),
        "/places/within" => within(ask),
        path => match path.strip_prefix("/places/").and_then(find) {
            Some((id, name, lat, lon)) => {
                let place = json!({
                    "id": id, "name": name, "lat": lat, "lon": lon, "services": ["vaccines"],
                    "hours": [],
                });
                Reply::json(200, place)
            }
            None => Reply::missing(),
        },
    })
}

fn find(id: &str) -> Option<(u64, &'static str, f64, f64)> {
    PLACES.into_iter().find(|it| it.0.to_string() == id)
}

/// A number in the range, and nothing that only looks like one.
fn degrees(ask: &Ask, name: &str, most: f64) -> Option<f64> {
    let text = ask.param(name)?;
    let is_plain = text
        .bytes()
        .all(|it| it.is_ascii_digit() || b".-".contains(&it));
    text.parse()
        .ok()
        .filter(|it: &f64| is_plain && it.abs() <= most)
}

fn nearest(ask: &Ask) -> Reply {
    let limit = valid::number(ask.param("limit"), 10, 1..=50);
    let (Some(lat), Some(lon), Some(limit)) =
        (degrees(ask, "lat", 90.0), degrees(ask, "lon", 180.0), limit)
    else {
        return Reply::invalid();
    };
    let mut found: Vec<(f64, Value)> = PLACES
        .into_iter()
        .map(|(id, name, its_lat, its_lon)| {
            let metres = distance((lat, lon), (its_lat, its_lon));
            let place = json!({
                "id": id, "name": name, "lat": its_lat, "lon": its_lon,
                "metres": metres.round() as i64,
            });
            (metres, place)
        })
        .filter(|(metres, _)| *metres <= 50_000.0)
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let places: Vec<Value> = found.into_iter().take(limit).map(|it| it.1).collect();
    Reply::json(200, json!({ "places": places }))
}

fn within(ask: &Ask) -> Reply {
    let edges = [
        ("west", 180.0),
        ("south", 90.0),
        ("east", 180.0),
        ("north", 90.0),
    ];
    let edges = edges.map(|(name, most)| degrees(ask, name, most));
    let [Some(west), Some(south), Some(east), Some(north)] = edges else {
        return Reply::invalid();
    };
    if south > north {
        return Reply::invalid();
    }
    let inside = |lon: f64| {
        if west <= east {
            (west..=east).contains(&lon)
        } else {
            lon >= west || lon <= east
        }
    };
    let places: Vec<Value> = PLACES
        .into_iter()
        .filter(|(_, _, lat, lon)| (south..=north).contains(lat) && inside(*lon))
        .map(|(id, name, lat, lon)| json!({ "id": id, "name": name, "lat": lat, "lon": lon }))
        .collect();
    Reply::json(200, json!({ "places": places, "more": false }))
}

/// Metres along a sphere of the earth's mean radius.
fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (a, b) = (from.0.to_radians(), to.0.to_radians());
    let (dy, dx) = (b - a, (to.1 - from.1).to_radians());
    let half = (dy / 2.0).sin().powi(2) + a.cos() * b.cos() * (dx / 2.0).sin().powi(2);
    2.0 * 6_371_008.8 * half.sqrt().asin()
}
