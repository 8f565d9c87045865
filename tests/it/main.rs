//! Every test that needs more than one module, in one binary.
//!
//! `content` shows writers their mistakes, `markdown` and `pages` show readers their text,
//! `tools` answers questions, `server` speaks HTTP, `export` writes files, `command` is the
//! program, `real_content` is the guide itself, `truth` what it claims about the world outside,
//! and `tidy` holds the rules of the house.

#![allow(unreachable_pub, reason = "a test binary has no outside")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is its job"
)]

mod acceptance;
mod bodies;
mod branches;
mod browser;
mod budget;
mod catalogue;
mod command;
mod content;
mod contrast;
mod coverage;
mod downloads;
mod export;
mod figures;
mod filters;
mod glossary_links;
mod helpers;
mod hostile;
mod interview;
mod judged;
mod limits;
mod live;
mod markdown;
mod observed;
mod pages;
mod plan;
mod plan_page;
mod plan_properties;
mod real_content;
mod resume;
mod resume_corpus;
mod resume_hostile;
mod resume_private;
mod running;
mod salary;
mod salary_content;
mod salary_figures;
mod salary_tools;
mod samples;
mod search;
mod server;
mod soak;
mod spelling;
mod style;
mod tidy;
mod tools;
mod truth;
mod ways;
