//! All that is said about a finding, in one place.

use super::explained::*;
use crate::content::thousands;

/// What to say when a check finds something, and when it does not.
#[derive(Debug, PartialEq, Eq)]
pub struct Advice {
    /// The fragment of the finding, the name of its check.
    pub id: &'static str,
    /// The title when something is missing altogether.
    none: &'static str,
    /// The title for one place.
    one: &'static str,
    /// The title for several, with `{n}` for their number.
    many: &'static str,
    /// The title when all is well.
    pub good: &'static str,
    /// What to do.
    pub to_do: &'static str,
    /// How it can look; empty where nothing is left to show.
    pub example: &'static str,
    /// The part of the article `/resume` that explains it.
    pub guide: Explained,
}

impl Advice {
    /// The title of a finding with its number.
    pub(super) fn title(&self, count: usize) -> String {
        match count {
            0 => self.none.to_owned(),
            1 => self.one.to_owned(),
            _ => self.many.replace("{n}", &thousands(count as u64)),
        }
    }
}

/// The advice of a check.
pub(super) fn of(id: &str) -> &'static Advice {
    ADVICE
        .iter()
        .find(|it| it.id == id)
        .expect("a test looks up the advice of every check")
}

static ADVICE: [Advice; 40] = [
    Advice {
        id: "secrets",
        none: "One line holds a secret or a path of your computer",
        one: "One line holds a secret or a path of your computer",
        many: "{n} lines hold secrets or paths of your computer",
        good: "No keys, passwords or local paths",
        to_do: "Delete it now. If it is a real key, make a new one and revoke the old one, because this page goes to strangers.",
        example: "Instead of a path on your disk, give the address where others can read the code.",
        guide: LIST,
    },
    Advice {
        id: "contact-email",
        none: "No email address",
        one: "One email address",
        many: "{n} different email addresses",
        good: "One email address",
        to_do: "Give exactly one address that you read every day, in the first lines.",
        example: "mira.olsen@mail.example",
        guide: PLACE,
    },
    Advice {
        id: "headings",
        none: "A usual heading is missing",
        one: "A usual heading is missing",
        many: "{n} usual headings are missing",
        good: "The usual headings are there",
        to_do: "Write “Skills”, “Education”, and “Projects” or “Experience”, each alone on its line. Parsers cut the text there, and people look for these words.",
        example: "Skills",
        guide: SCREEN,
    },
    Advice {
        id: "dates-impossible",
        none: "One date cannot be right",
        one: "One date cannot be right",
        many: "{n} dates cannot be right",
        good: "No impossible dates",
        to_do: "Check the month and the year. An end before its start, or a start in the future, looks like an invention.",
        example: "March 2024 to June 2025",
        guide: LIST,
    },
    Advice {
        id: "weak-opener",
        none: "One bullet describes a duty, not a result",
        one: "One bullet describes a duty, not a result",
        many: "{n} bullets describe duties, not results",
        good: "Bullets tell results, not duties",
        to_do: "Begin with what you did, and end with what changed because of it.",
        example: "Instead of “Responsible for the import”: “Cut the nightly import from 4 hours to 25 minutes by batching writes”. Use only figures you measured.",
        guide: BULLET,
    },
    Advice {
        id: "link-code",
        none: "No link to code",
        one: "No link to code",
        many: "No link to code",
        good: "A link to code or to something that runs",
        to_do: "Add one link to a project that a stranger can open and read.",
        example: "github.com/your-name/parcel-lockers",
        guide: LINKS,
    },
    Advice {
        id: "brand-spelling",
        none: "One name is not spelled as its makers do",
        one: "One name is not spelled as its makers do",
        many: "{n} names are not spelled as their makers do",
        good: "Tools are spelled as their makers do",
        to_do: "Copy the spelling from the page of the tool. Readers of code notice letters.",
        example: "JavaScript, GitHub, PostgreSQL, Node.js, MySQL",
        guide: WORDS,
    },
    Advice {
        id: "name-first",
        none: "The first line does not look like a name",
        one: "The first line does not look like a name",
        many: "The first line does not look like a name",
        good: "The first line is your name",
        to_do: "Put your name alone on the first line, before “Résumé”, labels and contact.",
        example: "Mira Olsen",
        guide: PLACE,
    },
    Advice {
        id: "link-form",
        none: "One link will not work for a stranger",
        one: "One link will not work for a stranger",
        many: "{n} links will not work for a stranger",
        good: "Links are well formed",
        to_do: "Type the address that a stranger opens: no local machine, no name left to fill in, nothing that tracks, one “https://”. Then try it in a private window.",
        example: "https://github.com/mira-olsen/lockers",
        guide: LINKS,
    },
    Advice {
        id: "layout-smell",
        none: "One line was damaged by the layout",
        one: "One line was damaged by the layout",
        many: "{n} lines were damaged by the layout",
        good: "The text survived the layout",
        to_do: "Copy the text from your file into a plain editor and compare. Use one column, letters instead of icons, and short lines.",
        example: "One column, the usual headings, a common font",
        guide: FILE,
    },
    Advice {
        id: "personal-data",
        none: "One line holds private data",
        one: "One line holds private data",
        many: "{n} lines hold private data",
        good: "No private data that nobody needs",
        to_do: "Take it out, unless it is usual where you apply. Birth, family, religion, photo and numbers of the state do not belong into most applications.",
        example: "City, country, email, links. Nothing more about you as a person.",
        guide: PLACE,
    },
    Advice {
        id: "length-words",
        none: "The text has 0 words",
        one: "The text has one word",
        many: "The text has {n} words",
        good: "Length: about one page of words",
        to_do: "Aim at about 250 to 700 words for one page. This is our estimate. A second page needs long experience in the field.",
        example: "Cut old unrelated jobs first, then tools you touched once, then the third bullet of every entry.",
        guide: PAGE,
    },
    Advice {
        id: "length-lines",
        none: "The text has one line",
        one: "The text has one line",
        many: "The text fills {n} lines",
        good: "Length: about one page of lines",
        to_do: "One page holds about 70 lines. Shorten what does not help with this job.",
        example: "Keep two or three projects with two to four bullets each.",
        guide: PAGE,
    },
    Advice {
        id: "dates-order",
        none: "One entry is not in order",
        one: "One entry is not in order",
        many: "{n} entries are not in order",
        good: "The newest entries come first",
        to_do: "Put the newest entry first in each part.",
        example: "2025 above 2023 above 2019",
        guide: PLACE,
    },
    Advice {
        id: "dates-format",
        none: "One date is written differently or has no end",
        one: "One date is written differently or has no end",
        many: "{n} dates are written differently or have no end",
        good: "Dates have one form",
        to_do: "Write all dates in the same way, and end what goes on with “present”.",
        example: "March 2024 to present",
        guide: LIST,
    },
    Advice {
        id: "bullet-verb",
        none: "One bullet does not begin with a verb",
        one: "One bullet does not begin with a verb",
        many: "{n} bullets do not begin with a verb",
        good: "Bullets begin with verbs",
        to_do: "Begin with what you did: built, fixed, measured, replaced.",
        example: "Instead of “A REST API for lockers”: “Built a REST API for lockers with 14 endpoints”.",
        guide: BULLET,
    },
    Advice {
        id: "heading-odd",
        none: "One heading is unusual",
        one: "One heading is unusual",
        many: "{n} headings are unusual",
        good: "Headings have usual names",
        to_do: "Use the names that everybody looks for: Summary, Skills, Projects, Experience, Education.",
        example: "Instead of “My journey”: “Experience”.",
        guide: PLACE,
    },
    Advice {
        id: "heading-symbol",
        none: "One heading has a symbol",
        one: "One heading has a symbol",
        many: "{n} headings have symbols",
        good: "Headings are plain words",
        to_do: "Take symbols and emoji out of headings. In plain text they become boxes or disappear.",
        example: "Skills",
        guide: FILE,
    },
    Advice {
        id: "skill-bars",
        none: "One line rates a skill",
        one: "One line rates a skill",
        many: "{n} lines rate skills",
        good: "No ratings of skills",
        to_do: "Delete the bars, stars and percentages. Nobody knows what 80 % of a language is. Group what you can talk about for five minutes.",
        example: "Languages: Python, SQL. Data: PostgreSQL, Redis.",
        guide: PLACE,
    },
    Advice {
        id: "double-word",
        none: "One word or blank stands there twice",
        one: "One word or blank stands there twice",
        many: "{n} words or blanks stand there twice",
        good: "No doubled words",
        to_do: "Delete the second one, and let another person read the page once.",
        example: "“the the” becomes “the”.",
        guide: WORDS,
    },
    Advice {
        id: "keyword-gap",
        none: "One term of the advert is missing",
        one: "One term of the advert is missing",
        many: "{n} terms of the advert are not in your text",
        good: "Your text says most of what the advert asks",
        to_do: "Look at the list below. Add only what is true, in a bullet that shows it. If nearly everything is missing, another advert may fit better.",
        example: "If you used PostgreSQL and wrote “databases”, write “PostgreSQL”.",
        guide: WORDS,
    },
    Advice {
        id: "numbers",
        none: "One bullet could show its effect",
        one: "One bullet could show its effect",
        many: "{n} bullets have no number and no concrete effect",
        good: "Bullets show effects",
        to_do: "Give about every third bullet a number you measured, or something that is possible now. Never invent one.",
        example: "Tests, rows, routes, response times before and after, people who use it, errors that can no longer happen.",
        guide: BULLET,
    },
    Advice {
        id: "bullets-present",
        none: "Work is told in paragraphs",
        one: "Work is told in paragraphs",
        many: "Work is told in paragraphs",
        good: "Work is told in bullets",
        to_do: "Cut the paragraphs into two to four bullets for each project and job.",
        example: "- Built the reservation API with 14 endpoints, described in OpenAPI",
        guide: BULLET,
    },
    Advice {
        id: "tech-in-context",
        none: "One skill appears in no project and no job",
        one: "One skill appears in no project and no job",
        many: "{n} skills appear in no project and no job",
        good: "Skills are proven by projects and jobs",
        to_do: "Name each skill in the bullet where you used it, or take it out.",
        example: "“Redis” in the skills, and “Cached the timetable in Redis” in a project.",
        guide: WORDS,
    },
    Advice {
        id: "heading-order",
        none: "Jobs stand before projects",
        one: "Jobs stand before projects",
        many: "Jobs stand before projects",
        good: "Projects stand before jobs of another kind",
        to_do: "For a first job in this field, put skills and projects first. The first third of the page is read.",
        example: "Skills, Projects, Experience, Education",
        guide: PLACE,
    },
    Advice {
        id: "tech-unlisted",
        none: "One technology is used and not listed",
        one: "One technology is used and not listed",
        many: "{n} technologies are used and not listed",
        good: "What you used is in the skills",
        to_do: "Add them to the skills if you can talk about them for five minutes. Recruiters search there.",
        example: "Languages: Go, SQL. Delivery: Docker, GitHub Actions.",
        guide: WORDS,
    },
    Advice {
        id: "bullet-length",
        none: "One bullet is very long or very short",
        one: "One bullet is very long or very short",
        many: "{n} bullets are very long or very short",
        good: "Bullets have a good length",
        to_do: "Aim at 6 to 35 words, which is one or two lines. Cut long ones in two and give short ones a result.",
        example: "Deployed the service to a Linux server with Docker, with a rollback rehearsed at 3 minutes",
        guide: BULLET,
    },
    Advice {
        id: "verb-repeat",
        none: "One verb begins many bullets",
        one: "One verb begins many bullets",
        many: "One verb begins {n} bullets",
        good: "Opening verbs vary",
        to_do: "Use the same verb at most three times.",
        example: "built, designed, automated, fixed, measured, replaced, documented",
        guide: BULLET,
    },
    Advice {
        id: "mixed-tense",
        none: "One bullet changes the tense",
        one: "One bullet changes the tense",
        many: "{n} bullets change the tense",
        good: "One tense in each entry",
        to_do: "Write finished work in the past, and keep to it within one job or project.",
        example: "Built, tested and deployed, not “Build” beside “Tested”",
        guide: BULLET,
    },
    Advice {
        id: "first-person",
        none: "One “I” or “my” outside the summary",
        one: "One “I” or “my” outside the summary",
        many: "{n} times “I” or “my” outside the summary",
        good: "No “I” in bullets",
        to_do: "Leave out “I” and “my”. Everybody knows whose page it is.",
        example: "Instead of “I built my own cache”: “Built a cache”.",
        guide: BULLET,
    },
    Advice {
        id: "cliches",
        none: "One line claims a trait that everybody claims",
        one: "One line claims a trait that everybody claims",
        many: "{n} lines claim traits that everybody claims",
        good: "No empty traits",
        to_do: "Delete the claim, or replace it by one thing that shows it.",
        example: "Instead of “team player”: “Reviewed 30 pull requests of two other volunteers”, if you did.",
        guide: PAGE,
    },
    Advice {
        id: "objective",
        none: "The goal would be true for anybody",
        one: "The goal would be true for anybody",
        many: "{n} goals would be true for anybody",
        good: "No general goal",
        to_do: "Replace it by a headline: the role, and two or three technologies.",
        example: "Backend developer (Go, PostgreSQL)",
        guide: PLACE,
    },
    Advice {
        id: "gap",
        none: "One gap of more than six months",
        one: "One gap of more than six months",
        many: "{n} gaps of more than six months",
        good: "No long gap without a line",
        to_do: "Add one neutral line with dates and what you did or learned. You owe nobody a diagnosis.",
        example: "2023 to 2025: care for a family member, evening study of Java and SQL",
        guide: VARIANT,
    },
    Advice {
        id: "tutorial-project",
        none: "One project is a well-known exercise",
        one: "One project is a well-known exercise",
        many: "{n} projects are well-known exercises",
        good: "Projects are your own",
        to_do: "Say in at least two bullets what you added to it and why, or show another project.",
        example: "Added due dates by time zone and a test for the night when clocks change",
        guide: PROJECT,
    },
    Advice {
        id: "acronym",
        none: "One short form is never written in full",
        one: "One short form is never written in full",
        many: "{n} short forms are never written in full",
        good: "Short forms are explained",
        to_do: "Write each once in full, because people search for both forms.",
        example: "Amazon Web Services (AWS)",
        guide: WORDS,
    },
    Advice {
        id: "references",
        none: "The offer of references takes a line",
        one: "The offer of references takes a line",
        many: "{n} lines offer references",
        good: "No line about references",
        to_do: "Delete the line. Whoever wants references will ask.",
        example: "",
        guide: PAGE,
    },
    Advice {
        id: "email-provider",
        none: "The email address says more than you may want",
        one: "The email address says more than you may want",
        many: "{n} email addresses say more than you may want",
        good: "A private email address",
        to_do: "Use a private address with your name. One at an employer or a school ends one day, and a joke is read by a stranger.",
        example: "mira.olsen@mail.example",
        guide: PLACE,
    },
    Advice {
        id: "contact-phone",
        none: "No phone number",
        one: "The phone number has no country code",
        many: "{n} phone numbers have no country code",
        good: "A phone number that works from abroad",
        to_do: "Where calls are usual, give a number that begins with + and the country code. For this check the word “phone” is enough.",
        example: "+44 7700 900123",
        guide: PLACE,
    },
    Advice {
        id: "location",
        none: "No city or country in the first lines",
        one: "The street is more than an employer needs",
        many: "{n} lines give a street",
        good: "City and country, no street",
        to_do: "Give your city and country near your name, and leave out the street.",
        example: "Leeds, UK",
        guide: PLACE,
    },
    Advice {
        id: "linkedin",
        none: "No link to LinkedIn",
        one: "The LinkedIn address ends with a number",
        many: "{n} LinkedIn addresses end with numbers",
        good: "A LinkedIn address you can type",
        to_do: "If employers near you use LinkedIn, add your profile and choose a short address in its settings. If not, leave it out.",
        example: "linkedin.com/in/mira-olsen",
        guide: LINKS,
    },
];

#[cfg(test)]
mod tests {
    use super::super::checks::CHECKS;
    use super::*;

    #[test]
    fn every_check_has_its_advice_and_every_advice_its_check() {
        let checks: Vec<&str> = CHECKS.iter().map(|it| it.id).collect();
        let advice: Vec<&str> = ADVICE.iter().map(|it| it.id).collect();
        assert_eq!(checks, advice, "both in the same order");
    }

    #[test]
    fn no_title_is_empty() {
        for it in &ADVICE {
            for count in [0, 1, 7] {
                let title = it.title(count);
                assert!(!title.is_empty() && !title.contains("{n}"), "{}", it.id);
            }
        }
    }
}
