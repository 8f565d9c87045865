//! `fake-data-api`: records that are calculated from a seed and their number.

use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, ask, valid};

struct Collection {
    name: &'static str,
    size: usize,
    fields: &'static [&'static str],
    sorts: [&'static str; 3],
    record: fn(&str, usize) -> Value,
}

const COLLECTIONS: [Collection; 3] = [
    Collection {
        name: "users",
        size: 5000,
        fields: &["id", "name", "email", "town", "joined_on"],
        sorts: ["id", "name", "joined_on"],
        record: user,
    },
    Collection {
        name: "products",
        size: 800,
        fields: &["id", "name", "kind", "price_cents", "in_stock"],
        sorts: ["id", "name", "price_cents"],
        record: product,
    },
    Collection {
        name: "orders",
        size: 20_000,
        fields: &["id", "user_id", "lines", "total_cents", "placed_at"],
        sorts: ["id", "total_cents", "placed_at"],
        record: order,
    },
];

pub fn start(_: &Variables) -> Server {
    Box::new(|ask| {
        let reply = answer(ask).unwrap_or_else(|refusal| refusal);
        reply.for_method(&ask.method)
    })
}

fn answer(ask: &Ask) -> Result<Reply, Reply> {
    let (method, path) = ask.route();
    if !["GET", "HEAD"].contains(&method) {
        return Err(Reply::error(405, "method_not_allowed").with("allow", "GET, HEAD"));
    }
    let collection = COLLECTIONS.iter().find(|it| it.name == path[0]);
    let collection = collection.ok_or_else(Reply::missing)?;
    let number = match path.as_slice() {
        [_] => None,
        [_, number] => Some(number.parse().ok().ok_or_else(Reply::missing)?),
        _ => return Err(Reply::missing()),
    };
    let mut known = vec!["seed", "fields", "delay", "fail"];
    if number.is_none() {
        known.extend(["limit", "offset", "cursor", "sort"]);
    }
    let given = ask::form(&ask.query);
    if let Some((name, _)) = given.iter().find(|(it, _)| !known.contains(&it.as_str())) {
        return Err(bad(name));
    }
    let seed = ask.param("seed").unwrap_or("garden".to_owned());
    if seed.chars().count() > 40 {
        return Err(bad("seed"));
    }
    valid::number(ask.param("delay"), 0, 0..=5000).ok_or_else(|| bad("delay"))?;
    // A real server throws dice; the checks ask for nothing between never and always.
    let fail = valid::number(ask.param("fail"), 0, 0..=100).ok_or_else(|| bad("fail"))?;
    if fail == 100 {
        return Err(Reply::error(503, "on_request"));
    }
    let fields = ask.param("fields");
    let fields: Option<Vec<&str>> = fields.as_ref().map(|it| it.split(',').collect());
    let is_known = |it: &&str| collection.fields.contains(it);
    if !fields.iter().flatten().all(is_known) {
        return Err(bad("fields"));
    }
    let shown = |number: usize| {
        let record = (collection.record)(&seed, number);
        let Value::Object(record) = record else {
            unreachable!("records are objects")
        };
        let wanted = |name: &str| fields.as_ref().is_none_or(|it| it.contains(&name));
        let record = record.into_iter().filter(|(name, _)| wanted(name));
        Value::Object(record.collect::<Map<_, _>>())
    };
    match number {
        None => list(ask, collection, &seed, shown),
        Some(number) if (1..=collection.size).contains(&number) => {
            Ok(Reply::json(200, shown(number)))
        }
        Some(_) => Err(Reply::missing()),
    }
}

fn list(
    ask: &Ask,
    collection: &Collection,
    seed: &str,
    shown: impl Fn(usize) -> Value,
) -> Result<Reply, Reply> {
    let sort = ask.param("sort").unwrap_or("id".to_owned());
    let (field, falls) = match sort.strip_prefix('-') {
        Some(field) => (field, true),
        None => (sort.as_str(), false),
    };
    if !collection.sorts.contains(&field) {
        return Err(bad("sort"));
    }
    let limit = valid::number(ask.param("limit"), 20, 1..=100).ok_or_else(|| bad("limit"))?;
    let by_offset = ask.param("offset").is_some();
    let start = valid::number(ask.param("offset"), 0, 0..=usize::MAX);
    let mut start = start.ok_or_else(|| bad("offset"))?;
    if let Some(cursor) = ask.param("cursor") {
        // Nothing is ever added, so a place is as good as the last record.
        let place = cursor.strip_prefix("place-").and_then(|it| it.parse().ok());
        start = place.filter(|_| !by_offset).ok_or_else(|| bad("cursor"))?;
    }
    let mut numbers: Vec<usize> = (1..=collection.size).collect();
    if falls && field != "id" {
        // Turned twice, so that equal records still follow their number.
        numbers.reverse();
    }
    if field != "id" {
        let key = |number: &usize| match &(collection.record)(seed, *number)[field] {
            Value::Number(number) => (number.as_u64(), String::new()),
            other => (None, other.to_string()),
        };
        numbers.sort_by_cached_key(key);
    }
    if falls {
        numbers.reverse();
    }
    let items: Vec<Value> = numbers
        .iter()
        .skip(start)
        .take(limit)
        .map(|it| shown(*it))
        .collect();
    let link = |place: usize| {
        let kept = ask.query.split('&').filter(|it| {
            !it.is_empty() && !it.starts_with("offset=") && !it.starts_with("cursor=")
        });
        let place = if by_offset {
            format!("offset={place}")
        } else {
            format!("cursor=place-{place}")
        };
        let all: Vec<&str> = kept.chain([place.as_str()]).collect();
        format!("{}?{}", ask.path, all.join("&"))
    };
    let prev = (start > 0).then(|| link(start.saturating_sub(limit)));
    let next = (start + limit < numbers.len()).then(|| link(start + limit));
    let links = json!({ "prev": prev, "next": next });
    Ok(Reply::json(200, json!({ "items": items, "links": links })))
}

fn user(seed: &str, number: usize) -> Value {
    let dice = |field: &str, sides| dice(&[seed, "user", &number.to_string(), field], sides);
    let name = ["Ada", "Bo", "Ida", "Kim", "Mira"][dice("name", 5)];
    let town = ["Ash", "Elm", "Oak"][dice("town", 3)];
    json!({
        "id": number,
        "name": format!("{name} {}", dice("last", 1000)),
        "email": format!("{}-{number}@mail.example", name.to_lowercase()),
        "town": format!("{town}ford"),
        "joined_on": format!("20{:02}-03-{:02}", 10 + dice("year", 15), 1 + dice("day", 28)),
    })
}

fn product(seed: &str, number: usize) -> Value {
    let dice = |field: &str, sides| dice(&[seed, "product", &number.to_string(), field], sides);
    let kind = ["herb", "shrub", "tree", "bulb"][dice("kind", 4)];
    json!({
        "id": number,
        "name": format!("{kind} {}", dice("name", 1000)),
        "kind": kind,
        "price_cents": 199 + dice("price", 24_800),
        "in_stock": dice("stock", 100),
    })
}

fn order(seed: &str, number: usize) -> Value {
    let dice = |field: &str, sides| dice(&[seed, "order", &number.to_string(), field], sides);
    let line = |place: usize| {
        let id = 1 + dice(&format!("product {place}"), 800);
        let price = product(seed, id)["price_cents"].as_u64().unwrap();
        (id, 1 + dice(&format!("quantity {place}"), 5) as u64, price)
    };
    let lines: Vec<(usize, u64, u64)> = (0..=dice("lines", 3)).map(line).collect();
    let shown = lines.iter().map(|(id, quantity, price)| {
        json!({ "product_id": id, "quantity": quantity, "price_cents": price })
    });
    json!({
        "id": number,
        "user_id": 1 + dice("user", 5000),
        "lines": shown.collect::<Vec<Value>>(),
        "total_cents": lines.iter().map(|it| it.1 * it.2).sum::<u64>(),
        "placed_at": format!("2026-05-{:02}T09:30:00Z", 1 + dice("day", 28)),
    })
}

/// The same on each machine: FNV-1a with an end that mixes.
fn dice(parts: &[&str], sides: usize) -> usize {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.join("\u{1f}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 29;
    (hash.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize % sides
}

fn bad(parameter: &str) -> Reply {
    Reply::json(
        400,
        json!({ "error": "bad_parameter", "parameter": parameter }),
    )
}
