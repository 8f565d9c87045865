//! Code to HTML with a class for each kind of word. The colours are in the stylesheet.
//!
//! `build.rs` uses this file too, for the code of the content that is built into the program. So it
//! knows nothing of its neighbours.

use std::collections::HashMap;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxSet};
use xxhash_rust::xxh3::xxh3_128;

/// The languages a code block may name: the name in Markdown, the name readers see, and the
/// token the grammar is found by (none for plain text).
pub const LANGUAGES: [(&str, &str, Option<&str>); 20] = [
    ("bash", "Shell", Some("bash")),
    ("csharp", "C#", Some("cs")),
    ("css", "CSS", Some("css")),
    ("diff", "Diff", Some("diff")),
    ("dockerfile", "Dockerfile", Some("dockerfile")),
    ("go", "Go", Some("go")),
    ("html", "HTML", Some("html")),
    ("http", "HTTP", Some("http")),
    ("java", "Java", Some("java")),
    ("javascript", "JavaScript", Some("js")),
    ("json", "JSON", Some("json")),
    ("php", "PHP", Some("php")),
    ("python", "Python", Some("py")),
    ("ruby", "Ruby", Some("rb")),
    ("rust", "Rust", Some("rs")),
    ("sql", "SQL", Some("sql")),
    ("text", "Text", None),
    ("toml", "TOML", Some("toml")),
    ("typescript", "TypeScript", Some("ts")),
    ("yaml", "YAML", Some("yaml")),
];

/// The kinds of words that get a colour. The first scope that matches from the inside wins.
const CLASSES: [(&str, &str); 16] = [
    ("comment", "c"),
    ("string", "s"),
    ("constant.numeric", "n"),
    ("constant.language", "n"),
    ("constant.character", "n"),
    ("keyword.operator", ""),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("support.type", "t"),
    ("entity.name.tag", "k"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let parse = |(name, class): (&str, &'static str)| {
        let scope = Scope::new(name).expect("the scope names above are well formed");
        (scope, class)
    };
    CLASSES.into_iter().map(parse).collect()
});

/// The token of the grammar for a language; none where code stays as it is.
pub(super) fn token(language: &str) -> Option<&'static str> {
    let known = LANGUAGES.iter().find(|it| it.0 == language);
    known.and_then(|it| it.2)
}

/// What a block of code is remembered by.
pub(super) fn key(language: &str, code: &str) -> u128 {
    xxh3_128(format!("{language}\0{code}").as_bytes())
}

/// All grammars. They take some 10 MB as soon as they are used.
pub(super) fn grammars() -> SyntaxSet {
    two_face::syntax::extra_newlines()
}

/// The code as HTML, by the grammar with this token.
pub(super) fn colour(grammars: &SyntaxSet, token: &str, code: &str) -> String {
    let Some(syntax) = grammars.find_syntax_by_token(token) else {
        return escape(code);
    };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut classes = Classes::default();
    let mut html = String::with_capacity(code.len() * 2);
    let mut class = "";
    for line in code.split_inclusive('\n') {
        let Ok(changes) = state.parse_line(line, grammars) else {
            return escape(code);
        };
        let mut done = 0;
        for (at, change) in changes {
            push(
                &mut html,
                &mut class,
                classes.innermost(&stack),
                &line[done..at],
            );
            done = at;
            if apply(&mut stack, &change).is_err() {
                return escape(code);
            }
        }
        push(
            &mut html,
            &mut class,
            classes.innermost(&stack),
            &line[done..],
        );
    }
    if !class.is_empty() {
        html.push_str("</span>");
    }
    html
}

fn apply(stack: &mut ScopeStack, change: &ScopeStackOp) -> Result<(), ()> {
    stack.apply(change).map_err(|_| ())
}

/// The classes of the scopes that a block of code has shown so far: a block has few scopes, and
/// asks for them at every word.
#[derive(Default)]
struct Classes(HashMap<Scope, Option<&'static str>>);

impl Classes {
    /// The class of the innermost scope that has one.
    fn innermost(&mut self, stack: &ScopeStack) -> &'static str {
        let scopes = stack.as_slice().iter().rev();
        let mut classes =
            scopes.filter_map(|scope| *self.0.entry(*scope).or_insert_with(|| class_of(*scope)));
        classes.next().unwrap_or_default()
    }
}

fn class_of(scope: Scope) -> Option<&'static str> {
    let known = SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
    known.map(|(_, class)| *class)
}

/// Adds text in a class; neighbours of one class share a span, and blanks never start one.
fn push(html: &mut String, open: &mut &'static str, class: &'static str, text: &str) {
    if text.is_empty() {
        return;
    }
    let blank = text.trim().is_empty();
    if class != *open && !blank {
        if !open.is_empty() {
            html.push_str("</span>");
        }
        if !class.is_empty() {
            html.push_str("<span class=\"");
            html.push_str(class);
            html.push_str("\">");
        }
        *open = class;
    }
    html.push_str(&escape(text));
}

/// Text for the inside of an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(character),
        }
    }
    html
}
