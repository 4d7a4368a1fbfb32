//! What a query means: the types, values and functions of the Kusto Query Language, and the binder that makes a typed plan of a tree.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | [`bind`](mod@bind) | tree, [`Catalog`] → [`Plan`] and diagnostics | never a panic; a plan only when no diagnostic is an error |
//! | [`Expression::evaluate`] | typed expression, row → [`Value`] | the meaning of every function stands here, on plain values |
//!
//! Nothing here knows how tables are stored or in which engine plans run; that is for `kql-datafusion`.

pub mod aggregate;
pub mod bind;
pub mod calendar;
mod catalog;
mod context;
pub mod convert;
pub mod dynamic;
mod explain;
pub mod expression;
pub mod named;
pub mod operator;
pub mod plan;
pub mod plugin;
mod rows;
pub mod scalar;
mod types;
pub mod value;

pub use catalog::{Alias, Catalog, INGESTION_TIME, TableSchema};
pub use context::{Context, Places};
pub use explain::explain;
pub use expression::{Column, ColumnId, Expression};
pub use named::NamedRow;
pub use plan::Plan;
pub use rows::{Row, Rows, RowsOperator, RunError};
pub use types::Type;
pub use value::{Json, Value};
