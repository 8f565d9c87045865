//! `unit-converter-api`: one route that converts, one that lists the units.

use serde_json::json;

use super::{Ask, Reply, Server, Variables};

/// Name, kind, what is added before multiplying, and the factor to the base unit of the kind.
const UNITS: &[(&str, &str, f64, f64)] = &[
    ("m", "length", 0.0, 1.0),
    ("km", "length", 0.0, 1000.0),
    ("cm", "length", 0.0, 0.01),
    ("ft", "length", 0.0, 0.3048),
    ("mi", "length", 0.0, 1609.344),
    ("g", "weight", 0.0, 1.0),
    ("kg", "weight", 0.0, 1000.0),
    ("t", "weight", 0.0, 1_000_000.0),
    ("oz", "weight", 0.0, 28.349523125),
    ("lb", "weight", 0.0, 453.59237),
    ("C", "temperature", 273.15, 1.0),
    ("F", "temperature", 459.67, 5.0 / 9.0),
    ("K", "temperature", 0.0, 1.0),
    ("B", "data", 0.0, 1.0),
    ("kB", "data", 0.0, 1000.0),
    ("MB", "data", 0.0, 1_000_000.0),
    ("KiB", "data", 0.0, 1024.0),
    ("MiB", "data", 0.0, 1_048_576.0),
];

pub fn start(_: &Variables) -> Server {
    Box::new(answer)
}

fn answer(ask: &Ask) -> Reply {
    let known = ["/convert", "/units"].contains(&ask.path.as_str());
    let reply = match (ask.method.as_str(), ask.path.as_str()) {
        _ if !known => error(404, "not_found", "There is nothing at this address.", None),
        ("GET" | "HEAD", "/convert") => convert(ask),
        ("GET" | "HEAD", _) => units(),
        _ => error(405, "method_not_allowed", "Use GET or HEAD.", None).with("allow", "GET, HEAD"),
    };
    reply.for_method(&ask.method)
}

fn units() -> Reply {
    let of = |kind: &str| -> Vec<&str> {
        let units = UNITS.iter().filter(|it| it.1 == kind);
        units.map(|it| it.0).collect()
    };
    let kinds = json!({
        "length": of("length"),
        "weight": of("weight"),
        "temperature": of("temperature"),
        "data": of("data"),
    });
    Reply::json(200, kinds)
}

fn convert(ask: &Ask) -> Reply {
    let mut values = Vec::new();
    for name in ["value", "from", "to"] {
        match ask.all(name).as_slice() {
            [one] if !one.is_empty() => values.push(one.clone()),
            [] | [_] => {
                return error(
                    400,
                    "missing_parameter",
                    "The parameter is missing.",
                    Some(name),
                );
            }
            _ => {
                return error(
                    400,
                    "repeated_parameter",
                    "The parameter comes twice.",
                    Some(name),
                );
            }
        }
    }
    let Some(value) = number(&values[0]) else {
        return error(
            400,
            "bad_number",
            "Send a plain decimal number.",
            Some("value"),
        );
    };
    let find = |name: &str| UNITS.iter().find(|it| it.0 == name);
    let Some(from) = find(&values[1]) else {
        return error(400, "unknown_unit", "There is no such unit.", Some("from"));
    };
    let Some(to) = find(&values[2]) else {
        return error(400, "unknown_unit", "There is no such unit.", Some("to"));
    };
    if from.1 != to.1 {
        return error(
            400,
            "incompatible_units",
            "The units are of different kinds.",
            None,
        );
    }
    let base = (value + from.2) * from.3;
    if from.1 == "temperature" && base < -1e-9 {
        return error(
            400,
            "below_absolute_zero",
            "Nothing is that cold.",
            Some("value"),
        );
    }
    let result = rounded(base / to.3 - to.2);
    let answer = json!({
        "value": value, "from": from.0, "to": to.0, "kind": from.1, "result": result,
    });
    Reply::json(200, answer)
}

/// Up to 15 digits before and 10 after the point.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |it: &str, most| {
        (1..=most).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_digit())
    };
    (is_digits(whole, 15) && is_digits(part, 10)).then(|| text.parse().ok())?
}

/// To 10 significant digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap()
}

fn error(status: u16, code: &str, message: &str, parameter: Option<&str>) -> Reply {
    let mut body = json!({ "error": code, "message": message });
    if let Some(parameter) = parameter {
        body["parameter"] = json!(parameter);
    }
    Reply::json(status, body)
}
