//! What a plain parser sees in a text: lines, parts, contact, dates, bullets.
//!
//! Each pass looks at every character a fixed number of times, so that the work grows with the
//! length of the text and with nothing else.

use super::contact::{self, Contact};
use super::dates::{Month, Time, times};
use super::headings::{self, Part};
use super::language::{self, Language};
use super::technologies::{Technology, named};
use super::words::{is_hidden, words};

/// A text, understood as far as a program can.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The text itself.
    pub(super) text: &'a str,
    pub(super) lines: Vec<Line<'a>>,
    /// The lines that begin a part, with the part and the line's index.
    pub(super) headings: Vec<(Part, usize)>,
    pub(super) contact: Contact<'a>,
    /// What was built or done, line by line.
    pub(super) bullets: Vec<Bullet>,
    /// Every time outside of bullets and contact, and the time spans inside of bullets.
    pub(super) times: Vec<(usize, Time)>,
    /// The language, if it is not English.
    pub(super) foreign: Option<Language>,
    /// Words of the whole text.
    pub(super) word_count: usize,
}

/// A line of the text.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Without the blanks at its end.
    pub(super) text: &'a str,
    pub(super) part: Part,
    pub(super) kind: Kind,
    pub(super) words: Vec<&'a str>,
    /// Each technology with the word that names it.
    pub(super) technologies: Vec<(&'a str, &'static Technology)>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Heading,
    /// Only drawn, such as `------`.
    Rule,
    Bullet,
    /// The rest of a bullet that was broken into lines.
    Continued,
    Text,
}

/// A bullet with its continuation lines.
#[derive(Debug)]
pub(super) struct Bullet {
    /// The index of its first line.
    pub(super) line: usize,
    /// Without the mark in front.
    pub(super) text: String,
    pub(super) part: Part,
    /// Bullets of one job or project have the same number.
    pub(super) group: usize,
}

impl Bullet {
    /// Whether it says what was done, as those of skills and hobbies do not.
    pub(super) fn is_about_work(&self) -> bool {
        matches!(self.part, Part::Experience | Part::Projects)
    }
}

impl<'a> Reading<'a> {
    pub(super) fn of(text: &'a str) -> Reading<'a> {
        let mut lines: Vec<Line<'a>> = text.split('\n').map(line).collect();
        let headings = find_parts(&mut lines);
        let bullets = find_bullets(&mut lines);
        let foreign = language::foreign(text);
        Reading {
            text,
            contact: contact::find(&lines),
            times: find_times(&lines),
            word_count: lines.iter().map(|line| line.words.len()).sum(),
            bullets,
            headings,
            lines,
            foreign,
        }
    }

    /// The lines of a part with their indices, headings and blank lines left out.
    pub(super) fn lines_of(&self, part: Part) -> impl Iterator<Item = (usize, &Line<'a>)> {
        let all = self.lines.iter().enumerate();
        all.filter(move |(_, line)| {
            line.part == part && !matches!(line.kind, Kind::Blank | Kind::Heading | Kind::Rule)
        })
    }

    /// Whether there is a heading for a part.
    pub(super) fn has(&self, part: Part) -> bool {
        self.headings.iter().any(|(it, _)| *it == part)
    }

    /// The bullets that say what was done.
    pub(super) fn work(&self) -> impl Iterator<Item = &Bullet> {
        self.bullets.iter().filter(|bullet| bullet.is_about_work())
    }

    /// The month the oldest dated work began.
    pub(super) fn first_work(&self) -> Option<Month> {
        let of_work = self
            .times
            .iter()
            .filter(|(line, _)| self.lines[*line].part == Part::Experience);
        of_work.map(|(_, time)| time.start.first()).min()
    }
}

fn line(text: &str) -> Line<'_> {
    let text = text.trim_end();
    Line {
        text,
        part: Part::Head,
        kind: Kind::Text,
        words: words(text),
        technologies: Vec::new(),
    }
}

/// Says of each line which part it belongs to.
fn find_parts(lines: &mut [Line<'_>]) -> Vec<(Part, usize)> {
    let mut found = Vec::new();
    let mut part = Part::Head;
    for (index, line) in lines.iter_mut().enumerate() {
        let text = line.text;
        if text.trim().is_empty() {
            line.kind = Kind::Blank;
        } else if headings::is_rule(text) {
            line.kind = Kind::Rule;
        } else if mark(text).is_none() || is_symbol(text) {
            if let Some(it) = headings::usual(text) {
                part = it;
                line.kind = Kind::Heading;
                found.push((part, index));
            } else if headings::invented(text).is_some() {
                part = Part::Odd;
                line.kind = Kind::Heading;
                found.push((part, index));
            } else if let Some((it, _)) = headings::beside(text) {
                part = it;
                found.push((part, index));
            }
        }
        line.part = part;
        if part != Part::Head && line.kind != Kind::Heading {
            line.technologies = named(&line.words);
        }
    }
    // Headings in the style of the usual ones that nobody looks for.
    let is_loud =
        |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let loud = found
        .iter()
        .filter(|(_, index)| is_loud(lines[*index].text))
        .count()
        >= 2;
    let marked = found
        .iter()
        .filter(|(_, index)| lines[*index].text.starts_with("## "))
        .count()
        >= 2;
    let mut odd = None;
    for index in 3..lines.len() {
        let text = lines[index].text;
        if lines[index].kind == Kind::Heading {
            odd = None;
        } else if lines[index].kind == Kind::Text
            && lines[index - 1].kind == Kind::Blank
            && (1..=5).contains(&lines[index].words.len())
            && ((loud && is_loud(text)) || (marked && text.starts_with("## ")))
            && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | '|' | '/' | '.'))
            && named(&lines[index].words).is_empty()
        {
            lines[index].kind = Kind::Heading;
            found.push((Part::Odd, index));
            odd = Some(());
        }
        if odd.is_some() {
            lines[index].part = Part::Odd;
        }
    }
    found.sort_by_key(|(_, index)| *index);
    found
}

/// A first character that is neither a bullet nor a letter, such as an emoji before a heading.
fn is_symbol(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| !c.is_ascii() && !c.is_alphanumeric())
}

/// The text after the mark of a bullet.
pub(super) fn mark(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let mut rest = text.chars();
    let first = rest.next()?;
    let is_mark = matches!(
        first,
        '-' | '*'
            | '+'
            | '•'
            | '–'
            | '—'
            | '·'
            | '▪'
            | '◦'
            | '‣'
            | '●'
            | '○'
            | '■'
            | '□'
            | '►'
            | '➢'
            | '➤'
            | '✓'
            | '✔'
            | '⁃'
            | '∙'
            | '\u{f0b7}'
            | '\u{f0a7}'
    ) || (first == 'o' && text.starts_with("o "));
    let rest = rest.as_str();
    let is_tight = !first.is_ascii() && !matches!(first, '–' | '—');
    (is_mark && (rest.starts_with([' ', '\t', '\u{a0}']) || (is_tight && !rest.is_empty())))
        .then(|| rest.trim())
        .filter(|rest| !rest.is_empty())
}

fn find_bullets(lines: &mut [Line<'_>]) -> Vec<Bullet> {
    let mut found: Vec<Bullet> = Vec::new();
    let mut group = 0;
    for index in 0..lines.len() {
        let line = &lines[index];
        if line.kind != Kind::Text {
            continue;
        }
        if let Some(text) = mark(line.text) {
            found.push(Bullet {
                line: index,
                text: text.to_owned(),
                part: line.part,
                group,
            });
            lines[index].kind = Kind::Bullet;
            continue;
        }
        let follows = index > 0 && matches!(lines[index - 1].kind, Kind::Bullet | Kind::Continued);
        let is_indented = line.text.starts_with([' ', '\t']);
        let begins_low = line.text.chars().next().is_some_and(char::is_lowercase);
        let is_date = !times(line.text).is_empty() && line.words.len() < 8;
        match found.last_mut() {
            Some(bullet) if follows && (is_indented || begins_low) && !is_date => {
                bullet.text.push(' ');
                bullet.text.push_str(line.text.trim());
                lines[index].kind = Kind::Continued;
            }
            _ => group += 1,
        }
    }
    found
}

fn find_times(lines: &[Line<'_>]) -> Vec<(usize, Time)> {
    use super::dates::End;
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if matches!(line.kind, Kind::Blank | Kind::Heading | Kind::Rule) || line.part == Part::Head
        {
            continue;
        }
        let in_text = matches!(line.kind, Kind::Bullet | Kind::Continued) || line.words.len() > 20;
        let all = times(line.text).into_iter();
        found.extend(
            all.filter(|time| !in_text || !matches!(time.end, End::Same | End::Missing))
                .map(|time| (index, time)),
        );
    }
    found
}

/// The text as it is read: one kind of line end, no mark at the start, and no more blanks than
/// tell columns apart.
pub(super) fn clean(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    text.trim_end().to_owned()
}

/// Whether a text holds characters that nobody sees, other than line ends and tabs.
pub(super) fn hidden(text: &str) -> bool {
    text.chars().any(|c| {
        is_hidden(c)
            && !matches!(
                c,
                '\n' | '\t' | '\u{c}' | '\u{ad}' | '\u{200d}' | '\u{200c}'
            )
    })
}
