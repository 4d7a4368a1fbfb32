//! `mv-expand`, `mv-apply`.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use kql_plan::plan::ExpandItem;
use kql_plan::{ColumnId, Plan, Type};

use super::Lowering;
use crate::step::{Expand, StepNode};
use crate::{expression, physical};

/// How a row becomes several.
pub(super) struct Manner {
    pub(super) index: Option<ColumnId>,
    pub(super) bag_as_array: bool,
    pub(super) limit: Option<u64>,
    pub(super) keep_empty: bool,
}

/// A row for each element.
pub(super) fn lower(
    lowering: Lowering<'_>,
    plan: &Plan,
    input: &Plan,
    items: &[ExpandItem],
    manner: &Manner,
) -> Result<LogicalPlan> {
    let made = |id: ColumnId| items.iter().any(|item| item.output.id == id) || manner.index == Some(id);
    let mut below = Vec::with_capacity(plan.columns.len() + 1);
    for column in plan.columns.iter().filter(|column| !made(column.id)) {
        below.push(expression::column(column.id));
    }
    let mut sources = Vec::with_capacity(items.len());
    for item in items {
        let name = format!("e{}", item.output.id.0);
        below.push(lowering.expression(&item.expression)?.alias(&name));
        sources.push(name);
    }
    let below = LogicalPlanBuilder::from(lowering.lower(input)?).project(below)?.build()?;
    let step = Expand {
        sources,
        outputs: items.iter().map(|item| (physical::field(&item.output), item.output.kind)).collect(),
        index: manner.index.map(|id| physical::field(&kql_plan::Column { id, name: String::new(), kind: Type::Long })),
        bag_as_array: manner.bag_as_array,
        limit: manner.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX)),
        keep_empty: manner.keep_empty,
    };
    let expanded = StepNode::plan(Arc::new(step), vec![below])?;
    let outputs: Vec<_> = plan.columns.iter().map(|column| expression::column(column.id)).collect();
    LogicalPlanBuilder::from(expanded).project(outputs)?.build()
}
