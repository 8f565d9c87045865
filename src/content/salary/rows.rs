//! `salary/*.csv`: one group a line.

use serde::Deserialize;

use super::Amount;
use crate::content::draft::Parsed;
use crate::content::{Problems, SourceFile};

/// The distribution of pay in one group. An absent amount was not published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The code of a country, `EU` or `world`.
    pub area: String,
    /// What the group is made by.
    pub segment: Segment,
    /// The group, such as `5 to 9 years`.
    pub group: String,
    /// The year it describes.
    pub year: u16,
    /// How many were counted.
    pub n: Option<u32>,
    /// 1 in 10 earns less.
    pub p10: Option<Amount>,
    /// 1 in 4 earns less.
    pub p25: Option<Amount>,
    /// Half earn less.
    pub p50: Option<Amount>,
    /// 1 in 4 earns more.
    pub p75: Option<Amount>,
    /// 1 in 10 earns more.
    pub p90: Option<Amount>,
    /// The average.
    pub mean: Option<Amount>,
    /// Where its line begins in the file, in bytes.
    pub(in crate::content) offset: usize,
}

impl Row {
    /// The five points, the lowest first.
    pub fn points(&self) -> [Option<Amount>; 5] {
        [self.p10, self.p25, self.p50, self.p75, self.p90]
    }
}

/// What a group is made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Segment {
    /// Everybody of an area.
    All,
    /// Years of writing code, with education.
    Coding,
    /// Years of writing code for pay.
    Professional,
    /// Professional years and where the work is done.
    ProfessionalSetting,
    /// Languages used; somebody who uses two is in both groups.
    Language,
    /// The highest degree.
    Education,
    /// Remote, hybrid or in person.
    Setting,
    /// How many people the employer has.
    Size,
    /// What the employer does.
    Industry,
    /// Developers and managers of developers.
    Duty,
    /// The main job, as people named it.
    Role,
    /// The occupation, as a register names it.
    Occupation,
    /// A city and what is around it.
    Metro,
    /// A province.
    Province,
    /// The age of the employee.
    Age,
}

impl Segment {
    /// All of them, with the names that files use.
    pub const ALL: [(&'static str, Segment); 15] = [
        ("all", Segment::All),
        ("coding", Segment::Coding),
        ("professional", Segment::Professional),
        ("professional-setting", Segment::ProfessionalSetting),
        ("language", Segment::Language),
        ("education", Segment::Education),
        ("setting", Segment::Setting),
        ("size", Segment::Size),
        ("industry", Segment::Industry),
        ("duty", Segment::Duty),
        ("role", Segment::Role),
        ("occupation", Segment::Occupation),
        ("metro", Segment::Metro),
        ("province", Segment::Province),
        ("age", Segment::Age),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Segment::ALL
            .iter()
            .find(|(_, segment)| *segment == self)
            .map_or("", |(name, _)| name)
    }
}

/// The columns, in this order.
pub(in crate::content) const COLUMNS: [&str; 11] = [
    "area", "segment", "group", "year", "n", "p10", "p25", "p50", "p75", "p90", "mean",
];

pub(in crate::content) fn parse(file: &SourceFile, problems: &mut Problems) -> Parsed {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(file.text.as_bytes());
    let mut rows = Vec::new();
    let mut is_sound = true;
    for (number, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(err) => {
                let at = err.position().map_or(0, |it| offset(it.byte()));
                problems.uneven_row(file, at, COLUMNS.len());
                return Parsed::Broken;
            }
        };
        let at = record.position().map_or(0, |it| offset(it.byte()));
        if number == 0 {
            if record.iter().ne(COLUMNS) {
                problems.wrong_columns(file, &COLUMNS);
                return Parsed::Broken;
            }
            continue;
        }
        match row(&record, at, file, problems) {
            Some(row) => rows.push(row),
            None => is_sound = false,
        }
    }
    if is_sound && rows.is_empty() {
        problems.empty(file, 0, "rows");
        is_sound = false;
    }
    if is_sound {
        Parsed::Figures(rows)
    } else {
        Parsed::Broken
    }
}

fn offset(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or_default()
}

/// One line; every field that is wrong is a problem of its own.
fn row(
    record: &csv::StringRecord,
    at: usize,
    file: &SourceFile,
    problems: &mut Problems,
) -> Option<Row> {
    // The reader refuses a line with another number of fields than the first.
    let field = |column: usize| record.get(column).unwrap_or_default();
    let mut is_sound = true;
    let segment = Segment::ALL.iter().find(|(name, _)| *name == field(1));
    if segment.is_none() {
        let known = Segment::ALL.iter().map(|(name, _)| *name);
        problems.unknown(file, at, "segment", field(1), known);
        is_sound = false;
    }
    if field(2).trim().is_empty() {
        problems.empty(file, at, "group");
        is_sound = false;
    }
    let year: u16 = field(3).parse().unwrap_or_default();
    if !(1990..=2200).contains(&year) {
        problems.bad_figure(file, at, "year", field(3));
        is_sound = false;
    }
    let n = (!field(4).is_empty()).then(|| field(4).parse().unwrap_or_default());
    if n == Some(0) {
        problems.bad_figure(file, at, "n", field(4));
        is_sound = false;
    }
    let mut amounts = [None; 6];
    for (amount, column) in amounts.iter_mut().zip(5..) {
        let text = field(column);
        *amount = Amount::parse(text);
        if amount.is_none() && !text.is_empty() {
            problems.bad_figure(file, at, COLUMNS[column], text);
            is_sound = false;
        }
    }
    if !amounts[..5].iter().flatten().is_sorted() {
        problems.percentiles_fall(file, at, field(2));
        is_sound = false;
    }
    let [p10, p25, p50, p75, p90, mean] = amounts;
    let (_, segment) = segment?;
    is_sound.then(|| Row {
        area: field(0).to_owned(),
        segment: *segment,
        group: field(2).to_owned(),
        year,
        n,
        p10,
        p25,
        p50,
        p75,
        p90,
        mean,
        offset: at,
    })
}
