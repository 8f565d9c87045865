//! The lines of a file: requests, answers and their sections.

use super::words;
use super::{Assert, Body, Entry, File, Refusal};

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

    /// What stands in the words of this line, or the refusal with its place.
    fn read<T>(&self, found: Result<T, String>) -> Result<T, Refusal> {
        found.or_else(|message| self.refuse(message))
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
            let mut tokens = self.read(words::tokens(rest))?;
            let subject = self.read(words::subject(&mut tokens))?;
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
            let mut tokens = self.read(words::tokens(line))?;
            let subject = self.read(words::subject(&mut tokens))?;
            let (not, predicate, value) = self.read(words::predicate(&mut tokens))?;
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
}

/// The name in `[Name]`.
fn section(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let starts_big = name.starts_with(|it: char| it.is_ascii_uppercase());
    (starts_big && name.chars().all(|it| it.is_ascii_alphabetic())).then_some(name)
}
