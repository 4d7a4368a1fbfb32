//! Where the columns of expressions stand in the rows at hand.

use std::collections::HashMap;

use crate::expression::{Column, ColumnId, Expression};
use crate::{Context, Value};

/// Where the columns of expressions stand in the rows at hand.
#[derive(Debug, Clone, Default)]
pub struct Positions(HashMap<ColumnId, usize>);

impl Positions {
    /// The columns stand in this order.
    pub fn new(columns: &[Column]) -> Self {
        Positions::of(columns.iter().map(|column| column.id))
    }

    /// The columns of these ids stand in this order.
    pub fn of(columns: impl IntoIterator<Item = ColumnId>) -> Self {
        Positions(columns.into_iter().enumerate().map(|(position, id)| (id, position)).collect())
    }

    /// Where a column stands.
    pub fn get(&self, column: ColumnId) -> Option<usize> {
        self.0.get(&column).copied()
    }

    /// The value of an expression for a row; a column that the row has not counts as null.
    pub fn evaluate(&self, expression: &Expression, row: &[Value<'static>], context: &Context) -> Value<'static> {
        let column = |id| self.get(id).and_then(|position| row.get(position)).map_or(Value::Null, Value::borrowed);
        expression.evaluate(&column, context).into_owned()
    }
}
