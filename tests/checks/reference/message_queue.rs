//! `message-queue`: messages under a lease, confirmed, extended or given back.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

struct Message {
    queue: String,
    body: String,
    deliveries: u64,
    sent_at: Timestamp,
    /// The receipt of the last delivery, and until when it holds.
    lease: Option<(String, Timestamp)>,
}

#[derive(Default)]
struct Store {
    messages: BTreeMap<u64, Message>,
    confirmed: Vec<String>,
    next: u64,
}

pub fn start(_: &Variables) -> Server {
    serving(Store::default(), Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["queues", queue, "messages"]) => {
                if ask.body.len() > 262_144 {
                    return Reply::error(413, "too_large");
                }
                self.next += 1;
                let message = Message {
                    queue: (*queue).to_owned(),
                    body: String::from_utf8_lossy(&ask.body).into_owned(),
                    deliveries: 0,
                    sent_at: Timestamp::now(),
                    lease: None,
                };
                self.messages.insert(self.next, message);
                Reply::json(201, json!({ "id": self.next }))
            }
            ("POST", ["queues", queue, "receive"]) => self.receive(ask, queue),
            ("POST", ["queues", queue, "redrive"]) => {
                let Some(name) = queue.strip_suffix(".dead").filter(|_| self.knows(queue)) else {
                    return Reply::missing();
                };
                let mut moved = 0;
                for message in self.messages.values_mut().filter(|it| it.queue == *queue) {
                    message.queue = name.to_owned();
                    message.deliveries = 0;
                    message.lease = None;
                    moved += 1;
                }
                Reply::json(200, json!({ "moved": moved }))
            }
            ("POST", ["leases", receipt, action]) => self.settle(ask, receipt, action),
            ("GET", ["queues", queue]) if self.knows(queue) => self.describe(queue),
            _ => Reply::missing(),
        }
    }

    fn knows(&self, queue: &str) -> bool {
        self.messages.values().any(|it| it.queue == queue)
    }

    fn receive(&mut self, ask: &Ask, queue: &str) -> Reply {
        let most = valid::number(ask.param("max"), 1, 1..=10);
        let lease = valid::number(ask.param("lease"), 30, 1..=43_200);
        let wait = valid::number(ask.param("wait"), 0, 0..=20);
        let (Some(most), Some(lease), Some(_)) = (most, lease, wait) else {
            return Reply::error(400, "invalid");
        };
        let now = Timestamp::now();
        let mut received = Vec::new();
        for (id, message) in &mut self.messages {
            if message.queue != queue || message.is_leased(now) || received.len() == most {
                continue;
            }
            if message.deliveries == 5 {
                message.queue = format!("{queue}.dead");
                continue;
            }
            message.deliveries += 1;
            let receipt = format!("{id}-{}-{}", message.deliveries, id * 7919);
            message.lease = Some((receipt.clone(), now + (lease as i64).seconds()));
            received.push(json!({
                "id": id, "receipt": receipt, "deliveries": message.deliveries,
                "body": message.body,
            }));
        }
        if received.is_empty() {
            return Reply::status(204);
        }
        Reply::json(200, Value::Array(received))
    }

    fn settle(&mut self, ask: &Ask, receipt: &str, action: &str) -> Reply {
        if action == "ack" && self.confirmed.iter().any(|it| it == receipt) {
            return Reply::status(204);
        }
        let now = Timestamp::now();
        let mut leased = self.messages.iter_mut().filter(|(_, it)| it.is_leased(now));
        let found = leased.find(|(_, it)| it.lease.as_ref().is_some_and(|it| it.0 == receipt));
        let Some((&id, message)) = found else {
            return Reply::error(409, "lease_lost");
        };
        match action {
            "ack" => {
                self.messages.remove(&id);
                self.confirmed.push(receipt.to_owned());
            }
            "release" if message.deliveries == 5 => {
                message.queue.push_str(".dead");
                message.lease = None;
            }
            "release" => message.lease = None,
            "extend" => match valid::number(ask.param("seconds"), 30, 1..=43_200) {
                Some(seconds) => {
                    message.lease = Some((receipt.to_owned(), now + (seconds as i64).seconds()));
                }
                None => return Reply::error(400, "invalid"),
            },
            _ => return Reply::missing(),
        }
        Reply::status(204)
    }

    fn describe(&self, queue: &str) -> Reply {
        let now = Timestamp::now();
        let inside: Vec<&Message> = self
            .messages
            .values()
            .filter(|it| it.queue == queue)
            .collect();
        let leased = inside.iter().filter(|it| it.is_leased(now)).count();
        let dead = format!("{queue}.dead");
        let oldest = inside.iter().map(|it| it.sent_at).min();
        let age = oldest.map_or(0, |it| now.as_second() - it.as_second());
        let answer = json!({
            "ready": inside.len() - leased,
            "leased": leased,
            "dead": self.messages.values().filter(|it| it.queue == dead).count(),
            "oldest_seconds": age,
        });
        Reply::json(200, answer)
    }
}

impl Message {
    fn is_leased(&self, now: Timestamp) -> bool {
        self.lease.as_ref().is_some_and(|it| it.1 > now)
    }
}
