//! The words of a text without markup, part by part, for those who search them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// What stands above the first heading, then what stands below each heading: one line for each
/// paragraph, item or row of a table. Code blocks are left out, they are not sentences.
pub(super) fn parts(events: &[(Event<'_>, Range<usize>)]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut in_heading, mut in_code) = (false, false);
    for (event, _) in events {
        let part = parts.last_mut().expect("there is always one");
        match event {
            Event::Start(Tag::Heading { .. }) => {
                parts.push(String::new());
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ if in_heading || in_code => (),
            // The fence of a passage for one language.
            Event::Text(text) if text.starts_with(":::") => (),
            Event::Text(text) | Event::Code(text) => part.push_str(text),
            Event::SoftBreak => part.push(' '),
            Event::HardBreak
            | Event::Start(Tag::Item | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item) => end_line(part),
            Event::End(TagEnd::TableCell) => part.push_str(", "),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                part.truncate(part.trim_end_matches([' ', ',']).len());
                end_line(part);
            }
            _ => (),
        }
    }
    for part in &mut parts {
        part.truncate(part.trim_end().len());
        part.shrink_to_fit();
    }
    parts
}

fn end_line(part: &mut String) {
    if !part.is_empty() && !part.ends_with('\n') {
        part.push('\n');
    }
}
