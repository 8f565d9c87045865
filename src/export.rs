//! The site as a folder of files, for any static host.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::pages::Page;
use crate::site::Site;

/// Writes every page of the site below `folder`, and `404.html`; says how many files that were.
///
/// # Errors
/// When the folder is not empty, so that no page of an older site survives in it, or when it
/// cannot be written.
pub fn write(site: &Site, folder: &Path) -> anyhow::Result<usize> {
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        anyhow::bail!("the folder {} is not empty", folder.display());
    }
    let mut written = 0;
    for (path, page) in site.pages() {
        write_file(&folder.join(file_of(path, page)), page.body.bytes())?;
        written += 1;
    }
    write_file(&folder.join("404.html"), site.not_found("").body.bytes())?;
    Ok(written + 1)
}

/// `/guide/http` is written to `guide/http/index.html`, `/sitemap.xml` to `sitemap.xml`.
pub fn file_of(path: &str, page: &Page) -> PathBuf {
    let relative = path.trim_start_matches('/');
    if page.content_type.starts_with("text/html") {
        Path::new(relative).join("index.html")
    } else {
        PathBuf::from(relative)
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot create the folder {}", parent.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
