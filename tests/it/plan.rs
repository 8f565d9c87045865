//! The study plan: what may be asked, and what the answer always holds.

use std::collections::BTreeSet;

use career_guide::content::Guide;
use career_guide::tools::plan::{Plan, PlanQuery, PlanQuestion, months, read_day};
use jiff::civil::{Date, date};

use crate::helpers::{SMALL, parse, small_guide};
use crate::real_content::guide;

pub const TODAY: Date = date(2026, 11, 21);

/// A question from the text of an address, such as `hours=10&off=8`.
pub fn query(text: &str) -> PlanQuery {
    let mut query = PlanQuery::default();
    for pair in text.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap();
        let field = match name {
            "hours" => &mut query.hours,
            "start" => &mut query.start,
            "from" => &mut query.from,
            "off" => &mut query.off,
            "pace" => &mut query.pace,
            "optional" => &mut query.optional,
            "done" => &mut query.done,
            other => panic!("there is no field {other}"),
        };
        field.push(value.to_owned());
    }
    query
}

pub fn question(text: &str) -> PlanQuestion {
    query(text).parse(guide(), TODAY).unwrap()
}

/// The messages for a wrong question.
fn wrong(text: &str) -> Vec<String> {
    let errors = query(text).parse(guide(), TODAY).unwrap_err();
    let said = errors.iter();
    said.map(|it| format!("{}: {}", it.field, it.message))
        .collect()
}

pub fn plan<'a>(guide: &'a Guide, question: &PlanQuestion) -> Plan<'a> {
    Plan::new(guide, question, question.hours.unwrap(), question.pace)
}

/// The weeks of a plan, a line each: the Monday, and what is studied for how many hours.
fn weeks(guide: &Guide, text: &str) -> String {
    let question = query(text).parse(guide, TODAY).unwrap();
    let plan = plan(guide, &question);
    let line = |week: &career_guide::tools::plan::Week| {
        let work = week.work.iter();
        let work = work.map(|(leg, hours)| format!(" {} {hours}", plan.legs[*leg].step.slug));
        format!("{}:{}\n", week.monday, work.collect::<String>())
    };
    plan.weeks.iter().map(line).collect()
}

#[test]
fn hours_are_laid_into_weeks_one_step_after_the_other() {
    // HTTP has 4 to 8 hours, in the middle 6; SQL 10 to 20, in the middle 15.
    expect_test::expect![[r#"
        2027-01-04: http 5
        2027-01-11: http 1 sql 4
        2027-01-18: sql 5
        2027-01-25: sql 5
        2027-02-01: sql 1
    "#]]
    .assert_eq(&weeks(&small_guide(), "hours=5&start=2027-01-04"));
}

#[test]
fn the_lower_and_the_upper_estimate_can_be_chosen() {
    let last = |text: &str| question(text).query(guide()).address("");
    assert_eq!(
        weeks(&small_guide(), "hours=7&start=2027-01-04&pace=low")
            .lines()
            .count(),
        2
    );
    assert_eq!(
        weeks(&small_guide(), "hours=7&start=2027-01-04&pace=high")
            .lines()
            .count(),
        4
    );
    assert_eq!(
        last("hours=7&start=2027-01-04&pace=middle"),
        "?hours=7&start=2027-01-04"
    );
}

#[test]
fn week_1_begins_on_the_monday_on_or_before_the_start() {
    for day in ["2027-01-04", "2027-01-06", "2027-01-10"] {
        let plan = weeks(&small_guide(), &format!("hours=30&start={day}"));
        assert!(plan.starts_with("2027-01-04:"), "{day}: {plan}");
    }
}

#[test]
fn without_a_start_the_plan_begins_on_the_monday_that_comes() {
    let start = |today| query("hours=10").parse(guide(), today).unwrap().start;
    assert_eq!(start(date(2026, 11, 21)), date(2026, 11, 23));
    assert_eq!(start(date(2026, 11, 23)), date(2026, 11, 23));
    assert_eq!(start(date(2026, 12, 29)), date(2027, 1, 4));
    assert_eq!(start(date(2028, 2, 25)), date(2028, 2, 28));
}

#[test]
fn a_leap_day_and_the_end_of_a_year_are_days_like_others() {
    expect_test::expect![[r#"
        2028-02-21: http 6 sql 1
        2028-02-28: sql 7
        2028-03-06: sql 7
    "#]]
    .assert_eq(&weeks(&small_guide(), "hours=7&start=2028-02-21"));
    expect_test::expect![[r#"
        2026-12-28: http 6 sql 6
        2027-01-04: sql 9
    "#]]
    .assert_eq(&weeks(&small_guide(), "hours=12&start=2027-01-01"));
}

#[test]
fn one_week_in_so_many_is_off() {
    expect_test::expect![[r#"
        2027-01-04: http 5
        2027-01-11: http 1 sql 4
        2027-01-18:
        2027-01-25: sql 5
        2027-02-01: sql 5
        2027-02-08:
        2027-02-15: sql 1
    "#]]
    .assert_eq(&weeks(&small_guide(), "hours=5&start=2027-01-04&off=3"));
}

/// The break from Thursday to Sunday of the next week covers most of both; the second is one
/// day, and stands for its week; after a break nobody needs the regular week off at once.
#[test]
fn breaks_take_the_weeks_they_mostly_cover() {
    expect_test::expect![[r#"
        2026-12-14: http 6
        2026-12-21:
        2026-12-28:
        2027-01-04: sql 6
        2027-01-11: sql 6
        2027-01-18:
        2027-01-25: sql 3
    "#]]
    .assert_eq(&weeks(
        &small_guide(),
        "hours=6&start=2026-12-14&off=2026-12-24..2027-01-03,20/1/2027&off=4",
    ));
    // Saturday to Sunday in two weeks is two weeks, not three.
    let plan = weeks(
        &small_guide(),
        "hours=6&start=2027-07-05&off=10 July 2027 to 25 July 2027",
    );
    let off: Vec<&str> = plan.lines().filter(|it| it.ends_with(':')).collect();
    assert_eq!(off, ["2027-07-12:", "2027-07-19:"]);
    // Three days and three days cover most of no week; the earlier one is meant.
    let plan = weeks(
        &small_guide(),
        "hours=6&start=2027-07-05&off=2027-07-09..2027-07-14",
    );
    assert!(plan.starts_with("2027-07-05:\n2027-07-12: http"), "{plan}");
}

#[test]
fn what_is_known_or_finished_is_left_out() {
    let steps = |text: &str| -> Vec<usize> {
        let steps = question(text).steps(guide());
        steps.iter().map(|(number, _)| *number).collect()
    };
    assert_eq!(steps("hours=10&from=resume")[0], 32);
    let rest = steps("hours=10&done=command-line.git-and-github&done=no-such-step");
    assert!(!rest.contains(&3) && !rest.contains(&5) && rest.contains(&4));
    let all: Vec<&str> = guide().steps.iter().map(|it| it.slug.as_str()).collect();
    assert!(steps(&format!("hours=10&done={}", all.join("."))).is_empty());
    let optional = guide().steps.iter().filter(|it| !it.required).count();
    assert!(optional > 0);
    assert_eq!(
        steps("hours=10").len() + optional,
        steps("hours=10&optional=yes").len()
    );
}

#[test]
fn a_step_may_be_named_as_it_was_called_before() {
    let guide = small_guide();
    let question = |text: &str| query(text).parse(&guide, TODAY).unwrap();
    assert_eq!(question("done=http-basics").done, BTreeSet::from([1]));
    let clean = question("hours=3&start=2027-01-04&done=http-basics").query(&guide);
    assert_eq!(
        clean.address("/plan"),
        "/plan?hours=3&start=2027-01-04&done=http"
    );
}

/// A step that can be skipped stays if somebody who follows the plan needs it.
#[test]
fn an_optional_step_stays_if_a_step_of_the_plan_builds_on_it() {
    let fixture = SMALL.replacen("required = true", "required = false", 1);
    let guide = parse(&fixture).unwrap();
    let steps = |text: &str| {
        query(text)
            .parse(&guide, TODAY)
            .unwrap()
            .steps(&guide)
            .len()
    };
    assert_eq!(steps("hours=3"), 2);
    assert_eq!(steps("hours=3&done=sql"), 0);
    assert_eq!(steps("hours=3&done=sql&optional=yes"), 1);
}

#[test]
fn portfolio_projects_have_room_for_three_of_the_readers_choice() {
    let plan = plan(guide(), &question("hours=10&start=2027-01-04"));
    let leg = plan
        .legs
        .iter()
        .find(|it| it.step.slug.as_str() == "portfolio-projects")
        .unwrap();
    let hours: Vec<u32> = leg.projects.iter().map(|it| it.hours).collect();
    assert_eq!(hours, [37, 37, 36]);
    assert_eq!(leg.projects[0].span.first, leg.span.first);
    assert_eq!(leg.projects[2].span.last, leg.span.last);
}

#[test]
fn the_job_search_begins_beside_the_last_weeks() {
    let plan = plan(guide(), &question("hours=10&start=2027-01-04"));
    let beside = plan.beside(guide());
    let [(week, leg)] = beside[..] else {
        panic!("{} steps begin beside others", beside.len());
    };
    assert_eq!(leg.step.slug.as_str(), "job-search");
    let resume = plan
        .legs
        .iter()
        .find(|it| it.step.slug.as_str() == "resume")
        .unwrap();
    assert_eq!(week, resume.span.last);
    assert!(week < leg.span.first);
}

#[test]
fn every_wrong_value_is_answered_with_what_to_do() {
    let between = ["hours: Hours must be between 1 and 60"];
    for bad in ["0", "61", "1e9", "-5", "0.5", "99999999999999999999"] {
        assert_eq!(wrong(&format!("hours={bad}")), between, "{bad}");
    }
    for bad in ["ten", "NaN", "inf", "10 hours a week", "１０"] {
        assert_eq!(
            wrong(&format!("hours={bad}")),
            ["hours: Enter hours as a number, like 10"],
            "{bad}"
        );
    }
    assert_eq!(wrong("hours=7,5"), ["hours: Enter whole hours, like 10"]);
    assert_eq!(
        wrong("hours="),
        ["hours: Enter the hours you can study in a week, from 1 to 60"]
    );
    assert_eq!(
        wrong("hours=10&start=2026-02-30"),
        ["start: Enter a day from 1 to 28: February 2026 has 28 days"]
    );
    assert_eq!(
        wrong("hours=10&start=1/31/2027"),
        ["start: Write the day before the month, like 31 1 2027"]
    );
    assert_eq!(
        wrong("hours=10&start=soon"),
        ["start: Enter a date like 4 1 2027 or 2027-01-04"]
    );
    assert_eq!(
        wrong("hours=10&start=9999-01-01"),
        ["start: Enter a year from 2000 to 2100"]
    );
    assert_eq!(
        wrong("hours=10&start=2027-13-40"),
        ["start: Enter a month from 1 to 12"]
    );
    assert_eq!(
        wrong("from=nonsense"),
        ["from: Choose a step from the list"]
    );
    assert_eq!(
        wrong("pace=fast"),
        ["pace: Choose an estimate from the list"]
    );
    assert_eq!(
        wrong("optional=maybe"),
        ["optional: Tick the box to study the optional steps too, or leave it empty"]
    );
    for bad in ["1", "53", "99999999999999999999"] {
        assert_eq!(
            wrong(&format!("off={bad}")),
            ["off: Choose from 1 week off in 2 to 1 in 52"]
        );
    }
    assert_eq!(
        wrong("off=2027-01-03..2026-12-21"),
        [
            "breaks: Put the earlier day first: 2026-12-21 to 2027-01-03, not 2027-01-03 to 2026-12-21"
        ]
    );
    assert_eq!(
        wrong("off=tomorrow"),
        ["breaks: Enter weeks off like 2026-12-21 to 2027-01-03"]
    );
    assert_eq!(
        wrong("off=2027-02-29"),
        ["breaks: Enter a day from 1 to 28: February 2027 has 28 days, for the weeks off"]
    );
    assert_eq!(
        wrong("off=2000-01-01..2100-12-31"),
        ["breaks: Enter weeks off of two years at most, or choose a later start date"]
    );
    let many: String = (1..=21)
        .map(|day| format!("&off=2027-01-{day:02}"))
        .collect();
    assert_eq!(wrong(&many), ["breaks: Enter 20 breaks at most"]);
}

#[test]
fn every_wrong_field_is_named_at_once_in_the_order_of_the_form() {
    let said = wrong("hours=0&start=x&from=x&pace=x&optional=x&off=1&off=x");
    let fields: Vec<&str> = said
        .iter()
        .map(|it| it.split(':').next().unwrap())
        .collect();
    assert_eq!(
        fields,
        [
            "hours", "start", "from", "pace", "optional", "off", "breaks"
        ]
    );
}

#[test]
fn days_are_read_as_people_type_them() {
    for text in [
        "2027-01-04",
        "4/1/2027",
        "04/01/2027",
        "4.1.2027",
        "4 1 2027",
        "4-1-2027",
        "4 January 2027",
        "4 jan 2027",
        "January 4, 2027",
        "2027/1/4",
    ] {
        assert_eq!(read_day(text), Ok(date(2027, 1, 4)), "{text}");
    }
    for text in [
        "",
        "4",
        "4/1/27",
        "4 Ja 2027",
        "+4/1/2027",
        "2027-01-04T00:00",
        "4/1/2027/1",
    ] {
        assert!(read_day(text).is_err(), "{text}");
    }
}

#[test]
fn months_are_those_of_the_calendar() {
    // 52 weeks and a day are 12 months.
    assert_eq!(months(522, 10), 12);
    assert_eq!(months(713, 10), 16);
    assert_eq!(months(1357, 10), 31);
}

/// One plan has one address, and it is short.
#[test]
fn what_does_not_matter_is_left_out_of_the_address() {
    let clean = |text: &str| question(text).query(guide()).address("/plan");
    assert_eq!(
        clean("hours= 10 &start=4/1/2027&from=&off=&off=&pace=middle&optional=no&done="),
        "/plan?hours=10&start=2027-01-04"
    );
    assert_eq!(
        clean("hours=10&start=2027-01-04&from=understand-the-role&off=8&off=4&off=0"),
        "/plan?hours=10&start=2027-01-04&off=4"
    );
    assert_eq!(
        clean(
            "hours=10&start=2027-01-04&off=5.7.2027 - 18.7.2027, 21 12 2026&done=sql&done=command-line.choose-a-language"
        ),
        "/plan?hours=10&start=2027-01-04&off=2026-12-21&off=2027-07-05..2027-07-18&done=choose-a-language.command-line"
    );
}

/// Days since the first of the year 2000, counted by the rules of the calendar and not by the
/// library that the plan counts with.
pub fn day_number(day: Date) -> i64 {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let year = i64::from(day.year());
    let before = |year: i64| {
        (2000..year)
            .map(|it| 365 + i64::from(is_leap(it)))
            .sum::<i64>()
            - (year..2000)
                .map(|it| 365 + i64::from(is_leap(it)))
                .sum::<i64>()
    };
    let months = [
        31,
        28 + i64::from(is_leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let month = day.month() as usize - 1;
    before(year) + months[..month].iter().sum::<i64>() + i64::from(day.day()) - 1
}
