//! `multi-tenant-notes`: notes of several schools in one store, strictly apart.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, serving, valid};

struct Note {
    school: usize,
    pupil: u64,
    body: String,
}

/// Two schools with an instructor and a pupil each: pupil 1 in the first, 2 in the second.
const SCHOOLS: [&str; 2] = ["north", "south"];

#[derive(Default)]
struct Store {
    password: String,
    sessions: BTreeMap<String, usize>,
    notes: BTreeMap<u64, Note>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        password: variables["password"].clone(),
        ..Store::default()
    };
    serving(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let body = ask.json();
        if let ("POST", ["sessions"]) = (method, path.as_slice()) {
            let field = |name| valid::any_text(&body, name);
            let school = SCHOOLS.iter().position(|it| *it == field("school"));
            let email = format!("{}@road.example", field("school"));
            let fits = field("email") == email && field("password") == self.password;
            let Some(school) = school.filter(|_| fits) else {
                return Reply::json(401, json!({ "title": "Sign in" }));
            };
            self.next += 1;
            let token = format!("session-{}-{school}", self.next * 7919);
            self.sessions.insert(token.clone(), school);
            let cookie = format!("session={token}; Path=/; HttpOnly; SameSite=Lax");
            return Reply::status(204).with("set-cookie", cookie);
        }
        let Some(&school) = self.sessions.get(ask.cookie("session")) else {
            return Reply::json(401, json!({ "title": "Sign in" }));
        };
        let id = ask.id(1);
        match (method, path.as_slice()) {
            (_, ["pupils", _, "notes"]) if id != school as u64 + 1 => missing("pupil"),
            ("GET", ["pupils", _, "notes"]) => {
                let limit = valid::number(ask.param("limit"), 50, 1..=100).unwrap_or(50);
                let after = valid::number(ask.param("after"), 0, 0..=usize::MAX).unwrap_or(0);
                let of = |(note, it): &(&u64, &Note)| it.pupil == id && **note > after as u64;
                let notes: Vec<Value> = self
                    .notes
                    .iter()
                    .filter(of)
                    .take(limit)
                    .map(shown)
                    .collect();
                Reply::json(200, json!({ "notes": notes }))
            }
            ("POST", ["pupils", _, "notes"]) => match valid::text(&body, "body", 1..=10_000) {
                Some(text) => {
                    self.next += 1;
                    let note = Note {
                        school,
                        pupil: id,
                        body: text.to_owned(),
                    };
                    let answer = shown((&self.next, &note));
                    self.notes.insert(self.next, note);
                    Reply::json(201, answer).with("location", format!("/notes/{}", self.next))
                }
                None => Reply::json(422, json!({ "title": "A note has 1 to 10000 characters" })),
            },
            ("GET", ["search"]) => {
                let Some(wanted) = ask.param("q").map(|it| it.to_lowercase()) else {
                    return Reply::json(422, json!({ "title": "What are you looking for?" }));
                };
                let found = self.notes.iter().filter(|(_, it)| {
                    it.school == school && it.body.to_lowercase().contains(&wanted)
                });
                Reply::json(
                    200,
                    json!({ "notes": found.map(shown).collect::<Vec<_>>() }),
                )
            }
            (_, ["notes", _]) if self.notes.get(&id).is_none_or(|it| it.school != school) => {
                missing("note")
            }
            ("GET", ["notes", _]) => Reply::json(200, shown((&id, &self.notes[&id]))),
            ("DELETE", ["notes", _]) => {
                self.notes.remove(&id);
                Reply::status(204)
            }
            ("PATCH", ["notes", _]) => match valid::text(&body, "body", 1..=10_000) {
                Some(text) => {
                    self.notes.get_mut(&id).unwrap().body = text.to_owned();
                    Reply::json(200, shown((&id, &self.notes[&id])))
                }
                None => Reply::json(422, json!({ "title": "A note has 1 to 10000 characters" })),
            },
            _ => missing("page"),
        }
    }
}

fn shown((id, note): (&u64, &Note)) -> Value {
    json!({ "id": id, "pupil": note.pupil, "body": note.body })
}

fn missing(what: &str) -> Reply {
    Reply::json(404, json!({ "title": format!("No such {what}") }))
}
