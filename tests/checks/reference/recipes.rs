//! `recipe-box`: exact amounts, scaled and added up.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Ask, Reply, Server, Variables, first, refusing, valid};

/// Code, the base unit it leads to, and the factor. What is bought whole has no other unit.
const UNITS: [(&str, &str, i128); 7] = [
    ("g", "g", 1),
    ("kg", "g", 1000),
    ("ml", "ml", 1),
    ("l", "ml", 1000),
    ("cup", "ml", 240),
    ("piece", "piece", 1),
    ("bunch", "bunch", 1),
];

struct Ingredient {
    name: String,
    g_per_ml: Option<Amount>,
}

struct Recipe {
    title: String,
    portions: i64,
    steps: Value,
    /// The ingredient, and how much of which unit.
    parts: Vec<(u64, Option<(Amount, String)>)>,
}

#[derive(Default)]
struct Store {
    ingredients: BTreeMap<u64, Ingredient>,
    recipes: BTreeMap<u64, Recipe>,
    next: u64,
}

pub fn start(_: &Variables) -> Server {
    refusing(Store::default(), Store::answer)
}

impl Store {
    fn answer(&mut self, ask: &Ask) -> Result<Reply, Reply> {
        let (method, path) = ask.route();
        let body = ask.json();
        let id = ask.id(1);
        match (method, path.as_slice()) {
            ("POST", ["ingredients"]) => self.add_ingredient(&body),
            ("GET", ["ingredients"]) => {
                let wanted = ask.param("q").unwrap_or_default();
                let all = self.ingredients.iter();
                let mut items: Vec<Value> = all
                    .filter(|(_, it)| it.name.contains(&wanted))
                    .map(|(id, it)| it.shown(*id))
                    .collect();
                items.sort_by_key(|it| it["name"].to_string());
                Ok(Reply::json(200, json!({ "items": items })))
            }
            ("DELETE", ["ingredients", _]) => {
                let uses = |it: &&Recipe| it.parts.iter().any(|(part, _)| *part == id);
                let titles = self.recipes.values().filter(uses).map(|it| &it.title);
                let mut titles: Vec<&String> = titles.collect();
                titles.sort();
                if !titles.is_empty() {
                    let refusal = json!({ "error": "in_use", "used_by": titles });
                    return Err(Reply::json(409, refusal));
                }
                self.ingredients.remove(&id).ok_or_else(Reply::missing)?;
                Ok(Reply::status(204))
            }
            ("POST", ["recipes"]) => {
                let recipe = self.recipe(&body)?;
                self.next += 1;
                self.recipes.insert(self.next, recipe);
                let shown = self.shown(self.next, None)?;
                Ok(Reply::json(201, shown))
            }
            ("PUT", ["recipes", _]) => {
                self.recipes.get(&id).ok_or_else(Reply::missing)?;
                let recipe = self.recipe(&body)?;
                self.recipes.insert(id, recipe);
                Ok(Reply::json(200, self.shown(id, None)?))
            }
            ("GET", ["recipes", _]) => {
                self.recipes.get(&id).ok_or_else(Reply::missing)?;
                let portions = ask.param("portions").map(|it| it.parse().unwrap_or(0));
                if portions.is_some_and(|it| !(1..=500).contains(&it)) {
                    return Err(wrong("portions"));
                }
                Ok(Reply::json(200, self.shown(id, portions)?))
            }
            ("DELETE", ["recipes", _]) => {
                self.recipes.remove(&id).ok_or_else(Reply::missing)?;
                Ok(Reply::status(204))
            }
            ("GET", ["recipes"]) => self.find(ask),
            ("POST", ["shopping-lists"]) => self.shop(&body),
            _ => Err(Reply::missing()),
        }
    }

    fn add_ingredient(&mut self, body: &Map<String, Value>) -> Result<Reply, Reply> {
        let name = valid::text(body, "name", 1..=100).ok_or_else(|| wrong("name"))?;
        let g_per_ml = match body.get("g_per_ml") {
            None | Some(Value::Null) => None,
            Some(value) => Some(Amount::read(value).ok_or_else(|| wrong("g_per_ml"))?),
        };
        if first(&self.ingredients, |it| it.name == name).is_some() {
            return Err(Reply::error(409, "name_exists"));
        }
        self.next += 1;
        let name = name.to_owned();
        let ingredient = Ingredient { name, g_per_ml };
        let shown = ingredient.shown(self.next);
        self.ingredients.insert(self.next, ingredient);
        Ok(Reply::json(201, shown))
    }

    fn recipe(&self, body: &Map<String, Value>) -> Result<Recipe, Reply> {
        let title = valid::text(body, "title", 1..=100).ok_or_else(|| wrong("title"))?;
        let portions = valid::whole(body, "portions", 1..=500).ok_or_else(|| wrong("portions"))?;
        let steps = body.get("steps").and_then(Value::as_array);
        let steps = steps.filter(|it| it.iter().all(Value::is_string));
        let steps = steps.ok_or_else(|| wrong("steps"))?;
        let list = body.get("ingredients").and_then(Value::as_array);
        let list = list.ok_or_else(|| wrong("ingredients"))?;
        let mut parts = Vec::new();
        for (index, part) in list.iter().enumerate() {
            let wrong = |field| wrong(&format!("ingredients[{index}].{field}"));
            let id = part["ingredient"].as_u64();
            let id = id.filter(|it| self.ingredients.contains_key(it));
            let id = id.ok_or_else(|| wrong("ingredient"))?;
            if part["amount"].is_null() && part["unit"].is_null() {
                parts.push((id, None));
                continue;
            }
            let amount = Amount::read(&part["amount"]).ok_or_else(|| wrong("amount"))?;
            let unit = part["unit"].as_str().unwrap_or_default();
            if !UNITS.iter().any(|it| it.0 == unit) {
                return Err(wrong("unit"));
            }
            parts.push((id, Some((amount, unit.to_owned()))));
        }
        Ok(Recipe {
            title: title.to_owned(),
            portions,
            steps: json!(steps),
            parts,
        })
    }

    fn shown(&self, id: u64, wanted: Option<i64>) -> Result<Value, Reply> {
        let recipe = &self.recipes[&id];
        let wanted = wanted.unwrap_or(recipe.portions);
        let part = |(id, amount): &(u64, Option<(Amount, String)>)| {
            let scaled = amount
                .as_ref()
                .map(|it| it.0.scaled(wanted, recipe.portions));
            json!({
                "ingredient": id, "name": self.ingredients[id].name,
                "amount": scaled.map(Amount::shown),
                "unit": amount.as_ref().map(|it| &it.1),
            })
        };
        let parts: Vec<Value> = recipe.parts.iter().map(part).collect();
        Ok(json!({
            "id": id, "title": recipe.title, "portions": wanted, "steps": recipe.steps,
            "ingredients": parts,
        }))
    }

    /// Recipes for what is in the kitchen.
    fn find(&self, ask: &Ask) -> Result<Reply, Reply> {
        let have = ask.param("have").unwrap_or_default();
        let have = have.split(',').filter(|it| !it.is_empty());
        let have: Result<Vec<u64>, _> = have.map(str::parse).collect();
        let have = have.map_err(|_| wrong("have"))?;
        let limit = valid::number(ask.param("limit"), 10, 1..=100);
        let limit = limit.ok_or_else(|| wrong("limit"))?;
        let found = self.recipes.iter().map(|(id, it)| {
            let mut lacking: Vec<u64> = it.parts.iter().map(|it| it.0).collect();
            lacking.retain(|it| !have.contains(it));
            lacking.sort_unstable();
            lacking.dedup();
            (lacking.len(), &it.title, id)
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        let item =
            |it: &(usize, &String, &u64)| json!({ "id": it.2, "title": it.1, "missing": it.0 });
        let items: Vec<Value> = found.iter().take(limit).map(item).collect();
        Ok(Reply::json(200, json!({ "items": items })))
    }

    fn shop(&self, body: &Map<String, Value>) -> Result<Reply, Reply> {
        let list = body.get("recipes").and_then(Value::as_array);
        // By name and base unit, whose order is that of the answer.
        let mut sums: BTreeMap<(&str, &str), Amount> = BTreeMap::new();
        let mut bare: Vec<&str> = Vec::new();
        for (index, wish) in list.ok_or_else(|| wrong("recipes"))?.iter().enumerate() {
            let wrong = |field| wrong(&format!("recipes[{index}].{field}"));
            let recipe = wish["id"].as_u64().and_then(|id| self.recipes.get(&id));
            let recipe = recipe.ok_or_else(|| wrong("id"))?;
            let portions = wish["portions"].as_i64();
            let portions = portions.filter(|it| (1..=500).contains(it));
            let portions = portions.ok_or_else(|| wrong("portions"))?;
            for (id, amount) in &recipe.parts {
                let name = self.ingredients[id].name.as_str();
                let Some((amount, unit)) = amount else {
                    bare.push(name);
                    continue;
                };
                let unit = UNITS.iter().find(|it| it.0 == unit).unwrap();
                let amount = amount.scaled(portions, recipe.portions);
                let amount = amount.times(Amount::new(unit.2, 1));
                let sum = sums.entry((name, unit.1)).or_insert(Amount::new(0, 1));
                *sum = sum.plus(amount);
            }
        }
        for ingredient in self.ingredients.values() {
            let name = ingredient.name.as_str();
            let both = sums.contains_key(&(name, "g")) && sums.contains_key(&(name, "ml"));
            if let Some(g_per_ml) = ingredient.g_per_ml.filter(|_| both) {
                let millilitres = sums.remove(&(name, "ml")).unwrap();
                let sum = sums.get_mut(&(name, "g")).unwrap();
                *sum = sum.plus(millilitres.times(g_per_ml));
            }
        }
        let mut items: BTreeMap<(&str, &str), Value> = BTreeMap::new();
        for ((name, unit), sum) in &sums {
            let whole = ["piece", "bunch"].contains(unit);
            let amount = if whole { sum.rounded_up() } else { *sum }.shown();
            let item = json!({ "ingredient": name, "amount": amount, "unit": unit });
            items.insert((name, unit), item);
        }
        for name in bare {
            if !sums.keys().any(|it| it.0 == name) {
                let item = json!({ "ingredient": name, "amount": null, "unit": null });
                items.insert((name, ""), item);
            }
        }
        let items: Vec<Value> = items.into_values().collect();
        Ok(Reply::json(200, json!({ "items": items })))
    }
}

impl Ingredient {
    fn shown(&self, id: u64) -> Value {
        json!({ "id": id, "name": self.name, "g_per_ml": self.g_per_ml.map(Amount::shown) })
    }
}

/// A fraction in lowest terms, because a third of an egg has no end in decimals.
#[derive(Clone, Copy)]
struct Amount {
    above: i128,
    below: i128,
}

impl Amount {
    fn new(above: i128, below: i128) -> Amount {
        let (mut a, mut b) = (above, below);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Amount {
            above: above / a,
            below: below / a,
        }
    }

    /// Up to 6 digits, a point and up to 3 more, above 0.
    fn read(value: &Value) -> Option<Amount> {
        let text = value.as_str()?;
        let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
        let fits = |it: &str, most| {
            (1..=most).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit())
        };
        let digits: i128 = (fits(whole, 6) && fits(places, 3))
            .then(|| format!("{whole}{places:0<3}").parse().ok())??;
        (digits > 0).then(|| Amount::new(digits, 1000))
    }

    fn times(self, other: Amount) -> Amount {
        Amount::new(self.above * other.above, self.below * other.below)
    }

    fn plus(self, other: Amount) -> Amount {
        Amount::new(
            self.above * other.below + other.above * self.below,
            self.below * other.below,
        )
    }

    fn scaled(self, wanted: i64, portions: i64) -> Amount {
        self.times(Amount::new(wanted.into(), portions.into()))
    }

    fn rounded_up(self) -> Amount {
        Amount::new((self.above + self.below - 1) / self.below, 1)
    }

    /// At most 3 places, rounded half up, without zeros at the end.
    fn shown(self) -> String {
        let thousandths = (self.above * 2000 + self.below) / (self.below * 2);
        let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

fn wrong(place: &str) -> Reply {
    Reply::json(422, json!({ "error": "invalid", "place": place }))
}
