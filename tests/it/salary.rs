//! What the work pays, as a visitor asks for it.

use axum::http::StatusCode;
use career_guide::content::{Day, Guide, Mode};
use career_guide::pages::{self, Cache, Page};
use career_guide::site::{Assets, Site};
use career_guide::tools::salary::{Band, PayQuery, answer, months_since, stale};
use jiff::civil::date;

use crate::helpers::{SMALL, parse, send_to};

/// The small guide with a survey, a register and their countries.
pub fn with_pay() -> String {
    let menu = "links = [\n";
    let small = SMALL.replacen(
        menu,
        &format!("{menu}  {{ label = \"Pay\", to = \"/salary\" }},\n"),
        1,
    );
    format!("{small}{}", include_str!("salary.txt"))
}

pub fn guide() -> Guide {
    parse(&with_pay()).unwrap_or_else(|problems| panic!("\n{problems}"))
}

fn site() -> Site {
    Site::build(guide(), Assets::default(), Mode::Serve)
}

fn query(country: &str, experience: &str, offer: &str, unit: &str) -> PayQuery {
    PayQuery {
        country: country.into(),
        experience: experience.into(),
        offer: offer.into(),
        unit: unit.into(),
    }
}

pub fn text(page: &Page) -> &str {
    std::str::from_utf8(page.body.bytes()).unwrap()
}

/// Source, area, years and number of people of what is shown, and whether it was asked for.
fn shown(country: &str, experience: &str) -> String {
    let guide = guide();
    let question = query(country, experience, "", "")
        .parse(&guide)
        .unwrap()
        .unwrap();
    let answer = answer(&guide, &question).unwrap();
    let band = answer.shown.band.map_or("all", Band::group);
    let exact = if answer.is_exact {
        "exactly"
    } else {
        "closest"
    };
    let (source, area) = (&answer.shown.source.slug, answer.shown.area.code());
    format!("{exact} {source} {area} {band}")
}

#[test]
fn what_was_asked_is_shown_if_enough_people_answered() {
    assert_eq!(shown("", ""), "exactly survey world all");
    assert_eq!(shown("germany", ""), "exactly survey DE all");
    assert_eq!(shown("de", "5-9"), "exactly survey DE 5 to 9 years");
    assert_eq!(
        shown("european-union", "2-4"),
        "exactly survey EU 2 to 4 years"
    );
}

#[test]
fn the_closest_figures_stand_in_for_too_few_people() {
    // 36 developers of every kind, because no backend developers of these years are there.
    assert_eq!(shown("germany", "2-4"), "closest wider DE 2 to 4 years");
    // Nobody has figures for the first years; the next band is nearest.
    assert_eq!(shown("germany", "0-1"), "closest wider DE 2 to 4 years");
    // 19 people are fewer than 20.
    assert_eq!(shown("germany", "10-14"), "closest survey DE all");
    assert_eq!(shown("norway", "2-4"), "closest survey NO all");
    // 29 people are fewer than 30; Malta is in the European Union.
    assert_eq!(shown("malta", ""), "closest survey EU all");
    assert_eq!(shown("malta", "2-4"), "closest survey EU 2 to 4 years");
    assert_eq!(shown("malta", "15-plus"), "closest survey EU all");
}

#[test]
fn the_page_says_what_was_asked_and_what_is_shown() {
    let page = pages::salary(&guide(), &query("germany", "2-4", "", ""));
    let html = text(&page);
    assert!(html.contains("We do not have enough answers for backend developers in Germany with 2 to 4 years of coding. The closest we have is this."));
    assert!(html.contains("Half of developers of every kind in Germany with 2 to 4 years of coding earn between $17,634 and $60,908 a year."));
    assert!(
        html.contains(r#"<a href="/salary?country=germany">backend developers in Germany</a>"#)
    );
    assert!(
        html.contains(r#"<a href="/salary?country=world&#38;experience=2-4">"#),
        "{html}"
    );
    // 36 people are fewer than 50.
    assert!(html.contains("The lowest and the highest tenth are left out"));
    assert!(
        !html.contains("15,000") && !html.contains("80,000"),
        "{html}"
    );
    assert!(html.contains("based on 36 people who answered"));
}

#[test]
fn an_offer_is_compared_with_each_source_in_its_unit() {
    let guide = guide();
    let page = pages::salary(&guide, &query("germany", "", "90,000", ""));
    let html = text(&page);
    assert!(html.contains("Your offer of $90,000 a year stands between the middle ($87,011) and the upper quarter line ($104,413). At least half earn less, and at least 1 in 4 earn more."));
    assert_eq!(page.cache, Cache::Never);
    let page = pages::salary(&guide, &query("norway", "", "70 000", "nok-month"));
    let html = text(&page);
    assert!(html.contains("Your offer of 70,000 NOK a month stands between the lower quarter line (63,330 NOK) and the middle (77,420 NOK)."));
    assert!(html.contains("There are also figures in US dollars a year."));
    assert_eq!(
        html.matches("<b>Your offer").count(),
        1,
        "the survey has another unit"
    );
}

#[test]
fn a_unit_without_figures_is_named() {
    let guide = guide();
    let page = pages::salary(&guide, &query("germany", "", "70000", "nok-month"));
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&page).contains(
        "There are no figures for Germany in Norwegian kroner a month. Choose US dollars a year"
    ));
    // Without an offer the unit says nothing.
    let page = pages::salary(&guide, &query("germany", "", "", "nok-month"));
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn hostile_offers_get_a_clear_message() {
    let digits = "9".repeat(1_000_000);
    for (offer, message) in [
        ("-1", "Enter an offer above 0, like 65000"),
        ("0", "Enter an offer above 0, like 65000"),
        (
            "1e99",
            "Enter the offer with the digits 0 to 9 only, like 65000 or 65,000",
        ),
        (
            "NaN",
            "Enter the offer with the digits 0 to 9 only, like 65000 or 65,000",
        ),
        (
            "٣",
            "Enter the offer with the digits 0 to 9 only, like 65000 or 65,000",
        ),
        (
            "$65,000",
            "Enter the offer with the digits 0 to 9 only, like 65000 or 65,000",
        ),
        (
            "65%",
            "Enter the offer as money, like 65000, not as a share",
        ),
        (
            "<script>",
            "Enter the offer with the digits 0 to 9 only, like 65000 or 65,000",
        ),
        (
            "12,5",
            "Your offer can be read in more than one way. Write 12.50 or 125",
        ),
        (
            "1,2345",
            "Enter the offer without separators, like 65000. The groups of digits do not fit",
        ),
        (
            "65",
            "Enter the pay for one year, between 1,000 and 10,000,000 US dollars. This is 65",
        ),
        (
            "65000000",
            "Enter the pay for one year, between 1,000 and 10,000,000 US dollars. This is 65,000,000",
        ),
        (
            &digits,
            "Enter the offer with at most 12 digits, like 65000",
        ),
    ] {
        let page = pages::salary(&guide(), &query("germany", "", offer, ""));
        let start: String = offer.chars().take(20).collect();
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{start}");
        let html = text(&page);
        assert!(html.contains(message), "{start}: {html}");
        assert!(
            !html.contains("<script>") && html.len() < 100_000,
            "{start}"
        );
        assert_eq!(page.cache, Cache::Never, "{start}");
    }
}

#[tokio::test]
async fn questions_come_through_the_address() {
    let request = axum::http::Request::get(
        "/salary?country=wonderland&experience=7&offer=12%2C5&unit=shells",
    );
    let answer = send_to(site(), request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<title>Error: What the work pays"));
    for message in [
        "Choose a country from the list",
        "Choose years from the list",
        "Choose a currency from the list",
        "12.50 or 125",
    ] {
        assert!(answer.body.contains(message), "{message}");
    }
    assert!(
        answer.body.contains(r#"value="12,5""#),
        "what was typed is kept"
    );
    assert_eq!(answer.header("cache-control"), "no-store");
}

fn day(year: i16, month: i8, day: i8) -> Day {
    Day(date(year, month, day))
}

#[test]
fn sources_are_stale_after_18_months() {
    let guide = guide();
    let names = |today| -> Vec<&str> {
        stale(&guide, today)
            .iter()
            .map(|it| it.slug.as_str())
            .collect()
    };
    // The register ends on 30 April 2024, the surveys on 23 June 2025.
    assert_eq!(names(day(2025, 10, 30)), [""; 0]);
    assert_eq!(names(day(2025, 10, 31)), ["register"]);
    assert_eq!(names(day(2026, 12, 24)), ["register", "survey", "wider"]);
    assert_eq!(months_since(day(2024, 4, 30), day(2025, 10, 29)), 17);
    assert_eq!(months_since(day(2024, 4, 30), day(2025, 10, 30)), 18);
    assert_eq!(months_since(day(2024, 1, 31), day(2024, 2, 29)), 1);
    assert_eq!(months_since(day(2024, 4, 30), day(2023, 4, 30)), 0);
}

#[test]
fn a_country_whose_newest_figures_are_older_than_24_months_says_so() {
    let page = |today: Option<Day>| {
        let mut guide = guide();
        guide.settings.drawing.today = today;
        let country = guide.countries.iter().find(|it| it.code() == "NO").unwrap();
        text(&pages::pay_in_country(&guide, country)).to_owned()
    };
    let notice = "The newest figure we have for Norway is from 23 June 2025.";
    assert!(page(Some(day(2027, 6, 24))).contains(notice));
    assert!(!page(Some(day(2027, 6, 23))).contains("Old figures"));
    assert!(!page(None).contains("Old figures"));
}

#[test]
fn a_country_shows_survey_and_register_side_by_side() {
    let html = site()
        .find("/salary/norway")
        .map(|page| text(page).to_owned())
        .unwrap();
    for words in [
        "Half of backend developers in Norway earn between $84,003 and $108,710 a year.",
        "Half of software developers in Norway earn between 63,330 NOK and 93,820 NOK a month.",
        "The one in the middle earns 77,420 NOK.",
        "<b>Why the two differ.</b> They count differently.",
        r#"href="https://state.example/""#,
        "Year by year",
        "74,420",
    ] {
        assert!(html.contains(words), "{words}\n{html}");
    }
    // Each axis belongs to one table, and each table to one unit.
    let tables: Vec<&str> = html
        .split("<table")
        .skip(1)
        .map(|it| it.split("</table>").next().unwrap())
        .collect();
    assert!(
        tables
            .iter()
            .all(|it| it.contains("US dollars a year") != it.contains("Norwegian kroner a month"))
    );
}

#[test]
fn figures_can_be_taken_along_with_their_licence() {
    let site = site();
    let csv = site.find("/data/salary/register.csv").unwrap();
    assert_eq!(csv.download.as_deref(), Some("register.csv"));
    assert!(
        text(csv).starts_with("area,area_name,segment,group,year,currency,period,n,counted,p10,")
    );
    assert!(text(csv).contains("\r\nNO,Norway,occupation,Software developers,2024,NOK,month,8281,employees,,63330,77420,93820,,81050,\"The state, A register\",https://state.example/,CC0 1.0\r\n"));
    let json: serde_json::Value =
        serde_json::from_str(text(site.find("/data/salary/survey.json").unwrap())).unwrap();
    assert_eq!(json["licence"], "ODbL 1.0");
    assert_eq!(json["notice"], "Contains the survey.");
    assert_eq!(json["rows"][0]["p50"], 81685);
    assert_eq!(json["rows"].as_array().unwrap().len(), 8);
    let schema: serde_json::Value =
        serde_json::from_str(text(site.find("/data/salary/schema.json").unwrap())).unwrap();
    let described = schema["properties"].as_object().unwrap();
    assert!(
        json.as_object()
            .unwrap()
            .keys()
            .all(|key| described.contains_key(key))
    );
    let columns = schema["properties"]["rows"]["items"]["properties"]
        .as_object()
        .unwrap();
    assert!(
        json["rows"][0]
            .as_object()
            .unwrap()
            .keys()
            .eq(columns.keys())
    );
}

#[tokio::test]
async fn a_download_names_its_file() {
    let request = axum::http::Request::get("/data/salary/survey.csv");
    let answer = send_to(site(), request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"survey.csv\""
    );
    assert_eq!(
        answer.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
}

#[tokio::test]
async fn without_figures_the_article_stands_alone() {
    let fixture = with_pay();
    let end = fixture.find("//- countries.toml").unwrap();
    let guide = parse(&fixture[..end]).unwrap();
    let site = Site::build(guide, Assets::default(), Mode::Serve);
    assert!(!text(site.find("/salary").unwrap()).contains("look-up"));
    assert!(site.find("/salary/offer").is_none() && site.find("/salary/sources").is_none());
    let request = axum::http::Request::get("/salary?country=de");
    let answer = send_to(site, request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
}
