//! The alert queue of the Defender portal's CSV download, rewritten as alerts of the Graph security API.

use std::borrow::Cow;

use tables::{Fidelity, Kind};

use super::rules::{How, Rule, Ruled, apply, ruled};
use super::tabular::{Recognised, Table};
use super::tree::Tree;
use super::{Format, Record};
use crate::import::notes::Notes;
use crate::import::rows::{Convert, Row};

const RULES: &[Rule] = &[
    ("alert name", "title", How::Text),
    ("title", "title", How::Text),
    ("alert id", "id", How::Text),
    ("id", "id", How::Text),
    ("severity", "severity", How::Small),
    ("status", "status", How::Camel),
    ("category", "category", How::Text),
    ("categories", "category", How::Text),
    ("detection source", "detectionSource", How::Text),
    ("service source", "serviceSource", How::Text),
    ("product name", "productName", How::Text),
    ("service/detection sources", "detectionSource", How::Text),
    ("incident id", "incidentId", How::Text),
    ("assigned to", "assignedTo", How::Text),
    ("classification", "classification", How::Camel),
    ("determination", "determination", How::Camel),
    ("first activity", "firstActivityDateTime", How::OtherTime),
    ("last activity", "lastActivityDateTime", How::Time),
    ("generated on", "createdDateTime", How::OtherTime),
    ("created", "createdDateTime", How::OtherTime),
    ("creation time", "createdDateTime", How::OtherTime),
    ("last updated", "lastUpdateDateTime", How::OtherTime),
    ("policy id", "alertPolicyId", How::Text),
];

struct AlertRows {
    columns: Vec<Ruled>,
    created: bool,
    last: Option<usize>,
}

/// Returns how the alert queue of the Defender portal is read.
pub(crate) fn recognise(table: &Table<'_>, _: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[Format::DefenderPortalAlertsCsv]) {
        return None;
    }
    let header = table.header;
    let any = |keys: &[&str]| keys.iter().filter(|key| header.column(key).is_some()).count();
    let named = any(&["alert name", "alert id"]) > 0;
    let telling =
        any(&["impacted assets", "detection source", "first activity", "last activity", "investigation state"]);
    if table.forced.is_none() && !(named && header.column("severity").is_some() && telling >= 2) {
        return None;
    }
    let keys: Vec<String> = header.headings().map(|h| h.key.clone()).collect();
    let columns = ruled(header.headings(), &keys, RULES);
    let created = any(&["generated on", "created", "creation time"]) > 0;
    Some((
        Format::DefenderPortalAlertsCsv,
        Box::new(AlertRows { columns, created, last: header.column("last activity") }),
    ))
}

impl Convert for AlertRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        let mut tree = Tree::default();
        apply(&self.columns, row, &mut tree, notes)?;
        if let Some(last) = self.last.filter(|_| !self.created) {
            tree.text("createdDateTime", row.cell(last));
        }
        let text = Cow::Owned(tree.finish());
        Ok(Record { kind: Kind::Alert, text, dates: row.dates, fidelity: Fidelity::Rewritten })
    }
}
