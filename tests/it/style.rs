//! How our own texts read, and what `check --style` says about those of others.

use std::path::Path;
use std::process::Command;

use career_guide::content::{Origin, Problems, SourceFile, style, style_of};
use expect_test::{Expect, expect};

use crate::helpers;

#[track_caller]
fn check(texts: &[(&str, &str)], expected: Expect) {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: format!("content/{path}"),
        text: (*text).to_owned(),
    };
    let files: Vec<SourceFile> = texts.iter().map(file).collect();
    let style = style_of(&files, Problems::default());
    expected.assert_eq(&style.findings.to_string());
}

#[test]
fn our_own_texts_have_our_style() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let style = style(Origin::Folder(&content), None);
    assert!(style.findings.is_empty(), "\n{}", style.findings);
    let hard: Vec<_> = style.readings.iter().filter(|it| it.ease < 50.0).collect();
    assert!(hard.is_empty(), "hard to read: {hard:#?}");
}

#[test]
fn a_long_sentence_is_found_where_it_begins() {
    let long = "word ".repeat(36);
    check(
        &[("faq/a.md", &format!("+++\n+++\n\nShort. {long}end."))],
        expect![[r#"
            content/faq/a.md:4:8: a sentence of 37 words, 35 are the most (make two of it)
        "#]],
    );
}

#[test]
fn a_long_paragraph_is_found() {
    check(
        &[(
            "faq/a.md",
            &format!("+++\n+++\n\n{}", "Four words are here.\n".repeat(31)),
        )],
        expect![[r#"
            content/faq/a.md:4:1: a paragraph of 124 words, 120 are the most (split it where the thought changes)
        "#]],
    );
}

#[test]
fn filler_is_found_but_not_in_code_or_speech() {
    check(
        &[(
            "faq/a.md",
            "+++\nsummary = \"It's just a shop.\"\n+++\n\nYou simply leverage it. `just` “just” adjust.\n\n```text\nsimply\n```\n",
        )],
        expect![[r#"
            content/faq/a.md:2:14: a straight apostrophe (write ’)
            content/faq/a.md:2:17: “just” is not our style (leave it out)
            content/faq/a.md:5:5: “simply” is not our style (leave it out)
            content/faq/a.md:5:12: “leverage” is not our style (instead: use)
        "#]],
    );
}

#[test]
fn a_sentence_stands_on_one_page_only() {
    let sentence = "A referral is often the best way to a first call.";
    check(
        &[
            ("faq/a.md", &format!("+++\n+++\n\n{sentence}\n")),
            ("faq/b.md", &format!("+++\n+++\n\nOne. {sentence}\n")),
        ],
        expect![[r#"
            content/faq/b.md:4:6: the same sentence stands in content/faq/a.md (say it once, and link to it)
        "#]],
    );
}

#[test]
fn a_step_has_its_length_without_the_other_languages() {
    let text = format!(
        "+++\n+++\n\n{}\n\n::: python\n\n{}\n\n:::\n",
        "Four words are here.\n\n".repeat(200),
        "Four words are here.\n\n".repeat(900)
    );
    check(
        &[("guide/a.md", &text)],
        expect![[r#"
            content/guide/a.md:1:1: the page has 800 words, 1000 to 1800 are right
        "#]],
    );
}

/// Style is advice: it never stops a start, and `check` alone does not ask for it.
#[test]
fn check_lists_style_only_when_asked() {
    let folder = helpers::folder("check-style");
    let text = helpers::SMALL.replace("About a year.", "Simply a year.");
    helpers::write(&text, &folder);
    let run = |style: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_career-guide"))
            .args(["check", "--content"])
            .arg(&folder)
            .args(style)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.success(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (fine, said, _) = run(&[]);
    assert!(fine && said.ends_with("no problems\n"), "{said}");
    let (fine, said, complaint) = run(&["--style"]);
    assert!(!fine);
    assert!(said.contains("faq/how-long.md"), "{said}");
    assert!(
        complaint.contains("“simply” is not our style"),
        "{complaint}"
    );
}
