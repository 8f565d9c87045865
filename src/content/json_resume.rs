//! A résumé in the open format JSON Resume: what the starters are written in, and what visitors
//! may send.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::draft::Parsed;
use super::{Problems, SourceFile};

/// A file with more quotes, commas and brackets of JSON than this is not read: those of a résumé
/// of 20,000 characters are about 2,000, and each costs memory and time.
const MOST_MARKS: usize = 20_000;

/// A résumé as data. What a file does not say is an empty text or an empty list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonResume {
    /// The whole name.
    pub name: String,
    /// The role, in a few words.
    pub label: String,
    /// The email address.
    pub email: String,
    /// The phone number.
    pub phone: String,
    /// City, region and country, joined by commas.
    pub place: String,
    /// The own page and the profiles, each an address.
    pub links: Vec<String>,
    /// A few sentences.
    pub summary: String,
    /// Name of a group and the skills in it.
    pub skills: Vec<(String, Vec<String>)>,
    /// What was built.
    pub projects: Vec<JsonEntry>,
    /// Where the person worked.
    pub work: Vec<JsonEntry>,
    /// Where they helped.
    pub volunteer: Vec<JsonEntry>,
    /// Where they learned.
    pub education: Vec<JsonEntry>,
    /// Certificates and awards, a line each.
    pub certificates: Vec<String>,
    /// Languages and how well, a line each.
    pub languages: Vec<String>,
}

/// A job, a project or a school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonEntry {
    /// The project, the role, or the degree.
    pub title: String,
    /// The employer or the school, and the place; empty for projects.
    pub at: String,
    /// An address; empty if there is none.
    pub url: String,
    /// What it was made with.
    pub keywords: Vec<String>,
    /// When, such as `March 2024 to present`; empty if it does not say.
    pub time: String,
    /// One sentence.
    pub summary: String,
    /// What was done.
    pub highlights: Vec<String>,
}

/// Why a text is not a JSON Resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotJsonResume {
    /// It is no JSON: line and column, counted from 1.
    NotJson(usize, usize),
    /// It is JSON, and has no object `basics`.
    NoBasics,
    /// It has far more entries than a résumé.
    TooMany,
}

impl JsonResume {
    /// Reads a résumé. Fields it does not know and values of another kind are passed over,
    /// because files in the wild follow several versions of the format.
    ///
    /// # Errors
    /// Says where the text stops being JSON, or that it is another kind of file.
    pub fn parse(text: &str) -> Result<JsonResume, NotJsonResume> {
        // Counted before it is read, because reading many entries is what is dear.
        let marks = text.bytes().filter(|it| b"\",[{".contains(it)).count();
        if marks > MOST_MARKS {
            return Err(NotJsonResume::TooMany);
        }
        let value: Value = serde_json::from_str(text)
            .map_err(|err| NotJsonResume::NotJson(err.line(), err.column()))?;
        let basics = value
            .get("basics")
            .and_then(Value::as_object)
            .ok_or(NotJsonResume::NoBasics)?;
        let place = basics.get("location").and_then(Value::as_object);
        let place = place.map(|it| {
            ["city", "region", "countryCode"]
                .map(|key| text_of(it, key))
                .to_vec()
        });
        let mut links = vec![text_of(basics, "url"), text_of(basics, "website")];
        links.extend(objects(basics.get("profiles")).map(|it| text_of(it, "url")));
        links.retain(|it| !it.is_empty());
        let entries = |key: &str, read: fn(&Map<String, Value>) -> JsonEntry| {
            objects(value.get(key)).map(read).collect()
        };
        Ok(JsonResume {
            name: text_of(basics, "name"),
            label: text_of(basics, "label"),
            email: text_of(basics, "email"),
            phone: text_of(basics, "phone"),
            place: joined(place.unwrap_or_default()),
            links,
            summary: text_of(basics, "summary"),
            skills: objects(value.get("skills"))
                .map(|it| (text_of(it, "name"), texts(it.get("keywords"))))
                .collect(),
            projects: entries("projects", |it| entry(it, &["name"], &["entity"])),
            work: entries("work", |it| {
                entry(it, &["position"], &["name", "company", "location"])
            }),
            volunteer: entries("volunteer", |it| {
                entry(it, &["position"], &["organization"])
            }),
            education: entries("education", |it| {
                entry(it, &["studyType", "area"], &["institution"])
            }),
            certificates: objects(value.get("certificates"))
                .map(|it| {
                    joined(vec![
                        text_of(it, "name"),
                        text_of(it, "issuer"),
                        month(&text_of(it, "date")),
                    ])
                })
                .chain(objects(value.get("awards")).map(|it| {
                    joined(vec![
                        text_of(it, "title"),
                        text_of(it, "awarder"),
                        month(&text_of(it, "date")),
                    ])
                }))
                .filter(|it| !it.is_empty())
                .collect(),
            languages: objects(value.get("languages"))
                .map(|it| {
                    let (language, fluency) = (text_of(it, "language"), text_of(it, "fluency"));
                    if fluency.is_empty() {
                        language
                    } else {
                        format!("{language} ({fluency})")
                    }
                })
                .filter(|it| !it.is_empty())
                .collect(),
        })
    }
}

fn entry(it: &Map<String, Value>, title: &[&str], at: &[&str]) -> JsonEntry {
    let all = |keys: &[&str]| keys.iter().map(|key| text_of(it, key)).collect::<Vec<_>>();
    let (title, at) = (joined(all(title)), joined(all(at)));
    let mut highlights = texts(it.get("highlights"));
    highlights.extend(texts(it.get("courses")));
    let summary = text_of(it, "summary");
    let summary = if summary.is_empty() {
        text_of(it, "description")
    } else {
        summary
    };
    // A time without a role, such as one of care, is named by what it was.
    let (title, at) = if title.is_empty() {
        (at, String::new())
    } else {
        (title, at)
    };
    JsonEntry {
        title,
        at,
        url: text_of(it, "url"),
        keywords: texts(it.get("keywords")),
        time: time(&text_of(it, "startDate"), &text_of(it, "endDate")),
        summary,
        highlights,
    }
}

fn joined(parts: Vec<String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join(", ")
}

/// A text field on one line.
fn text_of(object: &Map<String, Value>, key: &str) -> String {
    object
        .get(key)
        .and_then(Value::as_str)
        .map(one_line)
        .unwrap_or_default()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn objects(list: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let all = list
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    all.map(one_line).filter(|it| !it.is_empty()).collect()
}

/// `2024-03` and nothing is `March 2024 to present`.
fn time(start: &str, end: &str) -> String {
    match (month(start), month(end)) {
        (start, end) if start.is_empty() => end,
        (start, end) if end.is_empty() => format!("{start} to present"),
        (start, end) if start == end => start,
        (start, end) => format!("{start} to {end}"),
    }
}

/// `2024-03-15` is `March 2024`; what is not written so stays as it is.
fn month(date: &str) -> String {
    let first_day = || {
        let (year, rest) = date.split_once('-').filter(|(year, _)| year.len() == 4)?;
        let month = rest.split('-').next()?.parse().ok()?;
        Date::new(year.parse().ok()?, month, 1).ok()
    };
    match first_day() {
        Some(day) => day.strftime("%B %Y").to_string(),
        None => date.to_owned(),
    }
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match JsonResume::parse(&file.text) {
        Ok(resume) => Parsed::JsonResume(Box::new(resume)),
        Err(why) => {
            problems.not_a_json_resume(file, &why);
            Parsed::Broken
        }
    }
}
