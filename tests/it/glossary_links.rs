//! The first use of a glossary term in a text leads to the glossary.

use std::collections::BTreeMap;

use career_guide::markdown::{self, Source, Terms};
use expect_test::{Expect, expect};

use crate::helpers::{HIGHLIGHTER, SMALL, parse};
use crate::real_content::guide;

#[track_caller]
fn check(text: &str, expected: Expect) {
    let term = |slug: &str, words: &[&str]| {
        let words = words.iter().map(|it| (*it).to_owned()).collect();
        (format!("/glossary#{slug}"), words)
    };
    let terms = Terms::new([
        term("rest", &["REST", "RESTful"]),
        term("load-test", &["Load test"]),
        term("load", &["load"]),
        term("docker", &["Docker"]),
        term("n-1", &["N+1"]),
    ]);
    let source = Source {
        text,
        path: "guide/http.md",
        address: |path| path.strip_suffix(".toml").map(|page| format!("/{page}")),
        folded: &["Check yourself"],
        terms: &terms,
    };
    expected.assert_eq(&markdown::parse(&source, &HIGHLIGHTER).html);
}

#[test]
fn the_first_use_is_linked_and_no_other() {
    check(
        "A REST API is REST.\n\nREST again, and Docker.",
        expect![[r#"
            <p>A <a class="term" href="/glossary#rest">REST</a> API is REST.</p>
            <p>REST again, and <a class="term" href="/glossary#docker">Docker</a>.</p>
        "#]],
    );
}

#[test]
fn words_are_whole_and_may_be_plural_and_the_longest_wins() {
    check(
        "The restaurant rests. A load tester, 2 load tests, load-bearing, a load.",
        expect![[r#"
            <p>The restaurant rests. A load tester, 2 <a class="term" href="/glossary#load-test">load tests</a>, load-bearing, a <a class="term" href="/glossary#load">load</a>.</p>
        "#]],
    );
}

#[test]
fn only_the_first_letter_of_a_plain_word_depends_on_its_place() {
    check(
        "A rest. Rest. docker DOCKER\n\nDocker's N+1 “REST”",
        expect![[r#"
            <p>A rest. Rest. <a class="term" href="/glossary#docker">docker</a> DOCKER</p>
            <p>Docker’s <a class="term" href="/glossary#n-1">N+1</a> “<a class="term" href="/glossary#rest">REST</a>”</p>
        "#]],
    );
}

#[test]
fn code_links_and_headings_are_left_alone() {
    check(
        "## REST\n\n[REST](https://a.example/) `REST`\n\n```text\nREST\n```\n\n| REST | b |\n| --- | --- |\n| REST | REST |\n",
        expect![[r#"
            <h2 id="rest">REST</h2>
            <p><a href="https://a.example/" rel="external">REST</a> <code>REST</code></p>
            <div class="codebox"><pre class="code" tabindex="0" data-language="Text"><code>REST
            </code></pre></div>
            <div class="scroll" role="region" tabindex="0" aria-label="REST (table)"><table><thead><tr><th scope="col">REST</th><th scope="col">b</th></tr></thead><tbody>
            <tr><th scope="row">REST</th><td><a class="term" href="/glossary#rest">REST</a></td></tr>
            </tbody></table></div>
        "#]],
    );
}

#[test]
fn a_term_that_the_writer_links_is_not_linked_again() {
    check(
        "REST is [a style](../glossary.toml#rest), and REST stays.",
        expect![[r#"
            <p>REST is <a class="term" href="/glossary#rest">a style</a>, and REST stays.</p>
        "#]],
    );
}

#[test]
fn paths_names_and_parts_of_words_are_no_uses() {
    check(
        "REST/2 a.REST@b REST_x docker.com docker: docker.",
        expect![[r#"
            <p>REST/2 a.REST@b REST_x docker.com <a class="term" href="/glossary#docker">docker</a>: docker.</p>
        "#]],
    );
}

#[test]
fn keyboard_apostrophes_become_those_of_print() {
    check(
        "It's the readers' list, `x`'s 'own' y = 'a'. `don't`",
        expect![[r#"
            <p>It’s the readers’ list, <code>x</code>’s 'own' y = 'a'. <code>don't</code></p>
        "#]],
    );
}

#[test]
fn without_a_glossary_nothing_is_linked() {
    let page = |fixture: &str| {
        parse(fixture).unwrap().questions["how-long"]
            .body
            .html
            .clone()
    };
    let with = SMALL.replace("About a year.\n", "With HTTP about a year.\n");
    assert!(
        page(&with).contains("href=\"/glossary#http\""),
        "{}",
        page(&with)
    );
    let own = with.replace("term = \"HTTP\"", "term = \"HTTP\"\nlink = []");
    assert!(!page(&own).contains("/glossary#http"), "{}", page(&own));
}

/// Two terms with one word would leave to chance where it leads.
#[test]
fn every_word_leads_to_one_term() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for term in &guide().glossary {
        let slug = term.slug.as_ref().as_str();
        for word in term.words() {
            if let Some(other) = seen.insert(word.to_lowercase(), slug) {
                assert_eq!(other, slug, "{word}");
            }
        }
    }
}

/// A reader who follows the path meets most of the glossary in the texts.
#[test]
fn most_terms_are_linked_from_the_steps() {
    let steps: String = guide()
        .steps
        .iter()
        .map(|it| it.body.html.as_str())
        .collect();
    let glossary = &guide().glossary;
    let linked = glossary
        .iter()
        .filter(|term| steps.contains(&format!("href=\"{}\"", term.url())));
    let linked = linked.count();
    assert!(
        linked * 4 >= glossary.len() * 3,
        "{linked} of {}",
        glossary.len()
    );
}
