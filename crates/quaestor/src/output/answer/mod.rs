//! Answers of queries, in the forms in which people and programs want them: one file a form.

mod chart;
mod csv;
mod json;
mod markdown;
mod parquet;
mod table;
mod xlsx;

use std::io::Write;

use clap::ValueEnum;
use kql_datafusion::array::Reader;
use kql_plan::{Column, Type, Value};

pub(crate) use chart::chart;
pub(crate) use json::{columns as json_columns, value as json_value};

/// Rows in memory: what an answer is handed out in.
pub(crate) type Batch = arrow_array::RecordBatch;

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// An aligned table, as wide as the terminal.
    #[default]
    Table,
    /// Comma-separated values, safe to open in a spreadsheet.
    Csv,
    /// One JSON document: an array of objects.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// A Parquet file; instants are timestamps in microseconds.
    Parquet,
    /// An Excel workbook.
    Xlsx,
    /// A Markdown table.
    Markdown,
}

impl Form {
    /// Whether what is written is no text.
    pub(crate) fn is_binary(self) -> bool {
        matches!(self, Form::Parquet | Form::Xlsx)
    }

    /// Whether it is made for eyes, so that a few rows are enough.
    pub(crate) fn is_for_eyes(self) -> bool {
        matches!(self, Form::Table | Form::Markdown)
    }
}

/// Takes the rows of one answer.
pub(crate) trait Writer {
    /// Takes rows.
    fn rows(&mut self, batch: &Batch) -> anyhow::Result<()>;

    /// Ends.
    fn finish(self: Box<Self>) -> anyhow::Result<()>;
}

/// Returns a writer of an answer with these columns. `name` is what the answer is called, where a query has several.
pub(crate) fn writer<'w>(
    form: Form,
    columns: &[Column],
    name: Option<&str>,
    out: Box<dyn Write + Send + 'w>,
) -> anyhow::Result<Box<dyn Writer + 'w>> {
    let columns = columns.to_vec();
    Ok(match form {
        Form::Table => Box::new(table::Table::new(columns, out)),
        Form::Csv => Box::new(csv::Csv::new(columns, out)?),
        Form::Json => Box::new(json::Document::new(columns, out)?),
        Form::Jsonl => Box::new(json::Lines::new(columns, out)),
        Form::Parquet => Box::new(parquet::Parquet::new(columns, out)?),
        Form::Xlsx => Box::new(xlsx::Workbook::new(columns, name, out)?),
        Form::Markdown => Box::new(markdown::Markdown::new(columns, out)?),
    })
}

/// Calls `each` with the values of each row.
pub(crate) fn each_row(
    batch: &Batch,
    columns: &[Column],
    mut each: impl FnMut(&[Value<'_>]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let readers = batch
        .columns()
        .iter()
        .zip(columns)
        .map(|(array, column)| Reader::new(array.as_ref(), column.kind))
        .collect::<Result<Vec<_>, _>>()?;
    for row in 0..batch.num_rows() {
        let values: Vec<Value<'_>> = readers.iter().map(|reader| reader.value(row)).collect();
        each(&values)?;
    }
    Ok(())
}

/// The text of a value as a person reads it: instants without what they do not tell, dynamics as JSON, nothing for the null.
pub(crate) fn text(value: &Value<'_>) -> String {
    kql_plan::convert::text(value)
}

/// Whether cells of this type stand to the right.
pub(crate) fn is_right(kind: Type) -> bool {
    kind.is_number() || kind == Type::Timespan
}
