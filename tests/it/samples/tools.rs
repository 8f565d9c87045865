//! Samples given to the tools of their languages, one process for all samples of a language.
//!
//! The programs in `tests/samples/` share a protocol, which `python.py` describes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rayon::prelude::*;

use super::{Finding, Sample};
use crate::helpers;

/// What a tool found, or which tool is missing.
type Checked = Result<Vec<Finding>, String>;

pub fn python(samples: &[&Sample]) -> Checked {
    let mut command = Command::new("python3");
    command.arg(program("python.py"));
    ask("python", command, samples, "py")
}

pub fn javascript(samples: &[&Sample]) -> Checked {
    let mut command = Command::new("node");
    command.args(["--no-warnings", "--experimental-vm-modules"]);
    command.arg(program("javascript.mjs"));
    ask("javascript", command, samples, "js")
}

/// In PostgreSQL, but for the samples that are for SQLite.
pub fn sql(samples: &[&Sample]) -> Checked {
    let (lite, other): (Vec<&Sample>, Vec<&Sample>) =
        samples.iter().partition(|it| it.has("sqlite"));
    let mut command = Command::new("python3");
    command.arg(program("python.py"));
    let mut findings = ask("sqlite", command, &lite, "sql")?;
    if !program("node_modules/@electric-sql/pglite").is_dir() {
        return Err("PostgreSQL is not installed, run `npm ci` in tests/samples".into());
    }
    let mut command = Command::new("node");
    command.arg(program("postgresql.mjs"));
    findings.extend(ask("postgresql", command, &other, "sql")?);
    Ok(findings)
}

/// Compiles the programs that need nothing but Java itself.
pub fn java(samples: &[&Sample]) -> Checked {
    let needs_more = |it: &Sample| {
        it.code
            .lines()
            .filter_map(|line| line.strip_prefix("import "))
            .map(|name| name.trim_start_matches("static "))
            .any(|name| !name.starts_with("java.") && !name.starts_with("javax."))
    };
    let whole: Vec<&Sample> = samples
        .iter()
        .filter(|it| it.code.contains("static void main(") && !needs_more(it))
        .copied()
        .collect();
    if Command::new("javac").arg("-version").output().is_err() {
        return Err("the Java compiler is not installed".into());
    }
    let mut command = Command::new("java");
    command.arg(program("Java.java"));
    ask("java", command, &whole, "java")
}

/// Compiles the programs that need no crate; the grammar looks at the others.
pub fn rust(samples: &[&Sample]) -> Checked {
    let crates = |it: &Sample| {
        let foreign = |line: &str| {
            let name = line.strip_prefix("use ");
            name.is_some_and(|name| !name.starts_with("std::"))
        };
        it.code.lines().any(foreign) || it.code.contains("#[tokio::")
    };
    let folder = helpers::folder("samples-rust");
    samples
        .par_iter()
        .enumerate()
        .filter(|(_, it)| it.is_whole() && it.code.contains("fn main()") && !crates(it))
        .map(|(number, sample)| {
            let file = folder.join(format!("sample_{number}.rs"));
            fs::write(&file, &sample.code).unwrap();
            let output = Command::new("rustc")
                .args([
                    "--edition",
                    "2024",
                    "--emit=metadata",
                    "--error-format=short",
                ])
                .args(["-A", "warnings", "--out-dir"])
                .args([&folder, &file])
                .output()
                .map_err(|err| format!("rustc: {err}"))?;
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let errors = said.lines().filter_map(|it| it.split_once(".rs:"));
            let finding = |(_, rest): (&str, &str)| {
                let mut parts = rest.splitn(3, ':');
                let line = parts.next().and_then(|it| it.parse().ok()).unwrap_or(0);
                sample.finding(line, parts.last().unwrap_or(rest).trim())
            };
            Ok(errors.map(finding).collect::<Vec<_>>())
        })
        .collect::<Result<Vec<_>, String>>()
        .map(|lists| lists.into_iter().flatten().collect())
}

/// `bash -n`, and ShellCheck where it is installed.
pub fn bash(samples: &[&Sample]) -> Checked {
    let folder = helpers::folder("samples-bash");
    let mut findings = Vec::new();
    let mut files: Vec<PathBuf> = Vec::new();
    for (number, sample) in samples.iter().enumerate() {
        let file = folder.join(format!("{number}.sh"));
        fs::write(&file, &sample.code).unwrap();
        let output = Command::new("bash").arg("-n").arg(&file).output();
        let output = output.map_err(|err| format!("bash: {err}"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        for line in said.lines().filter(|_| !output.status.success()) {
            let rest = line.split_once("line ").map_or(line, |(_, rest)| rest);
            let (number, message) = rest.split_once(": ").unwrap_or(("0", rest));
            findings.push(sample.finding(number.parse().unwrap_or(0), message));
        }
        files.push(file);
    }
    let mut command = Command::new("shellcheck");
    command.args(["--shell=bash", "--severity=warning", "--format=gcc"]);
    // Samples are shorter than scripts: variables come from the text around them.
    command.arg("--exclude=SC2034,SC2154,SC2164").args(&files);
    if let Ok(output) = command.output() {
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let mut parts = line.splitn(4, ':');
            let file = parts.next().map(Path::new).and_then(Path::file_stem);
            let number = file.and_then(|it| it.to_str()?.parse::<usize>().ok());
            let at = parts.next().and_then(|it| it.parse().ok()).unwrap_or(0);
            let message = parts.last().unwrap_or(line).trim();
            if let Some(sample) = number.and_then(|it| samples.get(it)) {
                findings.push(sample.finding(at, message));
            }
        }
    }
    Ok(findings)
}

/// Writes the samples to files, names them to a program, and reads what it found.
fn ask(name: &str, mut command: Command, samples: &[&Sample], extension: &str) -> Checked {
    let folder = helpers::folder(&format!("samples-{name}"));
    let mut list = String::new();
    for (number, sample) in samples.iter().enumerate() {
        let file = format!("{number}.{extension}");
        fs::write(folder.join(&file), &sample.code).unwrap();
        let task = if sample.is_whole() { "run" } else { "parse" };
        list += &format!("{number}\t{task}\t{}\t{file}\n", sample.file);
    }
    let child = command
        .arg(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|err| format!("{:?}: {err}", command.get_program()))?;
    let mut input = child.stdin.take().unwrap();
    input.write_all(list.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {complaint}");
    let finding = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let number: usize = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(samples[number].finding(line, parts.next()?))
    };
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(said
        .lines()
        .map(|line| finding(line).unwrap_or_else(|| panic!("{name} said {line:?}")))
        .collect())
}

/// A file of `tests/samples/`.
fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/samples")
        .join(name)
}
