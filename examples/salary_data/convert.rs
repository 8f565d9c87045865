//! What becomes of each row of the research tables: a row of a source, or left out for a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The research tables.
const TABLES: [&str; 8] = [
    "so2025_backend_percentiles.csv",
    "so2025_alldev_percentiles.csv",
    "so2024_us_backend_percentiles.csv",
    "so2023_us_backend_percentiles.csv",
    "so_compass_recalc.csv",
    "so_official_medians.csv",
    "bls_oews.csv",
    "national_statistics.csv",
];

/// The columns of the figures.
const COLUMNS: [&str; 11] = [
    "area", "segment", "group", "year", "n", "p10", "p25", "p50", "p75", "p90", "mean",
];

/// The figures of each source, and how many rows were left out for each reason.
pub(crate) struct Converted {
    /// Text by file name.
    pub(crate) files: BTreeMap<String, String>,
    /// Rows by reason.
    pub(crate) left_out: BTreeMap<&'static str, usize>,
}

/// A row of a research table by the names of its columns.
type Row = BTreeMap<String, String>;

/// Where a row goes: the file, the currency and the period that every row of it has.
type Target = (&'static str, &'static str, &'static str);

/// Reads the tables of a folder.
///
/// # Errors
/// Every mistake in every row, with file and line.
pub(crate) fn convert(folder: &Path) -> Result<Converted, Vec<String>> {
    let mut mistakes = Vec::new();
    let mut left_out = BTreeMap::new();
    let mut files: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for table in TABLES {
        for (line, row) in read(folder, table, &mut mistakes) {
            let found = place(table, &row).and_then(|placed| match placed {
                Placed::LeftOut(why) => {
                    *left_out.entry(why).or_default() += 1;
                    Ok(None)
                }
                Placed::In(target, segment, group) => {
                    Ok(Some((target.0, figures(&row, target, segment, &group)?)))
                }
            });
            match found {
                Ok(None) => (),
                Ok(Some((file, line_of_figures))) => {
                    let key = (file, line_of_figures[..4].to_vec());
                    if seen.insert(key) {
                        files.entry(file).or_default().push(line_of_figures);
                    } else {
                        mistakes.push(format!("{table}:{line}: the group is there twice"));
                    }
                }
                Err(why) => mistakes.push(format!("{table}:{line}: {why}")),
            }
        }
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let files = files
        .into_iter()
        .map(|(file, lines)| (format!("{file}.csv"), text(lines)))
        .collect();
    Ok(Converted { files, left_out })
}

fn read(folder: &Path, table: &str, mistakes: &mut Vec<String>) -> Vec<(u64, Row)> {
    let mut reader = match csv::Reader::from_path(folder.join(table)) {
        Ok(reader) => reader,
        Err(err) => {
            mistakes.push(format!("{table}: {err}"));
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for row in reader.deserialize::<Row>() {
        match row {
            Ok(row) => rows.push((rows.len() as u64 + 2, row)),
            Err(err) => mistakes.push(format!("{table}: {err}")),
        }
    }
    if rows.is_empty() {
        mistakes.push(format!("{table}: there are no rows"));
    }
    rows
}

enum Placed {
    /// The file, the segment and the group.
    In(Target, &'static str, String),
    LeftOut(&'static str),
}

/// The source and the segment of a row. A kind of row that nobody thought of is a mistake.
fn place(table: &str, row: &Row) -> Result<Placed, String> {
    let group = row["segment_value"].as_str();
    let occupation = row["occupation"].as_str();
    let kind = row["segment"].as_str();
    let usd = |file| (file, "USD", "year");
    let survey = |file| {
        let plain = kind
            .strip_prefix("country_x_")
            .or_else(|| kind.strip_prefix("region_x_"))
            .unwrap_or(kind);
        let (segment, group) = match plain {
            "overall" | "country" | "region" => ("all", "all".to_owned()),
            "years_coding_total_band" => ("coding", years(group)?),
            "years_professional_band" | "years_professional_band3" => {
                ("professional", years(group)?)
            }
            "years_professional_band_x_work_setting" => {
                let (band, place) = group.split_once(" | ").ok_or("no work setting")?;
                let place = setting(place)?;
                ("professional-setting", format!("{}, {place}", years(band)?))
            }
            "education" => ("education", education(group)),
            "language_worked_with" => ("language", language(group)),
            "work_setting" => ("setting", setting(group)?.to_owned()),
            "org_size" if group == "I don't know" => {
                return Ok(Placed::LeftOut(
                    "people who do not know the size of their firm",
                ));
            }
            "org_size" => ("size", size(group)),
            "industry" => ("industry", industry(group)),
            "ic_or_manager" => ("duty", group.to_owned()),
            _ => return Err(format!("there is no rule for the segment `{kind}`")),
        };
        Ok(Placed::In(usd(file), segment, group))
    };
    match (row["source_id"].as_str(), kind) {
        ("so2025_micro", _) if table == TABLES[0] => survey("stack-overflow-2025"),
        ("so2025_micro", _) if table == TABLES[1] => survey("stack-overflow-2025-all-developers"),
        ("so2024_us_micro", _) => survey("stack-overflow-2024-us"),
        ("so2023_us_micro", _) => survey("stack-overflow-2023-us"),
        ("so_compass_recalc", "country") => Ok(Placed::LeftOut(
            "medians of back-end developers, recalculated: the published ones are there",
        )),
        ("so_compass_recalc", _) if row["year"] != "2024" => {
            Ok(Placed::LeftOut("bands of professional years before 2024"))
        }
        ("so_compass_recalc", _) => survey("stack-overflow-2024-first-years"),
        (_, "overall_answered_experience") => Ok(Placed::LeftOut(
            "medians of those who also told their experience",
        )),
        ("so2026_provisional_a" | "so2026_provisional_b", _) => Ok(Placed::LeftOut(
            "figures of 2026 that are not published yet",
        )),
        (id @ ("so2025_official" | "so2024_official" | "so2023_official"), _) => {
            let file = match id {
                "so2025_official" => "stack-overflow-2025-medians",
                "so2024_official" => "stack-overflow-2024-medians",
                _ => "stack-overflow-2023-medians",
            };
            Ok(match kind {
                "language_worked_with" => Placed::In(usd(file), "language", language(group)),
                "overall" | "country" => Placed::In(usd(file), "role", occupation.to_owned()),
                _ => return Err(format!("there is no rule for the segment `{kind}`")),
            })
        }
        ("bls_oews", "country") => Ok(Placed::In(
            usd("bls-2025"),
            "occupation",
            sentence_case(without_code(occupation)),
        )),
        ("bls_oews_metro", "metro") => Ok(Placed::In(
            usd("bls-metros-2025"),
            "metro",
            group.replace(" metro", ""),
        )),
        ("bls_oews_state2023", "state") => Ok(Placed::LeftOut(
            "averages by state of May 2023, without the points between",
        )),
        (id, kind) => national(id, kind, row),
    }
}

fn national(id: &str, kind: &str, row: &Row) -> Result<Placed, String> {
    let target = match (id, row["period"].as_str()) {
        ("ons_ashe_2025p", _) => ("ons-2025", "GBP", "year"),
        ("jobbank_2025", _) => ("job-bank-2025", "CAD", "hour"),
        ("scb_ssyk", _) => ("scb-2025", "SEK", "month"),
        ("dst_lons20", _) => ("dst-2024", "DKK", "hour"),
        ("ssb_11418", _) => ("ssb-2025", "NOK", "month"),
        ("statfin_15au", _) => ("statfin-2024", "EUR", "month"),
        ("cbs_85517", _) => ("cbs-2024", "EUR", "hour"),
        ("destatis_62361", "year") => ("destatis-2025", "EUR", "year"),
        ("destatis_62361", _) => ("destatis-month-2025", "EUR", "month"),
        ("ato_2023_24", _) => ("ato-2024", "AUD", "year"),
        ("ine_ees_2018", _) => ("ine-2018", "EUR", "year"),
        _ => return Err(format!("there is no rule for the source `{id}`")),
    };
    let occupation = row["occupation"].as_str();
    let is_main = occupation.contains("21232") || occupation.contains("2512");
    let group = row["segment_value"].as_str();
    Ok(match kind {
        "country" => Placed::In(target, "occupation", national_occupation(occupation)),
        "economic_region" => Placed::LeftOut("small regions of Canada"),
        "province" | "age_band" if !is_main => {
            Placed::LeftOut("places and ages of other occupations than software developers")
        }
        "province" => Placed::In(target, "province", group.to_owned()),
        "age_band" if group == "tot" => {
            Placed::LeftOut("all ages together, which is there already")
        }
        "age_band" => Placed::In(
            target,
            "age",
            format!("{} years", group.replace('-', " to ")),
        ),
        _ => return Err(format!("there is no rule for the segment `{kind}`")),
    })
}

/// The row as it is written, every field checked.
fn figures(
    row: &Row,
    (_, currency, period): Target,
    segment: &str,
    group: &str,
) -> Result<Vec<String>, String> {
    let area = match (row["country_iso2"].as_str(), row["country_name"].as_str()) {
        ("", "World (respondents)") => "world",
        ("", "European Union (27, respondents)") => "EU",
        (code, name)
            if code.len() == 2
                && code.bytes().all(|it| it.is_ascii_uppercase())
                && !name.is_empty() =>
        {
            code
        }
        (code, name) => return Err(format!("`{code}` and `{name}` are no country")),
    };
    if row["currency"] != currency || row["period"] != period {
        return Err(format!(
            "{} a {} in a table of {currency} a {period}",
            row["currency"], row["period"]
        ));
    }
    // A span of years, such as 2023-24 or 2023-2024, is known by its end.
    let year = match row["year"].split_once('-') {
        None => row["year"].clone(),
        Some((start, end)) if end.len() == 4 && end > start => end.to_owned(),
        Some((start, end)) if end.len() == 2 && start.len() == 4 => format!("{}{end}", &start[..2]),
        _ => return Err(format!("`{}` is no year", row["year"])),
    };
    if !year
        .parse()
        .is_ok_and(|it: u16| (2015..=2100).contains(&it))
    {
        return Err(format!("`{year}` is no year"));
    }
    let n = match row["n"].as_str() {
        "" => String::new(),
        text => {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            let number: u32 = whole.parse().map_err(|_| format!("n is `{text}`"))?;
            if number == 0 {
                return Err("n is 0".to_owned());
            }
            number.to_string()
        }
    };
    let points = ["p10", "p25", "p50", "p75", "p90", "mean"];
    let mut amounts = Vec::new();
    for point in points {
        amounts.push(amount(&row[point]).map_err(|why| format!("{point} {why}"))?);
    }
    let rising: Vec<u64> = amounts[..5]
        .iter()
        .flatten()
        .map(|(value, _)| *value)
        .collect();
    if !rising.is_sorted() {
        return Err("the amounts do not rise from p10 to p90".to_owned());
    }
    if amounts.iter().all(Option::is_none) {
        return Err("there is no amount".to_owned());
    }
    let group = group.trim();
    if group.is_empty() || group.contains(['"', '\n', '|']) {
        return Err(format!("`{group}` cannot name a group"));
    }
    let head = [area, segment, group, &year, &n];
    let mut fields: Vec<String> = head.iter().map(|it| (*it).to_owned()).collect();
    fields.extend(
        amounts
            .into_iter()
            .map(|it| it.map_or_else(String::new, |(_, text)| text)),
    );
    Ok(fields)
}

/// The amount in hundredths, and as it is written: `30.0` is `30`, `99238.5` is `99238.50`.
fn amount(text: &str) -> Result<Option<(u64, String)>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || format!("is `{text}`");
    let (whole, cents) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    if !digits(whole) || !digits(cents) || cents.len() > 2 || whole.len() > 9 {
        return Err(wrong());
    }
    let whole: u64 = whole.parse().map_err(|_| wrong())?;
    let cents: u64 = format!("{cents:0<2}").parse().map_err(|_| wrong())?;
    let value = whole * 100 + cents;
    if value == 0 {
        return Err(wrong());
    }
    let text = if cents == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{cents:02}")
    };
    Ok(Some((value, text)))
}

/// The lines of one source: by area, segment and year, bands in their order.
fn text(mut lines: Vec<Vec<String>>) -> String {
    lines.sort_by_cached_key(|line| {
        let first_number = line[2]
            .split(|it: char| !it.is_ascii_digit() && it != ',')
            .find_map(|it| it.replace(',', "").parse::<u32>().ok());
        let is_band = [
            "coding",
            "professional",
            "professional-setting",
            "size",
            "age",
        ]
        .contains(&line[1].as_str());
        let place = if is_band {
            let under = line[2].starts_with("Under");
            (!under, first_number.unwrap_or_default())
        } else {
            (true, 0)
        };
        let area = (line[0] != "world", line[0] != "EU", line[0].clone());
        (
            area,
            line[1].clone(),
            place,
            line[2].clone(),
            line[3].clone(),
        )
    });
    let mut text = COLUMNS.join(",") + "\n";
    for line in lines {
        let quoted: Vec<String> = line
            .iter()
            .map(|field| {
                if field.contains(',') {
                    format!("\"{field}\"")
                } else {
                    field.clone()
                }
            })
            .collect();
        text += &(quoted.join(",") + "\n");
    }
    text
}

fn years(band: &str) -> Result<String, String> {
    Ok(match band {
        "0-1" => "0 to 1 years",
        "2-4" => "2 to 4 years",
        "5-9" => "5 to 9 years",
        "10-14" => "10 to 14 years",
        "15+" => "15 years or more",
        "<3" => "Under 3 years",
        "3-5" => "3 to 5 years",
        "6+" => "6 years or more",
        _ => return Err(format!("`{band}` is no band of years")),
    }
    .to_owned())
}

fn setting(name: &str) -> Result<&'static str, String> {
    Ok(match name {
        "Hybrid (some remote, some in-person)" => "hybrid",
        "In-person" => "in person",
        "Remote" => "remote",
        _ => return Err(format!("`{name}` is no work setting")),
    })
}

fn education(name: &str) -> String {
    let short = name.split(" (").next().unwrap_or(name).replace('\'', "’");
    match short.as_str() {
        "Some college/university study without earning a degree" => "Some study, no degree".into(),
        "Professional degree" => "Professional degree or doctorate".into(),
        _ => short,
    }
}

fn language(name: &str) -> String {
    match name {
        "Visual Basic (.Net)" => "Visual Basic".to_owned(),
        _ => name.split(" (").next().unwrap_or(name).to_owned(),
    }
}

fn size(name: &str) -> String {
    let name = name.replace(" employees", "").replace('-', " to ");
    match name.strip_suffix(" or more") {
        Some(least) => format!("{least} people or more"),
        None => format!("{name} people"),
    }
}

fn industry(name: &str) -> String {
    match name {
        "Information Services, IT, Software Development, or other Technology" => {
            "Software and information technology".to_owned()
        }
        "Manufacturing, Transportation, or Supply Chain" => {
            "Manufacturing, transport or supply chain".to_owned()
        }
        _ => sentence_case(name),
    }
}

/// `15-1252 Software Developers` without its number.
fn without_code(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(_, rest)| rest)
}

/// `SSYK 2512 Software- and system developers` without the classification and its number.
fn national_occupation(name: &str) -> String {
    let mut rest = without_code(name);
    if rest.starts_with(|it: char| it.is_ascii_digit()) {
        rest = without_code(rest);
    }
    let rest = rest.trim();
    match rest.split_once(" - ").map_or(rest, |(_, short)| short) {
        "Devops engineer" => "DevOps engineer".to_owned(),
        short => sentence_case_of_first(short),
    }
}

/// The first letter large, the others as they are.
fn sentence_case_of_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The first letter large, all others small.
fn sentence_case(name: &str) -> String {
    sentence_case_of_first(&name.to_lowercase())
}
