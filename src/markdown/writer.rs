//! The walk over the parser's events that makes the HTML and notes headings, links and
//! mistakes on the way.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag,
    TagEnd, html,
};

use super::colour::escape;
use super::highlight::Highlighter;
use super::plain;
use super::tables::headings_of;
use super::terms::with_apostrophes;
use super::{Document, Heading, Link, Mistake, MistakeKind, Source, TRACKS};

pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// The ids of the page around a text, which no heading may take.
const RESERVED: [&str; 15] = [
    "main",
    "q",
    "nav",
    "colours",
    "toc-h",
    "errs-h",
    "build",
    "resources",
    "more",
    "my-notes",
    "junior",
    "mid",
    "senior",
    "topics",
    "boards",
];

pub(super) fn write(source: &Source<'_>, highlighter: &Highlighter) -> Document {
    // NUL marks the sections below, so none may come from a file.
    let text = source.text.replace('\0', " ");
    let source = &Source {
        text: &text,
        path: source.path,
        address: source.address,
        folded: source.folded,
        terms: source.terms,
    };
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
    writer.note_linked_terms(&events);
    let mut position = 0;
    while position < events.len() {
        position += writer.step(&events[position..]);
    }
    let mut document = writer.finish();
    document.parts = plain::parts(&events);
    document.mistakes.append(&mut unknown);
    document.mistakes.sort_by_key(|mistake| mistake.offset);
    document
}

/// Stands before each section in the HTML until the whole is written.
const SECTION: char = '\0';

pub(super) struct Writer<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) highlighter: &'a Highlighter,
    pub(super) document: Document,
    /// What becomes the HTML.
    pub(super) events: Vec<Event<'a>>,
    /// The ids that are taken.
    ids: BTreeSet<String>,
    /// The second-level headings, as places in the document's list.
    sections: Vec<usize>,
    /// Inside a section whose third-level headings fold, and whether one is open.
    folding: Folding,
    /// The open track container and where it began.
    pub(super) track: Option<usize>,
    /// Its place in `TRACKS`, if it is one of them.
    pub(super) language: Option<usize>,
    /// The words of each track so far.
    pub(super) track_words: [usize; TRACKS.len()],
    /// A group of track containers is open; the next one may join it.
    pub(super) tracks: bool,
    /// Tables in the section so far: each needs a name of its own for screen readers.
    pub(super) tables: usize,
    pub(super) in_table_head: bool,
    pub(super) cell: usize,
    pub(super) in_table: bool,
    /// The headings of the columns of the table.
    pub(super) columns: Vec<String>,
    pub(super) in_heading: bool,
    pub(super) in_link: bool,
    /// The terms of the glossary that are linked already.
    pub(super) used_terms: BTreeSet<usize>,
    /// How many events there were when the cell began.
    pub(super) cell_start: usize,
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
            ids: RESERVED.iter().map(|id| (*id).to_owned()).collect(),
            sections: Vec::new(),
            folding: Folding::No,
            track: None,
            language: None,
            track_words: [0; TRACKS.len()],
            tracks: false,
            tables: 0,
            in_table_head: false,
            cell: 0,
            in_table: false,
            columns: Vec::new(),
            in_heading: false,
            in_link: false,
            used_terms: BTreeSet::new(),
            cell_start: 0,
        }
    }

    fn finish(mut self) -> Document {
        self.close_open_track();
        self.close_tracks();
        self.close_folds();
        let mut marked = String::with_capacity(self.source.text.len() * 2);
        html::push_html(&mut marked, self.events.into_iter());
        let mut starts = Vec::new();
        for (index, part) in marked.split(SECTION).enumerate() {
            if index > 0 {
                starts.push(self.document.html.len());
            }
            self.document.html.push_str(part);
        }
        self.document.sections = self.sections.into_iter().zip(starts).collect();
        self.document.words += self.track_words.into_iter().max().unwrap_or(0);
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
            Event::Start(Tag::CodeBlock(_)) => return self.code_block(rest),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                self.link(*link_type, dest_url, range.start);
            }
            Event::End(TagEnd::Link) => {
                self.in_link = false;
                self.events.push(event.clone());
            }
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => {
                return self.image(dest_url, title, rest);
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => self.open_alert(*kind),
            Event::End(TagEnd::BlockQuote(Some(_))) => self.html("</div>\n"),
            Event::Start(Tag::HtmlBlock) => {
                self.mistake(MistakeKind::RawHtml, range.start);
                self.events.push(Event::Start(Tag::Paragraph));
            }
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            // Raw HTML is shown, not obeyed: content comes from pull requests.
            Event::Html(raw) => self.html(escape(raw)),
            Event::InlineHtml(raw) => {
                if !raw.starts_with("</") {
                    self.mistake(MistakeKind::RawHtml, range.start);
                }
                self.html(escape(raw));
            }
            Event::TaskListMarker(done) => self.html(if *done {
                "<span class=\"task\" role=\"img\" aria-label=\"Done\">\u{2611}</span> "
            } else {
                "<span class=\"task\" role=\"img\" aria-label=\"To do\">\u{2610}</span> "
            }),
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                self.count_words(text);
                self.html(format!("<code>{}</code>", escape(text)));
            }
            Event::Start(Tag::Table(_)) => {
                self.columns = headings_of(rest);
                self.table_or_other(event, range.start);
            }
            _ => self.table_or_other(event, range.start),
        }
        1
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
        let id = self.unique(id.as_deref(), &text, range.start);
        // Inside a quote or a list a heading is part of something else.
        let is_top = range.start == 0 || self.source.text[..range.start].ends_with('\n');
        if !is_top {
            self.mistake(MistakeKind::NestedHeading, range.start);
        }
        let owned = |text: &CowStr<'_>| text.to_string();
        self.document.headings.push(Heading {
            level: *level as u8,
            id: id.clone(),
            text: with_apostrophes(text.trim()),
            classes: classes.iter().map(owned).collect(),
            attributes: attrs
                .iter()
                .map(|(key, value)| (owned(key), value.as_ref().map(owned).unwrap_or_default()))
                .collect(),
            offset: range.start,
        });
        if is_top && *level <= HeadingLevel::H2 {
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
        let can_fold = is_top && self.folding != Folding::No && self.track.is_none();
        let folded = can_fold && *level == HeadingLevel::H3;
        if is_top && *level == HeadingLevel::H2 {
            self.html(SECTION.to_string());
            self.sections.push(self.document.headings.len() - 1);
        }
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
        let mut position = 1;
        self.in_heading = true;
        while position < length - 1 {
            position += self.step(&rest[position..length - 1]);
        }
        self.in_heading = false;
        if folded {
            self.html("</summary><div>\n");
        } else {
            self.html(format!("</{level}>\n"));
        }
        length
    }

    /// An id that is free: the one behind the heading, or one made from its words.
    fn unique(&mut self, own: Option<&str>, text: &str, offset: usize) -> String {
        let wanted = own.map_or_else(|| fragment(text), str::to_owned);
        let wanted = if wanted.is_empty() {
            "section".to_owned()
        } else {
            wanted
        };
        if own.is_some() && self.ids.contains(&wanted) {
            self.mistake(MistakeKind::RepeatedId(wanted.clone()), offset);
        }
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let mut all = std::iter::once(wanted.clone()).chain(numbered);
        let id = all.find(|id| !self.ids.contains(id)).unwrap_or_default();
        self.ids.insert(id.clone());
        id
    }

    /// A picture of this site; the text between its brackets is what it shows.
    fn image(&mut self, target: &str, title: &str, rest: &[(Event<'a>, Range<usize>)]) -> usize {
        let length = length(rest, |event| matches!(event, Event::End(TagEnd::Image)));
        let shown: String = rest[..length]
            .iter()
            .filter_map(|(event, _)| words_of(event))
            .collect();
        let offset = rest[0].1.start;
        if shown.trim().is_empty() {
            self.mistake(MistakeKind::ImageWithoutText, offset);
        }
        let url = resolve(target, self.source);
        if url.contains("://") {
            self.mistake(MistakeKind::ForeignImage, offset);
        } else {
            self.document.links.push(Link {
                url: url.clone(),
                offset,
            });
        }
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" title=\"{}\"", escape(title))
        };
        self.html(format!(
            "<img src=\"{}\" alt=\"{}\"{title}>",
            escape(&url),
            escape(&shown)
        ));
        length
    }

    fn close_folds(&mut self) {
        if self.folding == Folding::Item {
            self.html("</div></details></div>\n");
        }
        self.folding = Folding::No;
    }

    fn link(&mut self, link_type: LinkType, target: &CowStr<'_>, offset: usize) {
        let url = if link_type == LinkType::Email {
            format!("mailto:{target}")
        } else {
            resolve(target, self.source)
        };
        let outside = url.starts_with("https://") || url.starts_with("http://");
        let class = if url.starts_with("/glossary#") {
            "class=\"term\" "
        } else {
            ""
        };
        self.html(format!(
            "<a {class}href=\"{}\"{}>",
            escape(&url),
            if outside { " rel=\"external\"" } else { "" }
        ));
        self.document.links.push(Link { url, offset });
        self.in_link = true;
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

pub(super) fn words_of<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        _ => None,
    }
}

/// `sql.md#joins` in `guide/http.md` is `/guide/sql#joins`; addresses stay as they are, and so
/// does what is not a content file, for the checks to find.
pub(super) fn resolve(target: &str, source: &Source<'_>) -> String {
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
