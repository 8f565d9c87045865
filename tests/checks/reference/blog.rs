//! `blog-rest-api`: posts and comments of many authors, and who may change what.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, first, refusing, valid};

struct User {
    email: String,
    name: String,
    password: String,
    is_admin: bool,
}

#[derive(Clone)]
struct Post {
    author: u64,
    title: String,
    body: String,
    tags: BTreeSet<String>,
    published_at: Option<Timestamp>,
}

struct Comment {
    post: u64,
    author: u64,
    body: String,
    created_at: Timestamp,
}

#[derive(Default)]
struct Store {
    users: BTreeMap<u64, User>,
    sessions: BTreeMap<String, u64>,
    posts: BTreeMap<u64, Post>,
    comments: BTreeMap<u64, Comment>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let admin = User {
        email: variables["admin"].clone(),
        name: "Admin".to_owned(),
        password: variables["password"].clone(),
        is_admin: true,
    };
    let store = Store {
        users: [(1, admin)].into(),
        next: 1,
        ..Store::default()
    };
    refusing(store, Store::answer)
}

/// A field and the rule that it breaks.
type Wrong = (&'static str, &'static str);

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let (method, path) = ask.route();
        let body = ask.json();
        let caller = self.sessions.get(ask.bearer()).copied();
        let id = ask.id(1);
        match (method, path.as_slice()) {
            ("POST", ["users"]) => return self.register(&body),
            ("POST", ["sessions"]) => return self.sign_in(&body),
            ("GET", ["users", _]) => return Ok(Reply::json(200, self.profile(id)?)),
            ("GET", ["posts"]) => return self.list(ask),
            ("GET", ["posts", _]) => {
                self.visible(id, caller)?;
                return Ok(Reply::json(200, self.shown(id)));
            }
            ("GET", ["posts", _, "comments"]) => {
                self.visible(id, caller)?;
                let ids = self.comments.iter().filter(|(_, it)| it.post == id);
                let ids = ids.map(|(id, _)| *id).collect();
                return page(ask, ids, |id| self.shown_comment(id));
            }
            ("GET", ["tags"]) => return Ok(self.tags()),
            _ => (),
        }
        let caller = caller.ok_or_else(unknown)?;
        match (method, path.as_slice()) {
            ("PATCH" | "DELETE", ["users", _]) => {
                self.profile(id)?;
                self.allow(caller, &[id])?;
                if method == "DELETE" {
                    self.users.remove(&id);
                    self.sessions.retain(|_, it| *it != id);
                    return Ok(Reply::status(204));
                }
                let name = valid::text(&body, "name", 1..=80);
                let name =
                    name.ok_or_else(|| refused(&[("name", "must have 1 to 80 characters")]))?;
                self.users.get_mut(&id).unwrap().name = name.to_owned();
                Ok(Reply::json(200, self.profile(id)?))
            }
            ("POST", ["posts"]) => {
                let empty = Post {
                    author: caller,
                    title: String::new(),
                    body: String::new(),
                    tags: BTreeSet::new(),
                    published_at: None,
                };
                let post = changed(empty, &body, true)?;
                self.next += 1;
                self.posts.insert(self.next, post);
                Ok(created("posts", self.next, self.shown(self.next)))
            }
            ("PATCH" | "DELETE", ["posts", _]) => {
                let author = self.visible(id, Some(caller))?.author;
                self.allow(caller, &[author])?;
                if method == "DELETE" {
                    self.posts.remove(&id);
                    self.comments.retain(|_, it| it.post != id);
                    return Ok(Reply::status(204));
                }
                let post = changed(self.posts[&id].clone(), &body, false)?;
                self.posts.insert(id, post);
                Ok(Reply::json(200, self.shown(id)))
            }
            ("POST", ["posts", _, "comments"]) => {
                self.visible(id, Some(caller))?;
                let comment = Comment {
                    post: id,
                    author: caller,
                    body: comment(&body)?,
                    created_at: Timestamp::now(),
                };
                self.next += 1;
                self.comments.insert(self.next, comment);
                Ok(created(
                    "comments",
                    self.next,
                    self.shown_comment(self.next),
                ))
            }
            ("PATCH" | "DELETE", ["comments", _]) => {
                let known = self.comments.get(&id).ok_or_else(missing)?;
                let author_of_post = self.posts[&known.post].author;
                if method == "DELETE" {
                    self.allow(caller, &[known.author, author_of_post])?;
                    self.comments.remove(&id);
                    return Ok(Reply::status(204));
                }
                self.allow(caller, &[known.author])?;
                self.comments.get_mut(&id).unwrap().body = comment(&body)?;
                Ok(Reply::json(200, self.shown_comment(id)))
            }
            _ => Err(missing()),
        }
    }

    fn register(&mut self, body: &Map<String, Value>) -> Result<Reply, Reply> {
        let email = valid::text(body, "email", 3..=254).filter(|it| valid::is_email(it));
        let name = valid::text(body, "name", 1..=80);
        let password = valid::text(body, "password", 12..=200);
        let (Some(email), Some(name), Some(password)) = (email, name, password) else {
            let wrong: [(bool, Wrong); 3] = [
                (email.is_none(), ("email", "must be an email address")),
                (name.is_none(), ("name", "must have 1 to 80 characters")),
                (
                    password.is_none(),
                    ("password", "must have 12 to 200 characters"),
                ),
            ];
            let wrong: Vec<Wrong> = wrong.iter().filter(|it| it.0).map(|it| it.1).collect();
            return Err(refused(&wrong));
        };
        if first(&self.users, |it| it.email == email).is_some() {
            return Err(problem(409, "address-taken"));
        }
        self.next += 1;
        let user = User {
            email: email.to_owned(),
            name: name.to_owned(),
            password: password.to_owned(),
            is_admin: false,
        };
        self.users.insert(self.next, user);
        Ok(created("users", self.next, self.profile(self.next)?))
    }

    fn sign_in(&mut self, body: &Map<String, Value>) -> Result<Reply, Reply> {
        let field = |name| valid::any_text(body, name);
        let fits = |it: &User| it.email == field("email") && it.password == field("password");
        let user = first(&self.users, fits).ok_or_else(unknown)?;
        self.next += 1;
        let token = format!("member-{}-{user}", self.next * 7919);
        self.sessions.insert(token.clone(), user);
        Ok(Reply::json(201, json!({ "token": token })))
    }

    /// The one place that knows the rights.
    fn allow(&self, caller: u64, owners: &[u64]) -> Result<(), Reply> {
        if owners.contains(&caller) || self.users[&caller].is_admin {
            return Ok(());
        }
        Err(problem(403, "forbidden"))
    }

    /// A post that the caller may know of.
    fn visible(&self, id: u64, caller: Option<u64>) -> Result<&Post, Reply> {
        let post = self.posts.get(&id);
        post.filter(|it| it.published_at.is_some() || Some(it.author) == caller)
            .ok_or_else(missing)
    }

    fn list(&self, ask: &Ask) -> Result<Reply, Reply> {
        let tag = ask.param("tag");
        let author: Option<u64> = ask.param("author").map(|it| it.parse().unwrap_or(0));
        let fits = |it: &Post| {
            tag.as_ref().is_none_or(|tag| it.tags.contains(tag))
                && author.is_none_or(|author| it.author == author)
        };
        let published = self.posts.iter().filter(|(_, it)| fits(it));
        let mut ids: Vec<(Timestamp, u64)> = published
            .filter_map(|(id, it)| Some((it.published_at?, *id)))
            .collect();
        ids.sort_by(|a, b| b.cmp(a));
        page(ask, ids.into_iter().map(|it| it.1).collect(), |id| {
            let post = self.shown(id);
            json!({ "id": id, "title": post["title"], "author": post["author"] })
        })
    }

    fn tags(&self) -> Reply {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let published = self.posts.values().filter(|it| it.published_at.is_some());
        for tag in published.flat_map(|it| &it.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let item = |(name, count): (&&str, &usize)| json!({ "name": name, "count": count });
        let items: Vec<Value> = counts.iter().map(item).collect();
        Reply::json(200, json!({ "items": items }))
    }

    fn profile(&self, id: u64) -> Result<Value, Reply> {
        let user = self.users.get(&id).ok_or_else(missing)?;
        Ok(json!({ "id": id, "name": user.name }))
    }

    /// The profile of an author, who may have been deleted since.
    fn author(&self, id: u64) -> Value {
        self.profile(id).unwrap_or(Value::Null)
    }

    fn shown(&self, id: u64) -> Value {
        let post = &self.posts[&id];
        json!({
            "id": id, "title": post.title, "body": post.body, "tags": post.tags,
            "author": self.author(post.author),
            "published_at": post.published_at.map(|it| it.to_string()),
        })
    }

    fn shown_comment(&self, id: u64) -> Value {
        let comment = &self.comments[&id];
        json!({
            "id": id, "body": comment.body, "author": self.author(comment.author),
            "created_at": comment.created_at.to_string(),
        })
    }
}

/// The post with the fields of a body, or every field that breaks a rule.
fn changed(mut post: Post, body: &Map<String, Value>, is_whole: bool) -> Result<Post, Reply> {
    let mut wrong: Vec<Wrong> = Vec::new();
    let names = |name| is_whole || body.contains_key(name);
    match valid::text(body, "title", 1..=200) {
        Some(title) => post.title = title.to_owned(),
        None if names("title") => wrong.push(("title", "must have 1 to 200 characters")),
        None => (),
    }
    match valid::text(body, "body", 1..=20_000) {
        Some(text) => post.body = text.to_owned(),
        None if names("body") => wrong.push(("body", "must have 1 to 20000 characters")),
        None => (),
    }
    if body.contains_key("tags") {
        let tag = |it: &Value| {
            let tag = it.as_str()?.to_lowercase();
            (1..=40).contains(&tag.chars().count()).then_some(tag)
        };
        let tags = valid::list(body, "tags", 0..=10).map(|it| it.iter().map(tag).collect());
        match tags.flatten() {
            Some(tags) => post.tags = tags,
            None => wrong.push(("tags", "must be up to 10 texts of 1 to 40 characters")),
        }
    }
    match body.get("published") {
        None => (),
        Some(Value::Bool(true)) => {
            post.published_at.get_or_insert(Timestamp::now());
        }
        Some(Value::Bool(false)) => post.published_at = None,
        Some(_) => wrong.push(("published", "must be true or false")),
    }
    if wrong.is_empty() {
        Ok(post)
    } else {
        Err(refused(&wrong))
    }
}

fn comment(body: &Map<String, Value>) -> Result<String, Reply> {
    let text = valid::text(body, "body", 1..=2000).map(str::to_owned);
    text.ok_or_else(|| refused(&[("body", "must have 1 to 2000 characters")]))
}

/// Some entries of a list, after the one that the cursor names.
fn page(ask: &Ask, ids: Vec<u64>, shown: impl Fn(u64) -> Value) -> Result<Reply, Reply> {
    let limit = valid::number(ask.param("limit"), 20, 1..=100);
    let limit = limit.ok_or_else(|| refused(&[("limit", "must be 1 to 100")]))?;
    let start = match ask.param("after") {
        None => 0,
        Some(cursor) => {
            let last = ids.iter().position(|id| format!("p{id}") == cursor);
            last.ok_or_else(|| refused(&[("after", "must come from the answer before")]))? + 1
        }
    };
    let items: Vec<u64> = ids[start..].iter().take(limit).copied().collect();
    let next = (ids.len() > start + limit).then(|| {
        let kept = ask.query.split('&').filter(|it| !it.starts_with("after="));
        let kept: Vec<&str> = kept.collect();
        format!(
            "{}?{}&after=p{}",
            ask.path,
            kept.join("&"),
            items[limit - 1]
        )
    });
    let items: Vec<Value> = items.into_iter().map(shown).collect();
    Ok(Reply::json(200, json!({ "items": items, "next": next })))
}

fn created(collection: &str, id: u64, shown: Value) -> Reply {
    Reply::json(201, shown).with("location", format!("/{collection}/{id}"))
}

fn unknown() -> Reply {
    problem(401, "sign-in").with("www-authenticate", "Bearer")
}

fn missing() -> Reply {
    problem(404, "not-found")
}

fn refused(errors: &[Wrong]) -> Reply {
    let error = |(field, rule): &Wrong| json!({ "field": field, "rule": rule });
    let errors: Vec<Value> = errors.iter().map(error).collect();
    Reply::problem(
        422,
        json!({ "type": "/problems/invalid", "title": "A field is wrong", "errors": errors }),
    )
}

fn problem(status: u16, kind: &str) -> Reply {
    let title = kind.replace('-', " ");
    Reply::problem(
        status,
        json!({ "type": format!("/problems/{kind}"), "title": title }),
    )
}
