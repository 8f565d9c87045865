//! Code to HTML with a class for each kind of word. The colours are in the stylesheet.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

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

/// How many coloured blocks are kept before the memory is emptied. A guide has some hundreds;
/// only a writer who edits all day comes near it.
const MAX_KEPT: usize = 20_000;

/// Colours code and remembers the result by content, so that a reload costs nothing for the
/// blocks that did not change.
#[derive(Default)]
pub struct Highlighter {
    grammars: Mutex<Option<Arc<SyntaxSet>>>,
    kept: Mutex<HashMap<u128, Arc<str>>>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Highlighter")
    }
}

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

impl Highlighter {
    /// The code as HTML. A language without a grammar gives the code escaped and plain.
    pub fn html(&self, language: &str, code: &str) -> Arc<str> {
        let grammar = LANGUAGES
            .iter()
            .find(|it| it.0 == language)
            .and_then(|it| it.2);
        let Some(token) = grammar else {
            return escape(code).into();
        };
        let key = xxh3_128(format!("{language}\0{code}").as_bytes());
        if let Some(html) = self.kept().get(&key) {
            return Arc::clone(html);
        }
        let html: Arc<str> = self.colour(token, code).into();
        let mut kept = self.kept();
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&html));
        html
    }

    /// Gives back the memory of the grammars, which is more than that of a guide. They are read
    /// again for the next block that is new.
    pub fn rest(&self) {
        *lock(&self.grammars) = None;
    }

    fn grammars(&self) -> Arc<SyntaxSet> {
        let mut grammars = lock(&self.grammars);
        let grammars = grammars.get_or_insert_with(|| Arc::new(two_face::syntax::extra_newlines()));
        Arc::clone(grammars)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<u128, Arc<str>>> {
        lock(&self.kept)
    }

    fn colour(&self, token: &str, code: &str) -> String {
        let grammars = self.grammars();
        let Some(syntax) = grammars.find_syntax_by_token(token) else {
            return escape(code);
        };
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut classes = Classes::default();
        let mut html = String::with_capacity(code.len() * 2);
        let mut class = "";
        for line in code.split_inclusive('\n') {
            let Ok(changes) = state.parse_line(line, &grammars) else {
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
}

/// A panic while holding one of the locks leaves what is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
