//! `salary/*.toml` to the figures of one source each.

use serde::Deserialize;

use super::draft::Parsed;
use super::{Day, Problems, SourceFile, front_matter};

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
    pub url: String,
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
    pub value: String,
    /// How many were counted.
    pub n: Option<u32>,
    /// 1 in 10 earns less.
    pub p10: Option<f64>,
    /// 1 in 4 earns less.
    pub p25: Option<f64>,
    /// Half earn less.
    pub p50: Option<f64>,
    /// 1 in 4 earns more.
    pub p75: Option<f64>,
    /// 1 in 10 earns more.
    pub p90: Option<f64>,
    /// The average.
    pub mean: Option<f64>,
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Source>(file, problems) {
        Some(source) => Parsed::Salary(source),
        None => Parsed::Broken,
    }
}
