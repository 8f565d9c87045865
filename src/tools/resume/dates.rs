//! Dates as people write them: “March 2024 to present”, “03/2024 - 06/2025”, “2019–2023”.

/// A month, counted from the year 0, so that two of them can be subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// A month of a year, counted from 1.
    pub fn new(year: i32, month: u8) -> Month {
        Month(year * 12 + i32::from(month) - 1)
    }

    /// How many months lie between, negative if the other is later.
    pub(super) fn since(self, other: Month) -> i32 {
        self.0 - other.0
    }

    /// The month so many months later.
    pub(super) fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// “March 2024”, “Mar 2024”, “Summer 2024”
    Name,
    /// “03/2024”
    Slash,
    /// “03.2024”
    Dot,
    /// “03-2024”
    Dash,
    /// “2024-03”, “2024/03”
    YearFirst,
    /// “2024”
    Year,
}

/// A year, or a month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: i32,
    /// Counted from 1; up to 99, because people mistype.
    pub(super) month: Option<u8>,
    pub(super) form: Form,
}

impl Point {
    pub(super) fn first(self) -> Month {
        Month::new(self.year, self.month.unwrap_or(1).clamp(1, 12))
    }

    pub(super) fn last(self) -> Month {
        Month::new(self.year, self.month.unwrap_or(12).clamp(1, 12))
    }

    /// Whether there is such a month.
    pub(super) fn exists(self) -> bool {
        self.month.is_none_or(|month| (1..=12).contains(&month))
    }
}

/// Where a time ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// There is one date only.
    Same,
    At(Point),
    Present,
    /// A dash, and nothing after it.
    Missing,
}

/// A time on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) start: Point,
    pub(super) end: End,
}

impl Time {
    /// The last month of it; this month if it goes on.
    pub(super) fn last(self, today: Month) -> Month {
        match self.end {
            End::Same => self.start.last(),
            End::At(point) => point.last(),
            End::Present | End::Missing => today,
        }
    }
}

/// The times on a line, from left to right.
pub(super) fn times(line: &str) -> Vec<Time> {
    let runs = runs(line);
    let mut found = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        let Some((start, next)) = point(&runs, at) else {
            at += 1;
            continue;
        };
        let since = at > 0 && matches!(runs[at - 1].text, "since" | "Since" | "from" | "From");
        let (end, next) = end(&runs, next);
        let end = if end == End::Same && since && runs[at - 1].text.eq_ignore_ascii_case("since") {
            End::Present
        } else {
            end
        };
        found.push(Time { start, end });
        at = next;
    }
    found
}

/// Letters or digits that belong together, and what stands before them.
struct Run<'a> {
    text: &'a str,
    /// From the end of the run before; at most a few characters matter.
    before: &'a str,
    /// From its end to the next run.
    after: &'a str,
}

fn runs(line: &str) -> Vec<Run<'_>> {
    let mut found: Vec<Run<'_>> = Vec::new();
    let mut start = None;
    let mut last_end = 0;
    let ends = line.char_indices().chain([(line.len(), ' ')]);
    for (at, c) in ends {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let before = &line[last_end..from];
                if let Some(last) = found.last_mut() {
                    last.after = before;
                }
                found.push(Run {
                    text: &line[from..at],
                    before,
                    after: "",
                });
                last_end = at;
                start = None;
            }
            _ => (),
        }
    }
    if let Some(last) = found.last_mut() {
        last.after = &line[last_end..];
    }
    found
}

/// The date that begins with a run, and the run after it.
fn point(runs: &[Run<'_>], at: usize) -> Option<(Point, usize)> {
    let run = runs.get(at)?;
    let next = runs.get(at + 1);
    if let Some(month) = month_of_name(run.text) {
        let year = next
            .filter(|it| it.before.chars().count() <= 3)
            .and_then(|it| year(it.text))?;
        return Some((
            Point {
                year,
                month: Some(month),
                form: Form::Name,
            },
            at + 2,
        ));
    }
    if let Some(number) = year(run.text) {
        let month = next
            .filter(|it| matches!(it.before, "-" | "/" | "."))
            .and_then(|it| month(it.text));
        let Some(month) = month else {
            let is_price = matches!(
                run.before.chars().last(),
                Some('$' | '€' | '£' | '+' | '.' | ',')
            );
            let is_amount = run.after.starts_with(['%', '+']);
            let point = Point {
                year: number,
                month: None,
                form: Form::Year,
            };
            return (!is_price && !is_amount).then_some((point, at + 1));
        };
        let has_day = runs
            .get(at + 2)
            .is_some_and(|it| it.before == runs[at + 1].before && month_like(it.text));
        let point = Point {
            year: number,
            month: Some(month),
            form: Form::YearFirst,
        };
        return Some((point, at + if has_day { 3 } else { 2 }));
    }
    let month_number = month(run.text)?;
    let next = next?;
    let form = match next.before {
        "/" => Form::Slash,
        "." => Form::Dot,
        "-" => Form::Dash,
        _ => return None,
    };
    if let Some(year) = year(next.text) {
        return Some((
            Point {
                year,
                month: Some(month_number),
                form,
            },
            at + 2,
        ));
    }
    // A whole date: day, month, year.
    let middle = month(next.text)?;
    let third = runs.get(at + 2).filter(|it| it.before == next.before)?;
    let year = year(third.text)?;
    // Day and month change places by country; only one of them can be above 12.
    let month = if middle > 12 { month_number } else { middle };
    Some((
        Point {
            year,
            month: Some(month),
            form,
        },
        at + 3,
    ))
}

/// What follows a date: the end of the time, or nothing.
fn end(runs: &[Run<'_>], at: usize) -> (End, usize) {
    let after = runs
        .get(at.saturating_sub(1))
        .map_or("", |run| run.after.trim());
    let is_dash = !after.is_empty()
        && after
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '−' | '~' | ' ' | '('));
    let Some(next) = runs.get(at) else {
        return (if is_dash { End::Missing } else { End::Same }, at);
    };
    let is_word = matches!(
        next.text,
        "to" | "To" | "until" | "till" | "through" | "bis" | "à" | "al"
    );
    let from = if is_word && after.is_empty() {
        at + 1
    } else {
        at
    };
    if !is_dash && from == at {
        return (End::Same, at);
    }
    if runs.get(from).is_some_and(|run| is_present(run.text)) {
        return (End::Present, from + 1);
    }
    match point(runs, from) {
        Some((point, next)) => (End::At(point), next),
        None => (End::Same, at),
    }
}

fn is_present(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "present",
        "now",
        "today",
        "current",
        "currently",
        "ongoing",
        "date",
        "heute",
        "actualidad",
        "présent",
        "presente",
        "atual",
        "oggi",
        "nu",
    ];
    text.len() <= 20 && WORDS.contains(&text.to_lowercase().as_str())
}

fn year(text: &str) -> Option<i32> {
    let number = (text.len() == 4).then(|| text.parse().ok()).flatten()?;
    (1960..=2049).contains(&number).then_some(number)
}

/// A number of one or two digits after or before a year. 13 to 99 is a mistake, not another thing.
fn month(text: &str) -> Option<u8> {
    month_like(text).then(|| text.parse().ok()).flatten()
}

fn month_like(text: &str) -> bool {
    text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())
}

fn month_of_name(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !(3..=9).contains(&text.len()) || !text.is_ascii() {
        return None;
    }
    let text = text.to_ascii_lowercase();
    let season = match text.as_str() {
        "spring" => Some(4),
        "summer" => Some(7),
        "autumn" | "fall" => Some(10),
        "winter" => Some(1),
        "sept" => Some(9),
        _ => None,
    };
    let whole = || {
        NAMES
            .iter()
            .position(|name| *name == text || (text.len() == 3 && name.starts_with(&text)))
    };
    season.or_else(|| whole().and_then(|index| u8::try_from(index + 1).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> String {
        let point = |it: Point| match it.month {
            Some(month) => format!("{}-{month:02}", it.year),
            None => it.year.to_string(),
        };
        let all: Vec<String> = times(line)
            .into_iter()
            .map(|time| {
                let end = match time.end {
                    End::Same => String::new(),
                    End::At(end) => format!("..{}", point(end)),
                    End::Present => "..present".into(),
                    End::Missing => "..?".into(),
                };
                format!("{}{end}", point(time.start))
            })
            .collect();
        all.join(" ")
    }

    #[test]
    fn the_usual_forms() {
        for (line, wanted) in [
            ("March 2024 to present", "2024-03..present"),
            ("Mar. 2024 – Sept 2025", "2024-03..2025-09"),
            ("03/2024 - 06/2025", "2024-03..2025-06"),
            ("3.2024–Now", "2024-03..present"),
            ("2024-03 to 2025-06", "2024-03..2025-06"),
            ("Bakery, Leeds (2019–2023)", "2019..2023"),
            ("Since May 2021", "2021-05..present"),
            ("BSc, 2022", "2022"),
            ("01/02/2024 - 30/06/2025", "2024-02..2025-06"),
            ("2024-03-01 - 2025-06-30", "2024-03..2025-06"),
            ("June 2025 -", "2025-06..?"),
            ("Summer 2024", "2024-07"),
        ] {
            assert_eq!(said(line), wanted, "{line}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for line in [
            "2,000 rows",
            "$2000",
            "port 8080",
            "may be",
            "p95 1900 ms",
            "1/2",
            "2048%",
        ] {
            assert_eq!(said(line), "", "{line}");
        }
    }

    #[test]
    fn a_mistyped_month_is_kept() {
        let time = times("13/2024 - 06/2025")[0];
        assert!(!time.start.exists());
    }
}
