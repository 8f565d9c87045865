//! A small correct implementation of each project that has acceptance checks.
//!
//! They are written from the specification on the project's page, not from the checks. They keep
//! everything in memory, are as short as a genuine implementation can be, and need no socket.

mod ask;
mod bookmarks;
mod feature_flags;
mod habit_tracker;
mod leaderboard;
mod ledger;
mod message_queue;
mod multi_tenant_notes;
mod pastebin;
mod poll_voting;
mod quiz;
mod quote_of_the_day;
mod rate_limit;
mod request_inspector;
mod secrets_manager;
mod stock_ledger;
mod tic_tac_toe;
mod todo_api;
mod unit_converter;
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

/// Every project with an implementation.
pub const ALL: &[(&str, Start)] = &[
    ("bookmark-manager", bookmarks::start),
    ("double-entry-ledger", ledger::start),
    ("feature-flags", feature_flags::start),
    ("habit-tracker-api", habit_tracker::start),
    ("http-request-inspector", request_inspector::start),
    ("leaderboard", leaderboard::start),
    ("message-queue", message_queue::start),
    ("multi-tenant-notes", multi_tenant_notes::start),
    ("pastebin", pastebin::start),
    ("poll-voting-api", poll_voting::start),
    ("quiz-api", quiz::start),
    ("quote-of-the-day-api", quote_of_the_day::start),
    ("rate-limit-middleware", rate_limit::start),
    ("secrets-manager", secrets_manager::start),
    ("stock-ledger", stock_ledger::start),
    ("tic-tac-toe-server", tic_tac_toe::start),
    ("todo-api-with-accounts", todo_api::start),
    ("unit-converter-api", unit_converter::start),
    ("url-shortener", url_shortener::start),
    ("webhook-inbox", webhook_inbox::start),
];
