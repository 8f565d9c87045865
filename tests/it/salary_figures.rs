//! The published figures against the tables they were made from.

#[path = "../../examples/salary_data/convert.rs"]
mod convert;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use career_guide::content::{Amount, Country, SalarySegment, SourceKind};
use career_guide::pages;
use career_guide::tools::salary::{Band, PayQuery};
use scraper::{Html, Selector};

use crate::real_content::SITE;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn research(table: &str) -> Vec<BTreeMap<String, String>> {
    let path = root().join("tests/data/salary").join(table);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_committed_figures_are_what_the_program_makes() {
    let converted = convert::convert(&root().join("tests/data/salary")).unwrap();
    let mut committed = BTreeSet::new();
    for entry in fs::read_dir(root().join("content/salary")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".csv") {
            committed.insert(name);
        }
    }
    assert!(committed.iter().eq(converted.files.keys()));
    for (name, text) in &converted.files {
        let on_disk = fs::read_to_string(root().join("content/salary").join(name)).unwrap();
        assert!(
            on_disk == *text,
            "{name}: run cargo run --example salary_data"
        );
    }
    let left_out: usize = converted.left_out.values().sum();
    let kept: usize = converted
        .files
        .values()
        .map(|it| it.lines().count() - 1)
        .sum();
    assert_eq!(
        kept + left_out,
        1_260,
        "every row of the research has a place"
    );
}

/// A row of the research table, read without the program.
fn looked_up<'a>(
    rows: &'a [BTreeMap<String, String>],
    country: &Country,
    band: Option<Band>,
    least: u32,
) -> Option<&'a BTreeMap<String, String>> {
    let band = band.map(|it| match it {
        Band::First => "0-1",
        Band::Second => "2-4",
        Band::Third => "5-9",
        Band::Fourth => "10-14",
        Band::Fifth => "15+",
    });
    let found = rows.iter().find(|row| {
        let is_here = match country.code() {
            Country::WORLD => row["country_name"] == "World (respondents)",
            Country::EU => row["country_name"] == "European Union (27, respondents)",
            code => row["country_iso2"] == code,
        };
        let is_part = match band {
            Some(band) => {
                row["segment"].ends_with("years_coding_total_band") && row["segment_value"] == band
            }
            None => ["overall", "country", "region"].contains(&row["segment"].as_str()),
        };
        is_here && is_part
    })?;
    (found["n"].parse::<u32>().unwrap() >= least).then_some(found)
}

/// As a page writes it.
fn dollars(text: &str) -> String {
    let units: u64 = text.strip_suffix(".0").unwrap_or(text).parse().unwrap();
    format!("${}", Amount::of_units(units).unwrap())
}

/// All questions, not only twenty.
#[test]
fn every_look_up_agrees_with_the_research_to_the_unit() {
    let backend = research("so2025_backend_percentiles.csv");
    let wider = research("so2025_alldev_percentiles.csv");
    let guide = &SITE.guide;
    let bands = [None].into_iter().chain(Band::ALL.map(Some));
    let (mut exact, mut closest) = (0, 0);
    for band in bands {
        for country in &guide.countries {
            let query = PayQuery {
                country: country.slug.as_ref().to_string(),
                experience: band.map_or("", Band::slug).to_owned(),
                ..PayQuery::default()
            };
            let page = pages::salary(guide, &query);
            let html = std::str::from_utf8(page.body.bytes()).unwrap();
            let page = Html::parse_document(html);
            let section = page
                .select(&Selector::parse("section:has(> #answer)").unwrap())
                .next()
                .unwrap();
            let text: String = section.text().collect();
            let least = if band.is_some() { 20 } else { 30 };
            let asked = looked_up(&backend, country, band, least);
            let shown = asked
                .or_else(|| looked_up(&wider, country, band, least))
                .or_else(|| {
                    (band == Some(Band::First)).then(|| {
                        looked_up(&backend, country, Some(Band::Second), 20)
                            .or_else(|| looked_up(&wider, country, Some(Band::Second), 20))
                    })?
                })
                .or_else(|| looked_up(&backend, country, None, 30))
                .or_else(|| looked_up(&wider, country, None, 30));
            let place = format!("{} {band:?}", country.name);
            assert_eq!(
                asked.is_none(),
                text.contains("We do not have enough answers for backend developers"),
                "{place}"
            );
            if asked.is_some() {
                exact += 1
            } else {
                closest += 1
            }
            // A country without any row is answered by all countries.
            let Some(row) = shown else {
                assert!(text.contains("all countries together"), "{place}: {text}");
                continue;
            };
            let sentence = format!(
                "earn between {} and {} a year.",
                dollars(&row["p25"]),
                dollars(&row["p75"])
            );
            assert!(text.contains(&sentence), "{place}: {sentence}\n{text}");
            assert!(
                text.contains(&format!(
                    "The one in the middle earns {}.",
                    dollars(&row["p50"])
                )),
                "{place}"
            );
            let n: u64 = row["n"].parse().unwrap();
            assert!(
                text.contains(&format!(
                    "based on {} people",
                    career_guide::content::thousands(n)
                )),
                "{place}"
            );
            let tenths = format!(
                "1 in 10 earns less than {}, and 1 in 10 earns more than {}.",
                dollars(&row["p10"]),
                dollars(&row["p90"])
            );
            assert_eq!(text.contains(&tenths), n >= 50, "{place}");
        }
    }
    assert!(
        exact >= 60 && closest >= 200,
        "{exact} exact, {closest} closest"
    );
}

/// Everything that looks like an amount in a table or a sentence of a page about pay.
fn amounts(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in text.split(|it: char| !it.is_ascii_digit() && it != ',' && it != '.') {
        let word = word.trim_matches([',', '.']);
        let is_grouped = word.contains(',')
            && word
                .split(',')
                .skip(1)
                .all(|it| it.split('.').next().is_some_and(|it| it.len() == 3));
        let is_long = word.len() >= 5 && word.bytes().all(|it| it.is_ascii_digit());
        if is_grouped || is_long {
            found.insert(word.replace(',', ""));
        }
    }
    found
}

/// Every amount of the data files, as texts without separators.
fn published() -> BTreeSet<String> {
    let rows = SITE.guide.salary.values().flat_map(|it| &it.rows);
    rows.flat_map(|row| row.points().into_iter().chain([row.mean]))
        .flatten()
        .map(Amount::plain)
        .collect()
}

/// Every number of people of the data files.
fn people() -> BTreeSet<String> {
    let rows = SITE.guide.salary.values().flat_map(|it| &it.rows);
    rows.filter_map(|row| Some(row.n?.to_string())).collect()
}

#[test]
fn every_figure_on_every_page_about_pay_is_in_the_data() {
    let published: BTreeSet<String> = published().union(&people()).cloned().collect();
    // The words of a source name the limits of its extract.
    let mut words: String = SITE
        .guide
        .salary
        .values()
        .map(|it| {
            format!(
                "{} {} {} {} {} ",
                it.title, it.definition, it.note, it.notice, it.counted
            )
        })
        .collect();
    words += " $5,005 5,000 1,000,000";
    let limits = amounts(&words);
    let (mut pages, mut figures) = (0, 0);
    let cells = Selector::parse("table.pay tbody, .two-up, section:has(> #answer)").unwrap();
    for (path, page) in SITE
        .pages()
        .filter(|(path, _)| *path == "/salary" || path.starts_with("/salary/"))
    {
        pages += 1;
        let html = Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap());
        for cell in html.select(&cells) {
            let text: String = cell.text().map(|it| format!("{it} ")).collect();
            for amount in amounts(&text) {
                figures += 1;
                // Names of groups hold numbers too: employers of 1,000 to 4,999 people.
                let is_group = ["1000", "4999", "5000", "9999", "10000"].contains(&amount.as_str());
                assert!(
                    published.contains(&amount) || limits.contains(&amount) || is_group,
                    "{path}: {amount}"
                );
            }
        }
    }
    assert!(
        pages > 50 && figures > 2_000,
        "{figures} figures on {pages} pages"
    );
}

/// Each row of each table of a country page, cell by cell.
#[test]
fn every_row_of_every_table_is_a_row_of_the_data() {
    let guide = &SITE.guide;
    let select = |what: &str| Selector::parse(what).unwrap();
    let (tables, rows, head, cells) = (
        select("table.pay"),
        select("tbody tr"),
        select("th"),
        select("td:not(.bars)"),
    );
    let mut seen = 0;
    for country in &guide.countries {
        let page = SITE.find(&country.url()).unwrap();
        let html = Html::parse_document(std::str::from_utf8(page.body.bytes()).unwrap());
        for table in html.select(&tables) {
            for row in table.select(&rows) {
                let name: String = row.select(&head).next().unwrap().text().collect();
                let name = name.replace(" (chosen)", "");
                let shown: Vec<(String, String)> = row
                    .select(&cells)
                    .map(|it| {
                        (
                            it.attr("data-l").unwrap().to_owned(),
                            it.text()
                                .collect::<String>()
                                .replace(['$', '£', '€', ','], ""),
                        )
                    })
                    .collect();
                let is_it = |row: &career_guide::content::SalaryRow| {
                    let is_named = row.group == name || row.year.to_string() == name;
                    row.area == country.code()
                        && is_named
                        && shown.iter().all(|(label, text)| {
                            let value = match label.as_str() {
                                "1 in 10 earn less" => row.p10,
                                "1 in 4 earn less" => row.p25,
                                "Middle" => row.p50,
                                "1 in 4 earn more" => row.p75,
                                "1 in 10 earn more" => row.p90,
                                "Average" => row.mean,
                                _ => {
                                    return row.n.map_or("–".to_owned(), |n| n.to_string())
                                        == *text;
                                }
                            };
                            text == "–"
                                || value
                                    .is_some_and(|it| it.plain() == text.trim_end_matches(".00"))
                        })
                };
                let found = guide.salary.values().flat_map(|it| &it.rows).any(is_it);
                assert!(found, "{}: {name} {shown:?}", country.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 400, "{seen} rows");
}

#[test]
fn small_groups_are_not_shown() {
    let guide = &SITE.guide;
    for source in guide
        .salary
        .values()
        .filter(|it| it.kind != SourceKind::Official)
    {
        for row in &source.rows {
            let n = row.n.unwrap();
            let points = career_guide::tools::salary::points(source, row);
            assert_eq!(points[0].is_some(), row.p10.is_some() && n >= 50);
            assert_eq!(points[4].is_some(), row.p90.is_some() && n >= 50);
        }
        for country in &guide.countries {
            let whole = career_guide::tools::salary::whole(source, country);
            assert!(whole.is_none_or(|row| row.n.unwrap() >= 30));
            for (_, segment) in SalarySegment::ALL {
                let rows = career_guide::tools::salary::parts(source, country, segment);
                assert!(rows.iter().all(|row| row.n.unwrap() >= 20));
            }
        }
    }
}

/// Numbers in such texts that are no figure of a data file: sizes of employers, a study of
/// negotiation that is named there, an example of what to say, and the memory of a password hash.
const NOT_PAY: [(&str, &str); 6] = [
    ("guide/authentication.md", "65536"),
    ("pages/salary.md", "1000"),
    ("pages/salary.md", "4999"),
    ("pages/salary.md", "5000"),
    ("faq/negotiate-offer.md", "5000"),
    ("faq/negotiate-offer.md", "3000"),
];

/// A line of a text that speaks of money.
fn speaks_of_pay(line: &str) -> bool {
    let line = line.to_lowercase();
    let words = [
        "dollar",
        "euro",
        "pound",
        "salary",
        "salaries",
        "stood at",
        "stands at",
        " pay ",
        "earn",
        "usd",
        "$",
        "£",
        "€",
    ];
    words.iter().any(|word| line.contains(word))
}

/// The promise that no figure is invented: what a text says about pay is in a data file.
#[test]
fn texts_hold_no_pay_that_is_not_in_the_data() {
    let published = published();
    let mut checked = 0;
    let mut wrong = Vec::new();
    let mut folders = vec![root().join("content")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("content/salary") && !path.ends_with("content/projects") {
                    folders.push(path);
                }
                continue;
            }
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            if name.ends_with("README.md") || !name.ends_with(".md") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let is_about_pay = name.contains("salary") || name.contains("what-does-it-pay");
            for (number, line) in text.lines().enumerate() {
                if !is_about_pay && !speaks_of_pay(line) {
                    continue;
                }
                for amount in amounts(line) {
                    checked += 1;
                    let is_known = published.contains(&amount)
                        || NOT_PAY
                            .iter()
                            .any(|(file, it)| name.ends_with(file) && *it == amount);
                    if !is_known {
                        wrong.push(format!("{name}:{}: {amount} in “{line}”", number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(checked > 30, "{checked} numbers");
}
