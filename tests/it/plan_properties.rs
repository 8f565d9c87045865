//! What holds for every study plan, whatever is asked.

use career_guide::tools::plan::{Pace, Plan, PlanQuery, PlanQuestion};
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;

use crate::plan::{TODAY, day_number, plan, question};
use crate::real_content::guide;

/// Any question a form can send, on the real guide.
fn questions() -> impl Strategy<Value = PlanQuestion> {
    let day = (2000_i16..=2100, 1_i8..=12, 1_i8..=31)
        .prop_filter_map("a day that exists", |(year, month, day)| {
            Date::new(year, month, day).ok()
        });
    let steps = guide().steps.len();
    let off = prop::collection::vec((-30_i64..400, 0_i64..60), 0..6);
    (
        1_u32..=60,
        day,
        1..=steps,
        0_usize..3,
        any::<bool>(),
        prop::option::of(2_u32..=52),
        off,
        prop::collection::btree_set(1..=steps, 0..steps),
    )
        .prop_map(
            |(hours, start, from, pace, with_optional, rest, off, done)| {
                let after = |days: i64| start.saturating_add(jiff::Span::new().days(days));
                let off: Vec<String> = off
                    .iter()
                    .filter(|(first, length)| {
                        (2000..=2100).contains(&after(*first).year())
                            && (2000..=2100).contains(&after(first + length).year())
                    })
                    .map(|(first, length)| {
                        format!("&off={}..{}", after(*first), after(first + length))
                    })
                    .collect();
                let text = format!("hours={hours}&start={start}{}", off.concat());
                PlanQuestion {
                    from,
                    pace: Pace::ALL[pace],
                    with_optional,
                    rest,
                    done,
                    ..question(&text)
                }
            },
        )
}

proptest! {
    #[test]
    fn hours_add_up(question in questions()) {
        let plan = plan(guide(), &question);
        for (index, leg) in plan.legs.iter().enumerate() {
            prop_assert_eq!(leg.hours, question.pace.of(leg.step.hours));
            let of_leg = plan.weeks.iter().flat_map(|it| &it.work).filter(|(it, _)| *it == index);
            prop_assert_eq!(of_leg.map(|(_, hours)| hours).sum::<u32>(), leg.hours);
            let slots: u32 = leg.projects.iter().map(|it| it.hours).sum();
            prop_assert!(leg.projects.is_empty() || slots == leg.hours);
        }
        let placed: u32 = plan.weeks.iter().flat_map(|it| &it.work).map(|(_, hours)| hours).sum();
        prop_assert_eq!(placed, plan.hours());
    }

    #[test]
    fn no_week_has_more_than_its_hours_and_only_the_last_has_fewer(question in questions()) {
        let plan = plan(guide(), &question);
        let most = question.hours.unwrap();
        let study: Vec<u32> = plan.weeks.iter().filter(|it| !it.work.is_empty())
            .map(|it| it.work.iter().map(|(_, hours)| hours).sum()).collect();
        if let Some((last, others)) = study.split_last() {
            prop_assert!(0 < *last && *last <= most);
            prop_assert!(others.iter().all(|it| *it == most), "{study:?}");
        }
    }

    #[test]
    fn every_step_comes_after_what_it_needs(question in questions()) {
        let plan = plan(guide(), &question);
        // The place of the first and the last hour of each step, in the order of the plan.
        let work: Vec<usize> = plan.weeks.iter().flat_map(|it| &it.work).map(|(leg, _)| *leg).collect();
        for (index, leg) in plan.legs.iter().enumerate() {
            let begins = work.iter().position(|it| *it == index).unwrap();
            for need in &leg.step.needs {
                let number = guide().place(need.as_ref()).number;
                match plan.legs.iter().position(|it| it.number == number) {
                    Some(needed) => prop_assert!(work.iter().rposition(|it| *it == needed).unwrap() < begins),
                    // Who starts later or has finished it needs it no more. Nothing else is missing.
                    None => prop_assert!(number < question.from || question.done.contains(&number)),
                }
            }
        }
    }

    #[test]
    fn weeks_off_are_free_and_all_others_are_not(question in questions()) {
        let plan = plan(guide(), &question);
        let mut since = 0;
        for week in &plan.weeks {
            let is_break = question.breaks.iter().any(|it| it.takes(week.monday));
            prop_assert_eq!(week.is_break, is_break);
            let is_rest = question.rest.is_some_and(|rhythm| since == rhythm - 1);
            prop_assert_eq!(week.work.is_empty(), is_break || is_rest);
            since = if week.work.is_empty() { 0 } else { since + 1 };
        }
        // No more rest than was asked for, and none at the end, where it means nothing.
        prop_assert!(plan.weeks.last().is_none_or(|it| !it.work.is_empty()));
    }

    #[test]
    fn weeks_follow_each_other_from_the_start_on(question in questions()) {
        let plan = plan(guide(), &question);
        for (index, week) in plan.weeks.iter().enumerate() {
            prop_assert_eq!(week.monday.weekday(), Weekday::Monday);
            let days = day_number(week.monday) - day_number(plan.weeks[0].monday);
            prop_assert_eq!(days, 7 * index as i64);
        }
        if let Some(first) = plan.weeks.first() {
            let into = day_number(question.start) - day_number(first.monday);
            prop_assert!((0..7).contains(&into), "{into} days into week 1");
            let end = day_number(plan.end().unwrap());
            prop_assert_eq!(end - day_number(first.monday), 7 * plan.weeks.len() as i64 - 1);
        }
    }

    #[test]
    fn spans_name_the_weeks_in_which_a_step_is_studied(question in questions()) {
        let plan = plan(guide(), &question);
        for (index, leg) in plan.legs.iter().enumerate() {
            let studied: Vec<u32> = (1..).zip(&plan.weeks)
                .filter(|(_, week)| week.work.iter().any(|(it, _)| *it == index))
                .map(|(number, _)| number).collect();
            prop_assert_eq!(studied.first(), Some(&leg.span.first));
            prop_assert_eq!(studied.last(), Some(&leg.span.last));
            let off = (leg.span.last - leg.span.first + 1) as usize - studied.len();
            prop_assert_eq!(plan.off_in(leg.span), off);
        }
    }

    #[test]
    fn more_hours_and_a_lower_estimate_never_take_longer(question in questions()) {
        let weeks = |hours, pace| Plan::new(guide(), &question, hours, pace).weeks.len();
        let hours = question.hours.unwrap();
        prop_assert!(weeks(hours + 1, Pace::Middle) <= weeks(hours, Pace::Middle));
        prop_assert!(weeks(hours, Pace::Low) <= weeks(hours, Pace::Middle));
        prop_assert!(weeks(hours, Pace::Middle) <= weeks(hours, Pace::High));
    }

    #[test]
    fn the_address_of_a_plan_is_the_plan(question in questions()) {
        let clean = question.query(guide());
        let again = clean.parse(guide(), TODAY);
        prop_assert_eq!(again.as_ref(), Ok(&question));
        prop_assert_eq!(again.unwrap().query(guide()), clean.clone());
        // Nothing in it needs escaping, so nothing on the way can change it.
        let address = clean.address("/plan");
        prop_assert!(address.bytes().all(|it| it.is_ascii_alphanumeric() || b"/?&=-.".contains(&it)), "{address}");
    }

    #[test]
    fn whatever_is_typed_is_a_question_or_a_message(
        hours in ".{0,20}", start in "[0-9a-z/. -]{0,14}", off in "[0-9a-z/., -]{0,40}", done in ".{0,30}",
    ) {
        let asked = PlanQuery {
            hours: vec![hours],
            start: vec![start],
            off: vec![off],
            done: vec![done],
            ..PlanQuery::default()
        };
        match asked.parse(guide(), TODAY) {
            Ok(question) => {
                let clean = question.query(guide());
                prop_assert_eq!(clean.parse(guide(), TODAY).map(|it| it.query(guide())), Ok(clean));
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.iter().all(|it| it.message.len() < 120), "{errors:?}");
            }
        }
    }
}
