//! Requests and answers as the references see them.

use serde_json::{Map, Value, json};

/// A request.
#[derive(Debug)]
pub struct Ask {
    pub method: String,
    /// Without the query, as it was sent.
    pub path: String,
    /// What stands behind the `?`.
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The parts of the path, decoded.
    parts: Vec<String>,
}

impl Ask {
    /// A request for a path and what may stand behind it, such as `/notes?limit=2`.
    pub fn new(method: &str, target: &str, headers: Vec<(String, String)>, body: Vec<u8>) -> Ask {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let parts = path.trim_start_matches('/').split('/');
        Ask {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body,
            parts: parts.map(decode).collect(),
        }
    }

    /// The method and the parts of the path, for a `match`.
    pub fn route(&self) -> (&str, Vec<&str>) {
        let parts = self.parts.iter().map(String::as_str);
        (&self.method, parts.collect())
    }

    /// The number that stands at a place of the path, counted from 0; 0 if it is none.
    pub fn id(&self, place: usize) -> u64 {
        let part = self.parts.get(place).and_then(|it| it.parse().ok());
        part.unwrap_or(0)
    }

    /// The value of a header, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let mut all = self.headers.iter().filter(|(it, _)| it == name);
        all.next().map_or("", |(_, value)| value.as_str())
    }

    /// What follows `Bearer`.
    pub fn bearer(&self) -> &str {
        self.header("authorization")
            .strip_prefix("Bearer ")
            .unwrap_or_default()
    }

    /// The value of a cookie, empty if there is none.
    pub fn cookie(&self, name: &str) -> &str {
        let mut pairs = self
            .header("cookie")
            .split("; ")
            .filter_map(|it| it.split_once('='));
        pairs
            .find(|(it, _)| *it == name)
            .map_or("", |(_, value)| value)
    }

    /// Every value of a parameter of the query.
    pub fn all(&self, name: &str) -> Vec<String> {
        let pairs = form(&self.query).into_iter();
        pairs
            .filter(|(it, _)| it == name)
            .map(|(_, value)| value)
            .collect()
    }

    /// The first value of a parameter, if it is there and not empty.
    pub fn param(&self, name: &str) -> Option<String> {
        self.all(name)
            .into_iter()
            .next()
            .filter(|it| !it.is_empty())
    }

    /// The body as a JSON object; an empty one if it is none.
    pub fn json(&self) -> Map<String, Value> {
        match serde_json::from_slice(&self.body) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        }
    }
}

/// The names and values of a query or a form.
pub fn form(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|it| !it.is_empty());
    let pair = |it: &str| {
        let (name, value) = it.split_once('=').unwrap_or((it, ""));
        (
            decode(&name.replace('+', " ")),
            decode(&value.replace('+', " ")),
        )
    };
    pairs.map(pair).collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match hex
            .and_then(|it| u8::from_str_radix(it, 16).ok())
            .filter(|_| *first == b'%')
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// A status without a body.
    pub fn status(status: u16) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub fn json(status: u16, json: Value) -> Reply {
        Reply::text(status, "application/json", json.to_string())
    }

    /// An error whose body has the field `error`.
    pub fn error(status: u16, code: &str) -> Reply {
        Reply::json(status, json!({ "error": code }))
    }

    pub fn missing() -> Reply {
        Reply::error(404, "not_found")
    }

    pub fn invalid() -> Reply {
        Reply::error(422, "invalid")
    }

    /// The refusal of a request whose token is unknown, with the header that a 401 needs.
    pub fn unauthorised(code: &str) -> Reply {
        Reply::error(401, code).with("www-authenticate", "Bearer")
    }

    /// An error as RFC 9457 writes it: the fields, and the status among them.
    pub fn problem(status: u16, mut fields: Value) -> Reply {
        fields["status"] = json!(status);
        Reply::text(status, "application/problem+json", fields.to_string())
    }

    pub fn text(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Reply {
        let mut reply = Reply::status(status).with("content-type", kind);
        reply.body = body.into();
        reply
    }

    pub fn with(mut self, name: &str, value: impl Into<String>) -> Reply {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The same headers without the body, if that is all the method asks for.
    pub fn for_method(mut self, method: &str) -> Reply {
        if method == "HEAD" {
            self.body.clear();
        }
        self
    }

    /// Every value of a header, whatever the case of its name.
    pub fn headers_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same = self
            .headers
            .iter()
            .filter(move |(it, _)| it.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str())
    }

    /// The value of a cookie that the answer sets, or an attribute of it: `session[HttpOnly]`.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let (name, attribute) = name.split_once('[').unwrap_or((name, "Value"));
        let attribute = attribute.trim_end_matches(']');
        let mut cookies = self.headers_named("set-cookie");
        let cookie = cookies.find(|it| it.starts_with(&format!("{name}=")))?;
        let mut parts = cookie.split("; ");
        let (_, value) = parts.next()?.split_once('=')?;
        if attribute == "Value" {
            return Some(value.to_owned());
        }
        let mut parts = parts.map(|it| it.split_once('=').unwrap_or((it, "")));
        let found = parts.find(|(it, _)| it.eq_ignore_ascii_case(attribute))?;
        Some(found.1.to_owned())
    }
}
