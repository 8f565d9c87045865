//! Every address the site answers without a question, and the page behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use rayon::prelude::*;
use rust_embed::Embed;
use xxhash_rust::xxh3::xxh3_64;

use crate::content::{Drawing, Guide, Mode, Origin, read_file};
use crate::pages::{self, Page};
use crate::tools::filters::Asked;
use crate::tools::resume::Vocabulary;
use crate::tools::roadmap::RoadmapQuery;
use crate::tools::salary::{PayQuery, WorksheetQuery};
use crate::tools::search::{self, Index, SearchQuery};
use crate::tools::suggest::Addresses;

/// The static folder as it was when the program was built.
#[derive(Embed)]
#[folder = "static/"]
struct BuiltIn;

/// The guide and all of its pages, never changed once built.
#[derive(Debug)]
pub struct Site {
    /// The guide itself, for the pages that answer a question.
    pub guide: Guide,
    /// What search knows of it; nothing where nobody can ask.
    pub index: Index,
    /// The terms of the guide, for the comparison of a résumé with an advert.
    pub vocabulary: Vocabulary,
    /// The finished pages by path, such as `/guide/http`.
    pages: BTreeMap<String, Page>,
    failed: Page,
    /// The addresses of the pages that are read, to find the one that was meant.
    addresses: Addresses,
}

/// The files that are not pages: styles, scripts, pictures.
#[derive(Debug, Default, Clone)]
pub struct Assets {
    /// By the path they are served at.
    pages: BTreeMap<String, Page>,
    /// The path by plain name: `site.css` is served as `/static/site.<hash>.css`.
    names: BTreeMap<String, String>,
    /// The paths of empty files: whatever we would draw there is not wanted.
    removed: BTreeSet<String>,
}

impl Site {
    /// Draws every page.
    pub fn build(mut guide: Guide, assets: Assets, mode: Mode) -> Site {
        guide.settings.drawing = Drawing {
            mode,
            assets: assets.names,
            today: guide.settings.drawing.today,
        };
        let index = || match mode {
            Mode::Serve | Mode::Watch => Index::new(search::entries(&guide)),
            Mode::Export => Index::default(),
        };
        let (drawn, index) = rayon::join(|| draw(&guide), index);
        let mut pages: BTreeMap<String, Page> = drawn.into_iter().collect();
        // A file of the operator's, such as a robots.txt, beats ours.
        pages.extend(assets.pages);
        let listed = pages
            .iter()
            .filter(|(_, page)| page.is_listed)
            .map(|(path, _)| path.as_str());
        let addresses = Addresses::new(listed.clone());
        let sitemap = pages::sitemap(&guide, listed);
        pages.entry("/sitemap.xml".into()).or_insert(sitemap);
        pages.retain(|path, _| !assets.removed.contains(path));
        let failed = pages::failed(&guide);
        Site {
            vocabulary: Vocabulary::of(&guide),
            guide,
            index,
            pages,
            failed,
            addresses,
        }
    }

    /// The page at a path.
    pub fn find(&self, path: &str) -> Option<&Page> {
        self.pages.get(path)
    }

    /// Whether another site has the same pages, byte for byte.
    pub fn is_same(&self, other: &Site) -> bool {
        let versions = |site: &Site| -> Vec<(String, String)> {
            let page = |(path, page): (&String, &Page)| (path.clone(), page.etag.clone());
            site.pages.iter().map(page).collect()
        };
        versions(self) == versions(other)
    }

    /// Every path and page, in order.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &Page)> {
        self.pages.iter().map(|(path, page)| (path.as_str(), page))
    }

    /// The page for an address that has none, with the one that was probably meant.
    pub fn not_found(&self, path: &str) -> Page {
        self.missing(self.meant(path))
    }

    /// The address that was probably meant by one that has no page.
    pub fn meant(&self, path: &str) -> Option<&str> {
        self.addresses.meant(path)
    }

    /// The page for an address that has none, with one that may have been meant.
    pub fn missing(&self, meant: Option<&str>) -> Page {
        let meant = meant.and_then(|url| Some((url, self.find(url)?.title.as_str())));
        pages::not_found(&self.guide, meant)
    }

    /// The page for a failure of ours.
    pub fn failed(&self) -> &Page {
        &self.failed
    }
}

/// A page that has yet to be drawn.
type Drawn<'a> = Box<dyn Fn() -> Page + Send + Sync + 'a>;

/// Every page of a guide by its address. Pages do not depend on each other, so they are drawn
/// on all cores.
fn draw(guide: &Guide) -> Vec<(String, Page)> {
    let mut plan: Vec<(String, Drawn<'_>)> = vec![
        ("/".into(), Box::new(|| pages::home(guide))),
        (
            "/roadmap".into(),
            Box::new(|| pages::roadmap(guide, &RoadmapQuery::default())),
        ),
        (
            "/print/roadmap".into(),
            Box::new(|| pages::checklist(guide)),
        ),
        ("/plan".into(), Box::new(|| pages::plan_form(guide))),
        ("/progress".into(), Box::new(|| pages::progress(guide))),
        ("/feed.xml".into(), Box::new(|| pages::feed(guide))),
        ("/robots.txt".into(), Box::new(|| pages::robots(guide))),
    ];
    if guide.settings.drawing.mode.answers() {
        // Without a question there is nothing to look up.
        let form = || pages::search(guide, &Index::default(), &SearchQuery::default());
        plan.push(("/search".into(), Box::new(form)));
        plan.push((
            "/opensearch.xml".into(),
            Box::new(|| pages::opensearch(guide)),
        ));
    }
    if !guide.projects.is_empty() {
        let all = || pages::projects(guide, &Asked::default());
        plan.push(("/projects".into(), Box::new(all)));
        let data = || pages::projects_data(guide);
        plan.push(("/data/projects.json".into(), Box::new(data)));
    }
    if !guide.questions.is_empty() {
        plan.push(("/faq".into(), Box::new(|| pages::faq(guide))));
    }
    if !guide.glossary.is_empty() {
        plan.push((
            "/glossary".into(),
            Box::new(|| pages::glossary(guide, &Asked::default())),
        ));
    }
    if !guide.skills.is_empty() {
        plan.push((
            "/skills".into(),
            Box::new(|| pages::skills(guide, &Asked::default())),
        ));
    }
    if !guide.resources.is_empty() {
        plan.push((
            "/resources".into(),
            Box::new(|| pages::resources(guide, &Asked::default())),
        ));
    }
    if guide.has("/resume/check") {
        let form = || pages::resume_form(guide);
        plan.push(("/resume/check".into(), Box::new(form)));
    }
    if guide.has("/resume/starters") {
        let starters = || pages::resume_starters(guide);
        plan.push(("/resume/starters".into(), Box::new(starters)));
        for starter in &guide.starters {
            for file in pages::STARTER_FILES {
                let drawn = move || pages::starter_file(starter, file);
                plan.push((starter.url(file), Box::new(drawn)));
            }
        }
    }
    for (index, phase) in guide.phases.iter().enumerate() {
        plan.push((
            phase.url(),
            Box::new(move || pages::phase(guide, index + 1)),
        ));
    }
    for step in &guide.steps {
        plan.push((step.url(), Box::new(move || pages::step(guide, step))));
    }
    for article in guide.articles.values() {
        let drawn: Drawn<'_> = match article.url.as_str() {
            "/interview" => Box::new(move || pages::interview(guide, article)),
            "/jobs" => Box::new(move || pages::jobs(guide, article)),
            "/salary" => {
                pay(guide, &mut plan);
                Box::new(|| pages::salary(guide, &PayQuery::default()))
            }
            _ => Box::new(move || pages::article(guide, article)),
        };
        plan.push((article.url.clone(), drawn));
    }
    for project in &guide.projects {
        plan.push((
            project.url(),
            Box::new(move || pages::project(guide, project)),
        ));
    }
    for acceptance in guide.acceptance.values() {
        plan.push((
            acceptance.url(),
            Box::new(move || pages::acceptance(acceptance)),
        ));
    }
    for question in guide.questions.values() {
        plan.push((
            question.url(),
            Box::new(move || pages::question(guide, question)),
        ));
    }
    for topic in &guide.topics {
        plan.push((
            topic.url(),
            Box::new(move || pages::topic(guide, topic, &Asked::default())),
        ));
    }
    for skill in &guide.skills {
        plan.push((skill.url(), Box::new(move || pages::skill(guide, skill))));
    }
    for (from, to) in moved(guide) {
        plan.push((from, Box::new(move || pages::moved(guide, &to))));
    }
    plan.into_par_iter()
        .map(|(path, drawn)| (path, drawn()))
        .collect()
}

/// The pages below `/salary`, and the figures as files; none of them without figures.
fn pay<'a>(guide: &'a Guide, plan: &mut Vec<(String, Drawn<'a>)>) {
    if guide.salary.is_empty() {
        return;
    }
    for country in &guide.countries {
        let drawn = move || pages::pay_in_country(guide, country);
        plan.push((country.url(), Box::new(drawn)));
    }
    let empty = || pages::worksheet(guide, &WorksheetQuery::default());
    plan.push(("/salary/offer".into(), Box::new(empty)));
    plan.push((
        "/salary/sources".into(),
        Box::new(|| pages::pay_sources(guide)),
    ));
    plan.push((
        "/data/salary/schema.json".into(),
        Box::new(|| pages::pay_schema(guide)),
    ));
    for source in guide.salary.values() {
        let file = source.download();
        let csv = move || pages::pay_as_csv(guide, source);
        let json = move || pages::pay_as_json(guide, source);
        plan.push((format!("{file}.csv"), Box::new(csv)));
        plan.push((format!("{file}.json"), Box::new(json)));
    }
}

/// The addresses things used to have, and where they are now.
fn moved(guide: &Guide) -> Vec<(String, String)> {
    let steps = guide.steps.iter().map(|it| (it.url(), &it.was));
    let articles = guide.articles.values().map(|it| (it.url.clone(), &it.was));
    let projects = guide.projects.iter().map(|it| (it.url(), &it.was));
    let questions = guide.questions.values().map(|it| (it.url(), &it.was));
    let all = steps.chain(articles).chain(projects).chain(questions);
    let moves = |(url, was): (String, &'_ Vec<toml::Spanned<crate::content::Slug>>)| {
        let folder = url
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        let from =
            |slug: &toml::Spanned<crate::content::Slug>| format!("{folder}/{}", slug.as_ref());
        was.iter()
            .map(|slug| (from(slug), url.clone()))
            .collect::<Vec<_>>()
    };
    all.flat_map(moves).collect()
}

/// Reads the static folder, with the folder `static` of the overlay laid over it. All of `css/`
/// becomes one `site.css`, in the order of the file names.
///
/// # Errors
/// Says which folder or file cannot be read.
pub fn read_assets(origin: Origin<'_>, overlay: Option<&Path>) -> anyhow::Result<Assets> {
    let mut files: BTreeMap<String, Vec<u8>> = match origin {
        Origin::BuiltIn => BuiltIn::iter()
            .filter_map(|path| Some((path.to_string(), BuiltIn::get(&path)?.data.into_owned())))
            .collect(),
        Origin::Folder(folder) => {
            let mut files = BTreeMap::new();
            read_folder(folder, "", &mut files)?;
            files
        }
    };
    for (path, bytes) in &mut files {
        if ["css/", "js/", "pages/"]
            .iter()
            .any(|it| path.starts_with(it))
        {
            *bytes = slim(bytes);
        }
    }
    if let Some(over) = overlay
        .map(|folder| folder.join("static"))
        .filter(|it| it.is_dir())
    {
        read_folder(&over, "", &mut files)?;
    }
    let empty = files.extract_if(.., |_, bytes| bytes.is_empty());
    let removed = empty.map(|(path, _)| format!("/{path}")).collect();
    let css: Vec<u8> = files
        .iter()
        .filter(|(path, _)| path.starts_with("css/"))
        .flat_map(|(_, bytes)| bytes.iter().copied())
        .collect();
    let mut assets = Assets {
        removed,
        ..Assets::default()
    };
    assets.add_fingerprinted("site.css", css);
    for (path, bytes) in files {
        match path.split_once('/') {
            Some(("css", _)) => (),
            // A script, or the style of one kind of page, is named only where it is needed.
            Some(("js" | "pages", name)) => assets.add_fingerprinted(name, bytes),
            // Browsers and crawlers ask for these by their plain names.
            _ => {
                let mut page = Page::new(media_type(&path), bytes);
                // A table is for the visitor's own program and not for reading in a browser.
                if path.ends_with(".csv") {
                    page.download = Some(path.clone());
                }
                _ = assets.pages.insert(format!("/{path}"), page);
            }
        }
    }
    Ok(assets)
}

/// Styles and scripts without the lines that are only a comment, and without indentation: a
/// tenth less to send. Line by line, so a comment of several lines and a text that goes over a
/// line's end must not be written in them; a test says so.
fn slim(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let is_comment = |line: &str| {
        line.starts_with("//")
            || (line.starts_with("/*") && line.find("*/") == Some(line.len().saturating_sub(2)))
    };
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !is_comment(line));
    lines
        .flat_map(|line| [line, "\n"])
        .collect::<String>()
        .into_bytes()
}

impl Assets {
    /// Where they are served.
    pub fn addresses(&self) -> BTreeSet<String> {
        self.pages.keys().cloned().collect()
    }

    fn add_fingerprinted(&mut self, name: &str, bytes: Vec<u8>) {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let path = format!("/static/{stem}.{:016x}.{extension}", xxh3_64(&bytes));
        self.pages
            .insert(path.clone(), Page::asset(media_type(name), bytes));
        self.names.insert(name.to_owned(), path);
    }
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> anyhow::Result<()> {
    let cannot_read = |path: &Path| format!("cannot read {}", path.display());
    for entry in fs::read_dir(folder).with_context(|| cannot_read(folder))? {
        let path = entry.with_context(|| cannot_read(folder))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with('.') && name != ".well-known" {
            continue;
        }
        if path.is_dir() {
            read_folder(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let bytes = read_file(&path).with_context(|| cannot_read(&path))?;
            files.insert(format!("{prefix}{name}"), bytes);
        }
    }
    Ok(())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "html" | "htm" => "text/html; charset=utf-8",
        "xml" => "application/xml",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "woff2" => "font/woff2",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
