//! Name, addresses, numbers and links, as a parser finds them.

use super::headings::{self, Part};
use super::read::{Kind, Line};

/// Who the résumé is about and how they are reached.
#[derive(Debug, Default)]
pub(super) struct Contact<'a> {
    /// The first line with text, and its index.
    pub(super) first_line: Option<(usize, &'a str)>,
    /// The first line, if it looks like a name.
    pub(super) name: Option<&'a str>,
    pub(super) emails: Vec<(usize, &'a str)>,
    pub(super) phones: Vec<(usize, &'a str)>,
    /// A word in place of a number, such as “phone”.
    pub(super) phone_word: Option<usize>,
    pub(super) places: Vec<(usize, &'a str)>,
    pub(super) streets: Vec<(usize, &'a str)>,
    pub(super) links: Vec<(usize, &'a str)>,
}

/// So many lines with text may stand before the first heading and still be the contact.
const HEAD_LINES: usize = 12;

pub(super) fn find<'a>(lines: &[Line<'a>]) -> Contact<'a> {
    let mut found = Contact::default();
    let mut head = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.kind == Kind::Blank || line.kind == Kind::Rule {
            continue;
        }
        if found.first_line.is_none() {
            found.first_line = Some((index, line.text));
            found.name = name(line.text);
        }
        addresses(index, line.text, &mut found);
        let is_head =
            (line.part == Part::Head && head < HEAD_LINES) || is_below_contact(lines, index);
        if is_head && line.kind != Kind::Heading {
            head += 1;
            for segment in segments(line.text) {
                segment_of_head(index, segment, head, &mut found);
            }
        }
    }
    found
}

/// Whether the line stands under a heading such as “Contact”.
fn is_below_contact(lines: &[Line<'_>], index: usize) -> bool {
    if lines[index].part != Part::Other {
        return false;
    }
    let nearest = lines[index.saturating_sub(6)..index]
        .iter()
        .rev()
        .find(|it| it.kind == Kind::Heading);
    nearest.is_some_and(|it| {
        let bare = headings::bare(it.text);
        ["contact", "contact details", "personal details"]
            .iter()
            .any(|name| bare.eq_ignore_ascii_case(name))
    })
}

/// The pieces of a line of contact.
fn segments(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '·', '•', ';', '\t', '–', '—'])
        .flat_map(|it| it.split("  "))
        .map(str::trim)
        .filter(|it| !it.is_empty())
}

fn segment_of_head<'a>(
    index: usize,
    segment: &'a str,
    line_of_head: usize,
    found: &mut Contact<'a>,
) {
    if segment.contains('@') || segment.contains("://") {
        return;
    }
    let label_end = segment.find(':').filter(|at| *at < 20);
    let content = label_end.map_or(segment, |at| segment[at + 1..].trim());
    let digits = content.bytes().filter(u8::is_ascii_digit).count();
    let is_number = |c: char| {
        c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}')
    };
    if (7..=15).contains(&digits)
        && content.chars().all(is_number)
        && super::dates::times(content).is_empty()
    {
        found.phones.push((index, content));
        return;
    }
    let lower = segment.to_lowercase();
    if ["phone", "tel", "mobile", "telephone"]
        .iter()
        .any(|it| words_contain(&lower, it))
    {
        found.phone_word = Some(index);
        return;
    }
    if is_street(&lower) {
        found.streets.push((index, segment));
    }
    if line_of_head > 1 && is_place(content) {
        found.places.push((index, content));
    }
}

fn words_contain(lower: &str, word: &str) -> bool {
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|it| it == word)
}

/// A number and a word for a street.
fn is_street(lower: &str) -> bool {
    const STREETS: [&str; 22] = [
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "drive",
        "boulevard",
        "blvd",
        "rue",
        "calle",
        "rua",
        "strada",
        "ulica",
        "ul",
        "apt",
        "apartment",
        "flat",
        "way",
        "court",
        "postcode",
    ];
    let has_digit = lower.bytes().any(|b| b.is_ascii_digit());
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    has_digit
        && words.any(|word| {
            STREETS.contains(&word)
                || ((word.ends_with("straße")
                    || word.ends_with("strasse")
                    || word.ends_with("straat")
                    || word.ends_with("gatan"))
                    && word.len() > 8)
        })
}

/// “Leeds, UK”, “Nairobi, Kenya”, “Berlin”, “Remote”: words that begin large, with a comma or
/// a country among them.
fn is_place(segment: &str) -> bool {
    const ALONE: [&str; 76] = [
        "uk",
        "usa",
        "germany",
        "france",
        "spain",
        "portugal",
        "italy",
        "netherlands",
        "belgium",
        "poland",
        "austria",
        "switzerland",
        "sweden",
        "norway",
        "denmark",
        "finland",
        "ireland",
        "canada",
        "australia",
        "india",
        "nigeria",
        "kenya",
        "ghana",
        "egypt",
        "brazil",
        "mexico",
        "argentina",
        "chile",
        "colombia",
        "japan",
        "china",
        "vietnam",
        "indonesia",
        "philippines",
        "turkey",
        "ukraine",
        "romania",
        "greece",
        "hungary",
        "israel",
        "singapore",
        "berlin",
        "london",
        "paris",
        "madrid",
        "lisbon",
        "rome",
        "vienna",
        "warsaw",
        "prague",
        "dublin",
        "amsterdam",
        "hamburg",
        "munich",
        "lagos",
        "nairobi",
        "accra",
        "cairo",
        "toronto",
        "sydney",
        "melbourne",
        "bangalore",
        "bengaluru",
        "mumbai",
        "delhi",
        "tokyo",
        "remote",
        "leeds",
        "glasgow",
        "manchester",
        "chicago",
        "boston",
        "seattle",
        "austin",
        "england",
        "scotland",
    ];
    let words: Vec<&str> = segment
        .split(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '\'')))
        .filter(|it| !it.is_empty())
        .collect();
    if words.is_empty() || words.len() > 6 || segment.len() > 60 {
        return false;
    }
    if words
        .iter()
        .any(|word| ALONE.contains(&word.to_lowercase().as_str()))
    {
        return true;
    }
    let is_large = |word: &&&str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c > '\u{24f}')
    };
    let has_digit = segment.bytes().any(|b| b.is_ascii_digit());
    let is_large_enough = words.iter().filter(is_large).count() * 2 > words.len();
    // A headline has brackets, a list of tools more than two commas.
    (1..=2).contains(&segment.matches(',').count())
        && !has_digit
        && is_large_enough
        && !segment.contains('(')
        && !super::technologies::named(&words).iter().any(|_| true)
}

/// The first line as a name: two to five words of letters, no label and no document type.
fn name(line: &str) -> Option<&str> {
    let bare = line
        .trim()
        .trim_start_matches('#')
        .trim()
        .trim_matches('*')
        .trim();
    let lower = bare.to_lowercase();
    let is_label = [
        "curriculum",
        "vitae",
        "resume",
        "résumé",
        "cv",
        "name",
        "lebenslauf",
        "developer",
        "engineer",
        "profile",
        "contact",
    ]
    .iter()
    .any(|word| words_contain(&lower, word));
    let is_letter = |c: char| {
        c.is_alphabetic()
            || matches!(c, ' ' | '.' | '-' | '\'' | '’' | ',' | '(' | ')' | '\u{a0}')
            || ('\u{300}'..='\u{36f}').contains(&c)
            || !c.is_ascii() && !c.is_control()
    };
    let words = bare.split_whitespace().count();
    let is_other_script = bare.chars().any(|c| c > '\u{2e7f}');
    let starts_large = bare
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
    let fits = (2..=5).contains(&words) || (is_other_script && words == 1);
    (fits && !is_label && starts_large && bare.chars().all(is_letter)).then_some(bare)
}

/// The email addresses and links of a line.
fn addresses<'a>(index: usize, line: &'a str, found: &mut Contact<'a>) {
    for chunk in line.split_whitespace() {
        for piece in chunk.split([
            '(', ')', '[', ']', '<', '>', '"', '\'', '|', ',', ';', '“', '”',
        ]) {
            let piece = piece.trim_matches(['.', ':', '*', '_', '·', '•', '!', '?']);
            let piece = piece.strip_prefix("mailto:").unwrap_or(piece);
            if is_email(piece) {
                found.emails.push((index, piece));
            } else if is_link(piece) {
                found.links.push((index, piece));
            }
        }
    }
}

fn is_email(piece: &str) -> bool {
    let Some((local, domain)) = piece.split_once('@') else {
        return false;
    };
    !local.is_empty()
        && local.len() <= 64
        && piece.len() <= 254
        && !local.contains([':', '/'])
        && domain.contains('.')
        && !domain.starts_with('.')
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|end| end.chars().count() >= 2 && end.chars().all(char::is_alphabetic))
}

/// Whether a piece of a line is meant as an address of the web, right or wrong.
fn is_link(piece: &str) -> bool {
    if piece.contains('@') && !piece.contains("://") {
        return false;
    }
    if piece.contains("://")
        || piece.starts_with("www.")
        || ["http:", "https:", "htp:", "http//", "https//"]
            .iter()
            .any(|it| piece.starts_with(it))
    {
        return piece.len() > 7;
    }
    let (host, path) = piece
        .split_once('/')
        .map_or((piece, None), |(host, path)| (host, Some(path)));
    let host = host.split(':').next().unwrap_or(host);
    if host == "localhost" {
        return true;
    }
    let Some((name, end)) = host.rsplit_once('.') else {
        return false;
    };
    let is_end = (2..=24).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase());
    let is_host = !name.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    const FILES: [&str; 20] = [
        "js", "ts", "py", "rb", "rs", "java", "php", "json", "md", "txt", "pdf", "yml", "yaml",
        "sql", "sh", "html", "css", "xml", "csv", "cs",
    ];
    let is_site = is_end && is_host && name.bytes().any(|b| b.is_ascii_alphabetic());
    match path {
        Some(_) => is_site && !name.ends_with('.'),
        None => {
            is_site
                && !FILES.contains(&end)
                && host.bytes().all(|b| !b.is_ascii_uppercase())
                && name.len() > 1
                && host != "asp.net"
        }
    }
}
