//! Aggregates that DataFusion computes as Kusto does: in two stages, and on disk when they must.

use datafusion::common::Column;
use datafusion::functions_aggregate::expr_fn::{count, max, min, sum};
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::{Expr, cast};
use datafusion::prelude::{coalesce, lit};
use kql_plan::Type;
use kql_plan::plan::AggregateCall;

use super::Lowered;
use crate::physical;

/// The call as one of DataFusion's own; `None` where that would mean something else. Reals are left out for the sake of NaN.
pub(super) fn lower(call: &AggregateCall, arguments: &[Expr], name: &str) -> Option<Lowered> {
    let output = call.outputs.first()?;
    let kind = call.arguments.first().map(|argument| argument.kind);
    let result = Expr::Column(Column::new_unqualified(name));
    let whole = matches!(kind, Some(Type::Int | Type::Long | Type::Datetime | Type::Timespan));
    let (native, result) = match (call.aggregate.name, arguments) {
        ("count", _) => (count(lit(1_i64)), result),
        ("countif", [predicate]) => (filtered(count(lit(1_i64)), predicate)?, result),
        // Of no values the sum is zero.
        ("sum", [value]) if matches!(kind, Some(Type::Int | Type::Long | Type::Timespan)) => {
            (sum(cast(value.clone(), physical::data_type(Type::Long))), coalesce(vec![result, lit(0_i64)]))
        }
        ("min", [value]) if whole => (min(value.clone()), result),
        ("max", [value]) if whole => (max(value.clone()), result),
        _ => return None,
    };
    Some(Lowered { call: native, outputs: vec![result.alias(physical::name(output.id))] })
}

/// The aggregate over the rows for which a condition holds.
fn filtered(aggregate: Expr, predicate: &Expr) -> Option<Expr> {
    let Expr::AggregateFunction(AggregateFunction { func, mut params }) = aggregate else { return None };
    params.filter = Some(Box::new(predicate.clone()));
    Some(Expr::AggregateFunction(AggregateFunction { func, params }))
}
