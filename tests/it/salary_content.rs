//! Pay figures that a writer got wrong.

use expect_test::{Expect, expect};

use crate::helpers::parse;
use crate::salary::with_pay;

fn check(from: &str, to: &str, expected: Expect) {
    let fixture = with_pay();
    assert!(fixture.contains(from), "{from}");
    let problems = parse(&fixture.replacen(from, to, 1))
        .map(|_| ())
        .unwrap_err();
    expected.assert_eq(&problems.to_string());
}

#[test]
fn figures_that_are_none() {
    check(
        "2025,291,49306,",
        "25,0,nan,",
        expect![[r#"
        content/salary/survey.csv:6:1: `n` is `0` (expected a whole number above 0, or nothing)
        content/salary/survey.csv:6:1: `p10` is `nan` (expected an amount above 0 such as 81685 or 48.08, or nothing)
        content/salary/survey.csv:6:1: `year` is `25` (expected a year such as 2025)
    "#]],
    );
}

#[test]
fn figures_that_fall() {
    check(
        "2025,291,49306,",
        "2025,291,99306,",
        expect![[r#"
        content/salary/survey.csv:6:1: the amounts of `all` do not rise from p10 to p90
    "#]],
    );
}

#[test]
fn a_segment_and_a_country_nobody_knows() {
    check(
        "DE,all,all",
        "DE,al,all",
        expect![[r#"
        content/salary/survey.csv:6:1: there is no segment `al` (did you mean `all`?)
    "#]],
    );
    check(
        "DE,all,all",
        "DX,all,all",
        expect![[r#"
        content/salary/survey.csv:6:1: there is no country `DX` (did you mean `DE`?)
    "#]],
    );
}

#[test]
fn a_group_that_is_there_twice() {
    check(
        "DE,coding,10 to 14 years",
        "DE,coding,5 to 9 years",
        expect![[r#"
            content/salary/survey.csv:8:1: `5 to 9 years` is named a second time
        "#]],
    );
}

#[test]
fn a_table_that_is_none() {
    check(
        "area,segment,group,year,n",
        "area,segment,group,n,year",
        expect![[r#"
            content/salary/survey.csv:1:1: the first line must be `area,segment,group,year,n,p10,p25,p50,p75,p90,mean`
        "#]],
    );
    check(
        "2025,291,49306,68449",
        "2025,291,49,306,68449",
        expect![[r#"
            content/salary/survey.csv:6:1: the line does not have 11 fields (put a field with a comma in double quotes)
        "#]],
    );
}

#[test]
fn figures_and_sources_that_miss_each_other() {
    check(
        "//- salary/wider.csv",
        "//- salary/other.csv",
        expect![[r#"
            content/salary/other.csv:1:1: the figures have no source (say where they come from in salary/other.toml)
            content/salary/wider.toml:1:1: the source has no figures (add salary/wider.csv)
        "#]],
    );
}

#[test]
fn a_source_that_says_something_else_than_its_figures() {
    check(
        "main = \"Software developers\"",
        "main = \"Software developer\"",
        expect![[r#"
            content/salary/register.toml:15:8: there is no occupation `Software developer` (did you mean `Software developers`?)
        "#]],
    );
    check(
        "until = 2024-04-30",
        "until = 2025-04-30",
        expect![[r#"
        content/salary/register.toml:1:1: `until` is in 2025 and the newest figures describe 2024
    "#]],
    );
}

#[test]
fn countries_that_are_none() {
    check(
        "code = \"MT\"",
        "code = \"mt\"",
        expect![[r#"
        content/countries.toml:20:8: `mt` is not the code of a country (use two capital letters such as DE, or `world`)
        content/salary/wider.csv:3:1: there is no country `MT`
    "#]],
    );
    check(
        "slug = \"malta\"",
        "slug = \"offer\"",
        expect![[r#"
        content/countries.toml:21:8: the address `/salary/offer` belongs to another page about pay
    "#]],
    );
    check(
        "slug = \"malta\"",
        "slug = \"norway\"",
        expect![[r#"
        content/countries.toml:27:8: `norway` is named a second time
    "#]],
    );
}
