//! Graphs: what `make-graph` builds, and the operators that look into it.
//!
//! | operator | what |
//! |---|---|
//! | `make-graph` | [`GraphSource`], the part that all others begin with |
//! | `graph-mark-components`, `graph-where-nodes`, `graph-where-edges` | [`GraphStep`] |
//! | `graph-match` | [`GraphMatch`] |
//! | `graph-shortest-paths` | [`GraphShortestPaths`] |
//! | `graph-to-table` | [`GraphToTable`] |
//!
//! A graph is no table: it lives only between `make-graph` and the operator that makes rows of it, and all of them run as one.
//!
//! Source: <https://learn.microsoft.com/kusto/query/graph-operators>

mod build;
mod components;
mod matching;
mod pattern;
mod shortest;
mod steps;
#[cfg(test)]
mod tests;
mod to_table;

pub use build::{Graph, GraphEdge, GraphPartition, GraphSource, NodeTable};
pub use matching::GraphMatch;
pub use pattern::{
    Conjunct, Cycles, Direction, Fold, FoldKind, MatchColumn, Member, Pattern, PatternEdge, Search, WholeElement,
};
pub use shortest::GraphShortestPaths;
pub use steps::{GraphStep, NodeOrEdge};
pub use to_table::{GraphPart, GraphToTable};
