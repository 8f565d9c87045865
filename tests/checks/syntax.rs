//! The part of the Hurl format that our acceptance checks use, read strictly.
//!
//! The official parser needs libxml2, and `cargo test` must need nothing but Rust and a C
//! compiler. So this one reads a subset and refuses the rest with its line. That a file means the
//! same to the real command is tested with the real command, see `real_hurl.rs`.

use std::fmt;

/// A file: requests, each with the answer it expects.
pub struct File {
    pub entries: Vec<Entry>,
}

/// One request and its expected answer.
#[derive(Default)]
pub struct Entry {
    /// The line of the request, counted from 1.
    pub line: usize,
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub query: Vec<(String, String)>,
    pub form: Option<Vec<(String, String)>>,
    pub cookies: Vec<(String, String)>,
    pub variables: Vec<(String, String)>,
    /// How often to ask again until the answer is right.
    pub retry: usize,
    /// Milliseconds to wait before each further try.
    pub retry_interval: u64,
    /// Milliseconds to wait before the first.
    pub delay: u64,
    pub body: Body,
    pub status: u16,
    pub expected_headers: Vec<(String, String)>,
    pub captures: Vec<(String, Subject)>,
    pub asserts: Vec<Assert>,
}

#[derive(Default)]
pub enum Body {
    #[default]
    None,
    /// Text with `{{names}}`, sent as `application/json` unless a header says otherwise.
    Json(String),
    Text(String),
}

/// A query and the filters behind it.
pub struct Subject {
    pub query: Query,
    pub filters: Vec<Filter>,
}

pub enum Query {
    Status,
    Body,
    Bytes,
    Header(String),
    Cookie(String),
    JsonPath(String),
    Variable(String),
}

pub enum Filter {
    Count,
    Nth(usize),
    ToInt,
    Regex(String),
}

pub struct Assert {
    pub line: usize,
    pub subject: Subject,
    pub not: bool,
    /// A name such as `==`, and what it compares with.
    pub predicate: String,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    None,
    Text(String),
    Number(f64),
    Bool(bool),
    Null,
    Pattern(String),
    /// `{{name}}` without quotes keeps the type it was captured with.
    Variable(String),
}

/// What cannot be read, and where.
#[derive(Debug)]
pub struct Refusal {
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Reads a file.
pub fn parse(text: &str) -> Result<File, Refusal> {
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader { lines, at: 0 };
    let mut entries = Vec::new();
    while reader.skip_to_content() {
        entries.push(reader.entry()?);
    }
    Ok(File { entries })
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Skips empty lines and comments; false at the end.
    fn skip_to_content(&mut self) -> bool {
        while let Some(line) = self.lines.get(self.at) {
            if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
                return true;
            }
            self.at += 1;
        }
        false
    }

    fn peek(&mut self) -> Option<&'a str> {
        self.skip_to_content().then(|| self.lines[self.at].trim())
    }

    fn refuse<T>(&self, message: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal {
            line: self.at + 1,
            message: message.into(),
        })
    }

    fn entry(&mut self) -> Result<Entry, Refusal> {
        let line = self.peek().expect("there is content");
        let Some((method, url)) = line.split_once(' ').filter(|it| METHODS.contains(&it.0)) else {
            return self.refuse(format!("expected a request, not {line:?}"));
        };
        let mut entry = Entry {
            line: self.at + 1,
            method: method.to_owned(),
            url: url.trim().to_owned(),
            retry_interval: 1000,
            ..Entry::default()
        };
        if entry.url.contains('#') || entry.url.contains(' ') {
            return self.refuse("an address has neither spaces nor `#`");
        }
        self.at += 1;
        self.request_parts(&mut entry)?;
        self.answer_parts(&mut entry)?;
        Ok(entry)
    }

    fn request_parts(&mut self, entry: &mut Entry) -> Result<(), Refusal> {
        loop {
            let Some(line) = self.peek() else {
                return self.refuse("a request without `HTTP` and a status");
            };
            if line.starts_with("HTTP ") {
                return Ok(());
            }
            match line {
                "[Query]" => entry.query = self.pairs()?,
                "[Form]" => entry.form = Some(self.pairs()?),
                "[Cookies]" => entry.cookies = self.pairs()?,
                "[Options]" => self.options(entry)?,
                _ if line.starts_with('{') || line.starts_with('[') => {
                    if let Some(name) = section(line) {
                        return self.refuse(format!("the section [{name}] is not in our subset"));
                    }
                    entry.body = Body::Json(self.json()?);
                }
                _ if line.starts_with('`') => entry.body = Body::Text(self.backticks()?),
                _ => entry.headers.push(self.pair()?),
            }
        }
    }

    fn answer_parts(&mut self, entry: &mut Entry) -> Result<(), Refusal> {
        let line = self.peek().expect("an HTTP line");
        let Ok(status) = line["HTTP ".len()..].trim().parse() else {
            return self.refuse("`HTTP` needs a status, such as `HTTP 200`");
        };
        entry.status = status;
        self.at += 1;
        while let Some(line) = self.peek() {
            if METHODS.contains(&line.split(' ').next().unwrap_or_default()) {
                return Ok(());
            }
            match line {
                "[Captures]" => self.captures(entry)?,
                "[Asserts]" => self.asserts(entry)?,
                _ if line.starts_with(['{', '[', '`']) => {
                    return self.refuse("an expected body is not in our subset, use [Asserts]");
                }
                _ => {
                    let pair = self.pair()?;
                    entry.expected_headers.push(pair);
                }
            }
        }
        Ok(())
    }

    /// `name: value`.
    fn pair(&mut self) -> Result<(String, String), Refusal> {
        let line = self.peek().unwrap_or_default();
        let Some((name, value)) = line.split_once(':') else {
            return self.refuse(format!("expected `name: value`, not {line:?}"));
        };
        if value.contains('#') || value.contains('\\') || name.contains(char::is_whitespace) {
            return self.refuse("a value has no `#` and no `\\`, a name no space");
        }
        self.at += 1;
        Ok((name.to_owned(), value.trim().to_owned()))
    }

    /// The lines of a section up to the next one.
    fn pairs(&mut self) -> Result<Vec<(String, String)>, Refusal> {
        self.at += 1;
        let mut pairs = Vec::new();
        while let Some(line) = self.peek() {
            if line.starts_with(['[', '{', '`']) || line.starts_with("HTTP ") {
                break;
            }
            pairs.push(self.pair()?);
        }
        Ok(pairs)
    }

    fn options(&mut self, entry: &mut Entry) -> Result<(), Refusal> {
        let first = self.at + 1;
        for (index, (name, value)) in self.pairs()?.into_iter().enumerate() {
            let number = value.trim_end_matches("ms").parse::<u64>();
            match (name.as_str(), number) {
                ("variable", _) => {
                    let Some((name, value)) = value.split_once('=') else {
                        return self.refuse("a variable is `name=value`");
                    };
                    entry.variables.push((name.to_owned(), value.to_owned()));
                }
                ("retry", Ok(number)) => entry.retry = number as usize,
                ("retry-interval", Ok(number)) if value.ends_with("ms") => {
                    entry.retry_interval = number;
                }
                ("delay", Ok(number)) if value.ends_with("ms") => entry.delay = number,
                _ => {
                    return Err(Refusal {
                        line: first + index + 1,
                        message: format!("the option {name} is not in our subset"),
                    });
                }
            }
        }
        Ok(())
    }

    /// Lines up to the bracket that closes the first one.
    fn json(&mut self) -> Result<String, Refusal> {
        let start = self.at;
        let (mut depth, mut text) = (0_i32, String::new());
        while let Some(line) = self.lines.get(self.at) {
            let (mut in_string, mut escaped) = (false, false);
            for char in line.chars() {
                match char {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '"' => in_string = !in_string,
                    '{' | '[' if !in_string => depth += 1,
                    '}' | ']' if !in_string => depth -= 1,
                    _ => (),
                }
            }
            text.push_str(line);
            text.push('\n');
            self.at += 1;
            if depth == 0 {
                return Ok(text);
            }
        }
        self.at = start;
        self.refuse("the JSON body is not closed")
    }

    /// `` `one line` `` or lines between fences.
    fn backticks(&mut self) -> Result<String, Refusal> {
        let line = self.peek().unwrap_or_default();
        if line == "```" {
            self.at += 1;
            let mut text = String::new();
            while let Some(line) = self.lines.get(self.at) {
                self.at += 1;
                if *line == "```" {
                    return Ok(text);
                }
                text.push_str(line);
                text.push('\n');
            }
            return self.refuse("the text is not closed with a line ```");
        }
        let inner = line.strip_prefix('`').and_then(|it| it.strip_suffix('`'));
        match inner.filter(|it| !it.is_empty() && !it.contains('`') && !it.contains('\\')) {
            Some(inner) => {
                self.at += 1;
                Ok(inner.to_owned())
            }
            None => self.refuse("a text is `one line`, or lines between lines ```"),
        }
    }

    fn captures(&mut self, entry: &mut Entry) -> Result<(), Refusal> {
        self.at += 1;
        while let Some((name, rest)) = self.section_line()?.and_then(|it| it.split_once(':')) {
            let mut tokens = self.tokens(rest)?;
            let subject = self.subject(&mut tokens)?;
            if !tokens.is_empty() {
                return self.refuse("a capture ends with its filters");
            }
            entry.captures.push((name.to_owned(), subject));
            self.at += 1;
        }
        Ok(())
    }

    fn asserts(&mut self, entry: &mut Entry) -> Result<(), Refusal> {
        self.at += 1;
        while let Some(line) = self.section_line()? {
            let mut tokens = self.tokens(line)?;
            let subject = self.subject(&mut tokens)?;
            let not = take_word(&mut tokens, "not");
            let Some(Token::Word(predicate)) = tokens.first().cloned() else {
                return self.refuse("expected a predicate");
            };
            let value = match tokens.get(1) {
                None => Value::None,
                Some(token) => match token.value() {
                    Some(value) => value,
                    None => return self.refuse(format!("cannot compare with {token:?}")),
                },
            };
            let takes_value = match predicate.as_str() {
                "==" | "!=" | ">" | ">=" | "<" | "<=" | "startsWith" | "endsWith" | "contains"
                | "matches" => true,
                "exists" | "isEmpty" | "isInteger" | "isNumber" | "isString" | "isBoolean"
                | "isList" | "isObject" | "isIsoDate" => false,
                _ => return self.refuse(format!("{predicate} is not in our subset")),
            };
            if takes_value == matches!(value, Value::None) || tokens.len() > 2 {
                return self.refuse(format!("{predicate} has a wrong number of values"));
            }
            entry.asserts.push(Assert {
                line: self.at + 1,
                subject,
                not,
                predicate,
                value,
            });
            self.at += 1;
        }
        Ok(())
    }

    /// The next line of the section, if it has one more.
    fn section_line(&mut self) -> Result<Option<&'a str>, Refusal> {
        let Some(line) = self.peek() else {
            return Ok(None);
        };
        let is_request = METHODS.contains(&line.split(' ').next().unwrap_or_default());
        Ok((!is_request && section(line).is_none()).then_some(line))
    }

    fn subject(&self, tokens: &mut Vec<Token>) -> Result<Subject, Refusal> {
        let Some(Token::Word(name)) = tokens.first().cloned() else {
            return self.refuse("expected a query");
        };
        tokens.remove(0);
        let mut argument = || match tokens.first().cloned() {
            Some(Token::Text(text)) => {
                tokens.remove(0);
                Ok(text)
            }
            _ => self.refuse(format!("{name} needs a text in quotes")),
        };
        let query = match name.as_str() {
            "status" => Query::Status,
            "body" => Query::Body,
            "bytes" => Query::Bytes,
            "header" => Query::Header(argument()?),
            "cookie" => Query::Cookie(argument()?),
            "jsonpath" => Query::JsonPath(argument()?),
            "variable" => Query::Variable(argument()?),
            _ => return self.refuse(format!("the query {name} is not in our subset")),
        };
        let mut filters = Vec::new();
        while let Some(Token::Word(word)) = tokens.first().cloned() {
            let (filter, used) = match (word.as_str(), tokens.get(1)) {
                ("count", _) => (Filter::Count, 1),
                ("toInt", _) => (Filter::ToInt, 1),
                ("nth", Some(Token::Number(n))) => (Filter::Nth(*n as usize), 2),
                ("regex", Some(Token::Pattern(it) | Token::Text(it))) => {
                    (Filter::Regex(it.clone()), 2)
                }
                _ => break,
            };
            filters.push(filter);
            tokens.drain(..used);
        }
        Ok(Subject { query, filters })
    }

    /// The words of a line.
    fn tokens(&self, line: &str) -> Result<Vec<Token>, Refusal> {
        let mut tokens = Vec::new();
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let used = match first {
                '"' | '/' => match quoted(rest, first) {
                    Some((text, used)) if first == '/' => {
                        tokens.push(Token::Pattern(text));
                        used
                    }
                    Some((text, used)) => {
                        tokens.push(Token::Text(text));
                        used
                    }
                    None => return self.refuse("a quote is not closed, or an escape is unknown"),
                },
                '#' => return self.refuse("a comment stands on a line of its own"),
                _ => {
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    tokens.push(match rest[..end].parse() {
                        Ok(number) => Token::Number(number),
                        Err(_) => Token::Word(rest[..end].to_owned()),
                    });
                    end
                }
            };
            rest = rest[used..].trim_start();
        }
        Ok(tokens)
    }
}

#[derive(Clone, Debug)]
enum Token {
    Word(String),
    Text(String),
    Number(f64),
    Pattern(String),
}

impl Token {
    fn value(&self) -> Option<Value> {
        Some(match self {
            Token::Text(text) => Value::Text(text.clone()),
            Token::Number(number) => Value::Number(*number),
            Token::Pattern(pattern) => Value::Pattern(pattern.clone()),
            Token::Word(word) => match word.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                _ => {
                    let name = word.strip_prefix("{{")?.strip_suffix("}}")?;
                    Value::Variable(name.to_owned())
                }
            },
        })
    }
}

fn take_word(tokens: &mut Vec<Token>, word: &str) -> bool {
    let found = matches!(tokens.first(), Some(Token::Word(it)) if it == word);
    if found {
        tokens.remove(0);
    }
    found
}

/// The text between two quotes, and how many bytes it took with them.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut inner = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, char)) = chars.next() {
        match char {
            _ if char == quote => return Some((inner, at + 1)),
            '\\' => match (quote, chars.next()?.1) {
                ('"', 'n') => inner.push('\n'),
                ('"', 'r') => inner.push('\r'),
                ('"', other @ ('"' | '\\')) => inner.push(other),
                ('/', '/') => inner.push('/'),
                ('/', other) => inner.extend(['\\', other]),
                _ => return None,
            },
            _ => inner.push(char),
        }
    }
    None
}

/// The name in `[Name]`.
fn section(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let starts_big = name.starts_with(|it: char| it.is_ascii_uppercase());
    (starts_big && name.chars().all(|it| it.is_ascii_alphabetic())).then_some(name)
}
