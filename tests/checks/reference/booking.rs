//! `booking-system`: rooms in steps of a quarter of an hour, never twice at the same time.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};
use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

struct Room {
    name: &'static str,
    /// In minutes since midnight.
    opens: i64,
    closes: i64,
}

const ZONE: &str = "Europe/Berlin";

/// In the order of their names.
const ROOMS: [Room; 2] = [
    Room {
        name: "brass",
        opens: 0,
        closes: 24 * 60,
    },
    Room {
        name: "drums",
        opens: 10 * 60,
        closes: 23 * 60 + 30,
    },
];

#[derive(Clone)]
struct Wish {
    room: &'static str,
    from: Zoned,
    to: Zoned,
}

#[derive(Default)]
struct Store {
    bands: [String; 2],
    /// Each with the band that has it.
    bookings: BTreeMap<u64, (String, Wish)>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        bands: [variables["band"].clone(), variables["other"].clone()],
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        if let ("GET", ["rooms", room, "days", date]) = (method, path.as_slice()) {
            let room = ROOMS.iter().find(|it| it.name == *room);
            return match room.zip(valid::day(date)) {
                Some((room, date)) => self.day(room, date),
                None => Reply::missing(),
            };
        }
        let band = ask.cookie("session").to_owned();
        if !self.bands.contains(&band) {
            return Reply::error(401, "sign_in");
        }
        match (method, path.as_slice()) {
            ("POST", ["bookings"]) => match wish(&ask.json(), 0) {
                Ok(wish) if self.is_free(&wish) => Reply::json(201, self.book(band, wish)),
                Ok(wish) => {
                    let free = self.near(&wish);
                    Reply::json(409, json!({ "error": "taken", "free": free }))
                }
                Err(code) => Reply::error(422, code),
            },
            ("GET", ["bookings"]) => {
                let now = Timestamp::now();
                let own = self.bookings.iter().filter(|(_, it)| it.0 == band);
                let mut own: Vec<(&u64, &Wish)> = own.map(|(id, it)| (id, &it.1)).collect();
                own.retain(|it| it.1.from.timestamp() > now);
                own.sort_by_key(|it| it.1.from.timestamp());
                let items: Vec<Value> = own.iter().map(|(id, it)| it.shown(**id)).collect();
                Reply::json(200, json!({ "items": items }))
            }
            ("POST", ["series"]) => self.series(band, &ask.json()),
            ("DELETE", ["bookings", _]) => {
                let id = ask.id(1);
                let own = self.bookings.get(&id).filter(|it| it.0 == band);
                match own.map(|it| it.1.from.timestamp() <= Timestamp::now()) {
                    None => Reply::missing(),
                    Some(true) => Reply::error(409, "begun"),
                    Some(false) => {
                        self.bookings.remove(&id);
                        Reply::status(204)
                    }
                }
            }
            _ => Reply::missing(),
        }
    }

    fn is_free(&self, wish: &Wish) -> bool {
        let mut others = self.bookings.values().map(|it| &it.1);
        !others.any(|it| it.room == wish.room && it.from < wish.to && wish.from < it.to)
    }

    fn book(&mut self, band: String, wish: Wish) -> Value {
        self.next += 1;
        let shown = wish.shown(self.next);
        self.bookings.insert(self.next, (band, wish));
        shown
    }

    fn series(&mut self, band: String, body: &Map<String, Value>) -> Reply {
        let Some(weeks) = valid::whole(body, "weeks", 1..=26) else {
            return Reply::invalid();
        };
        let wishes: Result<Vec<Wish>, _> = (0..weeks).map(|week| wish(body, week)).collect();
        let wishes = match wishes {
            Ok(wishes) => wishes,
            Err(code) => return Reply::error(422, code),
        };
        let (free, taken): (Vec<Wish>, Vec<Wish>) =
            wishes.into_iter().partition(|it| self.is_free(it));
        let clashes: Vec<String> = taken.iter().map(|it| it.from.date().to_string()).collect();
        let skips = body.get("skip_clashes") == Some(&Value::Bool(true));
        if !clashes.is_empty() && !skips {
            return Reply::json(409, json!({ "error": "taken", "clashes": clashes }));
        }
        let free = free.into_iter();
        let booked: Vec<Value> = free.map(|it| self.book(band.clone(), it)).collect();
        Reply::json(201, json!({ "booked": booked, "skipped": clashes }))
    }

    /// The last start before, the first one after, and the same time in other rooms.
    fn near(&self, wish: &Wish) -> Vec<Value> {
        let date = wish.from.date();
        let length = (wish.to.timestamp() - wish.from.timestamp()).get_seconds() / 60;
        let at = |room: &Room, start: i64| {
            let from = date.at(0, 0, 0, 0) + start.minutes();
            let found = fitting(room, from, from + length.minutes()).ok();
            found.filter(|it| self.is_free(it))
        };
        let start = i64::from(wish.from.hour()) * 60 + i64::from(wish.from.minute());
        let own = ROOMS.iter().find(|it| it.name == wish.room).unwrap();
        let before = (0..start / 15).rev().find_map(|it| at(own, it * 15));
        let after = (start + 15..24 * 60).step_by(15).find_map(|it| at(own, it));
        let others = ROOMS.iter().filter(|it| it.name != wish.room);
        let others = others.filter_map(|room| at(room, start));
        let all = before.into_iter().chain(after).chain(others).take(3);
        all.map(|it| json!({ "room": it.room, "from": local(&it.from), "to": local(&it.to) }))
            .collect()
    }

    fn day(&self, room: &Room, date: Date) -> Reply {
        let midnight = date.at(0, 0, 0, 0);
        let closes = text(midnight + room.closes.minutes());
        let all = self.bookings.values().map(|it| &it.1);
        let mut taken: Vec<(String, String)> = all
            .filter(|it| it.room == room.name && it.from.date() == date)
            .map(|it| (local(&it.from), local(&it.to)))
            .collect();
        taken.sort();
        let mut free = Vec::new();
        let mut end = text(midnight + room.opens.minutes());
        for (from, to) in taken.iter().chain([&(closes.clone(), closes.clone())]) {
            if end < *from {
                free.push((end, from.clone()));
            }
            end = to.clone();
        }
        let shown = |list: &[(String, String)]| -> Vec<Value> {
            let entries = list.iter();
            entries
                .map(|it| json!({ "from": it.0, "to": it.1 }))
                .collect()
        };
        let answer = json!({ "zone": ZONE, "taken": shown(&taken), "free": shown(&free) });
        Reply::json(200, answer)
    }
}

impl Wish {
    fn shown(&self, id: u64) -> Value {
        json!({
            "id": id, "room": self.room,
            "from": local(&self.from), "to": local(&self.to),
            "from_utc": self.from.timestamp().to_string(),
            "to_utc": self.to.timestamp().to_string(),
        })
    }
}

/// What a body asks for, so many weeks later, or the code of its first mistake.
fn wish(body: &Map<String, Value>, weeks: i64) -> Result<Wish, &'static str> {
    let room = valid::any_text(body, "room");
    let room = ROOMS.iter().find(|it| it.name == room).ok_or("invalid")?;
    let time = |name| -> Option<DateTime> {
        let text = valid::text(body, name, 16..=16)?;
        text.parse().ok()
    };
    let (from, to) = time("from").zip(time("to")).ok_or("invalid")?;
    fitting(room, from + weeks.weeks(), to + weeks.weeks())
}

fn fitting(room: &Room, from: DateTime, to: DateTime) -> Result<Wish, &'static str> {
    if from.minute() % 15 != 0 || to.minute() % 15 != 0 {
        return Err("off_grid");
    }
    let zone = TimeZone::get(ZONE).unwrap();
    let (begin, end) = (from.to_zoned(zone.clone()), to.to_zoned(zone));
    let (begin, end) = begin.ok().zip(end.ok()).ok_or("invalid")?;
    if begin.datetime() != from || end.datetime() != to {
        return Err("no_such_time");
    }
    let seconds = end.timestamp().as_second() - begin.timestamp().as_second();
    if !(15 * 60..=8 * 3600).contains(&seconds) {
        return Err("invalid");
    }
    let midnight = from.date().at(0, 0, 0, 0);
    if from < midnight + room.opens.minutes() || to > midnight + room.closes.minutes() {
        return Err("closed");
    }
    if begin.timestamp() <= Timestamp::now() {
        return Err("past");
    }
    Ok(Wish {
        room: room.name,
        from: begin,
        to: end,
    })
}

fn local(time: &Zoned) -> String {
    text(time.datetime())
}

fn text(time: DateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M").to_string()
}
