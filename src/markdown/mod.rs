//! Markdown text to HTML, headings and links.
//!
//! One parse makes everything: the page that readers see and the headings and links that the
//! checks look at cannot disagree.

mod code;
mod colour;
mod highlight;
mod plain;
mod prose;
mod tables;
mod terms;
mod tracks;
mod writer;

pub use colour::LANGUAGES;
pub use highlight::Highlighter;
pub use prose::{Passage, PassageKind, passages};
pub use terms::Terms;

/// What a text needs to become a [`Document`].
#[derive(Debug)]
pub struct Source<'a> {
    /// The Markdown. Front matter above it is blanked out, so that offsets are offsets into
    /// the file.
    pub text: &'a str,
    /// Path of the file below the content folder; relative links start there.
    pub path: &'a str,
    /// The address of a content file, such as `/guide/http` for `guide/http.md`.
    pub address: fn(&str) -> Option<String>,
    /// Titles of the sections whose third-level headings are folded until a reader opens them.
    pub folded: &'a [&'a str],
    /// The words that lead to the glossary.
    pub terms: &'a Terms,
}

/// A Markdown text, parsed once.
#[derive(Debug, Default)]
pub struct Document {
    /// The text as HTML, safe to write into a page as it is.
    pub html: String,
    /// The headings in order, for the table of contents.
    pub headings: Vec<Heading>,
    /// The links in order, for checking.
    pub links: Vec<Link>,
    /// The words without markup and without code blocks, for search: above the first heading,
    /// then below each of the headings; a line for each paragraph, item or row.
    pub parts: Vec<String>,
    /// Number of words that one reader reads: those for everybody, and those of the longest
    /// language track. Code blocks are not counted.
    pub words: usize,
    /// What a writer must fix, in order.
    pub mistakes: Vec<Mistake>,
    /// For each section the place of its heading in the list, and where it begins in the HTML.
    sections: Vec<(usize, usize)>,
}

/// A heading of a document.
#[derive(Debug)]
pub struct Heading {
    /// 2 for `##`.
    pub level: u8,
    /// The fragment that leads to it: its words, or the `{#id}` behind it.
    pub id: String,
    /// Its words without markup.
    pub text: String,
    /// The `.class` names behind it, such as `junior`.
    pub classes: Vec<String>,
    /// The `key=value` pairs behind it, such as `step=http`.
    pub attributes: Vec<(String, String)>,
    /// Byte offset in the file.
    pub offset: usize,
}

/// A link of a document.
#[derive(Debug)]
pub struct Link {
    /// Where it leads after `sql.md` has become `/guide/sql`.
    pub url: String,
    /// Byte offset in the file.
    pub offset: usize,
}

/// Something Markdown accepts and we do not.
#[derive(Debug)]
pub struct Mistake {
    /// What it is.
    pub kind: MistakeKind,
    /// Byte offset in the file.
    pub offset: usize,
}

/// The kinds of [`Mistake`]. Their wording is in `content::problem`.
#[derive(Debug)]
pub enum MistakeKind {
    /// A tag such as `<b>`.
    RawHtml,
    /// `![](picture.png)`.
    ImageWithoutText,
    /// A code block with a language we do not colour.
    UnknownLanguage(String),
    /// A code block without a language.
    NoLanguage,
    /// A word behind the language of a code block that means nothing.
    UnknownCodeWord(String),
    /// `[text][name]` without a definition of `name`.
    UnknownReference(String),
    /// A picture of another site.
    ForeignImage,
    /// `{#name}` that another heading has, or the page around the text.
    RepeatedId(String),
    /// A heading inside a quote or a list.
    NestedHeading,
    /// `::: pyhton`.
    UnknownTrack(String),
    /// `::: python` that is not closed before the next one or the end.
    OpenTrack,
    /// `:::` that closes nothing.
    StrayFence,
    /// `:::` with text directly above, below or before it.
    CrowdedFence,
    /// A column of a table without a heading.
    EmptyTableHeading,
    /// A heading between `::: python` and `:::`.
    HeadingInTrack,
}

/// The language tracks a passage can be written for: the name in files and addresses, and
/// the name readers see.
pub const TRACKS: [(&str, &str); 8] = [
    ("python", "Python"),
    ("javascript", "JavaScript and Node.js"),
    ("java", "Java"),
    ("go", "Go"),
    ("csharp", "C#"),
    ("ruby", "Ruby"),
    ("php", "PHP"),
    ("rust", "Rust"),
];

/// The words that may stand behind the language of a code block: it is a part of something
/// larger, it shows a mistake on purpose, its SQL is for SQLite. `tests/it/samples/` obeys them.
pub const CODE_WORDS: [&str; 3] = ["no-run", "wrong", "sqlite"];

/// Parses a text.
pub fn parse(source: &Source<'_>, highlighter: &Highlighter) -> Document {
    writer::write(source, highlighter)
}

impl Document {
    /// The second-level headings, each with the HTML below it.
    pub fn sections(&self) -> Vec<(&Heading, &str)> {
        let ends = self
            .sections
            .iter()
            .skip(1)
            .map(|(_, start)| *start)
            .chain([self.html.len()]);
        let section = |((heading, start), end): (&(usize, usize), usize)| {
            let html = self.html[*start..end]
                .split_once("</h2>")
                .map_or("", |(_, body)| body);
            (&self.headings[*heading], html.trim())
        };
        self.sections.iter().zip(ends).map(section).collect()
    }

    /// The HTML above the first second-level heading.
    pub fn intro(&self) -> &str {
        let end = self
            .sections
            .first()
            .map_or(self.html.len(), |(_, start)| *start);
        self.html[..end].trim()
    }

    /// Minutes to read it at 220 words a minute, rounded up: the text for everybody and the
    /// longest language track, because a reader reads one of them. Code blocks take no time
    /// here; trying them belongs to the hours of study.
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(220).max(1)
    }
}
