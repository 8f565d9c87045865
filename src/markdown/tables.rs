//! Tables.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::MistakeKind;
use super::colour::escape;
use super::writer::Writer;

impl<'a> Writer<'a> {
    /// Tables scroll sideways on a phone, so each is a region that a keyboard can reach; the
    /// first cell of a row is its heading.
    pub(super) fn table_or_other(&mut self, event: &Event<'a>, offset: usize) {
        match event {
            Event::Start(Tag::Table(_)) => {
                self.tables += 1;
                self.in_table = true;
                let section = self
                    .document
                    .headings
                    .last()
                    .map_or("", |it| it.text.as_str());
                let label = match self.tables {
                    1 => format!("{section} (table)"),
                    number => format!("{section} (table {number})"),
                };
                let label = escape(label.trim());
                self.html(format!(
                    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">"
                ));
                self.html("<table>");
            }
            Event::End(TagEnd::Table) => {
                self.in_table = false;
                self.html("</tbody></table></div>\n");
            }
            Event::Start(Tag::TableHead) => {
                self.in_table_head = true;
                self.cell = 0;
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_table_head = false;
                self.html("</tr></thead><tbody>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.cell = 0;
                self.html("<tr>");
            }
            Event::End(TagEnd::TableRow) => {
                self.html("</tr>\n");
            }
            Event::Start(Tag::TableCell) => {
                self.html(match (self.in_table_head, self.cell) {
                    (true, _) => "<th scope=\"col\">",
                    (false, 0) => "<th scope=\"row\">",
                    (false, _) => "<td>",
                });
                self.cell_start = self.events.len();
            }
            Event::End(TagEnd::TableCell) => {
                if self.in_table_head && self.events.len() == self.cell_start {
                    self.mistake(MistakeKind::EmptyTableHeading, offset);
                }
                let heading = self.in_table_head || self.cell == 0;
                self.html(if heading { "</th>" } else { "</td>" });
                self.cell += 1;
            }
            _ => self.events.push(event.clone()),
        }
    }
}
