//! Days as people type them.

use std::fmt;

use jiff::civil::Date;

/// The years a plan may start in: before and after them somebody mistyped.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a text is not a day of a plan. Displayed, it is what to do, without a full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayError {
    /// It is not written like a date.
    NotADate,
    /// The month stands before the day.
    MonthFirst {
        /// What was meant as the day.
        day: i8,
        /// What was meant as the month, 1 to 12.
        month: i8,
        /// The year.
        year: i16,
    },
    /// The month is shorter, or the day is 0.
    NoSuchDay {
        /// The month, 1 to 12.
        month: i8,
        /// The year.
        year: i16,
        /// How many days the month has in that year.
        days: i8,
    },
    /// There are twelve months.
    NoSuchMonth,
    /// It is not in this century.
    FarAway,
}

impl fmt::Display for DayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            DayError::NotADate => f.write_str("Enter a date like 4 1 2027 or 2027-01-04"),
            DayError::MonthFirst { day, month, year } => {
                write!(
                    f,
                    "Write the day before the month, like {day} {month} {year}"
                )
            }
            DayError::NoSuchDay { month, year, days } => {
                let name = MONTHS[usize::from(month.unsigned_abs()) - 1];
                write!(
                    f,
                    "Enter a day from 1 to {days}: {name} {year} has {days} days"
                )
            }
            DayError::NoSuchMonth => f.write_str("Enter a month from 1 to 12"),
            DayError::FarAway => {
                write!(f, "Enter a year from {} to {}", YEARS.start(), YEARS.end())
            }
        }
    }
}

/// Reads `2027-01-04`, `4/1/2027`, `4.1.2027`, `4 1 2027` or `4 January 2027`.
///
/// # Errors
/// Says what to change.
pub fn read_day(text: &str) -> Result<Date, DayError> {
    let parts: Vec<&str> = text
        .split([' ', '/', '.', '-', ','])
        .filter(|it| !it.is_empty())
        .collect();
    let [first, second, third] = parts[..] else {
        return Err(DayError::NotADate);
    };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else if month_name(first).is_some() {
        (third, first, second)
    } else {
        (third, second, first)
    };
    if year.len() != 4 {
        return Err(DayError::NotADate);
    }
    let named = month_name(month);
    let month = match named {
        Some(month) => month,
        None => number(month)?,
    };
    let (year, day) = (number(year)?, number(day)?);
    let (month, day) = (narrow(month)?, narrow(day)?);
    if !YEARS.contains(&year) {
        return Err(DayError::FarAway);
    }
    if !(1..=12).contains(&month) {
        let is_swapped = (1..=12).contains(&day) && (13..=31).contains(&month);
        return Err(if is_swapped {
            let (day, month) = (month, day);
            DayError::MonthFirst { day, month, year }
        } else {
            DayError::NoSuchMonth
        });
    }
    Date::new(year, month, day).map_err(|_| DayError::NoSuchDay {
        month,
        year,
        days: Date::constant(year, month, 1).days_in_month(),
    })
}

/// The number of the month with this name, or with a name that begins like this.
fn month_name(text: &str) -> Option<i16> {
    let is_named = |name: &&str| {
        let begins = name.get(..text.len());
        text.len() >= 3 && begins.is_some_and(|it| it.eq_ignore_ascii_case(text))
    };
    let index = MONTHS.iter().position(is_named)?;
    i16::try_from(index + 1).ok()
}

fn number(text: &str) -> Result<i16, DayError> {
    // `parse` would take `+4`, which nobody means.
    if text.len() > 4 || !text.bytes().all(|it| it.is_ascii_digit()) {
        return Err(DayError::NotADate);
    }
    text.parse().map_err(|_| DayError::NotADate)
}

fn narrow(number: i16) -> Result<i8, DayError> {
    i8::try_from(number).map_err(|_| DayError::NotADate)
}
