//! `feature-flags`: flags with versions, a history, and a rule set that clients cache.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving};

#[derive(Default)]
struct Store {
    key: String,
    reader: String,
    /// The definition and the version of each flag.
    flags: BTreeMap<String, (Value, u64)>,
    history: Vec<(String, Value)>,
    version: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        key: variables["key"].clone(),
        reader: variables["reader"].clone(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let is_developer = ask.bearer() == self.key;
        if !is_developer && ask.bearer() != self.reader {
            return Reply::unauthorised("unknown_key");
        }
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("PUT" | "POST", _) if !is_developer => Reply::error(403, "read_only"),
            ("PUT", ["flags", key]) => self.put(ask, key),
            ("GET", ["ruleset"]) => {
                let etag = format!("\"rules-{}\"", self.version);
                if ask.header("if-none-match") == etag {
                    return Reply::status(304).with("etag", etag);
                }
                let flags: Vec<&Value> = self.flags.values().map(|it| &it.0).collect();
                Reply::json(200, json!({ "version": self.version, "flags": flags }))
                    .with("etag", etag)
            }
            (_, ["flags", key, _]) if !self.flags.contains_key(*key) => Reply::missing(),
            ("POST", ["flags", key, "kill"]) => {
                let mut flag = self.flags[*key].0.clone();
                flag["killed"] = json!(true);
                self.save(key, flag)
            }
            ("GET", ["flags", key, "history"]) => {
                let changes = self.history.iter().rev().filter(|(it, _)| it == key);
                let items: Vec<&Value> = changes.map(|(_, change)| change).collect();
                Reply::json(200, json!({ "items": items }))
            }
            _ => Reply::missing(),
        }
    }

    fn put(&mut self, ask: &Ask, key: &str) -> Reply {
        let expected = ask.header("if-match");
        if expected.is_empty() {
            return Reply::error(428, "if_match_missing");
        }
        let version = self.flags.get(key).map_or(0, |it| it.1);
        if expected != format!("\"{version}\"") {
            return Reply::error(412, "somebody_was_faster");
        }
        let mut flag = ask.json();
        let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        let key_fits = (3..=61).contains(&key.len())
            && key.as_bytes()[0].is_ascii_lowercase()
            && key.bytes().all(plain);
        let texts = ["owner", "salt", "off", "otherwise"];
        let has_texts = texts
            .iter()
            .all(|it| flag.get(*it).is_some_and(Value::is_string));
        let rules = flag.get("rules").and_then(Value::as_array);
        let rules_fit = rules.is_some_and(|it| it.iter().all(rule_fits));
        if !key_fits || !has_texts || !rules_fit {
            return Reply::invalid();
        }
        flag.insert("key".to_owned(), json!(key));
        flag.insert("killed".to_owned(), json!(false));
        self.save(key, Value::Object(flag))
    }

    fn save(&mut self, key: &str, flag: Value) -> Reply {
        let before = self.flags.get(key);
        let version = before.map_or(0, |it| it.1) + 1;
        let change = json!({
            "changed_by": self.key,
            "changed_at": Timestamp::now().to_string(),
            "before": before.map(|it| &it.0),
            "after": flag,
        });
        self.history.push((key.to_owned(), change));
        self.flags.insert(key.to_owned(), (flag.clone(), version));
        self.version += 1;
        Reply::json(200, flag).with("etag", format!("\"{version}\""))
    }
}

fn rule_fits(rule: &Value) -> bool {
    let percent = rule.get("percent").map_or(Some(100.0), Value::as_f64);
    rule["if"].is_array()
        && rule["serve"].is_string()
        && percent.is_some_and(|it| (0.0..=100.0).contains(&it))
}
