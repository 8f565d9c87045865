//! The exported folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use career_guide::content::{Mode, Origin};
use career_guide::export;
use career_guide::site::{self, Site};

use crate::helpers::{folder, small_guide, small_site};

/// Every file below a folder.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    found
}

#[test]
fn the_folder_equals_the_map() {
    let out = folder("export");
    let site = small_site();
    let written = export::write(&site, &out).unwrap();
    assert_eq!(written, files(&out).len());
    assert_eq!(written, site.pages().count() + 1);
    for (path, page) in site.pages() {
        let file = fs::read(out.join(export::file_of(path, page))).unwrap();
        assert_eq!(file, **page.body.bytes(), "{path}");
    }
    assert!(
        fs::read_to_string(out.join("404.html"))
            .unwrap()
            .contains("Page not found")
    );
}

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let out = folder("export-full");
    fs::write(out.join("mine.txt"), "precious").unwrap();
    let err = export::write(&small_site(), &out).unwrap_err().to_string();
    assert!(err.ends_with("export-full is not empty"), "{err}");
    assert_eq!(files(&out).len(), 1);
}

/// Files cannot answer, so nothing asks them.
#[test]
fn lists_are_whole_and_ask_nothing() {
    let assets = site::read_assets(Origin::BuiltIn, None).unwrap();
    let site = Site::build(small_guide(), assets, Mode::Export);
    let mut lists = 0;
    for path in ["/projects", "/guide/sql", "/roadmap/foundations"] {
        let html = std::str::from_utf8(site.find(path).unwrap().body.bytes()).unwrap();
        assert!(!html.contains("method=\"get\""), "{path}");
        assert!(!html.contains("href=\"/projects?"), "{path}");
        lists += html.matches("class=\"ticket").count();
    }
    assert_eq!(lists, 5, "2 ideas, 1 of the step, 2 of the phase");
}
