//! A file to the text in it, whatever the file holds.
//!
//! PDF is left out on purpose. In November 2026 the readers in Rust that give text build on
//! lopdf; pdf-extract has an open list of about 50 panics and unlimited recursions on hostile
//! files (its issue 141), and a stack that overflows ends the process, which no `catch_unwind`
//! prevents. None of them bounds the time of one page. A visitor who selects and copies the text
//! also sees what a parser would see, so the form asks for that.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::json::text_of_json_resume;
use super::read::clean;
use crate::content::{First, JsonResume, NotJsonResume};

/// A larger file is not read, in bytes.
pub const LARGEST_FILE: usize = 1024 * 1024;
/// The text of a DOCX file is XML and may unpack to so many bytes: 20,000 characters need a
/// tenth of it.
const LARGEST_XML: u64 = 2 * 1024 * 1024;
/// A DOCX file holds a few dozen files.
const MOST_ENTRIES: usize = 400;
/// Text longer than any that is checked is not collected to its end.
const LONGEST_COLLECTED: usize = 400_000;

/// Why there is no text in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It is empty.
    Empty,
    /// It is a PDF.
    Pdf,
    /// It is a file of an old word processor.
    OldWord,
    /// It is a ZIP file, and no DOCX, or a damaged one.
    NotDocx,
    /// It is a DOCX that unpacks to far more than a résumé.
    TooLargeInside,
    /// It is JSON and no JSON Resume, or damaged JSON: line and column.
    NotJsonResume(NotJsonResume),
    /// It is a picture, a program or a text in an old character set.
    NotText,
}

/// The text of a file, told by its first bytes; the name only decides about JSON.
///
/// # Errors
/// Says what the file is instead.
pub fn text_of_file(name: &str, bytes: &[u8], order: First) -> Result<String, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Unreadable::Pdf);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || bytes.starts_with(b"{\\rtf") {
        return Err(Unreadable::OldWord);
    }
    if bytes.starts_with(b"PK") {
        return text_of_docx(bytes);
    }
    let text = decode(bytes)?;
    if name.to_lowercase().ends_with(".json") || text.trim_start().starts_with('{') {
        let resume = JsonResume::parse(&text).map_err(Unreadable::NotJsonResume)?;
        return Ok(text_of_json_resume(&resume, order));
    }
    Ok(text)
}

/// UTF-8, or UTF-16 with its mark.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let utf16 = |from: fn([u8; 2]) -> u16| {
        let units = bytes[2..]
            .chunks_exact(2)
            .map(|pair| from([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.map_err(|_| Unreadable::NotText)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes)?,
        _ => String::from_utf8(bytes.to_vec()).map_err(|_| Unreadable::NotText)?,
    };
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    Ok(clean(&text))
}

/// The paragraphs of a word processor's file. Headers and footers are other files in it and are
/// not read, as many parsers do not read them.
fn text_of_docx(bytes: &[u8]) -> Result<String, Unreadable> {
    if entries_promised(bytes) > MOST_ENTRIES {
        return Err(Unreadable::TooLargeInside);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotDocx)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Unreadable::TooLargeInside);
    }
    let document = archive
        .by_name("word/document.xml")
        .map_err(|_| Unreadable::NotDocx)?;
    let mut xml = String::new();
    // The size in the file's own list may be a lie, so what comes out is counted.
    document
        .take(LARGEST_XML + 1)
        .read_to_string(&mut xml)
        .map_err(|_| Unreadable::NotDocx)?;
    if xml.len() as u64 > LARGEST_XML {
        return Err(Unreadable::TooLargeInside);
    }
    let text = text_of_xml(&xml).ok_or(Unreadable::NotDocx)?;
    Ok(clean(&text))
}

/// How many files a ZIP file lists: each has a mark in the list at its end. Counted before the
/// list is read, because reading a long one is dear.
fn entries_promised(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|it| *it == b"PK\x01\x02").count()
}

fn text_of_xml(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    let mut paragraph = String::new();
    let (mut in_text, mut is_list) = (false, false);
    while text.len() + paragraph.len() < LONGEST_COLLECTED {
        match reader.read_event().ok()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => in_text = true,
                "numPr" => is_list = true,
                // The same words again, for older programs.
                "Fallback" => {
                    let name = tag.to_end().into_owned();
                    reader.read_to_end(name.name()).ok()?;
                }
                _ => (),
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => paragraph.push('\t'),
                "br" | "cr" => paragraph.push('\n'),
                "numPr" => is_list = true,
                "p" => text.push('\n'),
                _ => (),
            },
            Event::Text(words) if in_text => paragraph.push_str(&words.xml10_content()),
            Event::GeneralRef(name) if in_text => match name.resolve_char_ref() {
                Ok(Some(c)) => paragraph.push(c),
                _ => paragraph.push(match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => ' ',
                }),
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" => {
                    if is_list && !paragraph.trim().is_empty() {
                        text.push_str("- ");
                    }
                    text.push_str(&paragraph);
                    text.push('\n');
                    paragraph.clear();
                    is_list = false;
                }
                _ => (),
            },
            Event::Eof => break,
            _ => (),
        }
    }
    Some(text)
}
