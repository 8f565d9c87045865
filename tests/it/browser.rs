//! What only a browser can tell: `tests/browser/`, run against a server of its own.
//!
//! The tests need Node.js, Chromium and the packages of `tests/browser/package-lock.json`
//! (`npm ci` there). Where one is missing they are skipped and say so; with
//! `GUIDE_BROWSER_TESTS=required`, as in CI, that is a failure.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::Server;

#[test]
fn the_site_in_a_browser() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let chromium = match missing(&folder) {
        Ok(chromium) => chromium,
        Err(what) if env::var("GUIDE_BROWSER_TESTS").is_ok_and(|it| it == "required") => {
            panic!("the browser tests are required: {what}")
        }
        Err(what) => {
            // Written past the test harness, which shows the output of failures only.
            let _ = writeln!(std::io::stderr(), "\nSKIPPED the browser tests: {what}");
            return;
        }
    };
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let server = Server::start(&["--content", content.to_str().unwrap()]);
    let output = Command::new("node")
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .current_dir(&folder)
        .env("GUIDE_URL", format!("http://{}", server.address))
        .env("CHROMIUM", chromium)
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{report}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let counts: Vec<&str> = report
        .lines()
        .filter(|line| line.starts_with("ℹ "))
        .collect();
    let _ = writeln!(
        std::io::stderr(),
        "\nbrowser tests: {}",
        counts.join(", ").replace("ℹ ", "")
    );
}

/// The path of Chromium, or what is not there.
fn missing(folder: &Path) -> Result<PathBuf, String> {
    if Command::new("node").arg("--version").output().is_err() {
        return Err("Node.js is not installed".into());
    }
    if !folder.join("node_modules/playwright-core").is_dir() {
        return Err("their packages are not installed, run `npm ci` in tests/browser".into());
    }
    let named = env::var_os("CHROMIUM").map(PathBuf::from).into_iter();
    let usual = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];
    let mut all = named.chain(usual.map(PathBuf::from));
    all.find(|path| path.is_file())
        .ok_or_else(|| "Chromium is not installed".into())
}
