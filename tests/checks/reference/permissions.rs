//! `role-permissions-service`: one function that decides, and denies by default.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

const PERMISSIONS: [&str; 6] = [
    "costume:see",
    "costume:add",
    "costume:discard",
    "costume:lend",
    "role:manage",
    "decision:ask",
];

/// One theatre, number 3, with an owner (person 1), a dresser (2) and a stranger (3) who has no
/// role. The tokens come from the command.
#[derive(Default)]
struct Store {
    people: BTreeMap<String, u64>,
    roles: BTreeMap<String, BTreeSet<String>>,
    members: BTreeMap<u64, BTreeSet<String>>,
    /// Costumes, and whether they are lent.
    costumes: BTreeMap<u64, (String, bool)>,
}

pub fn start(variables: &Variables) -> Server {
    let people = ["owner", "dresser", "stranger"].into_iter().zip(1..);
    let all = PERMISSIONS.map(str::to_owned).into();
    let store = Store {
        people: people
            .map(|(name, id)| (variables[name].clone(), id))
            .collect(),
        roles: [("owner".to_owned(), all)].into(),
        members: [(1, ["owner".to_owned()].into())].into(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn may(&self, person: u64, action: &str) -> bool {
        let mut roles = self.members.get(&person).into_iter().flatten();
        roles.any(|role| self.roles.get(role).is_some_and(|it| it.contains(action)))
    }

    fn answer(&mut self, ask: &Ask) -> Reply {
        let Some(&person) = self.people.get(ask.bearer()) else {
            return Reply::unauthorised("unknown_token");
        };
        let (method, path) = ask.route();
        let body = ask.json();
        if let ("POST", ["decisions"]) = (method, path.as_slice()) {
            if !self.may(person, "decision:ask") {
                return Reply::error(403, "forbidden");
            }
            let asked = body.get("person").and_then(Value::as_u64).unwrap_or(0);
            let action = valid::any_text(&body, "action");
            let allowed = self.may(asked, action);
            let verb = if allowed {
                "a role grants"
            } else {
                "no role grants"
            };
            let reason = format!("{verb} {action} to person {asked} in org 3");
            return Reply::json(200, json!({ "allowed": allowed, "reason": reason }));
        }
        // Who may not see the costumes does not know that the theatre has any.
        if path.len() < 3 || path[..2] != ["orgs", "3"] || !self.may(person, "costume:see") {
            return Reply::missing();
        }
        let action = match (method, &path[2..]) {
            ("GET", ["costumes"]) => "costume:see",
            ("POST", ["costumes"]) => "costume:add",
            ("DELETE", ["costumes", _]) => "costume:discard",
            ("POST", ["costumes", _, "loans"]) => "costume:lend",
            ("POST", ["roles"]) | ("PUT", ["members", _, "roles"]) => "role:manage",
            _ => return Reply::missing(),
        };
        if !self.may(person, action) {
            return Reply::error(403, "forbidden");
        }
        let id = ask.id(3);
        match action {
            "costume:see" => {
                let costume = |(id, (name, lent)): (&u64, &(String, bool))| json!({ "id": id, "name": name, "lent": lent });
                let items: Vec<Value> = self.costumes.iter().map(costume).collect();
                Reply::json(200, json!({ "items": items }))
            }
            "costume:add" => match valid::text(&body, "name", 1..=100) {
                Some(name) => {
                    let id = self.costumes.len() as u64 + 880;
                    self.costumes.insert(id, (name.to_owned(), false));
                    Reply::json(201, json!({ "id": id, "name": name, "lent": false }))
                }
                None => Reply::invalid(),
            },
            "costume:discard" => match self.costumes.remove(&id) {
                Some(_) => Reply::status(204),
                None => Reply::missing(),
            },
            "costume:lend" => match self.costumes.get_mut(&id) {
                None => Reply::missing(),
                Some((_, true)) => Reply::error(409, "already_lent"),
                Some((_, lent)) => {
                    *lent = true;
                    Reply::status(201)
                }
            },
            _ if method == "POST" => self.add_role(ask, person),
            _ => self.assign(ask, id, person),
        }
    }

    fn add_role(&mut self, ask: &Ask, person: u64) -> Reply {
        let body = ask.json();
        let name = valid::text(&body, "name", 1..=40);
        let Some((name, wanted)) = name.zip(texts(body.get("permissions"))) else {
            return Reply::invalid();
        };
        if wanted.iter().any(|it| !PERMISSIONS.contains(&it.as_str())) {
            return Reply::error(422, "unknown_permission");
        }
        if wanted.iter().any(|it| !self.may(person, it)) {
            return Reply::error(403, "forbidden");
        }
        if self.roles.contains_key(name) {
            return Reply::error(409, "name_taken");
        }
        let answer = json!({ "name": name, "permissions": wanted });
        self.roles.insert(name.to_owned(), wanted);
        Reply::json(201, answer)
    }

    fn assign(&mut self, ask: &Ask, member: u64, person: u64) -> Reply {
        let roles = texts(ask.json().get("roles"));
        let Some(roles) = roles.filter(|it| it.iter().all(|it| self.roles.contains_key(it))) else {
            return Reply::invalid();
        };
        if !self.people.values().any(|it| *it == member) {
            return Reply::missing();
        }
        let granted = roles.iter().flat_map(|it| &self.roles[it]);
        if granted.into_iter().any(|it| !self.may(person, it)) {
            return Reply::error(403, "forbidden");
        }
        let owners = self.members.iter().filter(|(_, it)| it.contains("owner"));
        if owners.map(|it| *it.0).eq([member]) && !roles.contains("owner") {
            return Reply::error(409, "last_owner");
        }
        let answer = json!({ "person": member, "roles": roles });
        self.members.insert(member, roles);
        Reply::json(200, answer)
    }
}

fn texts(list: Option<&Value>) -> Option<BTreeSet<String>> {
    list?
        .as_array()?
        .iter()
        .map(|it| it.as_str().map(str::to_owned))
        .collect()
}
