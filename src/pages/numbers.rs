//! Numbers as people read them.

use crate::content::thousands;

/// An amount of money with its currency: whole from a thousand on, with two places below, as
/// for hourly pay.
pub(super) fn money(amount: f64, currency: &str) -> String {
    let sign = match currency {
        "USD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        other => return format!("{} {other}", plain(amount)),
    };
    format!("{sign}{}", plain(amount))
}

fn plain(amount: f64) -> String {
    if amount >= 1000.0 || amount.fract() == 0.0 {
        thousands(amount.round() as u64)
    } else {
        format!("{amount:.2}")
    }
}

/// `1 step`, `2 steps`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        thousands(number as u64),
        if number == 1 { one } else { many }
    )
}
