//! A line cut into words, and the form in which two words are the same.

/// The words of a line without the punctuation around them. Addresses stay whole.
///
/// Each character is looked at a fixed number of times, whatever the line holds.
pub(super) fn words(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for chunk in line.split_whitespace() {
        if is_address(chunk) {
            found.push(trim(chunk));
            continue;
        }
        let separators = [
            '/', '|', ',', ';', '(', ')', '[', ']', '·', '•', '–', '—', '…',
        ];
        found.extend(
            chunk
                .split(separators)
                .map(trim)
                .filter(|word| !word.is_empty()),
        );
    }
    found.retain(|word| word.chars().any(char::is_alphanumeric));
    found
}

/// Whether a chunk without blanks is an address of the web or of a person.
pub(super) fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.contains('@') || chunk.contains("www.")
        // A dot in the middle and a slash after it: `github.com/name`, not `CI/CD`.
        || chunk.split_once('/').is_some_and(|(host, _)| host.trim_end_matches('.').contains('.'))
}

fn trim(word: &str) -> &str {
    let word = word.trim_start_matches(|c: char| {
        !(c.is_alphanumeric() || matches!(c, '.' | '+' | '#' | '€' | '£' | '$' | '@'))
    });
    let word = if word.len() > 1 && word.starts_with('.') && !word[1..].starts_with('N') {
        word.trim_start_matches('.')
    } else {
        word
    };
    let word =
        word.trim_end_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#' | '%')));
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

/// What words are compared by: without case, hyphens and a plural ending.
pub(super) fn key(word: &str) -> String {
    let is_plural_of_capitals = word
        .strip_suffix('s')
        .is_some_and(|rest| rest.len() > 1 && rest.chars().all(|c| c.is_ascii_uppercase()));
    let lower = word.to_lowercase().replace('-', " ");
    let singular = lower.strip_suffix('s').filter(|rest| {
        is_plural_of_capitals || (rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']))
    });
    singular.map(str::to_owned).unwrap_or(lower)
}

/// The key of a term of several words.
pub(super) fn phrase_key(term: &str) -> String {
    let keys: Vec<String> = words(term).into_iter().map(key).collect();
    keys.join(" ")
}

/// The first so many characters of a text for a quotation, without characters that are not seen
/// or that turn the direction of what stands around them.
pub(super) fn quote(text: &str) -> String {
    const LONGEST: usize = 140;
    let mut seen = text.trim().chars().filter(|c| !is_hidden(*c));
    let mut quote: String = seen.by_ref().take(LONGEST).collect();
    if seen.next().is_some() {
        quote.push('…');
    }
    quote
}

/// Whether a character shows nothing, or changes how its neighbours are shown.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_their_punctuation_and_addresses_stay_whole() {
        let line = "Go, C++, C# (.NET) and Node.js; CI/CD: github.com/a/b, me@b.example.";
        let wanted = [
            "Go",
            "C++",
            "C#",
            ".NET",
            "and",
            "Node.js",
            "CI",
            "CD",
            "github.com/a/b",
            "me@b.example",
        ];
        assert_eq!(words(line), wanted);
    }

    #[test]
    fn plurals_and_hyphens_are_the_same_word() {
        assert_eq!(key("APIs"), key("api"));
        assert_eq!(key("containers"), key("Container"));
        assert_eq!(
            phrase_key("Event-driven designs"),
            phrase_key("event driven design")
        );
        assert_ne!(key("Redis"), key("redi"));
        assert_eq!(key("AWS"), "aws");
    }

    #[test]
    fn a_quotation_hides_no_tricks() {
        assert_eq!(quote(" a\u{202e}b\u{0}c\u{200b} "), "abc");
        assert_eq!(quote(&"x".repeat(200)).chars().count(), 141);
    }
}
