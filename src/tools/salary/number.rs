//! An amount as people of many countries type it.

use crate::content::Amount;

/// Longer texts are no amounts.
const MOST_CHARACTERS: usize = 40;
/// A million million, which nobody is paid.
const MOST_DIGITS: usize = 12;

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// There is something else than digits and separators.
    NotDigits,
    /// It is a percentage.
    Share,
    /// It is 0 or below.
    NotAbove0,
    /// It has more digits than any pay.
    TooLong,
    /// It has more than one meaning; the amounts it can be.
    Unclear(Vec<Amount>),
    /// The digits are grouped as no country groups them.
    OddGroups,
}

/// The amount somebody typed; none if the field was left empty.
///
/// Thousands may be separated by a comma, a point, a space of any kind, an apostrophe or, as in
/// India, in groups of two; cents follow the last separator. `90k` is 90,000. `12,5` is 12.50 to some and a
/// mistyped 12,500 to others, so it is asked about, not guessed.
///
/// # Errors
/// Why it is no amount.
pub fn typed_amount(text: &str) -> Result<Option<Amount>, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MOST_CHARACTERS * 4 {
        let is_number = text.bytes().all(|it| it.is_ascii_digit());
        return Err(if is_number {
            NumberError::TooLong
        } else {
            NumberError::NotDigits
        });
    }
    if text.ends_with('%') {
        return Err(NumberError::Share);
    }
    if text.starts_with(['-', '\u{2212}']) {
        return Err(NumberError::NotAbove0);
    }
    // Adverts write 90k, which has one meaning as long as there is nothing between its digits.
    if let Some(thousands) = text.strip_suffix(['k', 'K']).map(str::trim_end)
        && !thousands.is_empty()
        && thousands.bytes().all(|it| it.is_ascii_digit())
    {
        return of(&format!("{thousands}000"), "")?
            .map(Some)
            .ok_or(NumberError::NotAbove0);
    }
    let marks: Vec<char> = text.chars().map(plain).collect();
    if !marks
        .iter()
        .all(|it| it.is_ascii_digit() || ",. '".contains(*it))
    {
        return Err(NumberError::NotDigits);
    }
    if marks.iter().filter(|it| it.is_ascii_digit()).count() > MOST_DIGITS + 2 {
        return Err(NumberError::TooLong);
    }
    let text: String = marks.into_iter().collect();
    let amount = read(&text)?;
    amount.map(Some).ok_or(NumberError::NotAbove0)
}

/// All kinds of spaces as one, and all kinds of apostrophes.
fn plain(mark: char) -> char {
    match mark {
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{2007}' => ' ',
        '\u{2019}' | '\u{2bc}' | '`' => '\'',
        other => other,
    }
}

/// Digits with separators; none if it is 0.
fn read(text: &str) -> Result<Option<Amount>, NumberError> {
    let separators: Vec<char> = text.chars().filter(|it| !it.is_ascii_digit()).collect();
    let (Some(first), Some(last)) = (separators.first(), separators.last()) else {
        return of(text, "");
    };
    let parts: Vec<&str> = text.split(|it: char| !it.is_ascii_digit()).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Err(NumberError::OddGroups);
    }
    let tail = parts[parts.len() - 1];
    let is_one_kind = separators.iter().all(|it| it == first);
    if is_one_kind && is_grouped(&parts) {
        return of(&parts.concat(), "");
    }
    // Cents: a comma or a point that stands once, after everything else.
    let is_decimal =
        ",.".contains(*last) && separators.iter().filter(|it| *it == last).count() == 1;
    let before = &parts[..parts.len() - 1];
    let rest_is_one_kind = separators[..separators.len() - 1]
        .iter()
        .all(|it| it == first);
    if !is_decimal || tail.len() > 2 || !rest_is_one_kind {
        return Err(NumberError::OddGroups);
    }
    if before.len() == 1 && *last == ',' {
        // A comma alone: cents in most of Europe, a slip of the finger elsewhere.
        let readings = [of(before[0], tail)?, of(&parts.concat(), "")?];
        return Err(NumberError::Unclear(
            readings.into_iter().flatten().collect(),
        ));
    }
    if before.len() > 1 && !is_grouped(before) {
        return Err(NumberError::OddGroups);
    }
    of(&before.concat(), tail)
}

/// Groups of three after a first of one to three; or, as in India, of two before the last three.
fn is_grouped(parts: &[&str]) -> bool {
    let [first, middle @ .., last] = parts else {
        return false;
    };
    let sizes = |size| middle.iter().all(|part| part.len() == size);
    let is_head = |most| first.len() <= most && !first.starts_with('0');
    last.len() == 3 && ((is_head(3) && sizes(3)) || (is_head(2) && !middle.is_empty() && sizes(2)))
}

fn of(whole: &str, cents: &str) -> Result<Option<Amount>, NumberError> {
    let whole = whole.trim_start_matches('0');
    if whole.len() > MOST_DIGITS {
        return Err(NumberError::TooLong);
    }
    let whole: u64 = format!("0{whole}")
        .parse()
        .map_err(|_| NumberError::TooLong)?;
    let cents: u64 = format!("{cents:0<2}")
        .parse()
        .map_err(|_| NumberError::NotDigits)?;
    Ok(Amount::of_hundredths(whole * 100 + cents))
}
