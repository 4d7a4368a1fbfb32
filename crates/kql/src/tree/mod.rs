//! The tree of a query: typed, whole, each node with its span.
//!
//! What a name means (column, table, function, variable) is not in the tree: the binder finds out. Precedence is: there are
//! no parentheses in it. Two trees are equal when they are written alike up to spaces, comments and needless parentheses.

mod expression;
mod literal;
mod name;
pub(crate) mod node;
mod pipeline;
mod schema;
mod statement;
mod visit;

pub use crate::operators::{self, Operator};
pub use expression::*;
pub use literal::*;
pub use name::*;
pub use node::{Node, Outline, Visit};
pub use pipeline::Pipeline;
pub use schema::*;
pub use statement::*;
pub use visit::Visitor;

use node::node;

node! {
    /// The statements of a query text.
    pub struct Tree {
        /// In the order of the text.
        pub statements: Vec<Statement>,
    }
}

impl Tree {
    /// The tree as text for people: every node, every field that is there, no spans.
    pub fn to_outline(&self) -> String {
        let mut out = String::new();
        for statement in &self.statements {
            statement.outline(&mut out);
            out.push('\n');
        }
        out
    }
}
