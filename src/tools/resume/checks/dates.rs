//! When.

use std::collections::BTreeMap;

use super::super::dates::{End, Form, Month, Point, Time};
use super::super::headings::Part;
use super::super::read::Kind;
use super::{Case, Outcome, found, lines};

/// The points of a time.
fn points(time: &Time) -> impl Iterator<Item = Point> {
    let end = match time.end {
        End::At(point) => Some(point),
        _ => None,
    };
    [time.start].into_iter().chain(end)
}

/// One way to write dates, and an end for each: parsers look for month, year and “Present”.
/// (OpenResume.) A year alone goes with every form, as degrees are dated so.
pub(super) fn format(case: &Case<'_>) -> Outcome {
    let times = &case.reading.times;
    if times.is_empty() {
        return Outcome::Silent;
    }
    let mut by_form: BTreeMap<Form, Vec<usize>> = BTreeMap::new();
    for (line, time) in times {
        for point in points(time).filter(|point| point.form != Form::Year) {
            by_form.entry(point.form).or_default().push(*line);
        }
    }
    let most = by_form.values().map(Vec::len).max();
    let usual = by_form
        .iter()
        .find(|(_, lines)| Some(lines.len()) == most)
        .map(|(form, _)| *form);
    let rare = by_form
        .iter()
        .filter(|(form, _)| Some(**form) != usual)
        .flat_map(|(_, lines)| lines);
    let open = times
        .iter()
        .filter(|(_, time)| time.end == End::Missing)
        .map(|(line, _)| line);
    let mut bad: Vec<usize> = rare.chain(open).copied().collect();
    bad.sort_unstable();
    bad.dedup();
    found(lines(case.reading, bad))
}

/// The newest first within each part. (Convention; Tech Interview Handbook.)
pub(super) fn order(case: &Case<'_>) -> Outcome {
    let mut bad = Vec::new();
    let mut compared = 0;
    for part in [Part::Experience, Part::Education] {
        let is_here = |(line, _): &&(usize, Time)| {
            let line = &case.reading.lines[*line];
            line.part == part && line.kind == Kind::Text
        };
        let all: Vec<&(usize, Time)> = case.reading.times.iter().filter(is_here).collect();
        for pair in all.windows(2) {
            let [(above, one), (below, two)] = pair else {
                continue;
            };
            if above == below {
                continue;
            }
            compared += 1;
            // A year alone may mean any of its months, so only years are compared with it.
            let is_exact = points(one)
                .chain(points(two))
                .all(|point| point.month.is_some());
            let last = |time: &Time| time.last(case.today);
            let later = last(two).since(last(one));
            let tolerance = if is_exact { 0 } else { 11 };
            let began_later = two.start.first().since(one.start.first());
            if later > tolerance || (later == 0 && began_later > tolerance) {
                bad.push(*below);
            }
        }
    }
    if compared == 0 {
        Outcome::Silent
    } else {
        found(lines(case.reading, bad))
    }
}

/// An end before its start, a start in the future, a month that does not exist: errors of fact.
pub(super) fn impossible(case: &Case<'_>) -> Outcome {
    if case.reading.times.is_empty() {
        return Outcome::Silent;
    }
    let is_bad = |time: &Time| {
        let ends_before = match time.end {
            End::At(end) => end.last() < time.start.first(),
            _ => false,
        };
        let is_span = !matches!(time.end, End::Same);
        let starts_later = is_span && time.start.first() > case.today.plus(1);
        ends_before || starts_later || points(time).any(|point| !point.exists())
    };
    let mut bad: Vec<usize> = case
        .reading
        .times
        .iter()
        .filter(|(_, time)| is_bad(time))
        .map(|(line, _)| *line)
        .collect();
    bad.dedup();
    found(lines(case.reading, bad))
}

/// Months without a line that some filters and many readers ask about.
const LONG_GAP: i32 = 6;
/// Nobody asks about a gap before that.
const LOOKED_BACK: i32 = 10 * 12;

/// A gap of more than six months without a line. (Harvard Business School and Accenture, 2020:
/// some filters sort by it. A neutral line is enough.)
pub(super) fn gap(case: &Case<'_>) -> Outcome {
    let mut spans: Vec<(Month, Month, usize)> = case
        .reading
        .times
        .iter()
        .filter(|(_, time)| time.start.first() <= case.today)
        .map(|(line, time)| {
            // One year alone, as degrees have it, tells only when something ended.
            (time.start.first(), time.last(case.today), *line)
        })
        .collect();
    spans.sort_unstable();
    if spans.len() < 2 {
        return Outcome::Silent;
    }
    let mut until = spans[0].1;
    let mut above = spans[0].2;
    let mut bad = Vec::new();
    let now = (case.today, case.today, usize::MAX);
    for (start, end, line) in spans.into_iter().skip(1).chain([now]) {
        let is_recent = case.today.since(until) < LOOKED_BACK;
        if start.since(until) - 1 > LONG_GAP && is_recent {
            bad.push(above);
        }
        if end > until {
            until = end;
            above = line;
        }
    }
    found(lines(case.reading, bad))
}
