//! The parts, their headings, and how long it is.

use super::super::headings::Part;
use super::super::read::Kind;
use super::{Case, Outcome, found, lines, missing, part_of_line};

/// Headings for skills, for education, and for experience or projects: parsers cut the text there.
/// (OpenResume finds its parts by such words.)
pub(super) fn headings(case: &Case<'_>) -> Outcome {
    let has = |part| case.reading.has(part);
    let work = has(Part::Experience) || has(Part::Projects);
    let lacking = [has(Part::Skills), has(Part::Education), work]
        .iter()
        .filter(|it| !**it)
        .count();
    if lacking == 0 {
        Outcome::Good
    } else {
        missing(lacking)
    }
}

/// Headings nobody looks for, such as “My journey”. (Same source: usual names.)
pub(super) fn heading_odd(case: &Case<'_>) -> Outcome {
    if case.reading.headings.is_empty() {
        return Outcome::Silent;
    }
    let odd = case
        .reading
        .headings
        .iter()
        .filter(|(part, _)| *part == Part::Odd);
    found(lines(case.reading, odd.map(|(_, line)| *line)))
}

/// Symbols and emoji in headings, which end as boxes in plain text. (Tech Interview Handbook:
/// never add symbols to headings.)
pub(super) fn heading_symbol(case: &Case<'_>) -> Outcome {
    if case.reading.headings.is_empty() {
        return Outcome::Silent;
    }
    // Marks of Markdown and plain text are typed on purpose and do no harm.
    let is_plain = |c: char| {
        c.is_alphanumeric()
            || c.is_whitespace()
            || c.is_ascii_punctuation()
            || matches!(c, '’' | '–' | '—' | '─' | '═' | ':' | '：')
            || ('\u{300}'..='\u{36f}').contains(&c)
    };
    let is_symbolic = |index: &usize| {
        let line = &case.reading.lines[*index];
        line.kind == Kind::Heading && !line.text.chars().all(is_plain)
    };
    let all = case.reading.headings.iter().map(|(_, line)| *line);
    found(lines(case.reading, all.filter(is_symbolic)))
}

/// On the way to a first job, skills and projects stand before jobs of another kind, because the
/// first third is read. (Our judgement.)
pub(super) fn heading_order(case: &Case<'_>) -> Outcome {
    let first = |part: Part| {
        case.reading
            .headings
            .iter()
            .find(|(it, _)| *it == part)
            .map(|(_, line)| *line)
    };
    let (Some(experience), Some(projects)) = (first(Part::Experience), first(Part::Projects))
    else {
        return Outcome::Silent;
    };
    if !case.is_first_job || is_technical(case) {
        return Outcome::Silent;
    }
    if experience < projects {
        found(lines(case.reading, [experience]))
    } else {
        Outcome::Good
    }
}

/// Years of dated work from which a second page is read.
const LONG_WORK: i32 = 8 * 12;

fn has_long_work(case: &Case<'_>) -> bool {
    let is_long = |first| case.today.since(first) >= LONG_WORK;
    case.reading.first_work().is_some_and(is_long) && is_technical(case)
}

/// Whether the jobs are of this field: they name three technologies.
fn is_technical(case: &Case<'_>) -> bool {
    let lines = case.reading.lines_of(Part::Experience);
    lines
        .map(|(_, line)| line.technologies.len())
        .sum::<usize>()
        >= 3
}

/// About 250 to 700 words fill one page; more only with long work. (One page is the rule of the
/// Tech Interview Handbook and of The Odin Project; the numbers are our estimate, with a tenth
/// to spare on both sides.)
pub(super) fn length_words(case: &Case<'_>) -> Outcome {
    // Some scripts write no blanks between words, so their characters are counted.
    let unspaced = case
        .reading
        .text
        .chars()
        .filter(|c| {
            ('\u{e00}'..='\u{e7f}').contains(c)
                || ('\u{3040}'..='\u{30ff}').contains(c)
                || ('\u{3400}'..='\u{9fff}').contains(c)
        })
        .count();
    let words = case.reading.word_count + unspaced / 2;
    let most = if has_long_work(case) { 1_100 } else { 770 };
    if (220..=most).contains(&words) {
        Outcome::Good
    } else {
        missing(words)
    }
}

/// More than about 70 lines, or the mark of a page's end in the middle: two pages. (Same rule.)
pub(super) fn length_lines(case: &Case<'_>) -> Outcome {
    const WIDTH: usize = 110;
    let all = case
        .reading
        .lines
        .iter()
        .filter(|line| line.kind != Kind::Blank && line.kind != Kind::Rule);
    let drawn: usize = all
        .map(|line| line.text.chars().count().div_ceil(WIDTH))
        .sum();
    let most = if has_long_work(case) { 120 } else { 75 };
    let has_break = case
        .reading
        .text
        .trim_matches(['\u{c}', '\n', ' '])
        .contains('\u{c}');
    if drawn > most || (has_break && !has_long_work(case)) {
        missing(drawn)
    } else {
        Outcome::Good
    }
}

/// Work is told in bullets, because it is scanned in seconds. (The Odin Project: under ten
/// seconds for the first look.)
pub(super) fn bullets_present(case: &Case<'_>) -> Outcome {
    let work: Vec<_> = [Part::Experience, Part::Projects]
        .into_iter()
        .flat_map(|part| case.reading.lines_of(part))
        .collect();
    let words: usize = work.iter().map(|(_, line)| line.words.len()).sum();
    if words < 40 {
        return Outcome::Silent;
    }
    if case.reading.work().next().is_some() {
        return Outcome::Good;
    }
    let longest = work.iter().max_by_key(|(_, line)| line.words.len());
    found(
        longest
            .map(|(index, line)| part_of_line(*index, line.text))
            .into_iter()
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::headings;

    #[test]
    fn invented_headings_have_a_usual_name() {
        assert_eq!(headings::invented("## My Journey"), Some("Experience"));
    }
}
