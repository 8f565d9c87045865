//! Numbers as people read them.

use crate::content::{Amount, Period, Unit, thousands};

/// An amount of money with its currency, such as `$81,685` or `53,500 SEK`; hourly pay always has
/// its cents.
pub(super) fn money(amount: Amount, unit: Unit<'_>) -> String {
    match sign(unit.currency) {
        "" => format!("{} {}", bare(amount, unit), unit.currency),
        sign => format!("{sign}{}", bare(amount, unit)),
    }
}

/// The same in a table whose caption names a currency without a sign of its own.
pub(super) fn money_in_table(amount: Amount, unit: Unit<'_>) -> String {
    format!("{}{}", sign(unit.currency), bare(amount, unit))
}

/// The same in as few letters as a drawing has room for: `$82k`, `€35`, `1.2m`.
pub(super) fn money_in_drawing(units: u64, unit: Unit<'_>) -> String {
    let sign = sign(unit.currency);
    match units {
        0..1_000 => format!("{sign}{units}"),
        1_000..999_500 => format!("{sign}{}k", (units + 500) / 1_000),
        _ => {
            let tenths = units / 100_000;
            format!("{sign}{}.{}m", thousands(tenths / 10), tenths % 10)
        }
    }
}

fn sign(currency: &str) -> &'static str {
    match currency {
        "USD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        _ => "",
    }
}

fn bare(amount: Amount, unit: Unit<'_>) -> String {
    let text = amount.to_string();
    if unit.period == Period::Hour && !text.contains('.') {
        text + ".00"
    } else {
        text
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
