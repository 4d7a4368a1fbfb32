//! Rows of one table being gathered, whatever shapes they come in.

use std::sync::Arc;

use arrow_array::RecordBatch;

use super::{
    Context, Mapped, Place, Rejection,
    columns::{Growing, Kept},
    identity,
    json::is_shallow,
    plan::Plan,
    scalar,
    slots::{Cell, Slots},
    tenant::{self, Tenants},
    time::TimeError,
    unmapped::Unmapped,
    walk::{Broken, Walk},
};
use crate::{Shape, Table};

/// Text of one column in one batch that must not be passed: Arrow's offsets have 31 bits.
const FULL: usize = 1 << 30;

/// Rows being gathered.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) table: &'static Table,
    columns: Vec<Growing>,
    promoted: Vec<Growing>,
    places: Vec<Place>,
    classes: Vec<u8>,
    tenants: Vec<Option<Arc<str>>>,
    slots: Slots,
    copies: Slots,
    shared: Tenants,
    gathered: usize,
}

impl Rows {
    /// Returns no rows.
    pub(crate) fn new(table: &'static Table) -> Self {
        Self {
            table,
            columns: table.columns.iter().map(|c| Growing::new(c.kind)).collect(),
            promoted: table.promoted.iter().map(|p| Growing::new(p.kind)).collect(),
            places: Vec::new(),
            classes: Vec::new(),
            tenants: Vec::new(),
            slots: Slots::default(),
            copies: Slots::default(),
            shared: Tenants::default(),
            gathered: 0,
        }
    }

    /// Appends the row of one record. `kind` fills a column of that name, in the table of records without a table.
    pub(crate) fn push(
        &mut self,
        plan: &Plan,
        kind: Option<&str>,
        record: &str,
        place: Place,
        context: Context,
        unmapped: &mut Unmapped,
    ) -> Result<(), Rejection> {
        self.find(plan, kind, record, unmapped)?;
        let order = if plan.shape == Shape::Diagnostic { crate::DateOrder::MonthFirst } else { context.dates };
        self.check_time(plan, record, order)?;

        self.copies.reset(self.promoted.len());
        for (number, growing) in self.columns.iter_mut().enumerate() {
            let cell = self.slots.get(number, record);
            let kept = growing.append(cell, order).unwrap_or_else(|scalar::Unreadable| {
                if let Some(column) = self.table.columns.get(number) {
                    unmapped.count(&format!("{} (unreadable as {})", column.name, column.kind.name()));
                }
                Kept::Nothing
            });
            if let Some(Some(trie)) = plan.promotions.get(number) {
                promote(trie, cell, &kept, &mut self.copies);
            }
            if Some(number) == plan.tenant {
                let named = if let Kept::Text(text) = &kept { tenant::normal(text) } else { None };
                self.tenants.push(named.map(|t| self.shared.share(&t)));
            }
        }
        for (number, growing) in self.promoted.iter_mut().enumerate() {
            // A hot path of another type than usual stays in its column and is null here.
            let _unusual = growing.append(self.copies.get(number, ""), order);
        }
        let fallback = match self.slots.get(self.columns.len(), record) {
            Some(Cell::Text(tenant)) => Some(self.shared.share(tenant)),
            _ => None,
        };
        match self.tenants.get_mut(self.places.len()) {
            Some(tenant) => *tenant = tenant.take().or(fallback),
            None => self.tenants.push(fallback),
        }
        self.places.push(place);
        self.classes.push(identity::class(plan.shape, context.fidelity));
        self.gathered += record.len();
        Ok(())
    }

    /// Walks the record.
    fn find(
        &mut self,
        plan: &Plan,
        kind: Option<&str>,
        record: &str,
        unmapped: &mut Unmapped,
    ) -> Result<(), Rejection> {
        if u32::try_from(record.len()).is_err() || record.len() > FULL {
            return Err(Rejection { reason: "the record is larger than a gigabyte".into() });
        }
        if self.gathered + record.len() > FULL && self.columns.iter().any(|c| c.bytes() + record.len() > FULL) {
            return Err(Rejection {
                reason: "more text was gathered than one batch may hold; take the rows first".into(),
            });
        }
        self.slots.reset(self.columns.len() + 1);
        let mut walk = Walk { trie: &plan.trie, slots: &mut self.slots, unmapped, suffixes: plan.shape == Shape::Row };
        walk.run(record).map_err(|Broken(at)| broken(record, at))?;
        for (slot, priority, text) in &plan.constants {
            if self.slots.wants(*slot, *priority) {
                self.slots.keep_text(*slot, *priority, text);
            }
        }
        if let Some(kind) = kind
            && let Some(slot) = self.table.columns.iter().position(|c| c.name == "Kind")
        {
            self.slots.keep_text(slot as u16, 0, kind);
        }
        Ok(())
    }

    /// Refuses a record whose time is missing or unreadable, before anything of it is appended.
    fn check_time(&self, plan: &Plan, record: &str, order: crate::DateOrder) -> Result<(), Rejection> {
        let Some(number) = plan.time else { return Ok(()) };
        let name = self.table.columns.get(number).map_or("", |c| c.name);
        let Some(cell) = self.slots.get(number, record) else {
            return Err(Rejection { reason: missing_time(name, record) });
        };
        let reason = match scalar::datetime(cell, order) {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => missing_time(name, record),
            Err(error) => unreadable_time(name, cell, error),
        };
        Err(Rejection { reason })
    }

    /// Returns how many rows were gathered, and from how many bytes of records.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.places.len(), self.gathered)
    }

    /// Takes the rows, or nothing if there are none.
    pub(crate) fn take(&mut self, derived: bool) -> Option<Mapped> {
        if self.places.is_empty() {
            return None;
        }
        let columns = self.columns.iter_mut().chain(&mut self.promoted).map(Growing::finish).collect();
        let places = std::mem::take(&mut self.places);
        let classes = std::mem::take(&mut self.classes);
        let tenants = std::mem::take(&mut self.tenants);
        self.gathered = 0;
        // The builders have the schema's types and grew together, so this cannot fail.
        let rows = RecordBatch::try_new(self.table.schema(), columns).ok()?;
        let identities = identity::of(self.table, &rows, &classes);
        Some(Mapped { table: self.table, rows, identities, places, tenants, derived })
    }
}

/// Fills the hidden columns that copy from one column.
fn promote(trie: &super::trie::Trie, cell: Option<Cell<'_>>, kept: &Kept<'_>, copies: &mut Slots) {
    let text = match (kept, cell) {
        (Kept::Json(json), _) => Some(json.as_ref()),
        (Kept::Text(text), _) if text.trim_ascii_start().starts_with(['{', '[']) => Some(text.as_ref()),
        (Kept::Value, Some(Cell::Json(raw))) => Some(raw),
        (Kept::Value, Some(Cell::Text(text))) => {
            copy_whole(trie, text, copies);
            None
        }
        (Kept::Text(text), _) => {
            copy_whole(trie, text, copies);
            None
        }
        _ => None,
    };
    if let Some(json) = text {
        let mut ignored = Unmapped::default();
        let mut walk = Walk { trie, slots: copies, unmapped: &mut ignored, suffixes: false };
        if walk.copies(json).is_err() {
            copy_whole(trie, json, copies);
        }
    }
}

fn copy_whole(trie: &super::trie::Trie, text: &str, copies: &mut Slots) {
    for leaf in trie.node(0).into_iter().flat_map(|node| &node.leaves) {
        if copies.wants(leaf.slot, leaf.priority) {
            copies.keep_text(leaf.slot, leaf.priority, text);
        }
    }
}

fn broken(record: &str, at: usize) -> Rejection {
    let reason = if is_shallow(record) {
        format!("the record is not valid JSON from its byte {at} on")
    } else {
        format!("the record nests objects and lists more than {} deep", super::json::DEEPEST)
    };
    Rejection { reason }
}

fn missing_time(name: &str, record: &str) -> String {
    if record.contains("TimeGenerated [") {
        return format!(
            "{name} is not in UTC: its header names another time zone; export again with the time zone set to UTC"
        );
    }
    format!("the record has no {name}, nor another field that tells its time")
}

fn unreadable_time(name: &str, cell: Cell<'_>, error: TimeError) -> String {
    let text = scalar::text(cell).unwrap_or_default();
    let shown: String = text.chars().take(40).collect();
    match error {
        TimeError::Ambiguous => format!(
            "{name} `{shown}` could be day/month or month/day; say which with --dates us (month first), --dates eu (day first), or --dates iso to refuse all such dates"
        ),
        TimeError::NoDate => format!(
            "time lost at export: {name} `{shown}` has no date; export again without opening the file in a spreadsheet"
        ),
        TimeError::Unknown if shown.bytes().any(|b| b == b'E') && shown.parse::<f64>().is_ok() => {
            format!("time lost at export: {name} `{shown}` was rounded by a spreadsheet; export again")
        }
        TimeError::Unknown => format!("{name} `{shown}` is not a time in any known form"),
    }
}
