//! “Did you mean …?”

/// The most typing errors in a name that is still meant.
pub const MOST_ERRORS: u32 = 3;

/// The known name that is nearest to a mistyped one, if any is near enough to be meant.
///
/// Near enough are two typing errors, or three in a name of twelve letters or more. Typing
/// errors are counted as by Damerau: a swap of neighbours is one.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = if name.chars().count() < 12 { 2 } else { 3 };
    known
        .filter(|it| *it != name && it.len().abs_diff(name.len()) <= allowed)
        .map(|it| (strsim::damerau_levenshtein(it, name), it))
        .filter(|(errors, it)| *errors <= allowed && *errors < it.chars().count())
        .min()
        .map(|(_, it)| it)
}
