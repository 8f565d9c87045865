//! `reviews-and-ratings`: one review for each buyer and game, and a careful ranking.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, first, refusing, valid};

/// The games of the checks, by their number. Nobody bought the last.
const GAMES: [&str; 3] = ["Harbour lights", "Otter run", "Snow fox"];

#[derive(Default)]
struct Review {
    game: u64,
    buyer: String,
    stars: i64,
    title: String,
    text: String,
    state: &'static str,
    written: Timestamp,
    helpful: BTreeSet<String>,
    reports: BTreeSet<String>,
}

#[derive(Default)]
struct Store {
    buyers: Vec<String>,
    moderator: String,
    reviews: BTreeMap<u64, Review>,
    next: u64,
}

pub fn start(variables: &Variables) -> Server {
    let buyers = ["anna", "ben", "cleo", "dora"];
    let store = Store {
        buyers: buyers.map(|it| variables[it].clone()).into(),
        moderator: variables["moderator"].clone(),
        ..Store::default()
    };
    refusing(store, Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let (method, path) = ask.route();
        let id = ask.id(1);
        match (method, path.as_slice()) {
            ("GET", ["games"]) => return self.best(ask),
            ("GET", ["games", _, "reviews"]) => return self.list(ask, id),
            _ => (),
        }
        let caller = ask.bearer().to_owned();
        let is_moderator = caller == self.moderator;
        if !is_moderator && !self.buyers.contains(&caller) {
            return Err(Reply::unauthorised("sign_in"));
        }
        match (method, path.as_slice()) {
            ("PUT", ["games", _, "review"]) => self.write(ask, id, caller),
            ("DELETE", ["games", _, "review"]) => {
                let own = first(&self.reviews, |it| it.game == id && it.buyer == caller);
                let own = own.filter(|it| self.reviews[it].state != "removed");
                self.reviews.remove(&own.ok_or_else(Reply::missing)?);
                Ok(Reply::status(204))
            }
            ("PUT" | "DELETE", ["reviews", _, "helpful"]) => {
                let review = self.visible(id)?;
                if review.buyer == caller {
                    return Err(Reply::error(403, "own_review"));
                }
                if method == "PUT" {
                    review.helpful.insert(caller);
                } else {
                    review.helpful.remove(&caller);
                }
                Ok(Reply::status(204))
            }
            ("POST", ["reviews", _, "reports"]) => {
                let review = self.visible(id)?;
                valid::text(&ask.json(), "reason", 1..=500).ok_or_else(Reply::invalid)?;
                review.reports.insert(caller);
                if review.reports.len() == 3 {
                    review.state = "hidden";
                }
                Ok(Reply::status(202))
            }
            (_, ["moderation", ..]) if !is_moderator => Err(Reply::error(403, "moderators_only")),
            ("GET", ["moderation"]) => {
                let hidden = self.reviews.iter().filter(|(_, it)| it.state == "hidden");
                let hidden: Vec<Value> = hidden.map(|(id, it)| it.shown(*id)).collect();
                Ok(Reply::json(200, json!({ "reviews": hidden })))
            }
            ("POST", ["moderation", _]) => {
                let review = self.reviews.get_mut(&id).ok_or_else(Reply::missing)?;
                if review.state != "hidden" {
                    return Err(Reply::error(409, "not_hidden"));
                }
                review.state = match valid::any_text(&ask.json(), "decision") {
                    "restore" => "visible",
                    "remove" => "removed",
                    _ => return Err(Reply::invalid()),
                };
                review.reports.clear();
                Ok(Reply::json(200, review.shown(id)))
            }
            _ => Err(Reply::missing()),
        }
    }

    fn write(&mut self, ask: &Ask, game: u64, buyer: String) -> Result<Reply, Reply> {
        if !(1..=GAMES.len() as u64).contains(&game) {
            return Err(Reply::missing());
        }
        if game == 3 {
            return Err(Reply::error(403, "not_bought"));
        }
        let body = ask.json();
        let stars = valid::whole(&body, "stars", 1..=5).ok_or_else(Reply::invalid)?;
        let title = valid::text(&body, "title", 1..=80).ok_or_else(Reply::invalid)?;
        let text = valid::text(&body, "text", 1..=5000).ok_or_else(Reply::invalid)?;
        let known = first(&self.reviews, |it| it.game == game && it.buyer == buyer);
        let id = known.unwrap_or(self.next + 1);
        self.next = self.next.max(id);
        let review = self.reviews.entry(id).or_insert_with(|| Review {
            game,
            buyer,
            state: "visible",
            written: Timestamp::now(),
            ..Review::default()
        });
        if review.state == "removed" {
            return Err(Reply::error(409, "removed"));
        }
        review.stars = stars;
        review.title = title.to_owned();
        review.text = text.to_owned();
        let status = if known.is_some() { 200 } else { 201 };
        Ok(Reply::json(status, review.shown(id)))
    }

    fn visible(&mut self, id: u64) -> Result<&mut Review, Reply> {
        let review = self.reviews.get_mut(&id);
        review
            .filter(|it| it.state == "visible")
            .ok_or_else(Reply::missing)
    }

    fn of_game(&self, game: u64) -> impl Iterator<Item = (&u64, &Review)> {
        let all = self.reviews.iter();
        all.filter(move |(_, it)| it.game == game && it.state == "visible")
    }

    fn list(&self, ask: &Ask, game: u64) -> Result<Reply, Reply> {
        if !(1..=GAMES.len() as u64).contains(&game) {
            return Err(Reply::missing());
        }
        let mut found: Vec<(&u64, &Review)> = self.of_game(game).collect();
        match ask.param("sort").as_deref() {
            None | Some("newest") => found.sort_by_key(|(id, _)| *id),
            Some("helpful") => found.sort_by_key(|(id, it)| (it.helpful.len(), *id)),
            Some("stars") => found.sort_by_key(|(id, it)| (it.stars, *id)),
            Some(_) => return Err(Reply::invalid()),
        }
        let found = found.iter().rev().map(|(id, it)| it.shown(**id)).collect();
        page(ask, "reviews", found)
    }

    fn best(&self, ask: &Ask) -> Result<Reply, Reply> {
        if ask.param("sort").is_some_and(|it| it != "best") {
            return Err(Reply::invalid());
        }
        let game = |(index, name): (usize, &&str)| {
            let id = index as u64 + 1;
            let mut stars = [0; 5];
            for (_, review) in self.of_game(id) {
                stars[review.stars as usize - 1] += 1;
            }
            let votes: u32 = stars.iter().sum();
            let total: u32 = stars
                .iter()
                .zip(1..)
                .map(|(count, place)| count * place)
                .sum();
            // 8 imaginary votes at the average of the shop.
            let score = (3.4 * 8.0 + f64::from(total)) / f64::from(8 + votes);
            let average = (votes > 0).then(|| f64::from(total) / f64::from(votes));
            json!({
                "id": id, "name": name, "average": average, "reviews": votes, "stars": stars,
                "score": (score * 100.0).round() / 100.0,
            })
        };
        let mut games: Vec<Value> = GAMES.iter().enumerate().map(game).collect();
        let score = |it: &Value| it["score"].as_f64().unwrap();
        games.sort_by(|a, b| score(b).total_cmp(&score(a)));
        page(ask, "games", games)
    }
}

impl Review {
    fn shown(&self, id: u64) -> Value {
        json!({
            "id": id, "stars": self.stars, "title": self.title, "text": self.text,
            "state": self.state, "helpful": self.helpful.len(),
            "written": self.written.to_string(),
        })
    }
}

/// Some entries, after the one whose number is the cursor.
fn page(ask: &Ask, name: &str, all: Vec<Value>) -> Result<Reply, Reply> {
    let limit = valid::number(ask.param("limit"), 20, 1..=100).ok_or_else(Reply::invalid)?;
    let start = match ask.param("after") {
        None => 0,
        Some(after) => {
            let mut ids = all.iter().map(|it| it["id"].to_string());
            ids.position(|id| id == after).ok_or_else(Reply::invalid)? + 1
        }
    };
    let rest = &all[start..];
    let items = &rest[..limit.min(rest.len())];
    let next = (rest.len() > limit).then(|| items[limit - 1]["id"].to_string());
    Ok(Reply::json(200, json!({ name: items, "next": next })))
}
