//! `audit-log`: a chain of entries whose details can be erased.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::{Ask, Reply, Server, Variables, hexadecimal, refusing, valid};

struct Entry {
    /// Everything the digest covers.
    fields: Value,
    at: Timestamp,
    digest: String,
    personal: Option<Value>,
    /// What the service sent, to recognise it, without details that were erased.
    sent: Map<String, Value>,
    is_erased: bool,
}

struct Store {
    service: String,
    auditor: String,
    entries: Vec<Entry>,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        service: variables["service"].clone(),
        auditor: variables["auditor"].clone(),
        entries: Vec::new(),
    };
    refusing(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let (method, path) = ask.route();
        if let ("GET", ["checkpoints"]) = (method, path.as_slice()) {
            return Ok(Reply::json(200, json!({ "checkpoints": [] })));
        }
        let is_auditor = ask.bearer() == self.auditor;
        if !is_auditor && ask.bearer() != self.service {
            return Err(Reply::unauthorised("unknown_key"));
        }
        match (method, path.as_slice()) {
            ("POST", ["entries"]) if is_auditor => Err(Reply::error(403, "services_only")),
            ("POST", ["entries"]) => self.add(ask.json()),
            _ if !is_auditor => Err(Reply::error(403, "auditors_only")),
            ("GET", ["entries"]) => {
                let reply = self.search(ask)?;
                self.note("log.read", "log", None);
                Ok(reply)
            }
            ("POST", ["entries", _, "erase"]) => {
                let number = ask.id(1);
                let index = (number as usize).checked_sub(1);
                let entry = index.and_then(|it| self.entries.get_mut(it));
                let entry = entry.ok_or_else(Reply::missing)?;
                let body = ask.json();
                let reason = valid::text(&body, "reason", 1..=500).ok_or_else(Reply::invalid)?;
                if entry.personal.take().is_some() {
                    entry.sent.remove("personal");
                    entry.is_erased = true;
                    let object = format!("entry:{number}");
                    self.note(
                        "personal.erased",
                        &object,
                        Some(json!({ "reason": reason })),
                    );
                }
                Ok(Reply::status(204))
            }
            _ => Err(Reply::missing()),
        }
    }

    fn add(&mut self, body: Map<String, Value>) -> Result<Reply, Reply> {
        let id = valid::text(&body, "id", 36..=36).ok_or_else(Reply::invalid)?;
        for name in ["actor", "action", "object"] {
            valid::text(&body, name, 1..=200).ok_or_else(Reply::invalid)?;
        }
        if body.get("personal").is_some_and(|it| !it.is_object()) {
            return Err(Reply::invalid());
        }
        if let Some(known) = self.entries.iter().find(|it| it.fields["id"] == id) {
            let mut body = body;
            if known.is_erased {
                body.remove("personal");
            }
            if known.sent != body {
                return Err(Reply::error(409, "id_used"));
            }
            return Ok(Reply::json(200, known.receipt()));
        }
        self.append(body);
        let entry = self.entries.last().unwrap();
        Ok(Reply::json(201, entry.receipt()))
    }

    /// An entry of the log about itself.
    fn note(&mut self, action: &str, object: &str, personal: Option<Value>) {
        let id = format!("0000000a-0000-4000-8000-{:012x}", self.entries.len());
        let entry = json!({
            "id": id, "actor": "auditor:1", "action": action, "object": object, "personal": personal,
        });
        let Value::Object(entry) = entry else {
            unreachable!("it is written as an object")
        };
        self.append(entry);
    }

    fn append(&mut self, sent: Map<String, Value>) {
        let previous = self.entries.last().map(|it| it.digest.clone());
        let personal = sent.get("personal").filter(|it| !it.is_null()).cloned();
        // A real server hashes a random salt with the details.
        let details = personal.as_ref().map(Value::to_string);
        let at = Timestamp::now();
        let fields = json!({
            "number": self.entries.len() + 1,
            "id": sent["id"], "at": at.to_string(),
            "actor": sent["actor"], "action": sent["action"], "object": sent["object"],
            "personal": hash(&details.unwrap_or_default()),
            "previous": previous.unwrap_or("0".repeat(64)),
        });
        let entry = Entry {
            digest: hash(&fields.to_string()),
            fields,
            at,
            personal,
            sent,
            is_erased: false,
        };
        self.entries.push(entry);
    }

    fn search(&self, ask: &Ask) -> Result<Reply, Reply> {
        let time = |name| match ask.param(name).map(|it| it.parse::<Timestamp>()) {
            None => Ok(None),
            Some(Ok(time)) => Ok(Some(time)),
            Some(Err(_)) => Err(Reply::invalid()),
        };
        let (from, to) = (time("from")?, time("to")?);
        let after =
            valid::number(ask.param("after"), 0, 0..=usize::MAX).ok_or_else(Reply::invalid)?;
        let fits = |it: &&Entry| {
            let mut names = ["actor", "object", "action"].into_iter();
            names.all(|name| {
                ask.param(name)
                    .is_none_or(|wanted| it.fields[name] == wanted)
            }) && from.is_none_or(|from| it.at >= from)
                && to.is_none_or(|to| it.at < to)
        };
        let found: Vec<&Entry> = self.entries.iter().skip(after).filter(fits).collect();
        let page = &found[..found.len().min(100)];
        let next = (found.len() > page.len()).then(|| page[99].fields["number"].clone());
        let entries: Vec<Value> = page.iter().map(|it| it.shown()).collect();
        Ok(Reply::json(
            200,
            json!({ "entries": entries, "next": next }),
        ))
    }
}

impl Entry {
    fn receipt(&self) -> Value {
        json!({ "number": self.fields["number"], "digest": self.digest })
    }

    fn shown(&self) -> Value {
        let mut shown = self.fields.clone();
        shown["personal"] = json!(self.personal);
        shown["digest"] = json!(self.digest);
        shown
    }
}

fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}
