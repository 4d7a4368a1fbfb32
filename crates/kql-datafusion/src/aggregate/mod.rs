//! Aggregates: DataFusion's own where both mean the same, some on whole columns, else [`GenericAggregate`].

mod distinct;
mod extreme_row;
mod field;
mod generic;
mod native;
mod single;

use std::sync::Arc;

use datafusion::common::Column;
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::{AggregateUDF, Expr};
use kql_plan::plan::AggregateCall;
use kql_plan::scalar::Argument;

use crate::physical;
pub(crate) use single::SingleStage;

/// A lowered aggregate: the call, and the expressions over its result that give the outputs.
#[derive(Debug)]
pub(crate) struct Lowered {
    pub(crate) call: Expr,
    pub(crate) outputs: Vec<Expr>,
}

/// The call of an aggregate over lowered arguments, its result named `name`.
pub(crate) fn lower(call: &AggregateCall, arguments: Vec<Expr>, name: &str) -> Lowered {
    if let Some(native) = native::lower(call, &arguments, name) {
        return native;
    }
    if let Some(distinct) = distinct::lower(call, &arguments, name) {
        return distinct;
    }
    let described: Vec<Argument> = call
        .arguments
        .iter()
        .map(|argument| Argument { kind: argument.kind, constant: argument.as_literal().cloned() })
        .collect();
    let (function, physical_arguments) = generic::GenericAggregate::new(call, described, arguments);
    let function = Arc::new(AggregateUDF::new_from_impl(function));
    let result = Expr::Column(Column::new_unqualified(name));
    let outputs = call
        .outputs
        .iter()
        .enumerate()
        .map(|(index, column)| field::of(result.clone(), index, column.kind).alias(physical::name(column.id)))
        .collect();
    let call = Expr::AggregateFunction(AggregateFunction::new_udf(
        function,
        physical_arguments,
        false,
        None,
        Vec::new(),
        None,
    ));
    Lowered { call, outputs }
}
