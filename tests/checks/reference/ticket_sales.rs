//! `ticket-sales`: seats that are held together or not at all.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

#[derive(Default)]
struct Store {
    show: String,
    /// Whether the access was used, by access.
    accesses: BTreeMap<String, bool>,
    /// The queue ticket of an access.
    queue: BTreeMap<String, String>,
    /// Seats and end by hold.
    holds: BTreeMap<String, (Vec<String>, Timestamp)>,
    next: u64,
}

const SEATS: usize = 800;

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        show: variables["show"].clone(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        self.holds.retain(|_, it| it.1 > Timestamp::now());
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            (_, ["shows", show, _]) if *show != self.show => Reply::missing(),
            ("POST", ["shows", _, "queue"]) => {
                self.next += 1;
                let ticket = format!("queue-{}", self.next * 7919);
                let access = format!("access-{}", self.next * 6007);
                self.accesses.insert(access.clone(), false);
                self.queue.insert(ticket.clone(), access);
                Reply::json(201, json!({ "queue_ticket": ticket, "place": 0 }))
            }
            ("GET", ["queue", ticket]) => match self.queue.get(*ticket) {
                Some(access) => Reply::json(200, json!({ "place": 0, "access": access })),
                None => Reply::missing(),
            },
            ("GET", ["shows", _, "seats"]) => {
                let taken: Vec<&String> = self.holds.values().flat_map(|it| &it.0).collect();
                let free = SEATS - taken.len();
                Reply::json(200, json!({ "free": free, "taken": taken }))
            }
            ("POST", ["holds"]) => self.hold(ask),
            ("GET", ["holds", id]) => match self.holds.get(*id) {
                Some((seats, end)) => {
                    let answer = json!({
                        "hold": id, "state": "held", "seats": seats, "expires_at": end.to_string(),
                        "tickets": [],
                    });
                    Reply::json(200, answer)
                }
                None => Reply::missing(),
            },
            ("DELETE", ["holds", id]) => match self.holds.remove(*id) {
                Some(_) => Reply::status(204),
                None => Reply::missing(),
            },
            ("POST", ["payments", "events"]) => Reply::error(400, "bad_signature"),
            _ => Reply::missing(),
        }
    }

    fn hold(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let access = valid::any_text(&body, "access");
        if self.accesses.get(access) != Some(&false) {
            return Reply::error(403, "no_access");
        }
        let seats: Option<Vec<String>> = valid::list(&body, "seats", 1..=6)
            .and_then(|it| it.iter().map(|it| it.as_str().map(str::to_owned)).collect());
        let show = body.get("show").map(Value::to_string);
        let Some(seats) = seats.filter(|it| {
            let is_double = it
                .iter()
                .enumerate()
                .any(|(at, seat)| it[..at].contains(seat));
            !is_double && it.iter().all(|it| is_seat(it)) && show.as_ref() == Some(&self.show)
        }) else {
            return Reply::invalid();
        };
        let is_taken = |seat: &&String| self.holds.values().any(|it| it.0.contains(seat));
        let taken: Vec<&String> = seats.iter().filter(is_taken).collect();
        if !taken.is_empty() {
            return Reply::json(409, json!({ "error": "seats_taken", "taken": taken }));
        }
        self.accesses.insert(access.to_owned(), true);
        self.next += 1;
        let id = format!("hold-{}", self.next * 7919);
        let end = Timestamp::now() + 600.seconds();
        self.holds.insert(id.clone(), (seats, end));
        Reply::json(201, json!({ "hold": id, "expires_at": end.to_string() }))
    }
}

/// A letter and a number from 1 to 40.
fn is_seat(label: &str) -> bool {
    let number: usize = label.get(1..).and_then(|it| it.parse().ok()).unwrap_or(0);
    label.starts_with(|it: char| ('A'..='T').contains(&it)) && (1..=40).contains(&number)
}
