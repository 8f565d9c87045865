//! A guide, and sometimes a visitor's question, to a finished page.
//!
//! Every page is a function that takes a guide and returns a [`Page`]. The interactive ones
//! also take the question; their page at the empty question is what the map and the export
//! hold.

mod acceptance;
mod article;
mod body;
mod calendar;
mod contents;
mod data;
mod faq;
mod feeds;
mod filters;
mod frame;
mod glossary;
mod home;
mod interview;
mod jobs;
mod moved;
mod not_found;
mod numbers;
mod page;
mod plan;
mod plan_rows;
mod progress;
mod projects;
mod resources;
mod resume;
mod resume_starters;
mod roadmap;
mod salary;
mod search;
mod skills;
mod step;
mod topic;
mod track;

pub use acceptance::acceptance;
pub use article::article;
pub use body::{Body, Effort, Encoding};
pub use calendar::calendar;
pub use data::projects_data;
pub use faq::{faq, question};
pub use feeds::{feed, robots, sitemap};
pub use glossary::glossary;
pub use home::home;
pub use interview::interview;
pub use jobs::jobs;
pub use moved::moved;
pub use not_found::{failed, not_found, refused};
pub use page::{Cache, Page};
pub use plan::{plan, plan_form};
pub use progress::progress;
pub use projects::{project, projects};
pub use resources::resources;
pub use resume::{resume_answer, resume_form};
pub use resume_starters::{STARTER_FILES, resume_page, resume_starters, starter_file};
pub use roadmap::{checklist, phase, roadmap};
pub use salary::{
    pay_as_csv, pay_as_json, pay_in_country, pay_schema, pay_sources, salary, worksheet,
};
pub use search::{opensearch, search, suggestions};
pub use skills::{skill, skills};
pub use step::step;
pub use topic::topic;
