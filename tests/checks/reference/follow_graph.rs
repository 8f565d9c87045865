//! `follow-graph`: follows, requests, blocks, and the timeline that comes of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

/// Members by name; only carol is private. Their tokens come from the command.
#[derive(Default)]
struct Store {
    tokens: BTreeMap<String, String>,
    /// Follower and followed, and whether it was accepted.
    follows: BTreeMap<(String, String), bool>,
    blocks: BTreeSet<(String, String)>,
    posts: Vec<Value>,
}

pub fn start(variables: &Variables) -> Server {
    let mut store = Store::default();
    for name in ["alice", "bob", "carol"] {
        store
            .tokens
            .insert(variables[name].clone(), name.to_owned());
    }
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let Some(me) = self.tokens.get(ask.bearer()).cloned() else {
            return Reply::unauthorised("sign_in");
        };
        let other = path.get(1).map_or(String::new(), |it| (*it).to_owned());
        let is_known = self.tokens.values().any(|it| *it == other);
        let is_blocked = self.is_blocked(&me, &other);
        let (out, back) = ((me.clone(), other.clone()), (other.clone(), me.clone()));
        match (method, path.as_slice()) {
            ("POST", ["posts"]) => {
                let body = ask.json();
                let Some(text) = valid::text(&body, "text", 1..=1000) else {
                    return Reply::invalid();
                };
                let post = json!({
                    "id": self.posts.len() + 1, "by": me, "text": text,
                    "at": Timestamp::now().to_string(),
                });
                self.posts.push(post.clone());
                Reply::json(201, post)
            }
            ("GET", ["timeline"]) => {
                let followed = |by: &str| {
                    self.follows.get(&(me.clone(), by.to_owned())) == Some(&true)
                        && !self.is_blocked(&me, by)
                };
                self.page(ask, &followed)
            }
            ("DELETE", ["follows", _]) => {
                self.follows.remove(&out);
                Reply::status(204)
            }
            ("DELETE", ["blocks", _]) => {
                self.blocks.remove(&out);
                Reply::status(204)
            }
            _ if !is_known => Reply::missing(),
            ("PUT", ["follows", _]) if me == other => Reply::error(409, "yourself"),
            ("PUT", ["blocks", _]) => {
                self.follows.remove(&out);
                self.follows.remove(&back);
                self.blocks.insert(out);
                Reply::status(204)
            }
            _ if is_blocked => Reply::missing(),
            ("PUT", ["follows", _]) => {
                let accepted = *self.follows.entry(out).or_insert(other != "carol");
                let state = if accepted { "following" } else { "requested" };
                Reply::json(200, json!({ "state": state }))
            }
            ("POST", ["requests", _, action @ ("accept" | "decline")]) => {
                if self.follows.get(&back) != Some(&false) {
                    return Reply::missing();
                }
                if *action == "accept" {
                    self.follows.insert(back, true);
                } else {
                    self.follows.remove(&back);
                }
                Reply::status(204)
            }
            ("GET", ["members", _, "posts"]) => {
                let may = other != "carol" || me == other || self.follows.get(&out) == Some(&true);
                if !may {
                    return Reply::missing();
                }
                self.page(ask, &|by| by == other)
            }
            _ => Reply::missing(),
        }
    }

    fn is_blocked(&self, one: &str, other: &str) -> bool {
        let pair = (one.to_owned(), other.to_owned());
        self.blocks.contains(&pair) || self.blocks.contains(&(pair.1, pair.0))
    }

    fn page(&self, ask: &Ask, fits: &dyn Fn(&str) -> bool) -> Reply {
        let Some(limit) = valid::number(ask.param("limit"), 20, 1..=50) else {
            return Reply::invalid();
        };
        let Some(after) = valid::number(ask.param("after"), usize::MAX, 1..=usize::MAX) else {
            return Reply::invalid();
        };
        let id = |it: &Value| it["id"].as_u64().unwrap_or_default() as usize;
        let all = self.posts.iter().rev();
        let found: Vec<&Value> = all
            .filter(|it| id(it) < after && fits(it["by"].as_str().unwrap_or_default()))
            .collect();
        let next = (found.len() > limit).then(|| id(found[limit - 1]).to_string());
        let posts: Vec<&&Value> = found.iter().take(limit).collect();
        Reply::json(200, json!({ "posts": posts, "next": next }))
    }
}
