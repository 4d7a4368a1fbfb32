//! Comma-separated values: everything that a document says, a line each, and every table whole.
//!
//! The first cell of a line says what it is: `Report`, `Fact`, `Section`, `Text`, `Notice`, `Field`, `Figure`, `Definition`, `Population`, `Coverage`, `Query`,
//! `Table`. A line `Table` has the titles of section and table, and is followed by the table: its header, its rows, and an empty line. Values are as they are.

use kql_plan::convert::text;

use crate::document::{Block, Document, Section};
use crate::form::RenderError;
use crate::rows;

/// Writes the lines.
pub(crate) fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    // A mark of the byte order tells spreadsheets that this is UTF-8.
    let mut out = String::from('\u{feff}');
    line(&mut out, &["Report", &document.title, &document.subtitle]);
    for fact in &document.facts {
        line(&mut out, &["Fact", &fact.name, &fact.value]);
    }
    for each in &document.sections {
        out.push_str("\r\n");
        section(&mut out, each);
    }
    Ok(out.into_bytes())
}

fn section(out: &mut String, section: &Section) {
    line(out, &["Section", &section.title, &section.id]);
    for block in &section.blocks {
        match block {
            Block::Prose(prose) => line(out, &["Text", prose]),
            Block::Notice(level, notice) => line(out, &["Notice", level.name(), notice]),
            Block::Fields(fields) => {
                for field in fields {
                    let values = field.values.iter().map(String::as_str);
                    let cells: Vec<&str> = ["Field", field.name.as_str()].into_iter().chain(values).collect();
                    line(out, &cells);
                }
            }
            Block::Figures(figures) => {
                for figure in figures {
                    let change = figure.change.as_deref().unwrap_or_default();
                    line(out, &["Figure", &figure.label, &figure.value, change, figure.level.name()]);
                }
            }
            Block::Table(_) | Block::Chart(_) | Block::Cards(_) => {}
        }
    }
    if let Some(source) = &section.source {
        line(out, &["Definition", &source.definition]);
        line(out, &["Population", &source.population]);
        for coverage in &source.coverage {
            line(out, &["Coverage", coverage]);
        }
        if let Some(query) = &source.query {
            line(out, &["Query", query]);
        }
    }
    for sheet in rows::of(section) {
        out.push_str("\r\n");
        line(out, &["Table", &section.title, sheet.title]);
        out.push_str(&csv_line(sheet.rows.columns.iter().map(|(name, _)| name.as_str())));
        for row in &sheet.rows.rows {
            let cells: Vec<String> = row.iter().map(text).collect();
            out.push_str(&csv_line(cells.iter().map(String::as_str)));
        }
    }
}

fn line(out: &mut String, cells: &[&str]) {
    out.push_str(&csv_line(cells.iter().copied()));
}

/// The cells as a line of CSV. A cell that a spreadsheet would run as a formula gets an apostrophe before it; a number stays one.
///
/// A formula begins with `=`, `+`, `-`, `@` or their wide forms, also after quotes and spaces, or with a tab or a line break.
/// Source: <https://owasp.org/www-community/attacks/CSV_Injection>
///
/// ```
/// assert_eq!(report::csv_line(["-2", "=1+1", "a,b"].into_iter()), "-2,'=1+1,\"a,b\"\r\n");
/// ```
pub fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    cells.map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let inert = if runs(text) { format!("'{text}") } else { text.to_owned() };
    if inert.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", inert.replace('"', "\"\"")) } else { inert }
}

/// Whether a spreadsheet might run a cell.
fn runs(text: &str) -> bool {
    if text.trim_start_matches(['"', '\'', ' ', '\u{feff}']).starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let begin =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | '\u{feff}'));
    let formula = begin.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    formula && !text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_inert() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("\"=1+1\"", "\"'\"\"=1+1\"\"\""),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("\tcmd", "'\tcmd"),
            ("\"\tcmd", "\"'\"\"\tcmd\""),
            ("＝1", "'＝1"),
            ("-inf", "'-inf"),
            ("+41 44", "'+41 44"),
            ("-2.5e3", "-2.5e3"),
            ("+7", "+7"),
            ("a-b", "a-b"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
