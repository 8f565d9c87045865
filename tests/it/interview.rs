//! The interview bank: what each answer has, and that its short form can be said.

use std::ops::RangeInclusive;

use scraper::{Html, Node};

use crate::real_content::guide;

/// What somebody says in 20 to 40 seconds, at 140 words a minute.
const SHORT: RangeInclusive<usize> = 45..=95;

/// The texts of the paragraphs, lists and code of an answer, in order.
fn blocks(html: &str) -> Vec<String> {
    let fragment = Html::parse_fragment(html);
    let texts = |text: Vec<&str>| {
        text.concat()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    fragment
        .root_element()
        .children()
        .filter(|node| matches!(node.value(), Node::Element(_)))
        .filter_map(scraper::ElementRef::wrap)
        .map(|block| texts(block.text().collect()))
        .collect()
}

#[test]
fn every_answer_begins_with_what_can_be_said_in_20_to_40_seconds() {
    let mut wrong = String::new();
    for topic in &guide().topics {
        for question in &topic.questions {
            let words = blocks(&question.html)[0].split(' ').count();
            if !SHORT.contains(&words) {
                wrong += &format!("{}#{}: {words} words\n", topic.path, question.id);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_answer_goes_deeper_and_says_what_they_want_and_what_comes_next() {
    let mut wrong = String::new();
    for topic in &guide().topics {
        for question in &topic.questions {
            let place = format!("{}#{}", topic.path, question.id);
            let blocks = blocks(&question.html);
            let after = |start: &str| {
                let found = blocks.iter().find_map(|it| it.strip_prefix(start));
                found.unwrap_or_default().trim().to_owned()
            };
            let wanted = after("What they want to know.");
            if wanted.split(' ').count() < 8 {
                wrong += &format!("{place}: what they want to know: {wanted:?}\n");
            }
            let next = after("They may ask next.");
            if next.matches(['?', '.']).count() < 3 {
                wrong += &format!("{place}: they may ask next: {next:?}\n");
            }
            let deeper: usize = blocks[1..]
                .iter()
                .map(|it| it.split(' ').count())
                .sum::<usize>();
            if deeper < 120 {
                wrong += &format!("{place}: the fuller answer has {deeper} words\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
