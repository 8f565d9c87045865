//! The side tracks of the map.

use career_guide::content::{Branch, Overlap, Stop, branches};
use proptest::prelude::*;

fn main_stop(needs: &[usize]) -> Stop {
    Stop {
        on_side_track: false,
        needs: needs.to_vec(),
    }
}

fn side(needs: &[usize]) -> Stop {
    Stop {
        on_side_track: true,
        needs: needs.to_vec(),
    }
}

#[test]
fn no_side_steps_make_no_side_tracks() {
    assert_eq!(branches(&[main_stop(&[]), main_stop(&[1])]), Ok(vec![]));
}

#[test]
fn a_side_track_leaves_after_what_it_needs_and_joins_at_what_needs_it() {
    let stops = [
        main_stop(&[]),
        side(&[1]),
        main_stop(&[1]),
        main_stop(&[2, 3]),
        main_stop(&[4]),
    ];
    assert_eq!(
        branches(&stops),
        Ok(vec![Branch {
            leaves: 1,
            first: 2,
            last: 2,
            joins: 4
        }])
    );
}

#[test]
fn a_side_track_that_nothing_needs_goes_on_to_the_end() {
    let stops = [main_stop(&[]), side(&[]), main_stop(&[1])];
    assert_eq!(
        branches(&stops),
        Ok(vec![Branch {
            leaves: 0,
            first: 2,
            last: 2,
            joins: 4
        }])
    );
}

#[test]
fn side_steps_that_need_each_other_share_a_track() {
    let stops = [main_stop(&[]), side(&[]), side(&[2]), main_stop(&[3])];
    assert_eq!(
        branches(&stops),
        Ok(vec![Branch {
            leaves: 0,
            first: 2,
            last: 3,
            joins: 4
        }])
    );
}

#[test]
fn a_second_side_track_waits_for_the_first() {
    let stops = [
        main_stop(&[]),
        side(&[1]),
        main_stop(&[]),
        side(&[1]),
        main_stop(&[]),
    ];
    let first = Branch {
        leaves: 1,
        first: 2,
        last: 2,
        joins: 3,
    };
    let second = Branch {
        leaves: 3,
        first: 4,
        last: 4,
        joins: 6,
    };
    assert_eq!(branches(&stops), Ok(vec![first, second]));
}

#[test]
fn two_side_tracks_at_a_time_are_refused() {
    let stops = [main_stop(&[]), side(&[1]), side(&[1]), main_stop(&[2, 3])];
    assert_eq!(branches(&stops), Err(Overlap { side: 3, with: 4 }));
}

/// Any phase that a roadmap could hold: up to seven steps, each needing earlier ones, the last
/// on the main track.
fn phase() -> impl Strategy<Value = Vec<Stop>> {
    let stop = (
        any::<bool>(),
        proptest::collection::vec(any::<prop::sample::Index>(), 0..3),
    );
    proptest::collection::vec(stop, 1..8).prop_map(|stops| {
        let length = stops.len();
        let stop =
            |(index, (on_side_track, needs)): (usize, (bool, Vec<prop::sample::Index>))| Stop {
                on_side_track: on_side_track && index + 1 < length,
                needs: if index == 0 {
                    vec![]
                } else {
                    needs.iter().map(|it| it.index(index) + 1).collect()
                },
            };
        stops.into_iter().enumerate().map(stop).collect()
    })
}

proptest! {
    #[test]
    fn what_is_drawn_is_in_order(stops in phase()) {
        let Ok(found) = branches(&stops) else {
            return Ok(());
        };
        let end = stops.len() + 1;
        for branch in &found {
            prop_assert!(branch.leaves < branch.first, "{branch:?}");
            prop_assert!(branch.first <= branch.last && branch.last < branch.joins, "{branch:?}");
            prop_assert!(branch.joins <= end);
            for column in [branch.leaves, branch.joins] {
                let on_main = column == 0 || column == end || !stops[column - 1].on_side_track;
                prop_assert!(on_main, "a side track begins and ends on the main line");
            }
            // Everything the track needs on the main line comes before it leaves.
            for column in branch.first..=branch.last {
                if stops[column - 1].on_side_track {
                    for need in &stops[column - 1].needs {
                        let on_side = stops[need - 1].on_side_track;
                        prop_assert!(on_side || *need <= branch.leaves, "{branch:?}");
                    }
                }
            }
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].joins <= pair[1].leaves, "one side track at a time: {pair:?}");
        }
        // Every side step is on exactly one track.
        for (index, stop) in stops.iter().enumerate() {
            let on = found.iter().filter(|it| (it.first..=it.last).contains(&(index + 1))).count();
            prop_assert!(!stop.on_side_track || on == 1);
        }
    }

    #[test]
    fn a_refusal_names_a_side_step_and_another(stops in phase()) {
        if let Err(overlap) = branches(&stops) {
            prop_assert!(stops[overlap.side - 1].on_side_track);
            prop_assert!(overlap.with >= 1 && overlap.with <= stops.len());
        }
    }
}
