//! The catalogue: filters, counts, picks, and the list for programs.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use career_guide::content::{Guide, Level, Mode, Project};
use career_guide::pages;
use career_guide::site::{Assets, Site};
use career_guide::tools::filters::{Asked, narrow, understand};
use career_guide::tools::projects::{self, pick};
use proptest::prelude::*;
use scraper::{Html, Selector};
use serde_json::Value;

use crate::helpers::{get, send_to, small_guide};
use crate::real_content::SITE;

fn asked(pairs: &[(&str, &str)]) -> Asked {
    let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    Asked(pairs.iter().map(own).collect())
}

/// The slugs of what fits, and the fields that are wrong.
fn found(guide: &Guide, pairs: &[(&str, &str)]) -> (Vec<String>, Vec<&'static str>) {
    let list = projects::list(guide);
    let (filter, errors) = understand(&list, &asked(pairs));
    let narrowed = narrow(&list, &filter);
    let slugs = narrowed.found.iter().map(|it| it.slug.to_string());
    (slugs.collect(), errors.iter().map(|it| it.field).collect())
}

#[track_caller]
fn check(pairs: &[(&str, &str)], slugs: &[&str]) {
    let (found, errors) = found(&small_guide(), pairs);
    assert_eq!(
        (found, errors),
        (slugs.iter().map(|it| (*it).to_owned()).collect(), vec![])
    );
}

#[test]
fn ideas_come_in_the_order_of_the_path() {
    check(&[], &["shortener", "ledger"]);
}

#[test]
fn each_filter_alone() {
    check(&[("level", "advanced")], &["ledger"]);
    check(&[("hours", "s")], &["shortener"]);
    check(&[("hours", "m")], &["ledger"]);
    check(&[("hours", "l")], &[]);
    check(&[("skill", "sql")], &["ledger"]);
    check(&[("upto", "http")], &["shortener"]);
    check(&[("q", "money")], &["ledger"]);
}

#[test]
fn values_of_one_filter_are_alternatives_and_filters_add_up() {
    let both = [("level", "beginner"), ("level", "advanced")];
    check(&both, &["shortener", "ledger"]);
    check(&[both[0], both[1], ("skill", "sql")], &["ledger"]);
    check(&[("level", "advanced"), ("upto", "http")], &[]);
}

#[test]
fn words_are_found_whatever_their_case_accent_or_number() {
    for words in [
        "LINKS",
        "link",
        "lînks",
        "make link",
        "  short  url ",
        "redirect",
        "\"url\"",
        "http redirects",
    ] {
        check(&[("q", words)], &["shortener"]);
    }
    // The beginning of a word, not its middle; every word, not any; nothing but signs.
    for words in ["inks", "link money", "???", "s"] {
        check(
            &[("q", words)],
            if words == "s" {
                &["shortener", "ledger"]
            } else {
                &[]
            },
        );
    }
}

#[test]
fn what_is_left_empty_or_unknown_asks_for_nothing() {
    check(
        &[("q", " "), ("level", ""), ("colour", "red")],
        &["shortener", "ledger"],
    );
}

#[test]
fn every_wrong_field_is_named_and_the_rest_is_kept() {
    let guide = small_guide();
    let long = "x".repeat(101);
    let wrong = [
        ("level", "hard"),
        ("hours", "9"),
        ("skill", "x"),
        ("upto", "htp"),
        ("q", &long),
    ];
    assert_eq!(
        found(&guide, &wrong).1,
        ["words", "level", "hours", "skill", "upto"]
    );
    let (slugs, errors) = found(
        &guide,
        &[("level", "hard"), ("level", "advanced"), ("upto", "sql")],
    );
    assert_eq!((slugs, errors), (vec!["ledger".to_owned()], vec!["level"]));
}

#[tokio::test]
async fn a_wrong_value_is_answered_with_a_message_and_what_was_kept() {
    let answer = get("/projects?level=wizard&skill=sql&sort=best").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "<title>Error: Project ideas",
        "There is a problem",
        r##"<a href="#level">Choose a level from the list</a>"##,
        r##"<a href="#sort">Choose an order from the list</a>"##,
        r#"value="sql" checked"#,
        "<h2 id=\"found\">1 idea</h2>",
    ] {
        assert!(answer.body.contains(part), "{part}\n{}", answer.body);
    }
    assert!(!answer.body.contains("wizard"));
}

#[tokio::test]
async fn when_nothing_fits_it_says_what_to_remove_and_what_that_gives() {
    let ways = |body: &str| -> Vec<String> {
        let page = Html::parse_document(body);
        let items = Selector::parse("#found ~ *, section .pre-list li").unwrap();
        let items = page.select(&items).filter(|it| it.value().name() == "li");
        items.map(|it| it.text().collect::<String>()).collect()
    };
    let answer = get("/projects?level=advanced&upto=http").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("No ideas match all of these"));
    let all = "Show all ideas";
    assert_eq!(
        ways(&answer.body),
        [
            "Remove “Advanced” (1 idea)",
            "Remove “Up to HTTP” (1 idea)",
            all
        ]
    );
    // Where no filter alone is in the way, the fewest together are.
    let body = get("/projects?q=money&hours=l&level=beginner").await.body;
    assert_eq!(
        ways(&body),
        [
            "Remove “Beginner” and “Over 30 hours” (1 idea)",
            "Remove “Over 30 hours” and “money” (1 idea)",
            all
        ]
    );
    // Several values of one filter go together.
    let body = get("/projects?skill=sql&level=beginner&hours=s&hours=l")
        .await
        .body;
    assert_eq!(ways(&body)[0], "Remove “SQL” (1 idea)");
}

#[tokio::test]
async fn each_filter_in_use_can_be_taken_back_alone() {
    let body = get("/projects?level=advanced&level=beginner&upto=sql&q=keep&sort=short")
        .await
        .body;
    for chip in [
        r#"<a href="/projects?level=beginner&#38;level=advanced&#38;upto=sql&#38;sort=short">“keep”"#,
        r#"<a href="/projects?q=keep&#38;level=advanced&#38;upto=sql&#38;sort=short">Beginner"#,
        r#"<a href="/projects?q=keep&#38;level=beginner&#38;level=advanced&#38;sort=short">Up to SQL"#,
    ] {
        assert!(body.contains(chip), "{chip}\n{body}");
    }
    assert!(body.contains("(4 filters on)"));
}

#[tokio::test]
async fn what_a_form_left_empty_is_not_in_the_address() {
    let answer = get("/projects?q=&level=beginner&upto=&sort=&page=").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/projects?level=beginner");
    let answer = get("/projects?q=a%26b+c%C3%BC&level=").await;
    assert_eq!(answer.header("location"), "/projects?q=a%26b+c%C3%BC");
    let mut guide = small_guide();
    guide.settings.base_path = "/school".into();
    let site = Site::build(guide, Assets::default(), Mode::Serve);
    let request = axum::http::Request::get("/school/projects?q=&seed=4");
    let answer = send_to(site, request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.header("location"), "/school/projects?seed=4");
    // A mistake is answered where it was made.
    assert_eq!(
        get("/projects?q=&level=x").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_question_that_cannot_be_read_is_the_empty_one() {
    for query in ["?%zz", "?level=%ff", "?=", "?&&&", "?level"] {
        let answer = get(&format!("/projects{query}")).await;
        let is_sent_on = answer.header("location") == "/projects";
        assert!(
            is_sent_on || answer.body.contains("<h1>Project ideas</h1>"),
            "{query}"
        );
        assert!(!answer.body.contains("deserialize"), "{query}");
    }
}

#[test]
fn ideas_can_be_sorted() {
    let titles = |sort: &str| -> Vec<String> {
        let page = pages::projects(&SITE.guide, &asked(&[("sort", sort), ("hours", "s")]));
        let page = Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap());
        let heads = Selector::parse(".ticket h3").unwrap();
        page.select(&heads).map(|it| it.text().collect()).collect()
    };
    let mut by_title = titles("title");
    assert!(by_title.len() > 5);
    by_title.sort_by_key(|it| it.to_lowercase());
    assert_eq!(by_title, titles("title"));
    let hours = |title: &String| {
        let project = SITE.guide.projects.iter().find(|it| it.title == *title);
        project.unwrap().hours.middle()
    };
    assert!(titles("short").iter().map(hours).is_sorted());
}

/// The slugs on a page of the catalogue.
fn slugs(page: &Html) -> Vec<String> {
    let tickets = Selector::parse(".narrow [data-project]").unwrap();
    let slug = |it: scraper::ElementRef<'_>| it.attr("data-project").unwrap().to_owned();
    page.select(&tickets).map(slug).collect()
}

fn draw(pairs: &[(&str, &str)]) -> Html {
    let page = pages::projects(&SITE.guide, &asked(pairs));
    Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap())
}

#[test]
fn a_pick_fits_stays_and_leads_to_another() {
    let at = |seed| draw(&[("level", "beginner"), ("seed", seed)]);
    let first = slugs(&at("7"));
    assert_eq!(first.len(), 1);
    assert_eq!(first, slugs(&at("7")));
    let link = Selector::parse("#pick").unwrap();
    let next = at("7")
        .select(&link)
        .next()
        .unwrap()
        .attr("href")
        .unwrap()
        .to_owned();
    assert_eq!(next, "/projects?level=beginner&seed=8");
    assert_ne!(first, slugs(&at("8")));
    // Any text is a seed.
    assert_eq!(slugs(&at("🎲 of my \"own\"")).len(), 1);
    // Nothing fits, nothing is picked.
    assert_eq!(slugs(&draw(&[("q", "zzz"), ("seed", "1")])).len(), 0);
}

#[test]
fn as_many_picks_in_a_row_as_there_are_ideas_show_each_once() {
    let all: Vec<&Project> = SITE.guide.projects.iter().collect();
    let number = all.len() as u64;
    let mut orders = BTreeSet::new();
    for round in 0..3 {
        let seeds = round * number..(round + 1) * number;
        let picked: Vec<&str> = seeds
            .map(|seed| pick(&all, &seed.to_string()).unwrap().slug.as_str())
            .collect();
        assert_eq!(picked.iter().collect::<BTreeSet<_>>().len(), all.len());
        orders.insert(picked);
    }
    assert_eq!(orders.len(), 3, "each round has an order of its own");
}

#[test]
fn every_idea_is_found_by_its_own_filters() {
    let guide = &SITE.guide;
    for project in &guide.projects {
        let after = &guide.steps[project.last_step - 1];
        let skill = project.skills[0].as_ref().as_str();
        let own = [
            ("level", project.level.slug()),
            ("skill", skill),
            ("upto", after.slug.as_str()),
            ("q", &project.title),
        ];
        assert!(
            found(guide, &own).0.contains(&project.slug.to_string()),
            "{own:?}"
        );
    }
}

#[test]
fn the_pages_of_the_catalogue_hold_every_project_once() {
    let pages = ["1", "2", "3", "4", "5", "6"];
    let seen: Vec<String> = pages
        .iter()
        .flat_map(|it| slugs(&draw(&[("page", it)])))
        .collect();
    let all: Vec<&str> = SITE
        .guide
        .projects
        .iter()
        .map(|it| it.slug.as_str())
        .collect();
    assert_eq!(seen, all);
    // A page that is not there is the nearest one that is, and nonsense is the first.
    assert_eq!(
        slugs(&draw(&[("page", "999")])),
        slugs(&draw(&[("page", "6")]))
    );
    for nonsense in ["0", "-1", "x", "1e9", "99999999999999999999"] {
        assert_eq!(
            slugs(&draw(&[("page", nonsense)])),
            slugs(&draw(&[])),
            "{nonsense}"
        );
    }
}

/// Some values of each filter, and some words.
fn question() -> impl Strategy<Value = Vec<(String, String)>> {
    let list = projects::list(&SITE.guide);
    let mut parts: Vec<BoxedStrategy<Vec<(String, String)>>> = Vec::new();
    for facet in &list.facets {
        let (key, values) = (facet.key, facet.options.iter().map(|it| it.value.clone()));
        let values: Vec<String> = values.collect();
        let some = proptest::sample::subsequence(values, 0..=2);
        parts.push(
            some.prop_map(move |it| it.into_iter().map(|it| (key.to_owned(), it)).collect())
                .boxed(),
        );
    }
    let words = proptest::sample::select(vec![
        "",
        "",
        "",
        "api",
        "data",
        "test",
        "a",
        "sql files",
        "käse",
    ]);
    parts.push(
        words
            .prop_map(|it| vec![("q".to_owned(), it.to_owned())])
            .boxed(),
    );
    parts.prop_map(|parts| parts.concat())
}

/// What fits, found in the plainest way.
fn fitting(pairs: &[(String, String)]) -> BTreeSet<&'static str> {
    let guide = &SITE.guide;
    let of = |key: &str| -> Vec<&str> {
        let own = pairs
            .iter()
            .filter(|(it, value)| it == key && !value.is_empty());
        own.map(|(_, value)| value.as_str()).collect()
    };
    let (levels, times, skills) = (of("level"), of("hours"), of("skill"));
    let upto = of("upto").first().map(|slug| {
        guide
            .steps
            .iter()
            .position(|it| it.slug.as_str() == *slug)
            .unwrap()
    });
    let fits = |it: &&Project| {
        let time = match it.hours.middle() {
            ..=9 => "s",
            31.. => "l",
            _ => "m",
        };
        (levels.is_empty() || levels.contains(&it.level.slug()))
            && (times.is_empty() || times.contains(&time))
            && (skills.is_empty()
                || it
                    .skills
                    .iter()
                    .any(|it| skills.contains(&it.as_ref().as_str())))
            && upto.is_none_or(|upto| {
                it.steps
                    .iter()
                    .all(|it| guide.place(it.as_ref()).number <= upto + 1)
            })
    };
    let words: Vec<(&str, &str)> = of("q").into_iter().map(|it| ("q", it)).collect();
    let with_words: BTreeSet<String> = found(guide, &words).0.into_iter().collect();
    let all = guide
        .projects
        .iter()
        .filter(fits)
        .map(|it| it.slug.as_str());
    all.filter(|it| with_words.contains(*it)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The headline, the tickets of all pages and the count beside every value agree with what
    /// a plain search finds.
    #[test]
    fn counts_equal_what_is_listed(pairs in question()) {
        let list = projects::list(&SITE.guide);
        // Of a filter that takes one value, the first counts.
        let (filter, _) = understand(&list, &Asked(pairs.clone()));
        let mut kept: Vec<(String, String)> = pairs.iter().filter(|(key, _)| key == "q").cloned().collect();
        for (facet, chosen) in list.facets.iter().zip(&filter.chosen) {
            kept.extend(chosen.iter().map(|it| (facet.key.to_owned(), facet.options[*it].value.clone())));
        }
        let expected = fitting(&kept);
        let narrowed = narrow(&list, &filter);
        let fits: BTreeSet<&str> = narrowed.found.iter().map(|it| it.slug.as_str()).collect();
        prop_assert_eq!(&fits, &expected);
        let mut listed = BTreeSet::new();
        for page in 1..=fits.len().div_ceil(24) {
            let mut pairs = kept.clone();
            pairs.push(("page".into(), page.to_string()));
            pairs.retain(|(_, value)| !value.is_empty());
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            let html = draw(&pairs);
            let head = html.select(&Selector::parse("#found").unwrap()).next().unwrap().text().collect::<String>();
            prop_assert_eq!(head.split(' ').next().unwrap(), fits.len().to_string());
            for slug in slugs(&html) {
                prop_assert!(listed.insert(slug), "an idea is listed twice");
            }
        }
        prop_assert!(listed.iter().map(String::as_str).eq(fits.iter().copied()));
        for (facet, counts) in list.facets.iter().zip(&narrowed.counts) {
            for (option, count) in facet.options.iter().zip(counts) {
                let mut other: Vec<(String, String)> = kept.iter().filter(|(key, _)| key != facet.key).cloned().collect();
                other.push((facet.key.to_owned(), option.value.clone()));
                prop_assert_eq!(fitting(&other).len(), *count, "{}={}", facet.key, option.value);
            }
        }
        // Every way out gives what it says, and leads somewhere.
        if fits.is_empty() {
            let ways = narrowed.ways_out();
            prop_assert!(!ways.is_empty());
            for (places, number) in ways {
                let gone: Vec<&str> = places.iter().map(|it| list.facets.get(*it).map_or("q", |it| it.key)).collect();
                let rest: Vec<(String, String)> = kept.iter().filter(|(key, _)| !gone.contains(&key.as_str())).cloned().collect();
                prop_assert!(number > 0);
                prop_assert_eq!(fitting(&rest).len(), number);
            }
        }
    }

    #[test]
    fn hostile_words_are_answered(words in "\\PC{0,120}", seed in "\\PC{0,40}") {
        let page = pages::projects(&SITE.guide, &asked(&[("q", &words), ("seed", &seed)]));
        let html = std::str::from_utf8(page.body.bytes()).unwrap();
        prop_assert!(html.is_empty() || html.contains("<h1>") || page.location.is_some());
    }
}

#[tokio::test]
async fn steps_and_phases_say_what_can_be_built_after_them() {
    let guide = &SITE.guide;
    for (index, step) in guide.steps.iter().enumerate() {
        let html = std::str::from_utf8(SITE.find(&step.url()).unwrap().body.bytes()).unwrap();
        let number = found(guide, &[("upto", step.slug.as_str())]).0.len();
        let said = match number {
            0 => "Nothing to build yet. The first project idea needs ".to_owned(),
            1 => format!("<a href=\"/projects?upto={}\">1 idea</a> of 136", step.slug),
            _ => format!(
                "<a href=\"/projects?upto={}\">{number} ideas</a> of 136",
                step.slug
            ),
        };
        assert!(html.contains(&said), "step {}: {said}", index + 1);
    }
    for (index, phase) in guide.phases.iter().enumerate() {
        let html = std::str::from_utf8(SITE.find(&phase.url()).unwrap().body.bytes()).unwrap();
        let last = guide.steps_of(index + 1).last().unwrap();
        assert!(
            html.contains(&format!("/projects?upto={}\"", last.slug)),
            "{}",
            phase.url()
        );
    }
}

#[test]
fn steps_and_skills_list_all_their_projects() {
    let guide = &SITE.guide;
    let links = |url: &str, slug: &str| {
        let html = std::str::from_utf8(SITE.find(url).unwrap().body.bytes()).unwrap();
        assert!(
            html.contains(&format!("href=\"/projects/{slug}\"")),
            "{url} lacks {slug}"
        );
    };
    for project in &guide.projects {
        for step in &project.steps {
            links(&guide.step(step.as_ref()).url(), project.slug.as_str());
        }
        for skill in &project.skills {
            links(
                &guide.skill(skill.as_ref()).unwrap().url(),
                project.slug.as_str(),
            );
        }
    }
}

#[test]
fn the_list_for_programs_fits_its_schema() {
    let json = |path: &str| -> Value {
        let page = SITE.find(path).unwrap();
        assert_eq!(page.content_type, "application/json");
        serde_json::from_slice(page.body.bytes()).unwrap()
    };
    let (schema, data) = (
        json("/data/projects.schema.json"),
        json("/data/projects.json"),
    );
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&data)
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The schema can tell: each of these is refused.
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut data = data.clone();
        change(&mut data);
        !validator.is_valid(&data)
    };
    assert!(refused(&|it| it["version"] = 2.into()));
    assert!(refused(&|it| it["projects"][0]["level"] = "wizard".into()));
    assert!(refused(&|it| it["projects"][0]["url"] = "projects/x".into()));
    assert!(refused(
        &|it| it["projects"][0]["published"] = "yesterday".into()
    ));
    assert!(refused(
        &|it| _ = it["projects"][0].as_object_mut().unwrap().remove("hours")
    ));
    // And it holds every idea, in order.
    let listed: Vec<&str> = data["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["slug"].as_str().unwrap())
        .collect();
    let all: Vec<&str> = SITE
        .guide
        .projects
        .iter()
        .map(|it| it.slug.as_str())
        .collect();
    assert_eq!(listed, all);
    let levels: Vec<&str> = Level::ALL.iter().map(|it| it.slug()).collect();
    assert_eq!(
        schema["$defs"]["project"]["properties"]["level"]["enum"],
        Value::from(levels)
    );
}
