//! What a writer reads about style, the only messages outside of `problem.rs`.

use std::ops::RangeInclusive;

use crate::content::{Problems, SourceFile};

impl Problems {
    pub(super) fn long_sentence(&mut self, file: &SourceFile, at: usize, is: usize, most: usize) {
        let message = format!("a sentence of {is} words, {most} are the most");
        self.add(file, at, message, Some("make two of it".to_owned()));
    }

    pub(super) fn long_paragraph(&mut self, file: &SourceFile, at: usize, is: usize, most: usize) {
        let message = format!("a paragraph of {is} words, {most} are the most");
        let help = "split it where the thought changes";
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn phrase(&mut self, file: &SourceFile, at: usize, phrase: &str, instead: &str) {
        let help = match instead {
            "" => "leave it out".to_owned(),
            instead => format!("instead: {instead}"),
        };
        self.add(file, at, format!("“{phrase}” is not our style"), Some(help));
    }

    pub(super) fn keyboard_quotes(&mut self, file: &SourceFile, at: usize) {
        self.add(
            file,
            at,
            "straight quotes",
            Some("write “ and ”".to_owned()),
        );
    }

    pub(super) fn keyboard_apostrophe(&mut self, file: &SourceFile, at: usize) {
        self.add(
            file,
            at,
            "a straight apostrophe",
            Some("write ’".to_owned()),
        );
    }

    pub(super) fn repeated_sentence(&mut self, file: &SourceFile, at: usize, other: &str) {
        let help = "say it once, and link to it";
        let message = format!("the same sentence stands in {other}");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn page_length(
        &mut self,
        file: &SourceFile,
        is: usize,
        range: RangeInclusive<usize>,
    ) {
        let (least, most) = (range.start(), range.end());
        let message = format!("the page has {is} words, {least} to {most} are right");
        self.add(file, 0, message, None);
    }
}
