//! A JSON Resume as a text that people read, plain or in Markdown.

use crate::content::{First, JsonEntry, JsonResume};

/// As plain text with the usual headings.
pub fn text_of_json_resume(resume: &JsonResume, first: First) -> String {
    write(resume, first, false)
}

/// As Markdown with the usual headings.
pub fn markdown_of_json_resume(resume: &JsonResume, first: First) -> String {
    write(resume, first, true)
}

fn write(resume: &JsonResume, first: First, is_markdown: bool) -> String {
    let mut text = Text {
        out: String::new(),
        is_markdown,
    };
    text.marked("# ", &resume.name);
    text.paragraph(&resume.label);
    let contact = [&resume.place, &resume.email, &resume.phone];
    text.paragraph(&joined(contact.into_iter()));
    text.paragraph(&joined(resume.links.iter()));
    if !resume.summary.is_empty() {
        text.heading("Summary");
        text.line(&resume.summary);
    }
    match first {
        First::Projects => {
            text.skills(resume);
            text.entries("Projects", &resume.projects);
            text.entries("Experience", &resume.work);
        }
        First::Work => {
            text.entries("Experience", &resume.work);
            text.skills(resume);
            text.entries("Projects", &resume.projects);
        }
    }
    text.entries("Volunteering", &resume.volunteer);
    text.entries("Education", &resume.education);
    text.list("Certificates", &resume.certificates);
    text.list("Languages", &resume.languages);
    text.out.trim().to_owned() + "\n"
}

/// What is not empty, on one line.
fn joined<'a>(parts: impl Iterator<Item = &'a String>) -> String {
    let parts: Vec<&str> = parts
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    parts.join(" | ")
}

struct Text {
    out: String,
    is_markdown: bool,
}

impl Text {
    fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// A line that stands alone in Markdown too, which joins the lines of a paragraph.
    fn paragraph(&mut self, line: &str) {
        if self.is_markdown && !line.is_empty() {
            self.out.push('\n');
        }
        self.line(line);
    }

    fn marked(&mut self, mark: &str, line: &str) {
        let mark = if self.is_markdown { mark } else { "" };
        if !line.is_empty() {
            self.line(&format!("{mark}{line}"));
        }
    }

    fn heading(&mut self, name: &str) {
        self.out.push('\n');
        self.marked("## ", name);
        if self.is_markdown {
            self.out.push('\n');
        }
    }

    fn skills(&mut self, resume: &JsonResume) {
        if !resume.skills.is_empty() {
            self.heading("Skills");
        }
        for (name, words) in &resume.skills {
            let words = words.join(", ");
            let line = match (name.is_empty(), words.is_empty()) {
                (_, true) => name.clone(),
                (true, false) => words,
                (false, false) => format!("{name}: {words}"),
            };
            // A list in Markdown, because lines of a paragraph flow together there.
            self.marked("- ", &line);
        }
    }

    fn entries(&mut self, name: &str, entries: &[JsonEntry]) {
        if !entries.is_empty() {
            self.heading(name);
        }
        for (nth, entry) in entries.iter().enumerate() {
            if nth > 0 {
                self.out.push('\n');
            }
            let title = joined([&entry.title, &entry.at, &entry.time].into_iter());
            self.marked("### ", &title);
            self.paragraph(&entry.url);
            self.paragraph(&entry.keywords.join(", "));
            self.paragraph(&entry.summary);
            if self.is_markdown && !entry.highlights.is_empty() {
                self.out.push('\n');
            }
            for highlight in &entry.highlights {
                self.line(&format!("- {highlight}"));
            }
        }
    }

    fn list(&mut self, name: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.heading(name);
        }
        for line in lines {
            self.line(&format!("- {line}"));
        }
    }
}
