//! What one résumé check costs, in CPU time: an ordinary one, and the dearest that may be sent.
//!
//! `cargo bench --bench resume`. The promise is under 5 ms for an ordinary résumé and under
//! 50 ms for the largest input of any shape; the bench fails if it is broken.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use career_guide::content::{self, Origin};
use career_guide::markdown::Highlighter;
use career_guide::site;
use career_guide::tools::resume::{
    self, LARGEST_FILE, LONGEST_TEXT, Month, ResumeQuery, Upload, Vocabulary,
};
use zip::write::SimpleFileOptions;

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let assets = site::read_assets(Origin::Folder(&root.join("static")), None)?.addresses();
    let guide = content::load(
        Origin::Folder(&root.join("content")),
        None,
        assets,
        &Highlighter::default(),
    )?;
    let vocabulary = Vocabulary::of(&guide);
    let good = fs::read_to_string(root.join("tests/data/resumes/good-leeds.txt"))?;
    println!("{:<34} {:>9}", "", "CPU ms");
    let pasted = |text: &str, advert: &str| ResumeQuery {
        text: text.to_owned(),
        advert: advert.to_owned(),
        ..ResumeQuery::default()
    };
    measure(&vocabulary, "an ordinary résumé", 5.0, || {
        pasted(&good, "")
    })?;
    measure(&vocabulary, "  with an advert", 5.0, || {
        pasted(&good, &good)
    })?;
    let fill = |piece: &str| -> String { piece.chars().cycle().take(LONGEST_TEXT).collect() };
    for piece in [
        "x",
        "built a thing ",
        "\n",
        "\u{1}\u{202e}",
        "@",
        "a@b.cd ",
        "http://http:///..//www. ",
        "./",
        "01/2024-02/2023 to March 2024 - ",
        "2024-",
        "- x\n",
        "- x\n y\n",
        "Skills\nExperience\n",
        "a b c\n",
        "Projects\ntodo app Go SQL\n",
        "Spring Boot, Ruby on Rails, ",
        "👩‍💻 ",
        "漢字",
        "и так далее ",
        "Ä B ",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789 ",
        "Zylo Quark Trams ",
        "password: ",
        "a",
        "- Built x 1\nMay 2020 - \n",
    ] {
        let text = fill(piece);
        let name = format!(
            "20,000 characters of {:?}",
            piece.chars().take(8).collect::<String>()
        );
        measure(&vocabulary, &name, 50.0, || pasted(&text, &text))?;
    }
    let xml = |piece: &str| {
        let mut xml = piece.repeat(2 * 1024 * 1024 / piece.len() - 1);
        xml.truncate(2 * 1024 * 1024);
        docx(&xml)
    };
    let files = [
        ("a text of 1 MB", "a.txt", vec![b'x'; LARGEST_FILE]),
        (
            "JSON of 1 MB, many lists",
            "a.json",
            format!(
                "{{\"basics\":{{}},\"work\":[{}{{}}]}}",
                "[],".repeat(LARGEST_FILE / 3 - 20)
            )
            .into_bytes(),
        ),
        (
            "JSON of 1 MB, many entries",
            "a.json",
            format!(
                "{{\"basics\":{{}},\"work\":[{}{{}}]}}",
                "{\"name\":\"a\"},".repeat(LARGEST_FILE / 13 - 4)
            )
            .into_bytes(),
        ),
        (
            "JSON of 1 MB, many highlights",
            "a.json",
            format!(
                "{{\"basics\":{{}},\"work\":[{{\"highlights\":[{}\"a\"]}}]}}",
                "\"a\",".repeat(LARGEST_FILE / 4 - 20)
            )
            .into_bytes(),
        ),
        (
            "JSON, as many entries as are read",
            "a.json",
            format!(
                "{{\"basics\":{{}},\"work\":[{}{{}}]}}",
                "{\"name\":0},".repeat(4_990)
            )
            .into_bytes(),
        ),
        (
            "JSON of 1 MB, long texts",
            "a.json",
            format!(
                "{{\"basics\":{{}},\"work\":[{}{{}}]}}",
                format!("{{\"summary\":\"{}\"}},", "a ".repeat(500)).repeat(1_000)
            )
            .into_bytes(),
        ),
        (
            "DOCX, 2 MB of paragraphs",
            "a.docx",
            xml("<w:p><w:t>a</w:t></w:p>")?,
        ),
        ("DOCX, 2 MB of tabs", "a.docx", xml("<w:tab/>")?),
        ("DOCX, 2 MB of depth", "a.docx", xml("<w:p>")?),
        (
            "ZIP, 1 MB of marks",
            "a.docx",
            b"PK\x01\x02".repeat(LARGEST_FILE / 4),
        ),
        (
            "ZIP, 1 MB without a list",
            "a.docx",
            [b"PK\x03\x04".to_vec(), vec![0; LARGEST_FILE - 4]].concat(),
        ),
        (
            "ZIP bomb of 64 MB",
            "a.docx",
            docx(&" ".repeat(64 * 1024 * 1024))?,
        ),
    ];
    for (name, file, bytes) in &files {
        measure(&vocabulary, name, 50.0, || ResumeQuery {
            file: Some(Upload {
                name: (*file).to_owned(),
                length: bytes.len(),
                bytes: bytes.clone(),
            }),
            ..ResumeQuery::default()
        })?;
    }
    Ok(())
}

fn docx(xml: &str) -> anyhow::Result<Vec<u8>> {
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    file.start_file("word/document.xml", SimpleFileOptions::default())?;
    file.write_all(xml.as_bytes())?;
    Ok(file.finish()?.into_inner())
}

/// Reads and checks it several times, and prints the time of one.
fn measure(
    vocabulary: &Vocabulary,
    name: &str,
    most: f64,
    make: impl Fn() -> ResumeQuery,
) -> anyhow::Result<()> {
    const ROUNDS: u32 = 20;
    let before = cpu_ms()?;
    for _ in 0..ROUNDS {
        let question = make().parse(Month::new(2026, 11));
        if let Ok(question) = question {
            std::hint::black_box(resume::check(vocabulary, &question));
        }
    }
    let spent = (cpu_ms()? - before) / f64::from(ROUNDS);
    println!("{name:<34} {spent:>9.2}");
    anyhow::ensure!(
        spent < most,
        "{name} took {spent:.2} ms, {most} ms are allowed"
    );
    Ok(())
}

/// CPU time of this process so far: the first field of `/proc/self/schedstat`, in nanoseconds.
fn cpu_ms() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/schedstat")?;
    let first = stat.split_whitespace().next().unwrap_or_default();
    Ok(first.parse::<f64>()? / 1_000_000.0)
}
