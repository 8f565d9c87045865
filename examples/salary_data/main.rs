//! The research tables of a folder to the figures in `content/salary/`.
//!
//! `cargo run --example salary_data` reads `tests/data/salary/`, checks every row, and writes one
//! `.csv` for each source; the words about a source stand beside it in a `.toml` that people
//! write. Another folder with tables of the same columns may be named. Nothing is written if one
//! row is wrong.

mod convert;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let from = std::env::args_os()
        .nth(1)
        .map_or_else(|| root.join("tests/data/salary"), PathBuf::from);
    let converted = match convert::convert(&from) {
        Ok(converted) => converted,
        Err(mistakes) => {
            eprintln!("{}", mistakes.join("\n"));
            return ExitCode::FAILURE;
        }
    };
    for (name, text) in &converted.files {
        let path = root.join("content/salary").join(name);
        if let Err(err) = std::fs::write(&path, text) {
            eprintln!("cannot write {}: {err}", path.display());
            return ExitCode::FAILURE;
        }
        println!("{name}: {} rows", text.lines().count() - 1);
    }
    for (why, count) in &converted.left_out {
        println!("left out: {count} rows, {why}");
    }
    ExitCode::SUCCESS
}
