//! The server on a real socket, inside the test: for what no request in memory can show.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use career_guide::live::{Live, Recipe};
use career_guide::server::{self, Answers, Limits, Options};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use crate::helpers::small_site;

/// A server on a port of its own.
pub struct Running {
    pub address: SocketAddr,
    pub stop: oneshot::Sender<()>,
    pub serving: JoinHandle<()>,
}

impl Running {
    pub async fn start(limits: Limits) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let live = Arc::new(Live::new(Recipe::default(), small_site()));
        let options = Options {
            limits,
            ..Options::default()
        };
        let (stop, told) = oneshot::channel::<()>();
        let stopped = async move {
            let _ = told.await;
        };
        let answers = Answers::new(live, options);
        let serving = tokio::spawn(server::serve(
            listener,
            answers,
            TaskTracker::new(),
            stopped,
        ));
        Running {
            address,
            stop,
            serving,
        }
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends some bytes on a fresh connection and reads until the server closes it.
    pub async fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect().await;
        // The server may have seen enough before it has seen all.
        let _ = stream.write_all(bytes).await;
        everything(&mut stream).await
    }
}

/// What still comes until the other side closes.
pub async fn everything(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let read = stream.read_to_end(&mut all);
    tokio::time::timeout(Duration::from_secs(20), read)
        .await
        .expect("the server closes")
        .expect("the answer is not lost");
    String::from_utf8_lossy(&all).into_owned()
}

/// Reads one answer of a connection that stays open.
pub async fn one(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |it| it.parse().unwrap()) {
                return text;
            }
        }
        let mut buffer = [0; 4096];
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(read > 0, "the server closed after {text:?}");
        all.extend_from_slice(&buffer[..read]);
    }
}

pub const GET: &[u8] = b"GET /guide/http HTTP/1.1\r\nhost: x\r\n\r\n";
pub const LAST: &[u8] = b"GET /guide/http HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
