//! The wording of problems with pay figures; `problem.rs` has all others.

use super::{Problems, SourceFile};

impl Problems {
    pub(super) fn wrong_columns(&mut self, file: &SourceFile, columns: &[&str]) {
        let message = format!("the first line must be `{}`", columns.join(","));
        self.add(file, 0, message, None);
    }

    pub(super) fn uneven_row(&mut self, file: &SourceFile, at: usize, columns: usize) {
        let help = "put a field with a comma in double quotes";
        let message = format!("the line does not have {columns} fields");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn bad_figure(&mut self, file: &SourceFile, at: usize, column: &str, text: &str) {
        let help = match column {
            "year" => "expected a year such as 2025",
            "n" => "expected a whole number above 0, or nothing",
            _ => "expected an amount above 0 such as 81685 or 48.08, or nothing",
        };
        let message = format!("`{column}` is `{text}`");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn source_without_figures(&mut self, file: &SourceFile, name: &str) {
        let help = format!("add salary/{name}.csv");
        self.add(file, 0, "the source has no figures", Some(help));
    }

    pub(super) fn figures_without_source(&mut self, file: &SourceFile, name: &str) {
        let help = format!("say where they come from in salary/{name}.toml");
        self.add(file, 0, "the figures have no source", Some(help));
    }

    pub(super) fn other_year(&mut self, file: &SourceFile, until: u16, newest: u16) {
        let message = format!("`until` is in {until} and the newest figures describe {newest}");
        self.add(file, 0, message, None);
    }

    pub(super) fn not_a_country(&mut self, file: &SourceFile, at: usize, code: &str) {
        let help = "use two capital letters such as DE, or `world`";
        let message = format!("`{code}` is not the code of a country");
        self.add(file, at, message, Some(help.to_owned()));
    }

    pub(super) fn percentiles_fall(&mut self, file: &SourceFile, at: usize, row: &str) {
        self.add(
            file,
            at,
            format!("the amounts of `{row}` do not rise from p10 to p90"),
            None,
        );
    }
}
