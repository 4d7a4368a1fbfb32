//! Comma-separated values.

use std::io::Write;

use kql_plan::Column;
use report::csv_line;

use super::{Batch, Writer, each_row, text};

/// Writes CSV.
pub(super) struct Csv<'w> {
    columns: Vec<Column>,
    out: Box<dyn Write + Send + 'w>,
}

impl<'w> Csv<'w> {
    /// Writes the header.
    pub(super) fn new(columns: Vec<Column>, mut out: Box<dyn Write + Send + 'w>) -> anyhow::Result<Self> {
        out.write_all(csv_line(columns.iter().map(|column| column.name.as_str())).as_bytes())?;
        Ok(Self { columns, out })
    }
}

impl Writer for Csv<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let out = &mut self.out;
        each_row(batch, &self.columns, |values| {
            let cells: Vec<String> = values.iter().map(text).collect();
            Ok(out.write_all(csv_line(cells.iter().map(String::as_str)).as_bytes())?)
        })
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}
