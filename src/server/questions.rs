//! The addresses that take a question. Every other address is a page of the map.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use axum_extra::extract::Query;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;

use super::deliver::deliver;
use super::resume;
use crate::content::Guide;
use crate::live::Live;
use crate::pages::{self, Page};
use crate::tools::search::{Index, SearchQuery};

/// An address that takes a question.
pub(super) struct Question {
    /// The path, with parts such as `{topic}` where it holds for many pages.
    pub(super) path: &'static str,
    /// The most bytes that may be sent to it; nothing can be sent to most.
    pub(super) most_bytes: usize,
    /// Who answers.
    pub(super) route: MethodRouter<Arc<Live>>,
}

/// One line for each address that takes a question.
pub(super) fn all() -> Vec<Question> {
    vec![
        asked("/glossary", pages::glossary),
        asked_of("/interview/{topic}", |guide, path, query| {
            let topic = guide.topics.iter().find(|it| it.url() == path)?;
            Some(pages::topic(guide, topic, query))
        }),
        asked_today("/plan", pages::plan),
        asked_today("/plan.ics", pages::calendar),
        asked("/projects", pages::projects),
        asked("/resources", pages::resources),
        asked("/roadmap", pages::roadmap),
        found("/search", pages::search),
        found("/search/suggest", pages::suggestions),
        resume::check(),
        resume::starters(),
        asked("/skills", pages::skills),
        asked("/salary", pages::salary),
        asked("/salary/offer", pages::worksheet),
    ]
}

/// A page that answers a question. Without one it comes from the map; if it is not in the map,
/// this site does not have it.
fn asked<Q>(path: &'static str, answer: fn(&Guide, &Q) -> Page) -> Question
where
    Q: DeserializeOwned + Default + 'static,
{
    asked_of(path, move |guide, _, question: &Q| {
        Some(answer(guide, question))
    })
}

/// The same for many pages: the answer depends on the path, and is the page of the map if there
/// is none.
fn asked_of<Q>(
    path: &'static str,
    answer: impl Fn(&Guide, &str, &Q) -> Option<Page> + Clone + Send + Sync + 'static,
) -> Question
where
    Q: DeserializeOwned + Default + 'static,
{
    let route = get(
        move |State(live): State<Arc<Live>>, uri: Uri, headers: HeaderMap| async move {
            draw(&live, &uri, &headers, &answer)
        },
    );
    Question {
        path,
        most_bytes: 0,
        route,
    }
}

/// A page that is found in the index. Nothing of the question is kept or logged.
fn found(path: &'static str, answer: fn(&Guide, &Index, &SearchQuery) -> Page) -> Question {
    let route = get(
        move |State(live): State<Arc<Live>>, uri: Uri, headers: HeaderMap| async move {
            let site = live.site();
            let Query(query) = Query::try_from_uri(&uri).unwrap_or_default();
            deliver(&answer(&site.guide, &site.index, &query), &headers)
        },
    );
    Question {
        path,
        most_bytes: 0,
        route,
    }
}

/// A page that answers a question and must know what day it is. Only a question can tell such
/// days apart, so without one the page still comes from the map, if it is there.
fn asked_today<Q>(path: &'static str, answer: fn(&Guide, &Q, Date) -> Page) -> Question
where
    Q: DeserializeOwned + Default + 'static,
{
    let route = get(
        move |State(live): State<Arc<Live>>, uri: Uri, headers: HeaderMap| async move {
            let site = live.site();
            match site.find(uri.path()) {
                Some(page) if uri.query().is_none_or(str::is_empty) => deliver(page, &headers),
                _ => {
                    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
                    let Query(question) = Query::<Q>::try_from_uri(&uri).unwrap_or_default();
                    deliver(&answer(&site.guide, &question, today), &headers)
                }
            }
        },
    );
    Question {
        path,
        most_bytes: 0,
        route,
    }
}

fn draw<Q: DeserializeOwned + Default>(
    live: &Live,
    uri: &Uri,
    headers: &HeaderMap,
    answer: impl Fn(&Guide, &str, &Q) -> Option<Page>,
) -> Response {
    let site = live.site();
    let path = uri.path();
    let Some(page) = site.find(path) else {
        return deliver(&site.not_found(path), headers);
    };
    if uri.query().is_none_or(str::is_empty) {
        return deliver(page, headers);
    }
    // A query that cannot be read asks for everything, as one without known keys does.
    let Query(question) = Query::<Q>::try_from_uri(uri).unwrap_or_default();
    match answer(&site.guide, path, &question) {
        Some(answer) => deliver(&answer, headers),
        None => deliver(page, headers),
    }
}
