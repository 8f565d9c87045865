//! Amounts of money, exact to the cent.

use std::fmt;

use serde::Deserialize;

use crate::content::thousands;

/// An amount of money above 0 in hundredths, so that nothing is lost to binary fractions. It is
/// below [`Amount::LIMIT`], so that a hundred of them can be added and multiplied by a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

impl Amount {
    /// Hundredths that no amount reaches: a million million whole units.
    pub const LIMIT: u64 = 100_000_000_000_000;

    /// The amount of so many hundredths; none if it is 0 or too large.
    pub fn of_hundredths(hundredths: u64) -> Option<Amount> {
        (0 < hundredths && hundredths < Amount::LIMIT).then_some(Amount(hundredths))
    }

    /// The amount of so many whole units; none if it is 0 or too large.
    pub fn of_units(units: u64) -> Option<Amount> {
        Amount::of_hundredths(units.checked_mul(100)?)
    }

    /// How many hundredths it is.
    pub fn hundredths(self) -> u64 {
        self.0
    }

    /// How many whole units it is, rounded to the nearest.
    pub fn units(self) -> u64 {
        self.0.saturating_add(50) / 100
    }

    /// `81685` or `48.08`, as files and addresses write it.
    pub(crate) fn parse(text: &str) -> Option<Amount> {
        let (whole, cents) = text.split_once('.').unwrap_or((text, "00"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
        if !digits(whole) || !digits(cents) || cents.len() > 2 {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let cents: u64 = format!("{cents:0<2}").parse().ok()?;
        Amount::of_hundredths(whole.checked_mul(100)?.checked_add(cents)?)
    }

    /// As in `81685` or `48.08`, for files and addresses.
    pub fn plain(self) -> String {
        match self.0 % 100 {
            0 => (self.0 / 100).to_string(),
            cents => format!("{}.{cents:02}", self.0 / 100),
        }
    }
}

/// As people read it: `81,685` or `48.08`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = thousands(self.0 / 100);
        match self.0 % 100 {
            0 => f.write_str(&whole),
            cents => write!(f, "{whole}.{cents:02}"),
        }
    }
}

/// What an amount is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Twelve months.
    Year,
    /// A month.
    Month,
    /// An hour of work.
    Hour,
}

impl Period {
    /// As in “a year”.
    pub fn name(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Month => "month",
            Period::Hour => "hour",
        }
    }

    /// As in “a year” and “an hour”.
    pub fn each(self) -> &'static str {
        match self {
            Period::Year => "a year",
            Period::Month => "a month",
            Period::Hour => "an hour",
        }
    }
}

/// The currency and the period of an amount: amounts of different units are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit<'a> {
    /// ISO 4217 code.
    pub currency: &'a str,
    /// What it is paid for.
    pub period: Period,
}

impl Unit<'_> {
    /// The name in addresses, such as `usd-year`.
    pub fn slug(&self) -> String {
        format!("{}-{}", self.currency.to_lowercase(), self.period.name())
    }

    /// The currency in words, several of it: `US dollars`.
    pub fn currency_name(&self) -> &str {
        match self.currency {
            "AUD" => "Australian dollars",
            "CAD" => "Canadian dollars",
            "DKK" => "Danish kroner",
            "EUR" => "euros",
            "GBP" => "British pounds",
            "NOK" => "Norwegian kroner",
            "SEK" => "Swedish kronor",
            "USD" => "US dollars",
            other => other,
        }
    }
}

/// As in `US dollars a year`.
impl fmt::Display for Unit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency_name(), self.period.each())
    }
}
