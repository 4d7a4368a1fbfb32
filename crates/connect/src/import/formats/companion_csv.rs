//! Tables that accompany others: the authentication details beside the portal's sign-ins.

use std::borrow::Cow;

use tables::{Fidelity, Kind};

use super::tabular::{Recognised, Table};
use super::{Format, Record};
use crate::import::json::Object;
use crate::import::notes::Notes;
use crate::import::rows::{Convert, Row};

struct PlainRows {
    names: Vec<String>,
}

/// Returns how authentication details are read.
pub(crate) fn recognise(table: &Table<'_>, _: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[Format::PortalAuthDetailsCsv]) {
        return None;
    }
    let header = table.header;
    let details = header.column("request id").is_some()
        && header.column("application").is_none()
        && header.headings().any(|h| h.key.starts_with("authentication method"));
    if !details && table.forced.is_none() {
        return None;
    }
    let names = header.headings().map(|h| h.name.clone()).collect();
    Some((Format::PortalAuthDetailsCsv, Box::new(PlainRows { names })))
}

impl Convert for PlainRows {
    fn convert(&self, row: &Row<'_>, _: &mut Notes) -> Result<Record<'static>, String> {
        let mut object = Object::default();
        for (at, name) in self.names.iter().enumerate().take_while(|(at, _)| row.reaches(*at)) {
            let cell = row.cell(at);
            if !cell.is_empty() {
                object.text(name, cell);
            }
        }
        let kind = Kind::Other("authentication details");
        Ok(Record { kind, text: Cow::Owned(object.finish()), dates: row.dates, fidelity: Fidelity::Rewritten })
    }
}
