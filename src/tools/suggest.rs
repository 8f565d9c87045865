//! The page a visitor of a missing address may have meant.

use std::collections::HashMap;

use crate::content::{MOST_ERRORS, nearest};

/// Longest address that is compared: nobody mistypes a longer one, and comparing takes time.
const MAX_LENGTH: usize = 120;

/// The addresses that could be meant, in the forms they are compared in.
///
/// Most missing addresses are asked for by robots, so saying that nothing is like them must be
/// cheap: two look-ups, and for addresses of about the same length a comparison of which letters
/// they have, then of how many, and only then of the words.
#[derive(Debug, Default)]
pub struct Addresses {
    all: Vec<String>,
    /// The first address with a name, by the part behind the last slash.
    by_name: HashMap<String, usize, foldhash::fast::RandomState>,
    by_length: Vec<Alike>,
}

/// The addresses with the same number of bytes.
#[derive(Debug, Default)]
struct Alike {
    /// The letters that each one has, as bits; apart from the rest, so that they lie close together.
    bits: Vec<u32>,
    letters: Vec<Letters>,
    places: Vec<usize>,
}

/// How often a text has each letter. Other characters are counted as some letter.
#[derive(Debug, Clone, Copy)]
struct Letters([u8; 32]);

/// By how much the letters of two texts may differ: one typing error puts one in the place of another.
const MOST_OTHER_LETTERS: u32 = 2 * MOST_ERRORS;

impl Addresses {
    /// Those of a site, in its order.
    pub fn new<'a>(known: impl Iterator<Item = &'a str>) -> Addresses {
        let mut addresses = Addresses::default();
        for (place, url) in known.enumerate() {
            addresses.all.push(url.to_owned());
            let names = addresses.by_name.entry(name(url).to_owned());
            names.or_insert(place);
            if addresses.by_length.len() <= url.len() {
                addresses
                    .by_length
                    .resize_with(url.len() + 1, Alike::default);
            }
            let letters = Letters::of(url);
            let alike = &mut addresses.by_length[url.len()];
            alike.bits.push(letters.bits());
            alike.letters.push(letters);
            alike.places.push(place);
        }
        addresses
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
            let same = self.all.iter().find(|url| *url == tidy);
            return Some(same.unwrap_or(&self.all[*place]));
        }
        let letters = Letters::of(tidy);
        let most = MOST_ERRORS as usize;
        let lengths = tidy.len().saturating_sub(most)..=tidy.len() + most;
        let alike = lengths.filter_map(|length| self.by_length.get(length));
        let bits = letters.bits();
        let alike = alike.flat_map(|it| it.with_letters_like(letters, bits));
        nearest(tidy, alike.map(|place| self.all[place].as_str()))
    }
}

impl Alike {
    /// The places of those whose letters could become these by few enough typing errors.
    fn with_letters_like(&self, letters: Letters, bits: u32) -> impl Iterator<Item = usize> {
        let others = move |it: &u32| (it ^ bits).count_ones();
        let alike = self.bits.iter().enumerate();
        let alike = alike.filter(move |(_, its)| others(its) <= MOST_OTHER_LETTERS);
        alike
            .filter(move |(index, _)| {
                letters.differ_from(&self.letters[*index]) <= MOST_OTHER_LETTERS
            })
            .map(|(index, _)| self.places[index])
    }
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut counts = [0_u8; 32];
        for byte in text.bytes() {
            let count = &mut counts[usize::from(byte & 31)];
            *count = count.saturating_add(1);
        }
        Letters(counts)
    }

    /// Which letters there are at all.
    fn bits(self) -> u32 {
        let all = self.0.iter().enumerate();
        all.fold(0, |bits, (letter, count)| {
            bits | u32::from(*count > 0) << letter
        })
    }

    /// By how much the counts differ in total. One typing error changes it by at most two.
    fn differ_from(&self, other: &Letters) -> u32 {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
