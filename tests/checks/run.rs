//! Runs a file of requests against a reference, without a socket.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use regex::Regex;
use serde_json::Value as Json;

use crate::reference::{Ask, Reply, Server};
use crate::spoil::Spoil;
use crate::syntax::{Assert, Body, Entry, File, Filter, Query, Subject, Value};

/// What a run remembers between two requests.
struct Memory {
    variables: BTreeMap<String, Json>,
    cookies: BTreeMap<String, String>,
}

/// Sends every request in order.
///
/// # Errors
/// Says the line of the first answer that is not as expected, and what it is instead.
pub fn run(
    file: &File,
    variables: &BTreeMap<String, String>,
    server: &mut Server,
    spoil: &mut Spoil,
) -> Result<(), String> {
    let text = |(name, value): (&String, &String)| (name.clone(), Json::String(value.clone()));
    let mut memory = Memory {
        variables: variables.iter().map(text).collect(),
        cookies: BTreeMap::new(),
    };
    for entry in &file.entries {
        for (name, value) in &entry.variables {
            let value = Json::String(memory.fill(value)?);
            memory.variables.insert(name.clone(), value);
        }
        let ask = memory.ask(entry)?;
        let mut tries = 0;
        loop {
            let reply = spoil.spoil(server(&ask));
            memory.keep_cookies(&reply);
            let outcome = memory.compare(entry, &reply);
            match outcome {
                Ok(()) => break,
                // A reference works at once, so that asking again only costs time.
                Err(_) if tries < entry.retry.min(3) => tries += 1,
                Err(message) => {
                    let body = String::from_utf8_lossy(&reply.body);
                    return Err(format!(
                        "{}: {} {}: {message}\nthe answer was {} {:?}\n{body}",
                        entry.line, ask.method, ask.path, reply.status, reply.headers
                    ));
                }
            }
        }
    }
    Ok(())
}

impl Memory {
    /// Replaces `{{name}}`.
    fn fill(&self, text: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").ok_or("`{{` without `}}`")?;
            filled.push_str(before);
            match (name.trim(), self.variables.get(name.trim())) {
                ("newUuid", _) => filled.push_str(&new_uuid()),
                (_, Some(Json::String(text))) => filled.push_str(text),
                (_, Some(other)) => filled.push_str(&other.to_string()),
                (name, None) => return Err(format!("nobody has set {{{{{name}}}}}")),
            }
            rest = after;
        }
        Ok(filled + rest)
    }

    fn fill_all(&self, pairs: &[(String, String)]) -> Result<Vec<(String, String)>, String> {
        let fill = |(name, value): &(String, String)| Ok((name.clone(), self.fill(value)?));
        pairs.iter().map(fill).collect()
    }

    /// The request as a server sees it.
    fn ask(&self, entry: &Entry) -> Result<Ask, String> {
        let url = self.fill(&entry.url)?;
        let mut target = url.split_once("://").map_or(url.clone(), |(_, rest)| {
            rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
        });
        let mut headers = vec![("host".to_owned(), "localhost:8000".to_owned())];
        for (name, value) in self.fill_all(&entry.headers)? {
            headers.push((name.to_ascii_lowercase(), value));
        }
        let has_type = headers.iter().any(|(name, _)| name == "content-type");
        let (kind, body) = match (&entry.body, &entry.form) {
            (Body::Json(text), _) => ("application/json", self.fill(text)?),
            (Body::Text(text), _) => ("", self.fill(text)?),
            (Body::None, Some(form)) => {
                let form = encode(&self.fill_all(form)?);
                ("application/x-www-form-urlencoded", form)
            }
            (Body::None, None) => ("", String::new()),
        };
        if !has_type && !kind.is_empty() {
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        let mut cookies = self.cookies.clone();
        cookies.extend(self.fill_all(&entry.cookies)?);
        if !cookies.is_empty() {
            let pairs: Vec<String> = cookies.iter().map(|(a, b)| format!("{a}={b}")).collect();
            headers.push(("cookie".to_owned(), pairs.join("; ")));
        }
        let more = encode(&self.fill_all(&entry.query)?);
        if !more.is_empty() {
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(&more);
        }
        Ok(Ask::new(&entry.method, &target, headers, body.into_bytes()))
    }

    fn keep_cookies(&mut self, reply: &Reply) {
        for value in reply.headers_named("set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            if value.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), text.to_owned());
            }
        }
    }

    fn compare(&mut self, entry: &Entry, reply: &Reply) -> Result<(), String> {
        if reply.status != entry.status {
            return Err(format!("expected status {}", entry.status));
        }
        for (name, value) in &entry.expected_headers {
            let expected = self.fill(value)?;
            if !reply.headers_named(name).any(|it| it == expected) {
                return Err(format!("expected {name}: {expected}"));
            }
        }
        for (name, subject) in &entry.captures {
            let found = self.find(subject, reply)?;
            let found = found.ok_or_else(|| format!("there is nothing for {name}"))?;
            self.variables.insert(name.clone(), found);
        }
        for assert in &entry.asserts {
            let found = self.find(&assert.subject, reply)?;
            if !self.holds(assert, found.as_ref())? {
                let not = if assert.not { "not " } else { "" };
                return Err(format!(
                    "line {}: expected {not}{} {:?}, found {}",
                    assert.line,
                    assert.predicate,
                    assert.value,
                    found.map_or("nothing".to_owned(), |it| it.to_string())
                ));
            }
        }
        Ok(())
    }

    fn find(&self, subject: &Subject, reply: &Reply) -> Result<Option<Json>, String> {
        let text = || String::from_utf8_lossy(&reply.body).into_owned();
        let mut found = match &subject.query {
            Query::Status => Some(Json::from(reply.status)),
            Query::Body => Some(Json::String(text())),
            Query::Bytes => Some(Json::String(text())),
            Query::Header(name) => {
                let mut values: Vec<&str> = reply.headers_named(name).collect();
                match values.len() {
                    0 => None,
                    1 => values.pop().map(Json::from),
                    _ => Some(Json::from(values)),
                }
            }
            Query::Cookie(name) => reply.cookie(name).map(Json::String),
            Query::Variable(name) => self.variables.get(name).cloned(),
            Query::JsonPath(path) => {
                let json = serde_json::from_slice(&reply.body)
                    .map_err(|err| format!("the answer is no JSON: {err}"))?;
                walk(&json, &self.fill(path)?)?
            }
        };
        for filter in &subject.filters {
            found = match (filter, found) {
                (_, None) => None,
                (Filter::Count, Some(Json::Array(list))) => Some(Json::from(list.len())),
                (Filter::Count, Some(Json::String(text)))
                    if matches!(subject.query, Query::Bytes) =>
                {
                    Some(Json::from(text.len()))
                }
                (Filter::Nth(n), Some(Json::Array(list))) => list.get(*n).cloned(),
                (Filter::ToInt, Some(Json::String(text))) => Some(Json::from(
                    text.parse::<i64>().map_err(|err| err.to_string())?,
                )),
                (Filter::ToInt, Some(number @ Json::Number(_))) => Some(number),
                (Filter::Regex(pattern), Some(Json::String(text))) => regex(pattern)
                    .captures(&text)
                    .and_then(|it| it.get(1))
                    .map(|it| Json::from(it.as_str())),
                (_, Some(other)) => return Err(format!("the filter does not fit {other}")),
            };
        }
        Ok(found)
    }

    fn holds(&self, assert: &Assert, found: Option<&Json>) -> Result<bool, String> {
        if assert.predicate == "exists" {
            return Ok(found.is_some() != assert.not);
        }
        // Whatever is asked of nothing does not hold, turned round or not.
        let Some(found) = found else {
            return Ok(false);
        };
        let expected = match &assert.value {
            Value::None => Json::Null,
            Value::Text(text) => Json::String(self.fill(text)?),
            Value::Number(number) => Json::from(*number),
            Value::Bool(truth) => Json::Bool(*truth),
            Value::Null => Json::Null,
            Value::Pattern(pattern) => Json::String(pattern.clone()),
            Value::Variable(name) => match self.variables.get(name) {
                Some(value) => value.clone(),
                None => return Err(format!("nobody has set {{{{{name}}}}}")),
            },
        };
        let number = |it: &Json| it.as_f64().unwrap_or(f64::NAN);
        let (left, right) = (number(found), number(&expected));
        let texts = found.as_str().zip(expected.as_str());
        let is_date = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$";
        let holds = match assert.predicate.as_str() {
            "==" => same(found, &expected),
            "!=" => !same(found, &expected),
            ">" => left > right,
            ">=" => left >= right,
            "<" => left < right,
            "<=" => left <= right,
            "startsWith" => texts.is_some_and(|(a, b)| a.starts_with(b)),
            "endsWith" => texts.is_some_and(|(a, b)| a.ends_with(b)),
            "contains" => match found {
                Json::Array(list) => list.iter().any(|it| same(it, &expected)),
                _ => texts.is_some_and(|(a, b)| a.contains(b)),
            },
            "matches" => texts.is_some_and(|(a, b)| regex(b).is_match(a)),
            "isEmpty" => match found {
                Json::Array(list) => list.is_empty(),
                Json::Object(map) => map.is_empty(),
                Json::String(text) => text.is_empty(),
                _ => return Err("isEmpty of something that is no list or text".to_owned()),
            },
            "isInteger" => found.is_i64() || found.is_u64(),
            "isNumber" => found.is_number(),
            "isString" => found.is_string(),
            "isBoolean" => found.is_boolean(),
            "isList" => found.is_array(),
            "isObject" => found.is_object(),
            "isIsoDate" => found.as_str().is_some_and(|it| regex(is_date).is_match(it)),
            other => unreachable!("the parser refuses {other}"),
        };
        Ok(holds != assert.not)
    }
}

/// Numbers are equal by value, so that 1 is 1.0.
fn same(left: &Json, right: &Json) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|err| panic!("{err}"))
}

/// `$.a.b[0].c`, `[*]` for every entry of a list, and `[?(@.a=='b')]` for those with that text.
fn walk(json: &Json, path: &str) -> Result<Option<Json>, String> {
    let steps =
        r#"\.([A-Za-z_][\w-]*)|\[(\d+)\]|\[\*\]|\['([^']+)'\]|\[\?\(@\.(\w+)=='([^']*)'\)\]"#;
    let steps = Regex::new(steps).unwrap();
    let mut rest = path.strip_prefix('$').ok_or("a path begins with $")?;
    let (mut found, mut many) = (vec![json.clone()], false);
    while !rest.is_empty() {
        let step = steps
            .captures(rest)
            .filter(|it| it.get(0).unwrap().start() == 0);
        let step = step.ok_or_else(|| format!("{path} is not in our subset"))?;
        let name = step.get(1).or(step.get(3)).map(|it| it.as_str());
        let number = step.get(2).and_then(|it| it.as_str().parse::<usize>().ok());
        found = match (name, number) {
            (Some(name), _) => found
                .iter()
                .filter_map(|it| it.get(name).cloned())
                .collect(),
            (_, Some(number)) => found
                .iter()
                .filter_map(|it| it.get(number).cloned())
                .collect(),
            _ => {
                many = true;
                let lists = found.iter().filter_map(Json::as_array);
                let wanted = step.get(4).zip(step.get(5));
                let fits = |it: &&Json| wanted.is_none_or(|(a, b)| it[a.as_str()] == b.as_str());
                lists.flatten().filter(fits).cloned().collect()
            }
        };
        rest = &rest[step.get(0).unwrap().end()..];
    }
    // The real command makes a single match a plain value, and so a list of one is no list.
    if many && found.len() > 1 {
        return Ok(Some(Json::Array(found)));
    }
    Ok(found.pop())
}

fn encode(pairs: &[(String, String)]) -> String {
    let encoded = |text: &str| -> String {
        let byte = |it: u8| match it {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(it).to_string()
            }
            _ => format!("%{it:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs = pairs
        .iter()
        .map(|(a, b)| format!("{}={}", encoded(a), encoded(b)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Never the same twice; nothing here needs it to be random.
fn new_uuid() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("00000000-0000-4000-8000-{count:012x}")
}
