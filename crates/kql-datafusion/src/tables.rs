//! Where the rows of tables come from.

use std::fmt::Debug;
use std::sync::Arc;

use datafusion::catalog::TableProvider;

/// The tables a plan may read.
pub trait Tables: Debug + Send + Sync {
    /// The rows of a table of the catalog; `None` when there is no such table.
    ///
    /// Its columns are named as in the catalog and lie in memory as [`physical`](crate::physical) says. Predicates over its own columns reach
    /// `supports_filters_pushdown` as DataFusion's own expressions wherever Kusto means the same.
    fn provider(&self, table: &str) -> Option<Arc<dyn TableProvider>>;
}

/// No tables: for queries that bring their own rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTables;

impl Tables for NoTables {
    fn provider(&self, _table: &str) -> Option<Arc<dyn TableProvider>> {
        None
    }
}
