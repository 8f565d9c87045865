//! What a visitor sends about their résumé is nowhere once it is answered: not in the log, not
//! in the numbers, not in a file that the server has open or in memory, and not in an address.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::helpers::folder;

const MARKER: &str = "Quixotramarker";

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One request on a connection of its own, with the whole answer.
fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(address: &str, path: &str, fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    body += "--edge--\r\n";
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: guide.example\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    exchange(address, (head + &body).as_bytes())
}

/// Every file that a process has open or mapped, and every file below its folder.
fn files_of(pid: u32, home: &std::path::Path) -> BTreeSet<PathBuf> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let mapped = maps
        .lines()
        .filter_map(|line| line.split_whitespace().nth(5))
        .map(PathBuf::from);
    let open = fs::read_dir(format!("/proc/{pid}/fd")).unwrap();
    let open = open.filter_map(|it| fs::read_link(it.ok()?.path()).ok());
    let own = fs::read_dir(home).unwrap().map(|it| it.unwrap().path());
    mapped
        .chain(open)
        .chain(own)
        .filter(|path| path.is_file())
        .collect()
}

#[test]
fn nothing_of_a_resume_is_left_after_the_answer() {
    let home = folder("resume-private");
    let log = home.join("log");
    // Free a moment ago; nobody else is told of it.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let metrics_address = free.to_string();
    let mut process = Command::new(env!("CARGO_BIN_EXE_career-guide"))
        .current_dir(&home)
        .env("GUIDE_LOG", "trace")
        .args([
            "serve",
            "--address",
            "127.0.0.1:0",
            "--metrics-address",
            &metrics_address,
        ])
        .stdout(Stdio::piped())
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let server = Server(process);
    let address = line
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();

    let resume = format!(
        "{MARKER}\n{}",
        include_str!("../data/resumes/bad-duties.txt")
    );
    let json = format!(r#"{{"basics":{{"name":"{MARKER}","email":"a@{MARKER}.example"}}}}"#);
    for (path, fields, shows) in [
        (
            "/resume/check",
            vec![("text", resume.as_str()), ("advert", MARKER)],
            true,
        ),
        ("/resume/check", vec![("text", MARKER)], true),
        ("/resume/starters", vec![("text", json.as_str())], true),
        ("/resume/starters", vec![("text", MARKER)], true),
        (
            "/resume/check",
            vec![("text", resume.as_str()), ("unknown", MARKER)],
            true,
        ),
    ] {
        let answer = post(&address, path, &fields);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(!head.contains(MARKER), "{head}");
        assert!(
            head.to_lowercase().contains("cache-control: no-store"),
            "{head}"
        );
        assert_eq!(
            body.contains(MARKER),
            shows,
            "the answer shows the text to its writer"
        );
        let in_address = body
            .split("href=\"")
            .skip(1)
            .chain(body.split("action=\"").skip(1));
        let mut addresses = in_address.filter_map(|rest| rest.split('"').next());
        // Links to the visitor's own site are theirs.
        assert!(!addresses.any(|it| it.starts_with('/') && it.contains(MARKER)));
    }
    // A broken form, and one that stops in the middle.
    let broken = format!(
        "POST /resume/check HTTP/1.1\r\nHost: guide.example\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: 60\r\n\r\n--edge\r\nContent-Disposition: form-data; name=\"{MARKER}"
    );
    let broken = format!("{broken}{}", " ".repeat(60));
    let _ = exchange(&address, broken.as_bytes());

    // Asked again, nobody gets what the one before sent.
    let again = exchange(
        &address,
        b"GET /resume/check HTTP/1.1\r\nHost: guide.example\r\nConnection: close\r\n\r\n",
    );
    assert!(again.contains("Résumé check") && !again.contains(MARKER));
    let metrics = exchange(
        &metrics_address,
        b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    assert!(
        metrics.contains("# TYPE") && !metrics.contains(MARKER),
        "{metrics}"
    );

    let logged = fs::read_to_string(&log).unwrap();
    assert!(
        logged.contains("/resume/check"),
        "the log says what was asked for: {logged}"
    );
    for path in files_of(server.0.id(), &home) {
        let bytes = fs::read(&path).unwrap_or_default();
        // The test's own program holds the word, the server's does not.
        let found = bytes
            .windows(MARKER.len())
            .any(|it| it == MARKER.as_bytes());
        assert!(!found, "{} holds it", path.display());
    }
}
