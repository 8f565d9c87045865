//! Coloured code, remembered.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use syntect::parsing::SyntaxSet;

use super::colour::{colour, escape, grammars, key, token};

/// The blocks of the content that is built into the program, coloured by `build.rs`: the key and
/// the HTML, in the order of the keys. Colouring them is most of the work of a start.
static BUILT_IN: &[(u128, &str)] = include!(concat!(env!("OUT_DIR"), "/coloured.rs"));

/// How many coloured blocks are kept before the memory is emptied. A guide has some hundreds;
/// only a writer who edits all day comes near it.
const MAX_KEPT: usize = 20_000;

/// Colours code and remembers the result by content, so that a reload costs nothing for the
/// blocks that did not change.
#[derive(Default)]
pub struct Highlighter {
    grammars: Mutex<Option<Arc<SyntaxSet>>>,
    kept: Mutex<HashMap<u128, Arc<str>>>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Highlighter")
    }
}

impl Highlighter {
    /// The code as HTML. A language without a grammar gives the code escaped and plain.
    pub fn html(&self, language: &str, code: &str) -> Arc<str> {
        let Some(token) = token(language) else {
            return escape(code).into();
        };
        let key = key(language, code);
        if let Ok(place) = BUILT_IN.binary_search_by_key(&key, |it| it.0) {
            return BUILT_IN[place].1.into();
        }
        if let Some(html) = self.kept().get(&key) {
            return Arc::clone(html);
        }
        let html: Arc<str> = colour(&self.grammars(), token, code).into();
        let mut kept = self.kept();
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&html));
        html
    }

    /// How many blocks it has coloured and keeps; those that were built in are not among them.
    pub fn learned(&self) -> usize {
        self.kept().len()
    }

    /// Gives back the memory of the grammars, which is more than that of a guide. They are read
    /// again for the next block that is new.
    pub fn rest(&self) {
        *lock(&self.grammars) = None;
    }

    fn grammars(&self) -> Arc<SyntaxSet> {
        let mut kept = lock(&self.grammars);
        Arc::clone(kept.get_or_insert_with(|| Arc::new(grammars())))
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<u128, Arc<str>>> {
        lock(&self.kept)
    }
}

/// A panic while holding one of the locks leaves what is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
