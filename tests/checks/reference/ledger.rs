//! `double-entry-ledger`: money that moves between accounts and never appears or disappears.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, behind, serving, valid};

struct Account {
    currency: String,
    may_be_negative: bool,
    balance: i64,
}

#[derive(Clone)]
struct Posting {
    description: String,
    entries: Vec<(String, i64)>,
    posted_at: Timestamp,
    is_reversed: bool,
}

#[derive(Default)]
struct Store {
    accounts: BTreeMap<String, Account>,
    postings: BTreeMap<u64, Posting>,
    /// What was asked and answered under an idempotency key.
    keys: BTreeMap<String, (Vec<u8>, Reply)>,
}

pub fn start(variables: &Variables) -> Server {
    let server = serving(Store::default(), Store::answer);
    behind(&variables["key"], "unknown_key", server)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["accounts"]) => self.open(ask),
            ("POST", ["postings"]) => self.once(ask, |store| store.post(ask)),
            ("POST", ["postings", id, "reverse"]) => {
                let id = id.parse().unwrap_or(0);
                self.once(ask, |store| store.reverse(id))
            }
            ("GET", ["accounts", code, _]) if !self.accounts.contains_key(*code) => {
                Reply::missing()
            }
            ("GET", ["accounts", code, "balance"]) => match day(ask, "on") {
                Some(on) => {
                    let entries = self.entries(code);
                    let balance: i64 = entries.iter().filter(|it| it.0 <= on).map(|it| it.1).sum();
                    let answer = json!({
                        "account": code,
                        "currency": self.accounts[*code].currency,
                        "balance": balance,
                    });
                    Reply::json(200, answer)
                }
                None => Reply::invalid(),
            },
            ("GET", ["accounts", code, "statement"]) => match (day(ask, "from"), day(ask, "to")) {
                (Some(from), Some(to)) => self.statement(code, from, to),
                _ => Reply::invalid(),
            },
            _ => Reply::missing(),
        }
    }

    fn open(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let code = valid::text(&body, "code", 1..=80);
        let currency = valid::text(&body, "currency", 3..=3);
        let currency = currency.filter(|it| it.bytes().all(|it| it.is_ascii_uppercase()));
        let negative = body
            .get("may_be_negative")
            .map_or(Some(false), Value::as_bool);
        let (Some(code), Some(currency), Some(may_be_negative)) = (code, currency, negative) else {
            return Reply::invalid();
        };
        if self.accounts.contains_key(code) {
            return Reply::error(409, "code_taken");
        }
        let currency = currency.to_owned();
        let answer = json!({
            "code": code, "currency": currency, "may_be_negative": may_be_negative, "balance": 0,
        });
        let account = Account {
            currency,
            may_be_negative,
            balance: 0,
        };
        self.accounts.insert(code.to_owned(), account);
        Reply::json(201, answer)
    }

    /// Runs a request under its key, or repeats the answer. Only what worked is kept.
    fn once(&mut self, ask: &Ask, run: impl FnOnce(&mut Store) -> Reply) -> Reply {
        let key = ask.header("idempotency-key").to_owned();
        if key.is_empty() {
            return Reply::error(422, "key_missing");
        }
        let asked = [ask.path.as_bytes(), &ask.body].concat();
        match self.keys.get(&key) {
            Some((before, reply)) if *before == asked => reply.clone(),
            Some(_) => Reply::error(409, "key_used"),
            None => {
                let reply = run(self);
                if reply.status == 201 {
                    self.keys.insert(key, (asked, reply.clone()));
                }
                reply
            }
        }
    }

    fn post(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let description = valid::text(&body, "description", 1..=200);
        let entries = valid::list(&body, "entries", 2..=100);
        let (Some(description), Some(entries)) = (description, entries) else {
            return Reply::invalid();
        };
        let mut moved = Vec::new();
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for entry in entries {
            let amount = entry["amount"].as_i64().filter(|it| *it != 0);
            let (Some(code), Some(amount), Some(currency)) = (
                entry["account"].as_str(),
                amount,
                entry["currency"].as_str(),
            ) else {
                return Reply::invalid();
            };
            match self.accounts.get(code) {
                None => return Reply::error(422, "unknown_account"),
                Some(it) if it.currency != currency => return Reply::error(422, "wrong_currency"),
                Some(_) => moved.push((code.to_owned(), amount)),
            }
            *sums.entry(currency).or_default() += amount;
        }
        if sums.values().any(|it| *it != 0) {
            return Reply::error(422, "unbalanced");
        }
        self.write(description.to_owned(), moved)
    }

    fn reverse(&mut self, id: u64) -> Reply {
        let Some(posting) = self.postings.get(&id).cloned() else {
            return Reply::missing();
        };
        if posting.is_reversed {
            return Reply::error(409, "already_reversed");
        }
        let back = posting
            .entries
            .into_iter()
            .map(|(code, amount)| (code, -amount));
        let reply = self.write(format!("Reversal of {id}"), back.collect());
        if reply.status == 201 {
            self.postings.get_mut(&id).unwrap().is_reversed = true;
        }
        reply
    }

    fn write(&mut self, description: String, entries: Vec<(String, i64)>) -> Reply {
        let mut change: BTreeMap<&str, i64> = BTreeMap::new();
        for (code, amount) in &entries {
            *change.entry(code).or_default() += amount;
        }
        let too_little = change.iter().any(|(code, amount)| {
            let account = &self.accounts[*code];
            !account.may_be_negative && account.balance + amount < 0
        });
        if too_little {
            return Reply::error(422, "insufficient_funds");
        }
        for (code, amount) in &entries {
            self.accounts.get_mut(code).unwrap().balance += amount;
        }
        let id = self.postings.len() as u64 + 1;
        let posted_at = Timestamp::now();
        let posting = Posting {
            description,
            entries,
            posted_at,
            is_reversed: false,
        };
        self.postings.insert(id, posting);
        Reply::json(201, json!({ "id": id, "posted_at": posted_at.to_string() }))
    }

    /// Day, amount, posting and description of each entry of an account, in order.
    fn entries(&self, code: &str) -> Vec<(Date, i64, u64, &str)> {
        let mut all = Vec::new();
        for (id, posting) in &self.postings {
            let day = posting.posted_at.to_zoned(TimeZone::UTC).date();
            for (_, amount) in posting.entries.iter().filter(|it| it.0 == code) {
                all.push((day, *amount, *id, posting.description.as_str()));
            }
        }
        all
    }

    fn statement(&self, code: &str, from: Date, to: Date) -> Reply {
        let all = self.entries(code);
        let opening: i64 = all.iter().filter(|it| it.0 < from).map(|it| it.1).sum();
        let inside = all.iter().filter(|it| (from..=to).contains(&it.0));
        let closing = opening + inside.clone().map(|it| it.1).sum::<i64>();
        let entries: Vec<Value> = inside
            .map(|(_, amount, id, text)| {
                json!({ "posting": id, "amount": amount, "description": text })
            })
            .collect();
        let answer = json!({ "opening": opening, "entries": entries, "closing": closing });
        Reply::json(200, answer)
    }
}

/// A day of the query, today if it is missing, nothing if it is none.
fn day(ask: &Ask, name: &str) -> Option<Date> {
    match ask.param(name) {
        Some(text) => valid::day(&text),
        None => Some(Timestamp::now().to_zoned(TimeZone::UTC).date()),
    }
}
