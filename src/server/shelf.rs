//! The pages of a site with everything that goes before them on the wire, made once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use axum::http::{HeaderMap, Response};

use super::deliver::{Head, Safety, choose, not_acceptable};
use crate::pages::{Encoding, Page};
use crate::site::Site;

/// A site, ready to be sent. It never changes; the next site has a shelf of its own.
pub(super) struct Shelf {
    pub(super) site: Arc<Site>,
    entries: HashMap<Box<str>, Entry, foldhash::fast::RandomState>,
    /// The answer to an address that is like no other.
    lost: Entry,
    /// The answer to a failure of ours.
    pub(super) failed: Entry,
    safety: Safety,
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

    /// The answer to a request for this page.
    pub(super) fn answer(&self, request: &HeaderMap) -> Response<Bytes> {
        match choose(&self.page, request) {
            Some((encoding, bytes)) => {
                let head = self.head(encoding);
                head.answer(self.page.status, bytes, request)
            }
            None => {
                let mut response = not_acceptable();
                self.safety.add(response.headers_mut());
                response
            }
        }
    }

    /// A part of this page, if the request asks for one and it is something to keep. A part is
    /// one of the plain bytes: whoever goes on with a download has those.
    pub(super) fn part(&self, request: &HeaderMap) -> Option<Response<Bytes>> {
        self.page.download.as_ref()?;
        self.head(Encoding::Identity)
            .part(self.page.body.bytes(), request)
    }

    fn head(&self, encoding: Encoding) -> &Head {
        self.heads[encoding as usize]
            .get_or_init(|| Head::new(&self.page, encoding).safe(self.safety))
    }
}
