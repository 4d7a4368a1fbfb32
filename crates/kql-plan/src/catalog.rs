//! What a query can name beside what it declares itself.

use crate::rows::{Rows, RunError};
use crate::{Plan, Type};

/// The hidden column, a datetime, that `ingestion_time()` reads; a table without it has no such time.
pub const INGESTION_TIME: &str = "$IngestionTime";

/// A table of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSchema {
    /// As the query must write it.
    pub name: String,
    /// Names and types of its columns, in order.
    pub columns: Vec<(String, Type)>,
    /// Columns that no result shows: [`INGESTION_TIME`] and others that begin with `$`, which functions read; and typed copies of paths into
    /// dynamic columns, which a plan may read in their place.
    pub hidden: Vec<(String, Type)>,
    /// Columns that are kept under another name or as another type.
    pub aliases: Vec<Alias>,
    /// Whether nothing is kept of it: a query over it gives no rows, with a note.
    pub uncollected: bool,
}

/// A column that is kept under another name or as another type than the query sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The column, as the query writes it.
    pub column: String,
    /// The name it is kept under.
    pub kept: String,
    /// The type it is kept as.
    pub kind: Type,
}

/// What a query can name beside what it declares itself.
pub trait Catalog: std::fmt::Debug + Send + Sync {
    /// The table of this name.
    fn table(&self, name: &str) -> Option<TableSchema>;

    /// The names of all tables, for wildcards, `search` and suggestions. Those that keep rows come first.
    fn table_names(&self) -> Vec<String>;

    /// The columns that a query names of tables of which nothing is kept, where their names match a pattern: such a table has no rows to add to a
    /// wildcard's, but its columns are known.
    fn columns_without_rows(&self, _matches: &dyn Fn(&str) -> bool) -> Vec<(String, Type)> {
        Vec::new()
    }

    /// The body of a stored function: the text of a `let` lambda such as `(a:string) { T | where x == a }`.
    fn function(&self, name: &str) -> Option<String>;

    /// The rows of a watchlist; `None` when there is none of this name.
    fn watchlist(&self, name: &str) -> Option<Rows>;

    /// Reads a file of `externaldata`: its bytes as text.
    ///
    /// # Errors
    /// When the place is not allowed or cannot be read: what, where, and what to do.
    fn external(&self, location: &str) -> Result<String, RunError>;

    /// Computes a plan while another is being bound, for operators whose columns depend on the data.
    ///
    /// # Errors
    /// When it fails.
    fn compute(&self, plan: &Plan) -> Result<Rows, RunError>;
}
