//! The résumé check, the starters and the page to print, as a visitor sends and sees them.

use std::io::Write as _;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use career_guide::server::Answers;
use career_guide::tools::resume::all_advice;
use scraper::{Html, Selector};
use zip::write::SimpleFileOptions;

use crate::helpers::{Answer, answers, ask};
use crate::real_content::{build, get_real, site};

const GOOD: &str = include_str!("../data/resumes/good-leeds.txt");
const DUTIES: &str = include_str!("../data/resumes/bad-duties.txt");

/// A field of a form: its name, the name of its file if it has one, and what is in it.
pub struct Field<'a>(pub &'a str, pub Option<&'a str>, pub &'a [u8]);

/// A form as browsers send it.
pub fn form(path: &str, fields: &[Field<'_>]) -> Request<Body> {
    let mut body = Vec::new();
    for Field(name, file, content) in fields {
        let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
        write!(
            body,
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
        )
        .unwrap();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    Request::post(path)
        .header("content-type", "multipart/form-data; boundary=edge")
        .header("content-length", body.len())
        .body(Body::from(body))
        .unwrap()
}

async fn send(request: Request<Body>) -> Answer {
    static ANSWERS: LazyLock<Arc<Answers>> = LazyLock::new(|| answers(build()));
    ask(&ANSWERS, request).await
}

async fn check(fields: &[Field<'_>]) -> Answer {
    send(form("/resume/check", fields)).await
}

async fn check_file(name: &str, content: &[u8]) -> Answer {
    check(&[Field("text", None, b""), Field("file", Some(name), content)]).await
}

/// The text of the first element.
fn text(answer: &Answer, selector: &str) -> String {
    let document = Html::parse_document(&answer.body);
    let found = document.select(&Selector::parse(selector).unwrap()).next();
    found
        .map(|it| it.text().collect::<String>())
        .unwrap_or_default()
}

fn docx(document: &str) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    file.start_file("[Content_Types].xml", SimpleFileOptions::default())
        .unwrap();
    file.write_all(b"<Types/>").unwrap();
    file.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    file.write_all(document.as_bytes()).unwrap();
    file.finish().unwrap().into_inner()
}

/// A word processor's file with these lines; those that begin with a hyphen are a list.
fn docx_of(lines: &str) -> Vec<u8> {
    let paragraph = |line: &str| {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        match line.strip_prefix("- ") {
            Some(item) => format!(
                "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
                escape(item)
            ),
            None => format!(
                "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escape(line)
            ),
        }
    };
    let body: String = lines.lines().map(paragraph).collect();
    docx(&format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    ))
}

#[tokio::test]
async fn the_form_promises_nothing_is_stored() {
    let answer = get_real("/resume/check").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .body
            .contains("Your text is read once and forgotten.")
    );
    assert!(answer.body.contains("It looks at 40 things"));
    assert!(!answer.body.to_lowercase().contains("out of 100"));
}

#[tokio::test]
async fn duties_are_found_with_their_lines_and_an_example() {
    let answer = check(&[Field("text", None, DUTIES.as_bytes())]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        text(&answer, ".lead").starts_with("We found 1 thing to fix first, 0 to think about and ")
    );
    let finding = text(&answer, "#weak-opener");
    assert!(finding.contains("Fix first"), "{finding}");
    assert!(
        finding.contains("3 bullets describe duties, not results"),
        "{finding}"
    );
    assert!(
        finding.contains("Responsible for the database of the shop"),
        "{finding}"
    );
    let line = DUTIES
        .lines()
        .position(|it| it.contains("Responsible for the database"))
        .unwrap()
        + 1;
    assert!(finding.contains(&format!("Line {line} ")), "{finding}");
    assert!(finding.contains("Cut the nightly import"), "{finding}");
    assert!(
        text(&answer, "textarea#text").contains("Noor Haddad"),
        "the form is filled in"
    );
}

#[tokio::test]
async fn an_answer_is_kept_by_nobody() {
    for request in [
        form("/resume/check", &[Field("text", None, GOOD.as_bytes())]),
        form("/resume/check", &[Field("text", None, b"short")]),
        form("/resume/starters", &[Field("text", None, b"{}")]),
        form(
            "/resume/starters",
            &[Field("text", None, br#"{"basics":{"name":"A B"}}"#)],
        ),
    ] {
        let answer = send(request).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        for name in [
            "etag",
            "set-cookie",
            "location",
            "content-encoding",
            "last-modified",
        ] {
            assert_eq!(answer.header(name), "", "{name}");
        }
        assert!(
            answer
                .body
                .contains(r#"<meta name="robots" content="noindex">"#)
        );
    }
}

#[tokio::test]
async fn every_finding_links_to_a_part_of_the_guide() {
    let guide = get_real("/resume").await.body;
    for advice in all_advice() {
        let id = format!("id=\"{}\"", advice.guide.fragment);
        assert!(guide.contains(&id), "{}: {id}", advice.id);
    }
}

#[tokio::test]
async fn no_more_than_five_things_come_first() {
    let text_of_many = "Curriculum vitae\nhttp//x.example password=hunter22\nborn: 1990 | me@a.example, \
        you@a.example\nMy journey\nJune 2025 to June 2024\n- Responsible for Javascript and Github\n\
        - worked on the the shop\n\u{e000} x\n\nSkills\nPython 90%\n"
        .repeat(3);
    let answer = check(&[Field("text", None, text_of_many.as_bytes())]).await;
    assert_eq!(answer.body.matches(">Fix first<").count(), 5);
    assert!(answer.body.matches(">Think about<").count() >= 3);
}

#[tokio::test]
async fn wrong_input_is_answered_with_an_instruction() {
    let long = "x ".repeat(13_060);
    let pdf = b"%PDF-1.7 \n".as_slice();
    let cases: [(&[Field<'_>], &str); 9] = [
        (
            &[Field("text", None, b" \r\n")],
            "Paste the text of your résumé, or choose a file",
        ),
        (
            &[Field("text", None, b"Noor Haddad")],
            "This looks like part of a résumé. Paste all of it.",
        ),
        (
            &[Field("text", None, long.as_bytes())],
            "Your résumé must be 20,000 characters or fewer. This is 26,119.",
        ),
        (
            &[
                Field("text", None, GOOD.as_bytes()),
                Field("advert", None, long.as_bytes()),
            ],
            "The advert must be 20,000 characters or fewer.",
        ),
        (
            &[Field("file", Some("a.pdf"), pdf)],
            "Open the PDF, select all, copy, and paste the text below.",
        ),
        (
            &[Field("file", Some("a.doc"), &[0xd0, 0xcf, 0x11, 0xe0, 1])],
            "Save the file as DOCX or plain text, and choose that",
        ),
        (
            &[Field("file", Some("a.json"), b"{\n \"basics\": }")],
            "Repair the JSON: it cannot be read at line 2, character 12",
        ),
        (
            &[Field("file", Some("a.zip"), b"PK\x03\x04 broken")],
            "Choose a DOCX, text, Markdown or JSON Resume file.",
        ),
        (
            &[Field(
                "file",
                Some("a.png"),
                &[0x89, b'P', b'N', b'G', 0xff],
            )],
            "Choose a text file saved as UTF-8, or paste the text",
        ),
    ];
    for (fields, message) in cases {
        let answer = check(fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(text(&answer, "title").starts_with("Error: "), "{message}");
        assert!(
            text(&answer, ".errs a").contains(message),
            "{message}: {}",
            text(&answer, ".errs")
        );
        assert!(text(&answer, ".err").contains(message), "{message}");
    }
}

#[tokio::test]
async fn a_large_file_and_a_larger_request_are_refused() {
    let file = vec![b'x'; 1_100 * 1_024];
    let answer = check_file("a.txt", &file).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&answer, ".err").contains("1,024 KB or less. This one has 1,100 KB."));
    let answer = check_file("a.txt", &vec![b'x'; 3 * 1_024 * 1_024]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("<h1>"));
}

#[tokio::test]
async fn what_is_no_form_is_answered_with_the_form() {
    let request = Request::post("/resume/check").header("content-type", "text/plain");
    let answer = send(request.body(Body::from("hello")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&answer, ".err").contains("Paste the text of your résumé"));
}

#[tokio::test]
async fn what_was_typed_is_kept_and_escaped() {
    let text_of_many = format!("</textarea><script>alert(1)</script>\n{GOOD}");
    let answer = check(&[
        Field("text", None, text_of_many.as_bytes()),
        Field("advert", None, b"<b>Kafka</b>"),
        Field("first_job", None, b"yes"),
    ])
    .await;
    assert!(!answer.body.contains("<script>alert"));
    assert!(text(&answer, "#text").contains("</textarea><script>alert(1)</script>"));
    assert!(text(&answer, "#advert").contains("<b>Kafka</b>"));
    assert!(
        answer
            .body
            .contains(r#"name="first_job" value="yes" checked"#)
    );
}

#[tokio::test]
async fn files_are_read_like_pasted_text() {
    let pasted = check(&[Field("text", None, GOOD.as_bytes())]).await;
    let lead = text(&pasted, ".lead");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (name, bytes) in [
        ("a.txt", GOOD.as_bytes().to_vec()),
        ("a.docx", docx_of(GOOD)),
        ("a.txt", utf16),
    ] {
        let answer = check_file(name, &bytes).await;
        assert_eq!(text(&answer, ".lead"), lead, "{name}");
        assert_eq!(text(&answer, "#text").trim(), GOOD.trim(), "{name}");
    }
    let starter = get_real("/resume/starters/first-job.json").await;
    let answer = check_file("me.json", starter.body.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(text(&answer, "#text").contains("Mira Olsen"));
}

#[tokio::test]
async fn a_docx_keeps_its_tabs_lists_and_signs_and_drops_what_is_deleted() {
    let body = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>R&amp;D &#65;</w:t><w:tab/><w:t>x</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr></w:numPr></w:pPr><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:delText>gone</w:delText></w:r></w:p></w:body></w:document>";
    let filler = format!(
        "{}</w:body>",
        "<w:p><w:r><w:t>Some words to be long enough</w:t></w:r></w:p>".repeat(15)
    );
    let answer = check_file("a.docx", &docx(&body.replace("</w:body>", &filler))).await;
    let read = text(&answer, "#text");
    assert!(
        read.trim_start()
            .starts_with("R&D A\tx\n- one\ntwo\nSome words"),
        "{read}"
    );
}

#[tokio::test]
async fn an_advert_is_compared_term_by_term() {
    let advert =
        b"We use PostgreSQL, Kafka and Kafka Streams. Kubernetes is a plus. You know REST. \
        Zylotrans builds trams. At Zylotrans you learn.";
    let answer = check(&[
        Field("text", None, GOOD.as_bytes()),
        Field("advert", None, advert),
    ])
    .await;
    let words = text(&answer, "section[aria-labelledby=advert-words]");
    let (missing, found) = words.split_once("In both").unwrap();
    for word in ["Kafka", "2 times", "Kubernetes", "Zylotrans"] {
        assert!(missing.contains(word), "{word}: {missing}");
    }
    assert!(found.contains("REST") && found.contains("SQL"), "{found}");
    assert!(words.contains("Add only what is true."));
    assert!(answer.body.contains("id=\"keyword-gap\""));
}

#[tokio::test]
async fn a_german_resume_gets_the_checks_that_still_hold() {
    let german = include_str!("../data/resumes/odd-german-no-email.txt");
    let answer = check(&[Field("text", None, german.as_bytes())]).await;
    assert!(text(&answer, ".note").contains("This looks like German."));
    assert!(answer.body.contains("id=\"contact-email\""));
    assert!(
        !answer.body.contains("id=\"headings\"") && !answer.body.contains("id=\"bullet-verb\"")
    );
}

#[tokio::test]
async fn the_reader_sees_what_a_parser_sees() {
    let answer = check(&[Field("text", None, GOOD.as_bytes())]).await;
    let seen = text(&answer, ".seen");
    for word in [
        "Noor Haddad",
        "noor.haddad@mail.example",
        "+44 7700 900123",
        "Leeds, UK",
        "github.com/noor-haddad",
    ] {
        assert!(seen.contains(word), "{word}: {seen}");
    }
    assert!(
        answer.body.contains("“Skills” is Skills, 4 lines"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn starters_are_files_to_keep() {
    for starter in &site().guide.starters {
        for (extension, media_type) in [
            ("txt", "text/plain; charset=utf-8"),
            ("md", "text/markdown; charset=utf-8"),
            ("json", "application/json"),
        ] {
            let url = starter.url(extension);
            let answer = get_real(&url).await;
            assert_eq!(answer.status, StatusCode::OK, "{url}");
            assert_eq!(answer.header("content-type"), media_type);
            let name = format!(
                "attachment; filename=\"resume-{}.{extension}\"",
                starter.listed.slug.as_ref()
            );
            assert_eq!(answer.header("content-disposition"), name);
            assert!(answer.body.contains(&starter.resume.name), "{url}");
        }
    }
}

#[tokio::test]
async fn an_advert_without_known_words_is_asked_for_again() {
    let answer = check(&[
        Field("text", None, GOOD.as_bytes()),
        Field("advert", None, b"We offer fruit."),
    ])
    .await;
    let words = text(&answer, "section[aria-labelledby=advert-words]");
    assert!(words.contains("Paste all of its text."), "{words}");
    assert!(!words.contains("Add only what is true"), "{words}");
}

#[tokio::test]
async fn a_json_resume_becomes_a_page_to_print() {
    let json = get_real("/resume/starters/mid-level.json").await.body;
    let answer = send(form(
        "/resume/starters",
        &[
            Field("file", Some("me.json"), json.as_bytes()),
            Field("first", None, b"work"),
        ],
    ))
    .await;
    assert_eq!(answer.status, StatusCode::OK);
    let sheet = text(&answer, ".sheet");
    let at = |word: &str| {
        sheet
            .find(word)
            .unwrap_or_else(|| panic!("{word}: {sheet}"))
    };
    assert!(
        at("Jonas Berg") < at("Experience")
            && at("Experience") < at("Skills")
            && at("Skills") < at("Projects")
    );
    let answer = send(form(
        "/resume/starters",
        &[Field("text", None, json.as_bytes())],
    ))
    .await;
    let sheet = text(&answer, ".sheet");
    assert!(sheet.find("Projects") < sheet.find("Experience"), "{sheet}");
}

#[tokio::test]
async fn a_json_resume_brings_no_address_but_those_of_the_web() {
    let json = br#"{"basics":{"name":"<b>A</b>","url":"javascript:alert(1)","profiles":[{"url":"data:text/html,x"},{"url":"me.example"}]}}"#;
    let answer = send(form("/resume/starters", &[Field("text", None, json)])).await;
    assert!(!answer.body.contains("href=\"javascript") && !answer.body.contains("href=\"data:"));
    assert!(answer.body.contains("href=\"https://me.example\""));
    assert!(!answer.body.contains("<b>A</b>"));
}

#[tokio::test]
async fn a_file_that_is_no_json_resume_is_explained() {
    let long = format!("{{\"basics\": {{}}, \"x\": [{}0]}}", "0,".repeat(20_000));
    for (json, message) in [
        (
            long.as_bytes(),
            "Take entries out of this JSON: it has far more of them than a résumé",
        ),
        (b"".as_slice(), "Choose a JSON Resume file, or paste one"),
        (
            b"[1, 2",
            "Repair the JSON: it cannot be read at line 1, character 5",
        ),
        (
            b"{\"name\": 1}",
            "Choose a JSON Resume: this JSON has no “basics”",
        ),
    ] {
        let answer = send(form("/resume/starters", &[Field("text", None, json)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(
            text(&answer, ".errs").contains(message),
            "{}",
            text(&answer, ".errs")
        );
    }
}
