//! `webhook-inbox`: boxes that keep every call as it came.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, valid};

#[derive(Default)]
struct Inbox {
    key: String,
    calls: Vec<(Value, Vec<u8>)>,
    /// The header that carries the signature, in lower case. No check sends a right one, so that
    /// a signature is either missing or wrong here.
    signature: Option<String>,
}

pub fn start(_: &Variables) -> Server {
    let mut boxes: BTreeMap<String, Inbox> = BTreeMap::new();
    let mut next: u64 = 0;
    Box::new(move |ask| {
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["boxes"]) => {
                next += 1;
                let id = format!("{:013x}", next.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 12);
                let key = format!(
                    "key-{:013x}",
                    next.wrapping_mul(0xD1B5_4A32_D192_ED03) >> 12
                );
                let answer = json!({
                    "id": id,
                    "receive_url": format!("http://{}/in/{id}", ask.header("host")),
                    "read_key": key,
                });
                let inbox = Inbox {
                    key,
                    ..Inbox::default()
                };
                boxes.insert(id, inbox);
                Reply::json(201, answer)
            }
            (_, ["in", id, rest @ ..]) => match boxes.get_mut(*id) {
                Some(inbox) => inbox.take(ask, rest),
                None => Reply::missing(),
            },
            (_, ["boxes", id, rest @ ..]) => {
                let Some(inbox) = boxes.get_mut(*id) else {
                    return Reply::missing();
                };
                if ask.bearer() != inbox.key {
                    return Reply::unauthorised("wrong_key");
                }
                if let ("DELETE", []) = (method, rest) {
                    boxes.remove(*id);
                    return Reply::status(204);
                }
                inbox.read(ask, rest)
            }
            _ => Reply::missing(),
        }
    })
}

impl Inbox {
    fn take(&mut self, ask: &Ask, rest: &[&str]) -> Reply {
        if ask.body.len() > 1_000_000 {
            return Reply::error(413, "too_large");
        }
        let query = if ask.query.is_empty() {
            String::new()
        } else {
            format!("?{}", ask.query)
        };
        let headers: Vec<Value> = ask.headers.iter().map(|(a, b)| json!([a, b])).collect();
        let header = self.signature.as_deref().unwrap_or_default();
        let is_signed = !ask.header(header).is_empty();
        let call = json!({
            "number": self.calls.len() + 1,
            "method": ask.method,
            "target": format!("/{}{query}", rest.join("/")),
            "headers": headers,
            "bytes": ask.body.len(),
            "signature": if is_signed { "invalid" } else { "unsigned" },
        });
        self.calls.push((call, ask.body.clone()));
        Reply::text(200, "text/plain", "ok")
    }

    fn read(&mut self, ask: &Ask, rest: &[&str]) -> Reply {
        match (ask.method.as_str(), rest) {
            ("GET", ["calls"]) => {
                let after = ask
                    .param("after")
                    .and_then(|it| it.parse().ok())
                    .unwrap_or(0);
                let calls: Vec<&Value> = self.calls.iter().skip(after).map(|it| &it.0).collect();
                Reply::json(200, json!({ "calls": calls }))
            }
            ("GET", ["calls", number, "body"]) => {
                let index = number.parse().unwrap_or(0_usize).checked_sub(1);
                match index.and_then(|it| self.calls.get(it)) {
                    Some((_, body)) => Reply::text(200, "application/octet-stream", body.clone())
                        .with("content-disposition", "attachment"),
                    None => Reply::missing(),
                }
            }
            ("PUT", ["signature"]) => {
                let body = ask.json();
                let scheme = valid::any_text(&body, "scheme");
                if !["hmac-sha256-hex", "hmac-sha256-base64", "hmac-sha1-hex"].contains(&scheme) {
                    return Reply::error(422, "unknown_scheme");
                }
                let header = valid::any_text(&body, "header");
                self.signature = Some(header.to_lowercase());
                Reply::status(204)
            }
            _ => Reply::missing(),
        }
    }
}
