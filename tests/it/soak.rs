//! Everything at once: those who send nonsense, too much or too slowly, and beside them a reader
//! whose requests go on being answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use career_guide::server::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinSet;

use crate::running::{GET, LAST, Running, one};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn good_requests_are_answered_beside_bad_ones() {
    let limits = Limits {
        head_time: Duration::from_millis(200),
        idle_time: Duration::from_millis(500),
        answer_time: Duration::from_millis(500),
        ..Limits::default()
    };
    let server = Arc::new(Running::start(limits).await);
    let is_over = Arc::new(AtomicBool::new(false));
    let bad = Arc::new(AtomicUsize::new(0));
    let nonsense: Vec<Vec<u8>> = vec![
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff".to_vec(),
        b"GET / HTTP/1.1\r\nhost: x\r\nnot a header\r\n\r\n".to_vec(),
        format!("GET /{} HTTP/1.1\r\n", "a".repeat(100_000)).into_bytes(),
        format!("GET / HTTP/1.1\r\n{}", "a: b\r\n".repeat(20_000)).into_bytes(),
        b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nfffffffff\r\n".to_vec(),
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n".to_vec(),
        GET[..20].to_vec(),
        Vec::new(),
    ];
    let sorts = nonsense.len();
    let mut attacks = JoinSet::new();
    for bytes in nonsense {
        let (server, is_over, bad) = (server.clone(), is_over.clone(), bad.clone());
        attacks.spawn(async move {
            while !is_over.load(Relaxed) {
                attack(&server, &bytes).await;
                bad.fetch_add(1, Relaxed);
            }
        });
    }
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(2) {
        let mut stream = server.connect().await;
        for _ in 0..20 {
            stream.write_all(GET).await.unwrap();
            let answer = one(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        }
        assert!(server.send(LAST).await.contains("<h1>HTTP</h1>"));
    }
    is_over.store(true, Relaxed);
    attacks.join_all().await;
    assert!(bad.load(Relaxed) >= sorts);
}

/// Sends something bad, slowly. Whatever is answered, the server closes.
async fn attack(server: &Running, bytes: &[u8]) {
    let mut stream = server.connect().await;
    for piece in bytes.chunks(bytes.len() / 3 + 1) {
        if stream.write_all(piece).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let mut all = Vec::new();
    let read = stream.read_to_end(&mut all);
    let closed = tokio::time::timeout(Duration::from_secs(10), read).await;
    assert!(closed.is_ok(), "{:?}", String::from_utf8_lossy(bytes));
}
