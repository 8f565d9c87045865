//! `openapi-first`: found items, reports of lost ones, and the hand-over.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

const KINDS: [&str; 5] = ["umbrella", "bag", "phone", "clothing", "other"];

#[derive(Default)]
struct Store {
    staff: String,
    visitor: String,
    items: BTreeMap<u64, (Map<String, Value>, bool)>,
    reports: BTreeMap<u64, (Map<String, Value>, String)>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        staff: variables["staff"].clone(),
        visitor: variables["visitor"].clone(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let id = ask.id(1);
        let is_staff = ask.bearer() == self.staff;
        match (method, path.as_slice()) {
            ("POST", ["reports"]) => {
                let body = ask.json();
                if let Some(refusal) = wrong(&body, &["lost_on", "contact"]) {
                    return refusal;
                }
                self.next += 1;
                let token = format!("report-{}", self.next * 7919);
                let answer = json!({ "id": self.next, "token": token });
                self.reports.insert(self.next, (body, token));
                Reply::json(201, answer)
            }
            ("GET", ["reports", _]) => match self.reports.get(&id) {
                None => problem(404, "There is no such report", ""),
                Some((_, token)) if token != ask.bearer() => unauthorised(),
                Some((report, _)) => {
                    let fits = |(_, (item, gone)): &(&u64, &(Map<String, Value>, bool))| {
                        !gone && item["kind"] == report["kind"] && item["line"] == report["line"]
                    };
                    let matches: Vec<Value> = self.items.iter().filter(fits).map(shown).collect();
                    Reply::json(200, json!({ "id": id, "matches": matches }))
                }
            },
            ("GET", ["items"]) => {
                let kind = ask.param("kind");
                if kind.as_deref().is_some_and(|it| !KINDS.contains(&it)) {
                    return problem(422, "A parameter is wrong", "kind");
                }
                let from = ask.param("found_from").map(|it| valid::day(&it));
                if from == Some(None) {
                    return problem(422, "A parameter is wrong", "found_from");
                }
                let cursor = valid::number(ask.param("cursor"), 0, 0..=usize::MAX);
                let Some(cursor) = cursor else {
                    return problem(400, "The cursor is not one of ours", "");
                };
                let fits = |(id, (item, gone)): &(&u64, &(Map<String, Value>, bool))| {
                    let day = item["found_on"].as_str().and_then(valid::day);
                    !gone
                        && **id > cursor as u64
                        && kind.as_ref().is_none_or(|it| item["kind"] == json!(it))
                        && from
                            .flatten()
                            .is_none_or(|it| day.is_some_and(|day| day >= it))
                };
                let items: Vec<Value> =
                    self.items.iter().filter(fits).take(51).map(shown).collect();
                let next = (items.len() > 50).then(|| items[49]["id"].to_string());
                let items = &items[..items.len().min(50)];
                Reply::json(200, json!({ "items": items, "next": next }))
            }
            ("POST", ["items", ..]) if !is_staff && ask.bearer() != self.visitor => unauthorised(),
            ("POST", ["items", ..]) if !is_staff => problem(403, "Only staff may do this", ""),
            ("POST", ["items"]) => {
                let body = ask.json();
                if let Some(refusal) = wrong(&body, &["found_on", "shelf"]) {
                    return refusal;
                }
                self.next += 1;
                self.items.insert(self.next, (body, false));
                Reply::json(201, shown((&self.next, &self.items[&self.next])))
            }
            ("POST", ["items", _, "handover"]) => {
                let report = ask
                    .json()
                    .get("report")
                    .and_then(Value::as_u64)
                    .unwrap_or(0);
                match self.items.get_mut(&id) {
                    None => problem(404, "There is no such item", ""),
                    Some((_, true)) => problem(409, "The item was handed over already", ""),
                    Some(_) if !self.reports.contains_key(&report) => {
                        problem(404, "There is no such report", "")
                    }
                    Some(item) => {
                        item.1 = true;
                        Reply::status(204)
                    }
                }
            }
            _ => problem(404, "There is nothing here", ""),
        }
    }
}

fn shown((id, (item, _)): (&u64, &(Map<String, Value>, bool))) -> Value {
    let field = |name: &str| &item[name];
    json!({
        "id": id, "kind": field("kind"), "description": field("description"),
        "line": field("line"), "found_on": field("found_on"), "shelf": field("shelf"),
    })
}

/// The first field that is wrong, missing or not declared.
fn wrong(body: &Map<String, Value>, more: &[&str]) -> Option<Reply> {
    let mut names = vec!["kind", "description", "line"];
    names.extend(more);
    let unknown = body.keys().find(|it| !names.contains(&it.as_str()));
    let fits = |name: &&str| match *name {
        "kind" => valid::text(body, name, 1..=20).is_some_and(|it| KINDS.contains(&it)),
        "description" => valid::text(body, name, 5..=500).is_some(),
        "line" => valid::text(body, name, 1..=2)
            .is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit())),
        "contact" => valid::text(body, name, 3..=254).is_some_and(valid::is_email),
        "shelf" => valid::text(body, name, 1..=20).is_some(),
        _ => valid::text(body, name, 10..=10)
            .and_then(valid::day)
            .is_some(),
    };
    let bad = names.iter().find(|it| !fits(it)).map(|it| (*it).to_owned());
    let bad = bad.or(unknown.cloned())?;
    Some(problem(422, "A field is wrong", &bad))
}

fn unauthorised() -> Reply {
    problem(401, "Send your token", "").with("www-authenticate", "Bearer")
}

fn problem(status: u16, title: &str, field: &str) -> Reply {
    let detail = if field.is_empty() {
        title.to_owned()
    } else {
        format!("{field} does not fit")
    };
    Reply::problem(status, json!({ "title": title, "detail": detail }))
}
