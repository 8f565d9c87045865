//! `localised-content-api`: notices in the best language there is, and which one that was.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Ask, Reply, Server, Variables, refusing, valid};

const DEFAULT: &str = "en";
const HARBOURS: [&str; 4] = ["Ystad", "Ängelholm", "Tromsö", "Berlin"];

struct Translation {
    title: String,
    text: String,
    source_version: i64,
    /// Counts the changes of this text, for its tag.
    change: u64,
}

struct Notice {
    source: String,
    version: i64,
    translations: BTreeMap<String, Translation>,
}

#[derive(Default)]
struct Store {
    token: String,
    /// Each language with its fallback.
    languages: BTreeMap<String, Option<String>>,
    notices: BTreeMap<u64, Notice>,
    changes: u64,
}

pub fn start(variables: &Variables) -> Server {
    let store = Store {
        token: variables["token"].clone(),
        languages: [(DEFAULT.to_owned(), None)].into(),
        ..Store::default()
    };
    refusing(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let (method, path) = ask.route();
        let path = path.as_slice();
        match (method, path) {
            ("GET", ["notices", _]) => {
                let wishes = ask.header("accept-language");
                let (requested, language) = self.choose(wishes);
                let reply = self.serve(ask, ask.id(1), requested, &language)?;
                return Ok(reply.with("vary", "Accept-Language"));
            }
            ("GET", [lang, "notices", _]) => {
                self.known(lang)?;
                return self.serve(ask, ask.id(2), Some((*lang).to_owned()), lang);
            }
            ("GET", [lang, "harbours"]) => {
                self.known(lang)?;
                let items = harbours(lang, &ask.param("q").unwrap_or_default());
                return Ok(Reply::json(200, json!({ "items": items })));
            }
            _ => (),
        }
        if ask.bearer() != self.token {
            return Err(Reply::unauthorised("sign_in"));
        }
        let body = ask.json();
        match (method, path) {
            ("PUT", ["languages", lang]) => self.set_language(lang, &body),
            ("POST", ["notices"]) => {
                let source = valid::any_text(&body, "lang").to_owned();
                self.known(&source).map_err(|_| Reply::invalid())?;
                let translation = self.translation(&body, 1)?;
                let notice = Notice {
                    source: source.clone(),
                    version: 1,
                    translations: [(source, translation)].into(),
                };
                let id = self.notices.len() as u64 + 1;
                self.notices.insert(id, notice);
                Ok(Reply::json(201, json!({ "id": id, "version": 1 })))
            }
            ("PUT", ["notices", _, "translations", lang]) => self.save(ask.id(1), lang, &body),
            ("GET", ["translations", "todo"]) => {
                let lang = ask.param("lang").unwrap_or_default();
                self.known(&lang)?;
                let (mut missing, mut outdated) = (Vec::new(), Vec::new());
                for (id, notice) in &self.notices {
                    match notice.translations.get(&lang) {
                        None => missing.push(id),
                        Some(it) if it.source_version < notice.version => outdated.push(id),
                        Some(_) => (),
                    }
                }
                Ok(Reply::json(
                    200,
                    json!({ "missing": missing, "outdated": outdated }),
                ))
            }
            _ => Err(Reply::missing()),
        }
    }

    fn known(&self, lang: &str) -> Result<(), Reply> {
        self.languages
            .get(lang)
            .map(|_| ())
            .ok_or_else(Reply::missing)
    }

    /// The wish that is met first, and the language that meets it.
    fn choose(&self, header: &str) -> (Option<String>, String) {
        let mut wishes: Vec<(f64, &str)> = Vec::new();
        for part in header.split(',') {
            let (tag, quality) = part.split_once(';').unwrap_or((part, "q=1"));
            let quality = quality.trim().strip_prefix("q=");
            let quality = quality.and_then(|it| it.parse().ok());
            let is_tag = |it: &str| {
                !it.is_empty()
                    && it
                        .bytes()
                        .all(|it| it.is_ascii_alphanumeric() || it == b'-')
            };
            let tag = tag.trim();
            if let Some(quality) = quality.filter(|it| (0.0..=1.0).contains(it))
                && (tag == "*" || is_tag(tag))
            {
                wishes.push((quality, tag));
            }
        }
        let refused = |lang: &str| {
            let mut refused = wishes.iter().filter(|it| it.0 == 0.0);
            refused.any(|it| it.1.eq_ignore_ascii_case(lang))
        };
        let mut wanted: Vec<(f64, &str)> = wishes.clone();
        wanted.retain(|it| it.0 > 0.0);
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, tag) in wanted {
            if tag == "*" && !refused(DEFAULT) {
                return (Some(tag.to_owned()), DEFAULT.to_owned());
            }
            let mut rest = tag.to_lowercase();
            loop {
                if self.languages.contains_key(&rest) && !refused(&rest) {
                    return (Some(tag.to_owned()), rest);
                }
                match rest.rfind('-') {
                    Some(at) => rest.truncate(at),
                    None => break,
                }
            }
        }
        (None, DEFAULT.to_owned())
    }

    /// A notice in a language, or in what its chain leads to.
    fn serve(
        &self,
        ask: &Ask,
        id: u64,
        requested: Option<String>,
        language: &str,
    ) -> Result<Reply, Reply> {
        let notice = self.notices.get(&id).ok_or_else(Reply::missing)?;
        let mut next = Some(language);
        while let Some(lang) = next.filter(|it| !notice.translations.contains_key(*it)) {
            next = self.languages[lang].as_deref();
        }
        let served = next.unwrap_or(&notice.source);
        let translation = &notice.translations[served];
        let others = notice.translations.keys().filter(|it| *it != served);
        let others: Map<String, Value> = others
            .map(|lang| (lang.clone(), json!(format!("/{lang}/notices/{id}"))))
            .collect();
        let etag = format!("\"{id}-{served}-{}\"", translation.change);
        let reply = if ask.header("if-none-match") == etag {
            Reply::status(304)
        } else {
            let answer = json!({
                "id": id, "requested": requested, "served": served,
                "title": translation.title, "text": translation.text, "alternatives": others,
            });
            Reply::json(200, answer).with("content-language", served)
        };
        Ok(reply
            .with("etag", etag)
            .with("cache-control", "public, max-age=60"))
    }

    fn set_language(&mut self, lang: &str, body: &Map<String, Value>) -> Result<Reply, Reply> {
        let fallback = valid::any_text(body, "fallback");
        let mut next = Some(fallback);
        while let Some(it) = next {
            if it == lang {
                return Err(Reply::invalid());
            }
            next = self
                .languages
                .get(it)
                .ok_or_else(Reply::invalid)?
                .as_deref();
        }
        let fallback = Some(fallback.to_owned());
        let old = self.languages.insert(lang.to_owned(), fallback);
        Ok(Reply::status(if old.is_some() { 200 } else { 201 }))
    }

    fn translation(
        &mut self,
        body: &Map<String, Value>,
        source_version: i64,
    ) -> Result<Translation, Reply> {
        let title = valid::text(body, "title", 1..=200).ok_or_else(Reply::invalid)?;
        let text = valid::text(body, "text", 1..=10_000).ok_or_else(Reply::invalid)?;
        self.changes += 1;
        Ok(Translation {
            title: title.to_owned(),
            text: text.to_owned(),
            source_version,
            change: self.changes,
        })
    }

    fn save(&mut self, id: u64, lang: &str, body: &Map<String, Value>) -> Result<Reply, Reply> {
        self.known(lang)?;
        let notice = self.notices.get(&id).ok_or_else(Reply::missing)?;
        let (is_source, version) = (notice.source == lang, notice.version);
        if body.get("source_version") != Some(&json!(version)) {
            let refusal = json!({ "error": "source_changed", "version": version });
            return Err(Reply::json(409, refusal));
        }
        let version = if is_source { version + 1 } else { version };
        let translation = self.translation(body, version)?;
        let notice = self.notices.get_mut(&id).unwrap();
        notice.version = version;
        let old = notice.translations.insert(lang.to_owned(), translation);
        let status = if old.is_some() { 200 } else { 201 };
        Ok(Reply::json(status, json!({ "version": version })))
    }
}

/// The harbours whose names contain a text, sorted for a language.
fn harbours(lang: &str, wanted: &str) -> Vec<Value> {
    let counts_accents = ["sv", "nb"].contains(&lang);
    let folded = |text: &str| -> String {
        let text = text.to_lowercase();
        if counts_accents {
            text.nfc().collect()
        } else {
            text.nfd().filter(|it| !is_combining_mark(*it)).collect()
        }
    };
    let wanted = folded(wanted);
    let mut found = HARBOURS.to_vec();
    found.retain(|it| folded(it).contains(&wanted));
    // In code points ä and ö stand behind z, which is right for both languages that count them.
    found.sort_by_key(|it| folded(it));
    found.into_iter().map(|it| json!({ "name": it })).collect()
}
