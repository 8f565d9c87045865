//! What stands around a list that a reader narrows down: the form, the filters in use, and the
//! ways out when nothing fits.

use askama::Template;
use form_urlencoded::Serializer;
use http::StatusCode;

use super::frame::Frame;
use super::numbers::count;
use super::page::Page;
use crate::content::Guide;
use crate::tools::FieldError;
use crate::tools::filters::{
    Asked, Choice, Filter, List, MOST_LETTERS, Narrowed, Takes, WORDS, narrow, understand,
};

/// A list as its address and its words know it.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// Where it is, such as `/projects`.
    pub(super) url: &'a str,
    /// One entry of it.
    pub(super) one: &'a str,
    /// Several.
    pub(super) many: &'a str,
    /// What the field for words asks.
    pub(super) words: &'a str,
}

/// The form, the filters in use, and what to give up when nothing fits.
pub(super) struct Panel<'a> {
    pub(super) named: Named<'a>,
    /// A static host cannot answer.
    pub(super) answers: bool,
    pub(super) errors: Vec<FieldError>,
    pub(super) fields: Vec<Field>,
    /// The words as they were typed.
    pub(super) typed: String,
    pub(super) most_letters: usize,
    /// Such as `3 filters on`; empty if there is none.
    pub(super) in_use: String,
    /// The name of each filter in use, and the address without it.
    pub(super) chips: Vec<(String, String)>,
    /// What to give up when nothing fits: the names, the address without them, and how many
    /// entries that gives.
    pub(super) ways_out: Vec<(String, String, String)>,
    /// Such as `41 ideas`.
    pub(super) found: String,
    pub(super) is_empty: bool,
}

/// One question of the form.
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    /// What the choice of none is called, where only one can be chosen; else nothing.
    pub(super) any: Option<&'static str>,
    pub(super) options: Vec<Shown>,
    /// The options that are shown on demand, and whether they are shown.
    pub(super) others: Vec<Shown>,
    pub(super) is_unfolded: bool,
}

/// One answer on offer.
pub(super) struct Shown {
    pub(super) choice: Choice,
    pub(super) count: usize,
    pub(super) is_chosen: bool,
}

impl<'a> Panel<'a> {
    /// `others` are the keys and values that stay as they are in every address.
    pub(super) fn new<T>(
        guide: &Guide,
        named: Named<'a>,
        asked: &Asked,
        list: &List<'_, T>,
        (filter, errors): (&Filter, Vec<FieldError>),
        narrowed: &Narrowed<'_, T>,
        others: &[(&str, &str)],
    ) -> Panel<'a> {
        let link = |filter: &Filter| address(named.url, list, filter, others);
        let fields = list.facets.iter().zip(&filter.chosen).enumerate();
        let fields = fields.map(|(place, (facet, chosen))| {
            let shown = |(option, choice): (usize, &Choice)| Shown {
                choice: choice.clone(),
                count: narrowed.counts[place][option],
                is_chosen: chosen.contains(&option),
            };
            let mut options: Vec<Shown> = facet.options.iter().enumerate().map(shown).collect();
            let (any, at_first) = match facet.takes {
                Takes::Many(at_first) => (None, at_first.min(options.len())),
                Takes::One(any) => (Some(any), options.len()),
            };
            let others = options.split_off(at_first);
            Field {
                key: facet.key,
                label: facet.label,
                any,
                options,
                is_unfolded: others.iter().any(|it| it.is_chosen),
                others,
            }
        });
        let chips = chips(list, filter);
        let ways_out = narrowed.ways_out().into_iter().map(|(places, fitting)| {
            let names: Vec<String> = places.iter().map(|it| name(list, filter, *it)).collect();
            let without = places.iter().fold(filter.clone(), without);
            let said = count(fitting, named.one, named.many);
            (names.join(" and "), link(&without), said)
        });
        Panel {
            named,
            answers: guide.settings.drawing.mode.answers(),
            fields: fields.collect(),
            typed: asked.first(WORDS).to_owned(),
            most_letters: MOST_LETTERS,
            in_use: match chips.len() {
                0 => String::new(),
                number => format!("{} on", count(number, "filter", "filters")),
            },
            chips: chips
                .into_iter()
                .map(|(name, without)| (name, link(&without)))
                .collect(),
            ways_out: match narrowed.found.is_empty() {
                true => ways_out.collect(),
                false => Vec::new(),
            },
            found: count(narrowed.found.len(), named.one, named.many),
            is_empty: narrowed.found.is_empty(),
            errors,
        }
    }
}

impl Panel<'_> {
    /// The page with this panel: an answer, or what to correct.
    pub(super) fn page(&self, frame: &Frame<'_>, template: &impl Template) -> Page {
        let page = Page::html(frame, template);
        match self.errors.is_empty() {
            true => page,
            false => page.with_status(StatusCode::UNPROCESSABLE_ENTITY),
        }
    }
}

/// Each filter in use: its name, and the filter that is left without it.
fn chips<T>(list: &List<'_, T>, filter: &Filter) -> Vec<(String, Filter)> {
    let mut chips = Vec::new();
    if !filter.words.is_empty() {
        let words = list.facets.len();
        chips.push((name(list, filter, words), without(filter.clone(), &words)));
    }
    for (place, (facet, chosen)) in list.facets.iter().zip(&filter.chosen).enumerate() {
        for option in chosen {
            let mut rest = filter.clone();
            rest.chosen[place].retain(|it| it != option);
            chips.push((facet.options[*option].chip.clone(), rest));
        }
    }
    chips
}

/// What was chosen of a facet; the words come after the last.
fn name<T>(list: &List<'_, T>, filter: &Filter, place: usize) -> String {
    match list.facets.get(place) {
        None => format!("“{}”", filter.words),
        Some(facet) => {
            let chips = filter.chosen[place]
                .iter()
                .map(|it| &facet.options[*it].chip);
            let chips: Vec<String> = chips.map(|chip| format!("“{chip}”")).collect();
            chips.join(" or ")
        }
    }
}

/// The filter without what was chosen of a facet.
fn without(mut filter: Filter, place: &usize) -> Filter {
    match filter.chosen.get_mut(*place) {
        Some(chosen) => chosen.clear(),
        None => filter.words.clear(),
    }
    filter
}

/// The one address of a question: only what differs from the default is asked, in the order of
/// the form.
pub(super) fn address<T>(
    url: &str,
    list: &List<'_, T>,
    filter: &Filter,
    others: &[(&str, &str)],
) -> String {
    let mut asked = Serializer::new(String::new());
    if !filter.words.is_empty() {
        asked.append_pair(WORDS, &filter.words);
    }
    for (facet, chosen) in list.facets.iter().zip(&filter.chosen) {
        for option in chosen {
            asked.append_pair(facet.key, &facet.options[*option].value);
        }
    }
    for (key, value) in others {
        asked.append_pair(key, value);
    }
    match asked.finish().as_str() {
        "" => url.to_owned(),
        asked => format!("{url}?{asked}"),
    }
}

/// Draws a list that its form alone narrows down. What the visitor chose wrongly is said, and the
/// rest is kept.
pub(super) fn narrowed<'a, T>(
    guide: &Guide,
    named: Named<'a>,
    asked: &Asked,
    list: &List<'a, T>,
    draw: impl FnOnce(Panel<'a>, Vec<&'a T>) -> Page,
) -> Page {
    let (filter, errors) = understand(list, asked);
    let narrowed = narrow(list, &filter);
    let panel = Panel::new(guide, named, asked, list, (&filter, errors), &narrowed, &[]);
    let here = address(named.url, list, &filter, &[]);
    match shorter(guide, asked, list, &panel, &[], &here) {
        Some(shorter) => shorter,
        None => draw(panel, narrowed.found),
    }
}

/// Sends a browser that asked with empty fields, as forms do, on to the address that people
/// keep and share. None if the address is that already, or must be corrected first.
pub(super) fn shorter<T>(
    guide: &Guide,
    asked: &Asked,
    list: &List<'_, T>,
    panel: &Panel<'_>,
    others: &[&str],
    address: &str,
) -> Option<Page> {
    let keys = list.facets.iter().map(|facet| facet.key);
    let mut keys = keys.chain([WORDS]).chain(others.iter().copied());
    let is_long = panel.errors.is_empty() && keys.any(|key| asked.is_blank(key));
    is_long.then(|| {
        let to = format!("{}{address}", guide.settings.base_path);
        Page::new("text/plain; charset=utf-8", format!("See {to}\n"))
            .sent_on(StatusCode::SEE_OTHER, to)
    })
}

/// The pages of a long list; none if one holds it all.
#[derive(Default)]
pub(super) struct Pages {
    /// Number, address, and whether it is this one.
    pub(super) links: Vec<(usize, String, bool)>,
    pub(super) next: Option<String>,
}

/// The way from one page of so many to the others.
pub(super) fn pages(page: usize, pages: usize, address: impl Fn(usize) -> String) -> Pages {
    let link = |number| (number, address(number), number == page);
    if pages < 2 {
        return Pages::default();
    }
    Pages {
        links: (1..=pages).map(link).collect(),
        next: (page < pages).then(|| address(page + 1)),
    }
}
