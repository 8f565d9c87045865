//! The walk over the parser's events that makes the HTML and notes headings, links and
//! mistakes on the way.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options,
    Parser, Tag, TagEnd, html,
};

use super::highlight::{Highlighter, LANGUAGES, escape};
use super::{Document, Heading, Link, Mistake, MistakeKind, Source};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

pub(super) fn write(source: &Source<'_>, highlighter: &Highlighter) -> Document {
    let mut unknown = Vec::new();
    let note_unknown = |link: BrokenLink<'_>| {
        // `[text][name]` is meant as a link; `[1]` in a sentence is not.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            unknown.push(Mistake {
                kind: MistakeKind::UnknownReference(link.reference.to_string()),
                offset: link.span.start,
            });
        }
        None
    };
    let parser = Parser::new_with_broken_link_callback(source.text, OPTIONS, Some(note_unknown));
    let events: Vec<(Event<'_>, Range<usize>)> = parser.into_offset_iter().collect();

    let mut writer = Writer::new(source, highlighter);
    let mut position = 0;
    while position < events.len() {
        position += writer.step(&events[position..]);
    }
    let mut document = writer.finish();
    document.mistakes.append(&mut unknown);
    document.mistakes.sort_by_key(|mistake| mistake.offset);
    document
}

pub(super) struct Writer<'a> {
    pub(super) source: &'a Source<'a>,
    highlighter: &'a Highlighter,
    document: Document,
    /// What becomes the HTML.
    events: Vec<Event<'a>>,
    /// How often each heading id was used.
    ids: BTreeMap<String, usize>,
    /// Inside a section whose third-level headings fold, and whether one is open.
    folding: Folding,
    /// The open track container and where it began.
    pub(super) track: Option<usize>,
    /// A group of track containers is open; the next one may join it.
    pub(super) tracks: bool,
    /// Tables in the section so far: each needs a name of its own for screen readers.
    tables: usize,
    in_table_head: bool,
    in_table_row: bool,
    cell: usize,
    /// How many events there were when the cell began.
    cell_start: usize,
}

#[derive(PartialEq, Eq)]
enum Folding {
    /// Headings are headings.
    No,
    /// The next third-level heading becomes the first fold.
    Section,
    /// A fold is open.
    Item,
}

impl<'a> Writer<'a> {
    fn new(source: &'a Source<'a>, highlighter: &'a Highlighter) -> Writer<'a> {
        Writer {
            source,
            highlighter,
            document: Document::default(),
            events: Vec::new(),
            ids: BTreeMap::new(),
            folding: Folding::No,
            track: None,
            tracks: false,
            tables: 0,
            in_table_head: false,
            in_table_row: false,
            cell: 0,
            cell_start: 0,
        }
    }

    fn finish(mut self) -> Document {
        self.close_open_track();
        self.close_tracks();
        self.close_folds();
        html::push_html(&mut self.document.html, self.events.into_iter());
        self.document
    }

    /// Takes as many events as belong together and says how many that were.
    fn step(&mut self, rest: &[(Event<'a>, Range<usize>)]) -> usize {
        let (event, range) = &rest[0];
        if let Some(taken) = self.track_fence(rest) {
            return taken;
        }
        if self.track.is_none() {
            self.close_tracks();
        }
        match event {
            Event::Start(Tag::Heading { .. }) => return self.heading(rest),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(kind, rest),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                self.link(*link_type, dest_url, range.start);
            }
            Event::Start(Tag::Image { .. }) => {
                let described = rest[1..]
                    .iter()
                    .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Image)))
                    .any(
                        |(event, _)| matches!(event, Event::Text(text) if !text.trim().is_empty()),
                    );
                if !described {
                    self.mistake(MistakeKind::ImageWithoutText, range.start);
                }
                self.events.push(event.clone());
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => self.open_alert(*kind),
            Event::End(TagEnd::BlockQuote(Some(_))) => self.html("</div>\n"),
            Event::Start(Tag::HtmlBlock) => {
                self.mistake(MistakeKind::RawHtml, range.start);
                self.events.push(Event::Start(Tag::Paragraph));
            }
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            // Raw HTML is shown, not obeyed: content comes from pull requests.
            Event::Html(raw) => self.events.push(Event::Text(raw.clone())),
            Event::InlineHtml(raw) => {
                if !raw.starts_with("</") {
                    self.mistake(MistakeKind::RawHtml, range.start);
                }
                self.events.push(Event::Text(raw.clone()));
            }
            Event::TaskListMarker(done) => self.html(if *done {
                "<span class=\"task\" role=\"img\" aria-label=\"Done\">\u{2611}</span> "
            } else {
                "<span class=\"task\" role=\"img\" aria-label=\"To do\">\u{2610}</span> "
            }),
            Event::Text(text) | Event::Code(text) => {
                self.document.words += text.split_whitespace().count();
                self.events.push(event.clone());
            }
            _ => self.table_or_other(event, range.start),
        }
        1
    }

    /// Tables scroll sideways on a phone, so each is a region that a keyboard can reach; the
    /// first cell of a row is its heading.
    fn table_or_other(&mut self, event: &Event<'a>, offset: usize) {
        match event {
            Event::Start(Tag::Table(_)) => {
                self.tables += 1;
                let section = self
                    .document
                    .headings
                    .last()
                    .map_or("", |it| it.text.as_str());
                let label = match self.tables {
                    1 => format!("{section} (table)"),
                    number => format!("{section} (table {number})"),
                };
                let label = escape(label.trim());
                self.html(format!(
                    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">"
                ));
                self.html("<table>");
            }
            Event::End(TagEnd::Table) => self.html("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => {
                self.in_table_head = true;
                self.cell = 0;
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_table_head = false;
                self.html("</tr></thead><tbody>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.in_table_row = true;
                self.cell = 0;
                self.html("<tr>");
            }
            Event::End(TagEnd::TableRow) => {
                self.in_table_row = false;
                self.html("</tr>\n");
            }
            Event::Start(Tag::TableCell) => {
                self.html(match (self.in_table_head, self.cell) {
                    (true, _) => "<th scope=\"col\">",
                    (false, 0) => "<th scope=\"row\">",
                    (false, _) => "<td>",
                });
                self.cell_start = self.events.len();
            }
            Event::End(TagEnd::TableCell) => {
                if self.in_table_head && self.events.len() == self.cell_start {
                    self.mistake(MistakeKind::EmptyTableHeading, offset);
                }
                let heading = self.in_table_head || self.cell == 0;
                self.html(if heading { "</th>" } else { "</td>" });
                self.cell += 1;
            }
            _ => self.events.push(event.clone()),
        }
    }

    fn heading(&mut self, rest: &[(Event<'a>, Range<usize>)]) -> usize {
        let (
            Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            }),
            range,
        ) = &rest[0]
        else {
            return 1;
        };
        let length = length(rest, |event| {
            matches!(event, Event::End(TagEnd::Heading(_)))
        });
        let text: String = rest[..length]
            .iter()
            .filter_map(|(event, _)| words_of(event))
            .collect();
        let wanted = id
            .as_ref()
            .map_or_else(|| fragment(&text), |id| id.to_string());
        let id = self.unique(wanted);
        let owned = |text: &CowStr<'_>| text.to_string();
        self.document.headings.push(Heading {
            level: *level as u8,
            id: id.clone(),
            text: text.trim().to_owned(),
            classes: classes.iter().map(owned).collect(),
            attributes: attrs
                .iter()
                .map(|(key, value)| (owned(key), value.as_ref().map(owned).unwrap_or_default()))
                .collect(),
            offset: range.start,
        });
        self.document.words += text.split_whitespace().count();

        if *level <= HeadingLevel::H2 {
            self.close_open_track();
            self.close_tracks();
            self.close_folds();
            self.tables = 0;
            if self.source.folded.contains(&text.trim()) {
                self.folding = Folding::Section;
            }
        }
        if self.track.is_some() {
            self.mistake(MistakeKind::HeadingInTrack, range.start);
        }
        let can_fold = self.folding != Folding::No && self.track.is_none();
        let folded = can_fold && *level == HeadingLevel::H3;
        if folded {
            self.html(match self.folding {
                Folding::Section => "<div class=\"qa\">\n",
                Folding::No | Folding::Item => "</div></details>\n",
            });
            self.folding = Folding::Item;
            self.html(format!("<details id=\"{}\"><summary>", escape(&id)));
        } else {
            self.html(format!("<{level} id=\"{}\">", escape(&id)));
        }
        for (event, range) in &rest[1..length - 1] {
            if let Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) = event
            {
                self.link(*link_type, dest_url, range.start);
            } else {
                self.events.push(event.clone());
            }
        }
        if folded {
            self.html("</summary><div>\n");
        } else {
            self.html(format!("</{level}>\n"));
        }
        length
    }

    fn unique(&mut self, id: String) -> String {
        let id = if id.is_empty() {
            "section".to_owned()
        } else {
            id
        };
        let used = self.ids.entry(id.clone()).or_insert(0);
        *used += 1;
        match *used {
            1 => id,
            number => format!("{id}-{number}"),
        }
    }

    fn close_folds(&mut self) {
        if self.folding == Folding::Item {
            self.html("</div></details></div>\n");
        }
        self.folding = Folding::No;
    }

    fn code_block(
        &mut self,
        kind: &CodeBlockKind<'a>,
        rest: &[(Event<'a>, Range<usize>)],
    ) -> usize {
        let length = length(rest, |event| matches!(event, Event::End(TagEnd::CodeBlock)));
        let code: String = rest[..length]
            .iter()
            .filter_map(|(event, _)| words_of(event))
            .collect();
        let offset = rest[0].1.start;
        let named = match kind {
            CodeBlockKind::Fenced(name) => name.trim(),
            CodeBlockKind::Indented => "",
        };
        let known = LANGUAGES.iter().find(|(language, ..)| *language == named);
        let (language, name, _) = known.unwrap_or(&("text", "Text", None));
        if named.is_empty() {
            self.mistake(MistakeKind::NoLanguage, offset);
        } else if known.is_none() {
            self.mistake(MistakeKind::UnknownLanguage(named.to_owned()), offset);
        }
        let html = self.highlighter.html(language, &code);
        // Code scrolls sideways, so a keyboard must be able to reach it.
        self.html(format!(
            "<div class=\"codebox\"><pre class=\"code\" tabindex=\"0\" data-language=\"{name}\"><code>{html}</code></pre></div>\n"
        ));
        length
    }

    fn link(&mut self, link_type: LinkType, target: &CowStr<'_>, offset: usize) {
        let url = if link_type == LinkType::Email {
            format!("mailto:{target}")
        } else {
            resolve(target, self.source)
        };
        let outside = url.starts_with("https://") || url.starts_with("http://");
        self.html(format!(
            "<a href=\"{}\"{}>",
            escape(&url),
            if outside { " rel=\"external\"" } else { "" }
        ));
        self.document.links.push(Link { url, offset });
    }

    fn open_alert(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        self.html(format!(
            "<div class=\"note note--{class}\"><p class=\"note__title\">{title}</p>\n"
        ));
    }

    pub(super) fn html(&mut self, html: impl Into<CowStr<'a>>) {
        self.events.push(Event::Html(html.into()));
    }

    pub(super) fn mistake(&mut self, kind: MistakeKind, offset: usize) {
        self.document.mistakes.push(Mistake { kind, offset });
    }
}

/// How many events there are up to the one that ends the first.
pub(super) fn length(
    rest: &[(Event<'_>, Range<usize>)],
    is_end: impl Fn(&Event<'_>) -> bool,
) -> usize {
    rest.iter()
        .position(|(event, _)| is_end(event))
        .map_or(rest.len(), |end| end + 1)
}

fn words_of<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

/// `sql.md#joins` in `guide/http.md` is `/guide/sql#joins`; addresses stay as they are, and so
/// does what is not a content file, for the checks to find.
fn resolve(target: &str, source: &Source<'_>) -> String {
    if target.starts_with(['/', '#']) || target.contains(':') {
        return target.to_owned();
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, format!("#{fragment}")),
        None => (target, String::new()),
    };
    let mut parts: Vec<&str> = source.path.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => (),
            part => parts.push(part),
        }
    }
    match (source.address)(&parts.join("/")) {
        Some(address) => address + &fragment,
        None => target.to_owned(),
    }
}

/// `What is a request?` becomes `what-is-a-request`, and `other people’s` `other-peoples`.
fn fragment(text: &str) -> String {
    let words = text.to_lowercase().replace(['\'', '’'], "");
    let words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join("-")
}
