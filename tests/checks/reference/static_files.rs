//! `static-file-server`: files of a folder, and nothing outside it.

use super::{Ask, Reply, Server, Variables};

/// The folder that the checks ask for, by path.
const FILES: [(&str, &str, &str); 2] = [
    ("/hello.txt", "text/plain; charset=utf-8", "Hello, dome!"),
    (
        "/films/index.html",
        "text/html; charset=utf-8",
        "<!doctype html><h1>Films</h1>",
    ),
];

const MODIFIED: &str = "Tue, 03 Mar 2026 09:15:00 GMT";

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| {
        let reply = answer(ask);
        reply.for_method(&ask.method)
    })
}

fn answer(ask: &Ask) -> Reply {
    if !["GET", "HEAD"].contains(&ask.method.as_str()) {
        return Reply::status(405).with("allow", "GET, HEAD");
    }
    let path = ask.path.to_lowercase();
    let is_broken = path.match_indices('%').any(|(at, _)| {
        let hex = path.get(at + 1..at + 3);
        hex.is_none_or(|it| u8::from_str_radix(it, 16).is_err()) || hex == Some("00")
    });
    if is_broken {
        return Reply::status(400);
    }
    if path == "/films" {
        return Reply::status(301).with("location", "/films/");
    }
    let wanted = if path == "/films/" {
        "/films/index.html"
    } else {
        path.as_str()
    };
    let Some((_, kind, text)) = FILES.iter().find(|it| it.0 == wanted) else {
        return Reply::status(404);
    };
    let etag = format!("\"{:x}-18d2f3a1c40\"", text.len());
    let known = ask.header("if-none-match");
    let is_known =
        known == etag || (known.is_empty() && ask.header("if-modified-since") == MODIFIED);
    let reply = if is_known {
        Reply::status(304)
    } else {
        body(ask, kind, text)
    };
    reply
        .with("etag", etag)
        .with("last-modified", MODIFIED)
        .with("accept-ranges", "bytes")
        .with("x-content-type-options", "nosniff")
}

/// The whole file, or the part that was asked for.
fn body(ask: &Ask, kind: &str, text: &str) -> Reply {
    let size = text.len();
    let Some((from, to)) = ask
        .header("range")
        .strip_prefix("bytes=")
        .and_then(|it| it.split_once('-'))
    else {
        return Reply::text(200, kind, text);
    };
    let (from, to) = match (from.parse::<usize>(), to.parse::<usize>()) {
        (Ok(from), Ok(to)) => (from, to.min(size - 1)),
        (Ok(from), Err(_)) => (from, size - 1),
        (Err(_), Ok(last)) => (size.saturating_sub(last), size - 1),
        _ => return Reply::text(200, kind, text),
    };
    if from >= size || from > to {
        return Reply::status(416).with("content-range", format!("bytes */{size}"));
    }
    Reply::text(206, kind, &text[from..=to])
        .with("content-range", format!("bytes {from}-{to}/{size}"))
}
