//! Checks of addresses and of the links to them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::Draft;
use super::super::{Country, Problems, SourceFile, address};
use crate::markdown::Document;

/// The pages that exist whatever the content is.
const ALWAYS: [&str; 8] = [
    "/",
    "/roadmap",
    "/print/roadmap",
    "/plan",
    "/progress",
    "/feed.xml",
    "/sitemap.xml",
    "/robots.txt",
];

/// The lists that have a page as soon as they have a file.
const LISTS: [&str; 4] = ["faq", "glossary", "skills", "resources"];

/// The fragments of a page, if it is known which there are.
type Fragments<'a> = Option<BTreeSet<&'a str>>;

/// Every address of the site, with its fragments.
fn addresses(draft: &Draft) -> BTreeMap<String, Fragments<'_>> {
    let mut all: BTreeMap<String, Fragments<'_>> = ALWAYS
        .iter()
        .map(|path| ((*path).to_owned(), None))
        .collect();
    for path in draft.paths() {
        let is_salary = path.starts_with("salary/");
        if let Some(address) = address::of_file(path)
            && !is_salary
        {
            all.entry(address).or_insert(None);
        }
        if path.starts_with("projects/") {
            all.insert("/projects".to_owned(), None);
            all.insert("/data/projects.json".to_owned(), None);
        }
    }
    // A list file is a page of its own only if it is one of these; the topics and the boards
    // are shown on the article of the same name.
    for list in ["/interview", "/jobs"] {
        if !draft.has_file(&format!("pages{list}.md")) {
            all.remove(list);
        }
    }
    if draft.articles.contains_key("/resume") {
        all.insert("/resume/check".to_owned(), None);
        if draft.starters.is_some() {
            all.insert("/resume/starters".to_owned(), None);
        }
    }
    for phase in draft.phases.iter().flatten() {
        all.insert(phase.url(), None);
    }
    for skill in draft.skills.iter().flatten() {
        all.insert(skill.url(), None);
    }
    if !draft.figures.is_empty() && draft.has_file("pages/salary.md") {
        let countries = draft.countries.iter().flatten().map(Country::url);
        let others = ["/salary/offer", "/salary/sources"].map(str::to_owned);
        all.extend(countries.chain(others).map(|url| (url, None)));
    }
    if let Some(terms) = &draft.glossary {
        let slugs = terms.iter().map(|it| it.slug.as_ref().as_str());
        all.insert("/glossary".to_owned(), Some(slugs.collect()));
    }
    if let Some(themes) = &draft.themes {
        let slugs = themes.iter().map(|it| it.slug.as_ref().as_str());
        all.insert("/faq".to_owned(), Some(slugs.collect()));
    }
    for (_, url, body) in bodies(draft) {
        let ids = body
            .headings
            .iter()
            .map(|heading| heading.id.as_str())
            .collect();
        all.insert(url, Some(ids));
    }
    all
}

/// Every Markdown text: its file, its address, and the text.
fn bodies(draft: &Draft) -> impl Iterator<Item = (&SourceFile, String, &Document)> {
    let steps = draft
        .steps
        .values()
        .map(|it| (&it.path, it.url(), &it.body));
    let articles = draft
        .articles
        .values()
        .map(|it| (&it.path, it.url.clone(), &it.body));
    let projects = draft
        .projects
        .values()
        .map(|it| (&it.path, it.url(), &it.body));
    let questions = draft
        .questions
        .values()
        .map(|it| (&it.path, it.url(), &it.body));
    let topics = draft
        .topics
        .values()
        .map(|it| (&it.path, it.url(), &it.body));
    steps
        .chain(articles)
        .chain(projects)
        .chain(questions)
        .chain(topics)
        .map(|(path, url, body)| (draft.file(path), url, body))
}

pub(super) fn every_address_is_taken_once(draft: &Draft, problems: &mut Problems) {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let all = addresses(draft);
    for path in draft.paths() {
        if let Some(address) = address::of_file(path) {
            taken.insert(address, path);
        }
    }
    // An article must not hide a page that is made from something else.
    for article in draft.articles.values() {
        let made_otherwise = ALWAYS.contains(&article.url.as_str())
            || LISTS.iter().any(|list| article.url == format!("/{list}"))
            || ["/projects", "/search", "/resume/check", "/resume/starters"]
                .contains(&article.url.as_str())
            || [
                "guide",
                "projects",
                "faq",
                "interview",
                "roadmap",
                "skills",
                "static",
                "search",
                "health",
                "dev",
            ]
            .iter()
            .any(|folder| article.url.starts_with(&format!("/{folder}/")));
        if made_otherwise {
            let file = draft.file(&article.path);
            problems.address_taken(file, 0, &article.url, "a page of the program");
        }
    }
    let steps = draft.steps.values().map(|it| (&it.path, &it.was));
    let articles = draft.articles.values().map(|it| (&it.path, &it.was));
    let projects = draft.projects.values().map(|it| (&it.path, &it.was));
    let questions = draft.questions.values().map(|it| (&it.path, &it.was));
    for (path, was) in steps.chain(articles).chain(projects).chain(questions) {
        for slug in was {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let Some(address) = address::of_file(&format!("{folder}/{}.md", slug.as_ref())) else {
                continue;
            };
            let owner = taken.get(&address).copied();
            let owner = owner.or_else(|| all.contains_key(&address).then_some("another page"));
            match owner {
                Some(owner) => {
                    let owner = owner.to_owned();
                    problems.address_taken(draft.file(path), slug.span().start, &address, &owner);
                }
                None => _ = taken.insert(address, path),
            }
        }
    }
}

pub(super) fn every_link_leads_somewhere(draft: &Draft, problems: &mut Problems) {
    let all = addresses(draft);
    for (file, own, body) in bodies(draft) {
        for link in &body.links {
            let url = match link.url.strip_prefix('#') {
                Some(fragment) => format!("{own}#{fragment}"),
                None => link.url.clone(),
            };
            check(draft, &all, file, link.offset, &url, problems);
        }
    }
}

pub(super) fn every_menu_leads_somewhere(draft: &Draft, problems: &mut Problems) {
    let Some(settings) = &draft.settings else {
        return;
    };
    let all = addresses(draft);
    let footer = settings.menus.iter().flat_map(|menu| &menu.links);
    for link in settings.header.iter().chain(footer) {
        check(
            draft,
            &all,
            draft.file("site.toml"),
            link.to.span().start,
            link.to.as_ref(),
            problems,
        );
    }
}

fn check(
    draft: &Draft,
    all: &BTreeMap<String, Fragments<'_>>,
    file: &SourceFile,
    at: usize,
    url: &str,
    problems: &mut Problems,
) {
    if url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:") {
        return;
    }
    if !url.starts_with('/') {
        return problems.not_a_page(file, at, url);
    }
    let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
    let path = path.split('?').next().unwrap_or(path);
    // While a list has problems of its own, nobody knows what it names.
    let of_broken_list = (path.starts_with("/roadmap/") && draft.phases.is_none())
        || (path.starts_with("/skills/") && draft.skills.is_none());
    if draft.assets.contains(path) || of_broken_list {
        return;
    }
    match all.get(path) {
        None => problems.unknown(file, at, "page", path, all.keys().map(String::as_str)),
        Some(Some(ids)) if !fragment.is_empty() && !ids.contains(fragment) => {
            problems.unknown(file, at, "heading", fragment, ids.iter().copied());
        }
        Some(_) => (),
    }
}

pub(super) fn every_article_is_in_a_menu(draft: &Draft, problems: &mut Problems) {
    let Some(settings) = &draft.settings else {
        return;
    };
    let footer = settings.menus.iter().flat_map(|menu| &menu.links);
    let linked: BTreeSet<&str> = settings
        .header
        .iter()
        .chain(footer)
        .map(|link| link.to.as_ref().as_str())
        .collect();
    for article in draft.articles.values() {
        if !linked.contains(article.url.as_str()) {
            problems.in_no_menu(draft.file(&article.path));
        }
    }
}
