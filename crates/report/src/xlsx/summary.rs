//! The first sheet: facts, figures, fields, notices, prose, and which sheet holds what.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::long::LongTexts;
use super::{Book, Formats};
use crate::document::{Block, Document};

/// Where the next line goes.
struct Lines<'w> {
    sheet: &'w mut Worksheet,
    long: &'w mut LongTexts,
    formats: &'w Formats,
    row: u32,
}

impl Lines<'_> {
    /// Writes cells side by side: the first as a name, the others as texts.
    fn line(&mut self, cells: &[&str]) -> Result<(), XlsxError> {
        for (column, text) in (0_u16..).zip(cells) {
            let format = if column == 0 { &self.formats.header } else { &self.formats.wrapped };
            let text = self.long.cell((*text).to_owned());
            self.sheet.write_string_with_format(self.row, column, text, format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += u32::from(self.row > 0);
        let text = self.long.cell(text.to_owned());
        self.sheet.write_string_with_format(self.row, 0, text, &self.formats.title)?;
        self.row += 1;
        Ok(())
    }
}

impl Book {
    /// Writes the first sheet. `listed` has the title of a section and the sheets that hold its rows.
    pub(super) fn summary(&mut self, document: &Document, listed: &[(String, Vec<String>)]) -> Result<(), XlsxError> {
        let sheet = self.file.worksheet_from_index(0)?;
        for (column, width) in [(0, 34.0), (1, 70.0), (2, 34.0), (3, 12.0)] {
            sheet.set_column_width(column, width)?;
        }
        let mut lines = Lines { sheet, long: &mut self.long, formats: &self.formats, row: 0 };
        lines.heading(&document.title)?;
        lines.line(&["", &document.subtitle])?;
        for fact in &document.facts {
            lines.line(&[&fact.name, &fact.value])?;
        }
        lines.line(&["Times", "UTC"])?;
        for section in &document.sections {
            let told = section
                .blocks
                .iter()
                .any(|block| !matches!(block, Block::Table(_) | Block::Chart(_) | Block::Cards(_)));
            if !told {
                continue;
            }
            lines.heading(&section.title)?;
            for each in &section.blocks {
                block(&mut lines, each)?;
            }
        }
        if !listed.is_empty() {
            lines.heading("Sheets")?;
            for (section, sheets) in listed {
                lines.line(&[section, &sheets.join(", ")])?;
            }
        }
        Ok(())
    }
}

fn block(lines: &mut Lines<'_>, block: &Block) -> Result<(), XlsxError> {
    match block {
        Block::Prose(text) => lines.line(&["", text]),
        Block::Notice(level, text) => lines.line(&[level.of_notice(), text]),
        Block::Fields(fields) => {
            fields.iter().try_for_each(|field| lines.line(&[&field.name, &field.values.join("\n")]))
        }
        Block::Figures(figures) => figures.iter().try_for_each(|figure| {
            let change = figure.change.as_deref().unwrap_or_default();
            lines.line(&[&figure.label, &figure.value, change, figure.level.of_figure()])
        }),
        Block::Table(_) | Block::Chart(_) | Block::Cards(_) => Ok(()),
    }
}
