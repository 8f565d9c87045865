//! What a visitor sends, and what is asked of them when it cannot be read.

use super::document::{LARGEST_FILE, Unreadable, text_of_file};
use super::read::clean;
use super::{Month, Question};
use crate::content::{First, JsonResume, NotJsonResume, thousands};
use crate::tools::FieldError;

/// A longer text is not checked, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// A shorter one is no résumé, in characters.
const SHORTEST_TEXT: usize = 300;

/// The question as it arrives.
#[derive(Debug, Default)]
pub struct ResumeQuery {
    /// The pasted résumé.
    pub text: String,
    /// A file in its place.
    pub file: Option<Upload>,
    /// The advert.
    pub advert: String,
    /// Whether it is for a first job.
    pub is_first_job: bool,
}

/// A file as it arrives.
#[derive(Debug, Default)]
pub struct Upload {
    /// The name it had.
    pub name: String,
    /// What is in it, up to [`LARGEST_FILE`].
    pub bytes: Vec<u8>,
    /// How long it is altogether, in bytes.
    pub length: usize,
}

impl ResumeQuery {
    /// Turns it into a question. A text that could be read stays in `self.text`, so that the
    /// form shows what was understood.
    ///
    /// # Errors
    /// Says which field to change.
    pub fn parse(&mut self, today: Month) -> Result<Question, Vec<FieldError>> {
        let mut errors = Vec::new();
        if let Some(file) = self.file.take().filter(|file| file.length > 0) {
            let order = if self.is_first_job {
                First::Projects
            } else {
                First::Work
            };
            match read(&file, order) {
                Ok(text) => self.text = text,
                Err(message) => errors.push(FieldError {
                    field: "file",
                    message,
                }),
            }
        } else {
            self.text = clean(&self.text);
        }
        self.advert = clean(&self.advert);
        let length = self.text.chars().count();
        if !errors.is_empty() {
            // The file is what was meant; its text is not known.
        } else if self.text.trim().is_empty() {
            errors.push(text_error(
                "Paste the text of your résumé, or choose a file".to_owned(),
            ));
        } else if length > LONGEST_TEXT {
            let is = figures(length);
            errors.push(text_error(format!(
                "Your résumé must be {} characters or fewer. This is {is}.",
                figures(LONGEST_TEXT)
            )));
        } else if length < SHORTEST_TEXT {
            errors.push(text_error(
                "This looks like part of a résumé. Paste all of it.".to_owned(),
            ));
        }
        let length = self.advert.chars().count();
        if length > LONGEST_TEXT {
            let is = figures(length);
            let message = format!(
                "The advert must be {} characters or fewer. This is {is}.",
                figures(LONGEST_TEXT)
            );
            errors.push(FieldError {
                field: "advert",
                message,
            });
        }
        if errors.is_empty() {
            Ok(Question {
                text: self.text.clone(),
                advert: self.advert.clone(),
                is_first_job: self.is_first_job,
                today,
            })
        } else {
            Err(errors)
        }
    }
}

/// Reads a JSON Resume to be drawn, from a field or a file.
///
/// # Errors
/// Says what to do instead.
pub fn parse_json_resume(text: &str, file: Option<&Upload>) -> Result<JsonResume, FieldError> {
    let error = |field, message: String| Err(FieldError { field, message });
    let (field, text) = match file.filter(|file| file.length > 0) {
        Some(file) if file.length > LARGEST_FILE => return error("file", too_large(file)),
        Some(file) => match std::str::from_utf8(&file.bytes) {
            Ok(text) => ("file", text),
            Err(_) => return error("file", "Choose a JSON file".to_owned()),
        },
        None if text.trim().is_empty() => {
            return error("file", "Choose a JSON Resume file, or paste one".to_owned());
        }
        None => ("text", text),
    };
    let text = text.trim_start_matches('\u{feff}');
    JsonResume::parse(text).or_else(|why| error(field, not_json_resume(&why)))
}

fn text_error(message: String) -> FieldError {
    FieldError {
        field: "text",
        message,
    }
}

fn too_large(file: &Upload) -> String {
    let kilobytes = file.length.div_ceil(1024);
    format!(
        "Choose a file of 1,024 KB or less. This one has {} KB.",
        figures(kilobytes)
    )
}

fn not_json_resume(why: &NotJsonResume) -> String {
    match why {
        NotJsonResume::NotJson(line, column) => {
            format!("Repair the JSON: it cannot be read at line {line}, character {column}")
        }
        NotJsonResume::NoBasics => "Choose a JSON Resume: this JSON has no “basics”".to_owned(),
        NotJsonResume::TooMany => {
            "Take entries out of this JSON: it has far more of them than a résumé".to_owned()
        }
    }
}

/// The text of a file, or what to do instead.
fn read(file: &Upload, order: First) -> Result<String, String> {
    if file.length > LARGEST_FILE {
        return Err(too_large(file));
    }
    text_of_file(&file.name, &file.bytes, order).map_err(|why| match why {
        Unreadable::Empty => "Choose a file that is not empty".to_owned(),
        Unreadable::Pdf => "Open the PDF, select all, copy, and paste the text below. We do not read PDF files, and copying shows you what a program would see.".to_owned(),
        Unreadable::OldWord => "Save the file as DOCX or plain text, and choose that".to_owned(),
        Unreadable::NotDocx => "Choose a DOCX, text, Markdown or JSON Resume file. This ZIP file is none that we can read.".to_owned(),
        Unreadable::TooLargeInside => "Paste the text instead. This file unpacks to more than a résumé needs.".to_owned(),
        Unreadable::NotJsonResume(why) => not_json_resume(&why),
        Unreadable::NotText => "Choose a text file saved as UTF-8, or paste the text".to_owned(),
    })
}

fn figures(number: usize) -> String {
    thousands(number as u64)
}
