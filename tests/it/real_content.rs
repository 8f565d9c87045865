//! The guide itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::Request;
use career_guide::content::{self, Files, Guide, Mode, Origin, Problems, SourceFile};
use career_guide::pages;
use career_guide::server::Answers;
use career_guide::site::{self, Site};
use career_guide::tools::filters::Asked;
use scraper::{Html, Selector};

use crate::helpers::{Answer, HIGHLIGHTER, SMALL, answers, ask, files};

pub static SITE: LazyLock<Site> = LazyLock::new(build);

/// The guide of the real content.
pub fn guide() -> &'static Guide {
    &SITE.guide
}

/// The real site behind the real server, for tests that ask over HTTP.
pub async fn get_real(path: &str) -> Answer {
    ask_real(Request::get(path).body(Body::empty()).unwrap()).await
}

/// Any request to the real site.
pub async fn ask_real(request: Request<Body>) -> Answer {
    static ANSWERS: LazyLock<Arc<Answers>> = LazyLock::new(|| answers(build()));
    ask(&ANSWERS, request).await
}

/// The real site, for tests that look into the guide.
pub fn site() -> &'static Site {
    &SITE
}

pub fn build() -> Site {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let content = root.join("content");
    let assets = site::read_assets(Origin::Folder(&root.join("static")), None).unwrap();
    let guide = content::load(
        Origin::Folder(&content),
        None,
        assets.addresses(),
        &HIGHLIGHTER,
    )
    .unwrap_or_else(|problems| panic!("\n{problems}"));
    Site::build(guide, assets, Mode::Serve)
}

/// Every page someone reads, parsed.
pub fn documents() -> impl Iterator<Item = (&'static str, Html)> {
    let pages = SITE.pages().filter(|(_, page)| page.is_listed);
    pages.map(|(path, page)| {
        (
            path,
            Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap()),
        )
    })
}

fn select(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

#[test]
fn the_path_has_36_steps_in_6_phases() {
    assert_eq!((SITE.guide.steps.len(), SITE.guide.phases.len()), (36, 6));
    assert_eq!(SITE.guide.projects.len(), 136);
    assert_eq!(SITE.guide.questions.len(), 74);
    let asked: usize = SITE
        .guide
        .topics
        .iter()
        .map(|topic| topic.questions.len())
        .sum();
    assert_eq!(asked, 110);
}

#[test]
fn every_page_is_a_whole_document() {
    for (path, page) in documents() {
        let texts = |selector: &str| -> Vec<String> {
            page.select(&select(selector))
                .map(|it| it.text().collect::<String>())
                .collect()
        };
        let attribute = |selector: &str, name: &str| -> String {
            let found = page.select(&select(selector)).next();
            found
                .and_then(|it| it.attr(name))
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(texts("h1").len(), 1, "{path} has one h1");
        assert_eq!(
            page.select(&select("main#main")).count(),
            1,
            "{path} has one main"
        );
        assert_eq!(
            page.select(&select("body > header")).count(),
            1,
            "{path} has a header"
        );
        assert_eq!(
            page.select(&select("body > footer")).count(),
            1,
            "{path} has a footer"
        );
        let description = attribute("meta[name=description]", "content");
        assert!(description.len() > 10, "{path} has a description");
        let title = texts("title").concat();
        assert!(title.ends_with("Backend Career Guide"), "{path}: {title}");
        let canonical = attribute("link[rel=canonical]", "href");
        assert_eq!(canonical, format!("http://127.0.0.1:3000{path}"));
        assert_eq!(attribute("html", "lang"), "en", "{path} has a language");
    }
}

#[test]
fn titles_are_unique() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (path, page) in documents() {
        let title: String = page
            .select(&select("title"))
            .flat_map(|it| it.text())
            .collect();
        if let Some(other) = seen.insert(title.clone(), path) {
            panic!("{path} and {other} are both called {title}");
        }
    }
}

#[test]
fn ids_are_unique_on_every_page() {
    for (path, page) in documents() {
        let mut seen = BTreeSet::new();
        for element in page.select(&select("[id]")) {
            let id = element.attr("id").unwrap();
            assert!(seen.insert(id.to_owned()), "{path} has the id {id} twice");
        }
    }
}

#[test]
fn headings_skip_no_level() {
    for (path, page) in documents() {
        let mut above = 0;
        for heading in page.select(&select("main h1, main h2, main h3, main h4")) {
            let level: u32 = heading.value().name()[1..].parse().unwrap();
            assert!(
                level <= above + 1,
                "{path}: {:?}",
                heading.text().collect::<String>()
            );
            above = level;
        }
    }
}

/// Not only the links of the texts, which the loader checks, but those of the templates too.
#[test]
fn every_link_of_every_page_leads_somewhere() {
    let ids: BTreeMap<&str, BTreeSet<String>> = documents()
        .map(|(path, page)| {
            let with_id = select("[id]");
            let ids = page.select(&with_id).filter_map(|it| it.attr("id"));
            (path, ids.map(str::to_owned).collect())
        })
        .collect();
    for (path, page) in documents() {
        for link in page.select(&select("[href], [src], [action]")) {
            let element = link.value();
            let url = ["href", "src", "action"]
                .iter()
                .find_map(|name| element.attr(name))
                .unwrap();
            let (target, fragment) = url.split_once('#').unwrap_or((url, ""));
            let target = target.split('?').next().unwrap();
            let target = if target.is_empty() { path } else { target };
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            assert!(SITE.find(target).is_some(), "{path} links to {url}");
            if !fragment.is_empty() {
                let ids = ids
                    .get(target)
                    .unwrap_or_else(|| panic!("{path} links to {url}"));
                assert!(ids.contains(fragment), "{path} links to {url}");
            }
        }
    }
}

/// Scripts off: from the home page to the last step by “Start” and “Next step” alone.
#[test]
fn the_path_can_be_walked_by_its_links() {
    let home: BTreeMap<&str, Html> = documents().collect();
    let follow = |path: &str, selector: &str| -> Option<String> {
        let page = home.get(path).unwrap_or_else(|| panic!("no page {path}"));
        page.select(&select(selector))
            .next()
            .and_then(|it| it.attr("href"))
            .map(str::to_owned)
    };
    let mut walked = vec![follow("/", ".hero a.btn").unwrap()];
    while let Some(next) = follow(walked.last().unwrap(), "a[rel=next]") {
        assert!(!walked.contains(&next), "{next} comes twice");
        walked.push(next);
    }
    let all: Vec<String> = SITE.guide.steps.iter().map(|step| step.url()).collect();
    assert_eq!(walked, all);
}

/// The links of a page, and of the further pages of a long list.
fn links_of(path: &str, page: &Html) -> Vec<String> {
    let links = |page: &Html| -> Vec<String> {
        let with_link = select("a[href]");
        page.select(&with_link)
            .filter_map(|it| it.attr("href"))
            .map(str::to_owned)
            .collect()
    };
    let mut all = links(page);
    if path == "/projects" {
        for number in 2..=6 {
            let query = Asked(vec![("page".into(), number.to_string())]);
            let page = pages::projects(&SITE.guide, &query);
            all.extend(links(&Html::parse_document(
                std::str::from_utf8(page.body.bytes()).unwrap(),
            )));
        }
    }
    all
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    let pages: BTreeMap<&str, Html> = documents().collect();
    let mut reached: BTreeSet<&str> = BTreeSet::from(["/"]);
    let mut open = vec!["/"];
    while let Some(path) = open.pop() {
        for link in links_of(path, &pages[path]) {
            let target = link.split('#').next().unwrap();
            if let Some((target, _)) = pages.get_key_value(target)
                && reached.insert(target)
            {
                open.push(target);
            }
        }
    }
    let lonely: Vec<&&str> = pages
        .keys()
        .filter(|path| !reached.contains(**path))
        .collect();
    assert!(lonely.is_empty(), "no link leads to {lonely:?}");
}

#[test]
fn no_page_asks_another_host_for_anything() {
    for (path, page) in documents() {
        for element in page.select(&select("[src], link[rel=stylesheet], link[rel=icon], form")) {
            let url = element
                .attr("src")
                .or(element.attr("href"))
                .or(element.attr("action"))
                .unwrap();
            assert!(url.starts_with('/'), "{path} asks for {url}");
        }
    }
}

#[test]
fn links_to_other_sites_say_so() {
    for (path, page) in documents() {
        for link in page.select(&select("main a[href^=http]")) {
            let rel = link.attr("rel").unwrap_or_default();
            assert!(rel.contains("external"), "{path}: {:?}", link.attr("href"));
        }
    }
}

#[test]
fn tables_name_their_columns_and_rows() {
    for (path, page) in documents() {
        for table in page.select(&select("table")) {
            assert!(
                table
                    .select(&select("thead th[scope=col]"))
                    .next()
                    .is_some(),
                "{path}"
            );
            assert!(
                table
                    .select(&select("tbody th[scope=row]"))
                    .next()
                    .is_some(),
                "{path}"
            );
        }
    }
}

/// Each block after `<!-- file: path -->` is a whole file, and all of them make a guide
/// together with what the small guide adds.
#[test]
fn the_examples_for_writers_parse() {
    let readme = include_str!("../../content/README.md");
    let mut list: BTreeMap<String, SourceFile> = files(SMALL)
        .list
        .into_iter()
        .map(|file| (file.path.clone(), file))
        .collect();
    let mut kinds = BTreeSet::new();
    for part in readme.split("<!-- file: ").skip(1) {
        let (path, rest) = part.split_once(" -->").unwrap();
        let fence = rest.trim_start().split('\n').next().unwrap();
        let ticks: String = fence.chars().take_while(|it| *it == '`').collect();
        let start = rest.find(fence).unwrap() + fence.len() + 1;
        let end = rest[start..].find(&format!("\n{ticks}\n")).unwrap() + start + 1;
        let text = rest[start..end].to_owned();
        kinds.insert(path.split('/').next().unwrap().to_owned());
        let shown = format!("content/README.md ({path})");
        list.insert(
            path.to_owned(),
            SourceFile {
                path: path.to_owned(),
                shown,
                text,
            },
        );
    }
    let files = Files::of(list.into_values().collect());
    if let Err(problems) = content::parse(files, Problems::default(), &HIGHLIGHTER) {
        panic!("\n{problems}");
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name == "README.md" || kinds.contains(&name),
            "no example of {name}"
        );
    }
}
