//! A table for the terminal, or the same rows as CSV.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Row, Table, presets};
use report::csv_line;

use super::data;

/// Rows under headers; numbers stand to the right. On a terminal that is too narrow, texts are cut with an ellipsis; numbers
/// and whatever else is marked as whole never are.
#[derive(Debug)]
pub(crate) struct Grid {
    headers: Vec<String>,
    /// Whether headers stand as they are, not in capitals.
    exact: bool,
    right: Vec<bool>,
    whole: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// Returns an empty grid. A header that begins with `>` names a column of numbers, one with `!` a column that is shown whole.
    pub(crate) fn new(headers: &[&str]) -> Self {
        Self {
            headers: headers.iter().map(|h| h.strip_prefix(['>', '!']).unwrap_or(h).to_owned()).collect(),
            exact: false,
            right: headers.iter().map(|h| h.starts_with('>')).collect(),
            whole: headers.iter().map(|h| h.starts_with(['>', '!'])).collect(),
            rows: Vec::new(),
        }
    }

    /// Returns an empty grid with these headers as they are, each with whether its cells stand to the right.
    pub(crate) fn exact(headers: impl IntoIterator<Item = (String, bool)>) -> Self {
        let (headers, right): (Vec<String>, Vec<bool>) = headers.into_iter().unzip();
        Self { whole: vec![false; headers.len()], headers, exact: true, right, rows: Vec::new() }
    }

    /// Shows these columns whole too, as far as what is left of the terminal is enough for the others: `narrowest` for each.
    pub(crate) fn keep(&mut self, whole: &[bool], narrowest: usize) {
        let Some(mut left) = super::width() else { return };
        left = left.saturating_sub(whole.len() * (narrowest + 2));
        for (at, _) in whole.iter().enumerate().filter(|(_, whole)| **whole) {
            let cells = self.rows.iter().filter_map(|row| row.get(at)).chain(self.headers.get(at));
            let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or_default();
            let more = widest.saturating_sub(narrowest);
            if let (true, Some(kept)) = (more <= left, self.whole.get_mut(at)) {
                *kept = true;
                left -= more;
            }
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
        table.set_header(self.headers.iter().map(|h| if self.exact { printable(h) } else { h.to_uppercase() }));
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

    /// Prints the rows as CSV, see [`csv_line`].
    pub(crate) fn print_csv(&self) -> anyhow::Result<()> {
        let mut text = self.headers.join(",") + "\r\n";
        for row in &self.rows {
            text += &csv_line(row.iter().map(String::as_str));
        }
        data(&text)
    }
}

/// Logs hold what attackers typed: control characters must not reach the terminal.
pub(crate) fn printable(cell: &str) -> String {
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
