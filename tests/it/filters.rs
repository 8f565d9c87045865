//! The lists that are narrowed down in the style of the catalogue, and the questions that are
//! practised one at a time.

use axum::http::StatusCode;
use career_guide::content::{Guide, Mode, Seniority};
use career_guide::pages;
use career_guide::site::{Assets, Site};
use career_guide::tools::filters::{Asked, Filter, List, narrow, understand};
use career_guide::tools::{glossary, interview, resources, skills};
use scraper::{Html, Selector};

use crate::helpers::{get, small_guide};
use crate::real_content::SITE;

/// The texts of what a selector finds.
fn texts(html: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    let words = |it: scraper::ElementRef<'_>| it.text().collect::<String>();
    found
        .map(|it| words(it).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[tokio::test]
async fn resources_by_type_price_step_and_words() {
    let titles = async |query: &str| {
        let answer = get(&format!("/resources?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        texts(&answer.body, ".res a")
    };
    assert_eq!(titles("type=tool").await, ["curl"]);
    assert_eq!(titles("type=tool&type=docs").await.len(), 3);
    assert_eq!(titles("price=free&step=http").await.len(), 3);
    assert_eq!(titles("q=semantics").await, ["HTTP Semantics"]);
    assert_eq!(titles("q=ietf").await, ["HTTP Semantics"]);
    assert!(titles("price=paid").await.is_empty());
}

#[tokio::test]
async fn skills_by_what_jobs_want_part_step_and_words() {
    let titles = async |query: &str| {
        let answer = get(&format!("/skills?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        texts(&answer.body, "tbody th")
    };
    assert_eq!(titles("junior=use").await, ["HTTP"]);
    assert_eq!(titles("junior=explain&senior=lead").await, ["SQL"]);
    assert_eq!(titles("group=data").await, ["SQL"]);
    assert_eq!(titles("upto=http").await, ["HTTP"]);
    assert_eq!(titles("q=tables").await, ["SQL"]);
}

#[tokio::test]
async fn terms_by_phase_step_and_words() {
    let terms = async |query: &str| {
        let answer = get(&format!("/glossary?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        texts(&answer.body, ".terms dt")
    };
    assert_eq!(
        terms("step=http").await,
        ["HTTP also Hypertext Transfer Protocol"]
    );
    assert_eq!(terms("phase=foundations").await.len(), 1);
    assert_eq!(terms("q=hypertext").await.len(), 1);
    assert_eq!(terms("q=database").await, ["SQL"]);
}

/// A term that is hidden by a filter is linked on the page that has it.
#[tokio::test]
async fn links_between_terms_always_lead_somewhere() {
    assert!(
        get("/glossary")
            .await
            .body
            .contains(r##"<a href="#sql">SQL</a>"##)
    );
    let narrowed = get("/glossary?step=http").await.body;
    assert!(narrowed.contains(r#"<a href="/glossary#sql">SQL</a>"#));
    let letters = |page: &str| page.matches(r##"<li><a href="#letter-"##).count();
    let without = |page: &str| page.matches("<li><span>").count();
    assert_eq!((letters(&narrowed), without(&narrowed)), (0, 0));
    let whole = get("/glossary").await.body;
    assert_eq!(letters(&whole) + without(&whole), 27);
}

#[tokio::test]
async fn questions_of_a_topic_by_level_step_and_words() {
    let asked = async |query: &str| {
        let answer = get(&format!("/interview/web?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        texts(&answer.body, ".qa summary")
    };
    assert_eq!(asked("level=senior").await, ["How does a cache know?"]);
    assert_eq!(asked("q=idempotent").await, ["What is idempotent?"]);
    assert_eq!(asked("step=http&level=junior&level=senior").await.len(), 2);
    assert!(asked("level=mid").await.is_empty());
}

#[tokio::test]
async fn every_list_says_what_is_wrong_and_what_to_remove() {
    for (path, wrong, message) in [
        ("/resources", "type=film", "Choose a type from the list"),
        ("/resources", "step=x", "Choose a step from the list"),
        (
            "/skills",
            "junior=guess",
            "Choose what these jobs want from the list",
        ),
        ("/glossary", "phase=x", "Choose a phase from the list"),
        (
            "/interview/web",
            "level=wizard",
            "Choose a level from the list",
        ),
        (
            "/interview/web",
            "ask=nothing",
            "Choose a question from the list",
        ),
    ] {
        let answer = get(&format!("{path}?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.body.contains("<title>Error: "), "{path}");
        assert!(answer.body.contains(message), "{path}?{wrong}");
    }
    for path in ["/resources", "/skills", "/glossary", "/interview/web"] {
        let body = get(&format!("{path}?q=zzzz")).await.body;
        assert!(body.contains(" match all of these"), "{path}");
        assert!(
            body.contains(&format!("<a href=\"{path}\">Remove “zzzz”</a>")),
            "{path}"
        );
        let answer = get(&format!("{path}?q=&step=")).await;
        assert_eq!(answer.header("location"), path);
    }
    assert_eq!(
        get("/interview/nothing?level=junior").await.status,
        StatusCode::NOT_FOUND
    );
}

/// The count beside every option is what choosing it alone gives.
#[test]
fn counts_of_every_list_are_true() {
    fn check<T>(name: &str, list: &List<'_, T>) {
        let everything = narrow(list, &Filter::default());
        assert_eq!(everything.found.len(), list.entries.len(), "{name}");
        for (facet, counts) in list.facets.iter().zip(&everything.counts) {
            for (option, count) in facet.options.iter().zip(counts) {
                let asked = Asked(vec![(facet.key.to_owned(), option.value.clone())]);
                let (filter, errors) = understand(list, &asked);
                assert!(errors.is_empty(), "{name} {} {}", facet.key, option.value);
                let found = narrow(list, &filter).found.len();
                assert_eq!(found, *count, "{name} {} {}", facet.key, option.value);
            }
        }
    }
    let guide: &Guide = &SITE.guide;
    check("resources", &resources::list(guide));
    check("skills", &skills::list(guide));
    check("glossary", &glossary::list(guide));
    for topic in &guide.topics {
        check(&topic.title, &interview::list(guide, topic));
    }
}

#[tokio::test]
async fn one_question_is_asked_at_a_time() {
    let body = get("/interview/web?ask=idempotent").await.body;
    assert_eq!(texts(&body, "#found"), ["Question 1 of 2"]);
    assert_eq!(texts(&body, ".qa summary"), ["Show the answer"]);
    assert!(
        !body.contains("<details id=\"idempotent\" open"),
        "the answer is folded"
    );
    assert!(!body.contains("How does a cache know?"));
    assert!(body.contains(r#"<a class="btn" href="/interview/web?ask=cache">Next question</a>"#));
    let body = get("/interview/web?ask=cache").await.body;
    assert!(body.contains(r#"href="/interview/web?ask=idempotent">Previous question</a>"#));
    assert!(!body.contains("Next"), "it is the last of the last topic");
    // A filter holds from question to question; a question it hides gives way to the first.
    let body = get("/interview/web?level=senior&ask=idempotent").await.body;
    assert_eq!(texts(&body, "#found"), ["Question 1 of 1"]);
    assert!(body.contains("How does a cache know?"));
    // Nothing fits: the way out is shown instead.
    let body = get("/interview/web?level=mid&ask=cache").await.body;
    assert_eq!(texts(&body, "#found"), ["No questions match all of these"]);
}

/// By “Next question” and “Next topic” alone through every question of a level, each once.
#[test]
fn practice_leads_through_all_topics() {
    let guide = &SITE.guide;
    let first = guide
        .topics
        .iter()
        .position(|it| it.slug.as_str() == "http");
    let mut next = Some("/interview/http?level=junior&ask=page-load".to_owned());
    let mut asked = Vec::new();
    while let Some(url) = next {
        let (path, query) = url.split_once('?').unwrap();
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
        let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let topic = guide.topics.iter().find(|it| it.url() == path).unwrap();
        let page = pages::topic(guide, topic, &Asked(pairs.collect()));
        let page = Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap());
        assert!(!asked.contains(&url), "{url} comes twice");
        asked.push(url);
        let on = Selector::parse("main .acts a.btn:not(.plain)").unwrap();
        let on = page.select(&on).next();
        next = on.map(|it| it.attr("href").unwrap().to_owned());
    }
    let topics = &guide.topics[first.unwrap()..];
    let junior = topics.iter().flat_map(|it| &it.questions);
    let junior = junior.filter(|it| it.level == Seniority::Junior);
    assert_eq!(asked.len(), junior.count());
}

#[test]
fn a_static_host_is_asked_nothing() {
    let site = Site::build(small_guide(), Assets::default(), Mode::Export);
    for path in [
        "/resources",
        "/skills",
        "/glossary",
        "/interview",
        "/interview/web",
    ] {
        let html = std::str::from_utf8(site.find(path).unwrap().body.bytes()).unwrap();
        assert!(
            !html.contains("method=\"get\"") && !html.contains("?ask="),
            "{path}"
        );
    }
}
