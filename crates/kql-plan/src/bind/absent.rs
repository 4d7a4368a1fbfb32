//! Columns that the data at hand does not have: an open table, such as a watchlist that is not there, could have any, so their names mean a null whose
//! type is not known. Where the language asks for a type with an order, such a null may stand all the same.

use crate::expression::{Expression, ExpressionNode};
use crate::plan::{Node, Plan};
use crate::{ColumnId, Type, Value};

/// Whether an expression over a plan is a dynamic that is null in every row, since its column is absent.
pub(crate) fn is_absent(expression: &Expression, input: &Plan) -> bool {
    expression.kind == Type::Dynamic
        && match &expression.node {
            ExpressionNode::Literal(value) => *value == Value::Null,
            ExpressionNode::Column(id) => column_is_absent(*id, input),
            _ => false,
        }
}

fn column_is_absent(id: ColumnId, plan: &Plan) -> bool {
    let place = || plan.columns.iter().position(|column| column.id == id);
    match &plan.node {
        Node::Table { .. } | Node::Values(_) | Node::Range { .. } | Node::Rows { .. } => false,
        Node::Filter { input, .. }
        | Node::Sort { input, .. }
        | Node::Limit { input, .. }
        | Node::Expand { input, .. }
        | Node::Window { input, .. } => column_is_absent(id, input),
        Node::Project { input, outputs } => {
            place().and_then(|place| outputs.get(place)).is_some_and(|output| is_absent(output, input))
        }
        Node::Aggregate { input, keys, .. } => {
            place().and_then(|place| keys.get(place)).is_some_and(|key| is_absent(key, input))
        }
        Node::Join { left, right, .. } => column_is_absent(id, left) || column_is_absent(id, right),
        Node::Union { inputs, columns } => place().is_some_and(|place| {
            inputs.iter().zip(columns).all(|(input, sources)| match sources.get(place).copied().flatten() {
                Some(source) => column_is_absent(source, input),
                None => true,
            })
        }),
        Node::Materialized { plan: inner, .. } => {
            place().and_then(|place| inner.columns.get(place)).is_some_and(|column| column_is_absent(column.id, inner))
        }
    }
}
