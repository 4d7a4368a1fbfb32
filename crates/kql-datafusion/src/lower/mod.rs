//! A plan of Kusto's steps as a logical plan of DataFusion: one file a step.

mod aggregate;
mod expand;
mod join;
mod limit;
mod materialized;
mod pairs;
mod prepare;
mod project;
mod range;
mod rows;
mod sort;
mod table;
mod union;
mod values;
mod window;

use std::sync::Arc;

use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use kql_plan::plan::Node;
use kql_plan::{Column, ColumnId, Context, Expression, Plan, Value};

use crate::expression::{self, Scope};
use crate::physical;
use crate::tables::Tables;
pub(crate) use prepare::{Part, Prepared, parts};
pub(crate) use values::batch;

/// Lowers plans of one query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lowering<'a> {
    /// What the query knows of the world.
    pub(crate) context: &'a Arc<Context>,
    /// Where rows come from.
    pub(crate) tables: &'a dyn Tables,
    /// What was computed before.
    pub(crate) prepared: &'a Prepared,
}

impl Lowering<'_> {
    /// The logical plan; its columns are those of the plan, in order, named by id.
    pub(crate) fn lower(self, plan: &Plan) -> Result<LogicalPlan> {
        match &plan.node {
            Node::Table { table, sources } => table::lower(self, plan, table, sources),
            Node::Values(rows) => values::lower(plan, rows),
            Node::Filter { input, predicate } => {
                if let Some(pairs) = pairs::lower(self, input, predicate)? {
                    return Ok(pairs);
                }
                let predicate = expression::predicate(predicate, self.scope())?;
                LogicalPlanBuilder::from(self.lower(input)?).filter(predicate)?.build()
            }
            Node::Project { input, outputs } => project::lower(self, plan, input, outputs),
            Node::Aggregate { input, keys, aggregates } => aggregate::lower(self, plan, input, keys, aggregates),
            Node::Sort { input, keys } => sort::lower(self, input, keys, None),
            Node::Limit { input, partition, keys, count } => limit::lower(self, input, partition, keys, *count),
            Node::Range { from, to, step } => range::lower(self, plan, from, to, step),
            Node::Union { inputs, columns } => union::lower(self, plan, inputs, columns),
            Node::Materialized { key, plan: inner } => materialized::lower(self, plan, *key, inner),
            Node::Expand { input, items, index, bag_as_array, limit, keep_empty } => {
                let manner = expand::Manner {
                    index: *index,
                    bag_as_array: *bag_as_array,
                    limit: *limit,
                    keep_empty: *keep_empty,
                };
                expand::lower(self, plan, input, items, &manner)
            }
            Node::Join { left, right, kind, on } => join::lower(self, plan, left, right, *kind, on),
            Node::Window { input, partition, calls } => window::lower(self, input, partition, calls),
            Node::Rows { inputs, partition, operator } => rows::lower(self, plan, inputs, *partition, operator),
        }
    }

    /// An expression of the plan.
    fn expression(self, expression: &Expression) -> Result<Expr> {
        expression::lower(expression, self.scope())
    }

    /// What lowering an expression needs to know.
    fn scope(&self) -> Scope<'_> {
        Scope { context: self.context, prepared: self.prepared }
    }

    /// The value of an expression without columns.
    fn constant(self, expression: &Expression) -> Result<Value<'static>> {
        let filled = expression::filled(expression.clone(), self.prepared)?;
        Ok(filled.evaluate(&|_| Value::Null, self.context).into_owned())
    }

    /// An expression of the plan as a key: its strings are never null.
    fn key(self, key: &Expression, schema: &DFSchema) -> Result<Expr> {
        expression::never_null(self.expression(key)?, key.kind, schema)
    }
}

/// The plan with the empty text for the nulls of these columns, if they are strings: as keys they are compared as they lie.
fn texts_filled(input: LogicalPlan, columns: &[Column], keys: &[ColumnId]) -> Result<LogicalPlan> {
    let mut outputs = Vec::with_capacity(columns.len());
    let mut changed = false;
    for column in columns {
        let mut output = expression::column(column.id);
        if keys.contains(&column.id) {
            output = expression::never_null(output, column.kind, input.schema())?;
        }
        let output = output.alias_if_changed(physical::name(column.id))?;
        changed |= !matches!(output, Expr::Column(_));
        outputs.push(output);
    }
    if changed { LogicalPlanBuilder::from(input).project(outputs)?.build() } else { Ok(input) }
}
