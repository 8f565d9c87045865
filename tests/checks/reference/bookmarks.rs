//! `bookmark-manager`: links in one normal form, with tags that can be renamed and merged.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, ask, behind, first, serving, valid};

struct Bookmark {
    url: String,
    normal: String,
    note: String,
    tags: BTreeSet<u64>,
}

#[derive(Default)]
struct Store {
    bookmarks: BTreeMap<u64, Bookmark>,
    tags: BTreeMap<u64, String>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let server = serving(Store::default(), Store::answer);
    behind(&variables["key"], "unknown_key", server)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let id = ask.id(1);
        let body = ask.json();
        match (method, path.as_slice()) {
            ("POST", ["bookmarks"]) => self.create(&body),
            ("GET", ["bookmarks"]) => self.list(ask),
            ("GET", ["tags"]) => {
                let count = |id: &u64| {
                    self.bookmarks
                        .values()
                        .filter(|it| it.tags.contains(id))
                        .count()
                };
                let tag = |(id, name): (&u64, &String)| json!({ "id": id, "name": name, "count": count(id) });
                let mut items: Vec<Value> = self.tags.iter().map(tag).collect();
                items.sort_by_key(|it| it["name"].to_string());
                Reply::json(200, json!({ "items": items }))
            }
            (_, ["bookmarks", _]) if !self.bookmarks.contains_key(&id) => Reply::missing(),
            (_, ["tags", _, ..]) if !self.tags.contains_key(&id) => Reply::missing(),
            ("GET", ["bookmarks", _]) => Reply::json(200, self.shown(id)),
            ("PATCH", ["bookmarks", _]) => self.change(id, &body),
            ("DELETE", ["bookmarks", _]) => {
                self.bookmarks.remove(&id);
                Reply::status(204)
            }
            ("PATCH", ["tags", _]) => self.rename(id, &body),
            ("POST", ["tags", _, "merge"]) => {
                let into = body.get("into").and_then(Value::as_u64).unwrap_or(0);
                if into == id || !self.tags.contains_key(&into) {
                    return Reply::invalid();
                }
                for bookmark in self.bookmarks.values_mut() {
                    if bookmark.tags.remove(&id) {
                        bookmark.tags.insert(into);
                    }
                }
                self.tags.remove(&id);
                Reply::status(204)
            }
            _ => Reply::missing(),
        }
    }

    fn create(&mut self, body: &Map<String, Value>) -> Reply {
        let url = valid::text(body, "url", 1..=2048);
        let normal = url.and_then(normal);
        let note = body.get("note").map_or(Some(""), Value::as_str);
        let (Some(url), Some(normal), Some(note)) = (url, normal, note) else {
            return Reply::invalid();
        };
        let Some(tags) = names(body.get("tags")) else {
            return Reply::invalid();
        };
        if let Some(id) = first(&self.bookmarks, |it| it.normal == normal) {
            return Reply::json(200, self.shown(id));
        }
        let tags = tags.iter().map(|name| self.tag(name)).collect();
        self.next += 1;
        let id = self.next;
        let (url, note) = (url.to_owned(), note.to_owned());
        self.bookmarks.insert(
            id,
            Bookmark {
                url,
                normal,
                note,
                tags,
            },
        );
        Reply::json(201, self.shown(id)).with("location", format!("/bookmarks/{id}"))
    }

    fn change(&mut self, id: u64, body: &Map<String, Value>) -> Reply {
        let note = body.get("note").map(Value::as_str);
        let tags = body.get("tags").map(|it| names(Some(it)));
        if note == Some(None) || tags == Some(None) {
            return Reply::invalid();
        }
        let tags = tags
            .flatten()
            .map(|it| it.iter().map(|name| self.tag(name)).collect());
        let bookmark = self.bookmarks.get_mut(&id).unwrap();
        if let Some(note) = note.flatten() {
            bookmark.note = note.to_owned();
        }
        if let Some(tags) = tags {
            bookmark.tags = tags;
        }
        Reply::json(200, self.shown(id))
    }

    fn rename(&mut self, id: u64, body: &Map<String, Value>) -> Reply {
        let name = body.get("name").map(|it| json!([it]));
        let Some([name]) = names(name.as_ref())
            .as_deref()
            .and_then(|it| it.first_chunk().cloned())
        else {
            return Reply::invalid();
        };
        let other = self
            .tags
            .iter()
            .find(|(it, other)| **it != id && **other == name);
        if let Some((other, _)) = other {
            return Reply::json(409, json!({ "error": "name_taken", "id": other }));
        }
        self.tags.insert(id, name.clone());
        Reply::json(200, json!({ "id": id, "name": name }))
    }

    /// The tag of a name, made if it is new.
    fn tag(&mut self, name: &str) -> u64 {
        if let Some(id) = first(&self.tags, |it| it == name) {
            return id;
        }
        self.next += 1;
        self.tags.insert(self.next, name.to_owned());
        self.next
    }

    fn list(&self, ask: &Ask) -> Reply {
        let limit = valid::number(ask.param("limit"), 20, 1..=100);
        let before = valid::number(ask.param("before"), usize::MAX, 1..=usize::MAX);
        let is_any = match ask.param("match").as_deref() {
            None | Some("all") => false,
            Some("any") => true,
            Some(_) => return Reply::invalid(),
        };
        let (Some(limit), Some(before)) = (limit, before) else {
            return Reply::invalid();
        };
        let wanted = ask.all("tag");
        let fits = |it: &Bookmark| {
            let mut has = wanted.iter().map(|name| {
                let name = name.trim().to_lowercase();
                it.tags.iter().any(|id| self.tags[id] == name)
            });
            wanted.is_empty()
                || if is_any {
                    has.any(|it| it)
                } else {
                    has.all(|it| it)
                }
        };
        let fitting = self.bookmarks.iter().rev();
        let ids: Vec<u64> = fitting
            .filter(|(id, it)| (**id as usize) < before && fits(it))
            .map(|(id, _)| *id)
            .collect();
        let items: Vec<Value> = ids.iter().take(limit).map(|id| self.shown(*id)).collect();
        let next = (ids.len() > limit).then(|| ids[limit - 1]);
        Reply::json(200, json!({ "items": items, "next": next }))
    }

    fn shown(&self, id: u64) -> Value {
        let bookmark = &self.bookmarks[&id];
        let mut tags: Vec<&String> = bookmark.tags.iter().map(|it| &self.tags[it]).collect();
        tags.sort();
        json!({ "id": id, "url": bookmark.url, "title": null, "note": bookmark.note, "tags": tags })
    }
}

/// Up to 20 tag names, trimmed and in lower case.
fn names(list: Option<&Value>) -> Option<Vec<String>> {
    let Some(list) = list else {
        return Some(Vec::new());
    };
    let list = list.as_array().filter(|it| it.len() <= 20)?;
    let name = |it: &Value| {
        let name = it.as_str()?.trim().to_lowercase();
        (1..=40).contains(&name.chars().count()).then_some(name)
    };
    list.iter().map(name).collect()
}

/// Scheme and host in lower case, without the usual port, the fragment and what trackers add.
fn normal(url: &str) -> Option<String> {
    let url = url.split('#').next()?;
    let (scheme, rest) = url.split_once("://")?;
    let scheme = scheme.to_lowercase();
    let usual = match scheme.as_str() {
        "http" => ":80",
        "https" => ":443",
        _ => return None,
    };
    let at = rest.find(['/', '?']).unwrap_or(rest.len());
    let host = rest[..at].to_lowercase();
    let host = host.strip_suffix(usual).unwrap_or(&host);
    let (path, query) = rest[at..].split_once('?').unwrap_or((&rest[at..], ""));
    let kept = ask::form(query)
        .into_iter()
        .filter(|(name, _)| !name.starts_with("utm_"));
    let kept: Vec<String> = kept
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let path = if path.is_empty() { "/" } else { path };
    Some(format!("{scheme}://{host}{path}?{}", kept.join("&")))
}
