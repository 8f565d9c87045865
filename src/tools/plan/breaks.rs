//! Holidays and other breaks: from one day to another.

use jiff::civil::Date;

use super::day::{DayError, read_day};
use super::schedule::{monday_of, week_after};

/// Longest break in days, two years. Who is away for longer starts the plan later.
const MAX_DAYS: i64 = 731;

/// A time without study, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// The first day.
    pub from: Date,
    /// The last day, not before the first.
    pub to: Date,
}

impl Break {
    /// Reads one day, which stands for the week it is in, or two with “to” between them.
    ///
    /// # Errors
    /// Says what to do, for the visitor.
    pub(super) fn read(text: &str) -> Result<Break, String> {
        let example = "Enter weeks off like 2026-12-21 to 2027-01-03";
        let day = |part: &str| {
            read_day(part.trim()).map_err(|err| match err {
                DayError::NotADate => example.to_owned(),
                other => format!("{other}, for the weeks off"),
            })
        };
        let words = [" to ", " until ", "..", "–", " - "];
        let halves = words.iter().find_map(|word| text.split_once(word));
        let (from, to) = match halves {
            Some((from, to)) => (day(from)?, day(to)?),
            None => (day(text)?, day(text)?),
        };
        if to < from {
            return Err(format!(
                "Put the earlier day first: {to} to {from}, not {from} to {to}"
            ));
        }
        if days_between(from, to) > MAX_DAYS {
            return Err(
                "Enter weeks off of two years at most, or choose a later start date".to_owned(),
            );
        }
        Ok(Break { from, to })
    }

    /// As it stands in an address, such as `2026-12-21..2027-01-03`.
    pub(super) fn address(&self) -> String {
        if self.from == self.to {
            self.from.to_string()
        } else {
            format!("{}..{}", self.from, self.to)
        }
    }

    /// Whether it takes the week that begins on a Monday: it covers most of its days, or, if it
    /// is too short to cover most of any week, more of this one than of the next.
    pub fn takes(&self, monday: Date) -> bool {
        let own = self.days_in(monday);
        let first = monday_of(self.from);
        let second = week_after(first, 1);
        let is_short = self.days_in(first) < 4 && self.days_in(second) < 4;
        let main = if self.days_in(first) >= self.days_in(second) {
            first
        } else {
            second
        };
        own >= 4 || (is_short && monday == main)
    }

    /// How many days of the week that begins on a Monday it covers.
    fn days_in(&self, monday: Date) -> i64 {
        let sunday = monday.saturating_add(jiff::Span::new().days(6));
        (days_between(self.from.max(monday), self.to.min(sunday)) + 1).max(0)
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}
