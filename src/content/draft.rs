//! What the files say, before it is known whether it fits together.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::guide::{Guide, Home, Place, Settings};
use super::{
    Acceptance, Article, Country, Day, Jobs, JsonResume, ListedStarter, Phase, Project, Question,
    Resource, SalaryRow, SalarySource, Skill, Slug, SourceFile, Starter, Step, Term, Theme, Topic,
    address,
};

/// What one file became.
#[derive(Debug)]
pub(super) enum Parsed {
    Settings(Box<Settings>),
    Home(Box<Home>),
    Phases(Vec<Phase>),
    Step(Box<Step>),
    Article(Box<Article>),
    Project(Box<Project>),
    Acceptance(Box<Acceptance>),
    Themes(Vec<Theme>),
    Question(Box<Question>),
    TopicOrder(Vec<Spanned<Slug>>),
    Topic(Box<Topic>),
    Terms(Vec<Term>, Option<Day>),
    Skills(Vec<Skill>, Option<Day>),
    Resources(Vec<Resource>, Option<Day>),
    Salary(Box<SalarySource>),
    Figures(Vec<SalaryRow>),
    Countries(Vec<Country>),
    Jobs(Jobs),
    Starters(Vec<ListedStarter>),
    JsonResume(Box<JsonResume>),
    /// The file has problems of its own, which are reported.
    Broken,
}

/// All files, each parsed; nothing is known about the references between them.
///
/// A list is absent if its file is: then there is nothing to compare with.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What writers call the content folder.
    pub(super) folder: String,
    /// Addresses of pictures and other files that texts may link to.
    pub(super) assets: BTreeSet<String>,
    files: BTreeMap<String, SourceFile>,
    /// Files that exist and are not text, so that one bad file is one problem.
    broken: BTreeSet<String>,
    pub(super) settings: Option<Settings>,
    pub(super) home: Option<Home>,
    pub(super) phases: Option<Vec<Phase>>,
    pub(super) steps: BTreeMap<Slug, Step>,
    pub(super) articles: BTreeMap<String, Article>,
    pub(super) projects: BTreeMap<Slug, Project>,
    pub(super) acceptance: BTreeMap<Slug, Acceptance>,
    pub(super) themes: Option<Vec<Theme>>,
    pub(super) questions: BTreeMap<Slug, Question>,
    pub(super) topic_order: Option<Vec<Spanned<Slug>>>,
    pub(super) topics: BTreeMap<Slug, Topic>,
    pub(super) glossary: Option<Vec<Term>>,
    pub(super) skills: Option<Vec<Skill>>,
    pub(super) resources: Option<Vec<Resource>>,
    reviewed: BTreeMap<&'static str, Day>,
    pub(super) salary: BTreeMap<String, SalarySource>,
    /// The figures by the name of their source.
    pub(super) figures: BTreeMap<String, Vec<SalaryRow>>,
    pub(super) countries: Option<Vec<Country>>,
    jobs: Jobs,
    pub(super) starters: Option<Vec<ListedStarter>>,
    json_resumes: BTreeMap<String, JsonResume>,
}

impl Draft {
    pub(super) fn new(folder: String, assets: BTreeSet<String>) -> Draft {
        Draft {
            folder,
            assets,
            ..Draft::default()
        }
    }

    pub(super) fn mark_broken(&mut self, path: &str) {
        self.broken.insert(path.to_owned());
    }

    pub(super) fn add(&mut self, file: SourceFile, parsed: Parsed) {
        match parsed {
            Parsed::Settings(it) => self.settings = Some(*it),
            Parsed::Home(it) => self.home = Some(*it),
            Parsed::Phases(it) => self.phases = Some(it),
            Parsed::Step(it) => _ = self.steps.insert(it.slug.clone(), *it),
            Parsed::Article(it) => _ = self.articles.insert(it.url.clone(), *it),
            Parsed::Project(it) => _ = self.projects.insert(it.slug.clone(), *it),
            Parsed::Acceptance(it) => _ = self.acceptance.insert(it.slug.clone(), *it),
            Parsed::Themes(it) => self.themes = Some(it),
            Parsed::Question(it) => _ = self.questions.insert(it.slug.clone(), *it),
            Parsed::TopicOrder(it) => self.topic_order = Some(it),
            Parsed::Topic(it) => _ = self.topics.insert(it.slug.clone(), *it),
            Parsed::Terms(it, day) => {
                self.glossary = Some(it);
                self.reviewed.extend(day.map(|day| ("/glossary", day)));
            }
            Parsed::Skills(it, day) => {
                self.skills = Some(it);
                self.reviewed.extend(day.map(|day| ("/skills", day)));
            }
            Parsed::Resources(it, day) => {
                self.resources = Some(it);
                self.reviewed.extend(day.map(|day| ("/resources", day)));
            }
            Parsed::Salary(it) => {
                _ = self
                    .salary
                    .insert(address::stem(&file.path).to_owned(), *it);
            }
            Parsed::Figures(it) => {
                _ = self
                    .figures
                    .insert(address::stem(&file.path).to_owned(), it);
            }
            Parsed::Countries(it) => self.countries = Some(it),
            Parsed::Jobs(it) => self.jobs = it,
            Parsed::Starters(it) => self.starters = Some(it),
            Parsed::JsonResume(it) => {
                _ = self
                    .json_resumes
                    .insert(address::stem(&file.path).to_owned(), *it);
            }
            Parsed::Broken => (),
        }
        self.files.insert(file.path.clone(), file);
    }

    /// The file something was read from.
    pub(super) fn file(&self, path: &str) -> &SourceFile {
        &self.files[path]
    }

    /// Whether a file exists, even one with problems.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.broken.contains(path)
    }

    /// Every path, even of files with problems.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(&self.broken).map(String::as_str)
    }

    /// The names of the files in a folder, without extension.
    pub(super) fn names_in<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.paths()
            .filter(move |path| {
                path.strip_prefix(folder)
                    .is_some_and(|it| it.starts_with('/'))
            })
            .map(address::stem)
    }

    /// The files of a folder whose names are slugs; the others are problems already.
    pub(super) fn files_in<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a SourceFile)> {
        let is_inside = move |path: &str| {
            path.strip_prefix(folder)
                .is_some_and(|it| it.starts_with('/'))
        };
        self.files
            .iter()
            .filter(move |(path, _)| is_inside(path))
            .map(|(path, file)| (address::stem(path), file))
            .filter(|(name, _)| Slug::try_from((*name).to_owned()).is_ok())
    }

    /// Joins what fits together. Only called on a draft without problems.
    pub(super) fn finish(mut self) -> Guide {
        let phases = self.phases.expect("the checks ask for roadmap.toml");
        let mut steps = Vec::new();
        let mut places = foldhash::HashMap::default();
        for (index, phase) in phases.iter().enumerate() {
            for slug in phase.steps.as_ref() {
                let step = self
                    .steps
                    .remove(slug.as_ref())
                    .expect("each step is named once");
                steps.push(step);
                let place = Place {
                    number: steps.len(),
                    phase: index + 1,
                };
                places.insert(slug.as_ref().clone(), place);
            }
        }
        let starter = |listed: ListedStarter| {
            let name = listed.slug.as_ref().as_str();
            let resume = self.json_resumes.remove(name);
            Starter {
                json: self.files[&format!("resume/{name}.json")].text.clone(),
                resume: resume.expect("each starter has its file"),
                listed,
            }
        };
        let starters = self.starters.into_iter().flatten().map(starter).collect();
        let number = |slug: &Spanned<Slug>| places[slug.as_ref()].number;
        let mut projects: Vec<Project> = self.projects.into_values().collect();
        for project in &mut projects {
            let last = project.steps.iter().map(number).max();
            project.last_step = last.expect("the loader refuses a project without steps");
        }
        projects
            .sort_by_cached_key(|it| (it.last_step, it.level, it.hours.middle(), it.title.clone()));
        let mut glossary = self.glossary.unwrap_or_default();
        glossary.sort_by_key(|it| it.term.to_lowercase());
        let mut skills = self.skills.unwrap_or_default();
        skills.sort_by_key(|it| it.group);
        for skill in &mut skills {
            let exercises = |it: &&Project| it.skills.contains(&skill.slug);
            skill.projects = projects.iter().filter(exercises).count();
        }
        let mut resources = self.resources.unwrap_or_default();
        resources.sort_by_key(|it| number(&it.step));
        let topics = self.topic_order.unwrap_or_default();
        let mut by_slug = self.topics;
        let topics = topics
            .iter()
            .map(|slug| {
                by_slug
                    .remove(slug.as_ref())
                    .expect("each topic is named once")
            })
            .collect();
        for (slug, source) in &mut self.salary {
            source.slug.clone_from(slug);
            source.rows = self.figures.remove(slug).unwrap_or_default();
        }
        let mut countries = self.countries.unwrap_or_default();
        countries.retain(|country| {
            let has_rows =
                |source: &SalarySource| source.rows.iter().any(|row| row.area == country.code());
            self.salary.values().any(has_rows)
        });
        Guide {
            settings: self.settings.expect("the checks ask for site.toml"),
            home: self.home.expect("the checks ask for home.toml"),
            phases,
            steps,
            articles: self.articles,
            projects,
            acceptance: self.acceptance,
            themes: self.themes.unwrap_or_default(),
            questions: self.questions,
            topics,
            glossary,
            skills,
            resources,
            reviewed: self.reviewed,
            salary: self.salary,
            countries,
            jobs: self.jobs,
            starters,
            places,
        }
    }
}
