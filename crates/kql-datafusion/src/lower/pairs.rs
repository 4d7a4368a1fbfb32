//! `prev()` over sorted rows of which only those stay whose row before is of the same key: each key for itself, in as many streams as there are.
//!
//! `sort by User asc, Time asc | extend Who = prev(User), … | where Who == User and …` needs no one stream of all rows: no row that stays has
//! looked across the bound of a key.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use kql_plan::expression::ExpressionNode;
use kql_plan::plan::{Node, SortKey, WindowFunction};
use kql_plan::scalar::operator::comparison;
use kql_plan::{ColumnId, Expression, Plan, Type};

use super::{Lowering, project, sort, texts_filled, window};
use crate::step::{Forget, Order, StepNode};
use crate::{expression, physical};

/// How the rows of each key lie.
#[derive(Debug, Clone)]
pub(super) struct Keyed {
    /// The column that is the key.
    key: ColumnId,
    /// The columns of the order, the key first.
    columns: Vec<ColumnId>,
    /// The order.
    order: Vec<Order>,
}

impl Keyed {
    /// The name of the key's column.
    pub(super) fn key(&self) -> String {
        physical::name(self.key)
    }

    /// The order of the rows.
    pub(super) fn order(&self) -> Vec<Order> {
        self.order.clone()
    }
}

/// The filter over such rows; `None` when it is another.
pub(super) fn lower(lowering: Lowering<'_>, input: &Plan, predicate: &Expression) -> Result<Option<LogicalPlan>> {
    let Some((sorted, keys)) = sorted(input) else { return Ok(None) };
    let Some(keyed) = keyed(keys) else { return Ok(None) };
    let pairs = conjuncts(predicate).into_iter().any(|condition| same_key(input, condition, keyed.key));
    let kept = |key: &SortKey| {
        let id = key.expression.as_column();
        id.is_some_and(|id| input.columns.iter().any(|column| column.id == id))
    };
    if !pairs || !keys.iter().all(kept) {
        return Ok(None);
    }
    let rows = chain(lowering, input, sorted, &keyed)?;
    let predicate = expression::predicate(predicate, lowering.scope())?;
    let filtered = LogicalPlanBuilder::from(rows).filter(predicate)?.build()?;
    sort::ordered(lowering, filtered, keys, None).map(Some)
}

/// The rows below the sort, and its keys, when above it are only columns and the values of the row before.
fn sorted(plan: &Plan) -> Option<(&Plan, &[SortKey])> {
    let mut at = plan;
    let mut windows = false;
    loop {
        at = match &at.node {
            Node::Project { input, .. } => input,
            Node::Window { input, partition, calls } => {
                let previous = |function: &WindowFunction| match function {
                    WindowFunction::Previous { value, offset: 1, .. } => !looks_back(input, value),
                    _ => false,
                };
                if !partition.is_empty() || !calls.iter().all(|call| previous(&call.function)) {
                    return None;
                }
                windows = true;
                input
            }
            Node::Sort { input, keys } if windows => return Some((input, keys)),
            _ => return None,
        };
    }
}

/// Whether an expression over these rows depends on the row before: its value in the row before then depends on one further up.
fn looks_back(rows: &Plan, expression: &Expression) -> bool {
    let Some(id) = expression.as_column() else {
        return expression.children().into_iter().any(|child| looks_back(rows, child));
    };
    match &rows.node {
        Node::Project { input, outputs } => {
            let output = rows.columns.iter().zip(outputs).find(|(column, _)| column.id == id);
            output.is_none_or(|(_, output)| looks_back(input, output))
        }
        Node::Window { input, calls, .. } => {
            calls.iter().any(|call| call.output.id == id) || looks_back(input, expression)
        }
        _ => false,
    }
}

/// The order, when it is by columns, and its first begins with what `prev()` gives where there is no row before: the null or the empty text. Then
/// the first row of such a key is the first of all rows, too.
fn keyed(keys: &[SortKey]) -> Option<Keyed> {
    let first = keys.first()?;
    if first.descending || !(first.nulls_first || first.expression.kind == Type::String) {
        return None;
    }
    let columns: Vec<ColumnId> = keys.iter().map(|key| key.expression.as_column()).collect::<Option<_>>()?;
    let order = |(key, id): (&SortKey, &ColumnId)| Order {
        name: physical::name(*id),
        descending: key.descending,
        nulls_first: key.nulls_first,
    };
    Some(Keyed { key: *columns.first()?, order: keys.iter().zip(&columns).map(order).collect(), columns })
}

/// The conditions that must all hold.
fn conjuncts(predicate: &Expression) -> Vec<&Expression> {
    match &predicate.node {
        ExpressionNode::Logical { any: false, operands } => operands.iter().flat_map(conjuncts).collect(),
        _ => vec![predicate],
    }
}

/// Whether the condition is that the key of the row before is the same.
fn same_key(rows: &Plan, condition: &Expression, key: ColumnId) -> bool {
    let ExpressionNode::Call(scalar, arguments) = &condition.node else { return false };
    let [left, right] = arguments.as_slice() else { return false };
    let (Some(left), Some(right)) = (left.as_column(), right.as_column()) else { return false };
    let is = |one: Origin, other: Origin| one == Origin::Column(key) && other == Origin::Before(key);
    let (left, right) = (origin(rows, left), origin(rows, right));
    std::ptr::eq(*scalar, &raw const comparison::EQUAL) && (is(left, right) || is(right, left))
}

/// Where the values of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A column of the sorted rows.
    Column(ColumnId),
    /// That column in the row before; where there is none its null.
    Before(ColumnId),
    /// Elsewhere.
    Other,
}

fn origin(plan: &Plan, id: ColumnId) -> Origin {
    match &plan.node {
        Node::Project { input, outputs } => {
            let output = plan.columns.iter().zip(outputs).find(|(column, _)| column.id == id);
            match output.and_then(|(_, output)| output.as_column()) {
                Some(source) => origin(input, source),
                None => Origin::Other,
            }
        }
        Node::Window { input, calls, .. } => match calls.iter().find(|call| call.output.id == id) {
            None => origin(input, id),
            Some(call) => match &call.function {
                WindowFunction::Previous { value, default, .. } if blank(default) => {
                    match value.as_column().map(|source| origin(input, source)) {
                        Some(Origin::Column(source)) => Origin::Before(source),
                        _ => Origin::Other,
                    }
                }
                _ => Origin::Other,
            },
        },
        _ => Origin::Column(id),
    }
}

/// Whether it is the null of its type.
fn blank(default: &Expression) -> bool {
    default.as_literal().is_some_and(|value| *value == kql_plan::Value::null(default.kind))
}

/// The rows above the sort, each key for itself.
fn chain(lowering: Lowering<'_>, plan: &Plan, sorted: &Plan, keyed: &Keyed) -> Result<LogicalPlan> {
    match &plan.node {
        Node::Project { input, outputs } => {
            project::over(lowering, plan, chain(lowering, input, sorted, keyed)?, outputs)
        }
        Node::Window { input, calls, .. } => {
            let rows = chain(lowering, input, sorted, keyed)?;
            window::over(lowering, rows, &input.columns, &[], calls, Some(keyed))
        }
        _ => {
            let mut rows = lowering.lower(sorted)?;
            if sort::unites(sorted) {
                rows = StepNode::plan(Arc::new(Forget), vec![rows])?;
            }
            texts_filled(rows, &sorted.columns, &keyed.columns)
        }
    }
}
