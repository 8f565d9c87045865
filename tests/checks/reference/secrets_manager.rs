//! `secrets-manager`: versions of secrets below paths, rules, and a record of every attempt.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

#[derive(Default)]
struct Store {
    writer: String,
    reader: String,
    secrets: BTreeMap<String, Vec<Option<String>>>,
    audit: Vec<Value>,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        writer: variables["writer"].clone(),
        reader: variables["reader"].clone(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let client = ask.bearer();
        if client != self.writer && client != self.reader {
            return Reply::unauthorised("unknown_client");
        }
        let method = ask.method.as_str();
        if let ("GET", "/v1/audit") = (method, ask.path.as_str()) {
            let path = ask.param("path").unwrap_or_default();
            self.record(client, "audit", &path, client == self.writer);
            if client != self.writer {
                return Reply::error(403, "forbidden");
            }
            let below = |it: &&Value| is_below(it["path"].as_str().unwrap(), &path);
            let entries: Vec<&Value> = self.audit.iter().filter(below).collect();
            return Reply::json(200, json!({ "entries": entries }));
        }
        let Some(path) = ask.path.strip_prefix("/v1/secrets/") else {
            return Reply::error(403, "forbidden");
        };
        let (action, wanted) = match method {
            "GET" => ("read", "shops/1"),
            "PUT" => ("write", ""),
            _ => ("delete", ""),
        };
        // The reader may read below shops/1, the writer may do everything.
        let may = client == self.writer || (action == "read" && is_below(path, wanted));
        self.record(client, action, path, may);
        if !may {
            return Reply::error(403, "forbidden");
        }
        match action {
            "read" => self.read(ask, path),
            "write" => self.write(ask, path),
            _ => match self.secrets.get_mut(path) {
                Some(versions) => {
                    versions.fill(None);
                    Reply::status(204)
                }
                None => Reply::error(403, "forbidden"),
            },
        }
    }

    fn record(&mut self, client: &str, action: &str, path: &str, allowed: bool) {
        // Clients are named by their role here; a real server knows their names.
        let client = if client == self.writer {
            "writer"
        } else {
            "reader"
        };
        self.audit.push(json!({
            "at": Timestamp::now().to_string(),
            "client": client,
            "action": action,
            "path": path,
            "allowed": allowed,
        }));
    }

    fn read(&self, ask: &Ask, path: &str) -> Reply {
        let versions = self.secrets.get(path).map_or(&[][..], Vec::as_slice);
        let version = valid::number(ask.param("version"), versions.len(), 1..=versions.len());
        let value = version
            .and_then(|it| it.checked_sub(1))
            .and_then(|it| versions[it].as_ref());
        match value {
            Some(value) => Reply::json(
                200,
                json!({ "path": path, "version": version, "value": value }),
            )
            .with("cache-control", "no-store"),
            None => Reply::error(403, "forbidden"),
        }
    }

    fn write(&mut self, ask: &Ask, path: &str) -> Reply {
        let body = ask.json();
        let Some(value) = body.get("value").and_then(Value::as_str) else {
            return Reply::invalid();
        };
        if value.len() > 65_536 {
            return Reply::error(413, "too_large");
        }
        let versions = self.secrets.entry(path.to_owned()).or_default();
        let expected = body.get("if_version").and_then(Value::as_u64);
        if expected.is_some_and(|it| it != versions.len() as u64) {
            return Reply::error(409, "version_moved_on");
        }
        versions.push(Some(value.to_owned()));
        Reply::json(201, json!({ "path": path, "version": versions.len() }))
    }
}

/// Whether a path is another one or lies below it; `shops/10` is not below `shops/1`.
fn is_below(path: &str, above: &str) -> bool {
    let rest = path.strip_prefix(above);
    above.is_empty() || rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
}
