//! Samples that are data: JSON, YAML, TOML, HTTP messages, container files.

use saphyr::{LoadableYamlNode as _, Yaml};

use super::{Finding, Sample};

pub fn check(sample: &Sample) -> Vec<Finding> {
    let code = sample.code.as_str();
    let found = match sample.language.as_str() {
        "json" => json(code),
        "yaml" => Yaml::load_from_str(code)
            .map(drop)
            .map_err(|err| (err.marker().line(), err.to_string())),
        "toml" => code
            .parse::<toml::Table>()
            .map(drop)
            .map_err(|err| (0, err.message().to_owned())),
        "http" => return http(sample),
        "dockerfile" => dockerfile(code),
        other => panic!("no check of {other}"),
    };
    let found = found.map_err(|(line, message)| sample.finding(line, message));
    found.err().into_iter().collect()
}

/// The line and what is wrong there.
type Wrong = (usize, String);

/// One value, or one on each line.
fn json(code: &str) -> Result<(), Wrong> {
    let values = serde_json::Deserializer::from_str(code).into_iter::<serde_json::Value>();
    for value in values {
        value.map_err(|err| (err.line(), err.to_string()))?;
    }
    Ok(())
}

/// Requests and answers, one below the other.
fn http(sample: &Sample) -> Vec<Finding> {
    let starts = |line: &str| line.starts_with("HTTP/1.1 ") || line.ends_with(" HTTP/1.1");
    let mut findings = Vec::new();
    let mut messages: Vec<(usize, String)> = Vec::new();
    for (number, line) in sample.code.lines().enumerate() {
        if starts(line) || messages.is_empty() {
            messages.push((number + 1, String::new()));
        }
        if let Some((_, message)) = messages.last_mut() {
            message.push_str(line);
            message.push('\n');
        }
    }
    for (line, message) in messages {
        if let Err((at, what)) = http_message(&message) {
            findings.push(sample.finding(line + at, what));
        }
    }
    findings
}

fn http_message(text: &str) -> Result<(), Wrong> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    // A header that is too long for the page goes on below, further in.
    let bytes = head.trim_end().replace("\n  ", "").replace('\n', "\r\n") + "\r\n\r\n";
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let bad = |err: httparse::Error| (0, format!("not an HTTP message: {err}"));
    let headers = if text.starts_with("HTTP/") {
        let mut answer = httparse::Response::new(&mut headers);
        answer.parse(bytes.as_bytes()).map_err(bad)?;
        answer.headers
    } else {
        let mut request = httparse::Request::new(&mut headers);
        request.parse(bytes.as_bytes()).map_err(bad)?;
        request.headers
    };
    let header = |name: &str| {
        let found = headers.iter().find(|it| it.name.eq_ignore_ascii_case(name));
        found.map(|it| String::from_utf8_lossy(it.value).into_owned())
    };
    let body = body.trim_end();
    let head_lines = head.lines().count();
    if header("content-type").is_some_and(|it| it.contains("json")) && !body.is_empty() {
        json(body).map_err(|(line, what)| (head_lines + line, what))?;
    }
    let is_shown = !body.is_empty() && !body.starts_with("...");
    // The last line feed may belong to the body or to the page.
    let sizes = [body.len(), body.len() + 1].map(|it| it.to_string());
    if let Some(length) = header("content-length")
        && is_shown
        && !sizes.contains(&length)
    {
        let message = format!("Content-Length is {length} and the body has {}", body.len());
        return Err((0, message));
    }
    Ok(())
}

const INSTRUCTIONS: [&str; 17] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

fn dockerfile(code: &str) -> Result<(), Wrong> {
    let mut continued = false;
    let mut has_base = false;
    for (number, line) in code.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !continued {
            let word = line.split_whitespace().next().unwrap_or_default();
            if !INSTRUCTIONS.contains(&word) {
                return Err((number + 1, format!("`{word}` is not an instruction")));
            }
            if !has_base && word != "FROM" && word != "ARG" {
                return Err((number + 1, "an image begins with FROM".to_owned()));
            }
            has_base |= word == "FROM";
        }
        continued = line.ends_with('\\');
    }
    Ok(())
}

#[test]
fn data_with_a_mistake_is_found_at_its_line() {
    for (language, code, line) in [
        ("json", "{\n\"a\": }", 3),
        ("yaml", "a: 1\nb: [1", 3),
        ("toml", "a = ", 1),
        ("http", "GET / HTTP/1.1\nHost a.example", 2),
        (
            "http",
            "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{",
            5,
        ),
        ("http", "POST / HTTP/1.1\nContent-Length: 9\n\nab", 2),
        ("dockerfile", "FROM a\nRUM b", 3),
        ("dockerfile", "RUN b", 2),
    ] {
        let found = check(&super::sample(language, code));
        assert_eq!(found.len(), 1, "{language}: {code}");
        assert!(found[0].line >= line, "{language}: {:?}", found[0]);
    }
    assert!(check(&super::sample("json", "{\"a\": 1}\n{\"a\": 2}")).is_empty());
    assert!(check(&super::sample("dockerfile", "FROM a\nRUN b \\\n  && c")).is_empty());
}
