//! What happens to those who send too much, too slowly, or nothing that is HTTP: over real
//! sockets, because most of it never becomes a request.

use std::time::Duration;

use career_guide::server::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::running::{GET, LAST, Running, everything, one};

/// The status and the last line of an answer.
fn gist(answer: &str) -> String {
    let status = answer.split(' ').nth(1).unwrap_or("nothing");
    let words = answer.trim_end().lines().last().unwrap_or_default();
    format!("{status} {words}")
}

fn short() -> Limits {
    Limits {
        head_time: Duration::from_millis(150),
        body_time: Duration::from_millis(150),
        idle_time: Duration::from_millis(400),
        answer_time: Duration::from_millis(600),
        last_call: Duration::from_millis(300),
        ..Limits::default()
    }
}

#[tokio::test]
async fn a_head_that_comes_too_slowly_is_answered_408() {
    let server = Running::start(short()).await;
    let mut stream = server.connect().await;
    let drip = async {
        for byte in GET.iter().cycle() {
            if stream.write_all(&[*byte]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            let mut answer = [0; 12];
            if stream.peek(&mut answer).await.is_ok_and(|it| it > 0) {
                break;
            }
        }
    };
    // A byte now and then does not buy more time, and a peek would wait for ever.
    let _ = tokio::time::timeout(Duration::from_secs(2), drip).await;
    assert_eq!(
        gist(&everything(&mut stream).await),
        "408 Your request took too long to arrive. Send it again."
    );
}

#[tokio::test]
async fn the_second_head_has_no_more_time_than_the_first() {
    let server = Running::start(short()).await;
    let mut stream = server.connect().await;
    stream.write_all(GET).await.unwrap();
    assert!(one(&mut stream).await.starts_with("HTTP/1.1 200 OK\r\n"));
    stream.write_all(&GET[..20]).await.unwrap();
    assert!(everything(&mut stream).await.starts_with("HTTP/1.1 408 "));
}

#[tokio::test]
async fn a_silent_connection_is_closed_without_a_word() {
    let server = Running::start(short()).await;
    assert_eq!(server.send(b"").await, "");
    let mut stream = server.connect().await;
    stream.write_all(GET).await.unwrap();
    one(&mut stream).await;
    assert_eq!(everything(&mut stream).await, "");
}

#[tokio::test]
async fn an_address_without_an_end_is_answered_414() {
    let server = Running::start(Limits::default()).await;
    let too_long = "This address is too long. Shorten what follows the question mark.";
    let megabyte = format!("GET /salary?offer={}", "9".repeat(1_000_000));
    assert_eq!(
        gist(&server.send(megabyte.as_bytes()).await),
        format!("414 {too_long}")
    );
    let close = "HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    for length in [8_001, 20_000] {
        let request = format!("GET /?{} {close}", "9".repeat(length));
        let answer = server.send(request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 414 "), "{length}");
        assert!(answer.contains(too_long), "{length}");
    }
    let request = format!("GET /roadmap?{} {close}", "9".repeat(7_900));
    assert!(
        server
            .send(request.as_bytes())
            .await
            .starts_with("HTTP/1.1 200 ")
    );
}

#[tokio::test]
async fn a_head_that_is_too_long_is_answered_431() {
    let server = Running::start(Limits::default()).await;
    let line = format!("cookie: {}\r\n", "c".repeat(1_000));
    let request = format!("GET / HTTP/1.1\r\nhost: x\r\n{}", line.repeat(200));
    let answer = server.send(request.as_bytes()).await;
    assert!(
        gist(&answer).starts_with("431 Your browser sent more header lines than we read."),
        "{answer}"
    );
    let many = "a: b\r\n".repeat(101);
    let request = format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n");
    let answer = server.send(request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
}

/// Many whole requests in one piece are longer than a head may be, and that is nothing bad.
#[tokio::test]
async fn requests_that_wait_in_line_are_not_one_long_head() {
    let server = Running::start(Limits::default()).await;
    let mut stream = server.connect().await;
    let (mut reader, mut writer) = stream.split();
    let many = GET.repeat(2_000);
    let send = async {
        writer.write_all(&many).await.unwrap();
        writer.write_all(LAST).await.unwrap();
    };
    let mut all = Vec::new();
    let (_, read) = tokio::join!(send, reader.read_to_end(&mut all));
    read.unwrap();
    let text = String::from_utf8_lossy(&all);
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2_001);
}

/// The next request may be there before the last answer was taken. Its head is not slow, and the
/// silence of somebody who is still reading is none.
#[tokio::test]
async fn who_takes_answers_slowly_is_not_blamed_for_the_next_head() {
    let patient = Limits {
        answer_time: Duration::from_secs(20),
        ..short()
    };
    let server = Running::start(patient).await;
    let mut stream = server.connect().await;
    let (mut reader, mut writer) = stream.split();
    // More answers than the buffers of both sides hold.
    let many = GET.repeat(6_000);
    let send = async {
        writer.write_all(&many).await.unwrap();
        writer.write_all(LAST).await.unwrap();
    };
    let mut all = Vec::new();
    let take = async {
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        reader.read_to_end(&mut all).await
    };
    let (_, read) = tokio::join!(send, take);
    read.unwrap();
    let text = String::from_utf8_lossy(&all);
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 6_001);
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_left() {
    let server = Running::start(short()).await;
    let mut stream = server.connect().await;
    // More than the buffers of both sides hold, so that the server must wait for us.
    let mut sent = 0;
    let send = async {
        while stream.write_all(&GET.repeat(100)).await.is_ok() {
            sent += 100;
        }
    };
    let _ = tokio::time::timeout(Duration::from_millis(300), send).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    // What lies in the buffers can still be read; a patient server would answer the rest now.
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all).await;
    let answered = String::from_utf8_lossy(&all)
        .matches("HTTP/1.1 200")
        .count();
    assert!(answered < sent, "all {sent} were answered");
}

#[tokio::test]
async fn one_connection_too_many_is_answered_503() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let server = Running::start(limits).await;
    let mut first = server.connect().await;
    let mut second = server.connect().await;
    for stream in [&mut first, &mut second] {
        stream.write_all(GET).await.unwrap();
        one(stream).await;
    }
    let mut third = server.connect().await;
    let answer = everything(&mut third).await;
    assert!(answer.contains("\r\nretry-after: 5\r\n"), "{answer}");
    assert!(gist(&answer).starts_with("503 Too many people"), "{answer}");
    drop(first);
    // Room again, as soon as the server has seen that somebody left.
    for _ in 0..50 {
        if server.send(LAST).await.starts_with("HTTP/1.1 200 ") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("there is no room again");
}

#[tokio::test]
async fn what_is_not_http_is_answered_400() {
    let server = Running::start(short()).await;
    for request in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nhost: x\r\n\r\n",
        b"G\xc3\x84T / HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nna me: y\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: close\r\n\r\n",
    ] {
        let answer = server.send(request).await;
        assert!(
            answer.starts_with("HTTP/1.1 400 "),
            "{}: {answer}",
            String::from_utf8_lossy(request)
        );
    }
}

#[tokio::test]
async fn odd_forms_of_an_address_are_understood_or_refused() {
    let server = Running::start(Limits::default()).await;
    for (target, status) in [
        ("http://elsewhere.example/guide/http", "200"),
        ("/guide/%2e%2e/%2e%2e/etc/passwd", "404"),
        ("/..%2f..%2fetc/passwd", "404"),
        ("/../../etc/passwd", "404"),
        ("/guide/%00http", "404"),
        ("/guide/%c0%ae%c0%ae/http", "404"),
        ("/guide%2Fhttp", "404"),
        ("//guide/http", "404"),
        ("/%", "404"),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = server.send(request.as_bytes()).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{target}: {answer}"
        );
    }
    for request in [
        "OPTIONS * HTTP/1.1",
        "TRACE / HTTP/1.1",
        "CONNECT x:1 HTTP/1.1",
        "PUT / HTTP/1.1",
    ] {
        let request = format!("{request}\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = server.send(request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 405 "), "{request}: {answer}");
    }
}

#[tokio::test]
async fn http_1_0_without_a_host_is_fine() {
    let server = Running::start(Limits::default()).await;
    let answer = server.send(b"GET /guide/http HTTP/1.0\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
}

#[tokio::test]
async fn http_2_is_spoken_to_those_who_begin_with_it() {
    use hyper_util::rt::{TokioExecutor, TokioIo};
    let server = Running::start(Limits::default()).await;
    let io = TokioIo::new(server.connect().await);
    let (mut send, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), io)
        .await
        .unwrap();
    tokio::spawn(connection);
    for (path, status) in [
        ("/guide/http", 200),
        ("/nothing", 404),
        ("/projects?level=x", 422),
    ] {
        let request = hyper::Request::get(format!("http://{}{path}", server.address))
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = send.send_request(request).await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}

/// A head that never ends is silence in HTTP/2, however many bytes of it come.
#[tokio::test]
async fn a_head_of_http_2_that_never_ends_is_closed() {
    let server = Running::start(short()).await;
    let mut stream = server.connect().await;
    // The preface, empty settings, and the beginning of a frame of 100 bytes of headers.
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x64\x01\0\0\0\0\x01")
        .await
        .unwrap();
    let (mut read, mut write) = stream.into_split();
    let drips = tokio::spawn(async move {
        let mut drips = 0;
        while drips < 90 && write.write_all(b"\x82").await.is_ok() {
            drips += 1;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        drips
    });
    let mut all = Vec::new();
    let _ = read.read_to_end(&mut all).await;
    assert!(drips.await.unwrap() < 90, "the server waits for the end");
}

#[tokio::test]
async fn who_is_told_to_stop_answers_what_has_been_sent() {
    let server = Running::start(Limits::default()).await;
    let mut idle = server.connect().await;
    idle.write_all(GET).await.unwrap();
    one(&mut idle).await;
    let mut fresh = server.connect().await;
    let mut halfway = server.connect().await;
    halfway.write_all(&LAST[..30]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    // The next answer of a kept connection says that it is the last.
    idle.write_all(GET).await.unwrap();
    let answer = everything(&mut idle).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    fresh
        .write_all(b"GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let answer = everything(&mut fresh).await;
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    halfway.write_all(&LAST[30..]).await.unwrap();
    let answer = everything(&mut halfway).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    server.serving.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn who_is_told_to_stop_does_not_wait_for_the_silent() {
    let patient = Limits {
        idle_time: Duration::from_secs(60),
        ..short()
    };
    let server = Running::start(patient).await;
    let mut idle = server.connect().await;
    idle.write_all(GET).await.unwrap();
    one(&mut idle).await;
    let _fresh = server.connect().await;
    server.stop.send(()).unwrap();
    assert_eq!(everything(&mut idle).await, "");
    tokio::time::timeout(Duration::from_secs(5), server.serving)
        .await
        .expect("it ends long before its grace of 10 seconds")
        .unwrap();
}
