//! What should not be in a résumé, and what a layout leaves behind.

use super::super::headings::Part;
use super::super::read::{Kind, hidden};
use super::{Case, Outcome, found, lines, part_of_line};

/// Keys, tokens, passwords and paths of one's own machine: a page that is sent to strangers.
/// (Safety.)
pub(super) fn secrets(case: &Case<'_>) -> Outcome {
    let all = case.reading.lines.iter().enumerate();
    let bad = all.filter_map(|(index, line)| Some(part_of_line(index, secret(line.text)?)));
    found(bad.collect())
}

/// The first chunk of a line that looks like a secret.
fn secret(line: &str) -> Option<&str> {
    if line.contains("-----BEGIN ") {
        return Some(line);
    }
    line.split_whitespace()
        .find(|chunk| {
            let chunk = chunk.trim_matches(['"', '\'', '`', '(', ')', ',', ';']);
            is_token(chunk) || is_assignment(chunk) || is_local_path(chunk) || has_password(chunk)
        })
        .or_else(|| {
            // “Password: hunter2x” over two chunks.
            let lower = line.to_lowercase();
            let label = ["password:", "passwort:", "api key:", "secret key:"]
                .into_iter()
                .find_map(|label| lower.find(label).map(|at| at + label.len()));
            let value = label
                .and_then(|at| lower.get(at..))
                .map(str::trim_start)
                .and_then(|rest| rest.split_whitespace().next());
            value
                .filter(|it| it.len() >= 6 && it.chars().any(|c| c.is_ascii_digit()))
                .map(|_| line)
        })
}

fn is_token(chunk: &str) -> bool {
    const PREFIXES: [(&str, usize); 13] = [
        ("ghp_", 30),
        ("gho_", 30),
        ("ghs_", 30),
        ("github_pat_", 30),
        ("glpat-", 16),
        ("sk-", 30),
        ("sk_live_", 16),
        ("rk_live_", 16),
        ("xoxb-", 20),
        ("xoxp-", 20),
        ("AKIA", 20),
        ("ASIA", 20),
        ("AIza", 35),
    ];
    let value = chunk
        .rsplit(['=', ':'])
        .next()
        .unwrap_or(chunk)
        .trim_matches(['"', '\'']);
    let is_plain = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    let is_known = PREFIXES.iter().any(|(prefix, least)| {
        value.starts_with(prefix) && value.len() >= *least && is_plain(value)
    });
    let is_jwt = value.starts_with("eyJ") && value.len() > 40 && value.matches('.').count() == 2;
    is_known || is_jwt
}

fn is_assignment(chunk: &str) -> bool {
    const NAMES: [&str; 7] = [
        "password",
        "passwd",
        "pwd",
        "api_key",
        "apikey",
        "secret",
        "secret_key",
    ];
    let Some((name, value)) = chunk.split_once('=') else {
        return false;
    };
    let name = name.to_lowercase();
    NAMES.iter().any(|it| name.ends_with(it)) && value.len() >= 4
}

fn is_local_path(chunk: &str) -> bool {
    let lower = chunk.to_lowercase();
    let is_drive =
        lower.as_bytes().get(1..3) == Some(b":\\") && lower.as_bytes()[0].is_ascii_lowercase();
    let is_home = ["/home/", "/users/"].iter().any(|home| {
        lower
            .strip_prefix(home)
            .is_some_and(|rest| rest.contains('/'))
    });
    is_drive || is_home || lower.starts_with("file://")
}

/// `postgres://user:password@host`
fn has_password(chunk: &str) -> bool {
    let Some((_, rest)) = chunk.split_once("://") else {
        return false;
    };
    let Some((user, _)) = rest.split_once('@') else {
        return false;
    };
    !user.contains('/')
        && user
            .split_once(':')
            .is_some_and(|(_, password)| password.len() >= 3)
}

/// Birth, family, religion, numbers of the state, a photo: not needed, and in many countries a
/// reason to put the page aside. (Privacy and bias; own knowledge, differs by country.)
pub(super) fn personal_data(case: &Case<'_>) -> Outcome {
    const LABELS: [&str; 24] = [
        "date of birth",
        "birth date",
        "birthdate",
        "dob",
        "born",
        "born on",
        "place of birth",
        "marital status",
        "civil status",
        "family status",
        "religion",
        "gender",
        "sex",
        "age",
        "passport",
        "passport number",
        "social security number",
        "ssn",
        "national insurance number",
        "tax number",
        "tax id",
        "id number",
        "children",
        "father's name",
    ];
    const ANYWHERE: [&str; 10] = [
        "marital status",
        "date of birth",
        "social security number",
        "national insurance number",
        "passport number",
        "photo attached",
        "see photo",
        "[photo]",
        "unmarried, no children",
        "place of birth",
    ];
    let is_bad = |text: &str, is_work: bool| {
        let lower = text.to_lowercase().replace('’', "'");
        if ANYWHERE.iter().any(|it| lower.contains(it)) && !is_work {
            return true;
        }
        let pieces = lower.split(['|', '·', '•', ';', '\t', ',']);
        !is_work
            && pieces
                .map(|it| it.trim_matches(['-', '*', ' ', '#']))
                .any(|piece| {
                    let label = piece
                        .split(':')
                        .next()
                        .unwrap_or(piece)
                        .trim_matches(['*', ' ']);
                    let has_value = piece.contains(':');
                    let has_digit = piece.bytes().any(|b| b.is_ascii_digit());
                    (has_value && LABELS.contains(&label))
                        || matches!(
                            piece,
                            "married" | "unmarried" | "single" | "divorced" | "photo" | "widowed"
                        )
                        || (has_digit
                            && (piece.starts_with("born ") || piece.ends_with("years old")))
                })
    };
    let all = case.reading.lines.iter().enumerate();
    let bad = all.filter(|(_, line)| {
        let is_work = matches!(
            line.part,
            Part::Experience | Part::Projects | Part::Skills | Part::Education
        ) || line.words.len() > 25;
        line.kind != Kind::Blank && is_bad(line.text, is_work)
    });
    found(lines(case.reading, bad.map(|(index, _)| index)))
}

/// A line as long as this is a paragraph that nobody scans.
const LONG_LINE: usize = 600;

/// Signs that a layout did not survive: icons without letters, joined letters, columns, walls of
/// text, characters nobody sees. (Tech Interview Handbook: copy it as plain text and look;
/// OpenResume reads one column.)
pub(super) fn layout(case: &Case<'_>) -> Outcome {
    let mut bad = Vec::new();
    let mut columns = Vec::new();
    for (index, line) in case.reading.lines.iter().enumerate() {
        let is_debris =
            |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{fb00}'..='\u{fb06}');
        if line.text.chars().any(is_debris)
            || hidden(line.text)
            || line.text.len() > LONG_LINE
            || is_spaced_out(line.text)
        {
            bad.push(index);
        } else if wide_gaps(line.text) >= 2
            || (wide_gaps(line.text) == 1
                && line.text.starts_with(char::is_alphanumeric)
                && is_cut_in_two(line.text))
        {
            columns.push(index);
        }
    }
    // A date on the right or a table of skills has a gap; many such lines are two columns.
    if columns.len() >= 5 {
        bad.extend(columns);
        bad.sort_unstable();
    }
    found(lines(case.reading, bad))
}

/// Gaps of four blanks or a tab between words.
fn wide_gaps(text: &str) -> usize {
    let text = text.trim();
    let mut gaps = 0;
    let mut blanks = 0;
    for c in text.chars() {
        match c {
            ' ' | '\u{a0}' => blanks += 1,
            '\t' => blanks += 4,
            _ => {
                gaps += usize::from(blanks >= 4);
                blanks = 0;
            }
        }
    }
    gaps
}

/// Whether both sides of the gap are text of their own: no date stands on the right.
fn is_cut_in_two(text: &str) -> bool {
    let right = text
        .trim()
        .rsplit("    ")
        .next()
        .unwrap_or_default()
        .rsplit('\t')
        .next()
        .unwrap_or_default();
    let right = right.trim();
    !right.is_empty()
        && super::super::dates::times(right).is_empty()
        && right.split_whitespace().count() >= 2
}

/// `J A N E   D O E`
fn is_spaced_out(text: &str) -> bool {
    let mut single = 0;
    let mut other = 0;
    for word in text.split_whitespace() {
        let mut letters = word.chars();
        let is_letter = letters
            .next()
            .is_some_and(|c| c.is_alphabetic() && c.is_ascii())
            && letters.next().is_none();
        if is_letter { single += 1 } else { other += 1 }
    }
    single >= 5 && other == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_seen_and_words_about_them_are_not() {
        for line in [
            "AWS key AKIAIOSFODNN7EXAMPLE",
            "DATABASE=postgres://admin:hunter2@db.example/app",
            "export API_KEY=abcd1234",
            r"Code in C:\Users\jane\projects",
            "See /home/jane/shop/README",
            "Password: winter2024",
        ] {
            assert!(secret(line).is_some(), "{line}");
        }
        for line in [
            "Stored passwords with Argon2",
            "Reset password: flow with 3 tests",
            "Rotated API keys",
            "/health and /users",
        ] {
            assert_eq!(secret(line), None, "{line}");
        }
    }
}
