//! Every code sample of the texts: it parses, it runs if it is whole, and it follows the advice
//! that the guide itself gives.
//!
//! A sample that is whole is run by default. The words behind its language say otherwise:
//! `content/README.md` has them. Tools that are not on the machine are named and left out; with
//! `GUIDE_SAMPLES=required`, as in CI, that is a failure.

mod advice;
mod data;
mod grammar;
mod tools;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use career_guide::markdown::{CODE_WORDS, LANGUAGES};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::helpers::{SMALL, parse};

/// A code block of a text.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Path of the file below the folder of the guide, such as `content/guide/http.md`.
    pub file: String,
    /// The line of the file that stands above the first line of code.
    pub line: usize,
    /// The first word behind the fence.
    pub language: String,
    /// The words behind the language.
    pub words: Vec<String>,
    /// The code.
    pub code: String,
}

/// What is wrong with a sample.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    file: String,
    line: usize,
    message: String,
}

impl Sample {
    /// Something wrong at a line of the sample, counted from 1; 0 if nobody knows where.
    pub fn finding(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding {
            file: self.file.clone(),
            line: self.line + line,
            message: message.into(),
        }
    }

    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|it| it == word)
    }

    /// Whether it is complete enough to try as it stands.
    pub fn is_whole(&self) -> bool {
        !self.has("no-run")
    }
}

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut samples = Vec::new();
    let mut folders = vec![root.join("content")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_text = path.extension().is_some_and(|it| it == "md");
            if path.is_dir() {
                folders.push(path);
            } else if is_text && !path.ends_with("README.md") {
                let shown = path.strip_prefix(root).unwrap().display().to_string();
                samples.extend(extract(&shown, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    samples.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    samples
});

/// The code blocks of a text; front matter has none, because it is no Markdown that could.
fn extract(file: &str, text: &str) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut open = false;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                samples.push(Sample {
                    file: file.to_owned(),
                    line: text[..range.start].matches('\n').count() + 1,
                    language: words.next().unwrap_or_default(),
                    words: words.collect(),
                    code: String::new(),
                });
                open = true;
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(code) if open => {
                if let Some(sample) = samples.last_mut() {
                    sample.code.push_str(&code);
                }
            }
            _ => (),
        }
    }
    samples
}

fn of(languages: &[&str]) -> Vec<&'static Sample> {
    let wanted = |it: &&Sample| languages.contains(&it.language.as_str());
    SAMPLES.iter().filter(wanted).collect()
}

#[track_caller]
fn none(mut findings: Vec<Finding>) {
    findings.sort();
    findings.dedup();
    let mut list = String::new();
    for it in &findings {
        let _ = writeln!(list, "{}:{}: {}", it.file, it.line, it.message);
    }
    let help = "A part of something larger is marked ```python no-run, a mistake on purpose ```python wrong; see content/README.md.";
    assert!(findings.is_empty(), "\n{list}\n{help}");
}

/// Runs a tool over samples, or says that it is missing.
#[track_caller]
fn with_tool(languages: &[&str], run: impl Fn(&[&Sample]) -> Result<Vec<Finding>, String>) {
    let samples = of(languages);
    assert!(!samples.is_empty(), "no samples of {languages:?}");
    match run(&samples) {
        Ok(findings) => none(findings),
        Err(missing) if env::var("GUIDE_SAMPLES").is_ok_and(|it| it == "required") => {
            panic!("the samples must be tried: {missing}")
        }
        Err(missing) => {
            // Written past the test harness, which shows the output of failures only.
            let _ = writeln!(
                std::io::stderr(),
                "\nSKIPPED the samples of {languages:?}: {missing}"
            );
        }
    }
}

#[test]
fn python_samples_run() {
    with_tool(&["python"], tools::python);
}

#[test]
fn javascript_samples_run() {
    with_tool(&["javascript"], tools::javascript);
}

#[test]
fn sql_samples_run_in_postgresql_or_sqlite() {
    with_tool(&["sql"], tools::sql);
}

#[test]
fn java_samples_compile() {
    with_tool(&["java"], tools::java);
}

#[test]
fn rust_samples_compile() {
    with_tool(&["rust"], tools::rust);
}

#[test]
fn shell_samples_parse() {
    with_tool(&["bash"], tools::bash);
}

#[test]
fn samples_of_compiled_and_scripted_languages_parse() {
    let languages = ["go", "csharp", "ruby", "php", "java", "rust"];
    none(
        of(&languages)
            .into_iter()
            .filter_map(grammar::check)
            .collect(),
    );
}

#[test]
fn data_samples_parse() {
    let languages = ["json", "yaml", "toml", "http", "dockerfile"];
    none(of(&languages).into_iter().flat_map(data::check).collect());
}

#[test]
fn samples_follow_the_advice_of_the_guide() {
    let checked = SAMPLES.iter().filter(|it| !it.has("wrong"));
    none(checked.flat_map(advice::check).collect());
}

/// A language nobody checks would be a hole that no test shows.
#[test]
fn every_language_of_the_samples_is_checked() {
    let checked = [
        "python",
        "javascript",
        "sql",
        "java",
        "rust",
        "bash",
        "go",
        "csharp",
        "ruby",
        "php",
        "json",
        "yaml",
        "toml",
        "http",
        "dockerfile",
    ];
    // These have no grammar to break: a browser shows any HTML, and one sample of TypeScript is
    // an error on purpose.
    let free = ["text", "html", "diff", "css", "typescript"];
    let used: BTreeSet<&str> = SAMPLES.iter().map(|it| it.language.as_str()).collect();
    let unchecked: Vec<_> = used
        .iter()
        .filter(|it| !checked.contains(it) && !free.contains(it))
        .collect();
    assert!(unchecked.is_empty(), "{unchecked:?}");
    assert_eq!(LANGUAGES.len(), checked.len() + free.len());
    for sample in SAMPLES.iter() {
        let unknown = sample
            .words
            .iter()
            .find(|it| !CODE_WORDS.contains(&it.as_str()));
        assert_eq!(unknown, None, "{}:{}", sample.file, sample.line);
    }
}

#[test]
fn a_sample_is_found_where_it_stands() {
    let text = "One.\n\n```python no-run\nx = 1\n```\n\n- item\n\n  ```sql\n  SELECT 1;\n  ```\n";
    let samples = extract("a.md", text);
    let found: Vec<(usize, &str, &str, bool)> = samples
        .iter()
        .map(|it| {
            (
                it.line,
                it.language.as_str(),
                it.code.as_str(),
                it.is_whole(),
            )
        })
        .collect();
    let expected = [
        (3, "python", "x = 1\n", false),
        (9, "sql", "SELECT 1;\n", true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn readers_see_which_sample_is_wrong_and_writers_which_word_means_nothing() {
    let text = SMALL.replace("```http\nGET", "```http wrong\nGET");
    let guide = parse(&text).unwrap();
    let html = &guide.steps[0].body.html;
    assert!(html.contains("data-language=\"HTTP, with a mistake on purpose\""));
    let text = SMALL.replace("```http\nGET", "```http norun\nGET");
    let problems = parse(&text).unwrap_err().to_string();
    let expected = "content/guide/http.md:22:1: `norun` means nothing behind a code language (did you mean `no-run`?)\n";
    assert_eq!(problems, expected);
}

/// A sample for the tests of the checks themselves.
#[cfg(test)]
fn sample(info: &str, code: &str) -> Sample {
    extract("a.md", &format!("```{info}\n{code}\n```\n")).remove(0)
}
