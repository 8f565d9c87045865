//! The model: everything the pages may show, checked and joined.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::draft::Parsed;
use super::{
    Acceptance, Article, Branch, Country, Day, Hours, Jobs, Phase, Problems, Project, Question,
    Resource, SalarySource, Skill, Slug, SourceFile, Starter, Step, Stop, Term, Theme, Topic,
    WebAddress, address, branches, front_matter, text,
};

/// Everything read from the content folder. Every slug in it resolves.
#[derive(Debug)]
pub struct Guide {
    /// Name, address and menus of the site, from `site.toml`.
    pub settings: Settings,
    /// The doors of the home page, from `home.toml`.
    pub home: Home,
    /// The parts of the path in reading order, from `roadmap.toml`.
    pub phases: Vec<Phase>,
    /// The steps in the order of the path, from `guide/`.
    pub steps: Vec<Step>,
    /// The pages that are not steps, by address, from `pages/`.
    pub articles: BTreeMap<String, Article>,
    /// The project ideas in the order a reader of the path meets them, from `projects/`.
    pub projects: Vec<Project>,
    /// What shows that a project is right, by its slug, from `projects/checks/`.
    pub acceptance: BTreeMap<Slug, Acceptance>,
    /// The themes of the questions and answers, from `faq.toml`.
    pub themes: Vec<Theme>,
    /// The questions and answers by slug, from `faq/`.
    pub questions: BTreeMap<Slug, Question>,
    /// The topics of the interview questions in order, from `interview.toml`.
    pub topics: Vec<Topic>,
    /// The terms in alphabetical order, from `glossary.toml`.
    pub glossary: Vec<Term>,
    /// The skills in the order of the matrix, from `skills.toml`.
    pub skills: Vec<Skill>,
    /// The resources in the order of the path, from `resources.toml`.
    pub resources: Vec<Resource>,
    /// The last day someone checked a list, by the address of its page.
    pub reviewed: BTreeMap<&'static str, Day>,
    /// The sources of pay figures by file name, from `salary/`.
    pub salary: BTreeMap<String, SalarySource>,
    /// The countries with pay figures in the order of `countries.toml`.
    pub countries: Vec<Country>,
    /// Where jobs are found, from `jobs.toml`.
    pub jobs: Jobs,
    /// The résumés to begin with, from `starters.toml` and `resume/`.
    pub starters: Vec<Starter>,
    /// Where each step stands, by slug.
    pub(super) places: foldhash::HashMap<Slug, Place>,
}

/// What the whole site shares.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The name of the site, shown in the header and every title.
    pub name: String,
    /// One sentence under the name in feeds and search engines.
    pub tagline: String,
    /// Scheme and host without a trailing slash, such as `https://guide.example`.
    #[serde(deserialize_with = "origin")]
    pub origin: String,
    /// Where the site lives below its host, such as `/guide`; empty at the root.
    #[serde(default, deserialize_with = "base_path")]
    pub base_path: String,
    /// What “Improve this page” starts with, such as `https://code.example/guide/edit/main/content/`.
    /// Without it the link leads to the page on how to contribute.
    pub edit_url: Option<WebAddress>,
    /// The licence of the text: its name.
    pub licence: String,
    /// The licence of the text: where it can be read.
    pub licence_url: WebAddress,
    /// The links of the header.
    pub header: Vec<MenuLink>,
    /// The columns of the footer.
    #[serde(rename = "menu")]
    pub menus: Vec<Menu>,
    /// How the pages are drawn. Set by whoever builds the site, not by `site.toml`.
    #[serde(skip)]
    pub drawing: Drawing,
}

fn origin<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    text::origin(&String::deserialize(value)?).map_err(D::Error::custom)
}

fn base_path<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    text::base_path(&String::deserialize(value)?).map_err(D::Error::custom)
}

impl Settings {
    /// The full address of a page, for feeds and search engines.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.base_path)
    }
}

/// A column of links.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Menu {
    /// Its heading.
    pub title: String,
    /// The links in order.
    pub links: Vec<MenuLink>,
}

/// A link of a menu.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MenuLink {
    /// What it says.
    pub label: String,
    /// An address of the site, or of a partner.
    pub to: Spanned<String>,
}

/// What the home page asks and answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// The only first-level heading.
    pub title: String,
    /// One sentence below it; the counts follow by themselves.
    pub lead: String,
    /// “Where are you now?”
    #[serde(rename = "door")]
    pub doors: Vec<Door>,
    /// The questions that are answered on the home page.
    pub questions: Vec<Spanned<Slug>>,
}

/// A way in for readers who know something already.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// Where to start.
    pub step: Spanned<Slug>,
    /// What the reader says of themselves.
    pub title: String,
    /// What to expect.
    pub text: String,
}

/// How the pages are drawn.
#[derive(Debug, Default, Clone)]
pub struct Drawing {
    /// What they are drawn for.
    pub mode: Mode,
    /// The addresses of the assets they name, by plain name: `site.css` is served as
    /// `/static/site.<hash>.css`.
    pub assets: BTreeMap<String, String>,
    /// The day they are drawn on; without it nothing is called old.
    pub today: Option<Day>,
}

impl Drawing {
    /// The address of an asset, such as `site.css`.
    pub fn asset(&self, name: &str) -> &str {
        self.assets.get(name).map_or("", String::as_str)
    }
}

/// What the pages are drawn for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Visitors of the running server.
    #[default]
    Serve,
    /// A writer: pages reload when a file changes.
    Watch,
    /// A static host, which cannot answer: lists have no filters, and the forms of the tools are
    /// sent to the running server at `origin`.
    Export,
}

impl Mode {
    /// Whether there is a server that answers questions, such as a search; a static host does not.
    pub fn answers(self) -> bool {
        self != Mode::Export
    }
}

/// Where a step stands on the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The step's number, counted from 1 over all phases.
    pub number: usize,
    /// The phase's number, counted from 1.
    pub phase: usize,
}

impl Guide {
    /// The step a checked slug names.
    pub fn step(&self, slug: &Slug) -> &Step {
        &self.steps[self.place(slug).number - 1]
    }

    /// Where the step a checked slug names stands.
    pub fn place(&self, slug: &Slug) -> Place {
        self.places[slug]
    }

    /// The phase with this number, counted from 1.
    pub fn phase(&self, number: usize) -> &Phase {
        &self.phases[number - 1]
    }

    /// The steps of a phase, counted from 1, in order.
    pub fn steps_of(&self, phase: usize) -> &[Step] {
        let length = self.phase(phase).steps.as_ref().len();
        let before: usize = self.phases[..phase - 1]
            .iter()
            .map(|phase| phase.steps.as_ref().len())
            .sum();
        &self.steps[before..before + length]
    }

    /// The side tracks of a phase, counted from 1.
    pub fn branches(&self, phase: usize) -> Vec<Branch> {
        let steps: Vec<&Step> = self.steps_of(phase).iter().collect();
        branches(&stops(&steps)).expect("a guide exists only if no side tracks overlap")
    }

    /// The hours of the steps that must be done, or of all of them.
    pub fn hours(&self, with_optional: bool) -> Hours {
        self.steps
            .iter()
            .filter(|step| step.required || with_optional)
            .map(|step| step.hours)
            .sum()
    }

    /// The question a checked slug names.
    pub fn question(&self, slug: &Slug) -> &Question {
        &self.questions[slug]
    }

    /// The resource a checked slug names.
    pub fn resource(&self, slug: &Slug) -> Option<&Resource> {
        self.resources.iter().find(|it| it.slug.as_ref() == slug)
    }

    /// The skill a checked slug names.
    pub fn skill(&self, slug: &Slug) -> Option<&Skill> {
        self.skills.iter().find(|it| it.slug.as_ref() == slug)
    }

    /// The skills that a project uses; the first are those that it is most about.
    pub fn skills_of(&self, project: &Project) -> impl Iterator<Item = &Skill> {
        let slugs = project.skills.iter();
        slugs.filter_map(|slug| self.skill(slug.as_ref()))
    }

    /// Whether there is a page at an address that an operator may have switched off.
    pub fn has(&self, url: &str) -> bool {
        match url {
            "/projects" => !self.projects.is_empty(),
            "/faq" => !self.themes.is_empty(),
            "/glossary" => !self.glossary.is_empty(),
            "/skills" => !self.skills.is_empty(),
            "/resources" => !self.resources.is_empty(),
            // The check and the starters refer to the article on every line.
            "/resume/check" => self.has("/resume"),
            "/resume/starters" => self.has("/resume") && !self.starters.is_empty(),
            _ => self.articles.contains_key(url),
        }
    }

    /// Title and address of the page that is made from a content file.
    pub fn page_of_file(&self, path: &str) -> Option<(String, String)> {
        let url = address::of_file(path)?;
        let slug = address::stem(path);
        let title = match path.split('/').next()? {
            "guide" => self
                .step(&Slug::try_from(slug.to_owned()).ok()?)
                .title
                .clone(),
            "projects" => self
                .projects
                .iter()
                .find(|it| it.slug.as_str() == slug)?
                .title
                .clone(),
            "faq" => self.questions.get(slug)?.question.clone(),
            "interview" => self
                .topics
                .iter()
                .find(|it| it.slug.as_str() == slug)?
                .title
                .clone(),
            "pages" => self.articles.get(&url)?.title.clone(),
            _ => address::list_title(path)?.to_owned(),
        };
        Some((title, url))
    }
}

/// The steps of one phase, as far as the drawing is concerned.
pub(super) fn stops(steps: &[&Step]) -> Vec<Stop> {
    let column = |slug: &Slug| {
        steps
            .iter()
            .position(|step| step.slug == *slug)
            .map(|it| it + 1)
    };
    let stop = |step: &&Step| Stop {
        on_side_track: step.on_side_track,
        needs: step
            .needs
            .iter()
            .filter_map(|slug| column(slug.as_ref()))
            .collect(),
    };
    steps.iter().map(stop).collect()
}

pub(super) fn parse_settings(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Settings>(file, problems) {
        Some(settings) => Parsed::Settings(Box::new(settings)),
        None => Parsed::Broken,
    }
}

pub(super) fn parse_home(file: &SourceFile, problems: &mut Problems) -> Parsed {
    match front_matter::toml::<Home>(file, problems) {
        Some(home) => Parsed::Home(Box::new(home)),
        None => Parsed::Broken,
    }
}
