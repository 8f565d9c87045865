//! What a page weighs on its way to a phone, compressed with brotli.

use std::io::Write as _;

use crate::real_content::get_real;

/// Bytes after brotli, at the level a page is worth: 11 for what is sent once and kept, 5 for
/// a page.
async fn weight(path: &str) -> usize {
    let answer = get_real(path).await;
    let kept = answer.header("cache-control").contains("immutable");
    let quality = if kept { 11 } else { 5 };
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut answer.body.as_bytes(), &mut compressed, &parameters).unwrap();
    compressed.len()
}

/// The addresses of the stylesheet and the scripts that pages name.
async fn assets() -> (String, Vec<String>) {
    let html = get_real("/about").await.body;
    let named = |before: &str| -> Vec<String> {
        html.split(before)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    (
        named("rel=\"stylesheet\" href=\"").remove(0),
        named("<script src=\""),
    )
}

#[tokio::test]
async fn the_stylesheet_fits_in_10_kb_and_the_scripts_in_5() {
    let (css, scripts) = assets().await;
    let css = weight(&css).await;
    let mut script = 0;
    for path in &scripts {
        script += weight(path).await;
    }
    assert!(css <= 10 * 1024, "the stylesheet has {css} bytes");
    assert!(script <= 5 * 1024, "the scripts have {script} bytes");
}

/// The shell is everything but a page's own words: the page with the fewest of them, its style
/// and its scripts. One flight of TCP is about 14 KB. (12 KB were enough before every page had a
/// search field.)
#[tokio::test]
async fn the_shell_fits_in_13_kb() {
    let (css, scripts) = assets().await;
    let mut around = weight(&css).await;
    for path in &scripts {
        around += weight(path).await;
    }
    let mut table = String::from("\ncompressed KB     HTML  with style and scripts\n");
    for path in [
        "/",
        "/roadmap",
        "/guide/rest-apis",
        "/projects/url-shortener",
        "/salary",
        "/faq",
    ] {
        let html = weight(path).await;
        let kb = |bytes: usize| bytes as f64 / 1024.0;
        table += &format!("{path:<24} {:>5.1} {:>8.1}\n", kb(html), kb(html + around));
    }
    // Written past the test harness, so that a passing run shows it too.
    let _ = write!(std::io::stderr(), "{table}");
    let shell = around + weight("/no-such-page").await;
    assert!(shell <= 13 * 1024, "the shell has {shell} bytes{table}");
}
