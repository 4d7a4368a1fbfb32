//! Rows of one table being gathered, whatever shapes they come in.

use std::sync::Arc;

use arrow_array::RecordBatch;

use super::{
    Context, Mapped, Place, Rejection,
    columns::{Growing, Kept},
    identity,
    plan::Plan,
    scalar,
    scan::{Broken, DEEPEST},
    slots::{Cell, Slots},
    tenant::{self, Tenants},
    time::TimeError,
    trie::Trie,
    unmapped::Unmapped,
    walk::Walk,
};
use crate::{DateOrder, Shape, Table};

/// Text of one column in one batch that must not be passed: Arrow's offsets have 31 bits.
const FULL: usize = 1 << 30;

/// 0002-01-01, in microseconds since 1970: no event is older, but 0001-01-01 is what .NET writes where it has no time.
const SECOND_YEAR: i64 = -62_104_060_800 * 1_000_000;

/// Rows being gathered.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) table: &'static Table,
    columns: Vec<Growing>,
    promoted: Vec<Growing>,
    places: Vec<Place>,
    classes: Vec<u8>,
    tenants: Vec<Option<Arc<str>>>,
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
            copies: Slots::default(),
            shared: Tenants::default(),
            gathered: 0,
        }
    }

    /// Appends the row of one record from what a walk found in it.
    pub(crate) fn append(
        &mut self,
        plan: &Plan,
        slots: &Slots,
        record: &str,
        place: Place,
        context: Context,
        unmapped: &mut Unmapped,
    ) -> Result<(), Rejection> {
        if self.gathered + record.len() > FULL && self.columns.iter().any(|c| c.bytes() + record.len() > FULL) {
            let reason = "more text was gathered than one batch may hold; take the rows first".into();
            return Err(Rejection { reason });
        }
        let order = if plan.shape == Shape::Diagnostic { DateOrder::MonthFirst } else { context.dates };
        check_time(self.table, plan, slots, record, order)?;

        let mut tenant = None;
        self.copies.reset(self.promoted.len());
        for (number, growing) in self.columns.iter_mut().enumerate() {
            let cell = slots.get(number, record);
            let promotion = plan.promotions.get(number).and_then(Option::as_ref);
            if (promotion.is_some() || plan.tenant == Some(number)) && growing.is_text() {
                let kept = growing.append_text(cell);
                if let Some(trie) = promotion {
                    promote_text(trie, &kept, &mut self.copies);
                }
                if plan.tenant == Some(number)
                    && let Kept::Text(text) = &kept
                {
                    tenant = tenant::normal(text).map(|text| self.shared.share(&text));
                }
                continue;
            }
            match growing.append(cell, order) {
                Ok(true) => {
                    if let (Some(trie), Some(cell)) = (promotion, cell) {
                        promote_value(trie, cell, &mut self.copies);
                    }
                }
                Ok(false) => {}
                Err(scalar::Unreadable) => {
                    if let Some(column) = self.table.columns.get(number) {
                        unmapped.note(&format!("{} (unreadable as {})", column.name, column.kind.name()));
                    }
                }
            }
        }
        for (number, growing) in self.promoted.iter_mut().enumerate() {
            // A hot path of another type than usual stays in its column and is null here.
            let _unusual = growing.append(self.copies.get(number, ""), order);
        }
        if let (None, Some(Cell::Text(text))) = (&tenant, slots.get(self.columns.len(), record)) {
            tenant = Some(self.shared.share(text));
        }
        self.tenants.push(tenant);
        self.places.push(place);
        self.classes.push(identity::class(plan.shape, context.fidelity));
        self.gathered += record.len();
        unmapped.settle();
        Ok(())
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

/// Walks a record by a plan and fills the slots.
pub(crate) fn find(plan: &Plan, record: &str, slots: &mut Slots, unmapped: &mut Unmapped) -> Result<(), Rejection> {
    if record.len() > FULL {
        return Err(Rejection { reason: "the record is larger than a gigabyte".into() });
    }
    unmapped.forget();
    slots.reset(plan.slots);
    let mut walk = Walk { trie: &plan.trie, slots, unmapped, suffixes: plan.shape == Shape::Row };
    walk.run(record).map_err(refused)?;
    for (slot, priority, text) in &plan.constants {
        if slots.wants(*slot, *priority) {
            slots.keep_text(*slot, *priority, text);
        }
    }
    Ok(())
}

/// Refuses a record whose time is missing or unreadable, before anything of it is appended.
fn check_time(table: &Table, plan: &Plan, slots: &Slots, record: &str, order: DateOrder) -> Result<(), Rejection> {
    let Some(number) = plan.time else { return Ok(()) };
    let name = table.columns.get(number).map_or("", |c| c.name);
    let Some(cell) = slots.get(number, record) else {
        return Err(Rejection { reason: missing_time(name, record) });
    };
    let reason = match scalar::datetime(cell, order) {
        Ok(Some(micros)) if micros < SECOND_YEAR => {
            format!("the record has no time: its {name} is in the year 0001, which is .NET's way of saying none")
        }
        Ok(Some(_)) => return Ok(()),
        Ok(None) => missing_time(name, record),
        Err(error) => unreadable_time(name, cell, error),
    };
    Err(Rejection { reason })
}

/// Fills the hidden columns that copy from a column of text.
fn promote_text(trie: &Trie, kept: &Kept<'_>, copies: &mut Slots) {
    match kept {
        Kept::Nothing => {}
        Kept::Json(json) => look_inside(trie, json, copies),
        Kept::Text(text) if text.trim_ascii_start().starts_with(['{', '[']) => look_inside(trie, text, copies),
        Kept::Text(text) => copy_whole(trie, text, copies),
    }
}

/// Fills the hidden columns that copy from a column of another type.
fn promote_value(trie: &Trie, cell: Cell<'_>, copies: &mut Slots) {
    match cell {
        Cell::Json(raw) => look_inside(trie, raw, copies),
        Cell::Text(text) => copy_whole(trie, text, copies),
    }
}

fn look_inside(trie: &Trie, json: &str, copies: &mut Slots) {
    let mut ignored = Unmapped::default();
    let mut walk = Walk { trie, slots: copies, unmapped: &mut ignored, suffixes: false };
    if walk.copies(json).is_err() {
        copy_whole(trie, json, copies);
    }
}

fn copy_whole(trie: &Trie, text: &str, copies: &mut Slots) {
    for leaf in trie.node(0).into_iter().flat_map(|node| &node.leaves) {
        if copies.wants(leaf.slot, leaf.priority) {
            copies.keep_text(leaf.slot, leaf.priority, text);
        }
    }
}

fn refused(broken: Broken) -> Rejection {
    let reason = match broken {
        Broken::Syntax(at) => format!("the record is not valid JSON from its byte {at} on"),
        Broken::Deep => format!("the record nests objects and lists more than {DEEPEST} deep"),
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
