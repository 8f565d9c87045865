//! The pages of a site with everything that goes before them on the wire, made once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use axum::http::HeaderMap;

use super::deliver::{Head, Ready, Safety, choose, not_acceptable};
use crate::pages::{Encoding, Page};
use crate::site::Site;

/// A site, ready to be sent. It never changes; the next site has a shelf of its own.
pub(super) struct Shelf {
    pub(super) site: Arc<Site>,
    /// Where the site lives below its host; close at hand, because every request asks.
    pub(super) base_path: Box<str>,
    entries: HashMap<Box<str>, Entry, foldhash::fast::RandomState>,
    /// The answer to an address that is like no other.
    lost: Entry,
    /// The answer to a failure of ours.
    pub(super) failed: Entry,
    /// What every answer of this site carries.
    pub(super) safety: Safety,
}

/// A page with the heads of its encodings.
pub(super) struct Entry {
    page: Page,
    safety: Safety,
    /// Made when an encoding is first asked for, as the compressed bytes are.
    heads: [OnceLock<Head>; Encoding::ALL.len()],
    /// The page for those who mistyped this address.
    meant: OnceLock<Box<Entry>>,
}

impl Shelf {
    pub(super) fn new(site: Arc<Site>) -> Shelf {
        let safety = Safety::new(&site.guide.settings);
        let entry = |page: Page| Entry::new(page, safety);
        let entries = site
            .pages()
            .map(|(path, page)| (path.into(), entry(page.clone())))
            .collect();
        Shelf {
            entries,
            lost: entry(site.missing(None)),
            failed: entry(site.failed().clone()),
            safety,
            base_path: site.guide.settings.base_path.as_str().into(),
            site,
        }
    }

    /// The page at a path.
    pub(super) fn find(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// The page for an address that has none. There are only as many as there are pages to be
    /// meant, so each is drawn once, and nobody can make us draw more.
    pub(super) fn missing(&self, path: &str) -> &Entry {
        let meant = self.site.meant(path);
        let Some((url, entry)) = meant.and_then(|url| Some((url, self.find(url)?))) else {
            return &self.lost;
        };
        entry.meant.get_or_init(|| {
            let page = self.site.missing(Some(url));
            Box::new(Entry::new(page, self.safety))
        })
    }
}

impl Entry {
    fn new(page: Page, safety: Safety) -> Entry {
        Entry {
            page,
            safety,
            heads: Default::default(),
            meant: OnceLock::new(),
        }
    }

    /// What a request for this page is answered with.
    pub(super) fn ready(&self, request: &HeaderMap) -> Ready<'_> {
        match choose(&self.page, request) {
            Some((encoding, bytes)) => Ready::Page(self.page.status, self.head(encoding), bytes),
            None => {
                let mut response = not_acceptable();
                self.safety.add(response.headers_mut());
                Ready::Made(Box::new(response))
            }
        }
    }

    /// A part of this page, if the request asks for one and it is something to keep. A part is
    /// one of the plain bytes: whoever goes on with a download has those.
    pub(super) fn part(&self, request: &HeaderMap) -> Option<Ready<'_>> {
        self.page.download.as_ref()?;
        let head = self.head(Encoding::Identity);
        let part = head.part(self.page.body.bytes(), request)?;
        Some(Ready::Made(Box::new(part)))
    }

    fn head(&self, encoding: Encoding) -> &Head {
        self.heads[encoding as usize].get_or_init(|| {
            Head::new(&self.page, encoding).safe(self.safety, self.page.content_type)
        })
    }
}
