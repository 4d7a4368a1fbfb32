//! Conditions in the Kusto Query Language, as rows of the archive.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, bail};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use store::{ConditionKeys, Snapshot};

use crate::commands::ask::Archived;

/// Columns that tell one row of a table from every other.
const PLACE: [&str; 4] = ["_Key", "_Evidence", "_Member", "_Offset"];

/// Checks that a text is one condition, and nothing beside it.
fn checked(condition: &str) -> anyhow::Result<()> {
    let parsed = kql::parse(&query("T", condition));
    if let Some(error) = parsed.errors().next() {
        bail!("the condition cannot be read: {}", error.message);
    }
    anyhow::ensure!(
        parsed.tree.statements.len() == 1 && !kql::parse(condition).tree.statements.is_empty(),
        "a condition is one expression, such as `UserType == \"Guest\"`"
    );
    Ok(())
}

/// Checks that a condition can be asked of a table at least: of those that are named, else of all there are.
pub(crate) fn fits(
    snapshot: &Snapshot,
    data: Option<PathBuf>,
    condition: &str,
    tables: &[String],
) -> anyhow::Result<()> {
    checked(condition)?;
    let there = snapshot.tables();
    // Of an archive without a record nothing can be said yet.
    if there.is_empty() {
        return Ok(());
    }
    let ask = Archived::open(data)?;
    for table in there {
        if (tables.is_empty() || tables.contains(&table.table))
            && ask.about(&query(&table.table, condition), (0, 0))?.is_some()
        {
            return Ok(());
        }
    }
    bail!("no table that has records has the columns that the condition names: {condition}")
}

fn query(table: &str, condition: &str) -> String {
    format!("{table}\n| where ({condition}\n)\n| project _Evidence, _Member, _Offset")
}

/// The keys of the records that a condition finds in a table, by their newest versions, before an instant; none where the table has no column that the
/// condition names.
pub(super) fn keys(
    snapshot: &Snapshot,
    ask: &Archived,
    table: &str,
    condition: &str,
    range: (i64, i64),
) -> anyhow::Result<Option<BTreeSet<[u8; 16]>>> {
    checked(condition)?;
    let Some(rows) = ask.about(&query(table, condition), range)? else { return Ok(None) };
    let mut places: BTreeSet<(String, String, i64)> = BTreeSet::new();
    for row in rows.rows {
        let mut cells = row.into_iter();
        let (evidence, member, offset) = (cells.next(), cells.next(), cells.next());
        let text =
            |value: Option<kql_plan::Value<'static>>| value.map(|value| value.as_str().to_owned()).unwrap_or_default();
        let Some(kql_plan::Value::Long(offset)) = offset else {
            bail!("a row of {table} does not tell where its record stands")
        };
        places.insert((text(evidence), text(member), offset));
    }
    let mut keys = BTreeSet::new();
    if places.is_empty() {
        return Ok(Some(keys));
    }
    for batch in snapshot.scan(table, &PLACE, None)? {
        let batch = batch?;
        let column = |name: &str| batch.column_by_name(name).with_context(|| format!("{table} has no column {name}"));
        let key = column("_Key")?.as_binary_opt::<i32>().context("_Key has another type than expected")?;
        let offsets = arrow_cast::cast(column("_Offset")?, &arrow_schema::DataType::Int64)?;
        for row in 0..batch.num_rows() {
            let place = (
                text(&batch, "_Evidence", row),
                text(&batch, "_Member", row),
                offsets.as_primitive::<Int64Type>().value(row),
            );
            if places.contains(&place) {
                keys.insert(key.value(row).try_into().context("a key has not 16 bytes")?);
            }
        }
    }
    Ok(Some(keys))
}

fn text(batch: &RecordBatch, name: &str, row: usize) -> String {
    let column = batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
    column.filter(|column| column.is_valid(row)).map(|column| column.value(row).to_owned()).unwrap_or_default()
}

/// What the conditions of holds find, by number of the hold. A condition that fits no table is an error: nothing may go while it cannot be told what is held.
pub(super) fn of_holds(snapshot: &Snapshot, ask: &Archived) -> anyhow::Result<BTreeMap<u64, ConditionKeys>> {
    let mut conditions = BTreeMap::new();
    for hold in snapshot.holds() {
        let Some(condition) = &hold.terms.condition else { continue };
        let mut found = BTreeSet::new();
        let mut fits = false;
        let range = (hold.terms.from.unwrap_or(i64::MIN), hold.terms.to.map_or(i64::MAX, |to| to.saturating_add(1)));
        for table in snapshot.tables() {
            if !hold.terms.tables.is_empty() && !hold.terms.tables.contains(&table.table) {
                continue;
            }
            let keys = keys(snapshot, ask, &table.table, condition, range)
                .with_context(|| format!("it cannot be told what hold {} keeps of {}", hold.number, table.table))?;
            if let Some(keys) = keys {
                fits = true;
                found.extend(keys);
            }
        }
        anyhow::ensure!(
            fits,
            "the condition of hold {} names columns that no table has: {condition}. Nothing is removed while it cannot be told what it keeps",
            hold.number
        );
        conditions.insert(hold.number, ConditionKeys { entry: snapshot.head().entry, keys: found });
    }
    Ok(conditions)
}
