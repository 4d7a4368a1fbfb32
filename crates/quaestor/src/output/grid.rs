//! A table for the terminal, or the same rows as CSV.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, presets};

use super::data;

/// Rows under headers; numbers stand to the right. On a terminal that is too narrow, texts are cut with an ellipsis; numbers
/// and whatever else is marked as whole never are.
#[derive(Debug)]
pub(crate) struct Grid {
    headers: Vec<&'static str>,
    right: Vec<bool>,
    whole: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// Returns an empty grid. A header that begins with `>` names a column of numbers, one with `!` a column that is shown whole.
    pub(crate) fn new(headers: &[&'static str]) -> Self {
        Self {
            headers: headers.iter().map(|h| h.strip_prefix(['>', '!']).unwrap_or(h)).collect(),
            right: headers.iter().map(|h| h.starts_with('>')).collect(),
            whole: headers.iter().map(|h| h.starts_with(['>', '!'])).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the aligned text, as wide as the terminal at most.
    pub(crate) fn text(&self) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(self.headers.iter().map(|h| h.to_uppercase()));
        for row in &self.rows {
            let mut line = Row::from(row.iter().map(|cell| printable(cell)).collect::<Vec<_>>());
            line.max_height(1);
            table.add_row(line);
        }
        table.set_truncation_indicator("…");
        for (index, whole) in self.whole.iter().enumerate() {
            if let (true, Some(column)) = (*whole, table.column_mut(index)) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        for (index, right) in self.right.iter().enumerate() {
            if let (true, Some(column)) = (*right, table.column_mut(index)) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// Prints the aligned table.
    pub(crate) fn print(&self) -> anyhow::Result<()> {
        data(&self.text())
    }

    /// Prints the rows as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe before it.
    pub(crate) fn print_csv(&self) -> anyhow::Result<()> {
        let quote = |cell: &str| {
            let inert = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
                format!("'{cell}")
            } else {
                cell.to_owned()
            };
            if inert.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", inert.replace('"', "\"\"")) } else { inert }
        };
        let mut text = self.headers.join(",") + "\r\n";
        for row in &self.rows {
            text += &(row.iter().map(|c| quote(c)).collect::<Vec<_>>().join(",") + "\r\n");
        }
        data(&text)
    }
}

/// Logs hold what attackers typed: control characters must not reach the terminal.
fn printable(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        let mut grid = Grid::new(&["name", ">n"]);
        grid.row(["\u{1b}[31mred".to_owned(), "1".to_owned()]);
        assert!(!grid.text().contains('\u{1b}'));
    }
}
