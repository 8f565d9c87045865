//! `salary/*.toml` to the figures of one source each.

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Problems, SourceFile, WebAddress, front_matter};

/// One survey or register: figures that share a definition and may share an axis.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// The year the figures describe.
    pub year: u16,
    /// Where it is published.
    pub url: WebAddress,
    /// The licence of the figures.
    pub licence: String,
    /// The day we read it.
    pub collected: Day,
    /// What exactly was counted.
    pub definition: String,
    /// What was left out or changed by us, if anything.
    #[serde(default)]
    pub note: String,
    /// ISO 4217 code of the currency.
    pub currency: String,
    /// What the amounts are paid for: `year`, `month` or `hour`.
    pub period: String,
    /// Whom a row counts, such as `people who answered` or `jobs`.
    pub counted: String,
    /// The figures.
    #[serde(rename = "row")]
    pub rows: Vec<Row>,
}

/// The distribution of pay in one group. An absent amount was not published.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// ISO 3166-1 alpha-2 code; absent for the world and for groups of countries.
    pub country: Option<String>,
    /// What the group is made by: `country`, `experience`, `language`, `metro` …
    pub segment: String,
    /// The group, such as `Germany` or `5 to 9 years`.
    pub value: Spanned<String>,
    /// How many were counted.
    pub n: Option<u32>,
    /// 1 in 10 earns less.
    pub p10: Option<Amount>,
    /// 1 in 4 earns less.
    pub p25: Option<Amount>,
    /// Half earn less.
    pub p50: Option<Amount>,
    /// 1 in 4 earns more.
    pub p75: Option<Amount>,
    /// 1 in 10 earns more.
    pub p90: Option<Amount>,
    /// The average.
    pub mean: Option<Amount>,
}

/// An amount of money, above 0 and not infinite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Deserialize)]
#[serde(try_from = "f64")]
pub struct Amount(pub f64);

impl TryFrom<f64> for Amount {
    type Error = &'static str;

    fn try_from(number: f64) -> Result<Amount, &'static str> {
        if number.is_finite() && number > 0.0 {
            Ok(Amount(number))
        } else {
            Err(super::problem::NOT_AN_AMOUNT)
        }
    }
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Source>(file, problems) {
        Some(source) => {
            for row in &source.rows {
                let amounts = [row.p10, row.p25, row.p50, row.p75, row.p90];
                if !amounts.into_iter().flatten().is_sorted() {
                    problems.percentiles_fall(file, row.value.span().start, row.value.as_ref());
                }
            }
            Parsed::Salary(source)
        }
        None => Parsed::Broken,
    }
}
