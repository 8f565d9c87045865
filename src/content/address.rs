//! From the path of a content file to the address of its page.

/// The address of the page that is made from a file, such as `/guide/http` from
/// `guide/http.md`. It says nothing about whether the file exists.
pub(super) fn of_file(path: &str) -> Option<String> {
    if let Some(list) = path.strip_suffix(".toml") {
        let address = match list {
            "home" => "/".to_owned(),
            "roadmap" | "faq" | "glossary" | "skills" | "resources" | "interview" | "jobs" => {
                format!("/{list}")
            }
            _ if list.starts_with("salary/") => "/salary".to_owned(),
            _ => return None,
        };
        return Some(address);
    }
    let page = path.strip_suffix(".md")?;
    match page.split_once('/')? {
        ("pages", rest) => Some(format!("/{rest}")),
        ("guide" | "projects" | "faq" | "interview", name) if !name.contains('/') => {
            Some(format!("/{page}"))
        }
        _ => None,
    }
}

/// The file's own name without folder and extension, which is the slug of its page.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The lists that are pages of their own, and what they are called.
const LISTS: [(&str, &str); 5] = [
    ("roadmap.toml", "The roadmap"),
    ("glossary.toml", "Glossary"),
    ("skills.toml", "Skills"),
    ("resources.toml", "Resources"),
    ("faq.toml", "Questions and answers"),
];

/// What the page of a list file is called.
pub(super) fn list_title(path: &str) -> Option<&'static str> {
    LISTS
        .iter()
        .find(|(list, _)| *list == path)
        .map(|(_, title)| *title)
}

/// Whether a file becomes one page with a title, so that another page can name it.
pub(super) fn has_title(path: &str) -> bool {
    list_title(path).is_some() || (path.ends_with(".md") && of_file(path).is_some())
}
