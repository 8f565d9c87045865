//! `pastebin`: texts under addresses that nobody can guess, gone on time.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

struct Paste {
    text: String,
    burns: bool,
    delete_key: String,
    expires_at: Timestamp,
}

#[derive(Default)]
struct Store {
    pastes: BTreeMap<String, Paste>,
    next: u64,
}

const LARGEST: usize = 262_144;

pub fn start(_: &Variables) -> Server {
    serving(Store::default(), Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        self.pastes.retain(|_, it| it.expires_at > Timestamp::now());
        let (method, path) = ask.route();
        let id = path.get(1).copied().unwrap_or_default().to_owned();
        let paste = self.pastes.get(&id);
        match (method, path.as_slice()) {
            ("POST", ["pastes"]) => self.create(ask),
            (_, ["p", _, ..]) if paste.is_none() => Reply::missing(),
            ("GET" | "HEAD", ["p", _]) => {
                let page = match paste.filter(|it| !it.burns) {
                    Some(it) => format!("<!doctype html><pre>{}</pre>", escaped(&it.text)),
                    None => format!(
                        "<!doctype html><form method=\"post\" action=\"/p/{id}/open\">\
                         <button>Read and delete</button></form>"
                    ),
                };
                let body = if method == "HEAD" {
                    String::new()
                } else {
                    page
                };
                guarded(Reply::text(200, "text/html; charset=utf-8", body))
            }
            ("GET", ["p", _, "raw"]) => match paste {
                Some(it) if it.burns => Reply::error(409, "burns"),
                Some(it) => plain(&it.text),
                None => Reply::missing(),
            },
            ("POST", ["p", _, "open"]) => match self.pastes.remove(&id) {
                Some(it) if it.burns => plain(&it.text),
                Some(it) => {
                    let reply = plain(&it.text);
                    self.pastes.insert(id, it);
                    reply
                }
                None => Reply::missing(),
            },
            ("DELETE", ["pastes", _]) => match paste {
                None => Reply::missing(),
                Some(it) if it.delete_key != ask.header("delete-key") => {
                    Reply::error(403, "wrong_key")
                }
                Some(_) => {
                    self.pastes.remove(&id);
                    Reply::status(204)
                }
            },
            _ => Reply::missing(),
        }
    }

    fn create(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let Some(text) = body
            .get("text")
            .and_then(Value::as_str)
            .filter(|it| !it.is_empty())
        else {
            return Reply::invalid();
        };
        if text.len() > LARGEST {
            return Reply::error(413, "too_large");
        }
        let seconds = valid::whole(&body, "expires_in", 600..=2_419_200);
        let language = valid::text(&body, "language", 1..=40);
        let burns = body.get("burn").map_or(Some(false), Value::as_bool);
        let (Some(seconds), Some(_), Some(burns)) = (seconds, language, burns) else {
            return Reply::invalid();
        };
        self.next += 1;
        let scattered = self.next.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let id = format!("{scattered:016x}");
        let expires_at = Timestamp::now() + seconds.seconds();
        let paste = Paste {
            text: text.to_owned(),
            burns,
            delete_key: format!("{:032x}", u128::from(scattered) * 7919),
            expires_at,
        };
        let answer = json!({
            "url": format!("http://{}/p/{id}", ask.header("host")),
            "delete_key": paste.delete_key,
            "expires_at": expires_at.to_string(),
        });
        self.pastes.insert(id.clone(), paste);
        Reply::json(201, answer).with("location", format!("/p/{id}"))
    }
}

fn plain(text: &str) -> Reply {
    guarded(Reply::text(200, "text/plain; charset=utf-8", text))
}

fn guarded(reply: Reply) -> Reply {
    reply
        .with("cache-control", "no-store")
        .with("x-content-type-options", "nosniff")
        .with("x-robots-tag", "noindex")
        .with("referrer-policy", "no-referrer")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
