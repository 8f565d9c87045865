//! The site being served now, and how a new one takes its place.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use arc_swap::{ArcSwap, Guard};
use notify_debouncer_full::notify::{
    Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer_opt};

use crate::content::{self, Day, Mode, Origin};
use crate::markdown::Highlighter;
use crate::site::{self, Site};

/// How long a burst of changes may last before the site is built again.
const QUIET: Duration = Duration::from_millis(50);
/// How often a folder is looked at where the system reports no changes.
const POLL: Duration = Duration::from_secs(1);

/// What a site is built from, and for whom.
#[derive(Debug, Default, Clone)]
pub struct Recipe {
    /// The content folder; without one, the content that was built into the program.
    pub content: Option<PathBuf>,
    /// The static folder; without one, the files that were built into the program.
    pub assets: Option<PathBuf>,
    /// A folder laid over both.
    pub overlay: Option<PathBuf>,
    /// Scheme and host, instead of the one in `site.toml`.
    pub origin: Option<String>,
    /// Where the site lives below its host, instead of the one in `site.toml`.
    pub base_path: Option<String>,
    /// What the pages are drawn for.
    pub mode: Mode,
    /// The day they are drawn on, instead of the one of the clock.
    pub today: Option<Day>,
    /// The coloured code of the last build, so that the next one is fast.
    pub highlighter: Arc<Highlighter>,
}

impl Recipe {
    /// Reads the folders and draws the site.
    ///
    /// # Errors
    /// Every problem of the content, or why a folder cannot be read.
    pub fn build(&self) -> anyhow::Result<Site> {
        let overlay = self.overlay.as_deref();
        for folder in [&self.content, &self.overlay].into_iter().flatten() {
            anyhow::ensure!(folder.is_dir(), "there is no folder {}", folder.display());
        }
        let assets = site::read_assets(from(&self.assets), overlay)?;
        let addresses = assets.addresses();
        let mut guide = content::load(from(&self.content), overlay, addresses, &self.highlighter)?;
        // Before the pages are drawn, which can use the memory.
        self.highlighter.rest();
        if let Some(origin) = &self.origin {
            guide.settings.origin = origin.clone();
        }
        if let Some(base) = &self.base_path {
            guide.settings.base_path = base.clone();
        }
        guide.settings.drawing.today = Some(self.today.unwrap_or_else(Day::today));
        Ok(Site::build(guide, assets, self.mode))
    }

    /// The folders whose changes make another site.
    fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.content, &self.assets, &self.overlay]
            .into_iter()
            .flatten()
    }
}

fn from(folder: &Option<PathBuf>) -> Origin<'_> {
    folder.as_deref().map_or(Origin::BuiltIn, Origin::Folder)
}

/// What came of building the site again.
enum Rebuilt {
    /// It is the same.
    Same,
    /// It is the same, and the last attempt had problems.
    Mended,
    /// A new site is shown.
    New,
    /// It has problems.
    Broken,
    /// It has the problems of the last attempt.
    StillBroken,
}

/// Somebody who is told of each new site.
type Told = Box<dyn Fn(&Arc<Site>) + Send + Sync>;

/// The current site. A request takes it once and keeps it to the end, so a request sees one
/// site even when the next one arrives meanwhile.
pub struct Live {
    recipe: Recipe,
    current: ArcSwap<Site>,
    /// Goes up by one with every site.
    version: AtomicU64,
    /// Why the last build failed; empty when it did not.
    problems: ArcSwap<String>,
    /// Held while a site is built, so that an older one never takes the place of a newer.
    building: Mutex<()>,
    /// Those who prepare something from each site before anybody asks for it.
    told: Mutex<Vec<Told>>,
}

impl Live {
    /// Starts with a site that was built from the recipe.
    pub fn new(recipe: Recipe, site: Site) -> Live {
        Live {
            recipe,
            current: ArcSwap::from_pointee(site),
            version: AtomicU64::new(1),
            problems: ArcSwap::default(),
            building: Mutex::default(),
            told: Mutex::default(),
        }
    }

    /// The site as it is now.
    pub fn site(&self) -> Guard<Arc<Site>> {
        self.current.load()
    }

    /// Calls somebody with each site that comes after this one.
    pub fn tell(&self, whom: Told) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.push(whom);
    }

    /// Goes up by one with every site; the first is 1.
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Relaxed)
    }

    /// Whether the last build failed, so that an older site is shown.
    pub fn is_broken(&self) -> bool {
        !self.problems.load().is_empty()
    }

    /// The version on the first line, the problems of the last build below it. Read by
    /// `reload.js`.
    pub fn state(&self) -> String {
        format!("{}\n{}", self.version(), self.problems.load())
    }

    /// Whether pages ask for their own changes.
    pub fn watches(&self) -> bool {
        self.recipe.mode == Mode::Watch
    }

    /// Builds the site again because somebody asked for it, and logs what came of it, a line for
    /// each problem. A site with problems is never shown: the last good one stays.
    pub fn reload(&self) {
        match self.rebuild() {
            Rebuilt::Same => tracing::info!("nothing has changed"),
            Rebuilt::Mended => tracing::info!("the mistakes are gone, nothing else has changed"),
            Rebuilt::New => tracing::info!("the site was built again"),
            Rebuilt::Broken | Rebuilt::StillBroken => {
                let problems = self.problems.load();
                for problem in problems.lines().filter(|line| !line.is_empty()) {
                    tracing::error!("{problem}");
                }
                tracing::warn!("the last good site stays");
            }
        }
    }

    /// Builds the site again because a file may have changed. The problems go to the terminal, as
    /// editors read them, and to the open page.
    fn look_again(&self) {
        match self.rebuild() {
            // A file was touched and nothing changed, or the second watcher saw it too.
            Rebuilt::Same | Rebuilt::StillBroken => (),
            Rebuilt::Mended => tracing::info!("the mistakes are gone"),
            Rebuilt::New => tracing::info!("the site was built again"),
            Rebuilt::Broken => {
                eprintln!("{}", self.problems.load());
                tracing::warn!("the last good site stays, see the problems above");
            }
        }
    }

    fn rebuild(&self) -> Rebuilt {
        let _building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        match self.recipe.build() {
            Ok(site) if site.is_same(&self.site()) => {
                let before = self.problems.swap(Arc::default());
                if before.is_empty() {
                    Rebuilt::Same
                } else {
                    Rebuilt::Mended
                }
            }
            Ok(site) => {
                let site = Arc::new(site);
                for told in &*self.told.lock().unwrap_or_else(PoisonError::into_inner) {
                    told(&site);
                }
                self.current.store(site);
                self.problems.store(Arc::default());
                self.version.fetch_add(1, Ordering::Relaxed);
                Rebuilt::New
            }
            Err(err) => {
                let problems = Arc::new(format!("{err:#}"));
                if self.problems.swap(Arc::clone(&problems)) == problems {
                    Rebuilt::StillBroken
                } else {
                    Rebuilt::Broken
                }
            }
        }
    }

    /// Reloads whenever a file changes, for ever.
    ///
    /// # Errors
    /// Says why the folders cannot be watched.
    pub fn watch(&self) -> anyhow::Result<()> {
        let (changed, changes) = mpsc::channel();
        let send = move |result: DebounceEventResult| {
            // Reading a file is an event too; only a change is news.
            let news = result.is_ok_and(|events| events.iter().any(|it| !it.kind.is_access()));
            if news {
                // The receiver below lives as long as the watcher that calls this.
                let _ = changed.send(());
            }
        };
        // Containers and network mounts report nothing, so a watcher that looks by itself
        // stands behind the one that is told.
        let told = self.watcher::<RecommendedWatcher>(send.clone(), Config::default());
        let looking = Config::default()
            .with_poll_interval(POLL)
            .with_compare_contents(true);
        let looks = self.watcher::<PollWatcher>(send, looking);
        if let (Err(err), Err(_)) = (&told, &looks) {
            anyhow::bail!("cannot watch the folders: {err}");
        }
        while changes.recv().is_ok() {
            // Both watchers may see one change.
            while changes.try_recv().is_ok() {}
            self.look_again();
        }
        Ok(())
    }

    fn watcher<W: Watcher>(
        &self,
        send: impl Fn(DebounceEventResult) + Send + 'static,
        config: Config,
    ) -> anyhow::Result<Debouncer<W, RecommendedCache>> {
        let mut watcher = new_debouncer_opt::<_, W, RecommendedCache>(
            QUIET,
            None,
            send,
            RecommendedCache::new(),
            config,
        )?;
        for folder in self.recipe.folders() {
            watcher
                .watch(folder, RecursiveMode::Recursive)
                .with_context(|| format!("cannot watch {}", folder.display()))?;
        }
        Ok(watcher)
    }
}
