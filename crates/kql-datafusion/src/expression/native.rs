//! What DataFusion's own expressions say as Kusto does. They are fast, and tables can prune by them.

use std::sync::Arc;

use datafusion::common::Result;
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator, cast};
use datafusion::prelude::lit;
use kql_plan::expression::ExpressionNode;
use kql_plan::scalar::Scalar;
use kql_plan::scalar::operator::{arithmetic, comparison, membership};
use kql_plan::{Expression, Type, Value};

use super::{Scope, literal, lower, text};
use crate::physical;

/// Elements beyond which a list is not handed to DataFusion.
const MOST_ELEMENTS: usize = 100_000;

/// A condition of a filter, for which the null is as good as false.
pub(crate) fn predicate(expression: &Expression, scope: Scope<'_>) -> Result<Expr> {
    match &expression.node {
        ExpressionNode::Logical { any, operands } => {
            let mut whole: Option<Expr> = None;
            for operand in operands {
                let operand = predicate(operand, scope)?;
                whole = Some(match whole {
                    None => operand,
                    Some(before) if *any => before.or(operand),
                    Some(before) => before.and(operand),
                });
            }
            Ok(whole.unwrap_or_else(|| lit(!any)))
        }
        ExpressionNode::Call(scalar, arguments) => match arguments.as_slice() {
            [left, right] if std::ptr::eq(*scalar, &raw const comparison::EQUAL) => {
                match equality(left, right, Operator::Eq, scope)? {
                    Some(native) => Ok(native),
                    None => lower(expression, scope),
                }
            }
            [only] if scalar.name == "isnotempty" && only.kind == Type::String => {
                Ok(lower(only, scope)?.not_eq(literal(&Value::string(""), Type::String)?))
            }
            [value, elements @ ..] if std::ptr::eq(*scalar, &raw const membership::IN) => {
                match members(value, elements, scope)? {
                    Some(native) => Ok(native),
                    None => lower(expression, scope),
                }
            }
            _ => lower(expression, scope),
        },
        ExpressionNode::InList { value, list, ignore_case: false } => match list_of(value, list, scope)? {
            Some(native) => Ok(native),
            None => lower(expression, scope),
        },
        _ => lower(expression, scope),
    }
}

/// A call as an expression of DataFusion, null for null; `None` where that would mean something else.
pub(super) fn call(scalar: &'static Scalar, arguments: &[Expression], scope: Scope<'_>) -> Result<Option<Expr>> {
    let is = |other: &'static Scalar| std::ptr::eq(scalar, other);
    match arguments {
        [left, right] => {
            let order = [
                (&comparison::LESS, Operator::Lt),
                (&comparison::LESS_OR_EQUAL, Operator::LtEq),
                (&comparison::GREATER, Operator::Gt),
                (&comparison::GREATER_OR_EQUAL, Operator::GtEq),
            ];
            if let Some((_, operator)) = order.into_iter().find(|(other, _)| is(other)) {
                return ordered(left, right, operator, scope);
            }
            // Longs wrap around in both.
            let wrapping = [
                (&arithmetic::ADD, Operator::Plus),
                (&arithmetic::SUBTRACT, Operator::Minus),
                (&arithmetic::MULTIPLY, Operator::Multiply),
            ];
            if let Some((_, operator)) = wrapping.into_iter().find(|(other, _)| is(other)) {
                if !(left.kind.is_integer() && right.kind.is_integer()) {
                    return Ok(None);
                }
                return Ok(Some(binary(long(left, scope)?, operator, long(right, scope)?)));
            }
            if is(&comparison::EQUAL) {
                return equality(left, right, Operator::IsNotDistinctFrom, scope);
            }
            if is(&comparison::NOT_EQUAL) {
                return equality(left, right, Operator::IsDistinctFrom, scope);
            }
            membership_call(scalar, arguments, scope)
        }
        [only] => Ok(match scalar.name {
            "not" if only.kind == Type::Bool => Some(Expr::Not(Box::new(lower(only, scope)?))),
            "isnull" if only.kind != Type::String => Some(lower(only, scope)?.is_null()),
            "isnotnull" if only.kind != Type::String => Some(lower(only, scope)?.is_not_null()),
            "isempty" if only.kind == Type::String => {
                Some(text::filled(lower(only, scope)?).eq(literal(&Value::string(""), Type::String)?))
            }
            "isnotempty" if only.kind == Type::String => {
                Some(text::filled(lower(only, scope)?).not_eq(literal(&Value::string(""), Type::String)?))
            }
            _ => None,
        }),
        _ => membership_call(scalar, arguments, scope),
    }
}

/// `in`, `!in`: true or false whatever is null.
fn membership_call(scalar: &'static Scalar, arguments: &[Expression], scope: Scope<'_>) -> Result<Option<Expr>> {
    let Some((value, elements)) = arguments.split_first() else { return Ok(None) };
    if std::ptr::eq(scalar, &raw const membership::IN) {
        return Ok(members(value, elements, scope)?.map(|found| Expr::IsTrue(Box::new(found))));
    }
    if std::ptr::eq(scalar, &raw const membership::NOT_IN) {
        return Ok(members(value, elements, scope)?.map(|found| Expr::IsNotTrue(Box::new(found))));
    }
    Ok(None)
}

/// A list of constants as `value in (…)`, null for a null.
fn members(value: &Expression, elements: &[Expression], scope: Scope<'_>) -> Result<Option<Expr>> {
    let mut list = Vec::with_capacity(elements.len());
    for element in elements {
        let Some(constant) = constant(element, scope)? else { return Ok(None) };
        match &constant {
            Value::Dynamic(json) => {
                let Some(array) = json.as_array() else { return Ok(None) };
                list.extend(array.iter().map(|element| kql_plan::convert::from_json(element).into_owned()));
            }
            _ => list.push(constant),
        }
    }
    list_of(value, &list, scope)
}

/// The same of values.
pub(super) fn list_of(value: &Expression, list: &[Value<'static>], scope: Scope<'_>) -> Result<Option<Expr>> {
    let fits = |element: &Value<'_>| match value.kind {
        Type::Int | Type::Long => element.as_long().is_some(),
        Type::String | Type::Guid | Type::Datetime | Type::Timespan => element.kind() == Some(value.kind),
        _ => false,
    };
    if list.is_empty() || list.len() > MOST_ELEMENTS || !list.iter().all(fits) {
        return Ok(None);
    }
    let found = match value.kind {
        Type::Int => long(value, scope)?,
        Type::String if list.iter().any(|element| element.as_str().is_empty()) => text::filled(lower(value, scope)?),
        _ => lower(value, scope)?,
    };
    let kind = if value.kind == Type::Int { Type::Long } else { value.kind };
    let list = list.iter().map(|element| literal(element, kind)).collect::<Result<Vec<_>>>()?;
    Ok(Some(Expr::InList(InList::new(Box::new(found), list, false))))
}

/// `<` and its kin between values that have the same order in an array. Reals have not: NaN.
fn ordered(left: &Expression, right: &Expression, operator: Operator, scope: Scope<'_>) -> Result<Option<Expr>> {
    Ok(match (left.kind, right.kind) {
        (a, b) if a.is_integer() && b.is_integer() => {
            Some(binary(integer(left, right, scope)?, operator, integer(right, left, scope)?))
        }
        (Type::Datetime, Type::Datetime) | (Type::Timespan, Type::Timespan) => {
            Some(binary(operand(left, scope)?, operator, operand(right, scope)?))
        }
        _ => None,
    })
}

/// `==`, `!=` between a value and a constant that is not null: there a null is only different. Between strings, of which none is null.
fn equality(left: &Expression, right: &Expression, operator: Operator, scope: Scope<'_>) -> Result<Option<Expr>> {
    let (value, constant_value) = match (constant(left, scope)?, constant(right, scope)?) {
        (None, Some(constant)) => (left, Some(constant)),
        (Some(constant), None) => (right, Some(constant)),
        (None, None) => (left, None),
        (Some(_), Some(_)) => return Ok(None),
    };
    let Some(constant_value) = constant_value else {
        if left.kind != Type::String || right.kind != Type::String {
            return Ok(None);
        }
        let (left, right) = (text::filled(lower(left, scope)?), text::filled(lower(right, scope)?));
        return Ok(Some(binary(left, operator, right)));
    };
    let kind = match (value.kind, constant_value.kind()) {
        (Type::Int | Type::Long, Some(Type::Int | Type::Long)) => Type::Long,
        (Type::Bool | Type::String | Type::Datetime | Type::Timespan | Type::Guid, Some(kind))
            if kind == value.kind =>
        {
            kind
        }
        _ => return Ok(None),
    };
    let found = match value.kind {
        Type::Int => long(value, scope)?,
        Type::String if constant_value.as_str().is_empty() => text::filled(lower(value, scope)?),
        _ => lower(value, scope)?,
    };
    Ok(Some(binary(found, operator, literal(&constant_value, kind)?)))
}

fn binary(left: Expr, operator: Operator, right: Expr) -> Expr {
    Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right)))
}

/// An int or long as a long.
fn long(value: &Expression, scope: Scope<'_>) -> Result<Expr> {
    let lowered = operand(value, scope)?;
    Ok(if value.kind == Type::Int { cast(lowered, physical::data_type(Type::Long)) } else { lowered })
}

/// An int or long in the type it has in common with another.
fn integer(value: &Expression, other: &Expression, scope: Scope<'_>) -> Result<Expr> {
    if value.kind == other.kind { operand(value, scope) } else { long(value, scope) }
}

/// An operand, computed if it is constant: tables prune by constants only.
fn operand(value: &Expression, scope: Scope<'_>) -> Result<Expr> {
    match constant(value, scope)? {
        Some(constant) => literal(&constant, value.kind),
        None => lower(value, scope),
    }
}

/// The value of an expression that is the same in every row; of others nothing.
fn constant(expression: &Expression, scope: Scope<'_>) -> Result<Option<Value<'static>>> {
    let value = match &expression.node {
        ExpressionNode::Literal(value) => value.clone(),
        ExpressionNode::Scalar(plan) | ExpressionNode::Values(plan) => scope.prepared.value(plan)?.clone(),
        ExpressionNode::Column(_) => return Ok(None),
        _ if expression.is_constant() => {
            let context = Arc::clone(scope.context);
            expression.evaluate(&|_| Value::Null, &context).into_owned()
        }
        _ => return Ok(None),
    };
    Ok(Some(value))
}
