//! A small correct implementation of each project that has acceptance checks.
//!
//! They are written from the specification on the project's page, not from the checks. They keep
//! everything in memory, are as short as a genuine implementation can be, and need no socket.

mod ask;
mod audit;
mod autocomplete;
mod blog;
mod booking;
mod bookmarks;
mod event_sourced_bank;
mod fake_data;
mod feature_flags;
mod follow_graph;
mod guestbook;
mod habit_tracker;
mod home_timeline;
mod leaderboard;
mod ledger;
mod lifts;
mod localised;
mod message_queue;
mod multi_tenant_notes;
mod openapi_first;
mod pastebin;
mod permissions;
mod poll_voting;
mod quiz;
mod quote_of_the_day;
mod rate_limit;
mod recipes;
mod request_inspector;
mod reviews;
mod secrets_manager;
mod static_files;
mod stock_ledger;
mod store_locator;
mod tic_tac_toe;
mod ticket_sales;
mod timestamps;
mod todo_api;
mod unit_converter;
mod uploads;
mod url_shortener;
mod valid;
mod webhook_inbox;

use std::collections::BTreeMap;

pub use ask::{Ask, Reply};

/// A running implementation: a request in, an answer out.
pub type Server = Box<dyn FnMut(&Ask) -> Reply + Send>;

/// The variables of the command that runs the checks, without `base`.
pub type Variables = BTreeMap<String, String>;

/// Starts an implementation with an empty store.
pub type Start = fn(&Variables) -> Server;

/// An implementation that keeps a store between two requests.
fn serving<S: Send + 'static>(mut store: S, answer: fn(&mut S, &Ask) -> Reply) -> Server {
    Box::new(move |ask| answer(&mut store, ask))
}

/// The same for one whose refusals are errors, so that `?` sends them.
fn refusing<S: Send + 'static>(
    mut store: S,
    answer: fn(&mut S, &Ask) -> Result<Reply, Reply>,
) -> Server {
    Box::new(move |ask| answer(&mut store, ask).unwrap_or_else(|refusal| refusal))
}

/// An implementation that answers those who know the key, and tells others that it does not
/// know theirs.
fn behind(key: &str, code: &'static str, mut server: Server) -> Server {
    let key = key.to_owned();
    Box::new(move |ask| {
        if ask.bearer() == key {
            server(ask)
        } else {
            Reply::unauthorised(code)
        }
    })
}

/// The number of the first entry that fits.
fn first<T>(entries: &BTreeMap<u64, T>, fits: impl Fn(&T) -> bool) -> Option<u64> {
    let mut all = entries.iter();
    all.find(|(_, it)| fits(it)).map(|(id, _)| *id)
}

/// Two digits for each byte, as digests are written.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().map(|it| format!("{it:02x}"));
    digits.collect()
}

/// Every project with an implementation.
pub const ALL: &[(&str, Start)] = &[
    ("api-versioning-lab", lifts::start),
    ("audit-log", audit::start),
    ("blog-rest-api", blog::start),
    ("bookmark-manager", bookmarks::start),
    ("booking-system", booking::start),
    ("dictionary-autocomplete-api", autocomplete::start),
    ("double-entry-ledger", ledger::start),
    ("event-sourced-bank", event_sourced_bank::start),
    ("fake-data-api", fake_data::start),
    ("feature-flags", feature_flags::start),
    ("follow-graph", follow_graph::start),
    ("guestbook", guestbook::start),
    ("habit-tracker-api", habit_tracker::start),
    ("home-timeline", home_timeline::start),
    ("http-request-inspector", request_inspector::start),
    ("leaderboard", leaderboard::start),
    ("localised-content-api", localised::start),
    ("message-queue", message_queue::start),
    ("multi-tenant-notes", multi_tenant_notes::start),
    ("openapi-first", openapi_first::start),
    ("pastebin", pastebin::start),
    ("poll-voting-api", poll_voting::start),
    ("quiz-api", quiz::start),
    ("quote-of-the-day-api", quote_of_the_day::start),
    ("rate-limit-middleware", rate_limit::start),
    ("recipe-box", recipes::start),
    ("resumable-uploads", uploads::start),
    ("reviews-and-ratings", reviews::start),
    ("role-permissions-service", permissions::start),
    ("secrets-manager", secrets_manager::start),
    ("static-file-server", static_files::start),
    ("stock-ledger", stock_ledger::start),
    ("store-locator", store_locator::start),
    ("tic-tac-toe-server", tic_tac_toe::start),
    ("ticket-sales", ticket_sales::start),
    ("timestamp-service", timestamps::start),
    ("todo-api-with-accounts", todo_api::start),
    ("unit-converter-api", unit_converter::start),
    ("url-shortener", url_shortener::start),
    ("webhook-inbox", webhook_inbox::start),
];
