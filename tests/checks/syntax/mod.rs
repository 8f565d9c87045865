//! The part of the Hurl format that our acceptance checks use, read strictly.
//!
//! The official parser needs libxml2, and `cargo test` must need nothing but Rust and a C
//! compiler. So this one reads a subset and refuses the rest with its line. That a file means the
//! same to the real command is tested with the real command, see `real_hurl.rs`.

mod reader;
mod words;

use std::fmt;

pub use reader::parse;

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
