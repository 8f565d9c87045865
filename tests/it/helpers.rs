//! How tests make a guide and ask for a page.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use career_guide::content::{self, Files, Guide, Mode, Problems, SourceFile};
use career_guide::live::{Live, Recipe};
use career_guide::markdown::Highlighter;
use career_guide::server::{Answers, Options};
use career_guide::site::{Assets, Site};
use http_body_util::BodyExt as _;

/// A small guide with one of everything; every test may rely on it.
pub const SMALL: &str = include_str!("small.txt");

/// One for all tests: loading the grammars takes longer than most of them.
pub static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::default);

/// `//- path` starts a file; what follows is its text.
pub fn files(fixture: &str) -> Files {
    let list = fixture.split("//- ").skip(1).map(|part| {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        SourceFile {
            path: path.to_owned(),
            shown: format!("content/{path}"),
            text: text.to_owned(),
        }
    });
    Files::of(list.collect())
}

pub fn parse(fixture: &str) -> Result<Guide, Problems> {
    content::parse(files(fixture), Problems::default(), &HIGHLIGHTER)
}

pub fn small_guide() -> Guide {
    parse(SMALL).unwrap_or_else(|problems| panic!("\n{problems}"))
}

pub fn small_site() -> Site {
    Site::build(small_guide(), Assets::default(), Mode::Serve)
}

/// An empty folder of its own for a test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a fixture as files.
pub fn write(fixture: &str, folder: &Path) {
    for file in files(fixture).list {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// The value of a header, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends one request to the real server, without a socket.
pub async fn send(request: Request<Body>) -> Answer {
    send_to(small_site(), request).await
}

pub async fn send_to(site: Site, request: Request<Body>) -> Answer {
    ask(&answers(site), request).await
}

/// A server for a site, without its sockets.
pub fn answers(site: Site) -> Arc<Answers> {
    let live = Arc::new(Live::new(Recipe::default(), site));
    Answers::new(live, Options::default())
}

pub async fn ask(answers: &Arc<Answers>, request: Request<Body>) -> Answer {
    let (mut parts, body) = request.into_parts();
    // A browser never forgets it.
    parts
        .headers
        .entry(HOST)
        .or_insert(HeaderValue::from_static("guide.example"));
    let response = answers.answer(Request::from_parts(parts, body)).await;
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

pub async fn get(path: &str) -> Answer {
    send(Request::get(path).body(Body::empty()).unwrap()).await
}
