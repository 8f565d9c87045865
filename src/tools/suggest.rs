//! The page a visitor of a missing address may have meant.

use std::collections::HashMap;

use crate::content::{MOST_ERRORS, nearest};

/// Longest address that is compared: nobody mistypes a longer one, and comparing takes time.
const MAX_LENGTH: usize = 120;

/// The addresses that could be meant, in the forms they are compared in.
///
/// Most missing addresses are asked for by robots, so saying that nothing is like them must be
/// cheap: two look-ups, and a comparison of the letters before one of the words.
#[derive(Debug, Default)]
pub struct Addresses {
    all: Vec<(String, Letters)>,
    /// The first address with a name, by the part behind the last slash.
    by_name: HashMap<String, usize>,
}

/// Which letters and digits a text has, one bit each.
#[derive(Debug, Clone, Copy)]
struct Letters(u64);

impl Addresses {
    /// Those of a site, in its order.
    pub fn new<'a>(known: impl Iterator<Item = &'a str>) -> Addresses {
        let all: Vec<(String, Letters)> = known
            .map(|url| (url.to_owned(), Letters::of(url)))
            .collect();
        let mut by_name = HashMap::new();
        for (place, (url, _)) in all.iter().enumerate() {
            by_name.entry(name(url).to_owned()).or_insert(place);
        }
        Addresses { all, by_name }
    }

    /// The address that is nearest to a missing one: the same with other case or a slash or an
    /// extension less, the same name in another folder, or one with a typing error or two.
    pub fn meant(&self, path: &str) -> Option<&str> {
        if path.len() > MAX_LENGTH {
            return None;
        }
        let tidy = path.to_lowercase();
        let tidy = tidy.trim_end_matches('/');
        let tidy = tidy
            .strip_suffix(".html")
            .or_else(|| tidy.strip_suffix(".md"))
            .unwrap_or(tidy);
        let wanted = name(tidy);
        let named = self.by_name.get(wanted).filter(|_| !wanted.is_empty());
        if let Some(place) = named {
            let same = self.all.iter().find(|(url, _)| url == tidy);
            return Some(&same.unwrap_or(&self.all[*place]).0);
        }
        let letters = Letters::of(tidy);
        let alike = self
            .all
            .iter()
            .filter(|(_, it)| letters.differ_from(*it) <= 2 * MOST_ERRORS)
            .map(|(url, _)| url.as_str());
        nearest(tidy, alike)
    }
}

impl Letters {
    fn of(text: &str) -> Letters {
        let bit = |byte: u8| 1_u64 << (byte.to_ascii_lowercase() & 63);
        Letters(text.bytes().fold(0, |all, byte| all | bit(byte)))
    }

    /// One typing error changes at most two of them.
    fn differ_from(self, other: Letters) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
