//! Ways into a column of JSON, found again in what the engine asks of a table.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::logical_expr::Expr;
use kql_plan::Type;
use kql_plan::expression::PathStep;
use kql_plan::scalar::Scalar;
use kql_plan::scalar::conversion::{toint::TOINT, tolong::TOLONG, tostring::TOSTRING};
use kql_plan::scalar::json::parse_json::PARSE_JSON;
use kql_plan::scalar::operator::comparison::EQUAL;
use kql_plan::scalar::operator::membership::IN;

use super::column::ColumnFunction;
use super::function::Function;

/// What stands at a path inside a column, as a value of a type: `tostring(Status.errorCode)`, `toint(parse_json(Status).errorCode)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnPath<'a> {
    /// The column, a dynamic or a string that holds JSON.
    pub column: &'a str,
    /// The way into it.
    pub steps: &'a [PathStep],
    /// What the value found is converted to; dynamic when it is taken as it is.
    pub kind: Type,
}

impl<'a> ColumnPath<'a> {
    /// Returns the path, when the expression is the conversion of one; none for all others.
    pub fn of(expression: &'a Expr) -> Option<Self> {
        let expression = match expression {
            // An int is compared as a long.
            Expr::Cast(cast) if cast.field.data_type() == &DataType::Int64 => cast.expr.as_ref(),
            _ => expression,
        };
        let (conversion, path) = call(expression)?;
        let converts = matches!(conversion.function(), Function::Convert)
            || [&TOSTRING, &TOINT, &TOLONG].into_iter().any(|scalar| is(conversion, scalar));
        if !converts {
            return None;
        }
        Some(Self { kind: conversion.result(), ..Self::plain(path)? })
    }

    /// Returns the path and the constants, when the expression asks whether what stands there, as it is, is one of these texts or whole numbers.
    pub fn one_of(expression: &'a Expr) -> Option<(Self, Vec<&'a ScalarValue>)> {
        let (function, arguments) = calls(expression)?;
        let either_side = is(function, &EQUAL);
        if !either_side && !is(function, &IN) {
            return None;
        }
        let mut path = None;
        let mut values = Vec::with_capacity(arguments.len());
        for (position, (argument, kind)) in arguments.iter().zip(function.kinds()).enumerate() {
            match (argument, kind) {
                (Expr::Literal(value, _), Type::String | Type::Int | Type::Long) => values.push(value),
                // A constant may be in a list for the sake of another element than the path.
                _ if path.is_none() && (either_side || position == 0) => path = Some(Self::plain(argument)?),
                _ => return None,
            }
        }
        Some((path?, values))
    }

    /// A path without a conversion.
    fn plain(expression: &'a Expr) -> Option<Self> {
        let (way, base) = call(expression)?;
        let Function::Path(steps) = way.function() else { return None };
        let base = match call(base) {
            Some((parse, text)) if is(parse, &PARSE_JSON) => text,
            _ => base,
        };
        let Expr::Column(column) = base else { return None };
        Some(Self { column: &column.name, steps, kind: Type::Dynamic })
    }
}

/// The function and its argument, when the expression is a call of one of ours with one argument.
fn call(expression: &Expr) -> Option<(&ColumnFunction, &Expr)> {
    match calls(expression)? {
        (function, [argument]) => Some((function, argument)),
        _ => None,
    }
}

/// The function and its arguments, when the expression is a call of one of ours.
fn calls(expression: &Expr) -> Option<(&ColumnFunction, &[Expr])> {
    let Expr::ScalarFunction(call) = expression else { return None };
    Some((call.func.inner().downcast_ref::<ColumnFunction>()?, &call.args))
}

/// Whether it is this function of the language.
fn is(function: &ColumnFunction, scalar: &'static Scalar) -> bool {
    matches!(function.function(), Function::Scalar(other) if std::ptr::eq(*other, scalar))
}
