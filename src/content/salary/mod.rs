//! `salary/*.toml` and `salary/*.csv` to the figures of one source each, and `countries.toml`.
//!
//! The words about a source stand in the `.toml`, which people write; its figures stand in the
//! `.csv` of the same name, one group a line.

mod amount;
mod rows;

use serde::Deserialize;
use toml::Spanned;

use super::draft::Parsed;
use super::{Day, Problems, Slug, SourceFile, WebAddress, front_matter};

pub use amount::{Amount, Period, Unit};
pub(super) use rows::parse as parse_rows;
pub use rows::{Row, Segment};

/// One survey or register: figures that share a definition and may share an axis.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The name of its files and downloads.
    #[serde(skip)]
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// What the pages use it for.
    pub kind: SourceKind,
    /// The last day the figures describe, or the day the survey ended.
    pub until: Day,
    /// Where it is published.
    pub url: WebAddress,
    /// The licence of the figures: its name.
    pub licence: String,
    /// The licence of the figures: where it can be read, if it asks for its address.
    pub licence_url: Option<WebAddress>,
    /// The words the licence asks to stand beside the figures, if it asks.
    #[serde(default)]
    pub notice: String,
    /// The day we read it.
    pub collected: Day,
    /// What exactly was counted.
    pub definition: String,
    /// What was left out or changed by us, if anything.
    #[serde(default)]
    pub note: String,
    /// Why its figures differ from those of the survey beside it; for official statistics.
    #[serde(default)]
    pub compare: String,
    /// Whom a row describes, such as `backend developers`.
    pub who: String,
    /// ISO 4217 code of the currency.
    pub currency: String,
    /// What the amounts are paid for.
    pub period: Period,
    /// Whom `n` counts, such as `people who answered` or `jobs`.
    pub counted: String,
    /// The group of the segment `occupation` that is nearest to a backend developer.
    pub main: Option<Spanned<String>>,
    /// The segments that pages show; the others are in the download only.
    pub show: Vec<Segment>,
    /// The figures, from the `.csv`.
    #[serde(skip)]
    pub rows: Vec<Row>,
}

impl Source {
    /// The year the newest figures describe.
    pub fn year(&self) -> u16 {
        self.until.0.year().unsigned_abs()
    }

    /// The currency and the period of every amount.
    pub fn unit(&self) -> Unit<'_> {
        Unit {
            currency: &self.currency,
            period: self.period,
        }
    }

    /// The rows of a segment in one area, in the order of the file.
    pub fn rows_of<'a>(&'a self, area: &str, segment: Segment) -> impl Iterator<Item = &'a Row> {
        let area = area.to_owned();
        self.rows
            .iter()
            .filter(move |row| row.segment == segment && row.area == area)
    }

    /// Where the figures can be downloaded, without the extension.
    pub fn download(&self) -> String {
        format!("/data/salary/{}", self.slug)
    }
}

/// What the pages use a source for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// It answers the look-up.
    Survey,
    /// It answers where the survey has too few people: the same survey, more kinds of people.
    Wider,
    /// More of a survey, shown on the pages of its countries.
    Detail,
    /// The statistics of a state.
    Official,
}

/// A country, or a group of countries, that figures are about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 code in capitals; `EU` for the European Union and `world` for all countries.
    pub code: Spanned<String>,
    /// The name in addresses.
    pub slug: Spanned<Slug>,
    /// Its name.
    pub name: String,
    /// Its name after “in”, where that differs, such as `the United States`.
    #[serde(rename = "in")]
    pub inside: Option<String>,
    /// Whether it belongs to the European Union.
    #[serde(default)]
    pub in_eu: bool,
}

impl Country {
    /// The code of all countries together.
    pub const WORLD: &'static str = "world";
    /// The code of the European Union.
    pub const EU: &'static str = "EU";

    /// The code as text.
    pub fn code(&self) -> &str {
        self.code.as_ref()
    }

    /// The address of its page.
    pub fn url(&self) -> String {
        format!("/salary/{}", self.slug.as_ref())
    }

    /// Its name after “in”.
    pub fn inside(&self) -> &str {
        self.inside.as_deref().unwrap_or(&self.name)
    }
}

/// `countries.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Countries {
    country: Vec<Country>,
}

pub(super) fn parse_countries(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Countries>(file, problems) {
        Some(list) => Parsed::Countries(list.country),
        None => Parsed::Broken,
    }
}

pub(super) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Source>(file, problems) {
        Some(source) => Parsed::Salary(Box::new(source)),
        None => Parsed::Broken,
    }
}
