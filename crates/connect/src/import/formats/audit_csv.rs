//! Results of an audit search as CSV: Search-UnifiedAuditLog, the Purview portal old and new, extractor suites, and
//! re-exports of these by other tools. The record is JSON in a cell.

use std::borrow::Cow;

use tables::{Fidelity, Kind};

use super::tabular::{Recognised, Table};
use super::{Format, Record, audit};
use crate::import::notes::{Note, Notes};
use crate::import::rows::{Convert, Row};

/// Names of the columns that repeat what the record says, beside it.
const BESIDE: [&str; 12] = [
    "CreationDate",
    "Identity",
    "RecordId",
    "Operations",
    "Operation",
    "RecordType",
    "UserIds",
    "UserId",
    "Workload",
    "createdDateTime",
    "organizationId",
    "ClientIP",
];

struct AuditRows {
    data: usize,
    result_count: Option<usize>,
    beside: Vec<(&'static str, usize)>,
}

/// Returns how rows with an `AuditData` column are read.
pub(crate) fn recognise(table: &Table<'_>, _: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[Format::AuditSearchCsv, Format::AuditPurviewCsv]) {
        return None;
    }
    let header = table.header;
    let data = header.column("auditdata")?;
    let portal = header.column("recordid").is_some() || header.column("associatedadminunits").is_some();
    let format = if portal { Format::AuditPurviewCsv } else { Format::AuditSearchCsv };
    let beside = BESIDE.iter().filter_map(|name| Some((*name, header.column(&name.to_lowercase())?))).collect();
    let rows = AuditRows { data, result_count: header.column("resultcount"), beside };
    Some((table.forced.unwrap_or(format), Box::new(rows)))
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
        let unwrapped = audit::from_text(row.cell(self.data), find)?;
        if unwrapped.salvaged {
            notes.add(Note::Salvaged, row.line);
        }
        let fidelity = if unwrapped.salvaged { Fidelity::Salvaged } else { Fidelity::Native };
        Ok(Record { kind: Kind::Audit, text: Cow::Owned(unwrapped.text.into_owned()), dates: row.dates, fidelity })
    }

    /// The record has its own time, in ISO 8601; that of the search result matters only where the record lost it.
    fn wants_dates(&self) -> bool {
        false
    }
}
