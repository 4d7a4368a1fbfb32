//! Expressions of a plan as expressions of DataFusion: its own where both mean the same, else [`Function`]s.

mod column;
mod function;
mod kernel;
mod native;
mod path;
mod property;
mod repeats;
mod text;

use std::sync::Arc;

use datafusion::common::{Column, Result};
use datafusion::logical_expr::expr::{Case, ScalarFunction};
use datafusion::logical_expr::{Expr, ScalarUDF};
use datafusion::prelude::lit;
use kql_plan::expression::ExpressionNode;
use kql_plan::{ColumnId, Context, Expression, Type, Value};

use crate::lower::Prepared;
use crate::physical;
use column::ColumnFunction;
use function::Function;
pub(crate) use native::predicate;
pub use path::ColumnPath;
pub(crate) use text::never_null;

/// What lowering an expression needs to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// What the query knows of the world.
    pub(crate) context: &'a Arc<Context>,
    /// What was computed before.
    pub(crate) prepared: &'a Prepared,
}

/// The column of this id.
pub(crate) fn column(id: ColumnId) -> Expr {
    Expr::Column(Column::new_unqualified(physical::name(id)))
}

/// An expression over columns named as [`physical::name`] says.
pub(crate) fn lower(expression: &Expression, scope: Scope<'_>) -> Result<Expr> {
    match &expression.node {
        ExpressionNode::Literal(value) => literal(value, expression.kind),
        ExpressionNode::Column(id) => Ok(column(*id)),
        ExpressionNode::Call(scalar, arguments) => {
            if let Some(native) = native::call(scalar, arguments, scope)? {
                return Ok(native);
            }
            call(Function::Scalar(scalar), &arguments.iter().collect::<Vec<_>>(), expression.kind, scope)
        }
        ExpressionNode::Convert(base) => convert(base, expression.kind, scope),
        ExpressionNode::Logical { any, operands } => {
            let mut whole: Option<Expr> = None;
            for operand in operands {
                let operand = lower(operand, scope)?;
                whole = Some(match whole {
                    None => operand,
                    Some(before) if *any => before.or(operand),
                    Some(before) => before.and(operand),
                });
            }
            Ok(whole.unwrap_or_else(|| lit(!any)))
        }
        ExpressionNode::Path { base, steps } => {
            call(Function::Path(Arc::from(steps.as_slice())), &[base.as_ref()], expression.kind, scope)
        }
        ExpressionNode::Case { branches, otherwise } => {
            let mut when_then = Vec::with_capacity(branches.len());
            for (condition, value) in branches {
                when_then.push((Box::new(lower(condition, scope)?), Box::new(lower(value, scope)?)));
            }
            let otherwise = Some(Box::new(lower(otherwise, scope)?));
            Ok(Expr::Case(Case::new(None, when_then, otherwise)))
        }
        ExpressionNode::InList { value, list, ignore_case } => {
            if !ignore_case && let Some(native) = native::list_of(value, list, scope)? {
                return Ok(Expr::IsTrue(Box::new(native)));
            }
            let function = Function::InList { list: Arc::clone(list), ignore_case: *ignore_case };
            call(function, &[value.as_ref()], expression.kind, scope)
        }
        ExpressionNode::Scalar(plan) | ExpressionNode::Values(plan) => {
            literal(scope.prepared.value(plan)?, expression.kind)
        }
    }
}

/// A constant.
pub(crate) fn literal(value: &Value<'_>, kind: Type) -> Result<Expr> {
    Ok(Expr::Literal(physical::scalar(value, kind)?, None))
}

/// A conversion; widening between numbers is DataFusion's own.
fn convert(base: &Expression, kind: Type, scope: Scope<'_>) -> Result<Expr> {
    if base.kind == kind {
        return lower(base, scope);
    }
    match (base.kind, kind) {
        (Type::Int, Type::Long | Type::Real) | (Type::Long, Type::Real) => {
            Ok(datafusion::logical_expr::cast(lower(base, scope)?, physical::data_type(kind)))
        }
        _ => call(Function::Convert, &[base], kind, scope),
    }
}

/// A call of a function, value by value.
fn call(function: Function, arguments: &[&Expression], kind: Type, scope: Scope<'_>) -> Result<Expr> {
    let kinds = arguments.iter().map(|argument| argument.kind).collect();
    let lowered = arguments.iter().map(|argument| lower(argument, scope)).collect::<Result<Vec<_>>>()?;
    let function = ColumnFunction::new(function, kinds, kind, Arc::clone(scope.context));
    Ok(Expr::ScalarFunction(ScalarFunction::new_udf(Arc::new(ScalarUDF::new_from_impl(function)), lowered)))
}

/// The expression with the values of queries inside it that were computed before.
pub(crate) fn filled(mut expression: Expression, prepared: &Prepared) -> Result<Expression> {
    if let ExpressionNode::Scalar(plan) | ExpressionNode::Values(plan) = &expression.node {
        return Ok(Expression::literal(prepared.value(plan)?.clone(), expression.kind));
    }
    for child in expression.children_mut() {
        let owned = std::mem::replace(child, Expression::literal(Value::Null, Type::Bool));
        *child = filled(owned, prepared)?;
    }
    Ok(expression)
}
