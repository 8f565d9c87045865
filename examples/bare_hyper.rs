//! The least that hyper can do, to measure the server against: it asks a running guide for some
//! answers, keeps their heads and bytes, and gives the same to everybody who names the path.
//!
//! `cargo run --release --example bare_hyper -- FROM LISTEN NAME=PATH[;HEADER:VALUE] …`
//! `benches/compare.py` starts it.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .context("FROM LISTEN NAME=PATH[;HEADER:VALUE] …")
    };
    let (from, listen): (SocketAddr, SocketAddr) = (next()?.parse()?, next()?.parse()?);
    let mut answers = HashMap::new();
    while let Ok(argument) = next() {
        let (name, question) = argument.split_once('=').context("NAME=PATH")?;
        let mut parts = question.split(';');
        let path = parts.next().unwrap_or_default();
        let headers: String = parts.map(|part| format!("{part}\r\n")).collect();
        answers.insert(format!("/{name}"), ask(from, path, &headers)?);
    }
    let answers = Arc::new(answers);
    tokio::runtime::Runtime::new()?.block_on(async move {
        let listener = tokio::net::TcpListener::bind(listen).await?;
        println!("ready");
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let answers = Arc::clone(&answers);
            tokio::spawn(async move {
                let service = service_fn(move |request: Request<Incoming>| {
                    let answer = answers.get(request.uri().path()).cloned();
                    async move { Ok::<_, Infallible>(answer.unwrap_or_default()) }
                });
                let connection =
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                // Whoever hangs up has seen enough.
                let _ = connection.await;
            });
        }
    })
}

/// One answer of the guide, without what hyper adds to each by itself.
fn ask(from: SocketAddr, path: &str, headers: &str) -> anyhow::Result<Response<Full<Bytes>>> {
    let mut stream = TcpStream::connect(from)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n"
    )?;
    let mut all = Vec::new();
    stream.read_to_end(&mut all)?;
    let end = all
        .windows(4)
        .position(|it| it == b"\r\n\r\n")
        .context("an answer without a head")?;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let mut response = Response::new(Full::new(Bytes::copy_from_slice(&all[end + 4..])));
    *response.status_mut() = StatusCode::from_bytes(status.unwrap_or_default().as_bytes())?;
    for line in lines {
        let (name, value) = line.split_once(": ").context("a line without a name")?;
        if !["date", "connection", "content-length"].contains(&name) {
            let name: HeaderName = name.parse()?;
            response
                .headers_mut()
                .insert(name, HeaderValue::from_str(value)?);
        }
    }
    Ok(response)
}
