//! What must hold for any input, whoever thought it up.
//!
//! Each function takes what arrives from outside and panics if a promise is broken. `cargo test`
//! calls them with texts that proptest makes (`tests/it/hostile.rs`), the targets beside this file
//! with bytes that libFuzzer makes.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use career_guide::content::{self, Files, Mode, Problems, SourceFile};
use career_guide::live::{Live, Recipe};
use career_guide::markdown::Highlighter;
use career_guide::server::{Answers, Options};
use career_guide::site::{Assets, Site};
use http_body_util::BodyExt as _;

const SMALL: &str = include_str!("../tests/it/small.txt");
const STEP: &str = "guide/http.md";

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::default);

static ANSWERS: LazyLock<Arc<Answers>> = LazyLock::new(|| {
    let guide = load(&small(None)).expect("the small guide has no problems");
    let site = Site::build(guide, Assets::default(), Mode::Serve);
    Answers::new(
        Arc::new(Live::new(Recipe::default(), site)),
        Options::default(),
    )
});

/// The files of the small guide, with one step replaced.
fn small(step: Option<&str>) -> Vec<SourceFile> {
    let parts = SMALL.split("//- ").skip(1);
    let files = parts.filter_map(|part| part.split_once('\n'));
    files
        .map(|(path, text)| SourceFile {
            path: path.to_owned(),
            shown: path.to_owned(),
            text: step.filter(|_| path == STEP).unwrap_or(text).to_owned(),
        })
        .collect()
}

fn load(files: &[SourceFile]) -> Result<content::Guide, Problems> {
    content::parse(Files::of(files.to_vec()), Problems::default(), &HIGHLIGHTER)
}

/// A file with any text is a page or a list of problems, each at a place that exists.
pub fn front_matter(text: &str) {
    match load(&small(Some(text))) {
        Ok(guide) => {
            let site = Site::build(guide, Assets::default(), Mode::Serve);
            assert!(site.find("/guide/http").is_some(), "the step has no page");
        }
        Err(problems) => {
            let lines = text.split('\n').count();
            for problem in problems.to_string().lines() {
                let Some(place) = problem.strip_prefix("guide/http.md:") else {
                    continue;
                };
                let line = place.split(':').next().and_then(|it| it.parse().ok());
                let line: usize = line.unwrap_or_else(|| panic!("no line in {problem}"));
                assert!((1..=lines + 1).contains(&line), "{problem} of {lines}");
            }
        }
    }
}

/// Any text of a step becomes HTML without a tag of its own; what it says is shown.
pub fn markdown(text: &str) {
    let (front, _) = step().split_once("\n## ").expect("a step has sections");
    let whole = format!("{front}\n{text}\n");
    let Ok(guide) = load(&small(Some(&whole))) else {
        return;
    };
    let site = Site::build(guide, Assets::default(), Mode::Serve);
    let page = site.find("/guide/http").expect("the step has a page");
    let html = String::from_utf8_lossy(page.body.bytes()).to_lowercase();
    for never in [
        "<script>",
        "<iframe",
        "<img ",
        " onerror=",
        "href=\"javascript:",
    ] {
        assert!(!html.contains(never), "{never} in {text:?}");
    }
}

/// A link to anything leads to a page that exists, away from here, or to a problem.
pub fn link(target: &str) {
    let (front, body) = step().split_once("[joins](sql.md#joins)").expect("a link");
    let whole = format!("{front}[joins](<{target}>){body}");
    let Ok(guide) = load(&small(Some(&whole))) else {
        return;
    };
    let site = Site::build(guide, Assets::default(), Mode::Serve);
    let page = site.find("/guide/http").expect("the step has a page");
    let html = String::from_utf8_lossy(page.body.bytes());
    let Some((before, _)) = html.split_once(">joins</a>") else {
        return;
    };
    let href = before.rsplit("href=\"").next().unwrap_or_default();
    let href = href.split('"').next().unwrap_or_default();
    let path = href.split('#').next().unwrap_or_default();
    let is_ours = path.starts_with('/') && site.find(path).is_some();
    let is_here = href.starts_with('#');
    let is_away = ["https://", "http://", "mailto:"]
        .iter()
        .any(|it| href.starts_with(it));
    assert!(
        is_ours || is_here || is_away,
        "{target:?} leads to {href:?}"
    );
}

/// Any address and any wishes are answered with a status that fits and bytes that can be read.
pub fn request(path: &str, accept: &[u8], has: &[u8], range: &[u8]) {
    let Ok(builder) = Request::get(path).body(Body::empty()) else {
        return;
    };
    let (mut parts, body) = builder.into_parts();
    parts.headers.insert("host", HeaderValue::from_static("x"));
    for (name, value) in [
        ("accept-encoding", accept),
        ("if-none-match", has),
        ("range", range),
    ] {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            parts.headers.insert(name, value);
        }
    }
    let answer = block_on(async {
        let answer = ANSWERS.answer(Request::from_parts(parts, body)).await;
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("bytes in memory").to_bytes();
        (parts, bytes)
    });
    let (parts, bytes) = answer;
    let allowed = [200, 206, 304, 308, 404, 406, 414, 416, 422];
    assert!(
        allowed.contains(&parts.status.as_u16()),
        "{path:?}: {}",
        parts.status
    );
    if parts.status == StatusCode::NOT_MODIFIED {
        assert!(bytes.is_empty());
    }
    let text = parts
        .headers
        .get("content-type")
        .map_or("", |it| it.to_str().expect("our own heads are text"));
    if text.starts_with("text/html") && !parts.headers.contains_key("content-encoding") {
        assert!(std::str::from_utf8(&bytes).is_ok(), "{path:?}");
    }
}

fn step() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let files = small(None);
        let step = files.into_iter().find(|file| file.path == STEP);
        step.expect("the small guide has it").text
    });
    &TEXT
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime without sockets")
        .block_on(future)
}
