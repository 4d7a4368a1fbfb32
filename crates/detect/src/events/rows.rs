//! Records → rows, by the same way that an import takes.

use std::collections::BTreeMap;

use connect::import::{BytesSource, LeafInfo, LeafStatus, Options, Sink, SinkError, read_file};
use query::rows::Held;
use tables::Mapped;

use super::Case;
use super::record::{Record, instant, records};

/// The rows of a case, and the time it is about.
#[derive(Debug)]
pub struct Rows {
    /// The rows, by table.
    pub held: Held,
    /// The beginning of the evaluation, in microseconds since 1970.
    pub from: i64,
    /// Its end.
    pub to: i64,
    /// When the events happen.
    pub times: Vec<i64>,
}

/// Returns the rows of a case. `templates` are the records by name.
///
/// # Errors
/// When an event is not written as it must be, or is not read into a row: a test that loses an event tests nothing.
pub fn rows(case: &Case, templates: &BTreeMap<String, String>) -> Result<Rows, String> {
    let records = records(case, templates)?;
    let times = || records.iter().filter_map(|record| record.time);
    let from = case.from.as_deref().map(instant).transpose()?.or_else(|| times().min());
    let to = case.now.as_deref().map(instant).transpose()?.or_else(|| times().max().map(|last| last + 1_000_000));
    let (Some(from), Some(to)) = (from, to) else { return Err("say `from` and `now`: no event has a time".into()) };
    let mut collected = Collected::default();
    let mut files: BTreeMap<(usize, &str), Vec<&Record>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        // Raw records may be of any kind, so each is a file of its own.
        files.entry((if record.kind == "raw" { at + 1 } else { 0 }, record.kind)).or_default().push(record);
    }
    for ((_, kind), records) in files {
        read(kind, &records, &mut collected)?;
    }
    let times = times().collect();
    Ok(Rows { held: collected.held, from, to, times })
}

fn read(kind: &str, records: &[&Record], collected: &mut Collected) -> Result<(), String> {
    let mut bytes = Vec::new();
    for record in records {
        serde_json::to_writer(&mut bytes, &record.json).map_err(|error| error.to_string())?;
        bytes.push(b'\n');
    }
    let name = format!("{kind}.json");
    let outcome = read_file(&BytesSource::new(&name, &bytes), &Options::default(), collected)
        .map_err(|error| format!("the {kind} records cannot be read: {error}"))?;
    for leaf in &outcome.leaves {
        if let Some(rejected) = leaf.rejected.first() {
            return Err(format!("a {kind} record is rejected: {}", rejected.reason));
        }
        match &leaf.status {
            LeafStatus::Recognised => {}
            LeafStatus::Unrecognised(why) => return Err(format!("the {kind} records are not recognised: {why}")),
            LeafStatus::Ignored(why) => return Err(format!("the {kind} records are ignored: {why}")),
        }
    }
    Ok(())
}

#[derive(Default)]
struct Collected {
    held: Held,
}

impl Sink for Collected {
    fn rows(&mut self, _leaf: &LeafInfo, mapped: Vec<Mapped>) -> Result<(), SinkError> {
        for rows in mapped {
            self.held.add(rows.table, rows.rows);
        }
        Ok(())
    }
}
