//! `/salary/sources`: where every figure comes from, and how to take it along.

use askama::Template;

use super::super::frame::Frame;
use super::super::numbers::count;
use super::super::page::Page;
use super::data::FIELDS;
use crate::content::{Article, Guide, SalarySource, SourceKind};
use crate::tools::salary::{is_stale, months_since};

#[derive(Template)]
#[template(path = "pages/salary_sources.html")]
struct SourcesPage<'a> {
    frame: Frame<'a>,
    /// The article that pay belongs to.
    article: &'a Article,
    /// Title, fragment and sources of each part.
    lists: Vec<(&'static str, &'static str, Vec<Listed<'a>>)>,
    fields: [(&'static str, &'static str); 18],
}

struct Listed<'a> {
    source: &'a SalarySource,
    rows: String,
    /// How old it is, if that is worth a look; empty if not.
    age: String,
}

/// Draws the page.
pub fn pay_sources(guide: &Guide) -> Page {
    let above = ("/salary", guide.articles["/salary"].title.as_str());
    let frame = Frame::new(
        guide,
        "/salary/sources",
        "Where the pay figures come from",
        "Title, publisher, year, licence and exact definition of every source, with the figures to download.",
    );
    let listed = |is_official: bool| {
        let mut list: Vec<Listed<'_>> = guide
            .salary
            .values()
            .filter(|source| (source.kind == SourceKind::Official) == is_official)
            .map(|source| Listed {
                source,
                rows: count(source.rows.len(), "row", "rows"),
                age: guide
                    .settings
                    .drawing
                    .today
                    .filter(|today| is_stale(source, *today))
                    .map_or_else(String::new, |today| {
                        format!("{} months old", months_since(source.until, today))
                    }),
            })
            .collect();
        list.sort_by_key(|it| std::cmp::Reverse(it.source.until));
        list
    };
    let page = SourcesPage {
        article: &guide.articles["/salary"],
        lists: vec![
            ("Surveys", "surveys", listed(false)),
            ("Official statistics", "official", listed(true)),
        ],
        fields: FIELDS,
        frame: frame.below(&[above]),
    };
    Page::html(&page.frame, &page)
}
