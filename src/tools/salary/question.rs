//! What a visitor asks about pay, and what is wrong with it.

use serde::Deserialize;

use super::{Amount, NumberError, all_units, typed_amount, units};
use crate::content::{Country, Guide, Period, Unit};
use crate::tools::FieldError;

/// The question as it arrives, every field a free text.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct PayQuery {
    /// A country by its name in addresses or its ISO code; all countries if empty.
    #[serde(default)]
    pub country: String,
    /// Years of coding: the name of a band.
    #[serde(default)]
    pub experience: String,
    /// What somebody was offered.
    #[serde(default)]
    pub offer: String,
    /// Currency and period of the offer; that of the survey if empty.
    #[serde(default)]
    pub unit: String,
}

/// The question once understood.
#[derive(Debug)]
pub struct PayQuestion<'a> {
    /// The country, or all of them.
    pub country: &'a Country,
    /// Years of coding, if they were told.
    pub band: Option<Band>,
    /// The offer with its unit, if there is one.
    pub offer: Option<(Amount, Unit<'a>)>,
}

/// How long somebody has written code, with education: the bands of the survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// 0 to 1 years. The survey has too few of them.
    First,
    /// 2 to 4 years.
    Second,
    /// 5 to 9 years.
    Third,
    /// 10 to 14 years.
    Fourth,
    /// 15 years or more.
    Fifth,
}

impl Band {
    /// All bands in order.
    pub const ALL: [Band; 5] = [
        Band::First,
        Band::Second,
        Band::Third,
        Band::Fourth,
        Band::Fifth,
    ];

    /// The name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Band::First => "0-1",
            Band::Second => "2-4",
            Band::Third => "5-9",
            Band::Fourth => "10-14",
            Band::Fifth => "15-plus",
        }
    }

    /// What the figures call it, such as `5 to 9 years`.
    pub fn group(self) -> &'static str {
        match self {
            Band::First => "0 to 1 years",
            Band::Second => "2 to 4 years",
            Band::Third => "5 to 9 years",
            Band::Fourth => "10 to 14 years",
            Band::Fifth => "15 years or more",
        }
    }
}

impl PayQuery {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        [&self.country, &self.experience, &self.offer, &self.unit]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// Understands the question; none if there are no countries to ask about.
    ///
    /// # Errors
    /// Says which field to change, and how.
    pub fn parse<'a>(&self, guide: &'a Guide) -> Option<Result<PayQuestion<'a>, Vec<FieldError>>> {
        let world = guide
            .countries
            .iter()
            .find(|it| it.code() == Country::WORLD)?;
        let mut errors = Vec::new();
        let mut wrong = |field, message: String| errors.push(FieldError { field, message });
        let name = self.country.trim();
        let country = if name.is_empty() {
            Some(world)
        } else {
            guide.countries.iter().find(|it| {
                it.slug.as_ref().as_str() == name || it.code().eq_ignore_ascii_case(name)
            })
        };
        if country.is_none() {
            wrong("country", "Choose a country from the list".to_owned());
        }
        let band = Band::ALL
            .into_iter()
            .find(|band| band.slug() == self.experience.trim());
        if band.is_none() && !self.experience.trim().is_empty() {
            wrong("experience", "Choose years from the list".to_owned());
        }
        let slug = self.unit.trim();
        let all = all_units(guide);
        let unit = all
            .iter()
            .find(|unit| slug.is_empty() || unit.slug() == slug)
            .copied();
        if unit.is_none() {
            wrong("unit", "Choose a currency from the list".to_owned());
        }
        let offer = match (typed_amount(&self.offer), unit) {
            (Ok(Some(amount)), Some(unit)) => match plausible(amount, unit) {
                Ok(()) => Some((amount, unit)),
                Err(message) => {
                    wrong("offer", message);
                    None
                }
            },
            (Err(error), _) => {
                wrong("offer", offer_error(&error));
                None
            }
            _ => None,
        };
        // Only an offer has a unit, so that an unused choice is no mistake.
        if let (Some(country), Some((_, unit))) = (country, offer) {
            let known = units(guide, country);
            if !known.contains(&unit) {
                let names: Vec<String> = known.iter().map(ToString::to_string).collect();
                wrong(
                    "unit",
                    format!(
                        "There are no figures for {} in {unit}. Choose {}",
                        country.inside(),
                        names.join(" or ")
                    ),
                );
            }
        }
        Some(match (country, errors.is_empty()) {
            (Some(country), true) => Ok(PayQuestion {
                country,
                band,
                offer,
            }),
            _ => Err(errors),
        })
    }
}

/// The least and the most that can be compared, in whole units.
fn bounds(period: Period) -> (u64, u64) {
    match period {
        Period::Year => (1_000, 10_000_000),
        Period::Month => (100, 1_000_000),
        Period::Hour => (1, 10_000),
    }
}

/// Whether the amount can be meant for the period.
fn plausible(amount: Amount, unit: Unit<'_>) -> Result<(), String> {
    let (least, most) = bounds(unit.period);
    let units = amount.hundredths();
    if (least * 100..=most * 100).contains(&units) {
        return Ok(());
    }
    Err(format!(
        "Enter the pay for one {}, between {} and {} {}. This is {amount}",
        unit.period.name(),
        crate::content::thousands(least),
        crate::content::thousands(most),
        unit.currency_name(),
    ))
}

fn offer_error(error: &NumberError) -> String {
    match error {
        NumberError::NotDigits => {
            "Enter the offer with the digits 0 to 9 only, like 65000 or 65,000".to_owned()
        }
        NumberError::Share => "Enter the offer as money, like 65000, not as a share".to_owned(),
        NumberError::NotAbove0 => "Enter an offer above 0, like 65000".to_owned(),
        NumberError::TooLong => "Enter the offer with at most 12 digits, like 65000".to_owned(),
        NumberError::Unclear(readings) => {
            let readings: Vec<String> = readings.iter().map(|it| it.plain()).collect();
            format!(
                "Your offer can be read in more than one way. Write {}",
                readings.join(" or ")
            )
        }
        NumberError::OddGroups => {
            "Enter the offer without separators, like 65000. The groups of digits do not fit"
                .to_owned()
        }
    }
}
