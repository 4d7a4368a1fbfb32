//! Rows with their types: a header that stays, filters, widths, real dates and numbers.

use kql_plan::convert::text;
use kql_plan::value::TICKS_PER_DAY;
use kql_plan::{Rows, Type, Value};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::long::LongTexts;
use super::{Book, Formats};

/// Rows from which on a sheet is written to the disk while it is made.
const MANY: usize = 50_000;
/// Ticks from 0001-01-01 to 1899-12-30, from which Excel counts its days.
const EXCEL_EPOCH: i64 = 599_264_352_000_000_000;
/// Instants before 1900-03-01 are wrong in Excel.
const EXCEL_FIRST: i64 = EXCEL_EPOCH + 61 * TICKS_PER_DAY;
/// The whole numbers that Excel, whose numbers are floating, holds exactly.
const EXACT: i64 = 999_999_999_999_999;
/// Rows by which the width of a column is judged.
const JUDGED: usize = 500;

impl Book {
    /// Writes rows, on as many sheets as they take, and returns the names of those.
    pub(super) fn rows(&mut self, title: &str, rows: &Rows) -> Result<Vec<String>, XlsxError> {
        let Self { file, names, long, formats, most_rows } = self;
        let days: Vec<bool> = (0..rows.columns.len()).map(|column| are_days(rows, column)).collect();
        let mut written = Vec::new();
        let mut rest = rows.rows.as_slice();
        loop {
            let (these, others) = rest.split_at_checked(*most_rows).unwrap_or((rest, &[]));
            let name = names.fresh(title);
            let sheet = if these.len() >= MANY { file.add_worksheet_with_low_memory()? } else { file.add_worksheet() };
            sheet.set_name(&name)?;
            sheet.set_freeze_panes(1, 0)?;
            for (column, (header, _)) in (0_u16..).zip(&rows.columns) {
                sheet.set_column_width(column, width(rows, usize::from(column)))?;
                sheet.write_string_with_format(0, column, long.cell(header.clone()), &formats.header)?;
            }
            let columns = u16::try_from(rows.columns.len()).ok().and_then(|columns| columns.checked_sub(1));
            if let (Ok(last @ 1..), Some(column)) = (u32::try_from(these.len()), columns) {
                sheet.autofilter(0, 0, last, column)?;
            }
            for (line, row) in (1_u32..).zip(these) {
                for (column, value) in (0_u16..).zip(row) {
                    let is_day = days.get(usize::from(column)).copied().unwrap_or_default();
                    cell(sheet, (line, column), value, is_day, formats, long)?;
                }
            }
            written.push(name);
            rest = others;
            if rest.is_empty() {
                return Ok(written);
            }
        }
    }
}

/// Writes a value as what it is. What Excel would change by holding it as a number is written as a text.
fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value<'_>,
    is_day: bool,
    formats: &Formats,
    long: &mut LongTexts,
) -> Result<(), XlsxError> {
    match value {
        Value::Null => return Ok(()),
        Value::Bool(truth) => sheet.write_boolean(row, column, *truth)?,
        Value::Int(number) => sheet.write_number(row, column, *number)?,
        Value::Long(number) if (-EXACT..=EXACT).contains(number) => sheet.write_number(row, column, *number as f64)?,
        Value::Real(number) if number.is_finite() => sheet.write_number(row, column, *number)?,
        Value::Datetime(ticks) if *ticks >= EXCEL_FIRST => {
            let days = (*ticks - EXCEL_EPOCH) as f64 / TICKS_PER_DAY as f64;
            let format = if is_day { &formats.day } else { &formats.instant };
            sheet.write_number_with_format(row, column, days, format)?
        }
        other => sheet.write_string(row, column, long.cell(text(other)))?,
    };
    Ok(())
}

/// Whether all instants of a column are midnights.
fn are_days(rows: &Rows, column: usize) -> bool {
    let is_midnight = |value: &Value<'_>| value.as_ticks().is_none_or(|ticks| ticks % TICKS_PER_DAY == 0);
    rows.rows.iter().filter_map(|row| row.get(column)).all(is_midnight)
}

/// The width of a column, in characters: as its header and first values want it, within bounds.
fn width(rows: &Rows, column: usize) -> f64 {
    let kind = rows.columns.get(column).map_or(Type::String, |(_, kind)| *kind);
    let header = rows.columns.get(column).map_or(0, |(name, _)| name.chars().count() + 3);
    let values = rows.rows.iter().take(JUDGED).filter_map(|row| row.get(column));
    let widest = match kind {
        Type::Datetime => 19,
        _ => values
            .map(|value| text(value).lines().map(|line| line.chars().count()).max().unwrap_or(0))
            .max()
            .unwrap_or(0),
    };
    (header.max(widest + 1).clamp(8, 60)) as f64
}
