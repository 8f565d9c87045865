//! How long the path takes one reader, week by week.
//!
//! Nothing here reads the clock: whoever asks says what day it is. So the same question has the
//! same answer on every copy of the site and on every day.

mod breaks;
mod day;
mod query;
mod schedule;

pub use breaks::Break;
pub use day::{DayError, read_day};
pub use query::{Pace, PlanQuery, PlanQuestion};
pub use schedule::{Leg, OffWeeks, Plan, Slot, Span, Week, months};
