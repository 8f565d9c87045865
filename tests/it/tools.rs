//! Questions and answers.

use career_guide::content::nearest;
use career_guide::tools::projects::{ProjectQuery, select};
use std::sync::LazyLock;

use career_guide::tools::suggest::Addresses;
use career_guide::tools::{FieldError, related};
use proptest::prelude::*;

use crate::helpers::small_guide;

fn slugs(level: &str, upto: &str) -> Result<Vec<String>, Vec<FieldError>> {
    let guide = small_guide();
    let query = ProjectQuery {
        level: level.into(),
        upto: upto.into(),
        ..ProjectQuery::default()
    };
    let filter = query.parse(&guide)?;
    Ok(select(&guide, &filter)
        .iter()
        .map(|it| it.slug.to_string())
        .collect())
}

#[test]
fn projects_come_in_the_order_of_the_path() {
    assert_eq!(slugs("", "").unwrap(), ["shortener", "ledger"]);
}

#[test]
fn projects_of_a_level() {
    assert_eq!(slugs("advanced", "").unwrap(), ["ledger"]);
}

#[test]
fn projects_for_what_is_finished_need_nothing_later() {
    assert_eq!(slugs("", "http").unwrap(), ["shortener"]);
    assert_eq!(slugs("advanced", "http").unwrap(), [""; 0]);
}

#[test]
fn every_wrong_field_is_named() {
    let fields: Vec<_> = slugs("hard", "htp")
        .unwrap_err()
        .iter()
        .map(|it| it.field)
        .collect();
    assert_eq!(fields, ["level", "upto"]);
}

#[test]
fn similar_projects_share_a_skill() {
    let guide = small_guide();
    let similar = related::similar_projects(&guide, &guide.projects[0]);
    assert_eq!(similar[0].slug.as_str(), "ledger");
}

const KNOWN: [&str; 5] = [
    "/",
    "/guide/http",
    "/guide/sql",
    "/projects/url-shortener",
    "/salary",
];

fn meant(path: &str) -> Option<&'static str> {
    static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| Addresses::new(KNOWN.into_iter()));
    ADDRESSES.meant(path)
}

#[test]
fn mistyped_addresses_are_understood() {
    assert_eq!(meant("/guide/htpp"), Some("/guide/http"));
    assert_eq!(meant("/Guide/HTTP/"), Some("/guide/http"));
    assert_eq!(meant("/guide/sql.html"), Some("/guide/sql"));
    assert_eq!(meant("/steps/sql"), Some("/guide/sql"));
    assert_eq!(meant("/salery"), Some("/salary"));
    assert_eq!(
        meant("/projects/url-shortner"),
        Some("/projects/url-shortener")
    );
}

#[test]
fn nothing_is_suggested_for_what_nobody_meant() {
    assert_eq!(meant("/wp-login.php"), None);
    assert_eq!(meant("/x"), None);
    assert_eq!(meant(&format!("/guide/http{}", "p".repeat(10_000))), None);
}

proptest! {
    #[test]
    fn a_suggestion_is_a_known_address(path in ".{0,60}") {
        let found = meant(&path);
        prop_assert!(found.is_none_or(|it| KNOWN.contains(&it)));
    }

    #[test]
    fn one_typing_error_is_always_understood(at in 1_usize..10, letter in "[a-z]") {
        let name = "background-jobs";
        let typed = format!("{}{letter}{}", &name[..at], &name[at + 1..]);
        let found = nearest(&typed, ["cloud", name, "containers"].into_iter());
        prop_assert!(typed == name || found == Some(name));
    }
}
