//! What programs read: `/sitemap.xml`, `/feed.xml` and `/robots.txt`.

use askama::Template;

use super::page::{Page, render};
use crate::content::{Day, Guide, Settings};

/// How many entries the feed holds.
const MOST_ENTRIES: usize = 50;

#[derive(Template)]
#[template(path = "feeds/sitemap.xml")]
struct Sitemap<'a> {
    settings: &'a Settings,
    paths: Vec<&'a str>,
}

#[derive(Template)]
#[template(path = "feeds/feed.xml")]
struct Feed<'a> {
    settings: &'a Settings,
    updated: String,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    title: &'a str,
    summary: &'a str,
    url: String,
    published: Day,
    updated: Day,
}

/// Every page that search engines may list.
pub fn sitemap<'a>(guide: &'a Guide, paths: impl Iterator<Item = &'a str>) -> Page {
    let sitemap = Sitemap {
        settings: &guide.settings,
        paths: paths.collect(),
    };
    Page::new("application/xml; charset=utf-8", render(&sitemap))
}

/// The steps and articles that were published or checked last, as Atom.
pub fn feed(guide: &Guide) -> Page {
    let steps = guide.steps.iter().map(|it| Entry {
        title: &it.title,
        summary: &it.summary,
        url: it.url(),
        published: it.published,
        updated: it.reviewed,
    });
    let articles = guide.articles.values().map(|it| Entry {
        title: &it.title,
        summary: &it.summary,
        url: it.url.clone(),
        published: it.published,
        updated: it.reviewed,
    });
    let mut entries: Vec<Entry<'_>> = steps.chain(articles).collect();
    entries.sort_by_key(|it| std::cmp::Reverse(it.updated));
    entries.truncate(MOST_ENTRIES);
    let updated = entries
        .iter()
        .map(|it| it.updated.iso())
        .max()
        .unwrap_or_default();
    let feed = Feed {
        settings: &guide.settings,
        updated,
        entries,
    };
    Page::new("application/atom+xml; charset=utf-8", render(&feed))
}

/// Everything may be read by everybody.
pub fn robots(guide: &Guide) -> Page {
    let sitemap = guide.settings.absolute("/sitemap.xml");
    let text = format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n");
    Page::new("text/plain; charset=utf-8", text)
}
