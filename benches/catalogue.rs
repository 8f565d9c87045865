//! What an answer of the catalogue costs on one thread: any combination of filters, at the size
//! of today and at 5,000 ideas.
//!
//! `cargo bench --bench catalogue`. It fails if an answer costs more than 1 ms today or 10 ms at
//! 5,000. It looks at the clock on the wall, because Linux counts the CPU time of a thread only at
//! its ticks, and takes the best of some rounds.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use career_guide::content::{self, Files, Guide, Origin, Problems, SourceFile};
use career_guide::markdown::Highlighter;
use career_guide::pages::{self, Encoding};
use career_guide::site;
use career_guide::tools::filters::{Asked, narrow, understand};
use career_guide::tools::projects;

/// How many combinations are asked, and how often each.
const COMBINATIONS: usize = 400;
const ROUNDS: u32 = 5;

fn main() -> anyhow::Result<()> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let highlighter = Highlighter::default();
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let assets = site::read_assets(Origin::Folder(&assets), None)?.addresses();
    let origin = Origin::Folder(&content);
    let today = content::load(origin, None, assets.clone(), &highlighter)?;
    let mut files = Files::of(many(&content, 5_000)?);
    files.assets = assets;
    let many = content::parse(files, Problems::default(), &highlighter)?;
    println!("time of one answer in µs: {COMBINATIONS} combinations, {ROUNDS} times each");
    println!("{:<44} {:>8} {:>8} {:>8}", "", "middle", "99 %", "most");
    for (guide, limit) in [(&today, 1_000.0), (&many, 10_000.0)] {
        let number = guide.projects.len();
        let asked = combinations(guide);
        measure(
            &format!("{number} ideas: find and count"),
            &asked,
            |asked| {
                let list = projects::list(guide);
                let (filter, _) = understand(&list, asked);
                black_box(narrow(&list, &filter).found.len());
            },
        )?;
        let most = measure(
            &format!("{number} ideas: the whole page"),
            &asked,
            |asked| {
                black_box(pages::projects(guide, asked));
            },
        )?;
        measure(
            &format!("{number} ideas: the page, sent as gzip"),
            &asked,
            |asked| {
                let page = pages::projects(guide, asked);
                black_box(page.body.encoded(Encoding::Gzip).map(|it| it.len()));
            },
        )?;
        anyhow::ensure!(most <= limit, "an answer costs {most} µs of {limit} µs");
    }
    Ok(())
}

/// Prints the time of one call on one thread in µs: the middle, all but one in a hundred, and the most.
/// Each combination counts with its best round, because the machine does other things too.
fn measure(name: &str, all: &[Asked], run: impl Fn(&Asked)) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for asked in all {
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            run(asked);
            best = best.min(start.elapsed().as_secs_f64() * 1e6);
        }
        times.push(best);
    }
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    println!(
        "{name:<44} {:>8.0} {:>8.0} {:>8.0}",
        at(50),
        at(99),
        at(100)
    );
    Ok(at(100))
}

/// Every value of every filter alone, and combinations of them by a fixed pattern.
fn combinations(guide: &Guide) -> Vec<Asked> {
    let list = projects::list(guide);
    let words = [
        "",
        "a",
        "sql",
        "the data files",
        "zzz",
        "service for a team",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        // A linear congruential generator: the same questions in every run.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    let mut all = vec![Asked::default()];
    while all.len() < COMBINATIONS {
        let mut pairs = vec![("q".to_owned(), words[next(words.len())].to_owned())];
        pairs.retain(|(_, words)| !words.is_empty());
        for facet in &list.facets {
            for _ in 0..next(4) {
                let option = &facet.options[next(facet.options.len())];
                pairs.push((facet.key.to_owned(), option.value.clone()));
            }
        }
        pairs.push(("sort".into(), ["path", "short", "title"][next(3)].into()));
        if next(4) == 0 {
            pairs.push(("seed".into(), next(1_000).to_string()));
        }
        all.push(Asked(pairs));
    }
    all
}

/// The real content, with copies of its ideas under other names up to a number.
fn many(content: &Path, number: usize) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    read(content, "", &mut files)?;
    let ideas: Vec<SourceFile> = files
        .iter()
        .filter(|it| it.path.starts_with("projects/") && it.path.ends_with(".md"))
        .cloned()
        .collect();
    for copy in ideas.len()..number {
        let idea = &ideas[copy % ideas.len()];
        // The text is not searched, so a short one keeps the bench quick.
        let head = idea.text.split("\n+++\n").next().unwrap_or_default();
        files.push(SourceFile {
            path: idea.path.replace(".md", &format!("-{copy}.md")),
            shown: idea.path.clone(),
            text: format!("{head}\n+++\n\n## The problem\n\nIt is a copy.\n"),
        });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn read(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{path}/"), files)?;
        } else if path != "README.md" {
            files.push(SourceFile {
                shown: path.clone(),
                text: fs::read_to_string(entry.path())?,
                path,
            });
        }
    }
    Ok(())
}
