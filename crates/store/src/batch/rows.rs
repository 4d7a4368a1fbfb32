//! Rows with their provenance, in the schema of the files.

use std::sync::Arc;

use arrow_array::builder::BinaryBuilder;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, new_null_array};
use arrow_schema::{Field, Schema, SchemaRef};
use tables::{Identity, Mapped, Table};

use super::Origin;
use super::keys::Short;
use crate::Error;
use crate::delta::{PROVENANCE, arrow_type};
use crate::seal::Column;

/// Rows of one partition, with their whole content hashes.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// The rows, in the schema of the files.
    pub(crate) batch: RecordBatch,
    /// One for each row.
    pub(crate) contents: Vec<[u8; 32]>,
}

/// Returns the schema of a table's files: every column but those that the partition tells.
pub(crate) fn file_schema(table: &str, columns: &[Column]) -> Result<SchemaRef, Error> {
    let partition = [PROVENANCE[0].0, PROVENANCE[1].0];
    let fields = columns.iter().filter(|column| !partition.contains(&column.name.as_str())).map(|column| {
        let kind = arrow_type(&column.kind).ok_or_else(|| Error::Rows {
            action: "lay out",
            table: table.to_owned(),
            reason: format!("column {} has the unknown type {}", column.name, column.kind),
        })?;
        Ok(Field::new(&column.name, kind, true))
    });
    Ok(Arc::new(Schema::new(fields.collect::<Result<Vec<_>, Error>>()?)))
}

/// Returns the batch with exactly the columns of the schema; those it lacks are null.
pub(crate) fn conform(batch: &RecordBatch, schema: &SchemaRef, table: &str) -> Result<RecordBatch, Error> {
    if batch.schema_ref() == schema {
        return Ok(batch.clone());
    }
    let column = |field: &Arc<Field>| {
        batch
            .column_by_name(field.name())
            .cloned()
            .unwrap_or_else(|| new_null_array(field.data_type(), batch.num_rows()))
    };
    let columns: Vec<ArrayRef> = schema.fields().iter().map(column).collect();
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(Error::rows("lay out", table))
}

/// Returns the first half of a content hash.
pub(crate) fn short(content: &[u8; 32]) -> Short {
    content.first_chunk::<16>().copied().unwrap_or_default()
}

/// Returns the rows with where they came from, in the schema of the files.
pub(crate) fn with_provenance(
    mapped: &Mapped,
    identities: &[Identity],
    origin: &Origin,
    received: i64,
    schema: &SchemaRef,
) -> Result<RecordBatch, Error> {
    let rows = identities.len();
    let mut keys = BinaryBuilder::with_capacity(rows, rows * 16);
    let mut contents = BinaryBuilder::with_capacity(rows, rows * 16);
    for identity in identities {
        keys.append_value(identity.key);
        contents.append_value(short(&identity.content));
    }
    let number = |value: &dyn Fn(&tables::Place) -> i64| -> ArrayRef {
        Arc::new(mapped.places.iter().map(value).collect::<Int64Array>())
    };
    let text =
        |value: Option<&str>| -> ArrayRef { Arc::new(std::iter::repeat_n(value, rows).collect::<StringArray>()) };
    let added: [(&str, ArrayRef); 10] = [
        ("_Key", Arc::new(keys.finish())),
        ("_Rank", Arc::new(identities.iter().map(|identity| identity.rank).collect::<Int64Array>())),
        ("_Content", Arc::new(contents.finish())),
        ("_Evidence", text(Some(&origin.evidence))),
        ("_Member", text(origin.member.as_deref())),
        ("_Offset", number(&|place| place.offset as i64)),
        ("_Length", number(&|place| i64::from(place.length))),
        ("_Line", number(&|place| place.line as i64)),
        ("_Format", text(Some(&origin.format))),
        ("_Received", Arc::new(TimestampMicrosecondArray::from_value(received, rows).with_timezone("UTC"))),
    ];
    let own = mapped.rows.schema_ref().fields().iter().zip(mapped.rows.columns());
    let fields: Vec<Field> = own
        .clone()
        .map(|(field, _column)| field.as_ref().clone())
        .chain(added.iter().map(|(name, column)| Field::new(*name, column.data_type().clone(), true)))
        .collect();
    let columns = own.map(|(_field, column)| Arc::clone(column)).chain(added.into_iter().map(|(_name, column)| column));
    let whole = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.collect())
        .map_err(Error::rows("lay out", mapped.table.name))?;
    conform(&whole, schema, mapped.table.name)
}

/// Returns the hash of every row's content, from the columns of the table alone.
pub(crate) fn contents(table: &Table, batch: &RecordBatch) -> Result<Vec<[u8; 32]>, Error> {
    let conformed = conform(batch, &table.schema(), table.name)?;
    let own: Vec<usize> = (0..table.columns.len()).collect();
    tables::digest::rows(&conformed, &own).map_err(Error::rows("hash", table.name))
}
