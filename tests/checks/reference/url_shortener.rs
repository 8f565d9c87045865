//! `url-shortener`: short codes for long addresses, with aliases, deletion and counts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

struct Link {
    target: String,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
    is_deleted: bool,
    clicks: u64,
}

#[derive(Default)]
struct Store {
    key: String,
    links: BTreeMap<String, Link>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        key: variables["key"].clone(),
        next: 1,
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        if path.first() == Some(&"api") && ask.bearer() != self.key {
            return Reply::unauthorised("unknown_key");
        }
        match (method, path.as_slice()) {
            ("POST", ["api", "links"]) => self.create(ask),
            ("GET", ["api", "links", code]) => match self.alive(code) {
                Some(link) => {
                    let answer = json!({
                        "code": code,
                        "target": link.target,
                        "created_at": link.created_at.to_string(),
                        "expires_at": link.expires_at.map(|it| it.to_string()),
                        "clicks": link.clicks,
                    });
                    Reply::json(200, answer)
                }
                None => Reply::missing(),
            },
            ("DELETE", ["api", "links", code]) => match self.alive(code) {
                Some(link) => {
                    link.is_deleted = true;
                    Reply::status(204)
                }
                None => Reply::missing(),
            },
            ("GET", [code]) => match self.links.get_mut(*code) {
                None => Reply::missing(),
                Some(link) if link.is_deleted || link.is_expired() => Reply::error(410, "gone"),
                Some(link) => {
                    link.clicks += 1;
                    Reply::status(302).with("location", &link.target)
                }
            },
            _ => Reply::missing(),
        }
    }

    fn alive(&mut self, code: &str) -> Option<&mut Link> {
        self.links.get_mut(code).filter(|it| !it.is_deleted)
    }

    fn create(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let target = valid::text(&body, "target", 1..=2048).filter(|it| is_allowed(it));
        let Some(target) = target else {
            return Reply::error(422, "target_refused");
        };
        let expires_at = match body.get("expires_at") {
            None | Some(Value::Null) => None,
            Some(value) => match value.as_str().and_then(|it| it.parse::<Timestamp>().ok()) {
                Some(time) if time > Timestamp::now() => Some(time),
                _ => return Reply::error(422, "expires_at_refused"),
            },
        };
        let code = match body.get("alias") {
            None | Some(Value::Null) => self.new_code(),
            Some(alias) => match alias.as_str().filter(|it| is_code(it)) {
                Some(alias) if self.links.contains_key(alias) => {
                    return Reply::error(409, "alias_taken");
                }
                Some(alias) => alias.to_owned(),
                None => return Reply::error(422, "alias_refused"),
            },
        };
        let link = Link {
            target: target.to_owned(),
            created_at: Timestamp::now(),
            expires_at,
            is_deleted: false,
            clicks: 0,
        };
        self.links.insert(code.clone(), link);
        let short = format!("http://{}/{code}", ask.header("host"));
        Reply::json(201, json!({ "code": code, "short": short }))
            .with("location", format!("/api/links/{code}"))
    }

    /// Spread over the room of 7 characters, and tried again if somebody chose it as an alias.
    fn new_code(&mut self) -> String {
        const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let letters = LETTERS.len() as u64;
        loop {
            let mut left = self.next.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            self.next += 1;
            let mut code = String::new();
            for _ in 0..7 {
                code.push(char::from(LETTERS[(left % letters) as usize]));
                left /= letters;
            }
            if !self.links.contains_key(&code) {
                return code;
            }
        }
    }
}

impl Link {
    fn is_expired(&self) -> bool {
        self.expires_at.is_some_and(|it| it <= Timestamp::now())
    }
}

/// An alias of 3 to 32 characters that is no word of ours.
fn is_code(text: &str) -> bool {
    let fits = (3..=32).contains(&text.len());
    let plain = text
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'-');
    fits && plain && text != "api"
}

/// Only public addresses of the web.
fn is_allowed(target: &str) -> bool {
    let rest = target
        .strip_prefix("https://")
        .or_else(|| target.strip_prefix("http://"));
    let Some(rest) = rest else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    if host.starts_with('[') {
        return false;
    }
    let name = host.split(':').next().unwrap_or_default();
    let name = name.strip_suffix('.').unwrap_or(name);
    // A last part that is a number, also a hexadecimal one, makes an address of numbers (URL
    // standard). Ours is strict and takes none.
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.') && !last.starts_with(|it: char| it.is_ascii_digit())
}
