//! `dictionary-autocomplete-api`: the most frequent words with a prefix.

use serde_json::json;

use super::{Reply, Server, Variables, valid};

/// A small list; a real server loads a large one.
const WORDS: [(&str, u32); 6] = [
    ("glacier", 900),
    ("glacial", 500),
    ("glacé", 200),
    ("glad", 100),
    ("écran", 80),
    ("ecru", 80),
];

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| match ask.path.as_str() {
        "/suggest" => {
            let limit = valid::number(ask.param("limit"), 10, 1..=10);
            let (Some(limit), Some(q)) = (limit, ask.all("q").into_iter().next()) else {
                return Reply::error(400, "invalid");
            };
            if q.chars().count() > 50 {
                return Reply::error(400, "invalid");
            }
            let prefix = folded(&q);
            let mut found: Vec<(&str, u32)> = WORDS
                .into_iter()
                .filter(|(word, _)| !prefix.is_empty() && folded(word).starts_with(&prefix))
                .collect();
            found.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), folded(word)));
            let words: Vec<&str> = found.iter().take(limit).map(|it| it.0).collect();
            Reply::json(200, json!({ "q": q, "words": words }))
                .with("cache-control", "public, max-age=86400")
        }
        "/stats" => {
            let stats = json!({
                "words": WORDS.len(), "structure": "sorted_array", "build_seconds": 0.1,
                "memory_bytes": 4096,
            });
            Reply::json(200, stats)
        }
        _ => Reply::missing(),
    })
}

/// In lower case and without accents, whichever way they are written.
fn folded(text: &str) -> String {
    let plain = |it: char| match it {
        'é' | 'è' | 'ê' | 'ë' => Some('e'),
        'à' | 'â' => Some('a'),
        '\u{300}'..='\u{36f}' => None,
        it => Some(it),
    };
    text.to_lowercase().chars().filter_map(plain).collect()
}
