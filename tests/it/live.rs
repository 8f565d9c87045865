//! Reloading: a good change is served, a bad one is not.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use career_guide::content::Mode;
use career_guide::live::{Live, Recipe};

use crate::helpers::{SMALL, folder, write};

fn start(name: &str, mode: Mode) -> (Arc<Live>, std::path::PathBuf) {
    let content = folder(name);
    write(SMALL, &content);
    let recipe = Recipe {
        content: Some(content.clone()),
        mode,
        ..Recipe::default()
    };
    let site = recipe.build().unwrap();
    (Arc::new(Live::new(recipe, site)), content)
}

fn title_of(live: &Live) -> String {
    live.site().guide.steps[0].title.clone()
}

#[test]
fn a_reload_swaps_the_whole_site() {
    let (live, content) = start("reload", Mode::Serve);
    let before = live.site();
    let path = content.join("guide/http.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("title = \"HTTP\"", "title = \"HTTP anew\""),
    )
    .unwrap();
    live.reload();
    assert_eq!(title_of(&live), "HTTP anew");
    assert_eq!(
        before.guide.steps[0].title, "HTTP",
        "a request in flight keeps its site"
    );
    assert_eq!(live.state(), "2\n");
}

#[test]
fn the_last_good_site_stays() {
    let (live, content) = start("reload-bad", Mode::Serve);
    let path = content.join("guide/http.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("title = \"HTTP\"", "titel = \"HTTP\"")).unwrap();
    live.reload();
    assert_eq!(title_of(&live), "HTTP");
    let state = live.state();
    assert!(state.starts_with("1\n"), "{state}");
    assert!(
        state.contains("guide/http.md:2:1: there is no key `titel` here"),
        "{state}"
    );
    fs::write(&path, text).unwrap();
    live.reload();
    assert_eq!(
        live.state(),
        "1\n",
        "nothing is wrong any more, and nothing has changed"
    );
}

#[test]
fn an_overlay_replaces_adds_and_removes() {
    let content = folder("overlay-content");
    write(SMALL, &content);
    let overlay = folder("overlay");
    fs::create_dir_all(overlay.join("static")).unwrap();
    fs::create_dir_all(overlay.join("projects")).unwrap();
    fs::write(overlay.join("static/imprint.txt"), "We are a school.").unwrap();
    fs::write(overlay.join("static/imprint.html"), "<h1>Imprint</h1>").unwrap();
    fs::write(overlay.join("static/robots.txt"), "").unwrap();
    fs::write(overlay.join("projects/ledger.md"), "").unwrap();
    let shortener = fs::read_to_string(content.join("projects/shortener.md")).unwrap();
    let ours = shortener.replace("URL shortener", "Our shortener");
    fs::write(overlay.join("projects/shortener.md"), &ours).unwrap();
    fs::write(
        overlay.join("projects/added.md"),
        ours.replace("Our shortener", "Added"),
    )
    .unwrap();
    let recipe = Recipe {
        content: Some(content),
        overlay: Some(overlay),
        ..Recipe::default()
    };
    let site = recipe.build().unwrap_or_else(|err| panic!("{err:#}"));
    let titles: Vec<&str> = site
        .guide
        .projects
        .iter()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(titles, ["Added", "Our shortener"]);
    assert_eq!(
        *site.find("/imprint.txt").unwrap().body.bytes(),
        "We are a school."
    );
    let imprint = site.find("/imprint.html").unwrap();
    assert_eq!(imprint.content_type, "text/html; charset=utf-8");
    assert!(site.find("/robots.txt").is_none());
}

#[test]
fn a_problem_in_an_overlay_names_the_file_there() {
    let content = folder("overlay-bad-content");
    write(SMALL, &content);
    let overlay = folder("overlay-bad");
    fs::write(overlay.join("glossary.toml"), "[[term]]\nslug = \"http\"\n").unwrap();
    let recipe = Recipe {
        content: Some(content),
        overlay: Some(overlay.clone()),
        ..Recipe::default()
    };
    let err = recipe.build().unwrap_err().to_string();
    let place = format!(
        "{}:1:1: the key `term` is missing",
        overlay.join("glossary.toml").display()
    );
    assert!(err.contains(&place), "{err}");
}

#[test]
fn a_file_that_is_not_text() {
    let content = folder("not-text");
    write(SMALL, &content);
    fs::write(
        content.join("faq/how-long.md"),
        b"+++\nquestion = \"\xff\"\n+++\n",
    )
    .unwrap();
    let recipe = Recipe {
        content: Some(content.clone()),
        ..Recipe::default()
    };
    let err = recipe.build().unwrap_err().to_string();
    let file = content.join("faq/how-long.md");
    let expected = format!(
        "{}:2:13: the file is not UTF-8 text (save it as UTF-8 in your editor)\n",
        file.display()
    );
    assert_eq!(err, expected);
}

#[test]
fn a_change_on_disk_is_noticed() {
    let (live, content) = start("watch", Mode::Watch);
    let watching = Arc::clone(&live);
    thread::spawn(move || watching.watch());
    // The watcher needs a moment to begin; the change is repeated until it is seen.
    let path = content.join("guide/http.md");
    let text = fs::read_to_string(&path).unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    let mut round = 0;
    while title_of(&live) == "HTTP" {
        assert!(Instant::now() < deadline, "the change was not noticed");
        round += 1;
        let title = format!("title = \"HTTP {round}\"");
        fs::write(&path, text.replace("title = \"HTTP\"", &title)).unwrap();
        thread::sleep(Duration::from_millis(500));
    }
}

/// Colouring code is the dearest part of a start, so it is done while the program is built.
#[test]
fn a_start_colours_only_the_code_that_is_new() {
    let recipe = Recipe::default();
    recipe.build().unwrap();
    assert_eq!(recipe.highlighter.learned(), 0);

    let overlay = folder("new-code");
    let content = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut text = fs::read_to_string(content.join("guide/authentication.md")).unwrap();
    text.push_str("\n```python\nprint(\"only in this guide\")\n```\n");
    fs::create_dir_all(overlay.join("guide")).unwrap();
    fs::write(overlay.join("guide/authentication.md"), text).unwrap();
    let recipe = Recipe {
        overlay: Some(overlay),
        ..Recipe::default()
    };
    let site = recipe.build().unwrap();
    assert_eq!(recipe.highlighter.learned(), 1);
    let step = &site.guide.steps[site
        .guide
        .place(&"authentication".to_owned().try_into().unwrap())
        .number
        - 1];
    assert!(
        step.body
            .html
            .contains("<span class=\"s\">&quot;only in this guide&quot;</span>"),
        "the new code has its colours"
    );
}
