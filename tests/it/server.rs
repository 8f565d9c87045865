//! What a browser sees.

use std::fs;
use std::io::Read as _;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use axum::http::{Request, StatusCode};
use career_guide::content::{Mode, Origin};
use career_guide::live::{Live, Recipe};
use career_guide::pages::Encoding;
use career_guide::server::{Answers, Options};
use career_guide::site::{self, Site};

use crate::helpers::{
    SMALL, answers, ask, folder, get, send, send_to, small_guide, small_site, write,
};

#[tokio::test]
async fn a_step() {
    let answer = get("/guide/http").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.body.contains("<h1>HTTP</h1>"));
    assert!(
        answer
            .body
            .contains(r#"<a href="/guide/sql#joins">joins</a>"#)
    );
}

#[tokio::test]
async fn every_answer_is_safe() {
    for path in ["/", "/projects?level=x", "/nothing", "/health/live"] {
        let answer = get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
}

/// What says how a page may behave is of no use to its parts, and would go over the wire each time.
#[tokio::test]
async fn only_what_can_be_opened_carries_the_rules_of_a_page() {
    let assets = site::read_assets(Origin::BuiltIn, None).unwrap();
    let site = Site::build(small_guide(), assets, Mode::Serve);
    let paths: Vec<String> = site.pages().map(|(path, _)| path.to_owned()).collect();
    let answers = answers(site);
    let mut parts = 0;
    for path in paths {
        let request = Request::get(&path).body(Body::empty()).unwrap();
        let answer = ask(&answers, request).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let resources = answer.header("cross-origin-resource-policy");
        assert_eq!(resources, "same-origin", "{path}");
        // An SVG may hold a script of its own.
        let is_part = path.ends_with(".css") || path.ends_with(".js");
        for name in ["content-security-policy", "permissions-policy"] {
            assert_eq!(answer.header(name).is_empty(), is_part, "{path} {name}");
        }
        parts += usize::from(is_part);
    }
    assert!(parts > 3, "styles and scripts are among them");
}

#[tokio::test]
async fn a_page_the_browser_has_is_not_sent_again() {
    let first = get("/guide/http").await;
    let etag = first.header("etag");
    for value in [
        etag.to_owned(),
        format!("\"other\", {etag}"),
        "*".to_owned(),
    ] {
        let request = Request::get("/guide/http").header(IF_NONE_MATCH, &value);
        let second = send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (second.status, second.body.as_str()),
            (StatusCode::NOT_MODIFIED, ""),
            "{value}"
        );
    }
    let request = Request::get("/guide/http").header(IF_NONE_MATCH, "\"other\"");
    assert_eq!(
        send(request.body(Body::empty()).unwrap()).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn head_has_no_body() {
    let answer = send(Request::head("/guide/http").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, ""));
}

/// What HEAD says is what GET would say (RFC 9110, 9.3.2).
#[tokio::test]
async fn head_says_what_get_would_say() {
    for path in [
        "/guide/http",
        "/projects?level=beginner",
        "/projects?level=x",
        "/nothing",
        "/nothing/",
        "/guide/http/",
        "/health/live",
    ] {
        let whole = get(path).await;
        let head = send(Request::head(path).body(Body::empty()).unwrap()).await;
        assert_eq!(head.status, whole.status, "{path}");
        assert_eq!(head.body, "", "{path}");
        let length = whole.body.len().to_string();
        assert_eq!(head.header("content-length"), length, "{path}");
        for name in ["content-type", "cache-control", "etag", "location"] {
            assert_eq!(head.header(name), whole.header(name), "{path} {name}");
        }
        if !whole.header("etag").is_empty() {
            let again = Request::head(path).header(IF_NONE_MATCH, whole.header("etag"));
            let again = send(again.body(Body::empty()).unwrap()).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(again.header("content-length"), "", "{path}");
        }
    }
}

#[tokio::test]
async fn text_is_compressed_on_request() {
    let request = Request::get("/guide/http").header(ACCEPT_ENCODING, "br");
    let answer = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert_eq!(answer.header("vary"), "accept-encoding");
    assert!(answer.header("etag").ends_with("-br\""));
    let plain = get("/guide/http").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.body.len() > 1_000);
    assert_ne!(
        plain.header("etag"),
        answer.header("etag"),
        "other bytes, other version"
    );
}

#[tokio::test]
async fn every_encoding_holds_the_same_page() {
    let plain = get("/guide/http").await.body;
    for encoding in ["gzip", "br"] {
        let page = small_site().find("/guide/http").unwrap().clone();
        let wanted = Encoding::ALL
            .into_iter()
            .find(|it| it.name() == encoding)
            .unwrap();
        let bytes = page.body.encoded(wanted).unwrap();
        assert!(bytes.len() < plain.len() / 2, "{encoding}");
        let mut unpacked = String::new();
        if encoding == "br" {
            brotli::Decompressor::new(&bytes[..], 4096)
                .read_to_string(&mut unpacked)
                .unwrap();
        } else {
            flate2::read::GzDecoder::new(&bytes[..])
                .read_to_string(&mut unpacked)
                .unwrap();
        }
        assert_eq!(unpacked, plain, "{encoding}");
    }
}

#[tokio::test]
async fn who_refuses_everything_gets_nothing() {
    let request = Request::get("/guide/http").header(ACCEPT_ENCODING, "*;q=0");
    let answer = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn no_such_page() {
    let answer = get("/guide/nothing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("<h1>Page not found</h1>"));
    assert!(!answer.body.contains("Did you mean"));
}

#[tokio::test]
async fn a_mistyped_address_gets_a_suggestion() {
    let answer = get("/guide/htpp").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer
            .body
            .contains(r#"Did you mean <a href="/guide/http">HTTP (step 1 of 2)</a>?"#)
    );
}

#[tokio::test]
async fn a_hostile_address_is_not_repeated() {
    let answer = get("/guide/%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.body.contains("alert(1)"));
}

#[tokio::test]
async fn wrong_method() {
    let answer = send(Request::post("/projects").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), "GET,HEAD");
    // Nobody reads what is sent, however much it is.
    let huge = Request::post("/guide/http").header("content-length", "100000000000");
    let answer = send(huge.body(Body::from("x")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(
        answer.body,
        "Nothing can be sent to this address. Open it instead.\n"
    );
}

/// The route and the site map draw the same page, so the export is what visitors see.
#[tokio::test]
async fn an_empty_question_is_the_page_of_the_map() {
    let answer = get("/projects").await;
    assert_eq!(
        answer.body,
        *small_site().find("/projects").unwrap().body.bytes()
    );
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one() {
    let answer = get("/guide/http-basics").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), "/guide/http");
    assert!(answer.body.contains("url=/guide/http"));
}

#[tokio::test]
async fn a_slash_too_many() {
    let answer = get("/guide/http/").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), "/guide/http");
}

#[tokio::test]
async fn no_redirect_leaves_the_site() {
    for path in [
        "//elsewhere.example/",
        "//elsewhere.example/guide/http/",
        "/\\elsewhere.example/",
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn nothing_outside_the_map_is_served() {
    for path in [
        "/../Cargo.toml",
        "/guide/..%2f..%2fCargo.toml",
        "/guide/http%00",
        "/static/",
    ] {
        assert_eq!(get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn below_a_base_path() {
    let site = || {
        let mut guide = small_guide();
        guide.settings.base_path = "/guide-for-all".into();
        career_guide::site::Site::build(guide, Default::default(), Default::default())
    };
    let ask = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    // A proxy may pass the path on as it is or without its own part.
    for path in ["/guide-for-all/guide/http", "/guide/http"] {
        let answer = send_to(site(), ask(path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            answer.body.contains(r#"href="/guide-for-all/roadmap""#),
            "{path}"
        );
    }
    let answer = send_to(site(), ask("/guide-for-all/guide/http-basics")).await;
    assert_eq!(answer.header("location"), "/guide-for-all/guide/http");
    let answer = send_to(site(), ask("/guide-for-all/guide/http/")).await;
    assert_eq!(answer.header("location"), "/guide-for-all/guide/http");
    assert_eq!(
        send_to(site(), ask("/guide-for-all/")).await.status,
        StatusCode::OK
    );
}

/// Whoever changes name and place of the site in `site.toml` needs no restart.
#[tokio::test]
async fn a_reload_may_change_base_path_and_origin() {
    let content = folder("reload-base-path");
    write(SMALL, &content);
    let recipe = Recipe {
        content: Some(content.clone()),
        ..Recipe::default()
    };
    let live = Arc::new(Live::new(recipe.clone(), recipe.build().unwrap()));
    let answers = Answers::new(Arc::clone(&live), Options::default());
    let get =
        async |path: &str| ask(&answers, Request::get(path).body(Body::empty()).unwrap()).await;
    let before = get("/projects?level=x").await;
    let year = "max-age=31536000";
    assert_eq!(before.header("strict-transport-security"), year);
    let path = content.join("site.toml");
    let settings = fs::read_to_string(&path).unwrap();
    let origin = settings
        .lines()
        .find(|it| it.starts_with("origin"))
        .unwrap();
    let new = "origin = \"http://guide.example\"\nbase_path = \"/neu\"";
    fs::write(&path, settings.replace(origin, new)).unwrap();
    live.reload();
    for path in ["/neu/projects?level=x", "/projects?level=x"] {
        let answer = get(path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.body.contains("href=\"/neu/roadmap\""), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
    assert_eq!(get("/neu/health/ready").await.body, "ok\n");
}

/// The base path may be the first part of the pages' own addresses.
#[tokio::test]
async fn below_a_base_path_that_pages_begin_with() {
    for path in [
        "/guide/guide/http",
        "/guide/http",
        "/guide/roadmap",
        "/roadmap",
        "/guide/",
    ] {
        let mut guide = small_guide();
        guide.settings.base_path = "/guide".into();
        let site = career_guide::site::Site::build(guide, Default::default(), Default::default());
        let answer = send_to(site, Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    // Also where a question is asked.
    for (base, path) in [
        ("/projects", "/projects/projects?level=x"),
        ("/projects", "/projects?level=x"),
        ("/interview", "/interview/interview/web?level=x"),
        ("/interview", "/interview/web?level=x"),
    ] {
        let mut guide = small_guide();
        guide.settings.base_path = base.into();
        let site = career_guide::site::Site::build(guide, Default::default(), Default::default());
        let answer = send_to(site, Request::get(path).body(Body::empty()).unwrap()).await;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        assert_eq!(answer.status, status, "{base} {path}");
    }
}

#[tokio::test]
async fn a_slash_too_many_keeps_the_question() {
    let answer = get("/roadmap/?done=http").await;
    assert_eq!(answer.header("location"), "/roadmap?done=http");
}

#[tokio::test]
async fn the_state_is_for_writers_only() {
    assert_eq!(get("/dev/state").await.status, StatusCode::NOT_FOUND);
}
