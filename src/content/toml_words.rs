//! What the TOML parser and serde say, in the words of somebody who writes TOML.

/// `` `a`, `b`, `c` ``
pub(super) fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// The names in backticks, in order.
pub(super) fn names_in(message: &str) -> Vec<String> {
    message
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// serde's words for types, in the words of somebody who writes TOML.
pub(super) fn plain_type_error(message: &str) -> String {
    let Some((found, expected)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    else {
        return message.replace('\n', " ");
    };
    let found = match found.split_once(' ') {
        Some(("string", text)) => format!("the text {text}"),
        Some(("integer" | "floating", number)) => {
            format!(
                "the number {}",
                number.trim_start_matches("point ").replace('`', "")
            )
        }
        Some(("boolean", value)) => value.to_owned(),
        _ if found == "sequence" => "a list".to_owned(),
        _ if found == "map" => "a date or a table".to_owned(),
        _ => found.to_owned(),
    };
    let expected = match expected {
        "a string" | "a borrowed string" => "a text in quotes",
        "u8" | "u16" | "u32" | "u64" | "i16" | "i32" | "i64" | "usize" => {
            "a whole number of 0 or more"
        }
        "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list in square brackets",
        "a TOML datetime" => "a date such as 2026-11-21",
        other => other,
    };
    format!("expected {expected}, found {found}")
}
