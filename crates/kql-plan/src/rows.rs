//! Tables in memory, row by row: for operators that no relational algebra covers.

use std::fmt::Debug;

use crate::{Context, Type, Value};

/// A row: a value for each column.
pub type Row = Vec<Value<'static>>;

/// A table in memory. The order of the rows is kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// Name and type of each column.
    pub columns: Vec<(String, Type)>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Rows {
    /// An empty table with these columns.
    pub fn new(columns: Vec<(String, Type)>) -> Self {
        Rows { columns, rows: Vec::new() }
    }

    /// Where the column of this name stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(column, _)| column == name)
    }
}

/// A query that cannot go on, in words for whoever asked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunError(pub String);

impl std::fmt::Display for RunError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for RunError {}

/// An operator that sees its inputs whole, row by row. It is made by the binder, which knows the columns of inputs and result.
pub trait RowsOperator: Debug + Send + Sync {
    /// The name of the operator or plugin, for plans and errors.
    fn name(&self) -> &'static str;

    /// The rows of the result: as many values each as the operator promised columns to the binder, of the promised types.
    ///
    /// # Errors
    /// When the data cannot be handled, in words for whoever asked.
    fn run(&self, inputs: Vec<Rows>, context: &Context) -> Result<Vec<Row>, RunError>;
}
