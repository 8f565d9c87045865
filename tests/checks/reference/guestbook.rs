//! `guestbook`: messages of strangers, shown after the miller has read them.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};

use super::{Ask, Reply, Server, Variables, ask, serving};

struct Message {
    name: String,
    text: String,
    state: &'static str,
}

#[derive(Default)]
struct Store {
    password: String,
    messages: BTreeMap<u64, Message>,
    /// When messages were stored. The checks come from one address.
    sent: Vec<Timestamp>,
    /// When a password was wrong.
    missed: Vec<Timestamp>,
    sessions: Vec<String>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        password: variables["password"].clone(),
        ..Store::default()
    };
    serving(store, |store, ask| {
        let reply = store.answer(ask);
        let reply = reply.with("content-security-policy", "default-src 'self'");
        if ask.cookie("__Host-visitor").is_empty() {
            store.next += 1;
            let visitor = format!("visitor-{}", store.next * 7919);
            return reply.with("set-cookie", cookie("visitor", &visitor));
        }
        reply
    })
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let visitor = match ask.cookie("__Host-visitor") {
            // The number that the cookie of this answer will get.
            "" => format!("visitor-{}", (self.next + 1) * 7919),
            known => known.to_owned(),
        };
        // A real server derives it with a key.
        let token = format!("token-of-{visitor}");
        let form: BTreeMap<String, String> = body_form(ask);
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        let is_miller = self
            .sessions
            .iter()
            .any(|it| it == ask.cookie("__Host-miller"));
        let (method, path) = ask.route();
        let is_genuine = field("form_token") == token;
        match (method, path.as_slice()) {
            ("GET", [""]) => self.front(200, &token, "", ""),
            ("GET", ["miller"]) if is_miller => self.desk(&token),
            ("GET", ["miller"]) => sign_in_form(200, &token),
            ("POST", ["messages"]) if ask.body.len() > 8000 => Reply::status(413),
            ("POST", ["miller", "messages", _]) if !is_miller => to("/miller"),
            ("POST", _) if !is_genuine => Reply::status(403),
            ("POST", ["messages"]) => self.take(&token, &form),
            ("POST", ["miller", "sign-in"]) => {
                if recent(&self.missed) >= 10 {
                    return Reply::status(429);
                }
                if field("password") != self.password {
                    self.missed.push(Timestamp::now());
                    return sign_in_form(401, &token);
                }
                self.next += 1;
                let session = format!("miller-{}", self.next * 7919);
                self.sessions.push(session.clone());
                to("/miller").with("set-cookie", cookie("miller", &session))
            }
            ("POST", ["miller", "sign-out"]) => {
                self.sessions.clear();
                to("/").with("set-cookie", format!("{}; Max-Age=0", cookie("miller", "")))
            }
            ("POST", ["miller", "messages", _]) => {
                let state = match field("decision") {
                    "show" => "shown",
                    "refuse" => "refused",
                    _ => return Reply::status(422),
                };
                match self.messages.get_mut(&ask.id(2)) {
                    None => Reply::status(404),
                    Some(it) if it.state != "waiting" => Reply::status(409),
                    Some(it) => {
                        it.state = state;
                        to("/miller")
                    }
                }
            }
            _ => Reply::status(404),
        }
    }

    fn take(&mut self, token: &str, form: &BTreeMap<String, String>) -> Reply {
        let field = |name: &str| form.get(name).map_or("", String::as_str);
        let (name, text) = (field("name"), field("text"));
        let fits = |it: &str, most| (1..=most).contains(&it.chars().count());
        if !fits(name, 40) || !fits(text, 1000) {
            return self.front(422, token, name, text);
        }
        if !field("website").is_empty() {
            return to("/?thanks=1");
        }
        if recent(&self.sent) >= 3 {
            return Reply::status(429);
        }
        self.sent.push(Timestamp::now());
        let message = Message {
            name: name.to_owned(),
            text: text.to_owned(),
            state: "waiting",
        };
        self.messages
            .insert(self.messages.len() as u64 + 1, message);
        to("/?thanks=1")
    }

    fn front(&self, status: u16, token: &str, name: &str, text: &str) -> Reply {
        let shown = self
            .messages
            .values()
            .rev()
            .filter(|it| it.state == "shown");
        let shown: String = shown.take(20).map(Message::article).collect();
        let (name, text) = (escaped(name), escaped(text));
        page(
            status,
            &format!(
                "{shown}<form method=\"post\" action=\"/messages\">{}\
                 <input name=\"name\" value=\"{name}\"><textarea name=\"text\">{text}</textarea>\
                 <input name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></form>",
                hidden(token)
            ),
        )
    }

    fn desk(&self, token: &str) -> Reply {
        let waiting = self.messages.iter().rev();
        let waiting = waiting.filter(|(_, it)| it.state == "waiting");
        let row = |(id, it): (&u64, &Message)| {
            format!(
                "{}<form method=\"post\" action=\"/miller/messages/{id}\">{}\
                 <button name=\"decision\" value=\"show\">Show</button></form>",
                it.article(),
                hidden(token)
            )
        };
        page(200, &waiting.map(row).collect::<String>())
    }
}

impl Message {
    fn article(&self) -> String {
        let (name, text) = (escaped(&self.name), escaped(&self.text));
        format!("<article><h2>{name}</h2><p>{text}</p></article>\n")
    }
}

/// How many were in the last 10 minutes.
fn recent(times: &[Timestamp]) -> usize {
    let start = Timestamp::now() - 10.minutes();
    times.iter().filter(|it| **it > start).count()
}

fn body_form(ask: &Ask) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(&ask.body);
    ask::form(&text).into_iter().collect()
}

fn sign_in_form(status: u16, token: &str) -> Reply {
    let form = "<form method=\"post\" action=\"/miller/sign-in\">";
    let field = "<input type=\"password\" name=\"password\"></form>";
    page(status, &format!("{form}{}{field}", hidden(token)))
}

fn hidden(token: &str) -> String {
    format!("<input type=\"hidden\" name=\"form_token\" value=\"{token}\">")
}

fn page(status: u16, body: &str) -> Reply {
    let text = format!("<!doctype html><title>The windmill</title>{body}");
    Reply::text(status, "text/html; charset=utf-8", text)
}

fn to(path: &str) -> Reply {
    Reply::status(303).with("location", path)
}

fn cookie(who: &str, value: &str) -> String {
    format!("__Host-{who}={value}; Path=/; Secure; HttpOnly; SameSite=Lax")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
