//! Typed plans of the Kusto Query Language, run by DataFusion.
//!
//! | stage | from → to | law |
//! |---|---|---|
//! | `lower` | [`Plan`](kql_plan::Plan) → logical plan | one file a step; columns are named by their id |
//! | `expression` | [`Expression`](kql_plan::Expression) → expression | DataFusion's own function only where Kusto means the same |
//! | `aggregate` | call → aggregate function | likewise |
//! | `step` | what DataFusion has no operator for | one file a step |
//! | `sort` | a sort → a sort that does not compare rows | else DataFusion's own |
//! | [`Engine::run`] | plan, [`Tables`] → [`Answer`] | within memory and time, in the order the query asks for |
//!
//! How values lie in memory: [`physical`].

mod aggregate;
mod answer;
pub mod array;
mod engine;
mod error;
mod expression;
mod lower;
mod memory;
pub mod physical;
mod session;
mod sort;
mod step;
mod tables;

pub use answer::{Answer, Stats};
pub use engine::{Engine, Options};
pub use error::EngineError;
pub use expression::ColumnPath;
pub use tables::{NoTables, Tables};

#[cfg(test)]
mod tests;
