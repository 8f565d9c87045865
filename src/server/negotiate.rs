//! What a request says about encodings and about what the browser has already.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH, IF_RANGE, RANGE};
use http_range_header::StartPosition;

use crate::pages::Encoding;

/// The encodings a request accepts, the most wanted first (RFC 9110, 12.5.3).
///
/// Equal wishes are ordered as [`Encoding::ALL`] is. Without a wish the bytes are sent as they
/// are, and so they are to somebody who accepts nothing that we have, unless that is refused as
/// well; then there are none.
pub(super) fn encodings(request: &HeaderMap) -> [Option<Encoding>; Encoding::ALL.len()] {
    let mut values = request.get_all(ACCEPT_ENCODING).into_iter().peekable();
    if values.peek().is_none() {
        return [Some(Encoding::Identity), None, None];
    }
    if request.len() == request.keys_len()
        && let Some(usual) = values.peek().and_then(|value| usual(value.as_bytes()))
    {
        return usual;
    }
    let mut wishes = Wishes::default();
    for value in values {
        for wish in value.as_bytes().split(|it| *it == b',') {
            wishes.add(wish);
        }
    }
    let mut accepted = Encoding::ALL.map(|it| (wishes.quality(it), it));
    accepted.sort_by_key(|it| std::cmp::Reverse(it.0));
    accepted.map(|(quality, encoding)| (quality > 0).then_some(encoding))
}

/// What browsers and the usual programs say, word for word, so that it need not be taken apart for
/// each request. The tests hold it against the rule.
fn usual(value: &[u8]) -> Option<[Option<Encoding>; Encoding::ALL.len()]> {
    match value {
        b"gzip, deflate, br, zstd" | b"gzip, deflate, br" => Some(Encoding::ALL.map(Some)),
        b"gzip, deflate" | b"gzip" => Some([Some(Encoding::Gzip), Some(Encoding::Identity), None]),
        _ => None,
    }
}

/// The qualities of the encodings, from 0 (refused) to 1,000; none if not named.
#[derive(Default)]
struct Wishes {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    any: Option<u16>,
}

impl Wishes {
    fn add(&mut self, wish: &[u8]) {
        let end = wish.iter().position(|it| *it == b';');
        let (name, parameters) = wish.split_at(end.unwrap_or(wish.len()));
        let quality = match parameters {
            [] => 1_000,
            [_, parameters @ ..] => quality(parameters),
        };
        let name = name.trim_ascii();
        let is = |it: &[u8]| name.eq_ignore_ascii_case(it);
        let slot = if is(b"br") {
            &mut self.brotli
        } else if is(b"gzip") || is(b"x-gzip") {
            &mut self.gzip
        } else if is(b"identity") {
            &mut self.identity
        } else if name == b"*" {
            &mut self.any
        } else {
            return;
        };
        *slot = Some(quality);
    }

    fn quality(&self, encoding: Encoding) -> u16 {
        match encoding {
            Encoding::Brotli => self.brotli.or(self.any).unwrap_or(0),
            Encoding::Gzip => self.gzip.or(self.any).unwrap_or(0),
            // Acceptable unless it is refused, and then the last choice.
            Encoding::Identity => self.identity.or(self.any).unwrap_or(1),
        }
    }
}

/// The number in `q=0.5`, times 1,000. What cannot be read counts as refused.
fn quality(parameters: &[u8]) -> u16 {
    let parameter = std::str::from_utf8(parameters).unwrap_or("q=0").trim();
    let Some(text) = parameter
        .strip_prefix("q=")
        .or_else(|| parameter.strip_prefix("Q="))
    else {
        return 1_000;
    };
    match text.trim().parse::<f32>() {
        Ok(number) if (0.0..=1.0).contains(&number) => (number * 1_000.0) as u16,
        _ => 0,
    }
}

/// Whether the browser has this version already (RFC 9110, 13.1.2: the weak comparison).
pub(super) fn has(request: &HeaderMap, etag: &[u8]) -> bool {
    let values = request.get_all(IF_NONE_MATCH).into_iter();
    values
        .flat_map(|list| list.as_bytes().split(|it| *it == b','))
        .map(<[u8]>::trim_ascii)
        .any(|tag| tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag)
}

/// The part of a download that is wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// From one byte to another, both included.
    Bytes { from: usize, to: usize },
    /// Nothing of it exists.
    Outside,
}

/// The part a request asks for (RFC 9110, 14.2), none if it wants the whole.
///
/// Several parts at once and what cannot be read are answered with the whole, and so is
/// somebody whose part belongs to another version.
pub(super) fn part(request: &HeaderMap, etag: &[u8], length: usize) -> Option<Part> {
    let range = request.get(RANGE)?.to_str().ok()?;
    let same = request.get(IF_RANGE).is_none_or(|it| it.as_bytes() == etag);
    if !same || has(request, etag) {
        return None;
    }
    let ranges = http_range_header::parse_range_header(range).ok()?;
    if ranges.ranges.len() != 1 {
        return None;
    }
    // More from the end than there is means all of it (RFC 9110, 14.1.3).
    if let StartPosition::FromLast(last) = ranges.ranges[0].start
        && last >= length as u64
        && length > 0
    {
        return Some(Part::Bytes {
            from: 0,
            to: length - 1,
        });
    }
    match ranges.validate(length as u64) {
        Ok(valid) => {
            let range = valid.into_iter().next()?;
            let end = |it: u64| usize::try_from(it).ok();
            let (from, to) = (end(*range.start())?, end(*range.end())?);
            Some(Part::Bytes { from, to })
        }
        Err(_) => Some(Part::Outside),
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is its job"
)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    fn names(value: &str) -> String {
        let mut request = HeaderMap::new();
        request.insert(ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
        let names: Vec<&str> = encodings(&request)
            .into_iter()
            .flatten()
            .map(Encoding::name)
            .collect();
        names.join(" ")
    }

    #[test]
    fn wishes_are_ordered_by_quality_and_then_by_ours() {
        assert_eq!(names("gzip, deflate, br, zstd"), "br gzip identity");
        assert_eq!(names("br;q=0.5, gzip"), "gzip br identity");
        assert_eq!(names("GZIP;Q=0.8"), "gzip identity");
        assert_eq!(names("x-gzip"), "gzip identity");
        assert_eq!(names("*"), "br gzip identity");
        assert_eq!(names("*;q=0.1, identity"), "identity br gzip");
    }

    #[test]
    fn the_usual_wishes_are_read_as_all_others() {
        for value in [
            "gzip, deflate, br, zstd",
            "gzip, deflate, br",
            "gzip, deflate",
            "gzip",
        ] {
            assert!(usual(value.as_bytes()).is_some());
            // A blank more, and it is not one of them.
            assert_eq!(names(value), names(&format!("{value} ")), "{value}");
        }
    }

    #[test]
    fn nothing_asked_for_is_identity() {
        assert_eq!(names(""), "identity");
        assert_eq!(names("zstd"), "identity");
        assert_eq!(names("deflate;q=1.0, compress"), "identity");
        assert_eq!(
            encodings(&HeaderMap::new()),
            [Some(Encoding::Identity), None, None]
        );
    }

    #[test]
    fn what_is_refused_is_not_sent() {
        assert_eq!(names("br;q=0, gzip"), "gzip identity");
        assert_eq!(names("identity;q=0, gzip"), "gzip");
        assert_eq!(names("identity;q=0"), "");
        assert_eq!(names("*;q=0"), "");
        assert_eq!(names("*;q=0, gzip;q=0.1"), "gzip");
        assert_eq!(
            names("br;q=1.1, gzip;q=x"),
            "identity",
            "what cannot be read is not a wish"
        );
    }

    #[test]
    fn versions_are_compared_weakly() {
        let has_tag = |value: &str| {
            let mut request = HeaderMap::new();
            request.insert(IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
            has(&request, b"\"abc-br\"")
        };
        for value in [
            "\"abc-br\"",
            "W/\"abc-br\"",
            "\"x\", \"abc-br\"",
            "*",
            "\"x\",W/\"abc-br\" , \"y\"",
        ] {
            assert!(has_tag(value), "{value}");
        }
        for value in ["\"abc\"", "abc-br", "", "\"abc-gzip\"", "\"ABC-br\""] {
            assert!(!has_tag(value), "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_wish_has_an_answer(value in "[ -~]{0,60}") {
            let names = names(&value);
            prop_assert!(names.split(' ').count() <= 3);
        }

        /// What is refused by name never comes back, whatever else is asked for.
        #[test]
        fn a_refusal_by_name_holds(rest in "(gzip|\\*|identity|zstd)(;q=(0|1|0\\.[0-9]{1,3}))?(, ?(gzip|\\*))?") {
            let names = names(&format!("{rest}, br;q=0"));
            prop_assert!(!names.contains("br"), "{}", names);
        }
    }
}
