//! `leaderboard`: the best score of a period counts, and each place exists once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables, valid};

struct Score {
    player: String,
    points: i64,
    at: Timestamp,
}

pub fn start(variables: &Variables) -> Server {
    let key = variables["key"].clone();
    let mut rounds: BTreeMap<String, Score> = BTreeMap::new();
    Box::new(move |ask| {
        let (method, path) = ask.route();
        match (method, path.as_slice()) {
            ("POST", ["scores"]) if ask.bearer() != key => Reply::unauthorised("unknown_key"),
            ("POST", ["scores"]) => send(&mut rounds, ask),
            ("GET", ["boards", board, rest @ ..]) => match ranking(&rounds, board) {
                Some(ranking) => read(ask, rest, &ranking),
                None => Reply::missing(),
            },
            _ => Reply::missing(),
        }
    })
}

fn send(rounds: &mut BTreeMap<String, Score>, ask: &Ask) -> Reply {
    let body = ask.json();
    let round = valid::text(&body, "round_id", 36..=36);
    let player = valid::text(&body, "player", 1..=60);
    let points = valid::whole(&body, "points", 0..=1_000_000);
    let (Some(round), Some(player), Some(points)) = (round, player, points) else {
        return Reply::invalid();
    };
    let answer = json!({ "round_id": round, "player": player, "points": points });
    match rounds.get(round) {
        Some(it) if it.player == player && it.points == points => Reply::json(200, answer),
        Some(_) => Reply::error(409, "round_used"),
        None => {
            let score = Score {
                player: player.to_owned(),
                points,
                at: Timestamp::now(),
            };
            rounds.insert(round.to_owned(), score);
            Reply::json(201, answer)
        }
    }
}

/// Players with their best points of a board, first place first; nothing if there is no such
/// board.
fn ranking(rounds: &BTreeMap<String, Score>, board: &str) -> Option<Vec<(String, i64)>> {
    let (from, until) = match board.split_once("-W") {
        _ if board == "all" => (Date::MIN, Date::MAX),
        Some((year, week)) => {
            let (year, week) = (year.parse().ok()?, week.parse().ok()?);
            let monday = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday);
            let monday = monday.ok()?.date();
            (monday, monday + 6.days())
        }
        None => {
            let day = valid::day(board)?;
            (day, day)
        }
    };
    let mut best: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for score in rounds.values() {
        let day = score.at.to_zoned(TimeZone::UTC).date();
        // Later seconds are smaller, so that the larger pair is the better one.
        let reached = (score.points, -score.at.as_second());
        if (from..=until).contains(&day) {
            let best = best.entry(&score.player).or_insert(reached);
            *best = reached.max(*best);
        }
    }
    let mut list: Vec<(&str, (i64, i64))> = best.into_iter().collect();
    list.sort_by(|a, b| (b.1, b.0).cmp(&(a.1, a.0)));
    Some(
        list.into_iter()
            .map(|(player, (points, _))| (player.to_owned(), points))
            .collect(),
    )
}

fn read(ask: &Ask, rest: &[&str], ranking: &[(String, i64)]) -> Reply {
    let places = |range: std::ops::Range<usize>| -> Vec<Value> {
        let place = |index: usize| {
            let (player, points) = &ranking[index];
            json!({ "place": index + 1, "player": player, "points": points })
        };
        range.map(place).collect()
    };
    match rest {
        ["top"] => match valid::number(ask.param("limit"), 10, 1..=100) {
            Some(limit) => {
                let items = places(0..limit.min(ranking.len()));
                Reply::json(200, json!({ "items": items }))
            }
            None => Reply::invalid(),
        },
        ["players", player] => match ranking.iter().position(|it| it.0 == *player) {
            Some(index) => {
                let answer = json!({
                    "place": index + 1,
                    "points": ranking[index].1,
                    "above": places(index.saturating_sub(5)..index),
                    "below": places(index + 1..ranking.len().min(index + 6)),
                });
                Reply::json(200, answer)
            }
            None => Reply::missing(),
        },
        _ => Reply::missing(),
    }
}
