//! The career guide: reads `content/` once, checks it, draws every page, answers requests.
//!
//! A page is a pure function of the guide and of the visitor's question. The map in [`site`]
//! holds every page at the empty question, [`server`] answers from the map or calls the same
//! function, and [`export`] writes the map.
//!
//! Read the modules in this order; each may use the ones above it and nothing below.

/// Markdown text to HTML, headings and links. Knows nothing about the guide.
pub mod markdown;

/// Files to a checked [`content::Guide`], or every problem with its line and column.
pub mod content;

/// Guide and question to an answer. No HTML, no HTTP.
pub mod tools;

/// Guide (and a visitor's question) to a finished [`pages::Page`]. No HTTP.
pub mod pages;

/// Every address the site answers without a question, and the page behind it.
pub mod site;

/// The site being served now, and how a new one takes its place.
pub mod live;

/// HTTP: routes, headers, caching. The only module that is async.
pub mod server;

/// The site as a folder of files, for any static host.
pub mod export;
