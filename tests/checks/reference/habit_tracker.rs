//! `habit-tracker-api`: ticks on local days, and streaks computed from them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, first, serving, valid};

enum Plan {
    Daily,
    Weekdays(Vec<i64>),
    Weekly(i64),
}

struct Habit {
    owner: u64,
    name: String,
    plan: Plan,
    shown_plan: Value,
    ticks: BTreeSet<Date>,
}

struct Patient {
    email: String,
    password: String,
    zone: String,
}

#[derive(Default)]
struct Store {
    patients: BTreeMap<u64, Patient>,
    tokens: BTreeMap<String, u64>,
    habits: BTreeMap<u64, Habit>,
    next: u64,
}

pub fn start(_: &Variables) -> Server {
    serving(Store::default(), Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Reply {
        let (method, path) = ask.route();
        let body = ask.json();
        match (method, path.as_slice()) {
            ("POST", ["accounts"]) => return self.register(&body),
            ("POST", ["sessions"]) => return self.sign_in(&body),
            _ => (),
        }
        let Some(&owner) = self.tokens.get(ask.bearer()) else {
            return Reply::unauthorised("sign_in");
        };
        let patient = self.patients.get_mut(&owner).unwrap();
        let zone = TimeZone::get(&patient.zone).unwrap();
        let now = Timestamp::now();
        let today = now.to_zoned(zone.clone()).date();
        let id = ask.id(1);
        let is_own = self.habits.get(&id).is_some_and(|it| it.owner == owner);
        match (method, path.as_slice()) {
            ("PATCH", ["me"]) => {
                let zone = valid::text(&body, "zone", 1..=60);
                match zone.filter(|it| TimeZone::get(it).is_ok()) {
                    Some(zone) => {
                        patient.zone = zone.to_owned();
                        Reply::json(200, json!({ "email": patient.email, "zone": zone }))
                    }
                    None => Reply::error(422, "unknown_zone"),
                }
            }
            ("POST", ["habits"]) => {
                let name = valid::text(&body, "name", 1..=100);
                let plan = body.get("plan").and_then(Value::as_object).and_then(plan);
                let (Some(name), Some(plan)) = (name, plan) else {
                    return Reply::invalid();
                };
                self.next += 1;
                let habit = Habit {
                    owner,
                    name: name.to_owned(),
                    plan,
                    shown_plan: body["plan"].clone(),
                    ticks: BTreeSet::new(),
                };
                let shown = habit.shown(self.next, today);
                self.habits.insert(self.next, habit);
                Reply::json(201, shown).with("location", format!("/habits/{}", self.next))
            }
            ("GET", ["habits"]) => {
                let own = self.habits.iter().filter(|(_, it)| it.owner == owner);
                let items: Vec<Value> = own.map(|(id, it)| it.shown(*id, today)).collect();
                Reply::json(200, json!({ "items": items }))
            }
            (_, ["habits", ..]) if !is_own => Reply::missing(),
            ("GET", ["habits", _]) => Reply::json(200, self.habits[&id].shown(id, today)),
            ("DELETE", ["habits", _]) => {
                self.habits.remove(&id);
                Reply::status(204)
            }
            ("POST", ["habits", _, "ticks"]) => {
                let at = match body.get("at") {
                    None => Some(now),
                    Some(at) => at.as_str().and_then(|it| it.parse().ok()),
                };
                let oldest = now - 48.hours();
                let Some(at) = at.filter(|at| *at <= now && *at >= oldest) else {
                    return Reply::error(422, "invalid_time");
                };
                let day = at.to_zoned(zone).date();
                let zone = patient.zone.clone();
                let habit = self.habits.get_mut(&id).unwrap();
                let is_new = habit.ticks.insert(day);
                let (current, longest) = habit.streaks(today);
                let answer = json!({
                    "day": day.to_string(), "zone": zone, "current": current, "longest": longest,
                });
                Reply::json(if is_new { 201 } else { 200 }, answer)
            }
            ("DELETE", ["habits", _, "ticks", day]) => match valid::day(day) {
                Some(day) => {
                    self.habits.get_mut(&id).unwrap().ticks.remove(&day);
                    Reply::status(204)
                }
                None => Reply::missing(),
            },
            _ => Reply::missing(),
        }
    }

    fn register(&mut self, body: &Map<String, Value>) -> Reply {
        let email = valid::text(body, "email", 3..=254).filter(|it| valid::is_email(it));
        let password = valid::text(body, "password", 12..=200);
        let (Some(email), Some(password)) = (email, password) else {
            return Reply::invalid();
        };
        if self.patients.values().any(|it| it.email == email) {
            return Reply::error(409, "address_taken");
        }
        self.next += 1;
        let patient = Patient {
            email: email.to_owned(),
            password: password.to_owned(),
            zone: "UTC".to_owned(),
        };
        self.patients.insert(self.next, patient);
        Reply::json(201, json!({ "email": email, "zone": "UTC" }))
    }

    fn sign_in(&mut self, body: &Map<String, Value>) -> Reply {
        let field = |name| valid::any_text(body, name);
        let fits = |it: &Patient| it.email == field("email") && it.password == field("password");
        let found = first(&self.patients, fits);
        let Some(id) = found else {
            return Reply::unauthorised("sign_in");
        };
        self.next += 1;
        let token = format!("patient-{}", self.next);
        self.tokens.insert(token.clone(), id);
        Reply::json(201, json!({ "token": token }))
    }
}

impl Habit {
    fn shown(&self, id: u64, today: Date) -> Value {
        let (current, longest) = self.streaks(today);
        json!({
            "id": id,
            "name": self.name,
            "plan": self.shown_plan,
            "current": current,
            "longest": longest,
            "due_today": self.is_due(today) && !self.ticks.contains(&today),
        })
    }

    fn is_due(&self, day: Date) -> bool {
        match &self.plan {
            Plan::Daily => true,
            Plan::Weekdays(days) => days.contains(&i64::from(day.weekday().to_monday_one_offset())),
            Plan::Weekly(times) => {
                let monday = monday(day);
                (self.ticks.range(monday..monday + 7.days()).count() as i64) < *times
            }
        }
    }

    /// The current streak and the longest one.
    fn streaks(&self, today: Date) -> (u32, u32) {
        let Some(first) = self.ticks.first() else {
            return (0, 0);
        };
        let (mut run, mut longest) = (0, 0);
        let (mut day, step) = match self.plan {
            Plan::Weekly(_) => (monday(*first), 7.days()),
            _ => (*first, 1.day()),
        };
        while day <= today {
            let is_running = day + step > today;
            let is_done = match self.plan {
                Plan::Weekly(_) => !self.is_due(day),
                _ => self.ticks.contains(&day),
            };
            if is_done {
                run += u32::from(self.counts(day));
            } else if !is_running && self.counts(day) {
                run = 0;
            }
            longest = longest.max(run);
            day += step;
        }
        (run, longest)
    }

    /// Whether a day or the week that begins on it can make or break a streak.
    fn counts(&self, day: Date) -> bool {
        matches!(self.plan, Plan::Weekly(_)) || self.is_due(day)
    }
}

fn monday(day: Date) -> Date {
    day - i64::from(day.weekday().to_monday_zero_offset()).days()
}

fn plan(plan: &Map<String, Value>) -> Option<Plan> {
    match plan.get("kind")?.as_str()? {
        "daily" => Some(Plan::Daily),
        "weekdays" => {
            let days = valid::list(plan, "days", 1..=7)?;
            let days: Option<Vec<i64>> = days.iter().map(Value::as_i64).collect();
            let days = days.filter(|it| it.iter().all(|day| (1..=7).contains(day)))?;
            Some(Plan::Weekdays(days))
        }
        "weekly" => Some(Plan::Weekly(valid::whole(plan, "times", 1..=7)?)),
        _ => None,
    }
}
