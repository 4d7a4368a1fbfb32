//! Results of an audit search as CSV: Search-UnifiedAuditLog, the Purview portal old and new, extractor suites, and
//! re-exports of these by other tools. The record is JSON in a cell.

use std::borrow::Cow;

use tables::{Fidelity, Kind};

use super::tabular::{Recognised, Table};
use super::{Format, Record, audit};
use crate::import::json::Object;
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Convert, Header, Row, is_json, type_name};

struct AuditRows {
    data: usize,
    result_count: Option<usize>,
    beside: Vec<(&'static str, usize)>,
}

/// Returns how rows with an `AuditData` column are read.
pub(crate) fn recognise(table: &Table<'_>, _: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[Format::AuditSearchCsv, Format::AuditPurviewCsv, Format::AuditFlatCsv]) {
        return None;
    }
    let header = table.header;
    let Some(data) = header.column("auditdata") else { return flat(table) };
    let portal = header.column("recordid").is_some() || header.column("associatedadminunits").is_some();
    let format = if portal { Format::AuditPurviewCsv } else { Format::AuditSearchCsv };
    let sources = audit::FROM_SEARCH.iter().flat_map(|(_, sources)| *sources);
    let beside = sources.filter_map(|name| Some((*name, header.column(&name.to_lowercase())?))).collect();
    let rows = AuditRows { data, result_count: header.column("resultcount"), beside };
    Some((table.forced.unwrap_or(format), Box::new(rows)))
}

/// Rows of which each column is a field of the record, as scripts that unfold `AuditData` write them.
struct FlatRows {
    names: Vec<String>,
}

fn flat(table: &Table<'_>) -> Option<Recognised> {
    let header: &Header = table.header;
    let beside = ["recordtype", "workload", "userid", "organizationid"];
    if !header.has(&["creationtime", "operation"]) || !beside.iter().any(|key| header.column(key).is_some()) {
        return None;
    }
    let names = header.headings().map(|h| h.name.clone()).collect();
    Some((table.forced.unwrap_or(Format::AuditFlatCsv), Box::new(FlatRows { names })))
}

impl Convert for FlatRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        let mut object = Object::default();
        for (at, name) in self.names.iter().enumerate().take_while(|(at, _)| row.reaches(*at)) {
            let cell = row.cell(at);
            if type_name(cell) {
                notes.add(Note::TypeName(name.clone()), row.line);
            } else if is_json(cell) {
                object.raw(name, cell);
            } else if !cell.is_empty() {
                object.text(name, cell);
            }
        }
        let text = Cow::Owned(object.finish());
        Ok(Record { kind: Kind::Audit, text, dates: row.dates, fidelity: Fidelity::Rewritten })
    }
}

impl Convert for AuditRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        if let Some(count) = self.result_count.and_then(|column| row.cell(column).parse().ok()) {
            notes.expect(count);
        }
        let find = |names: &[&str]| {
            let column = names.iter().find_map(|n| self.beside.iter().find(|(name, _)| name == n));
            column.map(|(_, column)| Cow::Borrowed(row.cell(*column))).filter(|value| !value.is_empty())
        };
        let cell = row.cell(self.data);
        if type_name(cell) {
            notes.add(Note::TypeName("AuditData".into()), row.line);
        }
        let unwrapped = audit::from_text(cell, find)?;
        let fidelity = if unwrapped.salvaged { Fidelity::Salvaged } else { Fidelity::Native };
        Ok(Record { kind: Kind::Audit, text: Cow::Owned(unwrapped.text.into_owned()), dates: row.dates, fidelity })
    }
}
