//! What pages about pay show: the drawing of one range, and tables whose rows are drawn.

use super::super::numbers::{money, money_in_drawing, money_in_table};
use crate::content::{
    Amount, Country, SalaryRow, SalarySegment, SalarySource, SourceKind, Unit, thousands,
};
use crate::tools::salary::{Axis, Band, Found, Percent, Standing, points, range_labels, standing};

/// What each of the five points says, the lowest first.
const POINTS: [&str; 5] = [
    "1 in 10 earn less",
    "1 in 4 earn less",
    "Middle",
    "1 in 4 earn more",
    "1 in 10 earn more",
];

/// The figures of one source that share an axis.
pub(super) struct Table {
    pub(super) caption: String,
    /// What the first column names.
    pub(super) heading: &'static str,
    /// The columns of amounts.
    pub(super) columns: Vec<&'static str>,
    /// Whom the last column counts; empty without such a column.
    pub(super) counted: String,
    pub(super) ticks: Vec<(Percent, String)>,
    pub(super) rows: Vec<Line>,
}

/// One group: its drawing, and every amount in words.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) url: Option<String>,
    pub(super) is_chosen: bool,
    /// From the lowest to the highest tenth.
    pub(super) thin: Option<(Percent, Percent)>,
    /// The middle half.
    pub(super) thick: Option<(Percent, Percent)>,
    /// The middle, or the average where only that is known.
    pub(super) middle: Option<Percent>,
    /// One for each column: what it says, the amount, and whether it is the middle.
    pub(super) cells: Vec<(&'static str, String, bool)>,
    pub(super) n: String,
}

/// What a row of a table is called and whether it was asked for.
pub(super) struct Named<'a> {
    pub(super) row: &'a SalaryRow,
    pub(super) name: String,
    pub(super) url: Option<String>,
    pub(super) is_chosen: bool,
}

impl<'a> Named<'a> {
    /// A row that is called by its group.
    pub(super) fn by_group(row: &'a SalaryRow) -> Named<'a> {
        Named {
            row,
            name: row.group.clone(),
            url: None,
            is_chosen: false,
        }
    }
}

/// Draws a table. Columns without any amount are left out, and so are averages, except where
/// some row has nothing else.
pub(super) fn table(
    source: &SalarySource,
    title: &str,
    heading: &'static str,
    named: Vec<Named<'_>>,
) -> Table {
    let unit = source.unit();
    let shown: Vec<(Named<'_>, [Option<Amount>; 5], Option<Amount>)> = named
        .into_iter()
        .map(|it| {
            let points = points(source, it.row);
            let is_bare = points.iter().all(Option::is_none);
            let mean = it.row.mean.filter(|_| is_bare);
            (it, points, mean)
        })
        .collect();
    let has = |point: usize| shown.iter().any(|(_, points, _)| points[point].is_some());
    let has_mean = shown.iter().any(|(.., mean)| mean.is_some());
    let has_n = shown.iter().any(|(it, ..)| it.row.n.is_some());
    let axis = Axis::over(
        shown
            .iter()
            .flat_map(|(_, points, mean)| points.iter().copied().chain([*mean]).flatten()),
    );
    let columns: Vec<(&str, Option<usize>)> = POINTS
        .iter()
        .enumerate()
        .filter(|(point, _)| has(*point))
        .map(|(point, name)| (*name, Some(point)))
        .chain(has_mean.then_some(("Average", None)))
        .collect();
    let amount = |amount: Option<Amount>| {
        amount.map_or_else(|| "–".to_owned(), |it| money_in_table(it, unit))
    };
    let line = |(it, points, mean): (Named<'_>, [Option<Amount>; 5], Option<Amount>)| {
        let at = |point: usize| points[point].map(|amount| axis.at(amount));
        Line {
            thin: at(0).zip(at(4)),
            thick: at(1).zip(at(3)),
            middle: points[2].or(mean).map(|amount| axis.at(amount)),
            cells: columns
                .iter()
                .map(|(name, point)| match point {
                    Some(point) => (*name, amount(points[*point]), *point == 2),
                    None => (*name, amount(mean), true),
                })
                .collect(),
            n: match it.row.n {
                Some(n) => thousands(n.into()),
                None => "–".to_owned(),
            },
            name: it.name,
            url: it.url,
            is_chosen: it.is_chosen,
        }
    };
    Table {
        caption: format!("{title}. Pay in {unit}, before tax."),
        heading,
        counted: if has_n {
            counted(source)
        } else {
            String::new()
        },
        ticks: axis
            .ticks()
            .map(|(at, units)| (at, money_in_drawing(units, unit)))
            .collect(),
        columns: columns.iter().map(|(name, _)| *name).collect(),
        rows: shown.into_iter().map(line).collect(),
    }
}

/// The heading of the column with the numbers of people.
fn counted(source: &SalarySource) -> String {
    let (first, rest) = source.counted.split_at(source.counted.len().min(1));
    format!("{}{rest}", first.to_uppercase())
}

/// The drawing of one range, in a scale of its own.
pub(super) struct Range {
    pub(super) thin: Option<(Percent, Percent)>,
    pub(super) thick: Option<(Percent, Percent)>,
    pub(super) points: Vec<Point>,
}

/// One point of a range.
pub(super) struct Point {
    pub(super) at: Percent,
    /// What stands beside it; empty if there is no room.
    pub(super) amount: String,
    pub(super) name: &'static str,
    pub(super) is_middle: bool,
    /// Whether the words stand above the line.
    pub(super) is_above: bool,
}

/// The drawing of a row; none if it has too few points to be a range.
pub(super) fn range(source: &SalarySource, row: &SalaryRow) -> Option<Range> {
    let labels = range_labels(&points(source, row));
    if labels.len() < 3 {
        return None;
    }
    let at = |point| labels.iter().find(|it| it.point == point).map(|it| it.at);
    Some(Range {
        thin: at(0).zip(at(4)),
        thick: at(1).zip(at(3)),
        points: labels
            .iter()
            .map(|label| Point {
                at: label.at,
                amount: if label.is_written {
                    money_in_drawing(label.amount.units(), source.unit())
                } else {
                    String::new()
                },
                name: POINTS[label.point],
                is_middle: label.point == 2,
                is_above: label.point % 2 == 0,
            })
            .collect(),
    })
}

/// One row said in words, with its drawing and its source.
pub(super) struct Said<'a> {
    pub(super) source: &'a SalarySource,
    /// Whom it is about, such as `Germany, 5 to 9 years of coding, before tax`.
    pub(super) about: String,
    /// The answer in one sentence.
    pub(super) answer: String,
    /// The numbers that the answer leaves out.
    pub(super) more: Vec<String>,
    pub(super) range: Option<Range>,
    /// As in `291 people who answered`; empty if nobody says how many.
    pub(super) based_on: String,
}

/// Below this many dollars the floor of the survey extract lifts the lower figures.
const FLOOR_SHOWS: u64 = 20_000;

/// Says a row in words.
pub(super) fn say<'a>(found: &Found<'a>) -> Said<'a> {
    let Found { source, row, .. } = *found;
    let unit = source.unit();
    let is_survey = source.kind != SourceKind::Official;
    let whom = whom(found);
    let known = points(source, row);
    let each = unit.period.each();
    let say_money = |amount| money(amount, unit);
    let mut more = Vec::new();
    let middle = row.p50.map(say_money);
    let answer = match (row.p25, row.p75, &middle) {
        (Some(low), Some(high), _) => format!(
            "Half of {whom} earn between {} and {} {each}.",
            say_money(low),
            say_money(high)
        ),
        (_, _, Some(middle)) => format!("The one in the middle of {whom} earns {middle} {each}."),
        _ => format!("There is no middle value for {whom}."),
    };
    if let (Some(_), Some(_), Some(middle)) = (row.p25, row.p75, middle) {
        more.push(format!("The one in the middle earns {middle}."));
    }
    match (known[0].map(say_money), known[4].map(say_money)) {
        (Some(low), Some(high)) => more.push(format!(
            "1 in 10 earns less than {low}, and 1 in 10 earns more than {high}."
        )),
        (Some(low), None) => more.push(format!("1 in 10 earns less than {low}.")),
        (None, Some(high)) => more.push(format!("1 in 10 earns more than {high}.")),
        (None, None) if is_survey && row.p10.is_some() => more.push(
            "The lowest and the highest tenth are left out, because fewer than 50 people answered."
                .to_owned(),
        ),
        (None, None) => (),
    }
    if !is_survey && let Some(mean) = row.mean {
        more.push(format!("The average is {}.", say_money(mean)));
    }
    let is_lifted = row.p25.is_some_and(|it| it.units() < FLOOR_SHOWS);
    if is_survey && is_lifted {
        more.push(
            "Answers below $5,005 are not in the data, which lifts the lower figures here."
                .to_owned(),
        );
    }
    let years = found
        .band
        .map_or_else(String::new, |band| format!(", {} of coding", band.group()));
    Said {
        about: format!("{}{years}, before tax", found.area.name),
        based_on: row.n.map_or_else(String::new, |n| {
            format!("{} {}", thousands(n.into()), source.counted)
        }),
        range: range(source, row),
        source,
        answer,
        more,
    }
}

/// As in `backend developers in Germany with 5 to 9 years of coding`.
pub(super) fn whom(found: &Found<'_>) -> String {
    describe(&found.source.who, found.area, found.band)
}

/// The same for what was asked.
pub(super) fn describe(who: &str, area: &Country, band: Option<Band>) -> String {
    let years = band.map_or_else(String::new, |band| {
        format!(" with {} of coding", band.group())
    });
    format!("{who} in {}{years}", area.inside())
}

/// Where an offer stands in one source.
pub(super) struct Stand<'a> {
    pub(super) source: &'a SalarySource,
    pub(super) whom: String,
    pub(super) sentence: String,
}

/// What the points are called in a sentence, the lowest first.
const NAMES: [&str; 5] = [
    "the lower tenth line",
    "the lower quarter line",
    "the middle",
    "the upper quarter line",
    "the upper tenth line",
];

/// How many earn less than each point.
const LESS: [&str; 5] = ["1 in 10", "1 in 4", "half", "3 in 4", "9 in 10"];

/// Says where an offer stands; none if the source has no points to compare with.
pub(super) fn stand<'a>(offer: Amount, found: &Found<'a>) -> Option<Stand<'a>> {
    let unit = found.source.unit();
    let points = points(found.source, found.row);
    let name = |point: usize| {
        let amount = points[point].map_or_else(String::new, |it| money(it, unit));
        format!("{} ({amount})", NAMES[point])
    };
    let less = |point: usize| LESS[point];
    // As many earn more than a point as earn less than its mirror image.
    let more = |point: usize| LESS[4 - point];
    let said = match standing(offer, &points)? {
        Standing::Below(point) => format!(
            "is below {}, the lowest point we have. At least {} earn more.",
            name(point),
            more(point)
        ),
        Standing::At(point) => format!(
            "is exactly {}. At least {} earn as much or less.",
            name(point),
            less(point)
        ),
        Standing::Between(low, high) => format!(
            "stands between {} and {}. At least {} earn less, and at least {} earn more.",
            name(low),
            name(high),
            less(low),
            more(high)
        ),
        Standing::Above(point) => format!(
            "is above {}, the highest point we have. At least {} earn less.",
            name(point),
            less(point)
        ),
    };
    Some(Stand {
        source: found.source,
        whom: whom(found),
        sentence: format!(
            "Your offer of {} {} {said}",
            money(offer, unit),
            unit.period.each()
        ),
    })
}

/// What the first column of a segment names, and how its table is called.
pub(super) fn words(segment: SalarySegment) -> (&'static str, &'static str) {
    match segment {
        SalarySegment::All => ("Everybody", "Everybody"),
        SalarySegment::Coding => ("Years of coding", "By years of coding, education included"),
        SalarySegment::Professional => ("Years of work", "By years of coding for pay"),
        SalarySegment::ProfessionalSetting => (
            "Years and place",
            "By years of coding for pay and place of work",
        ),
        SalarySegment::Language => ("Language", "By language used"),
        SalarySegment::Education => ("Degree", "By highest degree"),
        SalarySegment::Setting => ("Place", "Remote, hybrid and in person"),
        SalarySegment::Size => ("Employer", "By size of the employer"),
        SalarySegment::Industry => ("Industry", "By industry"),
        SalarySegment::Duty => ("Duty", "Developers and managers"),
        SalarySegment::Role => ("Main job", "By main job"),
        SalarySegment::Occupation => ("Occupation", "By occupation"),
        SalarySegment::Metro => ("City and surroundings", "By metropolitan area"),
        SalarySegment::Province => ("Province", "By province"),
        SalarySegment::Age => ("Age", "By age"),
    }
}

/// What a reader must know before reading a table of this segment; empty if nothing.
pub(super) fn warning(segment: SalarySegment) -> &'static str {
    match segment {
        SalarySegment::Language => {
            "A person who uses two languages is counted in both. Rare languages are often used by people \
             with many years of work, so a language alone does not explain its pay."
        }
        SalarySegment::Setting => {
            "People who work remotely differ in years and place from the others. These figures \
             do not show that remote work itself pays more."
        }
        SalarySegment::Age => "These are averages, because middle values by age are not published.",
        _ => "",
    }
}

/// The unit as the page names it in a list.
pub(super) fn unit_name(unit: Unit<'_>) -> String {
    let text = unit.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
