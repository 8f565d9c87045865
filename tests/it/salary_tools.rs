//! Amounts as people type them, where things stand in a drawing, and the worksheet.

use axum::http::StatusCode;
use career_guide::content::Amount;
use career_guide::pages::{self, Cache};
use career_guide::tools::salary::{
    Axis, NumberError, Standing, WorksheetQuery, range_labels, standing, typed_amount,
};
use proptest::prelude::*;

use crate::salary::{guide, text};

fn typed(text: &str) -> Result<String, NumberError> {
    typed_amount(text).map(|it| it.map_or_else(String::new, Amount::plain))
}

#[test]
fn thousands_are_separated_as_in_many_countries() {
    for text in [
        "65000",
        " 65000 ",
        "065000",
        "65,000",
        "65.000",
        "65 000",
        "65'000",
        "65’000",
        "65\u{a0}000",
        "65\u{202f}000",
        "65\u{2009}000",
        "65,000.00",
        "65.000,00",
        "65 000,00",
        "65'000.00",
    ] {
        assert_eq!(typed(text).as_deref(), Ok("65000"), "{text}");
    }
    assert_eq!(typed("12,34,567").as_deref(), Ok("1234567"), "lakh");
    assert_eq!(typed("48.08").as_deref(), Ok("48.08"));
    assert_eq!(typed("1.234,5").as_deref(), Ok("1234.50"));
    assert_eq!(typed("").as_deref(), Ok(""));
    assert_eq!(typed("65k").as_deref(), Ok("65000"));
    assert_eq!(typed("65 K").as_deref(), Ok("65000"));
}

#[test]
fn what_has_two_meanings_is_asked_about() {
    let unclear = |text: &str| match typed_amount(text) {
        Err(NumberError::Unclear(readings)) => readings.into_iter().map(Amount::plain).collect(),
        other => panic!("{text}: {other:?}"),
    };
    let readings: Vec<String> = unclear("12,5");
    assert_eq!(readings, ["12.50", "125"]);
    assert_eq!(unclear("48,08"), ["48.08", "4808"]);
}

#[test]
fn groups_that_no_country_has_are_refused() {
    for text in [
        "1,23",
        "12,,345",
        ",345",
        "345,",
        "1.2.3",
        "1,234,56",
        "0,123",
        "1 2",
        "1,234 567",
        "12.3456",
        "65, 000",
        "k",
        "1.234k",
        "12,5k",
    ] {
        assert!(
            typed_amount(text).is_err(),
            "{text}: {:?}",
            typed_amount(text)
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_an_amount_or_an_error(text in ".{0,200}") {
        if let Ok(Some(amount)) = typed_amount(&text) {
            prop_assert!(amount.hundredths() > 0 && amount.hundredths() < Amount::LIMIT);
            // Only digits count, in the order they were typed.
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let of_amount = amount.hundredths().to_string();
            let (digits, of_amount) = (digits.trim_start_matches('0'), of_amount.trim_end_matches('0'));
            prop_assert!(digits.starts_with(of_amount), "{} {}", digits, of_amount);
        }
    }

    #[test]
    fn every_amount_is_read_back_however_it_is_written(units in 1_000_u64..10_000_000) {
        let amount = Amount::of_units(units).unwrap();
        for separator in [",", ".", " ", "'", "\u{202f}", ""] {
            let text = amount.to_string().replace(',', separator);
            prop_assert_eq!(typed_amount(&text), Ok(Some(amount)), "{}", text);
        }
    }

    /// No point is made up: the offer is between neighbours, or outside of all.
    #[test]
    fn an_offer_stands_between_neighbours(
        mut points in prop::collection::vec(1_u64..1_000, 5),
        known in prop::collection::vec(any::<bool>(), 5),
        offer in 1_u64..1_000,
    ) {
        points.sort_unstable();
        let points: [Option<Amount>; 5] = std::array::from_fn(|it| known[it].then(|| Amount::of_units(points[it]).unwrap()));
        let offer = Amount::of_units(offer).unwrap();
        match standing(offer, &points) {
            None => prop_assert!(points.iter().all(Option::is_none)),
            Some(Standing::At(it)) => prop_assert_eq!(points[it], Some(offer)),
            Some(Standing::Below(it)) => prop_assert!(points.iter().flatten().all(|p| *p > offer) && points[..it].iter().all(Option::is_none)),
            Some(Standing::Above(it)) => prop_assert!(points.iter().flatten().all(|p| *p < offer) && points[it + 1..].iter().all(Option::is_none)),
            Some(Standing::Between(low, high)) => {
                prop_assert!(points[low].unwrap() < offer && offer < points[high].unwrap());
                prop_assert!(points[low + 1..high].iter().all(Option::is_none));
            }
        }
    }

    /// Whatever the figures are, two amounts on one side of the line never touch, and the middle
    /// is always written.
    #[test]
    fn amounts_in_a_drawing_never_touch(
        mut points in prop::collection::vec(1_u64..10_000_000_000, 5),
        known in prop::collection::vec(any::<bool>(), 5),
    ) {
        points.sort_unstable();
        let points: [Option<Amount>; 5] = std::array::from_fn(|it| known[it].then(|| Amount::of_units(points[it]).unwrap()));
        let labels = range_labels(&points);
        prop_assert_eq!(labels.len(), points.iter().flatten().count());
        prop_assert!(labels.iter().all(|it| it.point != 2 || it.is_written));
        for (index, one) in labels.iter().enumerate() {
            prop_assert!((900..=9_100).contains(&one.at.hundredths()));
            for other in &labels[index + 1..] {
                let same_side = one.point % 2 == other.point % 2;
                if same_side && one.is_written && other.is_written {
                    prop_assert!(one.at.hundredths().abs_diff(other.at.hundredths()) >= 1_700);
                }
            }
        }
    }

    #[test]
    fn a_scale_begins_at_0_and_holds_everything(amounts in prop::collection::vec(1_u64..Amount::LIMIT, 1..30)) {
        let amounts: Vec<Amount> = amounts.into_iter().map(|it| Amount::of_hundredths(it).unwrap()).collect();
        let axis = Axis::over(amounts.iter().copied());
        let ticks: Vec<_> = axis.ticks().collect();
        prop_assert!(ticks[0].1 == 0 && ticks.len() <= 5, "{:?}", ticks);
        prop_assert!(ticks.len() >= 3 || amounts.iter().max().unwrap().units() < 10, "{:?}", ticks);
        prop_assert!(amounts.iter().all(|it| axis.at(*it).hundredths() < 10_000));
        let mut sorted = amounts.clone();
        sorted.sort_unstable();
        prop_assert!(sorted.iter().map(|it| axis.at(*it)).is_sorted());
    }

    /// Four years hold exactly what was promised, to the cent.
    #[test]
    fn nothing_of_an_offer_is_lost(base in 1_u64..1_000_000_000, equity in 0_u64..1_000_000_000, shares in prop::collection::vec(0_u32..=25, 4)) {
        let query = WorksheetQuery {
            base: format!("{}.{:02}", base / 100 + 1, base % 100),
            equity: format!("{}.{:02}", equity / 100 + 1, equity % 100),
            year1: shares[0].to_string(),
            year2: shares[1].to_string(),
            year3: shares[2].to_string(),
            year4: (100 - shares[..3].iter().sum::<u32>()).to_string(),
            ..WorksheetQuery::default()
        };
        let years = query.parse().unwrap().years();
        prop_assert_eq!(years.iter().map(|it| it.equity).sum::<u64>(), equity + 100);
        prop_assert_eq!(years[3].total(), base + 100 + years[3].equity);
    }
}

#[test]
fn points_that_are_equal_are_one() {
    let same = Amount::of_units(50_000);
    assert_eq!(standing(same.unwrap(), &[same; 5]), Some(Standing::At(2)));
    assert_eq!(
        range_labels(&[same; 5])
            .iter()
            .filter(|it| it.is_written)
            .count(),
        2
    );
}

#[test]
fn an_offer_is_added_up_by_year() {
    let query = WorksheetQuery {
        base: "65,000".into(),
        bonus: "5000".into(),
        paid: "80%".into(),
        signing: "3000".into(),
        equity: "40000".into(),
        year1: "5".into(),
        year2: "15".into(),
        year3: "40".into(),
        year4: "40".into(),
        pension: "2600".into(),
        benefits: "0".into(),
    };
    let years = query.parse().unwrap().years();
    let totals = years.map(|year| year.total() / 100);
    assert_eq!(totals, [76_600, 77_600, 87_600, 87_600].map(|it: u64| it));
    assert_eq!(
        years.map(|year| year.cash() / 100),
        [72_000, 69_000, 69_000, 69_000]
    );
    let page = pages::worksheet(&guide(), &query);
    let html = text(&page);
    assert!(
        html.contains("In the first year 76,600, of which 72,000 is cash."),
        "{html}"
    );
    assert!(html.contains("Over 4 years it is 82,350 a year on average."));
    assert_eq!(page.cache, Cache::Never);
}

#[test]
fn a_wrong_worksheet_says_which_fields_to_change() {
    let query = WorksheetQuery {
        bonus: "much".into(),
        year1: "60".into(),
        year2: "60".into(),
        year3: "-1".into(),
        ..WorksheetQuery::default()
    };
    let page = pages::worksheet(&guide(), &query);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for message in [
        "Enter the base pay of a year, like 65000",
        "Enter the bonus with the digits 0 to 9 only, like 65000 or 65,000",
        "Enter the share of year 3 as a whole number from 0 to 100",
        "add up to at most 100 percent. They add up to 120",
    ] {
        assert!(text(&page).contains(message), "{message}");
    }
    assert!(text(&page).contains(r#"value="much""#));
}

#[test]
fn a_bonus_in_percent_is_asked_for_in_money() {
    let query = WorksheetQuery {
        base: "65000".into(),
        bonus: "10%".into(),
        ..WorksheetQuery::default()
    };
    let page = pages::worksheet(&guide(), &query);
    let message = "Enter the bonus as money, not as a share: 10% of 65,000 is 6,500";
    assert!(text(&page).contains(message));
}
