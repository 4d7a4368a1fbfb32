//! An aligned table for the terminal; where it is too narrow for the columns, a block of lines for each row.

use std::io::Write;

use kql_plan::Column;

use super::{Batch, Writer, each_row, is_right, text};
use crate::output::{Grid, printable, width};

/// The narrowest column that still tells something.
const NARROWEST: usize = 7;

/// Gathers rows, and prints them in the end.
pub(super) struct Table<'w> {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    out: Box<dyn Write + Send + 'w>,
}

impl<'w> Table<'w> {
    /// Prints nothing yet.
    pub(super) fn new(columns: Vec<Column>, out: Box<dyn Write + Send + 'w>) -> Self {
        Self { columns, rows: Vec::new(), out }
    }
}

impl Writer for Table<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let rows = &mut self.rows;
        each_row(batch, &self.columns, |values| {
            rows.push(values.iter().map(text).collect());
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        let narrow = width().is_some_and(|width| self.columns.len() * NARROWEST > width);
        let text = if narrow { blocks(&self.columns, &self.rows) } else { aligned(&self.columns, self.rows) };
        self.out.write_all(text.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

fn aligned(columns: &[Column], rows: Vec<Vec<String>>) -> String {
    let mut grid = Grid::exact(columns.iter().map(|column| (column.name.clone(), is_right(column.kind))));
    for row in rows {
        grid.row(row);
    }
    grid.text()
}

/// A line a value; values that are empty are left out.
fn blocks(columns: &[Column], rows: &[Vec<String>]) -> String {
    let widest = columns.iter().map(|column| column.name.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        text += &format!("─── {} {}\n", number + 1, "─".repeat(widest));
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            text += &format!("{:widest$}  {}\n", printable(&column.name), printable(cell));
        }
    }
    text
}
