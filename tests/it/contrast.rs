//! The contrast of every pair of colours that meet, computed from `tokens.css`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A colour in linear sRGB, each part from 0 to 1.
type Linear = [f64; 3];

#[derive(Clone, Copy, PartialEq)]
enum Theme {
    Light,
    Dark,
}

/// OKLCH (lightness, chroma, hue in degrees) to linear sRGB, cut to what a screen can show.
/// Matrices by Björn Ottosson, “A perceptual color space for image processing” (2020).
fn linear(lightness: f64, chroma: f64, hue: f64) -> Linear {
    let (a, b) = (
        chroma * hue.to_radians().cos(),
        chroma * hue.to_radians().sin(),
    );
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
    .map(|part| part.clamp(0.0, 1.0))
}

/// WCAG 2.x contrast ratio, from 1 to 21.
fn contrast(one: Linear, other: Linear) -> f64 {
    let luminance = |[r, g, b]: Linear| 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every `--name: light-dark(oklch(…), oklch(…))` or `--name: oklch(…)`.
fn tokens(theme: Theme) -> BTreeMap<String, Linear> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/css/tokens.css");
    let css = fs::read_to_string(path).unwrap();
    let mut tokens = BTreeMap::new();
    for declaration in css.split(';') {
        let Some((name, value)) = declaration
            .split_once(": ")
            .filter(|it| it.1.contains("oklch("))
        else {
            continue;
        };
        let colours: Vec<Linear> = value
            .split("oklch(")
            .skip(1)
            .map(|rest| {
                let parts: Vec<f64> = rest
                    .split(')')
                    .next()
                    .unwrap()
                    .split(' ')
                    .map(|part| part.parse().unwrap())
                    .collect();
                linear(parts[0], parts[1], parts[2])
            })
            .collect();
        let colour = if theme == Theme::Dark {
            colours[colours.len() - 1]
        } else {
            colours[0]
        };
        tokens.insert(name.trim().to_owned(), colour);
    }
    tokens
}

/// Foreground, background, and the ratio they need: 7 is AAA for text, 4.5 AA for text, 3 for
/// large text, lines and borders.
const PAIRS: &[(&str, &str, f64)] = &[
    ("--ink", "--paper", 7.0),
    ("--ink", "--card", 7.0),
    ("--ink", "--sunk", 7.0),
    ("--ink2", "--paper", 4.5),
    ("--ink2", "--card", 4.5),
    ("--ink2", "--sunk", 4.5),
    ("--link", "--paper", 4.5),
    ("--link", "--card", 4.5),
    ("--link", "--sunk", 4.5),
    ("--visited", "--paper", 4.5),
    ("--visited", "--card", 4.5),
    ("--visited", "--sunk", 4.5),
    ("--edge", "--paper", 3.0),
    ("--edge", "--card", 3.0),
    ("--edge", "--sunk", 3.0),
    ("--bandink", "--band", 7.0),
    ("--you", "--band", 3.0),
    ("--onyou", "--you", 7.0),
    ("--ok", "--paper", 4.5),
    ("--ok", "--card", 4.5),
    ("--ok", "--sunk", 4.5),
    ("--bad", "--paper", 4.5),
    ("--bad", "--card", 4.5),
    ("--bad", "--sunk", 4.5),
    ("--paper", "--ink", 7.0),
    ("--paper", "--link", 4.5),
    ("--paper", "--bad", 4.5),
    // Code: numbers and types.
    ("--p4", "--sunk", 4.5),
    ("--p5", "--sunk", 4.5),
];

#[test]
fn every_pair_of_colours_can_be_read() {
    let mut failures = Vec::new();
    let mut check = |what: String, one: Linear, other: Linear, needed: f64| {
        let ratio = contrast(one, other);
        if ratio < needed {
            failures.push(format!("{what} has {ratio:.2}, needs {needed}"));
        }
    };
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let tokens = tokens(theme);
        assert!(tokens.len() >= 21, "{} tokens were read", tokens.len());
        for (one, other, needed) in PAIRS {
            check(
                format!("{one} on {other}, {name}"),
                tokens[*one],
                tokens[*other],
                *needed,
            );
        }
        for phase in 1..=6 {
            let line = tokens[&format!("--p{phase}")];
            check(
                format!("--p{phase} on --paper, {name}"),
                line,
                tokens["--paper"],
                4.5,
            );
            check(
                format!("--p{phase} on --sunk, {name}"),
                line,
                tokens["--sunk"],
                3.0,
            );
            check(
                format!("--online on --p{phase}, {name}"),
                tokens["--online"],
                line,
                4.5,
            );
        }
    }
    // The hero is always drawn with the dark colours, on the band of the page's own theme.
    let (light, dark) = (tokens(Theme::Light), tokens(Theme::Dark));
    for (one, needed) in [
        ("--ink", 7.0),
        ("--ink2", 4.5),
        ("--p1", 3.0),
        ("--p2", 3.0),
        ("--p3", 3.0),
        ("--p4", 3.0),
        ("--p5", 3.0),
        ("--p6", 3.0),
    ] {
        check(
            format!("{one} of the dark theme on the light --band"),
            dark[one],
            light["--band"],
            needed,
        );
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn known_ratios_are_computed() {
    let white = linear(1.0, 0.0, 0.0);
    let black = linear(0.0, 0.0, 0.0);
    assert!((contrast(white, black) - 21.0).abs() < 0.01);
    // From the design's own table: ink on paper 16.17, phase 2 on paper 4.94.
    let light = tokens(Theme::Light);
    assert!((contrast(light["--ink"], light["--paper"]) - 16.17).abs() < 0.2);
    assert!((contrast(light["--p2"], light["--paper"]) - 4.94).abs() < 0.1);
}
