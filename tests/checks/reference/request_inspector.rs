//! `http-request-inspector`: a mirror for requests that masks what must stay secret.

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, ask};

const MASKED: [&str; 4] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
];

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| {
        if ask.path == "/health" {
            return Reply::status(204);
        }
        if ask.path != "/inspect" && !ask.path.starts_with("/inspect/") {
            return Reply::missing();
        }
        if ask.body.len() > 65_536 {
            return Reply::error(413, "too_large");
        }
        let accept = ask.header("accept");
        let is_html = accept.contains("text/html");
        let is_json = accept.is_empty() || accept.contains("*/*") || accept.contains("json");
        if !is_html && !is_json {
            return Reply::error(406, "not_acceptable");
        }
        let described = describe(ask);
        let reply = if is_html {
            let text = serde_json::to_string_pretty(&described).unwrap();
            let text = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let page = format!("<!doctype html><title>Your request</title><pre>{text}</pre>");
            Reply::text(200, "text/html; charset=utf-8", page)
        } else {
            Reply::json(200, described)
        };
        reply.for_method(&ask.method)
    })
}

fn describe(ask: &Ask) -> Value {
    let header = |(name, value): &(String, String)| {
        if MASKED.contains(&name.as_str()) {
            json!([
                name,
                format!("(hidden, {} characters)", value.chars().count())
            ])
        } else {
            json!([name, value])
        }
    };
    let headers: Vec<Value> = ask.headers.iter().map(header).collect();
    let query: Vec<Value> = ask::form(&ask.query)
        .iter()
        .map(|(name, value)| json!([name, value]))
        .collect();
    let mut languages: Vec<(String, f64)> = Vec::new();
    for part in ask
        .header("accept-language")
        .split(',')
        .filter(|it| !it.trim().is_empty())
    {
        let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
        languages.push((tag.trim().to_owned(), quality.trim().parse().unwrap_or(0.0)));
    }
    languages.sort_by(|a, b| b.1.total_cmp(&a.1));
    json!({
        "method": ask.method,
        "path": ask.path,
        "query": query,
        "http_version": "1.1",
        "client": { "address": "127.0.0.1", "from": "connection" },
        "languages": languages,
        "headers": headers,
        "body": { "type": ask.header("content-type"), "bytes": ask.body.len() },
    })
}
