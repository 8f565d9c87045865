//! `event-sourced-bank`: balances that are computed from events, and nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, valid};

#[derive(Default)]
struct Account {
    events: Vec<Event>,
}

enum Event {
    Opened,
    Moved(i64),
    Overdraft(i64),
    Closed,
}

impl Account {
    fn balance(&self) -> i64 {
        let cents = |it: &Event| {
            if let Event::Moved(cents) = it {
                *cents
            } else {
                0
            }
        };
        self.events.iter().map(cents).sum()
    }

    fn overdraft(&self) -> i64 {
        let last = self.events.iter().rev();
        last.filter_map(|it| {
            if let Event::Overdraft(cents) = it {
                Some(*cents)
            } else {
                None
            }
        })
        .next()
        .unwrap_or(0)
    }

    fn is_closed(&self) -> bool {
        self.events.iter().any(|it| matches!(it, Event::Closed))
    }
}

#[derive(Default)]
struct Store {
    accounts: BTreeMap<u64, Account>,
    answers: BTreeMap<String, Reply>,
}

pub fn start(_: &Variables) -> Server {
    let mut store = Store::default();
    Box::new(move |ask| {
        if ask.method == "GET" {
            return store.read(ask);
        }
        let command = ask.header("command-id").to_owned();
        if command.is_empty() {
            return problem(422, "command-id-missing", "Send a Command-Id");
        }
        if let Some(reply) = store.answers.get(&command) {
            return reply.clone();
        }
        let reply = store.change(ask);
        store.answers.insert(command, reply.clone());
        reply
    })
}

impl Store {
    fn read(&self, ask: &Ask) -> Reply {
        let (_, path) = ask.route();
        let id = ask.id(1);
        match self.accounts.get(&id) {
            Some(account) if path.len() == 2 => {
                let answer = json!({
                    "id": id, "balance": account.balance(), "version": account.events.len(),
                });
                Reply::json(200, answer)
            }
            _ => missing(),
        }
    }

    fn change(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let body = ask.json();
        if let ("POST", ["accounts"]) = (method, path.as_slice()) {
            if valid::text(&body, "owner", 1..=100).is_none() {
                return problem(422, "invalid", "Name the owner");
            }
            let id = self.accounts.len() as u64 + 1;
            let account = Account {
                events: vec![Event::Opened],
            };
            self.accounts.insert(id, account);
            return Reply::json(201, json!({ "id": id, "version": 1 }));
        }
        let id = ask.id(1);
        let Some(account) = self.accounts.get_mut(&id) else {
            return missing();
        };
        let least = i64::from(path.get(2) != Some(&"overdraft"));
        let cents = valid::whole(&body, "cents", least..=1_000_000_000);
        let (event, status) = match (method, path.get(2).copied(), cents) {
            _ if account.is_closed() => return problem(409, "closed", "The account is closed"),
            ("POST", Some("close"), _) if account.balance() != 0 => {
                return problem(409, "balance-not-zero", "The balance is not zero");
            }
            ("POST", Some("close"), _) => (Event::Closed, 200),
            (_, _, None) => return problem(422, "invalid", "Send whole cents"),
            ("POST", Some("deposits"), Some(cents)) => {
                if valid::text(&body, "channel", 1..=40).is_none() {
                    return problem(422, "invalid", "Name the channel");
                }
                (Event::Moved(cents), 201)
            }
            ("POST", Some("withdrawals"), Some(cents)) => {
                let available = account.balance() + account.overdraft();
                if cents > available {
                    let title = "The balance does not cover this amount";
                    let body = json!({
                        "type": "/problems/not-covered", "title": title, "available": available,
                    });
                    return Reply::text(409, "application/problem+json", body.to_string());
                }
                (Event::Moved(-cents), 201)
            }
            ("PUT", Some("overdraft"), Some(cents)) if account.balance() + cents < 0 => {
                return problem(409, "overdraft-in-use", "The overdraft is in use");
            }
            ("PUT", Some("overdraft"), Some(cents)) => (Event::Overdraft(cents), 200),
            _ => return missing(),
        };
        account.events.push(event);
        Reply::json(status, json!({ "version": account.events.len() }))
    }
}

fn missing() -> Reply {
    problem(404, "not-found", "There is no such account")
}

fn problem(status: u16, kind: &str, title: &str) -> Reply {
    let body: Value = json!({ "type": format!("/problems/{kind}"), "title": title });
    Reply::text(status, "application/problem+json", body.to_string())
}
