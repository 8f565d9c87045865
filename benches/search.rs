//! What it costs to ask, in CPU time: the real guide, and 10,000 synthetic documents.
//!
//! `cargo bench --bench search`. It reads `/proc`, so it needs Linux, and nothing else.

use std::fs;
use std::path::Path;
use std::time::Instant;

use career_guide::live::Recipe;
use career_guide::pages;
use career_guide::tools::search::{self, Entry, Index, Passage, SearchQuery};

/// What people type, from one word to a sentence, with typing errors and phrases.
const QUERIES: [&str; 12] = [
    "cache",
    "k8s",
    "kuberntes",
    "what is rest",
    "jwt vs session",
    "how do i get a job without a degree",
    "\"race condition\"",
    "continuous integration",
    "databse",
    "auth",
    "what happens when you type a url in the browser and press enter",
    "salary germny",
];

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let recipe = Recipe {
        content: Some(root.join("content")),
        assets: Some(root.join("static")),
        ..Recipe::default()
    };
    let site = recipe.build()?;
    println!("{:<52} {:>9} {:>9}", "", "CPU µs", "wall µs");
    measure("real guide, building the index", 20, |_| {
        drop(Index::new(search::entries(&site.guide)));
    })?;
    ask("real guide", &site.index)?;
    measure("real guide, question to finished page", 2_400, |round| {
        let query = SearchQuery {
            q: QUERIES[round % QUERIES.len()].to_owned(),
            ..SearchQuery::default()
        };
        drop(pages::search(&site.guide, &site.index, &query));
    })?;
    let large = Index::new(synthetic(10_000));
    ask("10,000 documents", &large)?;
    let hostile = "sqk ".repeat(2_500);
    measure("10,000 documents, a hostile question", 200, |_| {
        drop(search::search(&large, &hostile, None, 1));
    })?;
    Ok(())
}

fn ask(name: &str, index: &Index) -> anyhow::Result<()> {
    measure(&format!("{name}, a query"), 2_400, |round| {
        drop(search::search(
            index,
            QUERIES[round % QUERIES.len()],
            None,
            1,
        ));
    })?;
    for query in QUERIES {
        measure(
            &format!("  {query:?}").chars().take(52).collect::<String>(),
            400,
            |_| {
                drop(search::search(index, query, None, 1));
            },
        )?;
    }
    let typed = ["ku", "kub", "co", "data", "how do", "url sh", "kuberntes"];
    measure(&format!("{name}, suggestions"), 7_000, |round| {
        drop(search::suggest(index, typed[round % typed.len()]));
    })
}

/// Documents of about 1,000 words in six passages. Words are as uneven as in a language: a few
/// stand everywhere, most are rare.
fn synthetic(number: usize) -> Vec<Entry> {
    let known = "cache kubernetes rest jwt session job degree race condition continuous integration database auth happens type url browser press enter salary germany";
    let known: Vec<&str> = known.split(' ').collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut word = move || {
        let rank = (30_000_f64.powf(random()) - 1.0) as usize;
        match known.get(rank / 40) {
            Some(word) if rank % 40 == 7 => (*word).to_owned(),
            _ => spell(rank),
        }
    };
    let mut text = move |words: usize| -> String {
        let words: Vec<String> = (0..words).map(|_| word()).collect();
        words.join(" ")
    };
    let entry = |place: usize| Entry {
        title: format!("{} {place}", text(3)),
        url: format!("/{place}"),
        passages: (0..6)
            .map(|_| Passage {
                heading: text(5),
                text: text(165),
                ..Passage::default()
            })
            .collect(),
        ..Entry::default()
    };
    (0..number).map(entry).collect()
}

/// A word for a number.
fn spell(mut number: usize) -> String {
    let parts = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"];
    let mut word = String::from("w");
    loop {
        word += parts[number % 10];
        number /= 10;
        if number == 0 {
            return word;
        }
    }
}

/// Runs something several times and prints the time of one run.
fn measure(name: &str, rounds: usize, run: impl Fn(usize)) -> anyhow::Result<()> {
    let (cpu, start) = (cpu_ms()?, Instant::now());
    for round in 0..rounds {
        run(round);
    }
    let wall = start.elapsed().as_secs_f64() * 1e6 / rounds as f64;
    let cpu = (cpu_ms()? - cpu) * 1e3 / rounds as f64;
    println!("{name:<52} {cpu:>9.0} {wall:>9.0}");
    Ok(())
}

/// CPU time of this process so far: fields 14 and 15 of `/proc/self/stat`, in ticks of 10 ms.
fn cpu_ms() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? * 10.0)
}
