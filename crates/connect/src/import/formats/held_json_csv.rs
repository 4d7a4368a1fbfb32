//! Tables that other tools made, with the record as JSON in a cell: `_raw` of Splunk, `message` of others.

use std::borrow::Cow;
use std::sync::Mutex;

use tables::Fidelity;

use super::tabular::{Recognised, Table};
use super::{Format, Record};
use crate::import::notes::Notes;
use crate::import::rows::{Convert, Row, is_json};
use crate::import::sniff::{Found, JsonReader};

struct HeldRows {
    column: usize,
    reader: Mutex<JsonReader>,
}

/// Returns how rows are read of which one cell holds a record that is known.
pub(crate) fn recognise(table: &Table<'_>, notes: &mut Notes) -> Option<Recognised> {
    let first = table.first?;
    let usual = ["_raw", "raw", "message", "log", "event", "body", "data", "record", "json", "rawdata", "properties"];
    let headings: Vec<&str> = table.header.headings().map(|h| h.key.as_str()).collect();
    for (column, cell) in first.iter().enumerate() {
        let named = headings.get(column).is_some_and(|key| usual.contains(key));
        if !is_json(cell) || !(named || first.iter().filter(|c| is_json(c)).count() == 1) {
            continue;
        }
        let mut reader = JsonReader::new(table.forced, None);
        let mut format: Option<Format> = None;
        reader.read(cell, None, 1, notes, &mut |found: Found<'_>| format = found.format.or(format));
        if let Some(format) = format.filter(|_| table.forced.is_none()) {
            return Some((format, Box::new(HeldRows { column, reader: Mutex::new(reader) })));
        }
    }
    None
}

impl Convert for HeldRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        let cell = row.cell(self.column);
        if !is_json(cell) {
            return Err("the cell that should hold the record holds no whole JSON object".into());
        }
        let mut taken: Vec<Result<Record<'static>, String>> = Vec::new();
        let mut reader = self.reader.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        reader.read(cell, None, row.line, notes, &mut |found| {
            taken.push(found.record.map(|r| Record { text: Cow::Owned(r.text.into_owned()), ..r }));
        });
        match taken.len() {
            1 => taken.pop().unwrap_or_else(|| Err(String::new())).map(|r| Record { fidelity: Fidelity::Native, ..r }),
            0 => Err("the cell that should hold the record holds none".into()),
            several => Err(format!("one cell holds {several} records; export them one a row")),
        }
    }
}
