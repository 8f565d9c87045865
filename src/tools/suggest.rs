//! The page a visitor of a missing address may have meant.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use xxhash_rust::xxh3::xxh3_64;

use crate::content::{MOST_ERRORS, nearest};

/// Longest address that is compared: nobody mistypes a longer one, and comparing takes time.
const MAX_LENGTH: usize = 120;
/// How many addresses that are like nothing are remembered, 8 bytes for each.
const MOST_LOST: usize = 1_024;

/// The addresses that could be meant, in the forms they are compared in.
///
/// Most missing addresses are asked for by robots, so saying that nothing is like them must be
/// cheap: two look-ups, and for addresses of about the same length a comparison of the letters
/// before one of the words. Robots also ask all sites for the same few files, again and again, so
/// the last ones that were like nothing are remembered.
#[derive(Debug, Default)]
pub struct Addresses {
    all: Vec<String>,
    /// The first address with a name, by the part behind the last slash.
    by_name: HashMap<String, usize, foldhash::fast::RandomState>,
    /// The addresses with so many bytes, by their letters.
    by_length: Vec<Vec<(Letters, usize)>>,
    /// The hashes of addresses that are like nothing, each at the place that it names itself; a
    /// newer one takes the place of an older.
    lost: Vec<AtomicU64>,
}

/// How often a text has each letter. Other characters are counted as some letter.
#[derive(Debug, Clone, Copy)]
struct Letters([u8; 32]);

impl Addresses {
    /// Those of a site, in its order.
    pub fn new<'a>(known: impl Iterator<Item = &'a str>) -> Addresses {
        let mut addresses = Addresses::default();
        addresses.lost.resize_with(MOST_LOST, AtomicU64::default);
        for (place, url) in known.enumerate() {
            addresses.all.push(url.to_owned());
            let names = addresses.by_name.entry(name(url).to_owned());
            names.or_insert(place);
            if addresses.by_length.len() <= url.len() {
                addresses.by_length.resize_with(url.len() + 1, Vec::new);
            }
            addresses.by_length[url.len()].push((Letters::of(url), place));
        }
        addresses
    }

    /// The address that is nearest to a missing one: the same with other case or a slash or an
    /// extension less, the same name in another folder, or one with a typing error or two.
    pub fn meant(&self, path: &str) -> Option<&str> {
        if path.len() > MAX_LENGTH {
            return None;
        }
        let hash = xxh3_64(path.as_bytes());
        let lost = self.lost.get(hash as usize % MOST_LOST)?;
        if lost.load(Relaxed) == hash {
            return None;
        }
        let meant = self.search(path);
        if meant.is_none() {
            lost.store(hash, Relaxed);
        }
        meant
    }

    fn search(&self, path: &str) -> Option<&str> {
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
        let alike = lengths
            .filter_map(|length| self.by_length.get(length))
            .flatten()
            .filter(|(it, _)| letters.differ_from(it) <= 2 * MOST_ERRORS)
            .map(|(_, place)| self.all[*place].as_str());
        nearest(tidy, alike)
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

    /// By how much the counts differ in total. One typing error changes it by at most two.
    fn differ_from(&self, other: &Letters) -> u32 {
        let pairs = self.0.iter().zip(&other.0);
        pairs.map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
