//! What a reader sees: the text of `<main>`, page by page.

use career_guide::pages;
use career_guide::tools::filters::Asked;
use expect_test::{Expect, expect};
use scraper::{Html, Selector};

use crate::helpers::{SMALL, parse, small_guide, small_site};

/// The words of a page's main part, one line a block, links with their address.
fn words(html: &str) -> String {
    let document = Html::parse_document(html);
    let main = document
        .select(&Selector::parse("main").unwrap())
        .next()
        .unwrap();
    let mut lines = Vec::new();
    collect(*main, &mut lines, false);
    lines.retain(|line| !line.trim().is_empty());
    lines
        .iter()
        .map(|line| line.trim().to_owned() + "\n")
        .collect()
}

fn collect(node: ego_tree::NodeRef<'_, scraper::Node>, lines: &mut Vec<String>, inline: bool) {
    const BLOCKS: [&str; 16] = [
        "h1", "h2", "h3", "p", "li", "dt", "dd", "tr", "summary", "pre", "section", "div", "nav",
        "form", "label", "caption",
    ];
    for child in node.children() {
        match child.value() {
            scraper::Node::Text(text) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if lines.is_empty() {
                    lines.push(String::new());
                }
                let line = lines.last_mut().unwrap();
                if !text.is_empty() {
                    if !line.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(&text);
                }
            }
            scraper::Node::Element(element) => {
                let block = BLOCKS.contains(&element.name());
                if block && !inline {
                    let mark = match element.name() {
                        "h1" => "# ",
                        "h2" => "## ",
                        "h3" => "### ",
                        "li" => "- ",
                        _ => "",
                    };
                    lines.push(mark.trim_end().to_owned());
                }
                collect(child, lines, inline);
                if let ("a", Some(href)) = (element.name(), element.attr("href")) {
                    lines.last_mut().unwrap().push_str(&format!(" <{href}>"));
                }
                if block && !inline {
                    lines.push(String::new());
                }
            }
            _ => (),
        }
    }
}

#[track_caller]
fn check(path: &str, expected: Expect) {
    let site = small_site();
    let page = site
        .find(path)
        .unwrap_or_else(|| panic!("there is no {path}"));
    expected.assert_eq(&words(std::str::from_utf8(page.body.bytes()).unwrap()));
}

#[test]
fn home() {
    check(
        "/",
        expect![[r#"
            # Become a tester
            A small guide. 2 steps, 14 to 28 hours of study.
            Start at step 1 </guide/http> See the whole roadmap </roadmap>
            ## The phases
            - 1 You start here Your first job
            ### Phase 1: Foundations </roadmap/foundations>
            2 steps, 14 to 28 hours
            ## Where are you now?
            - 2 I know HTTP </guide/sql>
            Start at step 2. Go on with data.
            ## Tools
            - Study plan </plan>
            Say how many hours a week you have. Get a week-by-week plan you can print or add to a calendar.
            - Project ideas </projects>
            2 things to build, sorted by what you have already learned.
            - Interview questions </interview>
            Questions with model answers, by topic and level.
            ## Common questions
            How long does it take?
            A year.
            The full answer : How long does it take? </faq/how-long>
            All questions and answers </faq>
        "#]],
    );
}

#[test]
fn roadmap() {
    check(
        "/roadmap",
        expect![[r#"
            # Backend developer roadmap
            2 steps in 1 phase. Follow the line. Where it splits, you can do those steps at the same time.
            Map List </roadmap?view=list> Print </print/roadmap>
            14 to 28 hours of study. Nothing is locked. Start at step 1 </guide/http> , or find the right step for you </#where> . Make a study plan </plan> for the hours you have.
            1
            ## Phase 1: Foundations </roadmap/foundations>
            The first phase.
            2 steps, 14 to 28 hours
            - 1
            Step 1: HTTP </guide/http> 4 to 8 hours
            - 2
            Step 2: SQL </guide/sql> 10 to 20 hours After HTTP
        "#]],
    );
}

#[test]
fn phase() {
    check(
        "/roadmap/foundations",
        expect![[r#"
            - Home </>
            - Roadmap </roadmap>
            # Phase 1: Foundations
            The first phase. 2 steps, 14 to 28 hours.
            1
            ## The steps
            Nothing is locked. The line shows an order that works.
            - 1
            Step 1: HTTP </guide/http> 4 to 8 hours
            - 2
            Step 2: SQL </guide/sql> 10 to 20 hours After HTTP
            ## At the end you can
            - read a request
            ## Who can skip this phase
            You can, if you answer these without looking anything up:
            - What is a header?
            ## Build something
            -
            8 hours
            ### URL shortener </projects/shortener>
            Make links short.
            Beginner. After step 1, HTTP.
            -
            25 hours
            ### Ledger </projects/ledger>
            Keep money safe.
            Advanced. After step 2, SQL. HTTP.
            After this phase you can build 2 ideas </projects?upto=sql> of 2. Pick one for me </projects?upto=sql&seed=1>
        "#]],
    );
}

#[test]
fn step() {
    check(
        "/guide/sql",
        expect![[r#"
            - Home </>
            - Roadmap </roadmap>
            - Foundations </roadmap/foundations>
            Step 2 of 2, phase 1: Foundations
            # SQL
            Tables and questions.
            Study time
            10 to 20 hours
            Reading time
            1 minutes
            Last checked
            20 November 2026
            ## Before you start
            - HTTP </guide/http>
            ## When you finish, you can
            - join tables
            - group rows
            - change rows
            ## On this page
            - Why it matters <#why-it-matters>
            - Joins <#joins>
            - Do it <#do-it>
            - Check yourself <#check-yourself>
            - Common mistakes <#common-mistakes>
            - How this comes up in interviews <#how-this-comes-up-in-interviews>
            - Build something <#build>
            - Resources <#resources>
            ## Why it matters
            Data stays.
            ## Joins
            Python
            Use sqlite3 .
            Rust
            Use rusqlite .
            ## Do it
            - Join two tables.
            ## Check yourself
            What is a key?
            A value that names a row.
            ## Common mistakes
            - None. Really.
            ## How this comes up in interviews
            They ask.
            ## Build something
            -
            25 hours
            ### Ledger </projects/ledger>
            Keep money safe.
            Advanced. After step 2, SQL. HTTP.
            After this step you can build 2 ideas </projects?upto=sql> of 2. Pick one for me </projects?upto=sql&seed=1>
            ## Resources
            - Start here An overview of HTTP <https://developer.mozilla.org/> MDN. To read, 1 hour, free. Start here.
            - HTTP Semantics <https://www.rfc-editor.org/rfc/rfc9110> IETF. To read, free. The last word.
            - curl <https://curl.se/> curl. Tool, free. See for yourself.
            About the hours: Our own judgement.
            ## Around this step
            Skills
            SQL </skills/sql>
            Mark this step as done Keep track on paper: print the checklist </print/roadmap>
            My notes
            My notes on this step
            Kept in this browser only. We never see them.
            - Previous step HTTP </guide/http>
            Last checked 20 November 2026 .
        "#]],
    );
}

#[test]
fn article() {
    check(
        "/about",
        expect![[r#"
            # About
            Who writes this.
            ## People
            Read HTTP </guide/http> and the terms </glossary#http> .
            Last checked 20 November 2026 .
        "#]],
    );
}

#[test]
fn projects() {
    check(
        "/projects",
        expect![[r#"
            # Project ideas
            2 things to build. Each one says what to learn first, how long it takes and how you know it is finished.
            Filter the ideas
            Words in the idea
            Level
            Beginner 1
            Intermediate 0
            Advanced 1
            Time
            Under 10 hours 1
            10 to 30 hours 1
            Over 30 hours 0
            Uses
            HTTP 2
            SQL 1
            I have finished up to
            Any step 1. HTTP (1) 2. SQL (2)
            Show ideas
            ## 2 ideas
            Pick one for me </projects?seed=1>
            Sort by
            Order on the roadmap Shortest first Title Sort
            -
            8 hours
            ### URL shortener </projects/shortener>
            Make links short.
            Beginner. After step 1, HTTP.
            -
            25 hours
            ### Ledger </projects/ledger>
            Keep money safe.
            Advanced. After step 2, SQL. HTTP.
            For programs: this list as JSON </data/projects.json> , described by a JSON Schema </data/projects.schema.json> .
        "#]],
    );
}

#[test]
fn project() {
    check(
        "/projects/ledger",
        expect![[r#"
            - Home </>
            - Project ideas </projects>
            # Ledger
            Keep money safe.
            Time
            20 to 30 hours
            Level
            Advanced
            After
            step 2
            ## Before you start
            - SQL </guide/sql>
            - HTTP </guide/http>
            ## What it teaches
            Transactions.
            Skills: SQL </skills/sql> , HTTP </skills/http> .
            ## The problem
            Money moves. See the shortener </projects/shortener> .
            ## Asked in interviews about these steps
            - What is idempotent? </interview/web#idempotent> Junior
            - How does a cache know? </interview/web#cache> Senior
            Mark as built
            ## Ideas like this one
            -
            8 hours
            ### URL shortener </projects/shortener>
            Make links short.
            Beginner. After step 1, HTTP.
            Published 1 November 2026 .
        "#]],
    );
}

#[test]
fn faq() {
    check(
        "/faq",
        expect![[r#"
            # Questions and answers
            1 question that people ask before and during this path, answered plainly.
            ## Getting started
            How long does it take?
            A year.
            The full answer : How long does it take? </faq/how-long>
            Last checked 20 November 2026 .
        "#]],
    );
}

#[test]
fn question() {
    check(
        "/faq/how-long",
        expect![[r#"
            - Home </>
            - Questions and answers </faq>
            - Getting started </faq#start>
            # How long does it take?
            A year.
            About a year.
            ## Go deeper
            - HTTP </guide/http>
            - The roadmap </roadmap>
            Last checked 20 November 2026 .
            ## More questions: Getting started
        "#]],
    );
}

#[test]
fn interview() {
    check(
        "/interview",
        expect![[r#"
            # Interviews
            How they go.
            ## 2 questions by topic
            - The web </interview/web>
            2 questions. Requests and their answers.
            Practise them one at a time </interview/web?ask=idempotent>
            ## Rounds
            There are some.
            Last checked 20 November 2026 .
        "#]],
    );
}

#[test]
fn topic() {
    check(
        "/interview/web",
        expect![[r#"
            - Home </>
            - Interview questions </interview>
            # The web: interview questions
            Requests and their answers.
            2 questions. Say your answer aloud before you open ours.
            Filter the questions
            Words in the question
            Level
            Junior 1
            Mid-level 0
            Senior 1
            Taught in
            Any step 1. HTTP (2)
            Show questions
            ## 2 questions
            Practise one at a time </interview/web?ask=idempotent>
            ### Junior
            What is idempotent?
            Sending it twice changes nothing.
            Taught in HTTP </guide/http> .
            ### Senior
            How does a cache know?
            By the validator.
            Taught in HTTP </guide/http> .
            ## Where this is taught
            - HTTP </guide/http>
            Last checked 20 November 2026 .
        "#]],
    );
}

#[test]
fn glossary() {
    check(
        "/glossary",
        expect![[r#"
            # Glossary
            2 terms of backend development in plain English.
            Filter the terms
            Words in the term or its meaning
            Taught in phase
            Foundations 1
            Taught in step
            Any step 1. HTTP (1) 2. SQL (0)
            Show terms
            ## 2 terms
            - A
            - B
            - C
            - D
            - E
            - F
            - G
            - H <#letter-H>
            - I
            - J
            - K
            - L
            - M
            - N
            - O
            - P
            - Q
            - R
            - S <#letter-S>
            - T
            - U
            - V
            - W
            - X
            - Y
            - Z
            - #
            ### H
            HTTP also Hypertext Transfer Protocol
            How browsers and servers talk. Taught in HTTP </guide/http> . See SQL <#sql> .
            ### S
            SQL
            Questions to a database.
        "#]],
    );
}

#[test]
fn skills() {
    check(
        "/skills",
        expect![[r#"
            # Skills of a backend developer
            What each skill means at work, where to learn it, and how much of it jobs want. The levels are our judgement from reading adverts, not a measurement.
            Know of it
            you know what it is for
            Explain it
            you can say how it works
            Use it
            you work with it alone
            Lead it
            you decide how others use it
            ## What each level is expected to do
            - Junior: finishes a small task that others have cut out: a field, an endpoint, its tests. Asks early, and every change is reviewed closely.
            - Mid-level: takes a feature from the first talk to the live version, chooses the ordinary solution alone, and reviews others.
            - Senior: answers for a system: changes it without downtime, says no with reasons, and makes others better at it.
            Filter the skills
            Words in the skill or its meaning
            Junior jobs
            Use it 1
            Explain it 1
            Mid-level jobs
            Use it 2
            Senior jobs
            Lead it 2
            Part
            Foundations 0
            Code 0
            Web 1
            Data 1
            Security 0
            Delivery and operations 0
            Scale and architecture 0
            I have finished up to
            Any step 1. HTTP (1) 2. SQL (2)
            Show skills
            ## 2 skills
            ### Web
            Skill What it means Learn it in Junior Mid-level Senior
            HTTP </skills/http> Reads a request. HTTP </guide/http> Use it Use it Lead it
            ### Data
            Skill What it means Learn it in Junior Mid-level Senior
            SQL </skills/sql> Joins tables. SQL </guide/sql> Explain it Use it Lead it
        "#]],
    );
}

#[test]
fn skill() {
    check(
        "/skills/sql",
        expect![[r#"
            - Home </>
            - Skills </skills>
            # SQL
            Joins tables.
            Junior jobs
            Explain it
            Mid-level jobs
            Use it
            Senior jobs
            Lead it
            ## Learn it
            - SQL </guide/sql> 10 to 20 hours
            ## Practise it
            -
            25 hours
            ### Ledger </projects/ledger>
            Keep money safe.
            Advanced. After step 2, SQL. HTTP.
        "#]],
    );
}

#[test]
fn resources() {
    check(
        "/resources",
        expect![[r#"
            # Learning resources
            3 resources in the order of the roadmap, 3 of them free. One main source per step is enough.
            Filter the resources
            Words in the title or reason
            Type
            Book 0
            Course 0
            To read 2
            Exercises 0
            Podcast or newsletter 0
            Tool 1
            Price
            Free 3
            Partly free 0
            Paid 0
            For the step
            Any step 1. HTTP (3) 2. SQL (0)
            Show resources
            ## 3 resources
            ### Step 1. HTTP </guide/http>
            - An overview of HTTP <https://developer.mozilla.org/> MDN. To read, 1 hour, free. Start here.
            - HTTP Semantics <https://www.rfc-editor.org/rfc/rfc9110> IETF. To read, free. The last word.
            - curl <https://curl.se/> curl. Tool, free. See for yourself.
        "#]],
    );
}

#[test]
fn sitemap() {
    let site = small_site();
    let sitemap = std::str::from_utf8(site.find("/sitemap.xml").unwrap().body.bytes()).unwrap();
    assert!(sitemap.contains("<loc>https://small.example/guide/http</loc>"));
    assert!(
        !sitemap.contains("http-basics"),
        "an old address is not listed"
    );
}

#[test]
fn feed_is_in_order_and_absolute() {
    let site = small_site();
    let feed = std::str::from_utf8(site.find("/feed.xml").unwrap().body.bytes()).unwrap();
    assert!(feed.contains("<id>https://small.example/guide/http</id>"));
    assert!(feed.contains("<updated>2026-11-20T00:00:00Z</updated>"));
}

#[test]
fn a_guide_may_lack_everything_but_the_path() {
    let keep = ["site.toml", "roadmap.toml", "resources.toml", "guide/"];
    let fixture: String = SMALL
        .split("//- ")
        .skip(1)
        .filter(|part| keep.iter().any(|path| part.starts_with(path)))
        .map(|part| format!("//- {part}"))
        .collect();
    let fixture = fixture.replace("[[menu]]\ntitle = \"All\"\nlinks = [\n  { label = \"About\", to = \"/about\" },\n  { label = \"Interview\", to = \"/interview\" },\n  { label = \"Terms\", to = \"/glossary#http\" },\n]", "menu = []");
    let fixture = fixture.replace("\n\nmenu = []", "\nmenu = []")
        + "//- home.toml\ntitle = \"T\"\nlead = \"L\"\nquestions = []\ndoor = []\n";
    let guide = parse(&fixture).unwrap_or_else(|problems| panic!("\n{problems}"));
    let site = career_guide::site::Site::build(guide, Default::default(), Default::default());
    // Nothing links to what was left out.
    for (path, page) in site.pages().filter(|(_, page)| page.is_listed) {
        let document = Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap());
        for link in document.select(&Selector::parse("a[href^='/']").unwrap()) {
            let target = link.attr("href").unwrap().split(['#', '?']).next().unwrap();
            assert!(site.find(target).is_some(), "{path} links to {target}");
        }
    }
    let paths: Vec<&str> = site.pages().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "/",
            "/feed.xml",
            "/guide/http",
            "/guide/http-basics",
            "/guide/sql",
            "/opensearch.xml",
            "/plan",
            "/print/roadmap",
            "/progress",
            "/resources",
            "/roadmap",
            "/roadmap/foundations",
            "/robots.txt",
            "/search",
            "/sitemap.xml"
        ]
    );
}

#[test]
fn what_a_visitor_types_is_escaped() {
    let hostile = "\"><script>alert(1)</script>";
    let keys = [
        "q", "level", "hours", "skill", "upto", "sort", "page", "seed",
    ];
    let query = Asked(keys.map(|key| (key.into(), hostile.into())).to_vec());
    let page = pages::projects(&small_guide(), &query);
    let html = std::str::from_utf8(page.body.bytes()).unwrap();
    assert!(!html.contains("<script>alert"), "{html}");
}

#[test]
fn a_base_path_stands_before_every_address() {
    let mut guide = small_guide();
    guide.settings.base_path = "/school/guide".into();
    let site = career_guide::site::Site::build(guide, Default::default(), Default::default());
    for (path, page) in site
        .pages()
        .filter(|(_, page)| page.content_type.starts_with("text/html"))
    {
        let html = std::str::from_utf8(page.body.bytes()).unwrap();
        let document = Html::parse_document(html);
        for attribute in ["href", "src", "action"] {
            let all = Selector::parse(&format!("[{attribute}]")).unwrap();
            for element in document.select(&all) {
                let url = element.attr(attribute).unwrap();
                let inside = !url.starts_with('/') || url.starts_with("/school/guide/");
                assert!(inside, "{path} has {attribute}={url}");
            }
        }
        assert!(
            html.contains("href=\"https://small.example/school/guide/"),
            "{path}"
        );
    }
}
