//! The columns of a Delta table: a table's own, the promoted ones, and where each row came from.

use arrow_schema::{DataType, TimeUnit};
use tables::{KustoType, Table};

use crate::Error;
use crate::seal::Column;

/// What the store adds to a row: name, Delta type, meaning. The first two are the partition columns.
pub(crate) const PROVENANCE: [(&str, &str, &str); 12] = [
    ("_Tenant", "string", "Entra tenant the row belongs to, or `unknown`. Partition column."),
    ("_Day", "date", "Day of the row's time, UTC. Partition column."),
    ("_Key", "binary", "Names the record; rows of equal key are versions of one record."),
    ("_Rank", "long", "Of two versions the one of higher rank is shown."),
    ("_Content", "binary", "First 16 bytes of the BLAKE3 hash of the row's content."),
    ("_Evidence", "string", "SHA-256 of the evidence object the row was read from."),
    ("_Member", "string", "Path inside the archive the evidence is; null where it is a plain file."),
    ("_Offset", "long", "Offset of the record's first byte in the leaf as UTF-8 text."),
    ("_Length", "long", "Length of the record in bytes of UTF-8 text."),
    ("_Line", "long", "Line of the record's first byte, from 1."),
    ("_Format", "string", "Format the record was read from."),
    ("_Received", "timestamp", "When the archive took the row in, UTC."),
];

/// Returns the columns that this program writes for a table.
pub(crate) fn of_table(table: &Table) -> Vec<Column> {
    let own = table.columns.iter().map(|column| (column.name, delta_type(column.kind), column.doc));
    let promoted = table.promoted.iter().map(|column| (column.name, delta_type(column.kind), column.doc));
    own.chain(promoted)
        .chain(PROVENANCE)
        .map(|(name, kind, doc)| Column { name: name.to_owned(), kind: kind.to_owned(), comment: one_line(doc) })
        .collect()
}

/// Returns the stored columns followed by those that are new, or none where nothing is new.
pub(crate) fn extend(table: &str, stored: &[Column], written: &[Column]) -> Result<Option<Vec<Column>>, Error> {
    for column in written {
        if let Some(old) = stored.iter().find(|old| old.name == column.name)
            && old.kind != column.kind
        {
            return Err(Error::ColumnType {
                table: table.to_owned(),
                column: column.name.clone(),
                stored: old.kind.clone(),
                written: column.kind.clone(),
            });
        }
    }
    let new: Vec<Column> =
        written.iter().filter(|column| stored.iter().all(|old| old.name != column.name)).cloned().collect();
    Ok((!new.is_empty()).then(|| stored.iter().cloned().chain(new).collect()))
}

/// Returns the Arrow type of a Delta type; none for one that the archive never writes.
pub(crate) fn arrow_type(delta: &str) -> Option<DataType> {
    Some(match delta {
        "boolean" => DataType::Boolean,
        "integer" => DataType::Int32,
        "long" => DataType::Int64,
        "double" => DataType::Float64,
        "string" => DataType::Utf8,
        "binary" => DataType::Binary,
        "date" => DataType::Date32,
        "timestamp" => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        _ => return None,
    })
}

fn delta_type(kind: KustoType) -> &'static str {
    match kind {
        KustoType::Bool => "boolean",
        KustoType::Int => "integer",
        KustoType::Long | KustoType::TimeSpan => "long",
        KustoType::Real => "double",
        KustoType::Decimal | KustoType::String | KustoType::Guid | KustoType::Dynamic => "string",
        KustoType::DateTime => "timestamp",
    }
}

fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
