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
use crate::{Convert, Shape, Source, Table};

/// Tree and constants of one table and shape. Slots are the table's columns in order, then one for the tenant.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) shape: Shape,
    pub(crate) trie: Trie,
    /// `(column, priority, text)`.
    pub(crate) constants: Vec<(u16, u16, &'static str)>,
    /// For each column, the tree of the hidden columns that copy from it; its slots are [`Table::promoted`].
    pub(crate) promotions: Arc<[Option<Trie>]>,
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

fn compile(table: &'static Table, shape: Shape) -> Plan {
    let mut trie = Trie::new();
    let mut constants = Vec::new();
    for (slot, column) in table.columns.iter().enumerate() {
        let slot = slot as u16;
        // Even priorities, so that a suffixed header stands right behind the plain one.
        let mut priority = 0;
        // A source of that very name says how the row's own column is to be read, and when.
        let own = |s: &&Source| s.shape == Some(Shape::Row) && s.path.eq_ignore_ascii_case(column.name);
        if shape == Shape::Row && !column.sources.iter().any(|s| own(&s)) {
            trie.insert(&[Segment::Key(column.name)], Leaf { slot, priority, convert: None });
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
    }
    for (order, (path, convert)) in tenant::sources(shape).iter().enumerate() {
        if let Some(steps) = segments(path) {
            let leaf = Leaf { slot: table.columns.len() as u16, priority: order as u16, convert: Some(*convert) };
            trie.insert(&steps, leaf);
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
        time: position("TimeGenerated").or_else(|| position("Timestamp")).filter(|_| !table.undated),
        tenant: table.tenant.and_then(position),
    }
}

fn promotions(table: &Table) -> Arc<[Option<Trie>]> {
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
    tries.into()
}
