//! What the interactive pages compute. Guide and question in, answer out.

pub mod filters;
pub mod glossary;
pub mod interview;
pub mod plan;
pub mod projects;
pub mod related;
pub mod resources;
pub mod resume;
pub mod roadmap;
pub mod salary;
pub mod search;
pub mod skills;
pub mod suggest;

/// What is wrong with one field of a form, worded for the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The `name` of the field.
    pub field: &'static str,
    /// What to do, such as “Choose a level from the list”.
    pub message: String,
}
