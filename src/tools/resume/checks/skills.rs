//! What is claimed, what proves it, and how it is spelled.

use std::collections::{BTreeMap, BTreeSet};

use super::super::headings::Part;
use super::super::read::Kind;
use super::super::technologies::EVERYWHERE;
use super::super::words::is_address;
use super::{Case, Outcome, found, missing, part_of_line};

/// The technologies of a part, each with the line that names it first.
fn technologies(case: &Case<'_>, parts: &[Part]) -> BTreeMap<&'static str, usize> {
    let mut all = BTreeMap::new();
    for part in parts {
        for (index, line) in case.reading.lines_of(*part) {
            for (_, it) in &line.technologies {
                all.entry(it.name).or_insert(index);
            }
        }
    }
    all
}

/// What the technologies of a part prove: themselves and what they are made with.
fn proven(case: &Case<'_>) -> BTreeSet<&'static str> {
    let parts = [
        Part::Projects,
        Part::Experience,
        Part::Summary,
        Part::Other,
        Part::Education,
        Part::Odd,
    ];
    let mut all = BTreeSet::new();
    for part in parts {
        for (_, line) in case.reading.lines_of(part) {
            for (_, it) in &line.technologies {
                all.insert(it.name);
                all.extend(it.implies);
            }
        }
    }
    all
}

/// What is listed as a skill is used in a project or a job: a claim needs evidence. Three without
/// it, and two of five, are many.
pub(super) fn in_context(case: &Case<'_>) -> Outcome {
    let listed = technologies(case, &[Part::Skills]);
    let has_work = case.reading.has(Part::Projects) || case.reading.has(Part::Experience);
    if listed.len() < 3 || !has_work {
        return Outcome::Silent;
    }
    let proven = proven(case);
    let is_bare = |name: &str| !proven.contains(name) && !EVERYWHERE.contains(&name);
    let bare: Vec<_> = listed.iter().filter(|(name, _)| is_bare(name)).collect();
    if bare.len() >= 3 && bare.len() * 5 > listed.len() * 2 {
        found(
            bare.into_iter()
                .map(|(name, line)| part_of_line(*line, name))
                .collect(),
        )
    } else {
        Outcome::Good
    }
}

/// What is used in projects and jobs stands in the skills too, because recruiters search there.
pub(super) fn unlisted(case: &Case<'_>) -> Outcome {
    if !case.reading.has(Part::Skills) {
        return Outcome::Silent;
    }
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    for (_, line) in case.reading.lines_of(Part::Skills) {
        for (_, it) in &line.technologies {
            listed.insert(it.name);
            listed.extend(it.implies);
        }
    }
    let used = technologies(case, &[Part::Projects, Part::Experience]);
    let is_absent = |name: &str| !listed.contains(name) && !EVERYWHERE.contains(&name);
    let absent: Vec<_> = used.iter().filter(|(name, _)| is_absent(name)).collect();
    if absent.len() >= 3 {
        found(
            absent
                .into_iter()
                .map(|(name, line)| part_of_line(*line, name))
                .collect(),
        )
    } else {
        Outcome::Good
    }
}

/// The words of the advert that the résumé does not say; add only what is true. (Tech Interview
/// Handbook: the advert's own terms.)
pub(super) fn keyword_gap(case: &Case<'_>) -> Outcome {
    let Some(comparison) = case.comparison else {
        return Outcome::Silent;
    };
    let (has, lacks) = (comparison.found.len(), comparison.missing.len());
    if has + lacks == 0 {
        Outcome::Silent
    } else if lacks >= 3 && lacks > has {
        missing(lacks)
    } else {
        Outcome::Good
    }
}

/// Short forms that people outside of the field do not know are written in full once. (Tech
/// Interview Handbook: full name and short form, because both are searched for.)
pub(super) fn acronym(case: &Case<'_>) -> Outcome {
    const SHORT: [(&str, &[&str]); 10] = [
        ("AWS", &["amazon web services"]),
        ("GCP", &["google cloud"]),
        (
            "CI/CD",
            &[
                "continuous integration",
                "continuous delivery",
                "continuous deployment",
            ],
        ),
        ("TDD", &["test-driven", "test driven"]),
        ("DDD", &["domain-driven", "domain driven"]),
        ("RBAC", &["role-based", "role based"]),
        ("ETL", &["extract, transform", "extract transform"]),
        ("IaC", &["infrastructure as code"]),
        ("SRE", &["site reliability"]),
        ("ERP", &["enterprise resource"]),
    ];
    let lower = case.reading.text.to_lowercase();
    let first_line = |short: &str| {
        let is_here = |words: &[&str]| match short.split_once('/') {
            Some((one, two)) => words.windows(2).any(|pair| pair == [one, two]),
            None => words.contains(&short),
        };
        case.reading
            .lines
            .iter()
            .position(|line| is_here(&line.words))
    };
    let bare = SHORT
        .iter()
        .filter(|(_, full)| !full.iter().any(|it| lower.contains(it)));
    let bare: Vec<_> = bare
        .filter_map(|(short, _)| Some(part_of_line(first_line(short)?, short)))
        .collect();
    // One of them is known to everybody who reads for this job.
    if bare.len() >= 2 {
        found(bare)
    } else {
        Outcome::Good
    }
}

/// Wrong and right spellings of one word.
const SPELLINGS: [(&str, &str); 44] = [
    ("Javascript", "JavaScript"),
    ("Java Script", "JavaScript"),
    ("JavaScipt", "JavaScript"),
    ("Typescript", "TypeScript"),
    ("Github", "GitHub"),
    ("Git Hub", "GitHub"),
    ("Gitlab", "GitLab"),
    ("NodeJS", "Node.js"),
    ("NodeJs", "Node.js"),
    ("Nodejs", "Node.js"),
    ("Node.JS", "Node.js"),
    ("Node JS", "Node.js"),
    ("Postgress", "PostgreSQL"),
    ("Postgres SQL", "PostgreSQL"),
    ("PostgresSQL", "PostgreSQL"),
    ("PostGreSQL", "PostgreSQL"),
    ("PostgreSql", "PostgreSQL"),
    ("Postgresql", "PostgreSQL"),
    ("Mongo DB", "MongoDB"),
    ("MongoDb", "MongoDB"),
    ("Mongodb", "MongoDB"),
    ("My SQL", "MySQL"),
    ("MySql", "MySQL"),
    ("Mysql", "MySQL"),
    ("SqlLite", "SQLite"),
    ("SQLLite", "SQLite"),
    ("Sqlite", "SQLite"),
    ("Fast API", "FastAPI"),
    ("Fastapi", "FastAPI"),
    ("Graphql", "GraphQL"),
    ("GraphQl", "GraphQL"),
    ("SpringBoot", "Spring Boot"),
    ("Springboot", "Spring Boot"),
    ("Kubernets", "Kubernetes"),
    ("Kubernetis", "Kubernetes"),
    ("Linkedin", "LinkedIn"),
    ("Linked In", "LinkedIn"),
    ("RabbitMq", "RabbitMQ"),
    ("Rabbit MQ", "RabbitMQ"),
    ("RESTfull", "RESTful"),
    ("Restfull", "RESTful"),
    ("Docker-compose", "Docker Compose"),
    ("DotNet", ".NET"),
    ("Elastic Search", "Elasticsearch"),
];

/// Names of tools as their makers write them: a wrong one looks careless. (Typing errors were the
/// strongest signal in the data of interviewing.io's founder: one firm, 2012.)
pub(super) fn brand_spelling(case: &Case<'_>) -> Outcome {
    let mut bad = Vec::new();
    for (index, line) in case.reading.lines.iter().enumerate() {
        for (at, word) in line.words.iter().enumerate() {
            if is_address(word) || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
                continue;
            }
            let pair = line.words.get(at + 1).map(|next| format!("{word} {next}"));
            let wrong = SPELLINGS
                .iter()
                .find(|(wrong, _)| wrong == word || pair.as_deref() == Some(wrong));
            if let Some((wrong, right)) = wrong {
                bad.push(part_of_line(index, &format!("{wrong} → {right}")));
            }
        }
    }
    found(bad)
}

/// “Python 90 %”, stars, and “expert” on every line cannot be measured. (Common mistakes; nobody
/// knows the scale.)
pub(super) fn bars(case: &Case<'_>) -> Outcome {
    if !case.reading.has(Part::Skills) {
        return Outcome::Silent;
    }
    let is_drawn = |text: &str| {
        let marks = |c: char| {
            matches!(
                c,
                '★' | '☆'
                    | '●'
                    | '○'
                    | '■'
                    | '□'
                    | '▓'
                    | '░'
                    | '█'
                    | '▰'
                    | '▱'
                    | '⭐'
                    | '◆'
                    | '◇'
                    | '⬤'
            )
        };
        text.chars().filter(|c| marks(*c)).count() >= 3
    };
    let is_rated = |words: &[&str]| {
        let share = |word: &&str| {
            word.strip_suffix('%')
                .is_some_and(|it| it.parse::<u8>().is_ok())
        };
        words.iter().any(share)
    };
    let is_of_ten = |text: &str| {
        text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';'))
            .any(|chunk| {
                let Some((got, most)) = chunk.split_once('/') else {
                    return false;
                };
                got.len() <= 2 && got.parse::<u8>().is_ok() && matches!(most, "5" | "10")
            })
    };
    let mut expert = 0;
    let mut bad = Vec::new();
    for (index, line) in case.reading.lines_of(Part::Skills) {
        let percent = line.text.contains(" %") && line.text.bytes().any(|b| b.is_ascii_digit());
        expert += line
            .words
            .iter()
            .filter(|word| word.eq_ignore_ascii_case("expert"))
            .count();
        if is_drawn(line.text)
            || is_rated(&line.words)
            || is_of_ten(line.text)
            || percent
            || expert >= 3
        {
            expert = 0;
            bad.push(part_of_line(index, line.text));
        }
    }
    found(bad)
}

/// A well-known tutorial as a project, with less than two bullets about one's own part. (The Odin
/// Project and our own guide: clones need their own part.)
pub(super) fn tutorial_project(case: &Case<'_>) -> Outcome {
    const TUTORIALS: [&str; 16] = [
        "todo app",
        "to-do app",
        "todo list",
        "to-do list",
        "to do list",
        "weather app",
        "calculator",
        "tic-tac-toe",
        "tic tac toe",
        "netflix clone",
        "twitter clone",
        "instagram clone",
        "spotify clone",
        "amazon clone",
        "youtube clone",
        "airbnb clone",
    ];
    if !case.reading.has(Part::Projects) {
        return Outcome::Silent;
    }
    let lines: Vec<_> = case.reading.lines_of(Part::Projects).collect();
    let mut bad = Vec::new();
    for (nth, (index, line)) in lines.iter().enumerate() {
        let lower: String = line
            .text
            .chars()
            .take(60)
            .collect::<String>()
            .to_lowercase();
        let is_title = matches!(line.kind, Kind::Text) || line.words.len() <= 6;
        if is_title && TUTORIALS.iter().any(|name| lower.contains(name)) {
            let own = lines[nth + 1..]
                .iter()
                .skip_while(|(_, next)| next.kind == Kind::Text && next.technologies.len() >= 2)
                .take_while(|(_, next)| next.kind != Kind::Text)
                .filter(|(_, next)| next.kind == Kind::Bullet && next.words.len() > 5)
                .take(2);
            if own.count() < 2 {
                bad.push(part_of_line(*index, line.text));
            }
        }
    }
    found(bad)
}
