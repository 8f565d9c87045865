//! Where the side tracks of a phase leave the main line and where they join it again.
//!
//! Every step of a phase is a column, in reading order, so what is drawn is what is read. A
//! side track holds steps that can be done alongside the main ones. There is never more than
//! one side track at a time; content that would need two is reported and not drawn.

/// A step, as far as the drawing is concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stop {
    /// Drawn beside the main line.
    pub on_side_track: bool,
    /// The columns, counted from 1, of the steps of the same phase that it needs.
    pub needs: Vec<usize>,
}

/// A side track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// The column of the main step it leaves from; 0 is the start of the phase.
    pub leaves: usize,
    /// The column of its first step.
    pub first: usize,
    /// The column of its last step.
    pub last: usize,
    /// The column of the main step it joins; one more than there are steps is the end.
    pub joins: usize,
}

/// Two steps whose order does not allow one side track at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// The column of a step on the side track.
    pub side: usize,
    /// The column of the step it collides with.
    pub with: usize,
}

/// Finds the side tracks of a phase.
///
/// # Errors
/// When a side track would have to begin after its first step, or end before its last.
pub fn branches(stops: &[Stop]) -> Result<Vec<Branch>, Overlap> {
    let chains = chains(stops);
    let end = stops.len() + 1;
    let mut found: Vec<Branch> = Vec::new();
    for (index, chain) in chains.iter().enumerate() {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let is_main = |column: &usize| !stops[column - 1].on_side_track;
        let needed = chain
            .iter()
            .flat_map(|column| &stops[column - 1].needs)
            .filter(|it| is_main(it));
        let before = found.last().map_or(0, |branch| branch.joins);
        let leaves = needed.copied().max().unwrap_or(0).max(before);
        let needs_chain =
            |column: &usize| stops[column - 1].needs.iter().any(|it| chain.contains(it));
        let main = || (1..=stops.len()).filter(is_main);
        let joins = match main().find(needs_chain) {
            Some(column) => column,
            // Another side track follows, so this one must make room for it.
            None if index + 1 < chains.len() => main().find(|it| *it > last).unwrap_or(end),
            None => end,
        };
        if leaves >= first {
            return Err(Overlap {
                side: first,
                with: leaves.min(stops.len()),
            });
        }
        if joins <= last {
            return Err(Overlap {
                side: last,
                with: joins,
            });
        }
        found.push(Branch {
            leaves,
            first,
            last,
            joins,
        });
    }
    Ok(found)
}

/// The columns of side steps that belong together: a side step joins the chain before it if it
/// needs a step of that chain.
fn chains(stops: &[Stop]) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for (index, stop) in stops
        .iter()
        .enumerate()
        .filter(|(_, stop)| stop.on_side_track)
    {
        match chains.last_mut() {
            Some(chain) if stop.needs.iter().any(|need| chain.contains(need)) => {
                chain.push(index + 1)
            }
            _ => chains.push(vec![index + 1]),
        }
    }
    chains
}
