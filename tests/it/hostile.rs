//! The properties of `fuzz/properties.rs` with texts that proptest makes, near enough to real ones
//! that they get past the first check.

use proptest::prelude::*;

#[path = "../../fuzz/properties.rs"]
mod properties;

/// Pieces of front matter and Markdown, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        ".{0,6}",
        Just("+++\n".to_owned()),
        Just("\n\n## Do it\n\n1. x\n".to_owned()),
        Just("title = \"a\"\n".to_owned()),
        Just("hours = [4, 8]\n".to_owned()),
        Just("needs = [\"http\", \"sql\"]\n".to_owned()),
        Just("was = [\"http\"]\nreviewed = 2026-02-30\n".to_owned()),
        Just("```python\nx = '</script>'\n".to_owned()),
        Just("<img src=x onerror=alert(1)>\n".to_owned()),
        Just("[a](javascript:alert(1)) [b](sql.md#joins) ![c](x.png)\n".to_owned()),
        Just("| a | b |\n|---|---|\n| `|` | \u{202e} |\n".to_owned()),
        Just("::: python\n:::\n".to_owned()),
        Just("[^1]: note\n\n> [!NOTE]\n> x\n".to_owned()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_file_is_a_page_or_a_list_of_problems(text in pieces()) {
        properties::front_matter(&text);
        properties::front_matter(&format!("+++\n{text}\n+++\n{text}"));
    }

    #[test]
    fn no_text_brings_tags_of_its_own(text in pieces()) {
        properties::markdown(&text);
    }

    #[test]
    fn every_link_leads_somewhere(
        target in "(javascript:|data:|//|https?:|mailto:|\\.\\./|sql\\.md|#joins|#|/guide/|%2e|[ -~]){0,5}",
    ) {
        properties::link(&target);
    }

    #[test]
    fn every_request_has_an_answer(
        path in "/(guide|http|projects|roadmap|plan|search|salary|%[0-9a-f]{2}|/|\\.\\.|\\?|&|=|level|beginner|q|[!-~]){0,8}",
        accept in "((br|gzip|identity|\\*|zstd)?(;q=(0|1|0\\.[0-9]{1,5}|-1|nan))?,? ?){0,5}",
        has in "(W/|\"|\\*|,| |[a-f0-9-]){0,20}",
        range in "(bytes=)?([0-9]{0,21}-[0-9]{0,21},? ?){0,3}",
    ) {
        properties::request(&path, accept.as_bytes(), has.as_bytes(), range.as_bytes());
    }
}
