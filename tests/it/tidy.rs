//! Rules of the house that a compiler cannot check. `ARCHITECTURE.md` says why.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in reading order. A module may use the ones before it.
const LAYERS: [&str; 8] = [
    "markdown", "content", "tools", "pages", "site", "live", "server", "export",
];

/// Reports every line of a module's files that contains one of these words.
#[track_caller]
fn nowhere(files: &[PathBuf], words: &[&str], why: &str) {
    let mut wrong = Vec::new();
    for file in files {
        for (number, line) in read(file).lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            for word in words.iter().filter(|word| code.contains(**word)) {
                let place = file.strip_prefix(root()).unwrap().display();
                wrong.push(format!("{place}:{}: {word}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{why}\n{}", wrong.join("\n"));
}

#[test]
fn modules_use_only_the_ones_above_them() {
    for (rank, layer) in LAYERS.iter().enumerate() {
        let below: Vec<String> = LAYERS[rank + 1..]
            .iter()
            .map(|lower| format!("crate::{lower}"))
            .collect();
        let below: Vec<&str> = below.iter().map(String::as_str).collect();
        nowhere(
            &files_of(layer),
            &below,
            &format!("{layer} may not use what stands below it"),
        );
    }
}

/// Everything but the server is plain functions on plain data.
#[test]
fn only_the_server_is_async() {
    for layer in LAYERS.iter().filter(|layer| **layer != "server") {
        nowhere(
            &files_of(layer),
            &["async ", "axum::", "tokio"],
            "only the server speaks HTTP",
        );
    }
    nowhere(
        &[root().join("src/main.rs")],
        &["async ", "axum::", "tokio"],
        "main starts the server",
    );
}

#[test]
fn tools_make_no_html_and_pages_no_http() {
    nowhere(
        &files_of("tools"),
        &["<p", "<a ", "<div", "askama", "http::"],
        "tools give data",
    );
    nowhere(
        &files_of("pages"),
        &["HeaderMap", "Request", "Response", "header::"],
        "pages give a status at most",
    );
}

#[test]
fn only_two_places_read_files_and_one_writes_them() {
    let may_touch = ["src/content/source.rs", "src/site.rs", "src/export.rs"];
    let others: Vec<PathBuf> = all("src", &["rs"])
        .into_iter()
        .filter(|file| !may_touch.iter().any(|path| file.ends_with(path)))
        .collect();
    nowhere(
        &others,
        &["fs::", "File::"],
        "reading is for content::source and site, writing for export",
    );
    let readers: Vec<PathBuf> = may_touch[..2]
        .iter()
        .map(|path| root().join(path))
        .collect();
    nowhere(
        &readers,
        &["fs::write", "create_dir", "File::create"],
        "only the export writes",
    );
}

/// Wording of problems is in one file, so that tone and help are the same everywhere.
#[test]
fn problems_are_worded_in_one_place() {
    let others: Vec<PathBuf> = files_of("content")
        .into_iter()
        .filter(|file| !file.ends_with("src/content/problem.rs"))
        .collect();
    nowhere(
        &others,
        &["Problem {"],
        "call the method of Problems that names the problem",
    );
}

#[test]
fn every_source_file_says_what_it_is_for() {
    for file in all("src", &["rs"]).into_iter().chain(all("tests", &["rs"])) {
        assert!(
            read(&file).starts_with("//! "),
            "{} has no `//!` line",
            file.display()
        );
    }
}

#[test]
fn no_source_file_is_longer_than_500_lines() {
    for file in all("src", &["rs"]) {
        let lines = read(&file).lines().count();
        assert!(lines <= 500, "{} has {lines} lines", file.display());
    }
}

#[test]
fn templates_have_no_inline_style_or_script() {
    let banned = [
        " style=\"",
        "<style",
        "onclick=",
        "onload=",
        "onchange=",
        "<script>",
        "javascript:",
    ];
    nowhere(
        &all("templates", &["html"]),
        &banned,
        "the content security policy allows none",
    );
}

/// `frame::rebase` puts the base path before these and nothing else.
#[test]
fn templates_write_addresses_from_the_root_in_double_quotes() {
    let files = all("templates", &["html"]);
    nowhere(
        &files,
        &["href='", "src='", "action='", "href=/", "srcset="],
        "the base path would be lost",
    );
}

#[test]
fn every_part_documents_its_parameters() {
    for file in all("templates/parts", &["html"]) {
        assert!(
            read(&file).starts_with("{#\n"),
            "{} has no comment on top",
            file.display()
        );
    }
}

/// `site::read_assets` drops lines that are only a comment and the blanks before the others.
#[test]
fn styles_and_scripts_can_be_slimmed_line_by_line() {
    for file in all("static", &["css", "js"]) {
        let text = read(&file);
        for (number, line) in text.lines().enumerate() {
            let place = format!("{}:{}", file.display(), number + 1);
            assert_eq!(
                line.contains("/*"),
                line.contains("*/"),
                "{place}: a comment over lines"
            );
            assert!(
                line.matches('`').count() % 2 == 0,
                "{place}: a text over lines"
            );
        }
    }
}

#[test]
fn colours_are_tokens() {
    let files: Vec<PathBuf> = all("static/css", &["css"])
        .into_iter()
        .filter(|file| !file.ends_with("tokens.css"))
        .collect();
    nowhere(
        &files,
        &["oklch(", "rgb(", "hsl(", "#0", "#1", "#f", "#e"],
        "name the colour in tokens.css",
    );
}

#[test]
fn nothing_is_left_unfinished() {
    let mut files = all("src", &["rs"]);
    files.extend(all("templates", &["html", "xml"]));
    files.extend(all("static", &["css", "js"]));
    let marks = [
        "todo!",
        "unimplemented!",
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
        concat!("coming", " soon"),
    ];
    nowhere(&files, &marks, "finish it or leave it out");
    let mut content = all("content", &["md", "toml"]);
    content.retain(|file| !file.ends_with("README.md"));
    nowhere(
        &content,
        &["lorem ipsum", "Lorem ipsum", "coming soon", "TBD"],
        "no placeholder text",
    );
}

/// The files of a module: `src/name.rs`, or everything in `src/name/`.
fn files_of(layer: &str) -> Vec<PathBuf> {
    let file = root().join("src").join(format!("{layer}.rs"));
    let files = if file.exists() {
        vec![file]
    } else {
        all(&format!("src/{layer}"), &["rs"])
    };
    assert!(!files.is_empty(), "there is no module {layer}");
    files
}

fn all(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|it| extensions.iter().any(|known| it == *known))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
