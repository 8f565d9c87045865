//! The program as an operator starts it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

use crate::helpers::{SMALL, folder, write};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_career-guide"));
    // Away from the checkout, so that only what is named is read.
    command.current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// A server on a port of its own; stopped when dropped.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    pub fn start(arguments: &[&str]) -> Server {
        let mut process = program()
            .args(["serve", "--address", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let address = address.unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Server { process, address }
    }

    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args([name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn the_program_brings_its_content_along() {
    let output = run(&["check"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains(" pages, no problems"));
}

#[test]
fn check_prints_every_problem_and_fails() {
    let content = folder("command-check");
    write(
        &SMALL.replace("title = \"HTTP\"\nsummary", "titel = \"HTTP\"\nsummary"),
        &content,
    );
    let output = run(&["check", "--content", content.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let first = format!(
        "{}:2:1: there is no key `titel` here",
        content.join("guide/http.md").display()
    );
    assert!(
        text(&output.stderr).starts_with(&first),
        "{}",
        text(&output.stderr)
    );
    assert!(!text(&output.stderr).contains("backtrace"));
}

#[test]
fn export_writes_a_site_below_a_path() {
    let content = folder("command-export");
    write(SMALL, &content);
    let out = folder("command-export-out");
    let output = run(&[
        "export",
        out.to_str().unwrap(),
        "--content",
        content.to_str().unwrap(),
        "--base",
        "/guide",
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let page = fs::read_to_string(out.join("guide/http/index.html")).unwrap();
    assert!(page.contains("href=\"/guide/guide/sql#joins\""));
}

#[test]
fn missing_folders_are_named() {
    for option in ["--content", "--overlay"] {
        let output = run(&["check", option, "no-such-folder"]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stderr), "there is no folder no-such-folder\n");
    }
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(&["serve", "--address", &address]);
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.starts_with(&format!("cannot listen on {address}: ")),
        "{error}"
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let output = run(&["export", "/proc/no/such/place"]);
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(
        error.starts_with("cannot create the folder /proc/no"),
        "{error}"
    );
}

#[test]
fn wrong_options_are_explained() {
    for (arguments, explained) in [
        (
            ["check", "--origin", "guide.example"],
            "write scheme and host",
        ),
        (
            ["check", "--base-path", "guide"],
            "write a path, such as /guide",
        ),
        (
            ["check", "--base-path", "/a\"b"],
            "write a path, such as /guide",
        ),
        (["serve", "--address", "nowhere"], "such as 127.0.0.1:3000"),
        (["check", "--base-path", "/a/../b"], "write a path"),
        (
            ["check", "--origin", "https://a:b:c"],
            "write scheme and host",
        ),
        (["serve", "--max-connections", "0"], "0 is not in 1.."),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            text(&output.stderr).contains(explained),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn help_names_every_command_and_its_environment() {
    let help = text(&run(&["--help"]).stdout);
    for word in [
        "serve",
        "check",
        "export",
        "health",
        "GUIDE_ADDRESS",
        "GUIDE_OVERLAY",
        "Exit codes",
    ] {
        assert!(help.contains(word), "{word} in {help}");
    }
}

#[test]
fn health_asks_a_running_server() {
    let server = Server::start(&[]);
    let output = run(&["health", "--address", &server.address]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let address = server.address.clone();
    drop(server);
    let output = run(&["health", "--address", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with(&format!("no answer from {address}: ")));
}

#[test]
fn the_environment_sets_options() {
    let content = folder("command-environment");
    write(SMALL, &content);
    let output = program()
        .arg("check")
        .env("GUIDE_CONTENT", &content)
        .output()
        .unwrap();
    assert!(
        text(&output.stdout).starts_with("23 pages"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn the_environment_is_looked_at_as_well() {
    for (name, value, explained) in [
        ("GUIDE_LOG", "loud", "GUIDE_LOG has `loud`: write error"),
        ("GUIDE_LOG", "info,request=often", "has `request=often`"),
        ("TOKIO_WORKER_THREADS", "0", "write a number of threads"),
        ("TOKIO_WORKER_THREADS", "many", "write a number of threads"),
    ] {
        let output = program().arg("check").env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}={value}");
        let said = text(&output.stderr);
        assert!(said.contains(explained), "{said}");
    }
    // As `${GUIDE_ORIGIN:-}` in a file of compose leaves it.
    let mut command = program();
    for name in [
        "GUIDE_ORIGIN",
        "GUIDE_OVERLAY",
        "GUIDE_LOG",
        "GUIDE_CONTENT",
    ] {
        command.env(name, "");
    }
    let output = command.arg("check").output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    // What is logged is logged all the same, also with blanks between the levels.
    for levels in ["", "warn, request=debug", " warn "] {
        let out = folder("command-levels");
        let mut export = program();
        let export = export.env("GUIDE_LOG", levels).arg("export").arg(&out);
        let said = text(&export.output().unwrap().stderr);
        assert!(said.contains("say --origin"), "`{levels}`: {said}");
    }
}

/// `career-guide check | head -0`.
#[test]
fn who_stops_listening_is_no_failure() {
    let mut check = program()
        .arg("check")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(check.stdout.take());
    let output = check.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
}

/// A pipe among the content would be read without end.
#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_named() {
    for place in ["guide", "static"] {
        let overlay = folder("command-pipe");
        fs::create_dir_all(overlay.join(place)).unwrap();
        let pipe = overlay.join(place).join("pipe.md");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let output = run(&["check", "--overlay", overlay.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        assert!(
            said.contains("pipe.md") && said.contains("not a file"),
            "{said}"
        );
    }
}

#[cfg(unix)]
#[test]
fn the_server_stops_when_told_to() {
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::start(&[]);
        server.signal(signal);
        assert!(server.process.wait().unwrap().success(), "{signal}");
    }
}

/// Somebody who sends a request and never ends it does not keep the server.
#[cfg(unix)]
#[test]
fn a_slow_visitor_does_not_stop_the_stop() {
    use std::io::Write as _;
    let mut server = Server::start(&[]);
    let mut slow = std::net::TcpStream::connect(&server.address).unwrap();
    slow.write_all(b"GET / HT").unwrap();
    server.signal("-TERM");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while server.process.try_wait().unwrap().is_none() {
        assert!(
            std::time::Instant::now() < deadline,
            "the server waits for ever"
        );
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[cfg(unix)]
#[test]
fn a_hangup_reloads() {
    let content = folder("command-hangup");
    write(SMALL, &content);
    let server = Server::start(&["--content", content.to_str().unwrap()]);
    let path = content.join("pages/about.md");
    let page = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        page.replace("title = \"About\"", "title = \"About us\""),
    )
    .unwrap();
    server.signal("-HUP");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    loop {
        let page = get(&server.address, "/about");
        if page.contains("<h1>About us</h1>") {
            break;
        }
        assert!(std::time::Instant::now() < deadline, "{page}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[cfg(unix)]
fn get(address: &str, path: &str) -> String {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
