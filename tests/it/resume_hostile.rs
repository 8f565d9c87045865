//! Texts and files that want to break the résumé check, or to make it expensive.
//!
//! No test measures time. The work is bounded by construction: a text has 20,000 characters at
//! most, every pass over it looks at a character a fixed number of times, and there are no
//! regular expressions that could go back. What can be counted is counted here: how much comes
//! out for how much goes in. `benches/resume.rs` measures the CPU time of the same shapes.

use std::io::Write as _;

use career_guide::content::{First, NotJsonResume};
use career_guide::tools::resume::{
    self, Answer, LONGEST_TEXT, Month, Question, Unreadable, Vocabulary, text_of_file,
};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::real_content::site;

fn check(text: &str, advert: &str) -> Answer {
    let question = Question {
        text: text.to_owned(),
        advert: advert.to_owned(),
        is_first_job: true,
        today: Month::new(2026, 11),
    };
    resume::check(&site().vocabulary, &question)
}

/// How much an answer shows, in bytes.
fn size(answer: &Answer) -> usize {
    format!("{answer:?}").len()
}

/// A kind of text: its name, and how to make one of so many characters.
type Kind = (&'static str, fn(usize) -> String);

/// Texts of any length that somebody may send on purpose.
fn hostile() -> Vec<Kind> {
    fn fill(piece: &str, length: usize) -> String {
        piece.chars().cycle().take(length).collect()
    }
    vec![
        ("one huge word", |n| fill("x", n)),
        ("one huge line of words", |n| fill("built a thing ", n)),
        ("only line ends", |n| fill("\n", n)),
        ("only blanks", |n| fill(" ", n)),
        ("only tabs and carriage returns", |n| fill("\t\r", n)),
        ("control characters", |n| {
            fill("\u{1}\u{7}\u{8}\u{1b}[31m\u{7f}", n)
        }),
        ("null characters", |n| fill("\0a", n)),
        ("bidi tricks", |n| {
            fill("\u{202e}gpj.exe\u{202c}\u{2066}x\u{2069}\n", n)
        }),
        ("hidden characters", |n| fill("\u{200b}\u{feff}a\u{ad}", n)),
        ("combining marks", |n| {
            fill("a\u{301}\u{302}\u{303}\u{304}", n)
        }),
        ("only at signs", |n| fill("@", n)),
        ("addresses", |n| fill("a@b.cd ", n)),
        ("broken links", |n| fill("http://http:///..//www. ", n)),
        ("only dots and slashes", |n| fill("./", n)),
        ("dates", |n| fill("01/2024-02/2023 to March 2024 - ", n)),
        ("numbers", |n| fill("2024-", n)),
        ("bullets", |n| fill("- x\n", n)),
        ("broken bullets", |n| fill("- x\n y\n", n)),
        ("headings", |n| fill("Skills\nExperience\n", n)),
        ("exercises as projects", |n| {
            format!("Projects\n{}", fill("todo app Go SQL\n", n))
        }),
        ("markup", |n| fill("<script>alert('1')</script><!--\n", n)),
        ("technologies", |n| {
            format!("Skills\n{}", fill("Spring Boot, Ruby on Rails, ", n))
        }),
        ("secrets", |n| {
            fill("ghp_abcdefghijklmnopqrstuvwxyz0123456789 ", n)
        }),
        ("letters with space", |n| fill("a b c\n", n)),
        ("emoji", |n| fill("👩‍💻🏳️‍🌈 ", n)),
        ("capitals that grow", |n| fill("İŉǰΐß ", n)),
    ]
}

#[test]
fn a_hostile_text_has_an_ordinary_answer() {
    let kinds = hostile();
    assert!(kinds.len() >= 20);
    for (name, make) in kinds {
        let text = make(LONGEST_TEXT);
        let answer = check(&text, &text);
        assert!(answer.fix_first.len() <= 5, "{name}");
        for finding in answer.fix_first.iter().chain(&answer.think_about) {
            assert!(finding.evidence.len() <= 3, "{name}");
            for evidence in &finding.evidence {
                assert!(evidence.quote.chars().count() <= 141, "{name}");
                let shows_nothing = |c: char| {
                    c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{200b}'
                };
                assert!(!evidence.quote.contains(shows_nothing), "{name}");
            }
        }
        // A few dozen quotations of 140 characters, whatever was sent.
        assert!(size(&answer) < 200_000, "{name}: {}", size(&answer));
    }
}

/// Twice the text is at most about twice the answer.
#[test]
fn an_answer_grows_no_faster_than_its_text() {
    for (name, make) in hostile() {
        let (half, whole) = (make(LONGEST_TEXT / 2), make(LONGEST_TEXT));
        let (half, whole) = (size(&check(&half, "")), size(&check(&whole, "")));
        assert!(whole <= half * 2 + 2_000, "{name}: {half} and {whole}");
    }
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        file.start_file(*name, SimpleFileOptions::default())
            .unwrap();
        file.write_all(bytes).unwrap();
    }
    file.finish().unwrap().into_inner()
}

fn read(name: &str, bytes: &[u8]) -> Result<String, Unreadable> {
    text_of_file(name, bytes, First::Projects)
}

#[test]
fn a_zip_bomb_does_not_go_off() {
    let bomb = zip(&[("word/document.xml", &vec![b' '; 64 * 1024 * 1024])]);
    assert!(bomb.len() < 200_000, "it is small outside");
    assert_eq!(read("a.docx", &bomb), Err(Unreadable::TooLargeInside));
}

#[test]
fn a_zip_with_too_many_entries_is_not_listed() {
    let names: Vec<String> = (0..2_000).map(|it| format!("{it}")).collect();
    let entries: Vec<(&str, &[u8])> = names
        .iter()
        .map(|it| (it.as_str(), b"".as_slice()))
        .collect();
    assert_eq!(
        read("a.docx", &zip(&entries)),
        Err(Unreadable::TooLargeInside)
    );
}

#[test]
fn broken_and_foreign_zips_are_told_apart_from_docx() {
    let other = zip(&[("xl/workbook.xml", b"<x/>")]);
    assert_eq!(read("a.docx", &other), Err(Unreadable::NotDocx));
    let broken = zip(&[("word/document.xml", b"<w:p><w:t>x</w:q>")]);
    assert_eq!(read("a.docx", &broken), Err(Unreadable::NotDocx));
    let whole = zip(&[("word/document.xml", b"<w:p><w:t>x</w:t></w:p>")]);
    for cut in (4..whole.len()).step_by(7) {
        let _ = read("a.docx", &whole[..cut]);
    }
}

#[test]
fn xml_that_refers_to_itself_is_not_followed() {
    let laughs = br#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:p><w:t>&b;&b;</w:t></w:p>"#;
    let text = read("a.docx", &zip(&[("word/document.xml", laughs)])).unwrap();
    assert!(!text.contains("ha"), "{text}");
}

#[test]
fn deep_xml_and_deep_json_do_not_overflow() {
    let deep = format!("{}x{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    let _ = read("a.docx", &zip(&[("word/document.xml", deep.as_bytes())]));
    let deep = format!("{{\"basics\":{}", "[".repeat(19_000));
    assert!(matches!(
        read("a.json", deep.as_bytes()),
        Err(Unreadable::NotJsonResume(NotJsonResume::NotJson(1, _)))
    ));
}

#[test]
fn json_with_far_more_entries_than_a_resume_is_not_read() {
    let highlights = format!("[{}\"a\"]", "\"a\",".repeat(250_000));
    let objects = format!("[{}{{}}]", "{\"name\":\"a\"},".repeat(80_000));
    for work in [
        format!("[{{\"highlights\":{highlights}}}]"),
        objects,
        format!("[{}[]]", "[],".repeat(300_000)),
        format!("[{}0]", "0,".repeat(500_000)),
        format!("[{{{}\"a\":0}}]", "\"a\":0,".repeat(100_000)),
    ] {
        let json = format!("{{\"basics\": {{}}, \"work\": {work}}}");
        assert_eq!(
            read("a.json", json.as_bytes()),
            Err(Unreadable::NotJsonResume(NotJsonResume::TooMany)),
            "{}",
            &json[..60]
        );
    }
    let many = format!(
        "{{\"basics\": {{}}, \"work\": [{}{{}}]}}",
        "{\"name\":\"a\"},".repeat(2_000)
    );
    assert_eq!(
        read("a.json", many.as_bytes()).unwrap().lines().count(),
        4_000
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,400}", advert in "\\PC{0,100}") {
        check(&text, &advert);
    }

    /// Lines as résumés have them, in any order and with any marks.
    #[test]
    fn any_lines_have_an_answer(lines in proptest::collection::vec(
        "(Skills|## Projects|EXPERIENCE|- Built|• |2024-0[0-9]|Mar 20[0-9]{2} (to|-|–) (present|[0-9]{4})|https?:/{0,3}|[a-z]{1,6}@|☎ \\+[0-9 ]{3,20}|Go, |[A-Z]{2,9} ){1,4}[^\\n]{0,12}", 0..40)
    ) {
        check(&lines.join("\n"), "");
    }

    #[test]
    fn any_bytes_are_a_text_or_told_why_not(bytes in proptest::collection::vec(any::<u8>(), 0..600), zip in any::<bool>()) {
        let mut bytes = bytes;
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        let _ = read("a.json", &bytes);
        let _ = read("a.txt", &bytes);
    }

    #[test]
    fn any_json_is_a_resume_or_told_why_not(name in "\\PC{0,20}", list in "(\\[\\]|null|3|\\[null, \\{\"highlights\": [1, \"x\"]\\}\\])") {
        let json = format!("{{\"basics\": {{\"name\": {name:?}}}, \"work\": {list}, \"skills\": {list}}}");
        let _ = read("a.json", json.as_bytes());
    }
}

#[test]
fn an_empty_vocabulary_compares_what_an_advert_repeats() {
    let question = Question {
        text: "I know Zylo".repeat(40),
        advert: "Zylo Zylo Quark Quark".into(),
        is_first_job: false,
        today: Month::new(2026, 11),
    };
    let comparison = resume::check(&Vocabulary::default(), &question)
        .comparison
        .unwrap();
    assert_eq!(comparison.found.len() + comparison.missing.len(), 2);
}
