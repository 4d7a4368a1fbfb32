//! An aligned table for the terminal; where it is too narrow for the columns, a block of lines for each row.

use std::io::Write;

use kql_plan::{Column, Type, Value};

use super::chart::cut;
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
            rows.push(values.iter().map(shown).collect());
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        let narrow = width().filter(|width| self.columns.len() * NARROWEST > *width);
        let text = match narrow {
            Some(width) => blocks(&self.columns, &self.rows, width),
            None => aligned(&self.columns, self.rows),
        };
        self.out.write_all(text.as_bytes())?;
        Ok(self.out.flush()?)
    }
}

fn aligned(columns: &[Column], rows: Vec<Vec<String>>) -> String {
    let mut grid = Grid::exact(columns.iter().map(|column| (column.name.clone(), is_right(column.kind))));
    for row in rows {
        grid.row(row);
    }
    // Half a number or instant is wrong; half a text is only short.
    let is_whole = |kind: Type| is_right(kind) || matches!(kind, Type::Datetime | Type::Bool);
    grid.keep(&columns.iter().map(|column| is_whole(column.kind)).collect::<Vec<_>>(), NARROWEST);
    grid.text()
}

/// The text of a value; an instant as all tables of quaestor show it, with the fraction of a second only where there is one.
fn shown(value: &Value<'_>) -> String {
    let text = text(value);
    if !matches!(value, Value::Datetime(_)) {
        return text;
    }
    let (seconds, fraction) = text.trim_end_matches('Z').split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{}{dot}{fraction}Z", seconds.replace('T', " "))
}

/// A line a value, cut to the terminal; values that are empty are left out.
fn blocks(columns: &[Column], rows: &[Vec<String>], width: usize) -> String {
    let widest = columns.iter().map(|column| column.name.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        text += &format!("─── {} {}\n", number + 1, "─".repeat(widest));
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let cell = cut(&printable(cell), width.saturating_sub(widest + 2).max(NARROWEST));
            text += &format!("{:widest$}  {cell}\n", printable(&column.name));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_a_fraction_only_where_there_is_one() {
        let at = kql_plan::value::UNIX_EPOCH;
        assert_eq!(shown(&Value::Datetime(at)), "1970-01-01 00:00:00Z");
        assert_eq!(shown(&Value::Datetime(at + 1_500_000)), "1970-01-01 00:00:00.15Z");
        assert_eq!(shown(&Value::Null), "");
    }
}
