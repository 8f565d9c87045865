//! How work is told.

use std::collections::HashMap;

use super::super::dates::End;
use super::super::headings::Part;
use super::super::read::Bullet;
use super::super::words::words;
use super::{Case, Outcome, found, part_of_line};

/// A bullet as evidence.
fn quote(bullet: &Bullet) -> super::Evidence {
    part_of_line(bullet.line, &bullet.text)
}

/// Its first word that is not an adverb, in small letters.
fn opener(bullet: &Bullet) -> String {
    let mut all = words(&bullet.text).into_iter().map(str::to_lowercase);
    all.find(|word| !word.ends_with("ly") && word != "also" && word != "then")
        .unwrap_or_default()
}

/// Bullets of 6 to 35 words: shorter ones say nothing, longer ones are skipped. (Our estimate.)
pub(super) fn length(case: &Case<'_>) -> Outcome {
    let all: Vec<&Bullet> = case.reading.work().collect();
    let is_bad = |bullet: &&&Bullet| {
        let count = words(&bullet.text).len();
        !(6..=35).contains(&count)
    };
    let bad: Vec<&&Bullet> = all.iter().filter(is_bad).collect();
    let is_huge = |bullet: &&Bullet| words(&bullet.text).len() > 45;
    if all.is_empty() {
        Outcome::Silent
    } else if bad.iter().any(|it| is_huge(it)) || (bad.len() >= 2 && bad.len() * 4 > all.len()) {
        found(bad.into_iter().map(|it| quote(it)).collect())
    } else {
        Outcome::Good
    }
}

/// The past of verbs that does not end in “ed”.
const PAST: &[&str] = &[
    "built",
    "wrote",
    "led",
    "ran",
    "made",
    "taught",
    "won",
    "grew",
    "cut",
    "set",
    "kept",
    "gave",
    "took",
    "began",
    "held",
    "brought",
    "found",
    "sped",
    "sent",
    "sold",
    "bought",
    "drew",
    "drove",
    "chose",
    "split",
    "spoke",
    "put",
    "met",
    "rewrote",
    "rebuilt",
    "oversaw",
    "spent",
    "stood",
    "understood",
    "dealt",
    "fed",
    "dug",
    "caught",
    "broke",
    "saw",
    "fought",
    "shut",
    "laid",
    "read",
    "lent",
    "bound",
    "hid",
    "withdrew",
    "undertook",
    "became",
    "got",
    "went",
    "let",
];

/// Verbs in the form of a present job.
const PRESENT: &[&str] = &[
    "build",
    "write",
    "lead",
    "run",
    "make",
    "teach",
    "design",
    "develop",
    "implement",
    "ship",
    "deploy",
    "migrate",
    "automate",
    "integrate",
    "refactor",
    "optimise",
    "optimize",
    "reduce",
    "increase",
    "fix",
    "diagnose",
    "test",
    "secure",
    "document",
    "model",
    "measure",
    "containerise",
    "containerize",
    "monitor",
    "review",
    "mentor",
    "coordinate",
    "replace",
    "simplify",
    "scale",
    "cache",
    "validate",
    "instrument",
    "release",
    "maintain",
    "manage",
    "create",
    "own",
    "support",
    "train",
    "plan",
    "answer",
    "serve",
    "handle",
    "operate",
    "keep",
    "add",
    "improve",
    "move",
    "investigate",
    "write",
    "publish",
    "translate",
    "organise",
    "organize",
    "prepare",
    "present",
    "analyse",
    "analyze",
    "define",
    "debug",
    "extend",
    "introduce",
    "host",
    "guide",
    "coach",
    "store",
    "track",
    "check",
    "count",
    "collect",
    "import",
    "export",
    "record",
    "report",
    "repair",
    "resolve",
    "restore",
    "schedule",
    "supply",
    "upgrade",
    "verify",
    "work",
    "advise",
    "assemble",
    "assist",
    "close",
    "contribute",
    "cover",
    "deliver",
    "drive",
    "enforce",
    "establish",
    "evaluate",
    "facilitate",
    "generate",
    "help",
    "identify",
    "launch",
    "log",
    "merge",
    "negotiate",
    "onboard",
    "open",
    "parse",
    "pair",
    "profile",
    "protect",
    "provide",
    "query",
    "rehearse",
    "research",
    "rotate",
    "save",
    "solve",
    "speed",
    "stop",
    "structure",
    "study",
    "validate",
    "visualise",
    "win",
    "order",
    "package",
    "pack",
];

fn is_past(word: &str) -> bool {
    (word.len() > 3 && word.ends_with("ed")) || PAST.contains(&word)
}

fn is_verb(word: &str) -> bool {
    let base = word.strip_suffix('s').unwrap_or(word);
    // “co-led”, “re-wrote”: the part behind the hyphen counts.
    let last = word.rsplit('-').next().unwrap_or(word);
    is_past(word)
        || is_past(last)
        || PRESENT.contains(&word)
        || PRESENT.contains(&base)
        || (word.len() > 5 && word.ends_with("ing"))
}

/// A bullet begins with a verb, so that the first word tells what was done. (Tech Interview
/// Handbook: strong verbs.)
pub(super) fn verb(case: &Case<'_>) -> Outcome {
    let all: Vec<&Bullet> = case.reading.work().collect();
    let bad: Vec<&&Bullet> = all
        .iter()
        .filter(|it| !is_verb(&opener(it)) && weak(it).is_none())
        .collect();
    if all.is_empty() {
        Outcome::Silent
    } else if bad.len() >= 2 && bad.len() * 4 > all.len() {
        found(bad.into_iter().map(|it| quote(it)).collect())
    } else {
        Outcome::Good
    }
}

/// The weak words a bullet begins with.
fn weak(bullet: &Bullet) -> Option<&'static str> {
    const WEAK: [&str; 20] = [
        "responsible for",
        "was responsible for",
        "worked on",
        "worked with",
        "helped with",
        "helped to",
        "helped the",
        "helping with",
        "duties included",
        "duties include",
        "duties:",
        "involved in",
        "was involved in",
        "assisted with",
        "assisted in",
        "participated in",
        "tasked with",
        "in charge of",
        "took part in",
        "responsibilities",
    ];
    let lower: String = bullet
        .text
        .chars()
        .take(40)
        .collect::<String>()
        .to_lowercase();
    let start = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    WEAK.into_iter().find(|weak| start.starts_with(weak))
}

/// “Responsible for” and its kin tell the duty and hide the result. (Tech Interview Handbook:
/// results, not duties.)
pub(super) fn weak_opener(case: &Case<'_>) -> Outcome {
    if case.reading.work().next().is_none() {
        return Outcome::Silent;
    }
    found(
        case.reading
            .work()
            .filter(|it| weak(it).is_some())
            .map(quote)
            .collect(),
    )
}

/// The same opening verb at most three times. (Style; our own guide says so.)
pub(super) fn repeated_verb(case: &Case<'_>) -> Outcome {
    let mut by_verb: HashMap<String, Vec<&Bullet>> = HashMap::new();
    for bullet in case.reading.work().filter(|it| is_verb(&opener(it))) {
        by_verb.entry(opener(bullet)).or_default().push(bullet);
    }
    let most = by_verb.into_values().max_by_key(Vec::len);
    match most {
        None => Outcome::Silent,
        Some(bullets) if bullets.len() > 3 => found(bullets.into_iter().map(quote).collect()),
        Some(_) => Outcome::Good,
    }
}

/// Whether it holds a number, in figures or in words, or says what is possible now.
fn has_effect(bullet: &Bullet) -> bool {
    const WORDS: [&str; 19] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
        "half", "halved", "doubled", "tripled", "hundred", "thousand", "million", "zero",
    ];
    const EFFECTS: [&str; 5] = [
        "no longer",
        "so that",
        "instead of",
        "without losing",
        "which let",
    ];
    let lower = bullet.text.to_lowercase();
    bullet.text.bytes().any(|b| b.is_ascii_digit())
        || words(&lower).iter().any(|word| WORDS.contains(word))
        || EFFECTS.iter().any(|effect| lower.contains(effect))
}

/// About every third bullet has a number or a concrete effect. (Tech Interview Handbook:
/// outcomes that can be counted. Never invent one.)
pub(super) fn numbers(case: &Case<'_>) -> Outcome {
    let all: Vec<&Bullet> = case.reading.work().collect();
    let without: Vec<&&Bullet> = all.iter().filter(|it| !has_effect(it)).collect();
    if all.len() < 4 {
        Outcome::Silent
    } else if (all.len() - without.len()) * 10 < all.len() * 3 {
        found(without.into_iter().map(|it| quote(it)).collect())
    } else {
        Outcome::Good
    }
}

/// No “I” and “my” outside of the summary; one or two are no harm. (Convention.)
pub(super) fn first_person(case: &Case<'_>) -> Outcome {
    const PERSON: [&str; 7] = ["I", "I'm", "I’m", "I've", "I’ve", "my", "My"];
    let parts = [Part::Skills, Part::Projects, Part::Experience];
    let all: Vec<_> = parts
        .into_iter()
        .flat_map(|part| case.reading.lines_of(part))
        .collect();
    if all.is_empty() {
        return Outcome::Silent;
    }
    let count = |words: &[&str]| {
        let is_person = |at: &usize| {
            let next_is_low = words
                .get(at + 1)
                .is_some_and(|next| next.chars().all(char::is_lowercase));
            // “Calculus I” and “Phase I” are numbers.
            PERSON.contains(&words[*at]) && (words[*at] != "I" || next_is_low)
        };
        (0..words.len()).filter(is_person).count()
    };
    let bad: Vec<_> = all
        .iter()
        .filter(|(_, line)| count(&line.words) > 0)
        .collect();
    let total: usize = bad.iter().map(|(_, line)| count(&line.words)).sum();
    if total < 3 {
        return Outcome::Good;
    }
    Outcome::Found {
        count: total,
        evidence: bad
            .into_iter()
            .map(|(index, line)| part_of_line(*index, line.text))
            .collect(),
    }
}

/// Whether the job or project of a bullet goes on, so that both tenses belong there.
fn goes_on(case: &Case<'_>, bullet: &Bullet) -> bool {
    let times = &case.reading.times;
    let after = times.partition_point(|(line, _)| *line < bullet.line);
    let above = after.checked_sub(1).and_then(|index| times.get(index));
    above.is_some_and(|(_, time)| matches!(time.end, End::Present | End::Missing))
}

/// One tense within a finished job or project. (Careful writing; typing errors matter, says the founder of
/// interviewing.io about one firm in 2012.)
pub(super) fn mixed_tense(case: &Case<'_>) -> Outcome {
    let mut groups: HashMap<usize, (Vec<&Bullet>, Vec<&Bullet>)> = HashMap::new();
    let mut order = Vec::new();
    for bullet in case.reading.work().filter(|bullet| !goes_on(case, bullet)) {
        let word = opener(bullet);
        let group = groups.entry(bullet.group).or_insert_with(|| {
            order.push(bullet.group);
            Default::default()
        });
        if is_past(&word)
            && !matches!(
                word.as_str(),
                "set"
                    | "cut"
                    | "put"
                    | "read"
                    | "split"
                    | "let"
                    | "shut"
                    | "found"
                    | "embed"
                    | "feed"
                    | "speed"
                    | "need"
            )
        {
            group.0.push(bullet);
        } else if PRESENT.contains(&word.as_str()) {
            group.1.push(bullet);
        }
    }
    if groups.is_empty() {
        return Outcome::Silent;
    }
    // The rarer tense of each mixed group is the one to look at.
    let rarer = order
        .iter()
        .filter_map(|group| groups.get(group))
        .filter(|(past, now)| !past.is_empty() && !now.is_empty());
    let rarer = rarer.flat_map(|(past, now)| if past.len() < now.len() { past } else { now });
    found(rarer.map(|it| quote(it)).collect())
}
