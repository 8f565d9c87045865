//! `poll-voting-api`: one vote for each voter, secret and until the poll closes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

struct Poll {
    question: String,
    options: Vec<(u64, String)>,
    /// Voters by token, with the option they chose.
    votes: BTreeMap<String, Option<u64>>,
    is_hidden: bool,
    closes_at: Timestamp,
    closed_at: Option<Timestamp>,
}

#[derive(Default)]
struct Store {
    key: String,
    polls: BTreeMap<u64, Poll>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        key: variables["key"].clone(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let is_manager = ask.bearer() == self.key;
        if let ("POST", ["polls"]) = (method, path.as_slice()) {
            return if is_manager {
                self.create(ask)
            } else {
                unknown()
            };
        }
        let ["polls", id, rest @ ..] = path.as_slice() else {
            return Reply::missing();
        };
        let is_voter = self
            .polls
            .values()
            .any(|it| it.votes.contains_key(ask.bearer()));
        if !is_manager && !is_voter {
            return unknown();
        }
        let poll = self.polls.get_mut(&id.parse().unwrap_or(0));
        let Some(poll) = poll.filter(|it| is_manager || it.votes.contains_key(ask.bearer())) else {
            return Reply::missing();
        };
        if poll.closed_at.is_none() && poll.closes_at <= Timestamp::now() {
            poll.closed_at = Some(poll.closes_at);
        }
        match (method, rest) {
            ("GET", []) => Reply::json(200, poll.shown(id, ask.bearer())),
            ("PUT" | "DELETE", ["vote"]) if !is_manager => poll.vote(ask),
            ("POST", ["close"]) if is_manager => {
                poll.closed_at.get_or_insert(Timestamp::now());
                Reply::json(200, poll.shown(id, ""))
            }
            ("GET", ["results"]) if poll.is_hidden && poll.closed_at.is_none() => {
                Reply::error(403, "results_hidden")
            }
            ("GET", ["results"]) => Reply::json(200, poll.results()),
            _ => unknown(),
        }
    }

    fn create(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let texts = |name, length| -> Option<Vec<String>> {
            let list = valid::list(&body, name, length)?;
            let texts: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            let texts = texts?;
            let unique: BTreeSet<&&str> = texts.iter().collect();
            let fits = |it: &&str| (1..=100).contains(&it.chars().count());
            let is_fine = unique.len() == texts.len() && texts.iter().all(fits);
            is_fine.then(|| texts.into_iter().map(str::to_owned).collect())
        };
        let options = texts("options", 2..=20);
        let voters = texts("voters", 1..=1000);
        let closes_at = valid::text(&body, "closes_at", 1..=40).and_then(|it| it.parse().ok());
        let closes_at = closes_at.filter(|it: &Timestamp| *it > Timestamp::now());
        let question = valid::text(&body, "question", 1..=300);
        let (Some(question), Some(options), Some(voters), Some(closes_at)) =
            (question, options, voters, closes_at)
        else {
            return Reply::invalid();
        };
        self.next += 1;
        let id = self.next;
        let token = |index: usize| format!("voter-{id}-{}", (index + 1) * 7919);
        let tokens: Vec<Value> = voters
            .iter()
            .enumerate()
            .map(|(index, name)| json!({ "name": name, "token": token(index) }))
            .collect();
        let poll = Poll {
            question: question.to_owned(),
            options: options
                .into_iter()
                .enumerate()
                .map(|(index, label)| (id * 100 + index as u64, label))
                .collect(),
            votes: (0..voters.len())
                .map(|index| (token(index), None))
                .collect(),
            is_hidden: body
                .get("hidden_results")
                .and_then(Value::as_bool)
                .unwrap_or(true),
            closes_at,
            closed_at: None,
        };
        let options = poll.options_shown();
        self.polls.insert(id, poll);
        let answer = json!({ "id": id, "options": options, "voters": tokens });
        Reply::json(201, answer).with("location", format!("/polls/{id}"))
    }
}

impl Poll {
    fn options_shown(&self) -> Vec<Value> {
        let option = |(id, label): &(u64, String)| json!({ "id": id, "label": label });
        self.options.iter().map(option).collect()
    }

    fn shown(&self, id: &str, token: &str) -> Value {
        json!({
            "id": id.parse::<u64>().unwrap_or_default(),
            "question": self.question,
            "options": self.options_shown(),
            "closed_at": self.closed_at.map(|it| it.to_string()),
            "own_vote": self.votes.get(token).copied().flatten(),
        })
    }

    fn vote(&mut self, ask: &Ask) -> Reply {
        if let Some(closed_at) = self.closed_at {
            let refusal = json!({ "error": "poll_closed", "closed_at": closed_at.to_string() });
            return Reply::json(409, refusal);
        }
        let vote = match ask.method.as_str() {
            "DELETE" => None,
            _ => {
                let option = ask.json().get("option").and_then(Value::as_u64);
                match option.filter(|it| self.options.iter().any(|(id, _)| id == it)) {
                    Some(option) => Some(option),
                    None => return Reply::error(422, "not_an_option"),
                }
            }
        };
        self.votes.insert(ask.bearer().to_owned(), vote);
        match vote {
            Some(option) => Reply::json(200, json!({ "option": option })),
            None => Reply::status(204),
        }
    }

    fn results(&self) -> Value {
        let count = |id: u64| self.votes.values().filter(|it| **it == Some(id)).count();
        let options: Vec<Value> = self
            .options
            .iter()
            .map(|(id, label)| json!({ "id": id, "label": label, "votes": count(*id) }))
            .collect();
        let voted = self.votes.values().flatten().count();
        json!({ "options": options, "voted": voted, "voters": self.votes.len() })
    }
}

fn unknown() -> Reply {
    Reply::unauthorised("unknown_token")
}
