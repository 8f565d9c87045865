//! The page a visitor of a missing address may have meant.

use crate::content::nearest;

/// Longest address that is compared: nobody mistypes a longer one, and comparing takes time.
const MAX_LENGTH: usize = 120;

/// The known address that is nearest to a missing one: the same with other case or a slash or
/// an extension less, the same name in another folder, or one with a typing error or two.
pub fn address<'a>(path: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    if path.len() > MAX_LENGTH {
        return None;
    }
    let tidy = path.to_lowercase();
    let tidy = tidy.trim_end_matches('/');
    let tidy = tidy
        .strip_suffix(".html")
        .or_else(|| tidy.strip_suffix(".md"))
        .unwrap_or(tidy);
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let wanted = name(tidy);
    known
        .clone()
        .find(|it| *it == tidy)
        .or_else(|| {
            known
                .clone()
                .find(|it| !wanted.is_empty() && name(it) == wanted)
        })
        .or_else(|| nearest(tidy, known))
}
