//! The technologies that résumés of backend developers name, and how their makers spell them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{key, phrase_key};

/// A technology.
#[derive(Debug)]
pub(super) struct Technology {
    /// The name as its makers write it.
    pub(super) name: &'static str,
    /// Other ways to write it that are not wrong.
    also: &'static [&'static str],
    /// The names of technologies that are used wherever this one is.
    pub(super) implies: &'static [&'static str],
    /// Whether the name is also an English word, so that only this spelling counts.
    is_word: bool,
}

const fn tech(
    name: &'static str,
    also: &'static [&'static str],
    implies: &'static [&'static str],
) -> Technology {
    Technology {
        name,
        also,
        implies,
        is_word: false,
    }
}

const fn word(
    name: &'static str,
    also: &'static [&'static str],
    implies: &'static [&'static str],
) -> Technology {
    Technology {
        name,
        also,
        implies,
        is_word: true,
    }
}

/// A mention of this says nothing on a page where everybody has it, so it needs no proof.
pub(super) const EVERYWHERE: [&str; 10] = [
    "Git", "Linux", "Bash", "HTML", "CSS", "VS Code", "Jira", "GitHub", "HTTP", "JSON",
];

static TECHNOLOGIES: &[Technology] = &[
    tech("Python", &["Python 3", "Python3"], &[]),
    tech("JavaScript", &[], &[]),
    tech("TypeScript", &[], &["JavaScript"]),
    tech("Java", &["Java 17", "Java 21", "Java 25"], &[]),
    tech("Kotlin", &[], &[]),
    word("Go", &["Golang"], &[]),
    word("Rust", &[], &[]),
    tech("C#", &["C sharp"], &[".NET"]),
    tech(".NET", &["dotnet", ".NET Core"], &["C#"]),
    tech("C++", &[], &[]),
    word("Ruby", &[], &[]),
    tech("PHP", &[], &[]),
    tech("Scala", &[], &[]),
    word("Elixir", &[], &[]),
    word("Swift", &[], &[]),
    tech("Perl", &[], &[]),
    tech("SQL", &[], &[]),
    tech("Bash", &["shell scripting", "shell scripts"], &[]),
    tech("HTML", &["HTML5"], &[]),
    tech("CSS", &["CSS3"], &[]),
    tech("Django", &["Django REST Framework"], &["Python", "REST"]),
    tech("Flask", &[], &["Python"]),
    tech("FastAPI", &[], &["Python", "REST"]),
    tech("Node.js", &["Node"], &["JavaScript"]),
    word(
        "Express",
        &["Express.js", "ExpressJS"],
        &["Node.js", "JavaScript"],
    ),
    tech("NestJS", &["Nest.js"], &["Node.js", "TypeScript"]),
    tech("Fastify", &[], &["Node.js", "JavaScript"]),
    word("React", &["React.js", "ReactJS"], &["JavaScript"]),
    tech("Vue", &["Vue.js", "VueJS"], &["JavaScript"]),
    tech("Angular", &[], &["TypeScript"]),
    tech("Next.js", &[], &["React", "JavaScript"]),
    word("Spring", &[], &["Java"]),
    tech("Spring Boot", &[], &["Spring", "Java"]),
    tech("Hibernate", &["JPA"], &["Java", "SQL"]),
    tech("Quarkus", &[], &["Java"]),
    tech("ASP.NET Core", &["ASP.NET"], &["C#", ".NET"]),
    tech(
        "EF Core",
        &["Entity Framework", "Entity Framework Core"],
        &["C#", ".NET", "SQL"],
    ),
    tech("Ruby on Rails", &["Rails"], &["Ruby"]),
    tech("Sidekiq", &[], &["Ruby", "Redis"]),
    tech("Laravel", &[], &["PHP"]),
    tech("Symfony", &[], &["PHP"]),
    tech("axum", &[], &["Rust", "Tokio"]),
    tech("Tokio", &[], &["Rust"]),
    tech("SQLx", &[], &["SQL"]),
    tech("chi", &[], &["Go"]),
    tech("Gin", &[], &["Go"]),
    tech("PostgreSQL", &["Postgres"], &["SQL"]),
    tech("MySQL", &[], &["SQL"]),
    tech("MariaDB", &[], &["SQL"]),
    tech("SQLite", &[], &["SQL"]),
    tech("SQL Server", &["MSSQL"], &["SQL"]),
    word("Oracle", &["Oracle Database"], &["SQL"]),
    tech("MongoDB", &[], &["NoSQL"]),
    tech("Redis", &["Valkey"], &[]),
    tech("Cassandra", &[], &["NoSQL"]),
    tech("DynamoDB", &[], &["AWS", "NoSQL"]),
    tech("Elasticsearch", &["OpenSearch"], &[]),
    tech("NoSQL", &[], &[]),
    tech("SQLAlchemy", &[], &["Python", "SQL"]),
    tech("Prisma", &[], &["SQL", "TypeScript"]),
    tech("Kafka", &["Apache Kafka"], &[]),
    tech("RabbitMQ", &[], &[]),
    tech("NATS", &[], &[]),
    tech("Celery", &[], &["Python"]),
    word("REST", &["RESTful", "REST API", "RESTful API"], &[]),
    tech("GraphQL", &[], &[]),
    tech("gRPC", &[], &[]),
    tech("OpenAPI", &["Swagger"], &["REST"]),
    tech("WebSocket", &["WebSockets"], &[]),
    tech("OAuth", &["OAuth 2.0", "OAuth2"], &[]),
    tech("JWT", &[], &[]),
    tech("Docker", &["Docker Compose"], &[]),
    tech("Kubernetes", &["k8s"], &["Docker"]),
    tech("Helm", &[], &["Kubernetes"]),
    tech("Terraform", &["OpenTofu"], &[]),
    tech("Ansible", &[], &[]),
    tech("AWS", &["Amazon Web Services"], &[]),
    tech("Lambda", &["AWS Lambda"], &["AWS"]),
    tech("Azure", &["Microsoft Azure"], &[]),
    tech("GCP", &["Google Cloud", "Google Cloud Platform"], &[]),
    tech("GitHub Actions", &[], &["CI/CD", "GitHub"]),
    tech("GitLab CI", &["GitLab CI/CD"], &["CI/CD"]),
    tech("Jenkins", &[], &["CI/CD"]),
    tech("CI/CD", &["continuous integration"], &[]),
    tech("nginx", &[], &[]),
    tech("Caddy", &[], &[]),
    tech("Linux", &["Ubuntu", "Debian"], &[]),
    tech("Git", &[], &[]),
    tech("GitHub", &[], &["Git"]),
    tech("GitLab", &[], &["Git"]),
    tech("Jira", &[], &[]),
    tech("VS Code", &[], &[]),
    tech("Prometheus", &[], &[]),
    tech("Grafana", &[], &[]),
    tech("OpenTelemetry", &[], &[]),
    word("Sentry", &[], &[]),
    tech("pytest", &[], &["Python"]),
    tech("JUnit", &[], &["Java"]),
    tech("Jest", &[], &["JavaScript"]),
    tech("Vitest", &[], &["JavaScript"]),
    tech("xUnit", &[], &["C#"]),
    tech("RSpec", &[], &["Ruby"]),
    tech("PHPUnit", &[], &["PHP"]),
    tech("Testcontainers", &[], &["Docker"]),
    tech("Playwright", &[], &[]),
    tech("k6", &[], &[]),
    tech("Postman", &[], &[]),
    tech("Flyway", &[], &["SQL"]),
    tech("Maven", &[], &["Java"]),
    tech("Gradle", &[], &["Java"]),
    tech("HTTP", &["HTTPS"], &[]),
    tech("JSON", &[], &[]),
    tech("pandas", &[], &["Python"]),
];

static BY_KEY: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (index, it) in TECHNOLOGIES.iter().enumerate() {
        for name in it.also.iter().chain([&it.name]) {
            all.insert(phrase_key(name), index);
        }
    }
    all
});

/// The longest name has so many words.
const LONGEST: usize = 3;

/// The technologies that words name, each with the place of its first word, the longest name
/// first: “Spring Boot” is not “Spring”.
pub(super) fn named<'a>(words: &[&'a str]) -> Vec<(&'a str, &'static Technology)> {
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at))
            .rev()
            .find_map(|length| {
                let index = *BY_KEY.get(&keys[at..at + length].join(" "))?;
                let it = &TECHNOLOGIES[index];
                let spelled = !it.is_word
                    || length > 1
                    || words[at] == it.name
                    || it.also.contains(&words[at]);
                spelled.then_some((length, it))
            });
        match longest {
            Some((length, it)) => {
                found.push((words[at], it));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The name of every technology, for the vocabulary of adverts.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    TECHNOLOGIES.iter().map(|it| (it.name, it.also))
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn names(line: &str) -> Vec<&'static str> {
        named(&words(line))
            .into_iter()
            .map(|(_, it)| it.name)
            .collect()
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(
            names("Java, Spring Boot, ASP.NET Core and CI/CD"),
            ["Java", "Spring Boot", "ASP.NET Core", "CI/CD"]
        );
    }

    #[test]
    fn english_words_count_only_as_their_makers_write_them() {
        assert_eq!(
            names("I go in spring to rest and express myself, swift as rust"),
            [""; 0]
        );
        assert_eq!(
            names("Go, Spring, REST and Rust"),
            ["Go", "Spring", "REST", "Rust"]
        );
    }

    #[test]
    fn what_is_implied_is_known() {
        for it in TECHNOLOGIES {
            for name in it.implies {
                assert!(
                    TECHNOLOGIES.iter().any(|other| other.name == *name),
                    "{name}"
                );
            }
        }
    }
}
