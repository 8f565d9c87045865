//! What the layout shows around every page.

use crate::content::{Guide, Mode, Settings};

/// The head, the header and the footer of a page.
pub(super) struct Frame<'a> {
    pub(super) settings: &'a Settings,
    /// Address of the page, for the canonical link.
    pub(super) path: String,
    /// The name of the page, without that of the site.
    pub(super) title: String,
    /// One sentence for search engines.
    pub(super) description: String,
    /// The pages above this one, from the home page down; empty on the pages of the menu.
    pub(super) crumbs: Vec<Crumb>,
    /// Whether something the visitor sent must be corrected.
    pub(super) has_errors: bool,
    /// Whether tables or lists need the whole width, so that “On this page” stands above them.
    pub(super) is_wide: bool,
    /// Whether it shows what one visitor has done, which is nothing for search engines.
    pub(super) is_private: bool,
    /// Whether there is a page on how to contribute.
    can_contribute: bool,
}

/// A page above the one that is shown.
pub(super) struct Crumb {
    pub(super) url: String,
    pub(super) title: String,
}

impl<'a> Frame<'a> {
    pub(super) fn new(
        guide: &'a Guide,
        path: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Frame<'a> {
        Frame {
            settings: &guide.settings,
            path: path.into(),
            title: title.into(),
            description: description.into(),
            crumbs: Vec::new(),
            has_errors: false,
            is_wide: false,
            is_private: false,
            can_contribute: guide.has("/contribute"),
        }
    }

    /// The same page below others, the nearest last. The home page is added by itself.
    pub(super) fn below(mut self, above: &[(&str, &str)]) -> Frame<'a> {
        self.crumbs = [("/", "Home")]
            .iter()
            .chain(above)
            .map(|(url, title)| Crumb {
                url: (*url).to_owned(),
                title: (*title).to_owned(),
            })
            .collect();
        self
    }

    /// The same page with its whole width used.
    pub(super) fn wide(self) -> Frame<'a> {
        Frame {
            is_wide: true,
            ..self
        }
    }

    /// The text of the `title` element.
    pub(super) fn document_title(&self) -> String {
        let error = if self.has_errors { "Error: " } else { "" };
        if self.title == self.settings.name {
            format!("{error}{}", self.title)
        } else {
            format!("{error}{}: {}", self.title, self.settings.name)
        }
    }

    /// The full address of the page.
    pub(super) fn canonical(&self) -> String {
        self.settings.absolute(&self.path)
    }

    /// Whether a link of the header leads to this page or to the part of the site around it.
    pub(super) fn is_current(&self, url: &str) -> bool {
        let is_around = |path: &str| {
            path == url
                || path
                    .strip_prefix(url)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        is_around(&self.path)
            || self
                .crumbs
                .iter()
                .any(|crumb| crumb.url != "/" && is_around(&crumb.url))
    }

    /// The `aria-current` of a link: this very page, or a part of the site.
    pub(super) fn current(&self, url: &str) -> &'static str {
        if self.path == url { "page" } else { "true" }
    }

    /// What a form's address starts with: nothing here, the running server in an export.
    pub(super) fn forms(&self) -> String {
        match self.settings.drawing.mode {
            Mode::Serve | Mode::Watch => String::new(),
            Mode::Export => self.settings.absolute(""),
        }
    }

    /// Whether there is a server that can answer a question, such as a search.
    pub(super) fn answers(&self) -> bool {
        self.settings.drawing.mode.answers()
    }

    /// Whether the page asks for its own changes.
    pub(super) fn watches(&self) -> bool {
        self.settings.drawing.mode == Mode::Watch
    }

    /// Where “Improve this page” leads for a content file; empty if nowhere.
    pub(super) fn edit_url(&self, file: &str) -> String {
        match &self.settings.edit_url {
            Some(url) => format!("{url}{file}"),
            None if self.can_contribute => "/contribute".to_owned(),
            None => String::new(),
        }
    }

    /// Puts the base path before every address of the site, for a site that lives below one.
    ///
    /// Templates and Markdown write addresses as `="/…`, quoted and from the root; nothing
    /// else looks like that, because quotes in texts are escaped.
    pub(super) fn rebase(&self, html: String) -> String {
        rebase(html, &self.settings.base_path)
    }
}

/// See [`Frame::rebase`].
fn rebase(html: String, base: &str) -> String {
    if base.is_empty() {
        html
    } else {
        html.replace("=\"/", &format!("=\"{base}/"))
    }
}
