//! Code blocks: the language, the words behind it, and the coloured code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::colour::LANGUAGES;
use super::writer::{Writer, length, words_of};
use super::{CODE_WORDS, MistakeKind};

impl<'a> Writer<'a> {
    /// A code block, given as the events from its start; says how many they are.
    pub(super) fn code_block(&mut self, rest: &[(Event<'a>, Range<usize>)]) -> usize {
        let length = length(rest, |event| matches!(event, Event::End(TagEnd::CodeBlock)));
        let code: String = rest[..length]
            .iter()
            .filter_map(|(event, _)| words_of(event))
            .collect();
        let offset = rest[0].1.start;
        let info = match &rest[0].0 {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => info.as_ref(),
            _ => "",
        };
        let mut words = info.split_whitespace();
        let named = words.next().unwrap_or_default();
        let known = LANGUAGES.iter().find(|(language, ..)| *language == named);
        let (language, name, _) = known.unwrap_or(&("text", "Text", None));
        if named.is_empty() {
            self.mistake(MistakeKind::NoLanguage, offset);
        } else if known.is_none() {
            self.mistake(MistakeKind::UnknownLanguage(named.to_owned()), offset);
        }
        let mut wrong = "";
        for word in words {
            if !CODE_WORDS.contains(&word) {
                self.mistake(MistakeKind::UnknownCodeWord(word.to_owned()), offset);
            }
            if word == "wrong" {
                wrong = ", with a mistake on purpose";
            }
        }
        let html = self.highlighter.html(language, &code);
        // Code scrolls sideways, so a keyboard must be able to reach it.
        self.html(format!(
            "<div class=\"codebox\"><pre class=\"code\" tabindex=\"0\" data-language=\"{name}{wrong}\"><code>{html}</code></pre></div>\n"
        ));
        length
    }
}
