//! `/projects/checks/<slug>.hurl`: requests and expected answers, as a file to keep.

use super::page::Page;
use crate::content::Acceptance;

/// The file as it was written.
pub fn acceptance(acceptance: &Acceptance) -> Page {
    Page {
        download: Some(acceptance.file_name()),
        ..Page::new("text/plain; charset=utf-8", acceptance.text.clone())
    }
}
