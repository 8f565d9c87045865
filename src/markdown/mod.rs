//! Markdown text to HTML, headings and links.
//!
//! One parse makes everything: the page that readers see and the headings and links that the
//! checks look at cannot disagree.

mod highlight;
mod tracks;
mod writer;

pub use highlight::{Highlighter, LANGUAGES};

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
    /// Number of words outside code blocks.
    pub words: usize,
    /// What a writer must fix, in order.
    pub mistakes: Vec<Mistake>,
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
    /// `[text][name]` without a definition of `name`.
    UnknownReference(String),
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

/// Parses a text.
pub fn parse(source: &Source<'_>, highlighter: &Highlighter) -> Document {
    writer::write(source, highlighter)
}

impl Document {
    /// The second-level headings, each with the HTML below it.
    pub fn sections(&self) -> Vec<(&Heading, &str)> {
        let headings: Vec<&Heading> = self.headings.iter().filter(|it| it.level == 2).collect();
        // Tags in the HTML are ours alone, since raw HTML is escaped, and ids are unique: an
        // opening tag with its id stands exactly once.
        let starts: Vec<usize> = headings
            .iter()
            .filter_map(|it| self.html.find(&format!("<h2 id=\"{}\"", it.id)))
            .collect();
        let ends = starts.iter().skip(1).copied().chain([self.html.len()]);
        let bodies = starts.iter().zip(ends).map(|(start, end)| {
            let section = &self.html[*start..end];
            section
                .split_once("</h2>")
                .map_or("", |(_, body)| body.trim())
        });
        headings.into_iter().zip(bodies).collect()
    }

    /// Minutes to read it at 220 words a minute, rounded up.
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(220).max(1)
    }
}
