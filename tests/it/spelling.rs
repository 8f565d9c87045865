//! How the words are spelled: no known misspelling, no word twice, and British with `-ise`.
//!
//! The misspellings are those of `typos-dict` (some 95,000, each with what was meant), the spellings
//! of English those of `varcon`. Both are only here: a copy of the guide may be American.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use career_guide::markdown::passages;
use unicase::UniCase;
use varcon::{Category, Tag};

/// What is right although a list says otherwise, and why.
const RIGHT: &[(&str, &str)] = &[
    ("Architecture Center", "a name"),
    ("authorization code", "the name in OAuth"),
    ("authorization server", "the name in OAuth"),
    ("Bureau of Labor", "a name"),
    ("Chile", "a country"),
    ("Eric", "a name"),
    ("galcier", "the slip that a search must forgive"),
    ("Ines", "a name"),
    ("ines", "a name as a key"),
    ("Instituto", "a name"),
    ("Learning Center", "a name"),
    ("look-alikes", "a word of two"),
    ("Manila", "a name"),
    ("Modeling and Theory", "a name"),
    ("Monolog", "a name"),
    ("Postgress", "the slip that a résumé must not have"),
    ("called “Unauthorized", "the name in HTTP"),
];

/// Fields that hold slugs, and those with the other names of a term, which are there for readers who
/// spell it differently.
const NAMES: [&str; 6] = ["also", "link", "see", "skills", "slug", "step"];

/// Words of the program that are meant as they are: libraries, other languages, and slips that it
/// looks for.
const IN_THE_PROGRAM: [&str; 6] = [
    "atual",
    "calle",
    "flate",
    "Kubernets",
    "Postgress",
    "pyhton",
];

/// Words that may stand twice.
const TWICE: [&str; 1] = ["million"];

/// A piece of text without its markup, and the file that it stands in.
struct Piece {
    path: String,
    text: String,
}

/// The texts of `content/` and of the templates.
fn pieces() -> Vec<Piece> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pieces = Vec::new();
    for folder in ["content", "templates"] {
        for path in files(&root.join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            let texts = match path.extension().and_then(|it| it.to_str()) {
                Some("md") => of_markdown(&text),
                Some("toml") => strings(&toml::from_str(&text).unwrap()),
                Some("json") => strings(&serde_json::from_str(&text).unwrap()),
                Some("hurl") => comments(&text),
                // Figures, with the names that their publisher gives to places and groups.
                Some("csv") => Vec::new(),
                Some("html" | "xml") => vec![of_template(&text)],
                other => panic!("{name}: who reads {other:?}?"),
            };
            pieces.extend(texts.into_iter().map(|text| Piece {
                path: name.clone(),
                text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            }));
        }
    }
    pieces
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut all: Vec<PathBuf> = entries
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
        .collect();
    all.sort();
    all
}

/// The paragraphs, headings, items and cells without code, and the texts of the front matter.
fn of_markdown(text: &str) -> Vec<String> {
    let front_matter = text.strip_prefix("+++\n");
    let (fields, body) = front_matter
        .and_then(|text| text.split_once("\n+++\n"))
        .unwrap_or(("", text));
    let mut texts = strings(&toml::from_str(fields).unwrap());
    let prose = passages(body).into_iter();
    texts.extend(prose.map(|passage| without_code(&passage.text)));
    texts
}

fn without_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').step_by(2).collect();
    parts.join(" ` ")
}

/// The texts in TOML or JSON. Slugs and addresses are none.
fn strings(value: &serde_json::Value) -> Vec<String> {
    use serde_json::Value;
    let is_name = |text: &str| {
        let sign = |it: char| matches!(it, '-' | '.' | '/' | '_');
        let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || sign(it);
        text.chars().all(plain) && text.chars().any(sign)
    };
    match value {
        Value::String(text) if !is_name(text) => vec![without_code(text)],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !NAMES.contains(&name.as_str()))
            .flat_map(|(_, value)| strings(value))
            .collect(),
        _ => Vec::new(),
    }
}

fn comments(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix('#'));
    lines.map(without_code).collect()
}

/// What a visitor reads of a template: the text, and the attributes that are read aloud.
fn of_template(text: &str) -> String {
    let code = regex::Regex::new(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<code>.*?</code>").unwrap();
    let text = code.replace_all(text, " ` ");
    let aloud =
        regex::Regex::new(r#"(?:aria-label|title|alt|placeholder|content)="([^"]*)""#).unwrap();
    let spoken: Vec<&str> = aloud
        .captures_iter(&text)
        .map(|it| it.get(1).unwrap().as_str())
        .collect();
    let tag = regex::Regex::new(r"(?s)<[^>]*>").unwrap();
    format!("{} ` {}", tag.replace_all(&text, " ` "), spoken.join(" ` "))
}

/// The words of a text; addresses, names of files and of things in code are none.
fn words(text: &str) -> Vec<&str> {
    let is_code = |token: &&str| {
        let signs = ["://", "@", "_", "\\", "="];
        let inner = token.trim_matches(|it: char| !it.is_alphanumeric());
        let has_dot = inner.split('.').count() > 1;
        has_dot || signs.iter().any(|sign| token.contains(sign))
    };
    let tokens = text.split_whitespace().filter(|token| !is_code(token));
    let parts = tokens
        .flat_map(|token| token.split(|it: char| !it.is_alphabetic() && it != '\'' && it != '’'));
    parts
        .map(|part| {
            let part = part.trim_matches(['\'', '’']);
            let part = part.strip_suffix("'s").unwrap_or(part);
            part.strip_suffix("’s").unwrap_or(part)
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Of each word that is spelled in several ways, what somebody who writes British English with
/// `-ise` would write instead; words that such a person may write are missing.
static BRITISH: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let mut foreign: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut ours = BTreeSet::new();
    let entries = varcon::VARCON.iter().flat_map(|it| it.entries);
    for entry in entries {
        let is_ours = |variant: &&varcon::Variant| {
            variant.types.iter().any(|it| {
                it.category == Category::BritishIse
                    && !matches!(it.tag, Some(Tag::Improper | Tag::Seldom))
            })
        };
        let better: Vec<&str> = entry
            .variants
            .iter()
            .filter(is_ours)
            .map(|it| it.word)
            .collect();
        ours.extend(better.iter().copied());
        for variant in entry.variants.iter().filter(|it| !is_ours(it)) {
            foreign.entry(variant.word).or_default().extend(&better);
        }
    }
    foreign.retain(|word, better| !ours.contains(word) && !better.is_empty());
    foreign
});

fn without_what_is_right(text: &str) -> String {
    static WHOLE: LazyLock<regex::Regex> = LazyLock::new(|| {
        let all: Vec<String> = RIGHT.iter().map(|(it, _)| regex::escape(it)).collect();
        regex::Regex::new(&format!(r"\b(?:{})\b", all.join("|"))).unwrap()
    });
    WHOLE.replace_all(text, "`").into_owned()
}

/// What is wrong with a word, and what was meant.
fn complaint(word: &str) -> Option<String> {
    // Names that are joined from words, such as GitHub and JavaScript.
    let is_joined = word.chars().skip(1).any(char::is_uppercase);
    if is_joined || word.chars().count() < 3 {
        return None;
    }
    if let Some(meant) = typos_dict::WORD.find(&UniCase::new(word)) {
        return Some(format!("“{word}” should be {}", meant.join(" or ")));
    }
    let better = BRITISH.get(word.to_lowercase().as_str())?;
    let better: Vec<&str> = better.iter().copied().collect();
    Some(format!(
        "“{word}” is not British, write {}",
        better.join(" or ")
    ))
}

#[test]
fn no_word_is_misspelled_and_all_are_british() {
    let mut wrong: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut count = 0;
    for piece in pieces() {
        let text = without_what_is_right(&piece.text);
        for word in words(&text) {
            count += 1;
            if let Some(complaint) = complaint(word) {
                wrong
                    .entry(complaint)
                    .or_default()
                    .insert(piece.path.clone());
            }
        }
    }
    assert!(count > 200_000, "only {count} words were read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_word_stands_twice_in_a_row() {
    let mut wrong = String::new();
    for piece in pieces() {
        let tokens: Vec<&str> = piece.text.split_whitespace().collect();
        for pair in tokens.windows(2) {
            let is_word = pair[0].len() > 1 && pair[0].chars().all(char::is_alphabetic);
            let next = pair[1].trim_end_matches(['.', ',', ';', ':', '?', '!']);
            let is_twice = pair[0].to_lowercase() == next.to_lowercase();
            if is_word && is_twice && !TWICE.contains(&pair[0]) {
                wrong += &format!("{}: {} {}\n", piece.path, pair[0], pair[1]);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_lists_know_a_slip_a_foreign_spelling_and_a_good_word() {
    let said = |word| complaint(word).unwrap_or_default();
    assert_eq!(said("famly"), "“famly” should be family");
    assert_eq!(said("Recieve"), "“Recieve” should be receive");
    assert_eq!(said("colors"), "“colors” is not British, write colours");
    assert_eq!(
        said("organized"),
        "“organized” is not British, write organised"
    );
    for right in ["family", "colours", "organised", "program", "GitHub"] {
        assert_eq!(said(right), "", "{right}");
    }
}

#[test]
fn what_counts_as_right_would_be_wrong_and_is_needed() {
    let pieces = pieces();
    for (right, why) in RIGHT {
        let wrong = words(right).into_iter().any(|it| complaint(it).is_some());
        assert!(wrong, "{right} needs no excuse ({why})");
        let used = pieces.iter().any(|it| it.text.contains(right));
        assert!(used, "{right} is nowhere");
    }
}

/// The program too: its names, its comments and what it says. Names may be American there, because
/// those of the libraries are.
#[test]
fn the_program_has_no_known_misspelling() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = String::new();
    let mut count = 0;
    for folder in ["src", "static", "docs"] {
        for path in files(&root.join(folder)) {
            // Pictures and fonts are no text.
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let parts = text.split(|it: char| !it.is_alphabetic());
            for word in parts.filter(|it| it.len() > 3) {
                count += 1;
                let is_joined = word.chars().skip(1).any(char::is_uppercase);
                let meant = typos_dict::WORD.find(&UniCase::new(word));
                let is_meant = is_joined || IN_THE_PROGRAM.contains(&word);
                if let Some(meant) = meant.filter(|_| !is_meant) {
                    wrong += &format!("{}: {word}: {meant:?}\n", path.display());
                }
            }
        }
    }
    assert!(count > 50_000, "only {count} words were read");
    assert!(wrong.is_empty(), "\n{wrong}");
}
