//! The audit log of the Entra portal's CSV download, rewritten as Graph directory audits: up to three targets with five
//! changed properties each, and the additional details, are spread over numbered columns.

use std::borrow::Cow;

use tables::{Fidelity, Kind};

use super::portal_headings::{audit_headings, canonical};
use super::rules::{How, Rule, Ruled, apply, ruled};
use super::tabular::{Recognised, Table};
use super::tree::{Tree, list, quoted};
use super::{Format, Record};
use crate::import::notes::Notes;
use crate::import::rows::{Convert, Heading, Row};

const RULES: &[Rule] = &[
    ("date (utc)", "activityDateTime", How::Time),
    ("date", "activityDateTime", How::Time),
    ("correlationid", "correlationId", How::Text),
    ("service", "loggedByService", How::Text),
    ("category", "category", How::Text),
    ("activity", "activityDisplayName", How::Text),
    ("result", "result", How::Small),
    ("resultreason", "resultReason", How::Text),
];

const USER: [(&str, &str); 6] = [
    ("actorobjectid", "id"),
    ("actordisplayname", "displayName"),
    ("actoruserprincipalname", "userPrincipalName"),
    ("ipaddress", "ipAddress"),
    ("actorhometenantid", "homeTenantId"),
    ("actorhometenantname", "homeTenantName"),
];
const APPLICATION: [(&str, &str); 8] = [
    ("actordisplayname", "displayName"),
    ("actorserviceprincipalname", "displayName"),
    ("actorserviceprincipalid", "servicePrincipalId"),
    ("actorobjectid", "servicePrincipalId"),
    ("actorserviceprincipalname", "servicePrincipalName"),
    ("ipaddress", "ipAddress"),
    ("actorhometenantid", "homeTenantId"),
    ("actorhometenantname", "homeTenantName"),
];
/// What a person's row says of the application that acted for the person.
const BESIDE: [(&str, &str); 3] = [
    ("actorserviceprincipalname", "displayName"),
    ("actorserviceprincipalid", "servicePrincipalId"),
    ("actorserviceprincipalname", "servicePrincipalName"),
];
const TARGET: [(&str, &str); 4] =
    [("objectid", "id"), ("displayname", "displayName"), ("type", "type"), ("userprincipalname", "userPrincipalName")];
const PROPERTY: [(&str, &str); 3] = [("name", "displayName"), ("oldvalue", "oldValue"), ("newvalue", "newValue")];

struct AuditRows {
    columns: Vec<Ruled>,
    user: Vec<(usize, &'static str)>,
    application: Vec<(usize, &'static str)>,
    beside: Vec<(usize, &'static str)>,
    /// Columns that only say something about a person.
    person: Option<usize>,
    actor_type: Option<usize>,
    targets: Vec<Target>,
    details: Vec<(usize, usize)>,
    user_agent: Option<usize>,
}

#[derive(Default)]
struct Target {
    own: Vec<(usize, &'static str)>,
    properties: Vec<Vec<(usize, &'static str)>>,
}

/// Returns how the audit log of the portal is read.
pub(crate) fn recognise(table: &Table<'_>, notes: &mut Notes) -> Option<Recognised> {
    if !table.may_be(&[Format::PortalAuditCsv]) {
        return None;
    }
    let order = audit_headings(table.header.len().is_multiple_of(2));
    let order: Vec<&str> = order.iter().map(String::as_str).collect();
    let keys = canonical(table, &order, notes)?;
    let column = |key: &str| keys.iter().position(|k| k == key);
    column("date (utc)").or_else(|| column("date"))?;
    column("activity")?;
    if !["correlationid", "actortype", "target1type", "service", "target1displayname"]
        .iter()
        .any(|k| column(k).is_some())
    {
        return None;
    }
    let found = |names: &[(&str, &'static str)]| -> Vec<(usize, &'static str)> {
        names.iter().filter_map(|(key, name)| Some((column(key)?, *name))).collect()
    };
    let numbered = |prefix: &str, names: &[(&str, &'static str)]| -> Vec<(usize, &'static str)> {
        names.iter().filter_map(|(key, name)| Some((column(&format!("{prefix}{key}"))?, *name))).collect()
    };
    let mut targets = Vec::new();
    for number in 1..=9 {
        let own = numbered(&format!("target{number}"), &TARGET);
        let property = |at: i32| numbered(&format!("target{number}modifiedproperty{at}"), &PROPERTY);
        let properties = (1..=20).map(property).filter(|p| !p.is_empty()).collect();
        targets.push(Target { own, properties });
    }
    targets.retain(|target| !target.own.is_empty());
    let detail = |number: i32| {
        column(&format!("additionaldetail{number}key")).zip(column(&format!("additionaldetail{number}value")))
    };
    let taken = |key: &str| {
        let actor = USER.iter().chain(&APPLICATION).any(|(name, _)| *name == key);
        actor
            || key == "actortype"
            || key == "user agent"
            || key.starts_with("target")
            || key.starts_with("additionaldetail")
    };
    // What goes into lists is not kept a second time under its own name.
    let (kept, kept_keys): (Vec<(usize, &Heading)>, Vec<String>) = table
        .header
        .headings()
        .enumerate()
        .zip(&keys)
        .filter(|(_, key)| !taken(key))
        .map(|(heading, key)| (heading, key.clone()))
        .unzip();
    let places: Vec<usize> = kept.iter().map(|(at, _)| *at).collect();
    let mut columns = ruled(kept.into_iter().map(|(_, heading)| heading), &kept_keys, RULES);
    for (column, place) in columns.iter_mut().zip(places) {
        column.move_to(place);
    }
    let rows = AuditRows {
        columns,
        user: found(&USER),
        application: found(&APPLICATION),
        beside: found(&BESIDE),
        person: column("actoruserprincipalname"),
        actor_type: column("actortype"),
        targets,
        details: (1..=50).filter_map(detail).collect(),
        user_agent: column("user agent"),
    };
    Some((Format::PortalAuditCsv, Box::new(rows)))
}

impl Convert for AuditRows {
    fn convert(&self, row: &Row<'_>, notes: &mut Notes) -> Result<Record<'static>, String> {
        let mut tree = Tree::default();
        apply(&self.columns, row, &mut tree, notes)?;
        let cell = |column: Option<usize>| column.map(|c| row.cell(c)).unwrap_or_default();
        let actor_type = cell(self.actor_type).to_lowercase();
        let beside = object(row, &self.beside);
        let person =
            !cell(self.person).is_empty() || beside.is_empty() && (actor_type == "user" || actor_type == "other");
        let (path, fields) =
            if person { ("initiatedBy.user", &self.user) } else { ("initiatedBy.app", &self.application) };
        let actor = object(row, fields);
        if !actor.is_empty() {
            tree.raw(path, actor.finish());
        }
        if person && !beside.is_empty() {
            tree.raw("initiatedBy.app", beside.finish());
        }
        let targets: Vec<Tree> = self.targets.iter().filter_map(|target| target.read(row)).collect();
        tree.raw("targetResources", list(&targets));
        let mut details = Vec::new();
        for (key, value) in &self.details {
            if !row.cell(*key).is_empty() {
                details.push(detail(row.cell(*key), row.cell(*value)));
            }
        }
        let agent = cell(self.user_agent);
        if !agent.is_empty() && !self.details.iter().any(|(key, _)| row.cell(*key) == "User-Agent") {
            details.push(detail("User-Agent", agent));
        }
        tree.raw("additionalDetails", list(&details));
        let text = Cow::Owned(tree.finish());
        Ok(Record { kind: Kind::DirectoryAudit, text, dates: row.dates, fidelity: Fidelity::Rewritten })
    }
}

impl Target {
    fn read(&self, row: &Row<'_>) -> Option<Tree> {
        let mut tree = object(row, &self.own);
        let properties: Vec<Tree> = self.properties.iter().map(|p| object(row, p)).filter(|p| !p.is_empty()).collect();
        if tree.is_empty() && properties.is_empty() {
            return None;
        }
        tree.raw("modifiedProperties", list(&properties));
        Some(tree)
    }
}

fn object(row: &Row<'_>, fields: &[(usize, &'static str)]) -> Tree {
    let mut tree = Tree::default();
    for (column, name) in fields {
        let cell = row.cell(*column);
        if !cell.is_empty() {
            tree.raw(name, quoted(cell));
        }
    }
    tree
}

fn detail(key: &str, value: &str) -> Tree {
    let mut tree = Tree::default();
    tree.text("key", key);
    tree.text("value", value);
    tree
}
