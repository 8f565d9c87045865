//! The words of one line in `[Captures]` or `[Asserts]`.

use super::{Filter, Query, Subject, Value};

/// The words of a line.
pub fn tokens(line: &str) -> Result<Vec<Token>, String> {
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
                None => return Err("a quote is not closed, or an escape is unknown".to_owned()),
            },
            '#' => return Err("a comment stands on a line of its own".to_owned()),
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

/// The query and its filters, taken from the front.
pub fn subject(tokens: &mut Vec<Token>) -> Result<Subject, String> {
    let Some(Token::Word(name)) = tokens.first().cloned() else {
        return Err("expected a query".to_owned());
    };
    tokens.remove(0);
    let mut argument = || match tokens.first().cloned() {
        Some(Token::Text(text)) => {
            tokens.remove(0);
            Ok(text)
        }
        _ => Err(format!("{name} needs a text in quotes")),
    };
    let query = match name.as_str() {
        "status" => Query::Status,
        "body" => Query::Body,
        "bytes" => Query::Bytes,
        "header" => Query::Header(argument()?),
        "cookie" => Query::Cookie(argument()?),
        "jsonpath" => Query::JsonPath(argument()?),
        "variable" => Query::Variable(argument()?),
        _ => return Err(format!("the query {name} is not in our subset")),
    };
    let mut filters = Vec::new();
    while let Some(Token::Word(word)) = tokens.first().cloned() {
        let (filter, used) = match (word.as_str(), tokens.get(1)) {
            ("count", _) => (Filter::Count, 1),
            ("toInt", _) => (Filter::ToInt, 1),
            ("nth", Some(Token::Number(n))) => (Filter::Nth(*n as usize), 2),
            ("regex", Some(Token::Pattern(it) | Token::Text(it))) => (Filter::Regex(it.clone()), 2),
            _ => break,
        };
        filters.push(filter);
        tokens.drain(..used);
    }
    Ok(Subject { query, filters })
}

/// What is asked of a subject: whether it is turned round, its name and what it compares with.
pub fn predicate(tokens: &mut Vec<Token>) -> Result<(bool, String, Value), String> {
    let not = take_word(tokens, "not");
    let Some(Token::Word(name)) = tokens.first().cloned() else {
        return Err("expected a predicate".to_owned());
    };
    let value = match tokens.get(1) {
        None => Value::None,
        Some(token) => match token.value() {
            Some(value) => value,
            None => return Err(format!("cannot compare with {token:?}")),
        },
    };
    let takes_value = match name.as_str() {
        "==" | "!=" | ">" | ">=" | "<" | "<=" | "startsWith" | "endsWith" | "contains"
        | "matches" => true,
        "exists" | "isEmpty" | "isInteger" | "isNumber" | "isString" | "isBoolean" | "isList"
        | "isObject" | "isIsoDate" => false,
        _ => return Err(format!("{name} is not in our subset")),
    };
    if takes_value == matches!(value, Value::None) || tokens.len() > 2 {
        return Err(format!("{name} has a wrong number of values"));
    }
    Ok((not, name, value))
}

#[derive(Clone, Debug)]
pub enum Token {
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
