//! Functions of a row and its neighbours.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use kql_plan::plan::{WindowCall, WindowFunction};
use kql_plan::{Column, ColumnId, Expression, Plan, Type};

use super::pairs::Keyed;
use super::{Lowering, texts_filled};
use crate::step::{Operand, StepNode, Window, WindowWork};
use crate::{expression, physical};

/// The input's columns and one for each call.
pub(super) fn lower(
    lowering: Lowering<'_>,
    input: &Plan,
    partition: &[ColumnId],
    calls: &[WindowCall],
) -> Result<LogicalPlan> {
    over(lowering, lowering.lower(input)?, &input.columns, partition, calls, None)
}

/// The same over lowered rows; if they are to be keyed, for each key by itself.
pub(super) fn over(
    lowering: Lowering<'_>,
    rows: LogicalPlan,
    columns: &[Column],
    partition: &[ColumnId],
    calls: &[WindowCall],
    keyed: Option<&Keyed>,
) -> Result<LogicalPlan> {
    let rows = texts_filled(rows, columns, partition)?;
    let mut operands = Operands {
        lowering,
        outputs: columns.iter().map(|column| expression::column(column.id)).collect(),
        names: Vec::new(),
    };
    let mut works = Vec::with_capacity(calls.len());
    for call in calls {
        works.push((operands.work(&call.function)?, physical::field(&call.output), call.output.kind));
    }
    let below = LogicalPlanBuilder::from(rows).project(operands.outputs)?.build()?;
    let step = Window {
        partition: partition.iter().map(|id| physical::name(*id)).collect(),
        operands: operands.names,
        calls: works,
        key: keyed.map(Keyed::key),
        order: keyed.map(Keyed::order).unwrap_or_default(),
    };
    StepNode::plan(Arc::new(step), vec![below])
}

/// The operands of calls, as columns below the step.
struct Operands<'a> {
    lowering: Lowering<'a>,
    outputs: Vec<Expr>,
    names: Vec<String>,
}

impl Operands<'_> {
    fn operand(&mut self, expression: &Expression) -> Result<Operand> {
        if let Some(value) = expression.as_literal() {
            return Ok(Operand::Constant(value.clone()));
        }
        let name = format!("w{}", self.names.len());
        self.outputs.push(self.lowering.expression(expression)?.alias(&name));
        self.names.push(name);
        Ok(Operand::Column(self.names.len() - 1, expression.kind))
    }

    fn restart(&mut self, restart: Option<&Expression>) -> Result<Operand> {
        match restart {
            Some(expression) => self.operand(expression),
            None => Ok(Operand::Constant(kql_plan::Value::null(Type::Bool))),
        }
    }

    fn work(&mut self, function: &WindowFunction) -> Result<WindowWork> {
        Ok(match function {
            WindowFunction::Previous { value, offset, default } => WindowWork::Previous {
                value: self.operand(value)?,
                offset: usize::try_from(*offset).unwrap_or(usize::MAX),
                default: self.operand(default)?,
            },
            WindowFunction::Next { value, offset, default } => WindowWork::Next {
                value: self.operand(value)?,
                offset: usize::try_from(*offset).unwrap_or(usize::MAX),
                default: self.operand(default)?,
            },
            WindowFunction::RowNumber { start, restart } => {
                WindowWork::RowNumber { start: *start, restart: self.restart(restart.as_ref())? }
            }
            WindowFunction::CumulativeSum { term, restart } => {
                WindowWork::CumulativeSum { term: self.operand(term)?, restart: self.restart(restart.as_ref())? }
            }
            WindowFunction::RankDense { term, restart } => {
                WindowWork::RankDense { term: self.operand(term)?, restart: self.restart(restart.as_ref())? }
            }
            WindowFunction::RankMin { term, restart } => {
                WindowWork::RankMin { term: self.operand(term)?, restart: self.restart(restart.as_ref())? }
            }
            WindowFunction::Session { value, from_first, between, restart } => WindowWork::Session {
                value: self.operand(value)?,
                from_first: self.operand(from_first)?,
                between: self.operand(between)?,
                restart: self.restart(restart.as_ref())?,
            },
        })
    }
}
