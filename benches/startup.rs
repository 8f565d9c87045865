//! What it costs to build the site, in CPU time, and what the idle server holds in memory.
//!
//! `cargo bench --bench startup`. It reads `/proc`, so it needs Linux, and nothing else.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use career_guide::content::{self, Files, Mode, Origin, Problems, SourceFile};
use career_guide::live::Recipe;
use career_guide::site::{self, Assets, Site};

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let recipe = Recipe {
        content: Some(root.join("content")),
        assets: Some(root.join("static")),
        highlighter: Arc::default(),
        ..Recipe::default()
    };
    println!("{:<44} {:>9} {:>9}", "", "CPU ms", "wall ms");
    measure("real content, first build", 1, || recipe.build().map(drop))?;
    measure("real content, rebuilt (code is kept)", 20, || {
        recipe.build().map(drop)
    })?;
    let content = root.join("content");
    let warm = &*recipe.highlighter;
    let assets = root.join("static");
    let addresses = site::read_assets(Origin::Folder(&assets), None)?.addresses();
    measure("  of that: read, parse and check", 20, || {
        content::load(Origin::Folder(&content), None, addresses.clone(), warm)?;
        Ok(())
    })?;
    measure("  of that: read the assets", 20, || {
        site::read_assets(Origin::Folder(&assets), None).map(drop)
    })?;
    let thousand = steps(1_000);
    measure("1,000 steps of 1,200 words without code", 5, || {
        let files = Files::of(thousand.clone());
        let guide = content::parse(files, Problems::default(), warm)?;
        let site = Site::build(guide, Assets::default(), Mode::Serve);
        anyhow::ensure!(site.pages().count() > 1_000, "pages are missing");
        Ok(())
    })?;
    println!(
        "{:<44} {:>9}",
        "idle server with the built-in content, MB",
        idle_memory()?
    );
    Ok(())
}

/// Runs something several times and prints the time of one run.
fn measure(name: &str, rounds: u32, run: impl Fn() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let (cpu, start) = (cpu_ms()?, Instant::now());
    for _ in 0..rounds {
        run()?;
    }
    let wall = start.elapsed().as_secs_f64() * 1_000.0 / f64::from(rounds);
    let cpu = (cpu_ms()? - cpu) / f64::from(rounds);
    println!("{name:<44} {cpu:>9.1} {wall:>9.1}");
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

/// Resident memory of the server before its first request, in MB.
fn idle_memory() -> anyhow::Result<u64> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_career-guide"))
        .args(["serve", "--address", "127.0.0.1:0"])
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    if let Some(stdout) = server.stdout.take() {
        BufReader::new(stdout).read_line(&mut line)?;
    }
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()))?;
    server.kill()?;
    server.wait()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = resident
        .and_then(|rest| rest.split_whitespace().next())
        .unwrap_or("0");
    Ok(kilobytes.parse::<u64>()? / 1024)
}

/// A guide with many steps, each with links, lists and a table, and no code.
fn steps(number: usize) -> Vec<SourceFile> {
    let mut files = vec![
        file("site.toml", "name = \"Bench\"\ntagline = \"A bench.\"\norigin = \"https://bench.example\"\nlicence = \"CC0\"\nlicence_url = \"https://cc.example/\"\nheader = []\nmenu = []\n".into()),
        file("home.toml", "title = \"Bench\"\nlead = \"A bench.\"\nquestions = []\ndoor = []\n".into()),
        file("resources.toml", ["a", "b", "c"].map(|slug| format!("[[resource]]\nslug = \"{slug}\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"docs\"\ncost = \"free\"\nstep = \"step-0\"\nwhy = \"W\"\n")).concat()),
    ];
    let mut roadmap = String::new();
    for first in (0..number).step_by(7) {
        let slugs: Vec<String> = (first..number.min(first + 7))
            .map(|step| format!("\"step-{step}\""))
            .collect();
        let _ = writeln!(
            roadmap,
            "[[phase]]\nslug = \"phase-{first}\"\ntitle = \"Phase {first}\"\nsummary = \"S\"\nsteps = [{}]\noutcomes = []\nskip = []\n",
            slugs.join(", ")
        );
    }
    files.push(file("roadmap.toml", roadmap));
    let paragraph = "The answer comes first, then the reason and an **example** with `code` in it, as a reader would want it at the end of a long day. ".repeat(3);
    for step in 0..number {
        let before = step.saturating_sub(1);
        let needs = if step == 0 {
            String::new()
        } else {
            format!("\"step-{before}\"")
        };
        let mut text = format!(
            "+++\ntitle = \"Step {step}\"\nsummary = \"What it is.\"\nhours = [4, 8]\nhours_from = \"Judgement.\"\nrequired = true\nneeds = [{needs}]\ntrack = \"main\"\noutcomes = [\"a\", \"b\", \"c\"]\nresources = [\"a\", \"b\", \"c\"]\npublished = 2026-11-21\nreviewed = 2026-11-21\n+++\n"
        );
        for title in [
            "Why it matters",
            "First",
            "Second",
            "Do it",
            "Check yourself",
            "Common mistakes",
            "How this comes up in interviews",
        ] {
            let _ = writeln!(
                text,
                "\n## {title}\n\n{paragraph}\nSee [the one before](step-{before}.md#first).\n\n{paragraph}\n\n- One\n- Two\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"
            );
        }
        files.push(file(&format!("guide/step-{step}.md"), text));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn file(path: &str, text: String) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        shown: path.to_owned(),
        text,
    }
}
