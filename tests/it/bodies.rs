//! What is sent to the addresses that take something: too much, too slowly, broken, too often.

use std::time::Duration;

use career_guide::server::Limits;
use tokio::io::AsyncWriteExt as _;

use crate::running::{GET, Running, everything, one};

const HEAD: &str = "POST /resume/check HTTP/1.1\r\nhost: x\r\n";

/// The status and the last line of an answer in words, without its tags.
fn gist(answer: &str) -> String {
    let status = answer.split(' ').nth(1).unwrap_or("nothing");
    let said = [
        "too large",
        "too long to arrive",
        "Only part",
        "Too many people",
    ];
    let words = said.iter().find(|words| answer.contains(*words));
    format!("{status} {}", words.unwrap_or(&"nothing of it"))
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_answered_413_before_it_is_read() {
    let server = Running::start(Limits::default()).await;
    let request = format!("{HEAD}content-length: 99999999\r\n\r\n");
    assert_eq!(
        gist(&server.send(request.as_bytes()).await),
        "413 too large"
    );
}

#[tokio::test]
async fn a_body_without_an_end_is_answered_413() {
    let server = Running::start(Limits::default()).await;
    let mut stream = server.connect().await;
    let head = format!("{HEAD}transfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let sent = async {
        for _ in 0..1_000 {
            if stream.write_all(chunk.as_bytes()).await.is_err() {
                return false;
            }
        }
        true
    };
    let took_all = tokio::time::timeout(Duration::from_secs(5), sent).await;
    assert!(took_all != Ok(true), "64 MB were read");
    assert_eq!(gist(&everything(&mut stream).await), "413 too large");
}

#[tokio::test]
async fn a_body_that_comes_too_slowly_is_answered_408() {
    let limits = Limits {
        body_time: Duration::from_millis(100),
        ..Limits::default()
    };
    let server = Running::start(limits).await;
    let request = format!("{HEAD}content-length: 1000\r\n\r\nonly this");
    assert_eq!(
        gist(&server.send(request.as_bytes()).await),
        "408 too long to arrive"
    );
}

#[tokio::test]
async fn a_body_that_is_no_body_is_answered_400() {
    let server = Running::start(Limits::default()).await;
    let request = format!("{HEAD}transfer-encoding: chunked\r\n\r\nnonsense\r\n");
    assert_eq!(
        gist(&server.send(request.as_bytes()).await),
        "400 Only part"
    );
}

#[tokio::test]
async fn one_body_too_many_is_answered_503_while_pages_are_still_sent() {
    let limits = Limits {
        bodies: 1,
        ..Limits::default()
    };
    let server = Running::start(limits).await;
    let mut first = server.connect().await;
    let request = format!("{HEAD}content-length: 1000\r\n\r\n");
    first.write_all(request.as_bytes()).await.unwrap();
    // The first one is being read once the second is refused.
    let second = loop {
        let mut stream = server.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        let told = tokio::time::timeout(Duration::from_millis(100), one(&mut stream)).await;
        if let Ok(answer) = told {
            break answer;
        }
    };
    assert_eq!(gist(&second), "503 Too many people");
    assert!(second.contains("retry-after: 5\r\n"), "{second}");
    let mut reader = server.connect().await;
    reader.write_all(GET).await.unwrap();
    assert!(one(&mut reader).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn what_is_sent_to_a_page_is_refused_unread() {
    let server = Running::start(Limits::default()).await;
    let request = "POST /about HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n";
    let answer = server.send(request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    assert!(answer.ends_with("Nothing can be sent to this address. Open it instead.\n"));
}
