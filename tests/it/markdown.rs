//! Markdown in, HTML out.

use career_guide::markdown::{self, Document, Source, Terms};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::helpers::HIGHLIGHTER;

fn parse(text: &str) -> Document {
    let source = Source {
        text,
        path: "guide/http.md",
        address: |path| path.strip_suffix(".md").map(|page| format!("/{page}")),
        folded: &["Check yourself"],
        terms: &Terms::default(),
    };
    markdown::parse(&source, &HIGHLIGHTER)
}

#[track_caller]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&parse(text).html);
}

#[test]
fn headings_get_ids_from_their_words() {
    check(
        "## What is a “request”?\n\n## Other people’s `GET`\n\n## {#own} Named\n\n## Again {#own-id}",
        expect![[r#"
            <h2 id="what-is-a-request">What is a “request”?</h2>
            <h2 id="other-peoples-get">Other people’s <code>GET</code></h2>
            <h2 id="own-named">{#own} Named</h2>
            <h2 id="own-id">Again</h2>
        "#]],
    );
}

#[test]
fn headings_of_one_name_get_different_ids() {
    check(
        "## Joins\n\n## Joins",
        expect![[r#"
        <h2 id="joins">Joins</h2>
        <h2 id="joins-2">Joins</h2>
    "#]],
    );
}

#[test]
fn links_lead_to_addresses() {
    check(
        "[a](sql.md#joins) [b](../faq/x.md) [c](https://a.example/?a=1&b=2) [d](#here) [e](/roadmap)",
        expect![[r##"
            <p><a href="/guide/sql#joins">a</a> <a href="/faq/x">b</a> <a href="https://a.example/?a=1&amp;b=2" rel="external">c</a> <a href="#here">d</a> <a href="/roadmap">e</a></p>
        "##]],
    );
}

#[test]
fn raw_html_is_text() {
    check(
        "<script>alert(1)</script>\n\nand <b>bold</b>",
        expect![[r#"
            <p>&lt;script&gt;alert(1)&lt;/script&gt;
            </p>
            <p>and &lt;b&gt;bold&lt;/b&gt;</p>
        "#]],
    );
}

#[test]
fn code_is_coloured() {
    check(
        "```python\ndef f(x):\n    return \"<b>\"  # why\n```",
        expect![[r#"
            <div class="codebox"><pre class="code" tabindex="0" data-language="Python"><code><span class="k">def </span><span class="f">f</span>(x):
                <span class="k">return </span><span class="s">&quot;&lt;b&gt;&quot;  </span><span class="c"># why
            </span></code></pre></div>
        "#]],
    );
}

#[test]
fn plain_text_is_not() {
    check(
        "```text\n<b> & \"c\"\n```",
        expect![[r#"
            <div class="codebox"><pre class="code" tabindex="0" data-language="Text"><code>&lt;b&gt; &amp; &quot;c&quot;
            </code></pre></div>
        "#]],
    );
}

#[test]
fn tables_have_headings_and_a_name() {
    check(
        "## Codes\n\n| Code | Means |\n| --- | --- |\n| 404 | not there |",
        expect![[r#"
            <h2 id="codes">Codes</h2>
            <div class="scroll" role="region" tabindex="0" aria-label="Codes (table)"><table><thead><tr><th scope="col">Code</th><th scope="col">Means</th></tr></thead><tbody>
            <tr><th scope="row">404</th><td>not there</td></tr>
            </tbody></table></div>
        "#]],
    );
}

/// On a phone its rows become blocks of lines, and each line names its column.
#[test]
fn the_cells_of_a_wide_table_name_their_column() {
    check(
        "## Routes\n\n| Request | The `status` | \"Errors\" |\n| --- | --- | --- |\n| `GET /` | 200 | none |",
        expect![[r#"
            <h2 id="routes">Routes</h2>
            <div class="scroll" role="region" tabindex="0" aria-label="Routes (table)"><table class="blocks rows"><thead><tr><th scope="col">Request</th><th scope="col">The <code>status</code></th><th scope="col">&quot;Errors&quot;</th></tr></thead><tbody>
            <tr><th scope="row"><code>GET /</code></th><td data-l="The status">200</td><td data-l="&quot;Errors&quot;">none</td></tr>
            </tbody></table></div>
        "#]],
    );
}

#[test]
fn alerts_have_titles() {
    check(
        "> [!WARNING]\n> Careful.\n\n> Said somebody.",
        expect![[r#"
            <div class="note note--warning"><p class="note__title">Warning</p>
            <p>Careful.</p>
            </div>
            <blockquote>
            <p>Said somebody.</p>
            </blockquote>
        "#]],
    );
}

#[test]
fn answers_are_folded() {
    check(
        "## Check yourself\n\n### Why?\n\nBecause.\n\n### How?\n\nSo.\n\n## Next\n\n### Open\n\nText.",
        expect![[r#"
            <h2 id="check-yourself">Check yourself</h2>
            <div class="qa">
            <details id="why"><summary>Why?</summary><div>
            <p>Because.</p>
            </div></details>
            <details id="how"><summary>How?</summary><div>
            <p>So.</p>
            </div></details></div>
            <h2 id="next">Next</h2>
            <h3 id="open">Open</h3>
            <p>Text.</p>
        "#]],
    );
}

#[test]
fn tracks_are_grouped() {
    check(
        "::: python\n\nA\n\n:::\n\n::: go\n\nB\n\n:::\n\nC\n\n::: rust\n\nD\n\n:::",
        expect![[r#"
            <div class="tracks">
            <div class="track-text" data-track="python"><p class="track-name">Python</p>
            <p>A</p>
            </div>
            <div class="track-text" data-track="go"><p class="track-name">Go</p>
            <p>B</p>
            </div>
            </div>
            <p>C</p>
            <div class="tracks">
            <div class="track-text" data-track="rust"><p class="track-name">Rust</p>
            <p>D</p>
            </div>
            </div>
        "#]],
    );
}

#[test]
fn tasks_footnotes_and_strikes() {
    check(
        "- [x] done\n- [ ] open\n\n~~old~~ new[^1]\n\n[^1]: A note.",
        expect![[r##"
            <ul>
            <li><span class="task" role="img" aria-label="Done">☑</span> done</li>
            <li><span class="task" role="img" aria-label="To do">☐</span> open</li>
            </ul>
            <p><del>old</del> new<sup class="footnote-reference"><a href="#1">1</a></sup></p>
            <div class="footnote-definition" id="1"><sup class="footnote-definition-label">1</sup>
            <p>A note.</p>
            </div>
        "##]],
    );
}

#[test]
fn sections_are_the_texts_below_second_level_headings() {
    let document = parse("before\n\n## One\n\n1\n\n### Sub\n\n## Two\n\n2");
    let sections: Vec<(String, String)> = document
        .sections()
        .into_iter()
        .map(|(heading, html)| (heading.text.clone(), html.to_owned()))
        .collect();
    expect![[r#"
        [
            (
                "One",
                "<p>1</p>\n<h3 id=\"sub\">Sub</h3>",
            ),
            (
                "Two",
                "<p>2</p>",
            ),
        ]
    "#]]
    .assert_debug_eq(&sections);
}

#[test]
fn words_are_counted_without_code() {
    let document = parse("## Two words\n\nThree more words.\n\n```bash\nnot these\n```");
    assert_eq!((document.words, document.minutes()), (5, 1));
}

/// Somebody who reads about Go does not read the passages for the seven other languages.
#[test]
fn a_reader_reads_the_longest_track_and_none_of_the_others() {
    let document = parse(
        "Two words.\n\n::: go\n\nOne two three.\n\n:::\n\n::: rust\n\nOne two.\n\n:::\n\n\
         For everybody.\n\n::: rust\n\nOne two `three`.\n\n:::\n",
    );
    assert_eq!(document.words, 2 + 2 + (2 + 4));
    let long = "word ".repeat(219);
    let text = |tracks: &str| parse(&format!("Two words.\n\n{tracks}")).minutes();
    let track = |name: &str| format!("::: {name}\n\n{long}\n\n:::\n\n");
    assert_eq!(text(""), 1);
    assert_eq!(text(&track("go")), 2);
    assert_eq!(text(&(track("go") + &track("php") + &track("ruby"))), 2);
}

proptest! {
    /// Content arrives by pull request: whatever it says, no tag of it becomes a tag of ours.
    #[test]
    fn nothing_gets_through_as_html(text in ".{0,200}") {
        let html = parse(&format!("{text}\n\n<script>{text}</script>\n\n## {text} <script>")).html;
        prop_assert!(!html.contains("<script"));
    }

    #[test]
    fn no_text_makes_the_parser_panic(
        text in "([ \\n#>*`:|~\\[\\](){}<!-]|:::|```|::: go|\\n\\n|a|\\[x\\]|---|é){0,120}",
    ) {
        let document = parse(&text);
        for heading in &document.headings {
            prop_assert!(text.is_char_boundary(heading.offset));
        }
        for mistake in &document.mistakes {
            prop_assert!(mistake.offset <= text.len());
        }
        let _ = document.sections();
    }

    /// Every tag that is opened is closed, in order, whatever a writer nests.
    #[test]
    fn tags_are_balanced(
        text in "(## a\\n\\n|### b\\n\\n|> ### q\\n\\n|- ## l\\n\\n|## Check yourself\\n\\n|text\\n\\n|- x\\n|::: go\\n\\n|:::\\n\\n|> q\\n\\n|\\| a \\| b \\|\\n\\| - \\| - \\|\\n\\| 1 \\| 2 \\|\\n\\n|```go\\nx\\n```\\n\\n){0,25}",
    ) {
        let html = parse(&text).html;
        let mut open: Vec<&str> = Vec::new();
        for tag in html.split('<').skip(1) {
            let name = tag.split(['>', ' ']).next().unwrap_or_default();
            match name.strip_prefix('/') {
                Some(name) => prop_assert_eq!(open.pop(), Some(name), "{}\n{}", text, html),
                None if ["br", "hr", "img"].contains(&name.trim_end_matches('/')) => (),
                None => open.push(name),
            }
        }
        prop_assert!(open.is_empty(), "{:?} open in {}", open, html);
    }
}
