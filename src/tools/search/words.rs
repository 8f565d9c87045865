//! Text to words: where they stand, and what is the same word.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters beyond which two words are the same to us; nobody types longer ones.
const MOST_LETTERS: usize = 40;

/// Words that say nothing about what a text is about. They count in titles and in phrases only.
const STOP_WORDS: [&str; 88] = [
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "best", "between",
    "but", "by", "can", "cant", "could", "did", "do", "does", "doesnt", "dont", "for", "from",
    "get", "good", "had", "has", "have", "how", "i", "if", "im", "in", "into", "is", "isnt", "it",
    "its", "ive", "just", "kind", "like", "many", "me", "mean", "more", "much", "my", "need", "no",
    "not", "of", "on", "or", "our", "really", "should", "so", "some", "still", "than", "that",
    "the", "their", "them", "there", "they", "this", "to", "up", "use", "versus", "vs", "want",
    "was", "we", "what", "whats", "when", "where", "which", "who", "why", "will", "with", "you",
];

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, without accents.
    pub(super) text: String,
    /// Where it stands, in bytes.
    pub(super) place: Range<usize>,
}

/// The words of a text in order. Letters and figures make words; an apostrophe inside one is
/// passed over, and `+` and `#` at its end belong to it, as in `C++` and `C#`.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, it)| !it.is_alphanumeric()).is_some() {}
        let (start, _) = *rest.peek()?;
        let mut end = start;
        while let Some((at, letter)) = rest.next_if(|(at, it)| {
            it.is_alphanumeric() || is_combining_mark(*it) || is_inner(*it, &text[*at..])
        }) {
            end = at + letter.len_utf8();
        }
        let signs = text[end..].bytes().take_while(|it| b"+#".contains(it));
        let after = end + signs.count();
        let goes_on = text[after..].starts_with(char::is_alphanumeric);
        if after - start <= 3 && !goes_on {
            while rest.next_if(|(at, _)| *at < after).is_some() {}
            end = after;
        }
        // “The server’s” is about the server.
        let word = &text[start..end];
        let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        Some(Word {
            text: fold(owner.unwrap_or(word)),
            place: start..end,
        })
    })
}

/// Whether an apostrophe stands between two letters.
fn is_inner(sign: char, from: &str) -> bool {
    matches!(sign, '\'' | '’') && from.chars().nth(1).is_some_and(char::is_alphanumeric)
}

/// Lower case without accents and apostrophes.
fn fold(word: &str) -> String {
    if word.bytes().all(|it| it.is_ascii_alphanumeric()) {
        let mut word = word.to_owned();
        word.truncate(MOST_LETTERS);
        word.make_ascii_lowercase();
        return word;
    }
    word.nfkd()
        .filter(|it| !is_combining_mark(*it) && !matches!(it, '\'' | '’'))
        .flat_map(char::to_lowercase)
        .take(MOST_LETTERS)
        .collect()
}

/// Whether a folded word says nothing about what a text is about.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.binary_search(&word).is_ok()
}

/// What a folded word has in common with its other forms: `caching`, `cached` and `caches` give
/// one stem, and so do `modelling` and `modeling`, `behaviour` and `behavior`.
pub(super) fn stem(word: &str) -> String {
    if !word.bytes().all(|it| it.is_ascii_lowercase()) {
        return word.to_owned();
    }
    thread_local! {
        static ENGLISH: Stemmer = Stemmer::create(Algorithm::English);
    }
    let american = american(word);
    let mut stem = ENGLISH.with(|english| english.stem(&american).into_owned());
    if stem.len() > 3 && stem.ends_with("ll") {
        stem.pop();
    }
    stem
}

/// The American spelling of a British word; of other words too, but the same for all their forms.
fn american(word: &str) -> String {
    if word.len() < 6 {
        return word.to_owned();
    }
    let mut word = word.replace("our", "or");
    for (british, american) in [
        ("isation", "ization"),
        ("ise", "ize"),
        ("ising", "izing"),
        ("yse", "yze"),
        ("ysing", "yzing"),
    ] {
        if let Some(at) = word.rfind(british)
            && at > 2
        {
            word.replace_range(at..at + british.len(), american);
            break;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn words_are_folded_and_keep_their_place() {
        let text = "Résumé: don’t use CS50’s C++, C# or Node.js";
        assert_eq!(
            texts(text),
            [
                "resume", "dont", "use", "cs50", "c++", "c#", "or", "node", "js"
            ]
        );
        let first = words(text).next().expect("there is one");
        assert_eq!(&text[first.place], "Résumé");
        assert_eq!(
            texts("CI/CD, N+1, k8s, ﬁle"),
            ["ci", "cd", "n", "1", "k8s", "file"]
        );
        assert_eq!(texts("  \u{0}\u{202e}🎉 "), [""; 0]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (one, other) in [
            ("caching", "cache"),
            ("modelling", "modeling"),
            ("normalisation", "normalization"),
            ("authorised", "authorized"),
            ("behaviour", "behavior"),
            ("analyse", "analyze"),
            ("databases", "database"),
            ("maths", "math"),
        ] {
            assert_eq!(stem(one), stem(other), "{one}, {other}");
        }
        assert_ne!(stem("four"), stem("for"));
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }
}
