//! `api-versioning-lab`: one inner model, two versions of its API.

use serde_json::{Value, json};

use super::{Ask, Reply, Server, Variables};

struct Lift {
    id: u64,
    name: &'static str,
    status: &'static str,
    opens: &'static str,
    closes: &'static str,
    wind: Option<f64>,
}

const LIFTS: [Lift; 3] = [
    Lift {
        id: 7,
        name: "Marmot",
        status: "open",
        opens: "08:30",
        closes: "16:00",
        wind: Some(4.5),
    },
    Lift {
        id: 8,
        name: "Ibex",
        status: "closed",
        opens: "09:00",
        closes: "15:30",
        wind: None,
    },
    Lift {
        id: 9,
        name: "Chamois",
        status: "on_hold",
        opens: "09:00",
        closes: "15:30",
        wind: Some(21.0),
    },
];

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| {
        let (_, path) = ask.route();
        match path.as_slice() {
            ["v1", rest @ ..] => first(rest)
                .with("deprecation", "@1796083200")
                .with("sunset", "Tue, 01 Jun 2027 00:00:00 GMT")
                .with(
                    "link",
                    "<https://lifts.example/guide/v2>; rel=\"deprecation\"",
                ),
            ["v2", rest @ ..] => second(ask, rest),
            _ => Reply::missing(),
        }
    })
}

fn first(path: &[&str]) -> Reply {
    let shown = |it: &Lift| {
        // Old clients do not know the third state.
        let state = if it.status == "on_hold" {
            "closed"
        } else {
            it.status
        };
        let hours = format!("{}-{}", it.opens, it.closes);
        json!({ "id": it.id, "name": it.name, "state": state, "hours": hours })
    };
    match path {
        ["lifts"] => Reply::json(
            200,
            json!({ "lifts": LIFTS.iter().map(shown).collect::<Vec<_>>() }),
        ),
        ["lifts.csv"] => csv(&LIFTS.iter().collect::<Vec<_>>()),
        ["lifts", id] => match find(id) {
            Some(lift) => Reply::json(200, shown(lift)),
            None => Reply::missing(),
        },
        _ => Reply::missing(),
    }
}

fn second(ask: &Ask, path: &[&str]) -> Reply {
    let accept = ask.header("accept");
    let wants_csv = accept.contains("text/csv");
    if !wants_csv && !accept.is_empty() && !accept.contains("*/*") && !accept.contains("json") {
        return Reply::error(406, "not_acceptable");
    }
    let shown = |it: &Lift| -> Value {
        json!({
            "id": it.id, "name": it.name, "status": it.status, "opens": it.opens,
            "closes": it.closes, "wind_ms": it.wind,
        })
    };
    match path {
        ["lifts"] => {
            let wants_all = ask.param("all").as_deref() == Some("true");
            let lifts: Vec<&Lift> = LIFTS
                .iter()
                .filter(|it| wants_all || it.status == "open")
                .collect();
            if wants_csv {
                return csv(&lifts);
            }
            let lifts: Vec<Value> = lifts.into_iter().map(shown).collect();
            Reply::json(200, json!({ "lifts": lifts }))
        }
        ["lifts", id] => match find(id) {
            Some(lift) => Reply::json(200, shown(lift)),
            None => Reply::missing(),
        },
        _ => Reply::missing(),
    }
}

fn find(id: &str) -> Option<&'static Lift> {
    LIFTS.iter().find(|it| it.id.to_string() == id)
}

fn csv(lifts: &[&Lift]) -> Reply {
    let lines = lifts
        .iter()
        .map(|it| format!("{},{},{}\r\n", it.id, it.name, it.status));
    let text: String = std::iter::once("id,name,status\r\n".to_owned())
        .chain(lines)
        .collect();
    Reply::text(200, "text/csv; charset=utf-8", text)
}
