//! Rows of delimited text → records.

mod cell;
mod header;

use std::fmt;

use csv::{ReaderBuilder, StringRecord};
use tables::DateOrder;

use super::formats::{Format, Record, tabular};
use super::framing::{Block, Delimited};
use super::notes::{Note, Notes};

pub(crate) use cell::{Moment, is_json, moment, type_name};
pub(crate) use header::{Header, Heading, MOST_COLUMNS};

/// Makes records of the rows of one format.
pub(crate) trait Convert: Send + Sync {
    /// Returns the record of a row that has a cell for each column.
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String>;

    /// Returns whether the order of day and month matters, so that a first pass over the rows is worth its time.
    fn wants_dates(&self) -> bool {
        true
    }
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    cells: &'a StringRecord,
    /// Line of its first byte.
    pub(crate) line: u64,
    /// Order of day and month in its dates.
    pub(crate) dates: DateOrder,
    /// Whether the user named that order.
    pub(crate) named: bool,
}

impl<'a> Row<'a> {
    /// Returns the cell of a column, without white space around it; empty where the row is short.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).unwrap_or_default().trim()
    }

    /// Returns whether the row reaches to a column: most of a wide header may be beyond it.
    pub(crate) fn reaches(&self, column: usize) -> bool {
        column < self.cells.len()
    }

    /// Returns the cell of a column as it is.
    pub(crate) fn whole_cell(&self, column: usize) -> &'a str {
        self.cells.get(column).unwrap_or_default()
    }
}

/// Reads the rows of a leaf whose header is known.
pub(crate) struct RowReader {
    header: Header,
    format: Format,
    convert: Box<dyn Convert>,
    dates: DateOrder,
    named: bool,
}

impl RowReader {
    /// Returns a reader for the table that begins with this header, or why there is none.
    pub(crate) fn new(
        header: Header,
        forced: Option<Format>,
        name: &str,
        first: Option<&StringRecord>,
        notes: &mut Notes,
    ) -> Result<Self, String> {
        let (format, convert) = tabular::recognise(&header, forced, name, first, notes)?;
        Ok(Self { header, format, convert, dates: DateOrder::Unsettled, named: false })
    }

    /// Returns the format of the rows.
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// Returns the header.
    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// Returns whether the order of day and month matters.
    pub(crate) fn wants_dates(&self) -> bool {
        self.convert.wants_dates()
    }

    /// Settles the order of day and month, as the user `named` it or the table proves it.
    pub(crate) fn settle(&mut self, dates: DateOrder, named: bool) {
        self.dates = dates;
        self.named = named;
    }

    /// Reads the rows of a block and gives each with its place to `take`, which returns the row's line.
    pub(crate) fn read(
        &self,
        block: &Block,
        delimited: Delimited,
        notes: &mut Notes,
        line_of: &mut dyn FnMut(usize) -> u64,
        take: &mut dyn FnMut(Result<Record<'static>, String>, usize, usize, u64),
    ) {
        let columns = self.header.len();
        rows(&block.text, delimited, &mut |cells, start, length, last| {
            let line = line_of(start);
            let cut =
                last && block.last && (delimited.unclosed || cells.len() < columns && !block.text.ends_with('\n'));
            let record = if cut {
                Err(super::framing::CUT_OFF.to_owned())
            } else if last && delimited.unclosed {
                Err("the row has no end, or is longer than the limit for one record".to_owned())
            } else {
                if cells.len() != columns {
                    notes.add(Note::Ragged, line);
                }
                self.convert.convert(&Row { cells, line, dates: self.dates, named: self.named }, notes)
            };
            take(record, start, length, line);
        });
    }
}

/// Gives each row of a block to `take` with its first byte, its length, and whether it is the block's last.
pub(crate) fn rows(text: &str, delimited: Delimited, take: &mut dyn FnMut(&StringRecord, usize, usize, bool)) {
    let bytes = text.as_bytes().get(delimited.from..).unwrap_or_default();
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimited.delimiter).from_reader(bytes);
    let mut cells = StringRecord::new();
    loop {
        let mut start = delimited.from + reader.position().byte() as usize;
        // The text is UTF-8 and memory does not fail to be read, so no error can come.
        if !reader.read_record(&mut cells).unwrap_or(false) {
            return;
        }
        let mut end = delimited.from + reader.position().byte() as usize;
        let breaks = |at: usize| matches!(text.as_bytes().get(at), Some(b'\r' | b'\n'));
        while start < end && breaks(start) {
            start += 1;
        }
        let last = text.as_bytes().get(end..).unwrap_or_default().iter().all(|b| matches!(b, b'\r' | b'\n'));
        while end > start && breaks(end - 1) {
            end -= 1;
        }
        take(&cells, start, end - start, last);
    }
}

impl fmt::Debug for RowReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowReader").field("format", &self.format).field("dates", &self.dates).finish_non_exhaustive()
    }
}
