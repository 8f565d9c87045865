//! Deliberate mistakes: a file of checks is only worth something if a wrong server fails it.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::reference::Reply;

/// One mistake that a server makes everywhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mistake {
    /// Every answer with this status has the next one.
    Status(u16),
    /// The field is left out. The path has `[]` for the entries of a list.
    Missing(String),
    /// The field has another value of the same type.
    Wrong(String),
    /// The header is left out.
    WithoutHeader(String),
    /// The body is left out.
    Empty,
}

/// Watches the answers of a run, and spoils them if it has a mistake to make.
#[derive(Default)]
pub struct Spoil {
    pub mistake: Option<Mistake>,
    /// Every mistake that could be made with what the server answered.
    pub possible: BTreeSet<Mistake>,
}

impl Spoil {
    pub fn with(mistake: Mistake) -> Spoil {
        Spoil {
            mistake: Some(mistake),
            possible: BTreeSet::new(),
        }
    }

    pub fn spoil(&mut self, mut reply: Reply) -> Reply {
        let Some(mistake) = &self.mistake else {
            self.watch(&reply);
            return reply;
        };
        match mistake {
            Mistake::Status(status) if reply.status == *status => reply.status += 1,
            Mistake::WithoutHeader(name) => reply.headers.retain(|(it, _)| it != name),
            Mistake::Empty => reply.body.clear(),
            Mistake::Missing(path) | Mistake::Wrong(path) => {
                if let Ok(mut json) = serde_json::from_slice::<Json>(&reply.body) {
                    let is_missing = matches!(mistake, Mistake::Missing(_));
                    change(&mut json, "", path, is_missing);
                    reply.body = json.to_string().into_bytes();
                }
            }
            Mistake::Status(_) => (),
        }
        reply
    }

    fn watch(&mut self, reply: &Reply) {
        self.possible.insert(Mistake::Status(reply.status));
        if !reply.body.is_empty() {
            self.possible.insert(Mistake::Empty);
        }
        for (name, _) in &reply.headers {
            self.possible.insert(Mistake::WithoutHeader(name.clone()));
        }
        if let Ok(json) = serde_json::from_slice::<Json>(&reply.body) {
            self.fields(&json, "");
        }
    }

    fn fields(&mut self, json: &Json, above: &str) {
        match json {
            Json::Object(map) => {
                for (name, value) in map {
                    let path = format!("{above}.{name}");
                    self.possible.insert(Mistake::Missing(path.clone()));
                    // Nobody can know the words of a message.
                    let is_words = ["message", "detail", "rule"].contains(&name.as_str());
                    let is_value = value.is_number() || value.is_boolean() || value.is_string();
                    if is_value && !is_words {
                        self.possible.insert(Mistake::Wrong(path.clone()));
                    }
                    self.fields(value, &path);
                }
            }
            Json::Array(list) => {
                for value in list {
                    self.fields(value, &format!("{above}[]"));
                }
            }
            _ => (),
        }
    }
}

fn change(json: &mut Json, above: &str, wanted: &str, is_missing: bool) {
    match json {
        Json::Object(map) => {
            let names: Vec<String> = map.keys().cloned().collect();
            for name in names {
                let path = format!("{above}.{name}");
                if path != wanted {
                    change(&mut map[&name], &path, wanted, is_missing);
                } else if is_missing {
                    map.remove(&name);
                } else {
                    let value = &mut map[&name];
                    *value = other(value);
                }
            }
        }
        Json::Array(list) => {
            for value in list {
                change(value, &format!("{above}[]"), wanted, is_missing);
            }
        }
        _ => (),
    }
}

/// Another value of the same type.
fn other(value: &Json) -> Json {
    match value {
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Json::from(whole + 1),
            None => Json::from(number.as_f64().unwrap_or_default() + 1.0),
        },
        Json::Bool(truth) => Json::Bool(!truth),
        Json::String(_) => Json::from("spoiled"),
        other => other.clone(),
    }
}
