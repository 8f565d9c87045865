//! Questions and answers.

use career_guide::content::nearest;
use std::sync::LazyLock;

use career_guide::tools::related;
use career_guide::tools::suggest::Addresses;
use proptest::prelude::*;

use crate::helpers::small_guide;

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
    assert_eq!(meant("/wp-login.php"), None, "and it is remembered");
    assert_eq!(meant(&format!("/guide/http{}", "p".repeat(10_000))), None);
}

proptest! {
    #[test]
    fn a_suggestion_is_a_known_address(path in ".{0,60}") {
        let found = meant(&path);
        prop_assert!(found.is_none_or(|it| KNOWN.contains(&it)));
        prop_assert_eq!(meant(&path), found, "the second time");
    }

    #[test]
    fn one_typing_error_is_always_understood(at in 1_usize..10, letter in "[a-z]") {
        let name = "background-jobs";
        let typed = format!("{}{letter}{}", &name[..at], &name[at + 1..]);
        let found = nearest(&typed, ["cloud", name, "containers"].into_iter());
        prop_assert!(typed == name || found == Some(name));
    }
}
