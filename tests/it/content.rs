//! What a writer sees when the content is wrong.
//!
//! Each test changes one thing in the small guide and compares all that is printed: one
//! mistake makes one message. `UPDATE_EXPECT=1 cargo test` writes the texts; read the diff.

use expect_test::{Expect, expect};

use crate::helpers::{SMALL, parse};

/// Replaces text in the small guide and compares the problems.
#[track_caller]
fn check(from: &str, to: &str, expected: Expect) {
    assert!(SMALL.contains(from), "the small guide has no {from:?}");
    check_all(&SMALL.replacen(from, to, 1), expected);
}

#[track_caller]
fn check_all(fixture: &str, expected: Expect) {
    match parse(fixture) {
        Ok(_) => panic!("there is no problem"),
        Err(problems) => expected.assert_eq(&problems.to_string()),
    }
}

#[test]
fn the_small_guide_has_no_problems() {
    assert_eq!(parse(SMALL).map(|guide| guide.steps.len()).unwrap(), 2);
}

#[test]
fn unknown_key() {
    check(
        "reviewed = 2026-11-20\nwas",
        "reviewd = 2026-11-20\nwas",
        expect![[r#"
            content/guide/http.md:12:1: there is no key `reviewd` here, the keys are `title`, `summary`, `hours`, `hours_from`, `required`, `needs`, `track`, `projects`, `beside`, `outcomes`, `resources`, `published`, `reviewed`, `was` (did you mean `reviewed`?)
        "#]],
    );
}

#[test]
fn unknown_key_without_a_near_one() {
    check(
        "teaches = \"Redirects.\"",
        "teaches = \"Redirects.\"\ncolour = \"red\"",
        expect![[r#"
            content/projects/shortener.md:7:1: there is no key `colour` here, the keys are `title`, `summary`, `level`, `hours`, `teaches`, `skills`, `steps`, `published`, `was`
        "#]],
    );
}

#[test]
fn unknown_key_in_a_list_file() {
    check(
        "term = \"SQL\"\n",
        "term = \"SQL\"\nmeaning = \"x\"\n",
        expect![[r#"
            content/glossary.toml:12:1: there is no key `meaning` here, the keys are `slug`, `term`, `definition`, `also`, `link`, `see`, `step`
        "#]],
    );
}

#[test]
fn missing_key() {
    check(
        "teaches = \"Redirects.\"\n",
        "",
        expect![[r#"
        content/projects/shortener.md:1:1: the key `teaches` is missing (the keys are `title`, `summary`, `level`, `hours`, `teaches`, `skills`, `steps`, `published`, `was`)
    "#]],
    );
}

#[test]
fn missing_key_in_a_list_file() {
    check(
        "definition = \"Questions to a database.\"\n",
        "",
        expect![[r#"
            content/glossary.toml:9:1: the key `definition` is missing (the keys are `slug`, `term`, `definition`, `also`, `link`, `see`, `step`)
        "#]],
    );
}

#[test]
fn two_missing_keys() {
    check(
        "level = \"beginner\"\nhours = [6, 10]\n",
        "",
        expect![[r#"
            content/projects/shortener.md:1:1: the key `hours` is missing (the keys are `title`, `summary`, `level`, `hours`, `teaches`, `skills`, `steps`, `published`, `was`)
            content/projects/shortener.md:1:1: the key `level` is missing (the keys are `title`, `summary`, `level`, `hours`, `teaches`, `skills`, `steps`, `published`, `was`)
        "#]],
    );
}

#[test]
fn text_instead_of_a_date() {
    check(
        "published = 2026-11-01",
        "published = \"last May\"",
        expect![[r#"
            content/guide/http.md:11:13: expected a date such as 2026-11-21, found the text "last May"
        "#]],
    );
}

#[test]
fn a_day_that_does_not_exist() {
    check(
        "published = 2026-11-01",
        "published = 2026-02-30",
        expect![[r#"
            content/guide/http.md:11:13: invalid date, expected day between 01 and 28
        "#]],
    );
}

#[test]
fn a_time_instead_of_a_date() {
    check(
        "published = 2026-11-01",
        "published = 2026-11-01T10:00:00Z",
        expect![[r#"
            content/guide/http.md:11:13: expected a date such as 2026-11-21
        "#]],
    );
}

#[test]
fn text_instead_of_a_list() {
    check(
        "needs = [\"http\"]",
        "needs = \"http\"",
        expect![[r#"
        content/guide/sql.md:7:9: expected a list in square brackets, found the text "http"
    "#]],
    );
}

#[test]
fn number_instead_of_text() {
    check(
        "title = \"Ledger\"",
        "title = 7",
        expect![[r#"
        content/projects/ledger.md:2:9: expected a text in quotes, found the number 7
    "#]],
    );
}

#[test]
fn text_instead_of_true() {
    check(
        "required = true",
        "required = \"yes\"",
        expect![[r#"
        content/guide/http.md:6:12: expected `true` or `false`, found the text "yes"
    "#]],
    );
}

#[test]
fn one_hour_instead_of_two() {
    check(
        "hours = [6, 10]",
        "hours = 6",
        expect![[r#"
        content/projects/shortener.md:5:9: expected a list in square brackets, found the number 6
    "#]],
    );
}

#[test]
fn three_hours_instead_of_two() {
    check(
        "hours = [6, 10]",
        "hours = [6, 8, 10]",
        expect![[r#"
            content/projects/shortener.md:5:9: hours are two numbers up to 1000, the least and the most, such as [14, 26]
        "#]],
    );
}

#[test]
fn hours_the_wrong_way_round() {
    check(
        "hours = [6, 10]",
        "hours = [10, 6]",
        expect![[r#"
            content/projects/shortener.md:5:9: hours are two numbers up to 1000, the least and the most, such as [14, 26]
        "#]],
    );
}

#[test]
fn negative_hours() {
    check(
        "hours = [6, 10]",
        "hours = [-6, 10]",
        expect![[r#"
        content/projects/shortener.md:5:10: expected a whole number of 0 or more, found the number -6
    "#]],
    );
}

#[test]
fn unknown_level() {
    check(
        "level = \"beginner\"",
        "level = \"begginer\"",
        expect![[r#"
            content/projects/shortener.md:4:9: `begginer` is not one of `beginner`, `intermediate`, `advanced` (did you mean `beginner`?)
        "#]],
    );
}

#[test]
fn unknown_track_of_the_map() {
    check(
        "track = \"main\"",
        "track = \"middle\"",
        expect![[r#"
        content/guide/sql.md:8:9: `middle` is not one of `main`, `side`
    "#]],
    );
}

#[test]
fn open_quote() {
    check(
        "title = \"Ledger\"",
        "title = \"Ledger",
        expect![[r#"
        content/projects/ledger.md:2:16: invalid basic string, expected `"`
    "#]],
    );
}

#[test]
fn the_same_key_twice() {
    check(
        "level = \"advanced\"",
        "level = \"advanced\"\nlevel = \"beginner\"",
        expect![[r#"
            content/projects/ledger.md:5:1: duplicate key
        "#]],
    );
}

#[test]
fn slug_with_capitals() {
    check(
        "steps = [\"sql\", \"http\"]",
        "steps = [\"SQL\", \"http\"]",
        expect![[r#"
            content/projects/ledger.md:8:9: `SQL` is not a slug: use lower-case letters, digits and single hyphens
        "#]],
    );
}

#[test]
fn file_name_that_is_no_slug() {
    let fixture = SMALL.to_owned()
        + "//- faq/Too_Old.md\n+++\nquestion = \"?\"\nsummary = \"!\"\nreviewed = 2026-11-20\n+++\n";
    check_all(
        &fixture,
        expect![[r#"
        content/faq/Too_Old.md:1:1: the file name `Too_Old` is not a slug: use lower-case letters, digits and single hyphens
    "#]],
    );
}

#[test]
fn front_matter_missing() {
    check(
        "//- projects/ledger.md\n+++",
        "//- projects/ledger.md\n",
        expect![[r#"
            content/projects/ledger.md:1:1: the file must start with a line `+++`, its TOML fields, and a line `+++`
        "#]],
    );
}

#[test]
fn front_matter_not_closed() {
    check(
        "published = 2026-11-01\n+++\n\n## The problem\n\nMoney",
        "published = 2026-11-01\n\n## The problem\n\nMoney",
        expect![[r#"
            content/projects/ledger.md:1:1: the front matter is not closed (add a line `+++` below it)
        "#]],
    );
}

#[test]
fn front_matter_with_windows_line_ends_is_fine() {
    assert!(
        parse(&SMALL.replace(
            "//- projects/ledger.md\n+++\n",
            "//- projects/ledger.md\n+++\r\n"
        ))
        .is_ok()
    );
}

#[test]
fn unknown_step_in_the_roadmap() {
    check(
        "steps = [\"http\", \"sql\"]\noutcomes",
        "steps = [\"http\", \"sql\", \"htpp\"]\noutcomes",
        expect![[r#"
            content/roadmap.toml:5:25: there is no step `htpp` (did you mean `http`?)
        "#]],
    );
}

#[test]
fn step_that_the_roadmap_does_not_name() {
    check(
        "steps = [\"http\", \"sql\"]\noutcomes",
        "steps = [\"sql\"]\noutcomes",
        expect![[r#"
            content/guide/http.md:1:1: roadmap.toml does not name this file
        "#]],
    );
}

#[test]
fn step_named_twice() {
    check(
        "steps = [\"http\", \"sql\"]\noutcomes",
        "steps = [\"http\", \"http\", \"sql\"]\noutcomes",
        expect![[r#"
            content/roadmap.toml:5:18: `http` is named a second time
        "#]],
    );
}

#[test]
fn unknown_need() {
    check(
        "needs = [\"http\"]",
        "needs = [\"http2\"]",
        expect![[r#"
        content/guide/sql.md:7:10: there is no step `http2` (did you mean `http`?)
    "#]],
    );
}

#[test]
fn step_that_needs_itself() {
    check(
        "needs = [\"http\"]",
        "needs = [\"sql\"]",
        expect![[r#"
        content/guide/sql.md:7:10: the step `sql` needs itself
    "#]],
    );
}

#[test]
fn step_that_needs_a_later_one() {
    let fixture = SMALL
        .replace(
            "steps = [\"http\", \"sql\"]\noutcomes",
            "steps = [\"sql\", \"http\"]\noutcomes",
        )
        .replace("track = \"side\"", "track = \"main\"");
    check_all(
        &fixture,
        expect![[r#"
        content/guide/sql.md:7:10: the step `http` comes later on the path (a step may only need steps above it in roadmap.toml)
    "#]],
    );
}

#[test]
fn phase_that_ends_on_a_side_track() {
    check(
        "track = \"main\"",
        "track = \"side\"",
        expect![[r#"
        content/roadmap.toml:5:18: `sql` ends its phase and is on a side track (the line must reach the next phase: set `track = "main"` or move the step up)
    "#]],
    );
}

#[test]
fn steps_that_need_each_other() {
    check(
        "needs = []",
        "needs = [\"sql\"]",
        expect![[r#"
            content/guide/http.md:7:10: these steps need each other in a circle: http, sql
        "#]],
    );
}

#[test]
fn unknown_resource() {
    check(
        "resources = [\"mdn-http\", \"rfc-9110\", \"curl\"]",
        "resources = [\"mdn-htpp\", \"rfc-9110\", \"curl\"]",
        expect![[r#"
            content/guide/http.md:10:14: there is no resource `mdn-htpp` (did you mean `mdn-http`?)
        "#]],
    );
}

#[test]
fn too_few_resources() {
    check(
        "resources = [\"mdn-http\", \"rfc-9110\", \"curl\"]",
        "resources = [\"mdn-http\"]",
        expect![[r#"
            content/guide/http.md:10:13: `resources` needs 3 to 5 entries and has 1
        "#]],
    );
}

#[test]
fn too_long_title() {
    check(
        "title = \"HTTP\"\nsummary",
        "title = \"HTTP, the language of browsers and servers\"\nsummary",
        expect![[r#"
            content/guide/http.md:2:9: `title` has 42 characters, at most 30 fit
        "#]],
    );
}

#[test]
fn too_long_summary() {
    let long = format!("summary = \"{}\"", "word ".repeat(40));
    check(
        "summary = \"Requests and responses.\"",
        &long,
        expect![[r#"
            content/guide/http.md:3:11: `summary` has 200 characters, at most 160 fit
        "#]],
    );
}

#[test]
fn empty_summary() {
    check(
        "summary = \"Make links short.\"",
        "summary = \" \"",
        expect![[r#"
            content/projects/shortener.md:3:11: `summary` is empty
        "#]],
    );
}

#[test]
fn too_long_phase_title() {
    check(
        "title = \"Foundations\"",
        "title = \"The very foundations\"",
        expect![[r#"
            content/roadmap.toml:3:9: `title` has 20 characters, at most 16 fit
        "#]],
    );
}

#[test]
fn dead_link_to_a_file() {
    check(
        "[joins](sql.md#joins)",
        "[joins](sequel.md)",
        expect![[r#"
        content/guide/http.md:18:24: there is no page `/guide/sequel` (did you mean `/guide/sql`?)
    "#]],
    );
}

#[test]
fn dead_link_with_a_near_name() {
    check(
        "[shortener](shortener.md)",
        "[shortener](shortner.md)",
        expect![[r#"
            content/projects/ledger.md:14:22: there is no page `/projects/shortner` (did you mean `/projects/shortener`?)
        "#]],
    );
}

#[test]
fn dead_fragment() {
    check(
        "sql.md#joins",
        "sql.md#join",
        expect![[r#"
        content/guide/http.md:18:24: there is no heading `join` (did you mean `joins`?)
    "#]],
    );
}

#[test]
fn dead_fragment_on_the_same_page() {
    check(
        "sql.md#joins",
        "#request-is-text",
        expect![[r#"
        content/guide/http.md:18:24: there is no heading `request-is-text` (did you mean `a-request-is-text`?)
    "#]],
    );
}

#[test]
fn dead_term() {
    check(
        "../glossary.toml#http",
        "../glossary.toml#https",
        expect![[r#"
            content/pages/about.md:10:35: there is no heading `https` (did you mean `http`?)
        "#]],
    );
}

#[test]
fn link_to_something_that_is_no_page() {
    check(
        "[joins](sql.md#joins)",
        "[joins](notes.txt)",
        expect![[r#"
        content/guide/http.md:18:24: `notes.txt` is not a content file (link to a content file such as `http.md`, or to an address that starts with `/`)
    "#]],
    );
}

#[test]
fn dead_address() {
    check(
        "[joins](sql.md#joins)",
        "[joins](/guide/sequel)",
        expect![[r#"
            content/guide/http.md:18:24: there is no page `/guide/sequel` (did you mean `/guide/sql`?)
        "#]],
    );
}

#[test]
fn undefined_reference_link() {
    check(
        "[joins](sql.md#joins)",
        "[joins][sql]",
        expect![[r#"
        content/guide/http.md:18:24: there is no link definition `sql` (add `[sql]: …` or write `[text](…)`)
    "#]],
    );
}

#[test]
fn dead_menu_link() {
    check(
        "to = \"/roadmap\"",
        "to = \"/raodmap\"",
        expect![[r#"
        content/site.toml:6:37: there is no page `/raodmap` (did you mean `/roadmap`?)
    "#]],
    );
}

#[test]
fn article_in_no_menu() {
    check(
        "  { label = \"About\", to = \"/about\" },\n",
        "",
        expect![[r#"
            content/pages/about.md:1:1: no menu of site.toml names this page (readers find a page by its link)
        "#]],
    );
}

#[test]
fn old_slug_that_is_still_taken() {
    check(
        "was = [\"http-basics\"]",
        "was = [\"sql\"]",
        expect![[r#"
        content/guide/http.md:13:8: the address `/guide/sql` belongs to guide/sql.md
    "#]],
    );
}

#[test]
fn article_at_the_address_of_a_list() {
    let fixture = SMALL
        .replace("//- pages/about.md", "//- pages/projects.md")
        .replace("to = \"/about\"", "to = \"/projects\"");
    check_all(
        &fixture,
        expect![[r#"
        content/pages/projects.md:1:1: the address `/projects` belongs to a page of the program
    "#]],
    );
}

#[test]
fn stray_file() {
    check(
        "//- projects/ledger.md",
        "//- project/ledger.md",
        expect![[r#"
            content/project/ledger.md:1:1: no page is made from this file (see content/README.md for the folders)
        "#]],
    );
}

#[test]
fn question_in_no_theme() {
    check(
        "questions = [\"how-long\"]\n//- faq/",
        "questions = []\n//- faq/",
        expect![[r#"
            content/faq/how-long.md:1:1: faq.toml does not name this file
        "#]],
    );
}

#[test]
fn unknown_question_in_a_theme() {
    check(
        "questions = [\"how-long\"]\n//- faq/",
        "questions = [\"how-long\", \"how-lang\"]\n//- faq/",
        expect![[r#"
            content/faq.toml:4:26: there is no question `how-lang` (did you mean `how-long`?)
        "#]],
    );
}

#[test]
fn question_that_sends_to_no_file() {
    check(
        "see = [\"guide/http.md\"",
        "see = [\"guide/htp.md\"",
        expect![[r#"
            content/faq/how-long.md:5:8: there is no file `guide/htp.md` (did you mean `guide/http.md`?)
        "#]],
    );
}

#[test]
fn topic_that_is_not_listed() {
    check(
        "topics = [\"web\"]",
        "topics = []",
        expect![[r#"
            content/interview.toml:1:1: `topics` is empty
        "#]],
    );
}

#[test]
fn interview_question_without_a_level() {
    check(
        "{#idempotent .junior step=http}",
        "{#idempotent step=http}",
        expect![[r#"
            content/interview/web.md:7:1: the question has no level (end the heading with {#short-name .junior step=http}, or .mid or .senior)
        "#]],
    );
}

#[test]
fn interview_question_of_an_unknown_step() {
    check(
        "{#idempotent .junior step=http}",
        "{#idempotent .junior step=htttp}",
        expect![[r#"
            content/interview/web.md:7:1: there is no step `htttp` (did you mean `http`?)
        "#]],
    );
}

#[test]
fn the_same_term_twice() {
    check(
        "slug = \"sql\"\nterm",
        "slug = \"http\"\nterm",
        expect![[r#"
            content/glossary.toml:6:8: there is no term `sql`
            content/glossary.toml:10:8: `http` is named a second time
        "#]],
    );
}

#[test]
fn unknown_skill_of_a_project() {
    check(
        "skills = [\"sql\", \"http\"]",
        "skills = [\"sqll\", \"http\"]",
        expect![[r#"
            content/projects/ledger.md:7:11: there is no skill `sqll` (did you mean `sql`?)
        "#]],
    );
}

#[test]
fn unknown_door() {
    check(
        "[[door]]\nstep = \"sql\"",
        "[[door]]\nstep = \"sequel\"",
        expect![[r#"
            content/home.toml:6:8: there is no step `sequel`
        "#]],
    );
}

#[test]
fn first_level_heading() {
    check(
        "## A request is text",
        "# A request is text",
        expect![[r#"
        content/guide/http.md:20:1: a first-level heading in the text (the title is the only first-level heading, start with `##`)
    "#]],
    );
}

#[test]
fn skipped_heading_level() {
    check(
        "### What is a key?",
        "#### What is a key?",
        expect![[r#"
        content/guide/sql.md:39:1: a heading of level 4 follows one of level 2 (use `###`)
    "#]],
    );
}

#[test]
fn missing_section() {
    check(
        "## Common mistakes\n\n- **None.**",
        "## Frequent mistakes\n\n- **None.**",
        expect![[r#"
            content/guide/sql.md:1:1: the section `## Common mistakes` is missing (every step has it, see content/README.md)
        "#]],
    );
}

#[test]
fn raw_html_block() {
    check(
        "Links are long.",
        "<div class=\"x\">\nLinks are long.\n</div>",
        expect![[r#"
            content/projects/shortener.md:14:1: raw HTML is shown as text (write Markdown, or put it in backticks)
        "#]],
    );
}

#[test]
fn raw_html_in_a_sentence() {
    check(
        "Links are long.",
        "Links are <b>long</b>.",
        expect![[r#"
        content/projects/shortener.md:14:11: raw HTML is shown as text (write Markdown, or put it in backticks)
    "#]],
    );
}

#[test]
fn image_without_alternative_text() {
    check(
        "Links are long.",
        "![](/favicon.svg)",
        expect![[r#"
            content/projects/shortener.md:14:1: the image has no alternative text (say what it shows: `![a diagram of …](…)`)
            content/projects/shortener.md:14:1: there is no page `/favicon.svg`
        "#]],
    );
}

#[test]
fn unknown_code_language() {
    check(
        "```http",
        "```htpp",
        expect![[r#"
        content/guide/http.md:22:1: there is no code language `htpp` (did you mean `http`?)
    "#]],
    );
}

#[test]
fn code_without_a_language() {
    check(
        "```http",
        "```",
        expect![[r#"
        content/guide/http.md:22:1: the code block does not name its language (begin it with ```` ```python ````, or ```` ```text ```` for plain text)
    "#]],
    );
}

#[test]
fn unknown_language_track() {
    check(
        "::: python",
        "::: pyhton",
        expect![[r#"
        content/guide/sql.md:21:1: there is no language track `pyhton` (did you mean `python`?)
    "#]],
    );
}

#[test]
fn track_that_is_not_closed() {
    check(
        "Use `rusqlite`.\n\n:::\n",
        "Use `rusqlite`.\n",
        expect![[r#"
            content/guide/sql.md:27:1: the language track is not closed (add a line `:::` below it)
        "#]],
    );
}

#[test]
fn track_fence_without_empty_lines() {
    check(
        "::: rust\n\nUse",
        "::: rust\nUse",
        expect![[r#"
            content/guide/sql.md:27:1: a `:::` line stands at the margin, with an empty line above and below it
        "#]],
    );
}

#[test]
fn table_column_without_a_heading() {
    check(
        "Links are long.",
        "| | Now |\n| --- | --- |\n| a | b |",
        expect![[r#"
            content/projects/shortener.md:14:2: a column of the table has no heading (say what is in it: screen readers read it before each cell)
        "#]],
    );
}

#[test]
fn heading_in_a_track() {
    check(
        "Use `rusqlite`.",
        "### Crates\n\nUse `rusqlite`.",
        expect![[r#"
            content/guide/sql.md:29:1: a heading inside a language track (put the tracks below one heading)
        "#]],
    );
}

#[test]
fn a_file_that_is_missing() {
    let (before, rest) = SMALL.split_once("//- home.toml").unwrap();
    let (_, after) = rest.split_once("//- roadmap.toml").unwrap();
    check_all(
        &format!("{before}//- roadmap.toml{after}"),
        expect![[r#"
        content/home.toml:1:1: the file is missing (see content/README.md for what it holds)
    "#]],
    );
}

/// One broken file is one problem, not one more for each link to it.
#[test]
fn links_to_a_broken_file_are_not_problems() {
    check(
        "title = \"SQL\"\nsummary",
        "titel = \"SQL\"\nsummary",
        expect![[r#"
            content/guide/sql.md:2:1: there is no key `titel` here, the keys are `title`, `summary`, `hours`, `hours_from`, `required`, `needs`, `track`, `projects`, `beside`, `outcomes`, `resources`, `published`, `reviewed`, `was` (did you mean `title`?)
        "#]],
    );
}

#[test]
fn several_files_at_once() {
    let fixture = SMALL
        .replace("hours = [6, 10]", "hour = [6, 10]")
        .replace("sql.md#joins", "sequel.md")
        .replace("topics = [\"web\"]", "topics = [\"wub\"]");
    check_all(
        &fixture,
        expect![[r#"
            content/guide/http.md:18:24: there is no page `/guide/sequel` (did you mean `/guide/sql`?)
            content/interview.toml:1:11: there is no topic `wub` (did you mean `web`?)
            content/projects/shortener.md:5:1: there is no key `hour` here, the keys are `title`, `summary`, `level`, `hours`, `teaches`, `skills`, `steps`, `published`, `was` (did you mean `hours`?)
        "#]],
    );
}

#[test]
fn everything_wrong_with_one_file() {
    let fixture = SMALL
        .replace("title = \"Ledger\"", "titel = \"Ledger\"")
        .replace("level = \"advanced\"", "level = \"hard\"")
        .replace("hours = [20, 30]", "hours = \"many\"")
        .replace("Money moves.", "<b>Money</b> moves.");
    check_all(
        &fixture,
        expect![[r#"
        content/projects/ledger.md:2:1: there is no key `titel` here, the keys are `title`, `summary`, `level`, `hours`, `teaches`, `skills`, `steps`, `published`, `was` (did you mean `title`?)
        content/projects/ledger.md:4:9: `hard` is not one of `beginner`, `intermediate`, `advanced`
        content/projects/ledger.md:5:9: expected a list in square brackets, found the text "many"
        content/projects/ledger.md:14:1: raw HTML is shown as text (write Markdown, or put it in backticks)
    "#]],
    );
}

#[test]
fn raw_html_in_a_heading() {
    check(
        "## The problem\n\nLinks",
        "## The <b>problem</b>\n\nLinks",
        expect![[r#"
            content/projects/shortener.md:12:8: raw HTML is shown as text (write Markdown, or put it in backticks)
        "#]],
    );
}

#[test]
fn picture_of_another_site() {
    check(
        "Links are long.",
        "![a chart](https://elsewhere.example/x.png)",
        expect![[r#"
            content/projects/shortener.md:14:1: a picture of another site is not shown (put the file into static/ and begin its address with `/`)
        "#]],
    );
}

#[test]
fn picture_that_is_not_there() {
    check(
        "Links are long.",
        "![a chart](/chart.svg)",
        expect![[r#"
        content/projects/shortener.md:14:1: there is no page `/chart.svg`
    "#]],
    );
}

#[test]
fn heading_name_that_is_taken() {
    check(
        "{#cache .senior step=http}",
        "{#idempotent .senior step=http}",
        expect![[r#"
            content/interview/web.md:11:1: the name `{#idempotent}` is taken on this page (choose another)
        "#]],
    );
}

#[test]
fn heading_in_a_quote() {
    check(
        "A value that names a row.",
        "> ### Quoted",
        expect![[r#"
        content/guide/sql.md:41:3: a heading inside a quote or a list
    "#]],
    );
}

#[test]
fn text_above_the_first_question_of_a_topic() {
    check(
        "## What is idempotent?",
        "Hello.\n\n## What is idempotent?",
        expect![[r#"
            content/interview/web.md:1:1: text above the first question is not shown (a topic is questions only: begin with `## …`, and use `summary` for the rest)
        "#]],
    );
}

#[test]
fn phase_named_like_another() {
    let second = "[[phase]]\nslug = \"foundations\"\ntitle = \"Two\"\nsummary = \"S\"\nsteps = [\"sql\"]\noutcomes = []\nskip = []\n//- guide/http.md";
    let fixture = SMALL
        .replace(
            "steps = [\"http\", \"sql\"]\noutcomes",
            "steps = [\"http\"]\noutcomes",
        )
        .replace("track = \"side\"", "track = \"main\"")
        .replace("//- guide/http.md", second);
    check_all(
        &fixture,
        expect![[r#"
        content/roadmap.toml:9:8: `foundations` is named a second time
    "#]],
    );
}

#[test]
fn list_without_entries() {
    let (before, rest) = SMALL.split_once("//- faq.toml").unwrap();
    let (_, after) = rest.split_once("//- faq/").unwrap();
    check_all(
        &format!("{before}//- faq.toml\ntheme = []\n//- faq/{after}"),
        expect![[r#"
            content/faq.toml:1:1: `theme` is empty
        "#]],
    );
}

#[test]
fn mistyped_key_of_the_only_phase() {
    check(
        "steps = [\"http\", \"sql\"]\noutcomes",
        "stepps = [\"http\", \"sql\"]\noutcomes",
        expect![[r#"
            content/roadmap.toml:5:1: there is no key `stepps` here, the keys are `slug`, `title`, `summary`, `steps`, `outcomes`, `skip` (did you mean `steps`?)
        "#]],
    );
}

#[test]
fn origin_without_a_scheme() {
    check(
        "origin = \"https://small.example\"",
        "origin = \"small.example\"",
        expect![[r#"
            content/site.toml:3:10: write scheme and host, such as https://guide.example
        "#]],
    );
}

#[test]
fn base_path_without_a_slash() {
    check(
        "tagline = ",
        "base_path = \"guide\"\ntagline = ",
        expect![[r#"
            content/site.toml:2:13: write a path, such as /guide
        "#]],
    );
}

#[test]
fn address_that_is_a_script() {
    check(
        "url = \"https://curl.se/\"",
        "url = \"javascript:alert(1)\"",
        expect![[r#"
            content/resources.toml:26:7: expected an address that begins with https:// or http://
        "#]],
    );
}

#[test]
fn hours_of_a_lifetime() {
    check(
        "hours = [6, 10]",
        "hours = [6, 70000]",
        expect![[r#"
        content/projects/shortener.md:5:9: hours are two numbers up to 1000, the least and the most, such as [14, 26]
    "#]],
    );
}

#[test]
fn article_in_a_folder_that_is_no_slug() {
    let page = "//- pages/About Us/more.md\n+++\ntitle = \"T\"\nsummary = \"S\"\npublished = 2026-11-20\nreviewed = 2026-11-20\n+++\n";
    let fixture = SMALL.replace(
        "links = [\n",
        "links = [\n  { label = \"More\", to = \"/About Us/more\" },\n",
    );
    check_all(
        &format!("{fixture}{page}"),
        expect![[r#"
        content/pages/About Us/more.md:1:1: the file name `About Us` is not a slug: use lower-case letters, digits and single hyphens
    "#]],
    );
}
