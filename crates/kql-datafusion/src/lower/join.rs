//! `join`, `lookup`.

use std::sync::Arc;

use datafusion::common::{Column, JoinType, NullEquality, Result};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use kql_plan::expression::ExpressionNode;
use kql_plan::plan::JoinKind;
use kql_plan::{Expression, Plan, Type};

use super::Lowering;
use crate::step::{PerKey, StepNode};
use crate::{expression, physical};

/// The pairs of rows whose keys are the same. A null matches a null, as in Kusto, and the empty string the empty string.
pub(super) fn lower(
    lowering: Lowering<'_>,
    plan: &Plan,
    left: &Plan,
    right: &Plan,
    kind: JoinKind,
    on: &[(Expression, Expression)],
) -> Result<LogicalPlan> {
    let (left_keys, right_keys): (Vec<&Expression>, Vec<&Expression>) = on.iter().map(|(a, b)| (a, b)).unzip();
    let (mut left_rows, left_names) = with_keys(lowering, left, &left_keys, 'l')?;
    let (right_rows, right_names) = with_keys(lowering, right, &right_keys, 'r')?;
    let join_type = match kind {
        JoinKind::Inner | JoinKind::InnerUnique => JoinType::Inner,
        JoinKind::LeftOuter => JoinType::Left,
        JoinKind::RightOuter => JoinType::Right,
        JoinKind::FullOuter => JoinType::Full,
        JoinKind::LeftSemi => JoinType::LeftSemi,
        JoinKind::RightSemi => JoinType::RightSemi,
        JoinKind::LeftAnti => JoinType::LeftAnti,
        JoinKind::RightAnti => JoinType::RightAnti,
    };
    if kind == JoinKind::InnerUnique && !left_names.is_empty() {
        let step = PerKey { keys: left_names.clone(), count: 1, ordered: left.ordered, any: true };
        left_rows = StepNode::plan(Arc::new(step), vec![left_rows])?;
    }
    let columns = |names: Vec<String>| names.into_iter().map(Column::new_unqualified).collect::<Vec<_>>();
    let joined = LogicalPlanBuilder::from(left_rows).join_detailed(
        right_rows,
        join_type,
        (columns(left_names), columns(right_names)),
        None,
        NullEquality::NullEqualsNull,
    )?;
    let outputs: Vec<Expr> = plan.columns.iter().map(|column| expression::column(column.id)).collect();
    joined.project(outputs)?.build()
}

/// The rows of a side with its keys as columns, and the names of those.
fn with_keys(
    lowering: Lowering<'_>,
    side: &Plan,
    keys: &[&Expression],
    letter: char,
) -> Result<(LogicalPlan, Vec<String>)> {
    let rows = lowering.lower(side)?;
    let mut outputs: Vec<Expr> = side.columns.iter().map(|column| expression::column(column.id)).collect();
    let mut names = Vec::with_capacity(keys.len());
    for (number, key) in keys.iter().enumerate() {
        if let ExpressionNode::Column(id) = key.node
            && key.kind != Type::String
        {
            names.push(physical::name(id));
            continue;
        }
        let name = format!("{letter}{number}");
        outputs.push(lowering.key(key, rows.schema())?.alias(&name));
        names.push(name);
    }
    Ok((LogicalPlanBuilder::from(rows).project(outputs)?.build()?, names))
}
