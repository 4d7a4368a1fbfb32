//! A source and the operators its rows flow through.

use super::Expression;
use super::node::node;
use crate::operators::Operator;

node! {
    /// A source and operators, in the order in which rows flow.
    pub struct Pipeline => pipeline {
        /// Where rows come from. `None` when the first operator is a source itself (`print`, `union`), and in the sub-queries
        /// of `fork`, `facet`, `partition` and `mv-apply`, whose rows come from around them.
        pub source: Option<Expression>,
        /// What the rows flow through.
        pub operators: Vec<Operator>,
    }
}
