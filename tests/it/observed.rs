//! What an operator sees of the requests: numbers and log lines, and nothing that visitors wrote.
#![cfg(unix)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::helpers::folder;

struct Observed {
    process: Child,
    address: String,
    metrics: String,
    log: std::path::PathBuf,
}

impl Observed {
    fn start(name: &str, arguments: &[&str]) -> Observed {
        let home = folder(name);
        let log = home.join("log");
        // Free a moment ago; nobody else is told of it.
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let metrics = free.local_addr().unwrap().to_string();
        drop(free);
        let mut process = Command::new(env!("CARGO_BIN_EXE_career-guide"))
            .current_dir(&home)
            .env("GUIDE_LOG", "info,request=debug")
            .args([
                "serve",
                "--address",
                "127.0.0.1:0",
                "--metrics-address",
                &metrics,
            ])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = process.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .unwrap()
            .trim_end_matches("/\n");
        Observed {
            address: address.to_owned(),
            process,
            metrics,
            log,
        }
    }

    /// The log, once it says something so many times.
    fn log_with(&self, said: &str, times: usize) -> String {
        for _ in 0..500 {
            let text = fs::read_to_string(&self.log).unwrap();
            if text.matches(said).count() >= times && text.ends_with('\n') {
                return text;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!(
            "{said} is not in {}",
            fs::read_to_string(&self.log).unwrap()
        );
    }

    /// The lines of the log about requests, once there are so many.
    fn lines(&self, number: usize) -> Vec<String> {
        for _ in 0..200 {
            let text = fs::read_to_string(&self.log).unwrap();
            let lines: Vec<String> = text
                .lines()
                .filter(|line| line.contains("status"))
                .map(str::to_owned)
                .collect();
            if lines.len() >= number {
                return lines;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!(
            "no {number} lines in {}",
            fs::read_to_string(&self.log).unwrap()
        );
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn ask(address: &str, path: &str, more: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn numbers_are_on_an_address_of_their_own() {
    let server = Observed::start("observed-numbers", &[]);
    for path in ["/about", "/about", "/no-such-page", "/search?q=secret"] {
        ask(&server.address, path, "");
    }
    let text = ask(&server.metrics, "/metrics", "");
    for line in [
        "career_guide_requests_total{status=\"200\"} 3",
        "career_guide_requests_total{status=\"404\"} 1",
        "# TYPE career_guide_connections gauge",
        "career_guide_content_is_broken 0",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("secret"));
    for path in ["/health/live", "/health/ready"] {
        let answer = ask(&server.metrics, path, "");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    assert!(ask(&server.address, "/metrics", "").starts_with("HTTP/1.1 404 "));
}

#[test]
fn a_line_of_the_log_is_json_with_the_path_and_without_the_question() {
    let server = Observed::start("observed-json", &["--log-format", "json"]);
    ask(
        &server.address,
        "/search?q=secret",
        "x-request-id: told\r\n",
    );
    let line = server.lines(1).remove(0);
    let read: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(read["path"], "/search");
    assert_eq!(read["method"], "GET");
    assert_eq!(read["status"], 200);
    assert!(read["microseconds"].is_u64(), "{line}");
    // Nobody said that a proxy of ours wrote it, and nobody asked for addresses.
    assert!(
        !line.contains("told") && !line.contains("secret") && !line.contains("127.0.0.1"),
        "{line}"
    );
}

/// Also what a reload finds wrong: whoever reads the log by program would stumble otherwise.
#[test]
fn every_line_of_a_json_log_is_json() {
    let overlay = folder("observed-broken");
    let argument = overlay.to_str().unwrap();
    let server = Observed::start(
        "observed-reload",
        &["--log-format", "json", "--overlay", argument],
    );
    fs::create_dir_all(overlay.join("guide")).unwrap();
    fs::write(overlay.join("guide/web-framework.md"), "no front matter").unwrap();
    let pid = server.process.id().to_string();
    for round in 1..=2 {
        let sent = Command::new("kill").args(["-HUP", &pid]).status().unwrap();
        assert!(sent.success());
        server.log_with("guide/web-framework.md:1:1: ", round);
        let text = server.log_with("the last good site stays", round);
        for line in text.lines() {
            let read: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(read["message"].is_string(), "{line}");
        }
    }
}

#[test]
fn a_trusted_proxy_names_the_request_and_the_visitor_if_asked_to() {
    let arguments = ["--trust-proxy", "--log-clients"];
    let server = Observed::start("observed-proxy", &arguments);
    let more = "x-request-id: told\r\nx-forwarded-for: 192.0.2.1, 198.51.100.7\r\n";
    ask(&server.address, "/about", more);
    let line = server.lines(1).remove(0);
    assert!(
        line.contains("told") && line.contains("198.51.100.7"),
        "{line}"
    );
    assert!(
        !line.contains("192.0.2.1"),
        "what a visitor claims is not believed: {line}"
    );
    // A proxy may add a line of its own, and a visitor may claim much.
    let many = "192.0.2.1, ".repeat(20);
    let more = format!("x-forwarded-for: {many}\r\nx-forwarded-for: {many}203.0.113.9\r\n");
    ask(&server.address, "/about", &more);
    let line = server.lines(2).remove(1);
    assert!(line.contains("203.0.113.9"), "{line}");
    assert!(!line.contains("192.0.2.1"), "{line}");
}
