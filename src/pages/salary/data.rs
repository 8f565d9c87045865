//! `/data/salary/…`: the figures of each source as a file to keep, with its licence in every row.

use serde_json::{Map, Value, json};

use super::super::page::Page;
use crate::content::{Guide, SalaryRow, SalarySource};

/// The columns of a file and what they hold.
pub(super) const FIELDS: [(&str, &str); 18] = [
    (
        "area",
        "Country as ISO 3166-1 code; EU for the European Union, world for all countries",
    ),
    ("area_name", "The same in words"),
    (
        "segment",
        "What the group is made by, such as coding (years of coding) or metro",
    ),
    ("group", "The group; all for everybody of the area"),
    ("year", "The year the row describes"),
    ("currency", "ISO 4217 code of the currency"),
    (
        "period",
        "What the amounts are paid for: year, month or hour",
    ),
    ("n", "How many were counted; empty if not published"),
    ("counted", "Whom n counts"),
    (
        "p10",
        "1 in 10 earns less (10th percentile); empty if not published",
    ),
    ("p25", "1 in 4 earns less (25th percentile)"),
    ("p50", "Half earn less (median)"),
    ("p75", "1 in 4 earns more (75th percentile)"),
    ("p90", "1 in 10 earns more (90th percentile)"),
    ("mean", "The average"),
    ("source", "Publisher and title of the source"),
    ("source_url", "Where the source is published"),
    ("licence", "The licence of the row"),
];

/// The figures of a source as comma-separated values (RFC 4180), the first line with the names
/// of the columns.
pub fn pay_as_csv(guide: &Guide, source: &SalarySource) -> Page {
    let mut text = FIELDS.map(|(name, _)| name).join(",") + "\r\n";
    for row in &source.rows {
        let values = values(guide, source, row);
        let fields: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        text += &fields.join(",");
        text += "\r\n";
    }
    let name = format!("{}.csv", source.slug);
    Page::new("text/csv; charset=utf-8; header=present", text).saved_as(name)
}

/// The figures of a source as JSON: what the source is, and its rows.
pub fn pay_as_json(guide: &Guide, source: &SalarySource) -> Page {
    let row = |row: &SalaryRow| {
        let mut object = Map::new();
        for ((name, _), value) in FIELDS.iter().zip(values(guide, source, row)) {
            object.insert((*name).to_owned(), typed(name, value));
        }
        Value::Object(object)
    };
    let value = json!({
        "title": source.title,
        "publisher": source.publisher,
        "until": source.until.iso(),
        "url": source.url.to_string(),
        "licence": source.licence,
        "licence_url": source.licence_url.as_ref().map_or_else(String::new, ToString::to_string),
        "notice": source.notice,
        "collected": source.collected.iso(),
        "definition": source.definition,
        "note": source.note,
        "schema": guide.settings.absolute("/data/salary/schema.json"),
        "rows": source.rows.iter().map(row).collect::<Vec<Value>>(),
    });
    let name = format!("{}.json", source.slug);
    Page::new("application/json", value.to_string()).saved_as(name)
}

/// What the JSON files look like, as a JSON Schema (2020-12).
pub fn pay_schema(guide: &Guide) -> Page {
    let text = json!({ "type": "string" });
    let column = |(name, says): &(&str, &str)| {
        let kind = match *name {
            "year" => json!("integer"),
            "n" => json!(["integer", "null"]),
            "p10" | "p25" | "p50" | "p75" | "p90" | "mean" => json!(["number", "null"]),
            _ => json!("string"),
        };
        (
            (*name).to_owned(),
            json!({ "type": kind, "description": says }),
        )
    };
    let columns: Map<String, Value> = FIELDS.iter().map(column).collect();
    let about = [
        "title",
        "publisher",
        "until",
        "url",
        "licence",
        "licence_url",
        "notice",
        "collected",
        "definition",
        "note",
        "schema",
    ];
    let mut properties: Map<String, Value> = about
        .iter()
        .map(|name| ((*name).to_owned(), text.clone()))
        .collect();
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    properties.insert(
        "rows".to_owned(),
        json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": columns,
                "required": names,
                "additionalProperties": false,
            },
        }),
    );
    let required: Vec<&str> = about.into_iter().chain(["rows"]).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": guide.settings.absolute("/data/salary/schema.json"),
        "title": "Pay figures of one source",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    Page::new("application/schema+json", schema.to_string()).saved_as("schema.json".to_owned())
}

/// The values of a row in the order of [`FIELDS`].
fn values(guide: &Guide, source: &SalarySource, row: &SalaryRow) -> [String; 18] {
    let area = guide.countries.iter().find(|it| it.code() == row.area);
    let amount = |it: Option<crate::content::Amount>| it.map_or_else(String::new, |it| it.plain());
    [
        row.area.clone(),
        area.map_or_else(String::new, |it| it.name.clone()),
        row.segment.name().to_owned(),
        row.group.clone(),
        row.year.to_string(),
        source.currency.clone(),
        source.period.name().to_owned(),
        row.n.map_or_else(String::new, |n| n.to_string()),
        source.counted.clone(),
        amount(row.p10),
        amount(row.p25),
        amount(row.p50),
        amount(row.p75),
        amount(row.p90),
        amount(row.mean),
        format!("{}, {}", source.publisher, source.title),
        source.url.to_string(),
        source.licence.clone(),
    ]
}

/// The value as JSON has it: numbers as numbers, what is not known as null.
fn typed(name: &str, value: String) -> Value {
    match name {
        "year" | "n" | "p10" | "p25" | "p50" | "p75" | "p90" | "mean" => value
            .parse::<serde_json::Number>()
            .map_or(Value::Null, Value::Number),
        _ => Value::String(value),
    }
}

/// In double quotes where the format asks for them.
fn quoted(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}
