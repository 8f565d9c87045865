//! The search: its answers, its page, its suggestions, and what strangers may type.

use std::sync::LazyLock;

use axum::http::StatusCode;
use career_guide::content::Mode;
use career_guide::site::{Assets, Site};
use career_guide::tools::search::{self, Index, Kind};
use expect_test::expect;
use proptest::prelude::*;
use scraper::{Html, Selector};

use crate::helpers::{get, small_guide};
use crate::real_content::SITE;

static SMALL_INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(search::entries(&small_guide())));

/// The addresses that answer, in order.
fn found(text: &str) -> String {
    let found = search::search(&SMALL_INDEX, text, None, 1);
    let urls: Vec<&str> = found.hits.iter().map(|it| it.entry.url.as_str()).collect();
    urls.join("\n")
}

/// The addresses of the real guide that answer best.
fn best(text: &str) -> Vec<String> {
    let found = search::search(&SITE.index, text, None, 1);
    found
        .hits
        .iter()
        .take(3)
        .map(|it| it.entry.url.clone())
        .collect()
}

fn texts(html: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let document = Html::parse_document(html);
    let found = document.select(&selector);
    found
        .map(|it| it.text().collect::<String>().trim().to_owned())
        .collect()
}

#[test]
fn everything_can_be_found() {
    let kinds = |kind: Kind| {
        let entries = search::entries(&small_guide());
        entries.into_iter().filter(|it| it.kind == kind).count()
    };
    let counts = Kind::ALL.map(|kind| format!("{} {}", kind.slug(), kinds(kind)));
    expect![
        "step 2, page 12, question 1, term 2, project 2, interview 3, skill 2, pay 0, resource 3"
    ]
    .assert_eq(&counts.join(", "));
    for entry in search::entries(&small_guide()) {
        let first = found(&format!("\"{}\"", entry.title));
        assert!(first.contains(&entry.url), "{}: {first}", entry.title);
    }
}

#[test]
fn a_term_and_a_title_come_before_texts() {
    expect![[r#"
        /guide/http
        /glossary#http
        /skills/http"#]]
    .assert_eq(&found("http").lines().take(3).collect::<Vec<_>>().join("\n"));
    assert_eq!(best("what is rest?")[0], "/glossary#rest");
    assert_eq!(best("REST")[0], "/glossary#rest");
    assert_eq!(best("concurrency")[0], "/guide/concurrency");
}

#[test]
fn other_forms_accents_and_case_are_the_same_word() {
    assert_eq!(found("JOINING"), found("joins"));
    assert_eq!(best("resume"), best("RÉSUMÉ"));
    assert_eq!(best("normalization"), best("normalisation"));
    assert_eq!(best("cachés"), best("caching"));
}

#[test]
fn other_names_lead_to_the_same() {
    for (typed, url) in [
        ("k8s", "/glossary#kubernetes"),
        ("Postgres", "/glossary#postgresql"),
        ("continuous integration", "/glossary#ci"),
        ("hypertext transfer protocol", "/glossary#http"),
        ("back end", "/career"),
    ] {
        let found = search::search(&SITE.index, typed, None, 1);
        let urls: Vec<&str> = found.hits.iter().map(|it| it.entry.url.as_str()).collect();
        assert!(urls.contains(&url), "{typed}: {urls:?}");
    }
    assert_eq!(best("k8s")[0], "/glossary#kubernetes");
}

#[test]
fn a_typing_error_is_forgiven_and_named() {
    for typed in ["kuberntes", "kubernettes", "kubernetse", "jubernetes"] {
        let found = search::search(&SITE.index, typed, None, 1);
        assert_eq!(found.meant.as_deref(), Some("kubernetes"), "{typed}");
        assert_eq!(found.hits[0].entry.url, "/glossary#kubernetes", "{typed}");
    }
    let found = search::search(&SITE.index, "gti", None, 1);
    assert_eq!(found.meant, None, "a short word is taken as it is");
    let found = search::search(&SITE.index, "kubernetes", None, 1);
    assert_eq!(found.meant, None, "nothing is wrong");
}

#[test]
fn the_last_word_may_be_unfinished() {
    assert!(found("shorten").contains("/projects/shortener"));
    assert!(found("url shor").starts_with("/projects/shortener"));
    assert_eq!(best("kuber")[0], "/glossary#kubernetes");
}

#[test]
fn words_in_quotation_marks_stand_side_by_side() {
    let loose = search::search(&SITE.index, "race condition", None, 1);
    let exact = search::search(&SITE.index, "\"race condition\"", None, 1);
    assert!(0 < exact.total && exact.total < loose.total);
    let turned = search::search(&SITE.index, "\"condition race\"", None, 1);
    assert_eq!(turned.total, 0);
    assert_eq!(found("“changes nothing”"), "/interview/web#idempotent");
    assert_eq!(
        found("\"tables and questions\""),
        "/guide/sql",
        "stop words count"
    );
}

#[test]
fn the_best_passage_is_shown_with_its_marks() {
    let found = search::search(&SITE.index, "signature of a webhook", None, 1);
    let hit = found
        .hits
        .iter()
        .find(|it| it.entry.url == "/guide/consuming-apis")
        .unwrap();
    let passage = hit.passage.unwrap();
    assert_eq!(
        passage.fragment,
        "a-webhook-is-a-request-from-them-to-you-so-check-who-sent-it"
    );
    let marked: Vec<&str> = hit
        .excerpt
        .marks
        .iter()
        .map(|it| &hit.excerpt.text[it.clone()])
        .collect();
    assert!(
        marked.iter().any(|it| it.eq_ignore_ascii_case("webhook")),
        "{marked:?}"
    );
    assert!(hit.excerpt.text.len() < 400);
}

#[test]
fn kinds_and_pages_hold_every_result_once() {
    let all = search::search(&SITE.index, "database", None, 1);
    assert_eq!(
        all.by_kind.iter().map(|(_, number)| number).sum::<usize>(),
        all.total
    );
    assert!(all.pages > 2, "{} pages", all.pages);
    let mut seen = Vec::new();
    for page in 1..=all.pages {
        let part = search::search(&SITE.index, "database", None, page);
        seen.extend(part.hits.iter().map(|it| std::ptr::from_ref(it.entry)));
    }
    assert_eq!(seen.len(), all.total);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), all.total, "nothing comes twice");
    for (kind, number) in all.by_kind {
        let part = search::search(&SITE.index, "database", Some(kind), 1);
        assert_eq!(part.hits.len(), number.min(search::PER_PAGE));
        assert!(part.hits.iter().all(|it| it.entry.kind == kind));
    }
    let beyond = search::search(&SITE.index, "database", None, usize::MAX);
    assert_eq!(beyond.page, beyond.pages);
}

#[test]
fn names_are_suggested_while_somebody_types() {
    let names = |text: &str| -> Vec<&str> {
        let found = search::suggest(&SITE.index, text);
        found.iter().map(|it| it.title.as_str()).collect()
    };
    assert_eq!(names("kub")[0], "Kubernetes");
    assert_eq!(names("k8s")[0], "Kubernetes");
    assert!(names("url sh").contains(&"URL shortener"));
    assert!(names("résum").iter().any(|it| it.contains("résumé")));
    assert_eq!(names("kuberntes")[0], "Kubernetes", "a typing error");
    assert!(names("c").is_empty(), "one letter says nothing");
    assert!(names("xyzzy").is_empty());
    assert!(names("a").len() <= 6 && names("in").len() <= 6);
}

#[tokio::test]
async fn the_page_shows_results_with_marks_kinds_and_their_number() {
    let answer = get("/search?q=requests").await;
    assert_eq!(answer.status, StatusCode::OK);
    let number = texts(&answer.body, ".hits > li").len();
    assert_eq!(texts(&answer.body, "h1"), ["Search"]);
    assert_eq!(
        texts(&answer.body, "h2.found"),
        [format!("{number} results for “requests”")]
    );
    assert_eq!(
        texts(&answer.body, "title"),
        ["requests: search results: Small guide"]
    );
    assert!(
        texts(&answer.body, "mark")
            .iter()
            .any(|it| it == "Requests")
    );
    let kinds = texts(&answer.body, "#kinds li");
    assert_eq!(kinds[0], format!("All {number}"));
    assert!(
        answer
            .body
            .contains("href=\"/search?q=requests&#38;kind=step\""),
        "{kinds:?}"
    );
    assert!(answer.body.contains("content=\"noindex\""));
    assert!(
        answer
            .body
            .contains("id=\"search\" name=\"q\" value=\"requests\"")
    );
}

#[tokio::test]
async fn without_a_question_the_page_asks_for_one() {
    for path in [
        "/search",
        "/search?q=",
        "/search?q=+%20%00",
        "/search?other=1",
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(
            answer.body.contains("Enter a word or a question."),
            "{path}"
        );
        assert!(texts(&answer.body, ".hits").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn nothing_found_says_where_to_look() {
    let answer = get("/search?q=xyzzy").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(texts(&answer.body, "h2.found"), ["No results for “xyzzy”"]);
    let links = texts(&answer.body, "main .pre-list a");
    assert_eq!(links, ["The roadmap", "Glossary", "Questions and answers"]);
}

#[tokio::test]
async fn a_misspelt_word_is_offered_again() {
    let answer = get("/search?q=requsets").await;
    assert!(
        answer
            .body
            .contains("Did you mean <a href=\"/search?q=requests\"><b>requests</b></a>?"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_kind_that_is_not_there_is_said() {
    let answer = get("/search?q=http&kind=wizard").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .body
            .contains("<a href=\"#kinds\">Choose a kind from the list</a>")
    );
    assert!(answer.body.contains("id=\"kinds\""));
    assert!(answer.body.contains("<title>Error: "));
}

#[tokio::test]
async fn suggestions_are_json_with_addresses_below_the_base() {
    let answer = get("/search/suggest?q=ht").await;
    assert_eq!(answer.header("content-type"), "application/json");
    expect![[r#"[{"t":"HTTP","k":"Step 1","u":"/guide/http"},{"t":"HTTP","k":"Glossary","u":"/glossary#http"},{"t":"HTTP","k":"Skill","u":"/skills/http"},{"t":"HTTP Semantics","k":"Resource","u":"/resources#http"}]"#]].assert_eq(&answer.body);
    assert_eq!(get("/search/suggest").await.body, "[]");
    let mut guide = small_guide();
    guide.settings.base_path = "/below".to_owned();
    let index = Index::new(search::entries(&guide));
    let query = search::SearchQuery {
        q: "sql".to_owned(),
        ..Default::default()
    };
    let page = career_guide::pages::suggestions(&guide, &index, &query);
    let json = String::from_utf8_lossy(page.body.bytes()).into_owned();
    assert!(
        json.starts_with(r#"[{"t":"SQL","k":"Step 2","u":"/below/guide/sql"}"#),
        "{json}"
    );
}

#[tokio::test]
async fn browsers_can_add_the_search() {
    let page = get("/about").await.body;
    assert!(page.contains("<link rel=\"search\" type=\"application/opensearchdescription+xml\" href=\"/opensearch.xml\" title=\"Small guide\">"));
    let answer = get("/opensearch.xml").await;
    assert_eq!(
        answer.header("content-type"),
        "application/opensearchdescription+xml"
    );
    assert!(answer.body.contains("<ShortName>Small guide</ShortName>"));
    let real = career_guide::pages::opensearch(&SITE.guide);
    let real = String::from_utf8_lossy(real.body.bytes());
    assert!(
        real.contains("<ShortName>Backend Career</ShortName>"),
        "{real}"
    );
    assert!(answer.body.contains(
        "<Url type=\"text/html\" method=\"get\" template=\"https://small.example/search?q={searchTerms}\"/>"
    ));
}

/// Nobody can answer there, so nothing may ask.
#[test]
fn an_export_shows_no_search() {
    let site = Site::build(small_guide(), Assets::default(), Mode::Export);
    assert!(site.index.is_empty());
    assert!(site.find("/search").is_none() && site.find("/opensearch.xml").is_none());
    for (path, page) in site.pages() {
        let text = String::from_utf8_lossy(page.body.bytes());
        assert!(!text.contains("/search"), "{path}");
        assert!(!text.contains("opensearch"), "{path}");
    }
    let missing = site.not_found("/x");
    assert!(!String::from_utf8_lossy(missing.body.bytes()).contains("<search>"));
}

/// The markup of a page around what somebody typed.
async fn asked(text: &str) -> String {
    let typed: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let answer = get(&format!("/search?q={typed}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{text:?}");
    answer.body
}

#[tokio::test]
async fn hostile_questions_get_a_sensible_page() {
    for text in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        ".*(a+)+$ [a-z]{1,9999}",
        "http* OR ?ql AND title:sql",
        "\u{0}\u{1}\u{7f}\u{1b}[31m",
        "\u{202e}lqs\u{202c} \u{200f}מה זה שרת",
        "🎉🎉🎉 👩‍💻 ﷽",
        "' OR 1=1; DROP TABLE users; --",
        "../../etc/passwd %2e%2e%00",
        "\"\"\"\"\"\"\"",
        "+++###---",
        "a a a a a a a a a a a a a a a a a a a a a a a a a a",
    ] {
        let page = asked(text).await;
        assert!(!page.contains("<script>alert"), "{text:?}");
        assert!(!page.contains("<img src=x"), "{text:?}");
        assert!(
            !page.contains('\u{0}') && !page.contains('\u{1b}'),
            "{text:?}"
        );
        assert_eq!(texts(&page, "h1"), ["Search"], "{text:?}");
    }
}

/// Such a mark would turn the heading around it as well.
#[tokio::test]
async fn marks_of_direction_are_left_out() {
    for mark in ['\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
        let page = asked(&format!("{mark}sql")).await;
        assert!(
            page.contains("for “sql”") && !page.contains(mark),
            "{mark:?}"
        );
    }
}

#[tokio::test]
async fn a_very_long_question_is_cut_and_says_so() {
    for text in [
        "sql ".repeat(2_500),
        "a".repeat(10_000),
        "\"".repeat(10_000),
        "é\u{301}".repeat(5_000),
        " ".repeat(10_000) + "sql",
        "\u{1f469}\u{200d}".repeat(5_000),
    ] {
        let query = search::SearchQuery {
            q: text,
            ..Default::default()
        };
        let page = career_guide::pages::search(&SITE.guide, &SITE.index, &query);
        assert_eq!(page.status, StatusCode::OK);
        let length = page.body.bytes().len();
        assert!(length < 40_000, "{length} bytes");
    }
    let page = asked(&"sql ".repeat(1_500)).await;
    assert!(page.contains("This is long, so only its beginning was looked for."));
    assert!(page.contains("<a href=\"/guide/sql\">SQL</a>"), "{page}");
    // An address of 10,000 characters is more than the server reads.
    let answer = get(&format!("/search?q={}", "sql+".repeat(2_500))).await;
    assert_eq!(answer.status, StatusCode::URI_TOO_LONG);
    assert_eq!(texts(&answer.body, "h1").len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is typed, marks lie on letters inside the excerpt, in order, and pages add up.
    #[test]
    fn any_question_has_an_answer(text in "(\\PC{0,40}|[a-z\" ]{0,60}|(sql|http|join|\"|the| ){0,12})", page in any::<usize>()) {
        let index = &SITE.index;
        let found = search::search(index, &text, None, page);
        prop_assert!(found.hits.len() <= search::PER_PAGE);
        prop_assert!(found.text.chars().count() <= search::MOST_CHARACTERS);
        prop_assert_eq!(found.by_kind.iter().map(|(_, number)| number).sum::<usize>(), found.total);
        for hit in &found.hits {
            let mut end = 0;
            for mark in &hit.excerpt.marks {
                prop_assert!(mark.start >= end && mark.end > mark.start);
                prop_assert!(hit.excerpt.text.get(mark.clone()).is_some());
                end = mark.end;
            }
        }
        prop_assert!(search::suggest(index, &text).len() <= 6);
    }

    /// One wrong letter in a word of a title still leads to it.
    #[test]
    fn one_wrong_letter_is_forgiven(place in 1_usize..9, letter in "[a-z]") {
        let mut typed = "kubernetes".to_owned();
        typed.replace_range(place..=place, &letter);
        let found = search::search(&SITE.index, &typed, None, 1);
        prop_assert_eq!(found.hits[0].entry.url.as_str(), "/glossary#kubernetes");
    }
}
