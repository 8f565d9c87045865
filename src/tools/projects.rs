//! Which project ideas fit a reader.

use foldhash::HashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::FieldError;
use super::filters::{Asked, Choice, Facet, List, Takes, steps};
use crate::content::{Guide, Level, Project, Skill};

/// How many skills stand in the form before a reader asks for the others.
const SKILLS_AT_FIRST: usize = 8;

/// The ideas, and the ways to choose among them.
pub fn list(guide: &Guide) -> List<'_, Project> {
    let levels = Level::ALL.map(|level| Choice::new(level.slug(), level));
    let times = Time::ALL.map(|time| Choice::new(time.slug(), time.label()));
    let skills = skills(guide);
    let places: HashMap<&str, usize> = skills
        .iter()
        .enumerate()
        .map(|(place, skill)| (skill.slug.as_ref().as_str(), place))
        .collect();
    let titles: HashMap<&str, &str> = skills
        .iter()
        .map(|skill| (skill.slug.as_ref().as_str(), skill.title.as_str()))
        .collect();
    let facets = vec![
        Facet {
            key: "level",
            label: "Level",
            takes: Takes::Many(levels.len()),
            options: levels.to_vec(),
            of: Box::new(|project: &Project, places| places.push(project.level as usize)),
            wrong: "Choose a level from the list",
        },
        Facet {
            key: "hours",
            label: "Time",
            takes: Takes::Many(times.len()),
            options: times.to_vec(),
            of: Box::new(|project, places| places.push(Time::of(project) as usize)),
            wrong: "Choose a time from the list",
        },
        Facet {
            key: "skill",
            label: "Uses",
            takes: Takes::Many(SKILLS_AT_FIRST),
            options: skills
                .iter()
                .map(|skill| Choice::new(skill.slug.as_ref().as_str(), &skill.title))
                .collect(),
            of: Box::new(move |project, own| {
                let slugs = project.skills.iter().map(|it| it.as_ref().as_str());
                own.extend(slugs.filter_map(|it| places.get(it)));
            }),
            wrong: "Choose a skill from the list",
        },
        Facet {
            key: "upto",
            label: "I have finished up to",
            takes: Takes::One("Any step"),
            options: steps(guide, "Up to "),
            of: Box::new(|project, places| {
                places.extend(project.last_step - 1..guide.steps.len());
            }),
            wrong: "Choose a step from the list",
        },
    ];
    List {
        entries: &guide.projects,
        facets,
        texts: Box::new(move |project| {
            let slugs = project.skills.iter().map(|it| it.as_ref().as_str());
            let skills = slugs.filter_map(|it| titles.get(it).copied());
            [&project.title, &project.summary, &project.teaches]
                .into_iter()
                .map(String::as_str)
                .chain(skills)
                .collect()
        }),
    }
}

/// The skills that some project exercises: those that most do first, then the others by name.
fn skills(guide: &Guide) -> Vec<&Skill> {
    let mut skills: Vec<&Skill> = guide.skills.iter().filter(|it| it.projects > 0).collect();
    skills.sort_by_key(|skill| {
        (
            std::cmp::Reverse(skill.projects),
            skill.title.to_lowercase(),
        )
    });
    let others = skills.len().min(SKILLS_AT_FIRST);
    skills[others..].sort_by_key(|skill| skill.title.to_lowercase());
    skills
}

/// How long an idea takes, by the hour in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    /// A weekend.
    Short,
    /// Some weeks of evenings.
    Medium,
    /// A month or more.
    Long,
}

impl Time {
    const ALL: [Time; 3] = [Time::Short, Time::Medium, Time::Long];

    fn of(project: &Project) -> Time {
        match project.hours.middle() {
            0..10 => Time::Short,
            10..=30 => Time::Medium,
            _ => Time::Long,
        }
    }

    fn slug(self) -> &'static str {
        match self {
            Time::Short => "s",
            Time::Medium => "m",
            Time::Long => "l",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Time::Short => "Under 10 hours",
            Time::Medium => "10 to 30 hours",
            Time::Long => "Over 30 hours",
        }
    }
}

/// In which order the ideas stand.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As a reader of the path meets them.
    #[default]
    Path,
    /// The shortest first.
    Short,
    /// By name.
    Title,
}

impl Order {
    /// All orders.
    pub const ALL: [Order; 3] = [Order::Path, Order::Short, Order::Title];

    /// The name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Order::Path => "path",
            Order::Short => "short",
            Order::Title => "title",
        }
    }

    /// What a reader chooses.
    pub fn label(self) -> &'static str {
        match self {
            Order::Path => "Order on the roadmap",
            Order::Short => "Shortest first",
            Order::Title => "Title",
        }
    }

    /// The order that is asked for.
    ///
    /// # Errors
    /// When it is not one of those on offer.
    pub fn of(asked: &Asked) -> Result<Order, FieldError> {
        match asked.first("sort") {
            "" => Ok(Order::Path),
            name => Order::ALL
                .into_iter()
                .find(|it| it.slug() == name)
                .ok_or_else(|| FieldError {
                    field: "sort",
                    message: "Choose an order from the list".to_owned(),
                }),
        }
    }

    /// Puts ideas that stand in the order of the path into this one.
    pub fn sort(self, projects: &mut [&Project]) {
        match self {
            Order::Path => (),
            Order::Short => projects.sort_by_key(|it| it.hours.middle()),
            Order::Title => projects.sort_by_cached_key(|it| it.title.to_lowercase()),
        }
    }
}

/// The idea that a seed stands for: as many seeds in a row as there are ideas name each of them
/// once, and the next as many name them in another order. Any text is a seed.
pub fn pick<'a>(fitting: &[&'a Project], seed: &str) -> Option<&'a Project> {
    let number: u64 = seed
        .parse()
        .unwrap_or_else(|_| xxh3_64_with_seed(seed.as_bytes(), 0));
    let length = u64::try_from(fitting.len()).ok().filter(|it| *it > 0)?;
    let (round, place) = (number / length, number % length);
    let mut shuffled = fitting.to_vec();
    shuffled.sort_by_cached_key(|it| {
        let slug = it.slug.as_str();
        (xxh3_64_with_seed(slug.as_bytes(), round), slug)
    });
    shuffled.get(usize::try_from(place).ok()?).copied()
}

/// The seed after another one.
pub fn next_seed(seed: &str) -> u64 {
    seed.parse::<u64>().map_or(1, |it| it.wrapping_add(1))
}

/// How many ideas need nothing after the step with this number.
pub fn buildable_after(guide: &Guide, number: usize) -> usize {
    let projects = guide.projects.iter();
    projects.filter(|it| it.last_step <= number).count()
}
