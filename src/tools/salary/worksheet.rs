//! What an offer is worth in each of its first four years.

use serde::Deserialize;

use super::{Amount, NumberError, typed_amount};
use crate::tools::FieldError;

/// The fields as they arrive, every one a free text. Amounts are in one currency, whichever.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct WorksheetQuery {
    /// Base pay of a year.
    #[serde(default)]
    pub base: String,
    /// Target bonus of a year.
    #[serde(default)]
    pub bonus: String,
    /// How much of the target was paid lately, in percent.
    #[serde(default)]
    pub paid: String,
    /// What is paid once, for signing.
    #[serde(default)]
    pub signing: String,
    /// What all shares or options together are worth today.
    #[serde(default)]
    pub equity: String,
    /// The share of the equity that becomes yours in year 1, in percent.
    #[serde(default)]
    pub year1: String,
    /// The same in year 2.
    #[serde(default)]
    pub year2: String,
    /// The same in year 3.
    #[serde(default)]
    pub year3: String,
    /// The same in year 4.
    #[serde(default)]
    pub year4: String,
    /// What the employer pays into a pension in a year.
    #[serde(default)]
    pub pension: String,
    /// What other benefits are worth in a year.
    #[serde(default)]
    pub benefits: String,
}

/// A whole number of percent, 0 to 100.
type Share = u32;

/// The offer once understood, in hundredths of its currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    base: u64,
    bonus: u64,
    paid: Share,
    signing: u64,
    equity: u64,
    shares: [Share; 4],
    pension: u64,
    benefits: u64,
}

/// One year of an offer, in hundredths of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// Base pay.
    pub base: u64,
    /// The part of the bonus that is expected.
    pub bonus: u64,
    /// Paid in the first year.
    pub signing: u64,
    /// What of the equity becomes yours.
    pub equity: u64,
    /// Pension and other benefits.
    pub benefits: u64,
}

impl Year {
    /// Money on the account: base, bonus and signing bonus.
    pub fn cash(&self) -> u64 {
        self.base + self.bonus + self.signing
    }

    /// Everything together.
    pub fn total(&self) -> u64 {
        self.cash() + self.equity + self.benefits
    }
}

impl WorksheetQuery {
    /// Whether nothing was filled in.
    pub fn is_empty(&self) -> bool {
        let texts = [
            &self.base,
            &self.bonus,
            &self.paid,
            &self.signing,
            &self.equity,
            &self.year1,
            &self.year2,
            &self.year3,
            &self.year4,
            &self.pension,
            &self.benefits,
        ];
        texts.iter().all(|text| text.trim().is_empty())
    }

    /// Understands the offer.
    ///
    /// # Errors
    /// Says which fields to change, and how.
    pub fn parse(&self) -> Result<Worksheet, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut money = |field, name: &str, text: &str| match typed_amount(text) {
            Ok(amount) => amount.map_or(0, Amount::hundredths),
            // A part that an offer does not have may be written as 0.
            Err(NumberError::NotAbove0) if is_nothing(text) => 0,
            Err(error) => {
                let message = money_error(name, &error);
                errors.push(FieldError { field, message });
                0
            }
        };
        let base = money("base", "the base pay", &self.base);
        let bonus = money("bonus", "the bonus", &self.bonus);
        let signing = money("signing", "the signing bonus", &self.signing);
        let equity = money("equity", "the equity", &self.equity);
        let pension = money("pension", "the pension", &self.pension);
        let benefits = money("benefits", "the other benefits", &self.benefits);
        if base == 0 && !errors.iter().any(|error| error.field == "base") {
            let message = "Enter the base pay of a year, like 65000".to_owned();
            errors.insert(
                0,
                FieldError {
                    field: "base",
                    message,
                },
            );
        }
        let mut share = |field, name: &str, text: &str, default| match text.trim() {
            "" => default,
            text => {
                let digits = text.trim_end_matches('%').trim_end();
                let number = digits.parse().ok().filter(|it| *it <= 100);
                if number.is_none() {
                    let message = format!("Enter {name} as a whole number from 0 to 100");
                    errors.push(FieldError { field, message });
                }
                number.unwrap_or(0)
            }
        };
        let paid = share(
            "paid",
            "the part of the bonus that is paid",
            &self.paid,
            100,
        );
        let no_share = [&self.year1, &self.year2, &self.year3, &self.year4]
            .iter()
            .all(|text| text.trim().is_empty());
        let even = if no_share { 25 } else { 0 };
        let shares = [
            share("year1", "the share of year 1", &self.year1, even),
            share("year2", "the share of year 2", &self.year2, even),
            share("year3", "the share of year 3", &self.year3, even),
            share("year4", "the share of year 4", &self.year4, even),
        ];
        let sum: u32 = shares.iter().sum();
        if sum > 100 {
            let message = format!(
                "Enter shares of equity that add up to at most 100 percent. They add up to {sum}"
            );
            errors.push(FieldError {
                field: "year1",
                message,
            });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Worksheet {
            base,
            bonus,
            paid,
            signing,
            equity,
            shares,
            pension,
            benefits,
        })
    }
}

impl Worksheet {
    /// The first four years.
    pub fn years(&self) -> [Year; 4] {
        let mut vested = 0;
        let mut given = 0;
        std::array::from_fn(|index| {
            // From what has vested up to now, so that rounding never adds or loses a cent.
            vested += self.shares[index];
            let equity = part(self.equity, vested) - given;
            given += equity;
            Year {
                base: self.base,
                bonus: part(self.bonus, self.paid),
                signing: if index == 0 { self.signing } else { 0 },
                equity,
                benefits: self.pension + self.benefits,
            }
        })
    }

    /// What of the equity becomes yours after the four years, in percent.
    pub fn later(&self) -> Share {
        100 - self.shares.iter().sum::<Share>()
    }

    /// Whether there is equity at all.
    pub fn has_equity(&self) -> bool {
        self.equity > 0
    }
}

/// So many percent of an amount, to the nearest hundredth.
fn part(amount: u64, percent: Share) -> u64 {
    (amount * u64::from(percent) + 50) / 100
}

fn is_nothing(text: &str) -> bool {
    text.chars().any(|it| it == '0') && text.chars().all(|it| "0., '".contains(it))
}

fn money_error(name: &str, error: &NumberError) -> String {
    match error {
        NumberError::NotDigits => {
            format!("Enter {name} with the digits 0 to 9 only, like 65000 or 65,000")
        }
        NumberError::Share => {
            format!("Enter {name} as money, not as a share: 10% of 65,000 is 6,500")
        }
        NumberError::NotAbove0 => format!("Enter {name} as a number that is not below 0"),
        NumberError::TooLong => format!("Enter {name} with at most 12 digits"),
        NumberError::Unclear(readings) => {
            let readings: Vec<String> = readings.iter().map(|it| it.plain()).collect();
            let readings = readings.join(" or ");
            format!("Write {name} as {readings}. What you typed can mean both")
        }
        NumberError::OddGroups => format!("Enter {name} without separators, like 65000"),
    }
}
