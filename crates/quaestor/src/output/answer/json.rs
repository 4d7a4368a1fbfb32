//! JSON: a document, or a line an object.

use std::io::Write;

use kql_plan::{Column, Value};
use serde_json::{Map, Value as Json, json};

use super::{Batch, Writer, each_row, text};

/// Returns a value as JSON: numbers as numbers (NaN and infinities as texts, decimals too, which JSON would round), instants and spans as text,
/// dynamics as they are.
pub(crate) fn value(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => json!(number),
        Value::Long(number) => json!(number),
        Value::Real(number) if number.is_finite() => json!(number),
        Value::Dynamic(inner) => inner.as_ref().clone(),
        other => Json::String(text(other)),
    }
}

/// Returns names and types of columns as JSON.
pub(crate) fn columns(columns: &[Column]) -> Vec<Json> {
    columns.iter().map(|column| json!({"name": column.name, "type": column.kind.name()})).collect()
}

fn object(columns: &[Column], values: &[Value<'_>]) -> Json {
    let pairs = columns.iter().zip(values).map(|(column, cell)| (column.name.clone(), value(cell)));
    Json::Object(pairs.collect::<Map<_, _>>())
}

/// Writes an array of objects.
pub(super) struct Document<'w> {
    columns: Vec<Column>,
    out: Box<dyn Write + Send + 'w>,
    begun: bool,
}

impl<'w> Document<'w> {
    /// Writes the beginning.
    pub(super) fn new(columns: Vec<Column>, mut out: Box<dyn Write + Send + 'w>) -> anyhow::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self { columns, out, begun: false })
    }
}

impl Writer for Document<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let Self { columns, out, begun } = self;
        each_row(batch, columns, |values| {
            out.write_all(if std::mem::replace(begun, true) { b",\n  " } else { b"\n  " })?;
            Ok(serde_json::to_writer(&mut *out, &object(columns, values))?)
        })
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        self.out.write_all(if self.begun { b"\n]\n" } else { b"]\n" })?;
        Ok(self.out.flush()?)
    }
}

/// Writes an object a line.
pub(super) struct Lines<'w> {
    columns: Vec<Column>,
    out: Box<dyn Write + Send + 'w>,
}

impl<'w> Lines<'w> {
    /// Writes nothing yet.
    pub(super) fn new(columns: Vec<Column>, out: Box<dyn Write + Send + 'w>) -> Self {
        Self { columns, out }
    }
}

impl Writer for Lines<'_> {
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()> {
        let Self { columns, out } = self;
        each_row(batch, columns, |values| {
            serde_json::to_writer(&mut *out, &object(columns, values))?;
            Ok(out.write_all(b"\n")?)
        })
    }

    fn finish(mut self: Box<Self>) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_as_json_can_hold_them() {
        assert_eq!(value(&Value::Long(i64::MAX)), json!(i64::MAX));
        assert_eq!(value(&Value::Real(f64::NAN)), json!("NaN"));
        assert_eq!(value(&Value::Datetime(0)), json!("0001-01-01T00:00:00.0000000Z"));
        assert_eq!(value(&Value::dynamic(json!({"a": [1]}))), json!({"a": [1]}));
        assert_eq!(value(&Value::Null), Json::Null);
    }
}
