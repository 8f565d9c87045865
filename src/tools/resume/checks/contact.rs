//! Who it is about, and how they are reached.

use super::super::headings::Part;
use super::{Case, Outcome, found, lines, missing, part_of_line};

/// Exactly one plausible email address: it is needed to reply. (Tech Interview Handbook: must have.)
pub(super) fn email(case: &Case<'_>) -> Outcome {
    let mut emails = case.reading.contact.emails.clone();
    emails.sort_by_key(|(line, email)| (email.to_lowercase(), *line));
    emails.dedup_by_key(|(_, email)| email.to_lowercase());
    emails.sort_by_key(|(line, _)| *line);
    match emails.len() {
        0 => missing(0),
        1 => Outcome::Good,
        _ => found(
            emails
                .into_iter()
                .map(|(line, email)| part_of_line(line, email))
                .collect(),
        ),
    }
}

/// An address at an employer or a school ends with the job, and a joke name is read by a stranger.
/// (Tech Interview Handbook: never the work address. The jokes are our judgement.)
pub(super) fn email_provider(case: &Case<'_>) -> Outcome {
    const JOKES: [&str; 14] = [
        "ninja", "sexy", "dude", "420", "xx", "rockstar", "wizard", "babe", "killer", "gamer",
        "hacker", "princess", "cool", "guru",
    ];
    let employers: Vec<String> = case
        .reading
        .lines_of(Part::Experience)
        .filter(|(_, line)| line.kind == super::super::Kind::Text && line.words.len() < 15)
        .flat_map(|(_, line)| &line.words)
        .map(|word| word.to_lowercase())
        .filter(|word| word.len() >= 4)
        .collect();
    let is_bad = |email: &str| {
        let lower = email.to_lowercase();
        let (local, domain) = lower.split_once('@').unwrap_or((&lower, ""));
        let host = domain.split('.').next().unwrap_or(domain);
        let is_school =
            domain.ends_with(".edu") || domain.contains(".edu.") || domain.contains(".ac.");
        // A domain of one's own often has one's own name in it.
        let is_own = local
            .split(['.', '-', '_'])
            .any(|part| part.len() > 2 && host.contains(part));
        is_school
            || JOKES.iter().any(|joke| local.contains(joke))
            || (host.len() >= 4 && !is_own && employers.iter().any(|word| word == host))
    };
    let emails = &case.reading.contact.emails;
    if emails.is_empty() {
        return Outcome::Silent;
    }
    let bad = emails.iter().filter(|(_, email)| is_bad(email));
    found(
        bad.map(|(line, email)| part_of_line(*line, email))
            .collect(),
    )
}

/// A phone number with its country code, or the word “phone” in its place. (Tech Interview
/// Handbook: must have; not usual everywhere, so it is information only.) A number in the form of
/// North America is accepted as it is.
pub(super) fn phone(case: &Case<'_>) -> Outcome {
    let contact = &case.reading.contact;
    if contact.phones.is_empty() {
        return if contact.phone_word.is_some() {
            Outcome::Good
        } else {
            missing(0)
        };
    }
    let is_complete = |number: &str| {
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let is_american =
            digits == 10 && !number.starts_with('0') && number.contains(['-', ')', '.']);
        number.starts_with('+')
            || number.starts_with("00")
            || number.starts_with("(+")
            || is_american
    };
    let bad = contact
        .phones
        .iter()
        .filter(|(_, number)| !is_complete(number));
    found(
        bad.map(|(line, number)| part_of_line(*line, number))
            .collect(),
    )
}

/// City or country in the first lines, and no street: enough to know the time zone and the right
/// to work, and no more. (Tech Interview Handbook: just enough.)
pub(super) fn location(case: &Case<'_>) -> Outcome {
    let contact = &case.reading.contact;
    if !contact.streets.is_empty() {
        return found(
            contact
                .streets
                .iter()
                .map(|(line, text)| part_of_line(*line, text))
                .collect(),
        );
    }
    if contact.places.is_empty() {
        missing(0)
    } else {
        Outcome::Good
    }
}

/// The first line is a name of two to five words, because people and parsers begin there.
/// (Tech Interview Handbook: very top.)
pub(super) fn name_first(case: &Case<'_>) -> Outcome {
    let contact = &case.reading.contact;
    match (contact.name, contact.first_line) {
        (Some(_), _) | (None, None) => Outcome::Good,
        (None, Some((line, _))) => found(lines(case.reading, [line])),
    }
}

const SOCIAL: [&str; 9] = [
    "linkedin.com",
    "facebook.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "tiktok.com",
    "youtube.com",
    "xing.com",
    "wa.me",
];

/// Scheme, `www.` and case do not matter for what a link leads to.
fn host_and_path(link: &str) -> (String, &str) {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host.to_lowercase(), path)
}

fn is_social(host: &str) -> bool {
    SOCIAL
        .iter()
        .any(|site| host == *site || host.strip_suffix(site).is_some_and(|it| it.ends_with('.')))
}

/// At least one link to code or to something that runs: it proves the rest. (The résumé guides
/// we read agree on it.)
pub(super) fn link_code(case: &Case<'_>) -> Outcome {
    let links = &case.reading.contact.links;
    let shows_work = |link: &str| {
        let (host, _) = host_and_path(link);
        host.contains('.') && !is_social(&host)
    };
    if links.iter().any(|(_, link)| shows_work(link)) {
        Outcome::Good
    } else {
        missing(0)
    }
}

/// Links that can work for a stranger: no typing mistake in the beginning, not one's own machine,
/// no name to be filled in, nothing that tracks. (Dead links are a common mistake.)
pub(super) fn link_form(case: &Case<'_>) -> Outcome {
    let links = &case.reading.contact.links;
    if links.is_empty() {
        return Outcome::Silent;
    }
    let is_bad = |link: &str| {
        let lower = link.to_lowercase();
        let (host, path) = host_and_path(&lower);
        let host = host.split(':').next().unwrap_or(&host).to_owned();
        let scheme_is_wrong = lower
            .split_once("://")
            .is_some_and(|(scheme, _)| !matches!(scheme, "http" | "https"))
            || ["http:", "https:"].iter().any(|it| {
                lower
                    .strip_prefix(it)
                    .is_some_and(|rest| !rest.starts_with("//"))
            })
            || [
                "htp",
                "http//",
                "https//",
                "http://http",
                "https://http",
                "https:///",
            ]
            .iter()
            .any(|it| lower.starts_with(it))
            || lower.starts_with("www.") && !lower[4..].contains('.');
        let is_own_machine = host == "localhost"
            || host.starts_with("127.")
            || host.starts_with("192.168.")
            || host.ends_with(".local");
        let tracks = ["utm_", "fbclid=", "gclid=", "trk="]
            .iter()
            .any(|it| path.contains(it));
        let has_gap = [
            "yourname",
            "your-name",
            "username",
            "your_username",
            "your-username",
            "johndoe123",
        ]
        .iter()
        .any(|it| path.split('/').any(|part| part == *it))
            || (matches!(
                host.as_str(),
                "github.com" | "gitlab.com" | "codeberg.org" | "linkedin.com" | "linkedin.com."
            ) && path.trim_matches('/').is_empty());
        scheme_is_wrong
            || is_own_machine
            || tracks
            || has_gap
            || host.contains("..")
            || (!host.contains('.') && host != "localhost")
    };
    let bad = links.iter().filter(|(_, link)| is_bad(link));
    found(bad.map(|(line, link)| part_of_line(*line, link)).collect())
}

/// A link to LinkedIn with a short name instead of the number it is born with. (Tech Interview
/// Handbook: must have; not used in every country, so it is information only.)
pub(super) fn linkedin(case: &Case<'_>) -> Outcome {
    let links = &case.reading.contact.links;
    let is_linkedin = |link: &str| host_and_path(link).0.ends_with("linkedin.com");
    let mut profiles = links
        .iter()
        .filter(|(_, link)| is_linkedin(link))
        .peekable();
    if profiles.peek().is_none() {
        return missing(0);
    }
    let is_numbered = |link: &str| {
        let name = link
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let tail = name.rsplit('-').next().unwrap_or_default();
        name.contains('-')
            && tail.len() >= 6
            && tail.bytes().filter(u8::is_ascii_digit).count() >= 3
            && tail.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    found(
        profiles
            .filter(|(_, link)| is_numbered(link))
            .map(|(line, link)| part_of_line(*line, link))
            .collect(),
    )
}
