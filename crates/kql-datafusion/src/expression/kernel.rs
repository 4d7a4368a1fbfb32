//! The functions that queries over logs call most, on whole columns.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, StringViewArray};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::datatypes::Int64Type;
use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use kql_plan::expression::PathStep;
use kql_plan::scalar::Call;
use kql_plan::scalar::json::parse_json::PARSE_JSON;
use kql_plan::scalar::math::bin::BIN_AT;
use kql_plan::scalar::operator::terms;
use kql_plan::{Context, Type, Value};
use sonic_rs::{JsonValueTrait as _, PointerNode};

use super::function::Function;
use super::property::property;
use crate::array::{Parts, Reader, Settled};

/// The values of a call over a column, if there is a way that does not go value by value.
pub(super) fn column(
    function: &Function,
    kinds: &[Type],
    result: Type,
    arguments: &[ColumnarValue],
) -> Option<ArrayRef> {
    let ColumnarValue::Array(first) = arguments.first()? else { return None };
    match (function, kinds, arguments) {
        (Function::Path(steps), [Type::Dynamic], [_]) => path(first.as_string_view_opt()?, steps),
        (Function::Convert, [Type::Dynamic], [_]) if result == Type::String => texts(first),
        (Function::Scalar(scalar), [Type::Dynamic], [_]) if scalar.name == "tostring" => texts(first),
        (Function::Scalar(scalar), [Type::String, Type::String], [_, ColumnarValue::Scalar(needle)]) => {
            let ScalarValue::Utf8View(needle) = needle else { return None };
            let (holds, negated) = text_operator(scalar.name)?;
            Some(search(first.as_string_view_opt()?, needle.as_deref().unwrap_or_default(), holds, negated))
        }
        (Function::Scalar(scalar), [value, size], [_, ColumnarValue::Scalar(ScalarValue::Int64(Some(width)))])
            if scalar.name == "bin"
                && matches!(
                    (value, size),
                    (Type::Datetime | Type::Timespan, Type::Timespan) | (Type::Long, Type::Long)
                ) =>
        {
            bins(first.as_primitive_opt::<Int64Type>()?, *value, *width, 0)
        }
        (
            Function::Scalar(scalar),
            [value, size, point],
            [
                _,
                ColumnarValue::Scalar(ScalarValue::Int64(Some(width))),
                ColumnarValue::Scalar(ScalarValue::Int64(Some(start))),
            ],
        ) if std::ptr::eq(*scalar, &raw const BIN_AT)
            && value == point
            && matches!(
                (value, size),
                (Type::Datetime | Type::Timespan, Type::Timespan) | (Type::Long, Type::Long)
            ) =>
        {
            bins(first.as_primitive_opt::<Int64Type>()?, *value, *width, *start)
        }
        (Function::Scalar(scalar), [Type::String], [_]) if std::ptr::eq(*scalar, &raw const PARSE_JSON) => {
            parsed(first.as_string_view_opt()?)
        }
        _ => None,
    }
}

/// A string operator on plain text.
type Holds = fn(&str, &str) -> bool;

/// What an operator looks for, and whether it holds when that is not found.
fn text_operator(name: &str) -> Option<(Holds, bool)> {
    let (name, negated) = match name.strip_prefix("not_") {
        Some(rest) => (rest, true),
        None => (name, false),
    };
    let holds: Holds = match name {
        "has" => |text, needle| terms::has_term(text, needle, true),
        "has_cs" => |text, needle| terms::has_term(text, needle, false),
        "hasprefix" => |text, needle| terms::has_term_prefix(text, needle, true),
        "hasprefix_cs" => |text, needle| terms::has_term_prefix(text, needle, false),
        "hassuffix" => |text, needle| terms::has_term_suffix(text, needle, true),
        "hassuffix_cs" => |text, needle| terms::has_term_suffix(text, needle, false),
        "contains" => |text, needle| terms::contains(text, needle, true),
        "contains_cs" => |text, needle| terms::contains(text, needle, false),
        "startswith" => |text, needle| terms::starts_with(text, needle, true),
        "startswith_cs" => |text, needle| terms::starts_with(text, needle, false),
        "endswith" => |text, needle| terms::ends_with(text, needle, true),
        "endswith_cs" => |text, needle| terms::ends_with(text, needle, false),
        "equal_ignore_case" => terms::equal_ignoring_case,
        _ => return None,
    };
    Some((holds, negated))
}

fn search(texts: &StringViewArray, needle: &str, holds: Holds, negated: bool) -> ArrayRef {
    let found = BooleanBuffer::collect_bool(texts.len(), |row| {
        let text = if texts.is_valid(row) { texts.value(row) } else { "" };
        holds(text, needle) != negated
    });
    Arc::new(BooleanArray::new(found, None))
}

/// Rounded down to bins of a width, one of which begins at `start`. A bin that begins before the first datetime is none.
fn bins(values: &Int64Array, kind: Type, width: i64, start: i64) -> Option<ArrayRef> {
    if width <= 0 {
        return None;
    }
    let bin = |value: i64| {
        let beyond = match value.checked_sub(start) {
            Some(distance) => distance.rem_euclid(width),
            None => {
                let distance = i128::from(value) - i128::from(start);
                i64::try_from(distance.rem_euclid(i128::from(width))).ok()?
            }
        };
        value.checked_sub(beyond).filter(|bound| kind != Type::Datetime || *bound >= 0)
    };
    let rounded: Int64Array = values.iter().map(|value| value.and_then(bin)).collect();
    Some(Arc::new(rounded))
}

/// JSON text as dynamics; such text that is written as a dynamic is goes through as it lies.
fn parsed(texts: &StringViewArray) -> Option<ArrayRef> {
    let reader = Reader::new(texts, Type::String).ok()?;
    let context = Context::default();
    let mut settled = Settled::default();
    let mut dynamics = Parts::new(texts, texts.len());
    for (row, text) in texts.iter().enumerate() {
        match text {
            None => dynamics.append_null(),
            Some(text) if settled.holds(text) => dynamics.append(row, text),
            Some(_) => {
                let arguments = [reader.value(row)];
                match (PARSE_JSON.kernel)(&Call { arguments: &arguments, context: &context }) {
                    Value::Dynamic(json) => dynamics.append_json(row, &json.to_string()),
                    _ => dynamics.append_null(),
                }
            }
        }
    }
    Some(dynamics.finish())
}

/// What a path leads to, cut out of the text without reading the rest. A negative index needs the whole array.
fn path(documents: &StringViewArray, steps: &[PathStep]) -> Option<ArrayRef> {
    let mut way: Vec<PointerNode> = Vec::with_capacity(steps.len());
    for step in steps {
        way.push(match step {
            PathStep::Property(name) => PointerNode::Key(name.clone().into()),
            PathStep::Index(index) => PointerNode::Index(usize::try_from(*index).ok()?),
        });
    }
    let mut found = Parts::new(documents, documents.len());
    for (row, document) in documents.iter().enumerate() {
        let Some(document) = document else {
            found.append_null();
            continue;
        };
        if let [PathStep::Property(name)] = steps
            && let Some(value) = property(document, name)
        {
            found.append_json(row, value.unwrap_or("null"));
            continue;
        }
        match sonic_rs::get_from_str(document, way.as_slice()) {
            Ok(value) if !value.is_null() => found.append_json(row, value.as_raw_str()),
            _ => found.append_null(),
        }
    }
    Some(found.finish())
}

/// The texts of dynamics: of most strings what stands between the quotes.
fn texts(array: &ArrayRef) -> Option<ArrayRef> {
    let documents = array.as_string_view_opt()?;
    let reader = Reader::new(array.as_ref(), Type::Dynamic).ok()?;
    let mut texts = Parts::new(documents, documents.len());
    for (row, document) in documents.iter().enumerate() {
        match document {
            None => texts.append(row, ""),
            Some(document) => match plain(document) {
                Some(text) => texts.append(row, text),
                None => texts.append(row, kql_plan::convert::convert(&reader.value(row), Type::String).as_str()),
            },
        }
    }
    Some(texts.finish())
}

/// The text of a string without escapes, or of a small whole number.
fn plain(document: &str) -> Option<&str> {
    if let Some(inner) = document.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return (!inner.contains(['\\', '"'])).then_some(inner);
    }
    let digits = (1..=15).contains(&document.len()) && document.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (document == "0" || !document.starts_with('0'))).then_some(document)
}
