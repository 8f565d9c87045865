//! Words that cost room.

use super::super::headings::Part;
use super::super::read::Kind;
use super::{Case, Outcome, found, lines, part_of_line};

/// “the the”, and two blanks in a sentence: small errors that stop a reader. (Typing errors were
/// the strongest signal in the data of interviewing.io's founder: one firm, 2012.)
pub(super) fn double_word(case: &Case<'_>) -> Outcome {
    const MAY_DOUBLE: [&str; 3] = ["had", "that", "very"];
    let mut bad = Vec::new();
    for (index, line) in case.reading.lines.iter().enumerate() {
        // The words keep no punctuation, so “a, a” is looked at as it stands.
        let mut before = "";
        for word in line.text.split(' ') {
            let is_word = !word.is_empty() && word.chars().all(char::is_lowercase);
            if is_word && word.eq_ignore_ascii_case(before) && !MAY_DOUBLE.contains(&word) {
                bad.push(part_of_line(index, &format!("{before} {word}")));
            }
            before = word;
        }
        if matches!(line.kind, Kind::Bullet | Kind::Continued) && has_wide_blank(line.text) {
            bad.push(part_of_line(index, line.text));
        }
    }
    found(bad)
}

/// Exactly two blanks between two words, not after the end of a sentence and not in a table.
fn has_wide_blank(text: &str) -> bool {
    let text = text.trim_start();
    // The blanks after the mark of the bullet.
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut before = ' ';
    let mut blanks = 0;
    for c in text.chars() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        if blanks == 2 && (before.is_lowercase() || before == ',') && c.is_alphanumeric() {
            return true;
        }
        before = c;
        blanks = 0;
    }
    false
}

/// Traits that everybody claims. Show them instead. (Judgement of every guide we read.)
pub(super) fn cliches(case: &Case<'_>) -> Outcome {
    const WORDS: [&str; 36] = [
        "hard-working",
        "hardworking",
        "hard working",
        "team player",
        "team-player",
        "passionate",
        "detail-oriented",
        "detail oriented",
        "attention to detail",
        "fast learner",
        "quick learner",
        "self-motivated",
        "self motivated",
        "self-starter",
        "highly motivated",
        "results-driven",
        "results-oriented",
        "result-oriented",
        "go-getter",
        "think outside the box",
        "thinks outside the box",
        "out-of-the-box",
        "excellent communication skills",
        "good communication skills",
        "strong communication skills",
        "great communicator",
        "strong work ethic",
        "work well under pressure",
        "works well under pressure",
        "can-do attitude",
        "rockstar",
        "code ninja",
        "tech enthusiast",
        "love to code",
        "love coding",
        "dynamic professional",
    ];
    let mut bad = Vec::new();
    for (index, line) in case.reading.lines.iter().enumerate() {
        if line.kind == Kind::Blank {
            continue;
        }
        let lower = line.text.to_lowercase();
        if let Some(word) = WORDS.iter().find(|word| lower.contains(*word)) {
            bad.push(part_of_line(
                index,
                &format!("{word}: {}", line.text.trim()),
            ));
        }
    }
    found(bad)
}

/// A goal that would be true for anybody. (The headline does its work in fewer words.)
pub(super) fn objective(case: &Case<'_>) -> Outcome {
    const GOALS: [&str; 14] = [
        "to obtain a",
        "to secure a",
        "seeking a challenging",
        "seeking a position",
        "looking for a challenging",
        "looking for an opportunity",
        "seeking an opportunity",
        "where i can grow",
        "to utilize my skills",
        "to utilise my skills",
        "a challenging position",
        "grow my career",
        "opportunity to learn and grow",
        "in a reputed",
    ];
    let all = case.reading.lines.iter().enumerate();
    let bad = all.filter(|(_, line)| {
        let is_on_top = matches!(line.part, Part::Head | Part::Summary);
        is_on_top && {
            let lower = line.text.to_lowercase();
            GOALS.iter().any(|goal| lower.contains(goal))
        }
    });
    found(lines(case.reading, bad.map(|(index, _)| index)))
}

/// “References available on request” is true for everybody. (Cut first, says our guide.)
pub(super) fn references(case: &Case<'_>) -> Outcome {
    let all = case.reading.lines.iter().enumerate();
    let bad = all.filter(|(_, line)| {
        let lower = line.text.to_lowercase();
        let is_offer = ["available", "request", "furnished", "provided"]
            .iter()
            .any(|it| lower.contains(it));
        lower.contains("reference") && is_offer && line.words.len() <= 10
    });
    found(lines(case.reading, bad.map(|(index, _)| index)))
}
