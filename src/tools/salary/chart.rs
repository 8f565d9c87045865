//! Where things stand in a drawing, in hundredths of a percent of its width.

use std::fmt;

use crate::content::Amount;

/// Hundredths of a percent, 0 to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    /// How many hundredths of a percent.
    pub fn hundredths(self) -> u32 {
        self.0
    }

    /// `part` of `all`; the whole if it is more.
    fn of(part: u64, all: u64) -> Percent {
        let share = u128::from(part) * 10_000 / u128::from(all.max(1));
        Percent(u32::try_from(share).unwrap_or(u32::MAX).min(10_000))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

/// A scale from 0 with round numbers on it.
#[derive(Debug, PartialEq, Eq)]
pub struct Axis {
    /// Where the scale ends, in hundredths of the currency.
    end: u64,
    /// The round numbers in whole units of the currency, from 0.
    ticks: Vec<u64>,
}

impl Axis {
    /// The scale on which the largest amount just fits, with four or five round numbers where
    /// amounts are not tiny.
    pub fn over(amounts: impl Iterator<Item = Amount>) -> Axis {
        let most = amounts.max().map_or(100, Amount::hundredths);
        // Room for the ring at the end of a line.
        let end = most + most / 25;
        let units = (end / 100).max(1);
        let step = step(units);
        Axis {
            end,
            ticks: (0..)
                .map(|it| it * step)
                .take_while(|it| *it <= units)
                .collect(),
        }
    }

    /// Where an amount stands.
    pub fn at(&self, amount: Amount) -> Percent {
        Percent::of(amount.hundredths(), self.end)
    }

    /// The round numbers and where they stand.
    pub fn ticks(&self) -> impl Iterator<Item = (Percent, u64)> {
        self.ticks
            .iter()
            .map(|units| (Percent::of(units * 100, self.end), *units))
    }
}

/// The least of 1, 2, 2.5 and 5 times a power of ten that leaves at most five numbers on the
/// scale, 0 among them.
fn step(units: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for tenths in [10, 20, 25, 50] {
            let step = power * tenths / 10;
            if (power * tenths).is_multiple_of(10) && units / step < 5 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// One of the five points in the drawing of one range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Which point, counted from the lowest: 2 is the middle.
    pub point: usize,
    /// Its amount.
    pub amount: Amount,
    /// Where it stands.
    pub at: Percent,
    /// Whether its amount is written into the drawing; the sentences have all of them.
    pub is_written: bool,
}

/// How near two amounts on the same side of the line may stand, in hundredths of a percent: two
/// of five letters do not touch on a screen of 320 pixels.
const ROOM: u32 = 1_700;
/// What stays free at both ends, so that half an amount fits beside its point.
const MARGIN: u64 = 9;

/// Places the known points on a scale of their own. The outer amounts and the middle are written
/// above the line, the quarters below; an amount too near to another on its side is not written:
/// the outer one goes, and of two quarters the upper.
pub fn range_labels(points: &[Option<Amount>; 5]) -> Vec<Label> {
    let known: Vec<(usize, Amount)> = points
        .iter()
        .enumerate()
        .filter_map(|(point, amount)| Some((point, (*amount)?)))
        .collect();
    let (Some((_, least)), Some((_, most))) = (known.first(), known.last()) else {
        return Vec::new();
    };
    let (least, most) = (least.hundredths(), most.hundredths());
    let place = |amount: Amount| {
        if most == least {
            return Percent(5_000);
        }
        let inside = Percent::of(amount.hundredths() - least, most - least);
        let width = 10_000 - 2 * MARGIN * 100;
        Percent((MARGIN * 100 + u64::from(inside.0) * width / 10_000) as u32)
    };
    let mut labels: Vec<Label> = known
        .iter()
        .map(|(point, amount)| Label {
            point: *point,
            amount: *amount,
            at: place(*amount),
            is_written: true,
        })
        .collect();
    let at = |labels: &[Label], point| {
        labels
            .iter()
            .find(|label| label.point == point)
            .map(|label| label.at.0)
    };
    // Each pair on one side, the one that gives way first.
    for (gives_way, stays) in [(0, 2), (4, 2), (4, 0), (3, 1)] {
        if let (Some(one), Some(other)) = (at(&labels, gives_way), at(&labels, stays))
            && one.abs_diff(other) < ROOM
        {
            let stays_written = labels.iter().any(|it| it.point == stays && it.is_written);
            for label in &mut labels {
                if label.point == gives_way && stays_written {
                    label.is_written = false;
                }
            }
        }
    }
    labels
}
