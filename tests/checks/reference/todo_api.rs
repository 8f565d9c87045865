//! `todo-api-with-accounts`: private task lists behind a sign-in.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, first, serving, valid};

#[derive(Clone)]
struct Task {
    owner: u64,
    title: String,
    state: String,
    due_on: Option<Date>,
}

#[derive(Default)]
struct Store {
    users: BTreeMap<u64, (String, String)>,
    sessions: BTreeMap<String, u64>,
    tasks: BTreeMap<u64, Task>,
    next: u64,
}

pub fn start(_: &Variables) -> Server {
    serving(Store::default(), Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["users"]) => return self.register(ask),
            ("POST", ["sessions"]) => return self.sign_in(ask),
            _ => (),
        }
        let Some(&user) = self.sessions.get(ask.bearer()) else {
            return Reply::unauthorised("sign_in");
        };
        match (method, path.as_slice()) {
            ("DELETE", ["sessions", "current"]) => {
                self.sessions.remove(ask.bearer());
                Reply::status(204)
            }
            ("DELETE", ["users", "me"]) => {
                self.users.remove(&user);
                self.sessions.retain(|_, it| *it != user);
                self.tasks.retain(|_, it| it.owner != user);
                Reply::status(204)
            }
            ("GET", ["tasks"]) => self.list(ask, user),
            ("POST", ["tasks"]) => {
                let empty = Task {
                    owner: user,
                    title: String::new(),
                    state: "open".to_owned(),
                    due_on: None,
                };
                match changed(empty, &ask.json(), true) {
                    Ok(task) => {
                        self.next += 1;
                        self.tasks.insert(self.next, task);
                        let location = format!("/tasks/{}", self.next);
                        Reply::json(201, self.shown(self.next)).with("location", location)
                    }
                    Err(reply) => reply,
                }
            }
            (_, ["tasks", id]) => self.task(ask, user, id),
            _ => Reply::missing(),
        }
    }

    fn register(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let email = valid::text(&body, "email", 3..=254).filter(|it| valid::is_email(it));
        let password = valid::text(&body, "password", 12..=200);
        let (Some(email), Some(password)) = (email, password) else {
            let mut errors = Vec::new();
            if email.is_none() {
                errors.push(("email", "must be an email address"));
            }
            if password.is_none() {
                errors.push(("password", "must have 12 to 200 characters"));
            }
            return refused(&errors);
        };
        let email = email.to_lowercase();
        if self.users.values().any(|it| it.0 == email) {
            return Reply::error(409, "address_taken");
        }
        self.next += 1;
        self.users
            .insert(self.next, (email.clone(), password.to_owned()));
        Reply::json(201, json!({ "id": self.next, "email": email }))
    }

    fn sign_in(&mut self, ask: &Ask) -> Reply {
        let body = ask.json();
        let field = |name| valid::any_text(&body, name);
        let email = field("email").to_lowercase();
        let fits = |it: &(String, String)| it.0 == email && it.1 == field("password");
        let user = first(&self.users, fits);
        let Some(user) = user else {
            return Reply::unauthorised("wrong_address_or_password");
        };
        self.next += 1;
        let token = format!("token-{}-of-{user}", self.next);
        self.sessions.insert(token.clone(), user);
        Reply::json(201, json!({ "token": token }))
    }

    fn list(&self, ask: &Ask, user: u64) -> Reply {
        let mut errors = Vec::new();
        let state = ask.param("state");
        if state
            .as_deref()
            .is_some_and(|it| !["open", "done"].contains(&it))
        {
            errors.push(("state", "must be open or done"));
        }
        let due = ask.param("due_before").map(|it| valid::day(&it));
        if due == Some(None) {
            errors.push(("due_before", "must be a date such as 2026-12-01"));
        }
        let sort = ask.param("sort").unwrap_or("created_at".to_owned());
        if !["created_at", "due_on"].contains(&sort.as_str()) {
            errors.push(("sort", "must be created_at or due_on"));
        }
        let limit = valid::number(ask.param("limit"), 20, 1..=100);
        if limit.is_none() {
            errors.push(("limit", "must be 1 to 100"));
        }
        let offset = valid::number(ask.param("offset"), 0, 0..=usize::MAX);
        if offset.is_none() {
            errors.push(("offset", "must be 0 or more"));
        }
        let (Some(limit), Some(offset), true) = (limit, offset, errors.is_empty()) else {
            return refused(&errors);
        };
        let fits = |it: &Task| {
            it.owner == user
                && state.as_ref().is_none_or(|state| it.state == *state)
                && due
                    .flatten()
                    .is_none_or(|due| it.due_on.is_some_and(|it| it < due))
        };
        let mut ids: Vec<u64> = self
            .tasks
            .iter()
            .filter(|(_, it)| fits(it))
            .map(|(id, _)| *id)
            .collect();
        if sort == "due_on" {
            ids.sort_by_key(|id| (self.tasks[id].due_on.is_none(), self.tasks[id].due_on, *id));
        }
        let items: Vec<Value> = ids
            .iter()
            .skip(offset)
            .take(limit)
            .map(|id| self.shown(*id))
            .collect();
        Reply::json(200, json!({ "items": items, "total": ids.len() }))
    }

    fn task(&mut self, ask: &Ask, user: u64, id: &str) -> Reply {
        let id = id.parse().unwrap_or(0);
        let Some(task) = self.tasks.get(&id).filter(|it| it.owner == user).cloned() else {
            return Reply::missing();
        };
        let (task, is_whole) = match ask.method.as_str() {
            "GET" => return Reply::json(200, self.shown(id)),
            "DELETE" => {
                self.tasks.remove(&id);
                return Reply::status(204);
            }
            "PUT" => {
                let state = "open".to_owned();
                let fresh = Task {
                    title: String::new(),
                    state,
                    due_on: None,
                    ..task
                };
                (fresh, true)
            }
            "PATCH" => (task, false),
            _ => return Reply::error(405, "method_not_allowed"),
        };
        match changed(task, &ask.json(), is_whole) {
            Ok(task) => {
                self.tasks.insert(id, task);
                Reply::json(200, self.shown(id))
            }
            Err(reply) => reply,
        }
    }

    fn shown(&self, id: u64) -> Value {
        let task = &self.tasks[&id];
        json!({
            "id": id,
            "title": task.title,
            "state": task.state,
            "due_on": task.due_on.map(|it| it.to_string()),
        })
    }
}

/// The task with the fields of a body, or every field that breaks a rule.
fn changed(mut task: Task, body: &Map<String, Value>, is_whole: bool) -> Result<Task, Reply> {
    let mut errors = Vec::new();
    if is_whole || body.contains_key("title") {
        match valid::text(body, "title", 1..=200) {
            Some(title) => task.title = title.to_owned(),
            None => errors.push(("title", "must have 1 to 200 characters")),
        }
    }
    match body.get("state").map(|it| it.as_str().unwrap_or_default()) {
        None => (),
        Some(state @ ("open" | "done")) => task.state = state.to_owned(),
        Some(_) => errors.push(("state", "must be open or done")),
    }
    match body.get("due_on") {
        None => (),
        Some(Value::Null) => task.due_on = None,
        Some(value) => match value.as_str().and_then(valid::day) {
            Some(day) => task.due_on = Some(day),
            None => errors.push(("due_on", "must be a date such as 2026-12-01")),
        },
    }
    if errors.is_empty() {
        Ok(task)
    } else {
        Err(refused(&errors))
    }
}

fn refused(errors: &[(&str, &str)]) -> Reply {
    let error = |(field, rule): &(&str, &str)| json!({ "field": field, "rule": rule });
    let errors: Vec<Value> = errors.iter().map(error).collect();
    Reply::json(422, json!({ "errors": errors }))
}
