//! Content and static files are built into the program, so a new file must be noticed. The code
//! samples of the content are coloured here, once, and not at every start of the server.

#[expect(
    unreachable_pub,
    reason = "the library shows the list of languages to the world"
)]
#[path = "src/markdown/colour.rs"]
mod colour;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use syntect::parsing::SyntaxSet;

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["content", "static", "templates", "src/markdown/colour.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let grammars = colour::grammars();
    let mut coloured = BTreeMap::new();
    colour_folder(Path::new("content"), &grammars, &mut coloured)?;
    let mut table = String::from("&[\n");
    for (key, html) in &coloured {
        writeln!(table, "({key:#x}, {html:?}),")?;
    }
    table.push(']');
    let folder = PathBuf::from(env::var("OUT_DIR")?);
    Ok(fs::write(folder.join("coloured.rs"), table)?)
}

/// Adds the code of every Markdown file below a folder. What is missed here is coloured at start.
fn colour_folder(
    folder: &Path,
    grammars: &SyntaxSet,
    coloured: &mut BTreeMap<u128, String>,
) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            colour_folder(&path, grammars, coloured)?;
        } else if path.extension().is_some_and(|it| it == "md")
            // What is no text is the business of `check`, which says where it is.
            && let Ok(text) = fs::read_to_string(path)
        {
            colour_text(&text, grammars, coloured);
        }
    }
    Ok(())
}

/// Adds the fenced code of a text.
fn colour_text(text: &str, grammars: &SyntaxSet, coloured: &mut BTreeMap<u128, String>) {
    let mut token = None;
    let mut language = String::new();
    let mut code = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let words = info.split_whitespace();
                language = words.take(1).collect();
                token = colour::token(&language);
                code.clear();
            }
            Event::Text(part) if token.is_some() => code.push_str(&part),
            Event::End(TagEnd::CodeBlock) => {
                if let Some(token) = token.take() {
                    let html = || colour::colour(grammars, token, &code);
                    coloured
                        .entry(colour::key(&language, &code))
                        .or_insert_with(html);
                }
            }
            _ => (),
        }
    }
}
