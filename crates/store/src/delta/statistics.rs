//! Delta's statistics of a file: what lets a reader pass over it.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use chrono::{DateTime, SecondsFormat};
use serde::Serialize;

/// Gathers the least and the greatest value of times and numbers, batch by batch.
#[derive(Debug, Default)]
pub(crate) struct Statistics {
    rows: u64,
    columns: BTreeMap<String, Bounds>,
}

#[derive(Debug)]
struct Bounds {
    time: bool,
    range: Option<(i64, i64)>,
    nulls: u64,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Number(i64),
    Time(String),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Text<'a> {
    num_records: u64,
    min_values: BTreeMap<&'a str, Value>,
    max_values: BTreeMap<&'a str, Value>,
    null_count: BTreeMap<&'a str, u64>,
}

impl Statistics {
    /// Adds the rows of a batch. Columns wholly null in every batch are left out.
    pub(crate) fn add(&mut self, batch: &RecordBatch) {
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            let (time, range) = match field.data_type() {
                DataType::Timestamp(..) => (true, range(column.as_primitive::<TimestampMicrosecondType>().iter())),
                DataType::Int64 => (false, range(column.as_primitive::<Int64Type>().iter())),
                DataType::Int32 => {
                    (false, range(column.as_primitive::<Int32Type>().iter().map(|value| value.map(i64::from))))
                }
                _ => continue,
            };
            let rows = self.rows;
            let bounds = self.columns.entry(field.name().clone()).or_insert(Bounds { time, range: None, nulls: rows });
            bounds.nulls += column.null_count() as u64;
            bounds.range = match (bounds.range, range) {
                (Some(old), Some(new)) => Some((old.0.min(new.0), old.1.max(new.1))),
                (old, new) => old.or(new),
            };
        }
        self.rows += batch.num_rows() as u64;
    }

    /// Returns the statistics as Delta's JSON text.
    pub(crate) fn text(&self) -> serde_json::Result<String> {
        let known = || self.columns.iter().filter_map(|(name, bounds)| Some((name.as_str(), bounds, bounds.range?)));
        serde_json::to_string(&Text {
            num_records: self.rows,
            min_values: known().map(|(name, bounds, range)| (name, value(bounds.time, range.0, 0))).collect(),
            max_values: known().map(|(name, bounds, range)| (name, value(bounds.time, range.1, 999))).collect(),
            null_count: known().map(|(name, bounds, _range)| (name, bounds.nulls)).collect(),
        })
    }
}

fn range(values: impl Iterator<Item = Option<i64>>) -> Option<(i64, i64)> {
    values.flatten().fold(None, |range, value| {
        let (least, greatest) = range.unwrap_or((value, value));
        Some((least.min(value), greatest.max(value)))
    })
}

/// Times are written in milliseconds, as all writers of Delta do; a greatest one is rounded up so that it stays a bound.
fn value(time: bool, value: i64, up: i64) -> Value {
    if !time {
        return Value::Number(value);
    }
    match DateTime::from_timestamp_millis(value.saturating_add(up).div_euclid(1000)) {
        Some(time) => Value::Time(time.to_rfc3339_opts(SecondsFormat::Millis, true)),
        None => Value::Number(value),
    }
}
