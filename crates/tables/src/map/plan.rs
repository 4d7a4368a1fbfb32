//! What a walk must look for, compiled once for each table and shape.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use super::{
    path::{Segment, segments},
    tenant,
    trie::{Leaf, Trie},
};
use crate::{Column, Convert, Shape, Table};

/// Tree and constants of one table and shape. Slots are the table's columns in order, then one for the tenant, then
/// those of the fields that decide where a record goes.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) shape: Shape,
    pub(crate) trie: Trie,
    /// `(column, priority, text)`.
    pub(crate) constants: Vec<(u16, u16, &'static str)>,
    /// For each column, the tree of the hidden columns that copy from it; its slots are [`Table::promoted`].
    pub(crate) promotions: Vec<Option<Trie>>,
    /// Number of slots.
    pub(crate) slots: usize,
    /// First slot of the fields that decide.
    pub(crate) deciding: usize,
    /// Column that must hold an instant, if there is one.
    pub(crate) time: Option<usize>,
    /// Column that holds the tenant.
    pub(crate) tenant: Option<usize>,
}

type Known = BTreeMap<(&'static str, Shape), Arc<Plan>>;
static PLANS: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// Returns the plan, compiling it where it is asked for the first time.
pub(crate) fn plan(table: &'static Table, shape: Shape) -> Arc<Plan> {
    let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
    plans.entry((table.name, shape)).or_insert_with(|| Arc::new(compile(table, shape))).clone()
}

/// Returns the fields that decide where a record of this shape goes; [`crate::route`] reads them by their order.
fn deciding_fields(table: &Table, shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Graph if table.family == "SignIn" => {
            &["signInEventTypes", "isInteractive", "userId", "servicePrincipalId", "managedServiceIdentity.msiType"]
        }
        Shape::Diagnostic => {
            &["category", "resourceId", "properties", "properties.AuditEventId", "properties.ActivityDate"]
        }
        Shape::Audit => &["Workload"],
        _ => &[],
    }
}

/// How the sources of a column name a row's own column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// Not at all: it is read plainly, before them.
    Plainly,
    /// As an object with the value inside: it is read plainly where there is no such object.
    Deeper,
    /// By that very name, so that they say how it is read, and when.
    Elsewhere,
}

fn how_named(column: &Column) -> Named {
    let mut named = Named::Plainly;
    for source in column.sources.iter().filter(|s| s.shape.is_none_or(|only| only == Shape::Row)) {
        match segments(source.path).as_deref() {
            Some([Segment::Key(key)]) if key.eq_ignore_ascii_case(column.name) => return Named::Elsewhere,
            Some([Segment::Key(key), _, ..]) if key.eq_ignore_ascii_case(column.name) => named = Named::Deeper,
            _ => {}
        }
    }
    named
}

fn compile(table: &'static Table, shape: Shape) -> Plan {
    let mut trie = Trie::new();
    let mut constants = Vec::new();
    for (slot, column) in table.columns.iter().enumerate() {
        let slot = slot as u16;
        // Even priorities, so that a suffixed header stands right behind the plain one.
        let mut priority = 0;
        let own = [Segment::Key(column.name)];
        let plain = Leaf { slot, priority: 0, convert: None };
        let named = if shape == Shape::Row { how_named(column) } else { Named::Elsewhere };
        if named == Named::Plainly {
            trie.insert(&own, plain);
            priority += 2;
        }
        for source in column.sources.iter().filter(|s| s.shape.is_none_or(|only| only == shape)) {
            let convert = match source.convert {
                Convert::Always(text) => {
                    constants.push((slot, priority, text));
                    priority += 2;
                    continue;
                }
                Convert::Plain => None,
                Convert::With(function) => Some(function),
            };
            if let Some(steps) = segments(source.path) {
                trie.insert(&steps, Leaf { slot, priority, convert });
            }
            priority += 2;
        }
        if named == Named::Deeper {
            trie.insert(&own, Leaf { priority, ..plain });
        }
    }
    for (order, (path, convert)) in tenant::sources(shape).iter().enumerate() {
        if let Some(steps) = segments(path) {
            let leaf = Leaf { slot: table.columns.len() as u16, priority: order as u16, convert: Some(*convert) };
            trie.insert(&steps, leaf);
        }
    }
    let deciding = table.columns.len() + 1;
    for (order, path) in deciding_fields(table, shape).iter().enumerate() {
        if let Some(steps) = segments(path) {
            trie.insert(&steps, Leaf { slot: (deciding + order) as u16, priority: 0, convert: None });
        }
    }
    // A column that holds the whole record leaves nothing to report.
    if trie.node(0).is_some_and(|record| record.leaves.is_empty()) {
        trie.report_at(&[]);
        if shape == Shape::Diagnostic {
            trie.report_at(&[Segment::Key("properties")]);
        }
    }
    let position = |name: &str| table.columns.iter().position(|c| c.name == name);
    Plan {
        shape,
        trie,
        constants,
        promotions: promotions(table),
        slots: deciding + deciding_fields(table, shape).len(),
        deciding,
        time: position("TimeGenerated").or_else(|| position("Timestamp")).filter(|_| !table.undated),
        tenant: table.tenant.and_then(position),
    }
}

fn promotions(table: &Table) -> Vec<Option<Trie>> {
    let mut tries: Vec<Option<Trie>> = table.columns.iter().map(|_| None).collect();
    for (slot, promoted) in table.promoted.iter().enumerate() {
        for (order, (column, path)) in promoted.from.iter().enumerate() {
            let found = table.columns.iter().position(|c| c.name == *column).and_then(|at| tries.get_mut(at));
            if let (Some(trie), Some(steps)) = (found, segments(path)) {
                let leaf = Leaf { slot: slot as u16, priority: order as u16, convert: None };
                trie.get_or_insert_with(Trie::new).insert(&steps, leaf);
            }
        }
    }
    tries
}
