//! A Markdown table.

use std::io::Write;

use kql_plan::Column;

use super::{Batch, Writer, each_row, is_right, text};

/// Writes a Markdown table.
pub(super) struct Markdown<'w> {
    columns: Vec<Column>,
    out: Box<dyn Write + Send + 'w>,
}

impl<'w> Markdown<'w> {
    /// Writes the header.
    pub(super) fn new(columns: Vec<Column>, mut out: Box<dyn Write + Send + 'w>) -> anyhow::Result<Self> {
        out.write_all(line(columns.iter().map(|column| column.name.clone())).as_bytes())?;
        let rules = columns.iter().map(|column| if is_right(column.kind) { "---:" } else { "---" }.to_owned());
        out.write_all(line(rules).as_bytes())?;
        Ok(Self { columns, out })
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let escape = |cell: String| {
        cell.replace('\\', "\\\\").replace('|', "\\|").replace("\r\n", "<br>").replace(['\n', '\r'], "<br>")
    };
    format!("| {} |\n", cells.map(escape).collect::<Vec<_>>().join(" | "))
}

impl Writer for Markdown<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let out = &mut self.out;
        each_row(batch, &self.columns, |values| Ok(out.write_all(line(values.iter().map(text)).as_bytes())?))
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_one_cell() {
        assert_eq!(line(["a|b".to_owned(), "c\nd".to_owned()].into_iter()), "| a\\|b | c<br>d |\n");
    }
}
