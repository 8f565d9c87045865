//! How well the search finds what readers want: `tests/data/judged.tsv` has queries as people
//! type them, each with the addresses a reader would want.
//!
//! A tenth of them is held out: nobody looks at them while tuning, so that they say how well
//! the search does with queries it has never seen. `cargo test judged -- --nocapture` shows
//! every query whose answer is not perfect.

use career_guide::tools::search::{self, Index};

use crate::real_content::SITE;

/// A little below what was reached (0.92 and 0.97): texts change, and ranks with them.
const LEAST_MRR: f64 = 0.90;
const LEAST_RECALL: f64 = 0.95;

struct Judged {
    query: &'static str,
    wanted: Vec<&'static str>,
    is_held_out: bool,
}

fn judged() -> Vec<Judged> {
    let lines = include_str!("../data/judged.tsv").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [query, wanted, part] = fields[..] else {
                panic!("{line:?} has no three fields");
            };
            assert!(["tuning", "held out"].contains(&part), "{line:?}");
            Judged {
                query,
                wanted: wanted.split(' ').collect(),
                is_held_out: part == "held out",
            }
        })
        .collect()
}

/// The addresses of the first results.
fn results(index: &Index, query: &str) -> Vec<String> {
    let found = search::search(index, query, None, 1);
    found.hits.iter().map(|it| it.entry.url.clone()).collect()
}

/// One divided by the place of the first wanted address, and the share of the wanted addresses
/// among the first five.
fn quality(results: &[String], wanted: &[&str]) -> (f64, f64) {
    let place = results.iter().position(|it| wanted.contains(&it.as_str()));
    let first_five = &results[..results.len().min(5)];
    let there = wanted
        .iter()
        .filter(|it| first_five.iter().any(|hit| hit == **it));
    (
        place.map_or(0.0, |place| 1.0 / (place + 1) as f64),
        there.count() as f64 / wanted.len() as f64,
    )
}

#[test]
fn readers_find_what_they_want() {
    let index = &SITE.index;
    let mut report = String::new();
    let mut parts = [(false, "tuning", [0.0; 3]), (true, "held out", [0.0; 3])];
    for judged in judged() {
        let results = results(index, judged.query);
        let (rank, recall) = quality(&results, &judged.wanted);
        let part = usize::from(judged.is_held_out);
        for (sum, value) in parts[part].2.iter_mut().zip([1.0, rank, recall]) {
            *sum += value;
        }
        // Looking at what is held out would be tuning.
        if !judged.is_held_out && (rank < 1.0 || recall < 1.0) {
            let first = &results[..results.len().min(5)];
            report += &format!(
                "{rank:.2} {recall:.2} {:?}\n    wanted {}\n    found  {}\n",
                judged.query,
                judged.wanted.join(" "),
                first.join(" ")
            );
        }
    }
    let mut all = [0.0; 3];
    for (_, name, sums) in parts {
        for (sum, value) in all.iter_mut().zip(sums) {
            *sum += value;
        }
        let [number, rank, recall] = sums;
        let (rank, recall) = (rank / number, recall / number);
        report +=
            &format!("{name:<9} {number:>4} queries, MRR {rank:.3}, recall at 5 {recall:.3}\n");
    }
    let [number, rank, recall] = all;
    let (rank, recall) = (rank / number, recall / number);
    report += &format!("all       {number:>4} queries, MRR {rank:.3}, recall at 5 {recall:.3}");
    println!("{report}");
    assert!(rank >= LEAST_MRR && recall >= LEAST_RECALL, "\n{report}");
}

#[test]
fn the_judged_set_is_large_and_a_tenth_of_it_is_held_out() {
    let all = judged();
    assert!(all.len() >= 120, "{} queries", all.len());
    let held_out = all.iter().filter(|it| it.is_held_out).count();
    assert!(held_out * 10 >= all.len(), "{held_out} are held out");
}

#[test]
fn every_wanted_address_can_be_found() {
    let known = search::entries(&SITE.guide);
    for judged in judged() {
        for url in judged.wanted {
            assert!(
                known.iter().any(|it| it.url == url),
                "{}: {url}",
                judged.query
            );
        }
    }
}
