//! The same files with the command that readers use, if this machine has it.
//!
//! `GUIDE_HURL=required` fails without it, and `HURL` says where it is if it is not on the path.

use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;

use crate::reference::{Ask, Reply, Server};

#[test]
fn the_checks_pass_with_hurl_itself() {
    let hurl = std::env::var("HURL").unwrap_or_else(|_| "hurl".to_owned());
    let Ok(version) = Command::new(&hurl).arg("--version").output() else {
        assert!(std::env::var("GUIDE_HURL").is_err(), "there is no hurl");
        println!("skipped: there is no hurl on this machine");
        return;
    };
    println!("{}", String::from_utf8_lossy(&version.stdout).trim());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut wrong = Vec::new();
    for checks in crate::all() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        let router = router(checks.server());
        let serving = runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
        let mut command = Command::new(&hurl);
        command.arg("--test").arg("--no-color").arg(&checks.path);
        for (name, value) in &checks.variables {
            let value = if name == "base" {
                &format!("http://{address}")
            } else {
                value
            };
            command.arg("--variable").arg(format!("{name}={value}"));
        }
        let output = command.output().unwrap();
        serving.abort();
        if !output.status.success() {
            wrong.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
    }
    crate::none(wrong);
}

/// The reference behind a real socket.
fn router(server: Server) -> axum::Router {
    let server = Arc::new(Mutex::new(server));
    axum::Router::new().fallback(move |request: Request| {
        let server = Arc::clone(&server);
        async move {
            let ask = ask(request).await;
            let reply = (server.lock().unwrap())(&ask);
            response(reply)
        }
    })
}

async fn ask(request: Request) -> Ask {
    let (parts, body) = request.into_parts();
    let headers = parts.headers.iter().map(|(name, value)| {
        (
            name.as_str().to_owned(),
            String::from_utf8_lossy(value.as_bytes()).into_owned(),
        )
    });
    let target = parts.uri.path_and_query();
    let target = target.map_or("/", |it| it.as_str());
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Ask::new(
        parts.method.as_str(),
        target,
        headers.collect(),
        body.to_vec(),
    )
}

fn response(reply: Reply) -> Response {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body)).unwrap()
}
