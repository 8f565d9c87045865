//! The advice of the guide, held against its own samples.
//!
//! These are the breaches that can be seen without understanding the program. A sample that
//! shows the wrong way on purpose is marked `wrong`, and readers see that above it.

use std::sync::LazyLock;

use regex::Regex;

use super::{Finding, Sample};

/// SQL, as far as a string that begins with it gives itself away.
const SQL: &str = r"(?:SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s)";

/// A rule: the languages (none: all), the pattern, and what to do instead.
type Rule = (&'static [&'static str], Regex, &'static str);

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let parameters = "SQL built from text: give the values as parameters";
    let slow = "a fast hash for a password: use Argon2id, scrypt or bcrypt from a library";
    let outside = "a secret in the code: read it from the environment or a secret store";
    let rule = |languages: &'static [&'static str], pattern: String, advice| {
        (
            languages,
            Regex::new(&pattern).expect("the patterns are below"),
            advice,
        )
    };
    vec![
        rule(&["python"], format!(r#"(?is)\bf"""(?:[^"]|"[^"])*?{SQL}[^"]*\{{"#), parameters),
        rule(&["python"], format!(r#"(?i)\bf(?:"[^"\n]*{SQL}[^"\n]*|'[^'\n]*{SQL}[^'\n]*)\{{"#), parameters),
        rule(&["python"], format!(r#"(?i)["'][^"'\n]*{SQL}[^"\n]*"(?:\s*%\s|\.format\()"#), parameters),
        rule(&["javascript", "typescript"], format!(r"(?i)(?:^|[^\w])`[^`]*{SQL}[^`]*\$\{{"), parameters),
        rule(&["ruby"], format!(r##"(?i)"[^"]*{SQL}[^"]*#\{{"##), parameters),
        rule(&["php"], format!(r#"(?i)"[^"]*{SQL}[^"]*[{{ ='(]\$\w"#), parameters),
        rule(&["csharp"], format!(r#"(?i)\$@?"[^"]*{SQL}[^"]*\{{"#), parameters),
        rule(&[], format!(r#"(?i)["'][^"'\n]*{SQL}[^"\n]*["']\s*(?:\+|\.)\s*\$?[a-z_]"#), parameters),
        rule(&[], format!(r#"(?i)(?:format!|Sprintf|String\.format|sprintf)\(\s*[`"][^"`]*{SQL}"#), parameters),
        rule(&[], r"(?i)\b(?:md5|sha1|sha224|sha256|sha512)\b[^\n]*passw".into(), slow),
        rule(&[], r"(?i)passw[^\n]*[^_\w](?:md5|sha1|sha224|sha256|sha512)\(".into(), slow),
        rule(&[], r"\b(?:AKIA[0-9A-Z]{16}|ghp_\w{36}|sk_live_\w+|xox[bp]-\w+)|-----BEGIN [A-Z ]*PRIVATE KEY".into(), outside),
        rule(
            &["python", "javascript", "typescript", "java", "go", "csharp", "ruby", "php", "rust", "yaml", "dockerfile"],
            r#"(?i)\b\w*(?:secret|passw(?:or)?d|api_?key|private_?key|access_?token)\w*["']?\s*(?::|:?=|=>)\s*b?["'][^"'\s<>{}$…]{6,}["']"#.into(),
            outside,
        ),
        rule(
            &[],
            r"verify\s*=\s*False|rejectUnauthorized:\s*false|InsecureSkipVerify:\s*true|CERT_NONE|curl [^\n]*(?:-k |--insecure)|danger_accept_invalid|StrictHostKeyChecking[= ]no".into(),
            "the other side is not verified: keep certificates checked",
        ),
        rule(
            &[],
            r"shell\s*=\s*True|\bos\.system\(|\bpickle\.loads?\(|\byaml\.load\(|[^.\w]eval\(|child_process[^\n]*\bexec\(|chmod (?:-R )?777".into(),
            "input can become a command: give arguments as a list and parse data as data",
        ),
    ]
});

pub fn check(sample: &Sample) -> Vec<Finding> {
    let applies =
        |languages: &[&str]| languages.is_empty() || languages.contains(&sample.language.as_str());
    RULES
        .iter()
        .filter(|(languages, ..)| applies(languages))
        .filter_map(|(_, pattern, advice)| {
            let found = pattern.find(&sample.code)?;
            let line = sample.code[..found.start()].matches('\n').count() + 1;
            Some(sample.finding(line, *advice))
        })
        .collect()
}

#[test]
fn breaches_are_seen() {
    for (language, code) in [
        ("python", "db.execute(f\"SELECT * FROM t WHERE id = {x}\")"),
        (
            "python",
            "db.execute(f\"\"\"\n  SELECT * FROM t WHERE id = {x}\n\"\"\")",
        ),
        (
            "python",
            "db.execute(\"SELECT * FROM t WHERE id = %s\" % x)",
        ),
        ("python", "db.execute(\"SELECT * FROM t WHERE id = \" + x)"),
        ("javascript", "db.query(`SELECT * FROM t WHERE id = ${x}`)"),
        ("javascript", "db.query(\"DELETE FROM t WHERE id = \" + x)"),
        ("ruby", "db.exec(\"SELECT * FROM t WHERE id = #{x}\")"),
        ("php", "$db->query(\"SELECT * FROM t WHERE id = $x\");"),
        ("csharp", "Run($\"SELECT * FROM t WHERE id = {x}\");"),
        (
            "go",
            "q := fmt.Sprintf(\"SELECT * FROM t WHERE id = %d\", x)",
        ),
        (
            "rust",
            "let q = format!(\"SELECT * FROM t WHERE id = {x}\");",
        ),
        ("java", "var q = \"SELECT * FROM t WHERE id = \" + x;"),
        ("python", "hashlib.sha256(password.encode())"),
        ("php", "$stored = md5($password);"),
        ("python", "API_KEY = \"4f9a2c77d1\""),
        ("java", "String password = \"hunter22\";"),
        ("python", "requests.get(url, verify=False)"),
        ("python", "subprocess.run(command, shell=True)"),
        ("bash", "curl -k https://a.example"),
    ] {
        assert_eq!(check(&super::sample(language, code)).len(), 1, "{code}");
    }
}

#[test]
fn the_right_way_is_no_breach() {
    for (language, code) in [
        (
            "python",
            "db.execute(\"SELECT * FROM t WHERE id = ?\", (x,))",
        ),
        ("python", "print(f\"{x} rows\")"),
        (
            "javascript",
            "db.query(sql`SELECT * FROM t WHERE id = ${x}`)",
        ),
        (
            "javascript",
            "db.query(\"SELECT * FROM t WHERE id = $1\", [x])",
        ),
        (
            "php",
            "$db->prepare('SELECT * FROM t WHERE id = ?')->execute([$x]);",
        ),
        (
            "python",
            "hashlib.pbkdf2_hmac(\"sha256\", secret, salt, 600_000)",
        ),
        ("python", "API_KEY = os.environ[\"API_KEY\"]"),
        ("python", "etag = hashlib.sha256(body).hexdigest()"),
        ("yaml", "password: \"${DB_PASSWORD}\""),
    ] {
        assert_eq!(check(&super::sample(language, code)), [], "{code}");
    }
}
