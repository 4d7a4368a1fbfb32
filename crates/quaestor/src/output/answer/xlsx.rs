//! An Excel workbook of one sheet.

use std::io::Write;

use kql_plan::{Column, Value};
use rust_xlsxwriter::{Format, Workbook as File};

use super::{Batch, Writer, each_row, text};

/// The most rows a sheet holds, its header aside.
const MAX_ROWS: u32 = 1_048_575;
/// The most characters a cell holds.
const MAX_CHARACTERS: usize = 32_767;
/// Ticks from 0001-01-01 to 1899-12-30, from which Excel counts its days.
const EXCEL_EPOCH: i64 = 599_264_352_000_000_000;
/// Instants before 1900-03-01 are wrong in Excel.
const EXCEL_FIRST: i64 = EXCEL_EPOCH + 61 * kql_plan::value::TICKS_PER_DAY;
/// The whole numbers that Excel, whose numbers are floating, holds exactly.
const EXACT: i64 = 999_999_999_999_999;

/// Gathers a sheet, and writes it in the end.
pub(super) struct Workbook<'w> {
    columns: Vec<Column>,
    file: File,
    instant: Format,
    row: u32,
    out: Box<dyn Write + Send + 'w>,
}

impl<'w> Workbook<'w> {
    /// Writes the header.
    pub(super) fn new(
        columns: Vec<Column>,
        name: Option<&str>,
        out: Box<dyn Write + Send + 'w>,
    ) -> anyhow::Result<Self> {
        let mut file = File::new();
        let sheet = file.add_worksheet_with_low_memory()?;
        sheet.set_name(name.filter(|name| name.len() <= 31).unwrap_or("Answer"))?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (at, column) in (0_u16..).zip(&columns) {
            sheet.write_string_with_format(0, at, &column.name, &bold)?;
        }
        let instant = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        Ok(Self { columns, file, instant, row: 0, out })
    }
}

impl Writer for Workbook<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let Self { columns, file, instant, row, .. } = self;
        let sheet = file.worksheet_from_index(0)?;
        each_row(batch, columns, |values| {
            anyhow::ensure!(*row < MAX_ROWS, "a sheet holds at most {MAX_ROWS} rows; use csv, or ask for fewer");
            *row += 1;
            for (at, value) in (0_u16..).zip(values) {
                match value {
                    Value::Null => continue,
                    Value::Bool(truth) => sheet.write_boolean(*row, at, *truth)?,
                    Value::Int(number) => sheet.write_number(*row, at, *number)?,
                    Value::Long(number) if number.abs() <= EXACT => sheet.write_number(*row, at, *number as f64)?,
                    Value::Real(number) if number.is_finite() => sheet.write_number(*row, at, *number)?,
                    Value::Datetime(ticks) if *ticks >= EXCEL_FIRST => {
                        let days = (*ticks - EXCEL_EPOCH) as f64 / kql_plan::value::TICKS_PER_DAY as f64;
                        sheet.write_number_with_format(*row, at, days, instant)?
                    }
                    // A text is never a formula here: it is written as a text.
                    other => sheet.write_string(*row, at, cut(text(other)))?,
                };
            }
            Ok(())
        })
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        let bytes = self.file.save_to_buffer()?;
        self.out.write_all(&bytes)?;
        Ok(self.out.flush()?)
    }
}

fn cut(text: String) -> String {
    if text.encode_utf16().count() <= MAX_CHARACTERS {
        return text;
    }
    let mut left = MAX_CHARACTERS - 1;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            let fits = letter.len_utf16() <= left;
            left = left.saturating_sub(letter.len_utf16());
            fits
        })
        .collect();
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_to_what_a_cell_holds() {
        assert_eq!(cut("a".repeat(40_000)).encode_utf16().count(), MAX_CHARACTERS);
        assert_eq!(cut("short".into()), "short");
    }
}
