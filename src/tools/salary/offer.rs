//! Where an offer stands between published points. No point between two of them is made up.

use crate::content::Amount;

/// Where an offer stands. Points are counted from the lowest: 0 for the tenth that earns least,
/// 2 for the middle, 4 for the tenth that earns most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Below the lowest point that is known.
    Below(usize),
    /// Exactly at a point.
    At(usize),
    /// Between two points that follow each other among the known ones.
    Between(usize, usize),
    /// Above the highest point that is known.
    Above(usize),
}

/// Where an offer stands among the points that are known; none if there are none.
pub fn standing(offer: Amount, points: &[Option<Amount>; 5]) -> Option<Standing> {
    let known: Vec<(usize, Amount)> = points
        .iter()
        .enumerate()
        .filter_map(|(index, amount)| Some((index, (*amount)?)))
        .collect();
    // Points that are equal are one; the middle speaks for them if it is among them.
    let equal: Vec<usize> = known
        .iter()
        .filter(|(_, amount)| *amount == offer)
        .map(|(index, _)| *index)
        .collect();
    if let Some(first) = equal.first() {
        return Some(Standing::At(if equal.contains(&2) { 2 } else { *first }));
    }
    let below = known.iter().rev().find(|(_, amount)| *amount < offer);
    let above = known.iter().find(|(_, amount)| *amount > offer);
    match (below, above) {
        (Some((low, _)), Some((high, _))) => Some(Standing::Between(*low, *high)),
        (Some((low, _)), None) => Some(Standing::Above(*low)),
        (None, Some((high, _))) => Some(Standing::Below(*high)),
        (None, None) => None,
    }
}
