//! Small values that files write in one way and pages show in another.

use std::fmt;
use std::net::Ipv6Addr;

use jiff::civil::Date;
use serde::Deserialize;
use toml::value::Datetime;

/// A day, written `2026-11-21` in files and `21 November 2026` on pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "Datetime")]
pub struct Day(pub Date);

impl TryFrom<Datetime> for Day {
    type Error = &'static str;

    fn try_from(value: Datetime) -> Result<Day, &'static str> {
        let error = super::problem::NOT_A_DAY;
        let (Some(date), None, None) = (value.date, value.time, value.offset) else {
            return Err(error);
        };
        let year = i16::try_from(date.year).map_err(|_| error)?;
        let month = i8::try_from(date.month).map_err(|_| error)?;
        let day = i8::try_from(date.day).map_err(|_| error)?;
        Date::new(year, month, day).map(Day).map_err(|_| error)
    }
}

impl Day {
    /// The day it is now, by the clock of this machine, in universal time.
    pub fn today() -> Day {
        Day(jiff::Timestamp::now()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date())
    }

    /// As in `2026-11-21`, for `<time datetime>` and feeds.
    pub fn iso(&self) -> String {
        self.0.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.strftime("%-d %B %Y").fmt(f)
    }
}

/// Nobody plans a step or a project of more hours than this; a larger number is a slip.
const MOST_HOURS: u32 = 1_000;

/// A range of hours, written `[14, 26]` in files and `14 to 26 hours` on pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<u32>")]
pub struct Hours {
    /// For a reader who knows half of it.
    pub least: u32,
    /// For a reader to whom all of it is new.
    pub most: u32,
}

impl TryFrom<Vec<u32>> for Hours {
    type Error = &'static str;

    fn try_from(hours: Vec<u32>) -> Result<Hours, &'static str> {
        match hours[..] {
            [least, most] if 0 < least && least <= most && most <= MOST_HOURS => {
                Ok(Hours { least, most })
            }
            _ => Err(super::problem::BAD_HOURS),
        }
    }
}

impl Hours {
    /// The hour in the middle, rounded up.
    pub fn middle(self) -> u32 {
        self.least + (self.most - self.least).div_ceil(2)
    }
}

impl std::iter::Sum for Hours {
    fn sum<I: Iterator<Item = Hours>>(parts: I) -> Hours {
        let zero = Hours { least: 0, most: 0 };
        parts.fold(zero, |sum, part| Hours {
            least: sum.least + part.least,
            most: sum.most + part.most,
        })
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least == self.most {
            write!(f, "{} hours", thousands(self.most.into()))
        } else {
            let (least, most) = (thousands(self.least.into()), thousands(self.most.into()));
            write!(f, "{least} to {most} hours")
        }
    }
}

/// An address on another site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct WebAddress(String);

impl TryFrom<String> for WebAddress {
    type Error = &'static str;

    fn try_from(text: String) -> Result<WebAddress, &'static str> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let is_sound = |rest: &str| {
            !rest.is_empty() && !rest.contains(|it: char| it.is_whitespace() || "\"<>".contains(it))
        };
        if rest.is_some_and(is_sound) {
            Ok(WebAddress(text))
        } else {
            Err(super::problem::NOT_AN_ADDRESS)
        }
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Scheme and host of the site, without a slash at the end.
///
/// # Errors
/// What it must look like.
pub fn origin(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    if rest.is_some_and(is_authority) {
        Ok(text.to_owned())
    } else {
        Err(super::problem::NOT_AN_ORIGIN.to_owned())
    }
}

/// Whether this is a host, with a port or without (RFC 3986, 3.2).
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        // The last colon of `[::1]` belongs to the address.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    let sound = |it: u8| it.is_ascii_alphanumeric() || b"-._".contains(&it);
    let is_host = match host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(sound),
    };
    is_host && port.is_none_or(|it| it.parse::<u16>().is_ok())
}

/// Where a site lives below its host, without a slash at the end; empty at the root.
///
/// # Errors
/// What it must look like.
pub fn base_path(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let sound = |it: u8| it.is_ascii_alphanumeric() || b"-_.~".contains(&it);
    let is_path = text.starts_with('/')
        && text
            .split('/')
            .skip(1)
            .all(|part| !["", ".", ".."].contains(&part) && part.bytes().all(sound));
    if text.is_empty() || is_path {
        Ok(text.to_owned())
    } else {
        Err(super::problem::NOT_A_BASE_PATH.to_owned())
    }
}

/// A number as people read it: `81685` as `81,685`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
