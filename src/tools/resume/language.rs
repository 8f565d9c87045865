//! Which language a résumé is written in.

use whatlang::{Detector, Lang, Script};

/// A language other than English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its English name, or “a language other than English”.
    pub name: &'static str,
}

/// So many characters are enough to tell, and more would only cost time.
const LOOKED_AT: usize = 3_000;
/// Shorter texts can be anything.
const LEAST: usize = 40;

/// Words that stand in nearly every English résumé and mean nothing in its neighbours.
const ENGLISH: [&str; 24] = [
    "the",
    "and",
    "with",
    "for",
    "of",
    "to",
    "from",
    "by",
    "at",
    "that",
    "which",
    "built",
    "skills",
    "experience",
    "education",
    "projects",
    "work",
    "developer",
    "engineer",
    "wrote",
    "using",
    "university",
    "school",
    "present",
];

/// The language of a text, if it is not English. A text that could be both is taken for English,
/// because then every check is made.
pub(super) fn foreign(text: &str) -> Option<Language> {
    let sample: String = text
        .split_whitespace()
        .filter(|word| !word.contains(['@', '/', ':']))
        .flat_map(|word| [word, " "])
        .flat_map(str::chars)
        .take(LOOKED_AT)
        .collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < LEAST {
        return None;
    }
    let foreign_letters = sample
        .chars()
        .filter(|c| c.is_alphabetic() && *c > '\u{24f}')
        .count();
    if foreign_letters * 3 < letters {
        let words: Vec<String> = sample.split_whitespace().map(str::to_lowercase).collect();
        let is_english = |word: &&String| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            ENGLISH.contains(&bare)
        };
        let share = words.iter().filter(is_english).count() * 100 / words.len().max(1);
        if share >= 8 {
            return None;
        }
        let latin = vec![
            Lang::Eng,
            Lang::Deu,
            Lang::Fra,
            Lang::Spa,
            Lang::Por,
            Lang::Ita,
            Lang::Nld,
            Lang::Pol,
            Lang::Ces,
            Lang::Swe,
            Lang::Dan,
            Lang::Nob,
            Lang::Fin,
            Lang::Tur,
            Lang::Ron,
            Lang::Hun,
            Lang::Vie,
            Lang::Ind,
            Lang::Cat,
            Lang::Hrv,
        ];
        let info = Detector::with_allowlist(latin).detect(&sample)?;
        // English with many names of tools looks like many languages, and each of them a little.
        let sure = info.confidence() >= 0.5 || (share <= 2 && info.confidence() >= 0.1);
        return (info.lang() != Lang::Eng && sure).then_some(Language {
            name: name(info.lang()),
        });
    }
    let named = whatlang::detect(&sample).filter(|info| info.script() != Script::Latin);
    let name = named.map_or("a language other than English", |info| name(info.lang()));
    Some(Language { name })
}

/// What people call it; the library names the dialect.
fn name(language: Lang) -> &'static str {
    match language {
        Lang::Cmn => "Chinese",
        Lang::Nob => "Norwegian",
        other => other.eng_name(),
    }
}
