//! `stock-ledger`: stock as the sum of movements that are never changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, behind, serving, valid};

struct Document {
    kind: String,
    /// Article, place and quantity.
    lines: Vec<(String, String, i64)>,
    happened_at: Timestamp,
    is_reversed: bool,
    body: Vec<u8>,
}

#[derive(Default)]
struct Store {
    documents: BTreeMap<String, Document>,
    /// Documents in the order in which they were recorded.
    order: Vec<String>,
}

pub fn start(variables: &Variables) -> Server {
    let server = serving(Store::default(), Store::answer);
    behind(&variables["key"], "unknown_token", server)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["documents"]) => self.create(ask),
            ("POST", ["documents", id, "reverse"]) => self.reverse(ask, id),
            ("GET", ["stock"]) => {
                let at = ask.param("at").map(|it| it.parse::<Timestamp>());
                let (Some(article), Some(place)) = (ask.param("article"), ask.param("place"))
                else {
                    return Reply::invalid();
                };
                if matches!(at, Some(Err(_))) {
                    return Reply::invalid();
                }
                if !self.lines().any(|(_, line)| line.0 == article) {
                    return Reply::missing();
                }
                let at = at.and_then(Result::ok);
                let quantity = self.stock(&article, &place, at);
                let answer = json!({ "article": article, "place": place, "quantity": quantity });
                Reply::json(200, answer)
            }
            ("GET", ["articles", article, "movements"]) => {
                let after = valid::number(ask.param("after"), 0, 0..=usize::MAX).unwrap_or(0);
                let all = self
                    .lines()
                    .enumerate()
                    .filter(|(_, (_, line))| line.0 == *article);
                let items: Vec<Value> = all
                    .filter(|(index, _)| *index >= after)
                    .map(|(index, (id, line))| {
                        json!({
                            "id": index + 1, "document": id, "kind": self.documents[id].kind,
                            "place": line.1, "quantity": line.2,
                        })
                    })
                    .collect();
                if items.is_empty() && after == 0 {
                    return Reply::missing();
                }
                Reply::json(200, json!({ "items": items }))
            }
            ("POST", ["checks"]) => Reply::json(201, json!({ "differences": [] })),
            _ => Reply::missing(),
        }
    }

    fn lines(&self) -> impl Iterator<Item = (&String, &(String, String, i64))> {
        let lines = |id| self.documents[id].lines.iter().map(move |line| (id, line));
        self.order.iter().flat_map(lines)
    }

    fn stock(&self, article: &str, place: &str, at: Option<Timestamp>) -> i64 {
        let here = self
            .lines()
            .filter(|(_, line)| line.0 == article && line.1 == place);
        let then = here.filter(|(id, _)| at.is_none_or(|at| self.documents[*id].happened_at <= at));
        then.map(|(_, line)| line.2).sum()
    }

    fn create(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let Some((id, document)) = document(&body, &ask.body) else {
            return Reply::invalid();
        };
        if let Some(known) = self.documents.get(&id) {
            return if known.body == document.body {
                Reply::json(200, json!({ "id": id, "kind": known.kind }))
            } else {
                Reply::error(409, "id_used")
            };
        }
        self.record(id, document)
    }

    fn record(&mut self, id: String, document: Document) -> Reply {
        let mut change: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for (article, place, quantity) in &document.lines {
            *change.entry((article, place)).or_default() += quantity;
        }
        for ((article, place), quantity) in change {
            let available = self.stock(article, place, None);
            if available + quantity < 0 {
                let refusal = json!({
                    "error": "stock_too_low", "article": article, "place": place,
                    "available": available,
                });
                return Reply::json(409, refusal);
            }
        }
        let answer = json!({ "id": id, "kind": document.kind });
        self.order.push(id.clone());
        self.documents.insert(id, document);
        Reply::json(201, answer)
    }

    fn reverse(&mut self, ask: &Ask, id: &str) -> Reply {
        let body = ask.json();
        let Some(wrong) = self.documents.get(id) else {
            return Reply::missing();
        };
        if wrong.is_reversed {
            return Reply::error(409, "already_reversed");
        }
        let Some(new) = valid::text(&body, "id", 36..=36).map(str::to_owned) else {
            return Reply::invalid();
        };
        let lines = wrong
            .lines
            .iter()
            .map(|(a, p, quantity)| (a.clone(), p.clone(), -quantity));
        let document = Document {
            kind: "reversal".to_owned(),
            lines: lines.collect(),
            happened_at: Timestamp::now(),
            is_reversed: false,
            body: ask.body.clone(),
        };
        let reply = self.record(new, document);
        if reply.status == 201 {
            self.documents.get_mut(id).unwrap().is_reversed = true;
        }
        reply
    }
}

fn document(body: &Map<String, Value>, bytes: &[u8]) -> Option<(String, Document)> {
    let id = valid::text(body, "id", 36..=36)?.to_owned();
    let kind = valid::text(body, "kind", 1..=10)?.to_owned();
    let happened_at = valid::text(body, "happened_at", 1..=40)?.parse().ok()?;
    let mut lines = Vec::new();
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for line in valid::list(body, "lines", 1..=100)? {
        let line = line.as_object()?;
        let article = valid::text(line, "article", 1..=60)?.to_owned();
        let place = valid::text(line, "place", 1..=60)?.to_owned();
        let quantity = line.get("quantity")?.as_i64().filter(|it| *it != 0)?;
        *sums.entry(article.clone()).or_default() += quantity;
        lines.push((article, place, quantity));
    }
    let fits = match kind.as_str() {
        "receipt" => lines.iter().all(|it| it.2 > 0),
        "issue" | "loss" => lines.iter().all(|it| it.2 < 0),
        "move" => sums.values().all(|it| *it == 0),
        "count" => true,
        _ => false,
    };
    let document = Document {
        kind,
        lines,
        happened_at,
        is_reversed: false,
        body: bytes.to_vec(),
    };
    fits.then_some((id, document))
}
