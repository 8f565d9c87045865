//! The headings by which people and programs find the parts of a résumé.

/// A part of a résumé.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What stands above the first heading: name, contact, headline.
    Head,
    /// A few sentences about the person.
    Summary,
    /// What they know.
    Skills,
    /// What they built.
    Projects,
    /// Where they worked.
    Experience,
    /// Where they learned.
    Education,
    /// Languages, interests and other usual parts.
    Other,
    /// Something under a heading that nobody looks for.
    Odd,
}

impl Part {
    /// Its usual heading.
    pub fn name(self) -> &'static str {
        match self {
            Part::Head => "Name and contact",
            Part::Summary => "Summary",
            Part::Skills => "Skills",
            Part::Projects => "Projects",
            Part::Experience => "Experience",
            Part::Education => "Education",
            Part::Other => "Other",
            Part::Odd => "Not recognised",
        }
    }
}

const USUAL: [(Part, &[&str]); 6] = [
    (
        Part::Summary,
        &[
            "summary",
            "profile",
            "about",
            "about me",
            "professional summary",
            "personal statement",
            "personal profile",
            "professional profile",
            "career summary",
            "objective",
            "career objective",
            "headline",
        ],
    ),
    (
        Part::Skills,
        &[
            "skills",
            "technical skills",
            "key skills",
            "core skills",
            "technologies",
            "tech stack",
            "technical stack",
            "competencies",
            "core competencies",
            "technical competencies",
            "tools",
            "skills and tools",
            "skills & tools",
            "tools and technologies",
            "programming skills",
            "skills and technologies",
            "technology",
            "programming languages",
            "it skills",
        ],
    ),
    (
        Part::Projects,
        &[
            "projects",
            "personal projects",
            "selected projects",
            "key projects",
            "side projects",
            "academic projects",
            "software projects",
            "portfolio",
            "portfolio projects",
            "programming projects",
            "projects and open source",
            "open source projects",
            "backend projects",
        ],
    ),
    (
        Part::Experience,
        &[
            "experience",
            "work experience",
            "professional experience",
            "employment",
            "employment history",
            "work history",
            "career history",
            "relevant experience",
            "other experience",
            "earlier experience",
            "previous experience",
            "internships",
            "internship",
            "experience and internships",
            "work",
            "additional experience",
            "earlier work",
            "professional background",
        ],
    ),
    (
        Part::Education,
        &[
            "education",
            "education and training",
            "academic background",
            "studies",
            "qualifications",
            "training",
            "education and courses",
            "education and certificates",
            "courses",
            "education & training",
            "academic education",
            "education and certifications",
            "education and qualifications",
        ],
    ),
    (
        Part::Other,
        &[
            "languages",
            "interests",
            "hobbies",
            "awards",
            "publications",
            "volunteering",
            "volunteer experience",
            "volunteer work",
            "references",
            "contact",
            "contact details",
            "links",
            "open source",
            "achievements",
            "activities",
            "memberships",
            "certifications",
            "certificates",
            "licences",
            "licenses",
            "courses and certificates",
            "additional information",
            "talks",
            "community",
            "personal details",
            "personal information",
            "other",
            "certificates and courses",
            "hobbies and interests",
            "languages and interests",
            "teaching",
            "availability",
            "military service",
            "family",
            "career break",
        ],
    ),
];

/// Headings people invent, each with what they stand for.
const INVENTED: [(&str, &str); 20] = [
    ("my journey", "Experience"),
    ("journey", "Experience"),
    ("my story", "Summary"),
    ("who i am", "Summary"),
    ("who am i", "Summary"),
    ("what i do", "Skills"),
    ("what i can do", "Skills"),
    ("what i know", "Skills"),
    ("stuff i know", "Skills"),
    ("my toolbox", "Skills"),
    ("toolbox", "Skills"),
    ("superpowers", "Skills"),
    ("my superpowers", "Skills"),
    ("things i built", "Projects"),
    ("things i have built", "Projects"),
    ("things i've built", "Projects"),
    ("what i have built", "Projects"),
    ("where i have worked", "Experience"),
    ("where i've been", "Experience"),
    ("where i learned", "Education"),
];

/// The longest heading has so many characters.
const LONGEST: usize = 45;

/// The words of a line that may be a heading, without what decorates it.
pub(super) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Which part a whole line begins, if it is a usual heading.
pub(super) fn usual(line: &str) -> Option<Part> {
    let bare = bare(line);
    if bare.is_empty() || line.trim().len() > LONGEST {
        return None;
    }
    let lower = bare.to_lowercase();
    USUAL
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()))
        .map(|(part, _)| *part)
}

/// What an invented heading stands for.
pub(super) fn invented(line: &str) -> Option<&'static str> {
    if line.trim().len() > LONGEST {
        return None;
    }
    let lower = bare(line).to_lowercase().replace('’', "'");
    INVENTED
        .iter()
        .find(|(name, _)| *name == lower)
        .map(|(_, usual)| *usual)
}

/// A heading with its content on the same line: `Skills: Python, SQL` or `Skills     Python`.
pub(super) fn beside(line: &str) -> Option<(Part, &str)> {
    const NAMES: [(&str, Part); 8] = [
        ("summary", Part::Summary),
        ("profile", Part::Summary),
        ("technical skills", Part::Skills),
        ("skills", Part::Skills),
        ("projects", Part::Projects),
        ("work experience", Part::Experience),
        ("experience", Part::Experience),
        ("education", Part::Education),
    ];
    let start = line.trim_start_matches(['*', '_', '#', ' ']);
    let found = NAMES.iter().find_map(|(name, part)| {
        let begin = start.get(..name.len())?;
        let rest = start.get(name.len()..)?;
        let rest = rest.trim_start_matches(['*', '_']);
        let is_apart = rest.starts_with(':') || rest.starts_with("  ") || rest.starts_with('\t');
        (begin.eq_ignore_ascii_case(name) && is_apart).then_some((*part, rest))
    });
    let (part, rest) = found?;
    let rest = rest.trim_start_matches([':', ' ', '\t', '*', '_']);
    (!rest.is_empty()).then_some((part, rest))
}

/// Whether a line without blanks around it only underlines the one above.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && line
            .chars()
            .all(|c| matches!(c, '-' | '=' | '_' | '*' | '─' | '━' | '═'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorated_headings_are_headings() {
        for line in [
            "SKILLS",
            "## Skills",
            "**Skills**",
            "Skills:",
            "== Skills ==",
            "🛠 Skills",
        ] {
            assert_eq!(usual(line), Some(Part::Skills), "{line}");
        }
        assert_eq!(usual("Skills that I would like to learn"), None);
    }

    #[test]
    fn a_heading_may_stand_beside_its_content() {
        assert_eq!(
            beside("Skills      Languages: Go"),
            Some((Part::Skills, "Languages: Go"))
        );
        assert_eq!(beside("Skills: Go"), Some((Part::Skills, "Go")));
        assert_eq!(beside("Experience with Go"), None);
        assert_eq!(beside("Skills:"), None);
    }
}
