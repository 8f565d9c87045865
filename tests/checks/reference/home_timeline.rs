//! `home-timeline`: the posts of followed accounts, merged when the timeline is read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, refusing, valid};

const ACCOUNTS: [&str; 3] = ["ines", "marek", "vera"];

/// Ids begin here, so that none is a small number by chance.
const FIRST: u64 = 7_264_410_877_700_000;

#[derive(Default)]
struct Store {
    tokens: BTreeMap<String, &'static str>,
    posts: BTreeMap<u64, (&'static str, String)>,
    /// Who follows whom, and who blocks whom.
    follows: BTreeSet<(&'static str, &'static str)>,
    blocks: BTreeSet<(&'static str, &'static str)>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        tokens: ACCOUNTS.map(|it| (variables[it].clone(), it)).into(),
        next: FIRST,
        ..Store::default()
    };
    refusing(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let me = self.tokens.get(ask.bearer()).copied();
        let me = me.ok_or_else(|| Reply::unauthorised("sign_in"))?;
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["posts"]) => {
                let body = ask.json();
                let text = valid::text(&body, "text", 1..=280).ok_or_else(Reply::invalid)?;
                self.next += 1;
                self.posts.insert(self.next, (me, text.to_owned()));
                Ok(Reply::json(201, self.shown(self.next)))
            }
            ("DELETE", ["posts", _]) => {
                let (author, _) = self.posts.get(&ask.id(1)).ok_or_else(Reply::missing)?;
                if *author != me {
                    return Err(Reply::error(403, "not_yours"));
                }
                self.posts.remove(&ask.id(1));
                Ok(Reply::status(204))
            }
            ("GET", ["timeline"]) => self.timeline(ask, me),
            (_, [list @ ("following" | "blocks"), other]) => {
                let other = ACCOUNTS.into_iter().find(|it| it == other);
                let other = other.ok_or_else(Reply::missing)?;
                self.relate(method, list, me, other)
            }
            _ => Err(Reply::missing()),
        }
    }

    fn relate(
        &mut self,
        method: &str,
        list: &str,
        me: &'static str,
        other: &'static str,
    ) -> Result<Reply, Reply> {
        let both = [(me, other), (other, me)];
        let is_blocked = both.iter().any(|it| self.blocks.contains(it));
        match (method, list) {
            ("PUT", _) if me == other => return Err(Reply::invalid()),
            ("PUT", "following") if is_blocked => return Err(Reply::error(409, "blocked")),
            ("PUT", "following") => {
                self.follows.insert((me, other));
            }
            ("PUT", _) => {
                self.blocks.insert((me, other));
                self.follows.retain(|it| !both.contains(it));
            }
            ("DELETE", "following") => {
                self.follows.remove(&(me, other));
            }
            ("DELETE", _) => {
                self.blocks.remove(&(me, other));
            }
            _ => return Err(Reply::missing()),
        }
        Ok(Reply::status(204))
    }

    fn timeline(&self, ask: &Ask, me: &'static str) -> Result<Reply, Reply> {
        let limit = valid::number(ask.param("limit"), 50, 1..=100).ok_or_else(Reply::invalid)?;
        let before = valid::number(ask.param("before"), usize::MAX, 0..=usize::MAX);
        let before = before.ok_or_else(Reply::invalid)? as u64;
        let mine = |author| author == me || self.follows.contains(&(me, author));
        let found = self.posts.range(..before).rev();
        let ids: Vec<u64> = found.filter(|(_, it)| mine(it.0)).map(|it| *it.0).collect();
        let posts: Vec<Value> = ids.iter().take(limit).map(|id| self.shown(*id)).collect();
        let next = (ids.len() > limit).then(|| ids[limit - 1].to_string());
        Ok(Reply::json(200, json!({ "posts": posts, "next": next })))
    }

    fn shown(&self, id: u64) -> Value {
        let (author, text) = &self.posts[&id];
        json!({ "id": id.to_string(), "author": author, "text": text })
    }
}
