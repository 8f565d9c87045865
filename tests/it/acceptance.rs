//! The files that show that a project is right: what writers are told, and what readers get.

use axum::http::StatusCode;
use expect_test::{Expect, expect};

use crate::helpers::{SMALL, get, parse};

#[track_caller]
fn check(from: &str, to: &str, expected: Expect) {
    assert!(SMALL.contains(from), "the small guide has no {from:?}");
    match parse(&SMALL.replacen(from, to, 1)) {
        Ok(_) => panic!("there is no problem"),
        Err(problems) => expected.assert_eq(&problems.to_string()),
    }
}

#[test]
fn a_file_for_no_project_is_reported() {
    let renamed = SMALL.replace("shortener.hurl", "shortner.hurl");
    match parse(&renamed) {
        Ok(_) => panic!("there is no problem"),
        Err(problems) => expect![[r#"
            content/projects/checks/shortner.hurl:1:1: there is no project `shortner` (did you mean `shortener`?)
        "#]].assert_eq(&problems.to_string()),
    }
}

#[test]
fn a_command_that_runs_another_file_is_reported() {
    check(
        "8000 shortener.hurl",
        "8000 checks.hurl",
        expect![[r#"
        content/projects/checks/shortener.hurl:7:5: the command does not end with `shortener.hurl`
    "#]],
    );
}

#[test]
fn a_part_of_the_comment_that_is_missing_is_named() {
    check(
        "# It checks:\n",
        "# It tests:\n",
        expect![[r#"
        content/projects/checks/shortener.hurl:1:1: the comment on top has no lines below `# It checks:` (the page of the project shows it, see content/README.md)
    "#]],
    );
    check(
        "# - the speed\n",
        "",
        expect![[r#"
        content/projects/checks/shortener.hurl:1:1: the comment on top has no lines below `# It leaves to you:` (the page of the project shows it, see content/README.md)
    "#]],
    );
}

#[tokio::test]
async fn the_file_is_plain_text_to_keep() {
    let answer = get("/projects/checks/shortener.hurl").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"shortener.hurl\""
    );
    let (_, text) = SMALL
        .split_once("//- projects/checks/shortener.hurl\n")
        .unwrap();
    assert_eq!(answer.body, text.split("//- ").next().unwrap());
}

#[tokio::test]
async fn the_page_of_the_project_shows_the_comment_and_others_have_no_section() {
    let page = get("/projects/shortener").await.body;
    for part in [
        "<h2 id=\"check-your-work\">",
        "with 1 request ",
        "href=\"/projects/checks/shortener.hurl\"",
        "<li>Start your server.</li>",
        "that a &#60;short&#62; link leads on",
        "hurl --test --variable base=http://localhost:8000 shortener.hurl",
        "<li>the speed</li>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(
        !get("/projects/ledger")
            .await
            .body
            .contains("check-your-work")
    );
}
