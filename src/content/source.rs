//! The files of the content folder, as text in memory.
//!
//! The only place that reads content from the disk or from the program itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use rust_embed::Embed;

use super::{Origin, Problems};

/// The content folder as it was when the program was built.
#[derive(Embed)]
#[folder = "content/"]
#[exclude = "_*/*"]
#[exclude = "README.md"]
struct BuiltIn;

/// One file of content, kept whole so that a problem can point into it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the content folder with `/` separators, such as `guide/http.md`.
    pub path: String,
    /// The path a writer knows it by, such as `content/guide/http.md`.
    pub shown: String,
    /// The whole text of the file.
    pub text: String,
}

impl Files {
    /// Files that are in memory already, as tests have them.
    pub fn of(list: Vec<SourceFile>) -> Files {
        Files {
            list,
            folder: "content".to_owned(),
            ..Files::default()
        }
    }
}

/// What was read.
#[derive(Debug, Default)]
pub struct Files {
    /// Every file that is text, by path.
    pub list: Vec<SourceFile>,
    /// The paths of files that exist and could not be read; each is a problem already.
    pub unreadable: Vec<String>,
    /// What writers call the folder, such as `content`.
    pub folder: String,
    /// The addresses of pictures and other files that texts may link to.
    pub assets: BTreeSet<String>,
}

impl SourceFile {
    /// Line and column, both counted from 1, of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        (line, column)
    }
}

/// A file as bytes, before we know whether it is text.
struct RawFile {
    shown: String,
    bytes: Vec<u8>,
}

/// Reads every file, except `README.md` and those whose name starts with `_` or `.`.
///
/// A file of the overlay replaces the file of the same path, and an empty one removes it. The
/// folder `static` of the overlay is not content: `site::read_assets` reads it.
pub(super) fn read(origin: Origin<'_>, overlay: Option<&Path>, problems: &mut Problems) -> Files {
    let mut files = Files::default();
    let mut raw = BTreeMap::new();
    match origin {
        Origin::BuiltIn => {
            files.folder = "content".to_owned();
            raw = read_built_in();
        }
        Origin::Folder(folder) => {
            files.folder = folder.display().to_string();
            read_folder(folder, "", &mut raw, &mut files.unreadable, problems);
        }
    }
    if let Some(folder) = overlay {
        let mut over = BTreeMap::new();
        read_folder(folder, "", &mut over, &mut files.unreadable, problems);
        for (path, file) in over {
            if path.starts_with("static/") {
                continue;
            }
            if file.bytes.is_empty() {
                raw.remove(&path);
            } else {
                raw.insert(path, file);
            }
        }
    }
    for (path, RawFile { shown, bytes }) in raw {
        match String::from_utf8(bytes) {
            Ok(text) => {
                // Some editors begin a file with a mark that nobody sees.
                let text = text
                    .strip_prefix('\u{feff}')
                    .map(str::to_owned)
                    .unwrap_or(text);
                files.list.push(SourceFile { path, shown, text });
            }
            Err(err) => {
                let at = err.utf8_error().valid_up_to();
                problems.not_utf8(&shown, err.as_bytes(), at);
                files.unreadable.push(path);
            }
        }
    }
    files
}

fn read_built_in() -> BTreeMap<String, RawFile> {
    let read = |path: std::borrow::Cow<'static, str>| {
        let bytes = BuiltIn::get(&path)?.data.into_owned();
        let shown = format!("content/{path}");
        Some((path.into_owned(), RawFile { shown, bytes }))
    };
    BuiltIn::iter()
        .filter(|path| !is_hidden(path))
        .filter_map(read)
        .collect()
}

/// Whether the file or a folder around it begins with `_` or `.`.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with(['_', '.']))
}

/// The bytes of a file. A pipe is refused: it would be waited for without end.
pub(crate) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    if path.is_file() {
        fs::read(path)
    } else {
        Err(io::Error::other("it is not a file"))
    }
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, RawFile>,
    unreadable: &mut Vec<String>,
    problems: &mut Problems,
) {
    let shown = folder.display().to_string();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(err) => return problems.unreadable(&shown, &err),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(err) => return problems.unreadable(&shown, &err),
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if name.starts_with(['_', '.']) || path == "README.md" {
            continue;
        }
        let on_disk = entry.path();
        if on_disk.is_dir() {
            read_folder(&on_disk, &format!("{path}/"), files, unreadable, problems);
            continue;
        }
        let shown = on_disk.display().to_string();
        match read_file(&on_disk) {
            Ok(bytes) => {
                files.insert(path, RawFile { shown, bytes });
            }
            Err(err) => {
                problems.unreadable(&shown, &err);
                unreadable.push(path);
            }
        }
    }
}
