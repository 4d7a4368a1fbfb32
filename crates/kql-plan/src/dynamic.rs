//! Dynamic values: their order, the way into them, their text.

use std::cmp::Ordering;

use crate::expression::PathStep;
use crate::value::Json;

/// An order of any two: null, false, true, numbers, strings, arrays, bags; within a kind by value.
pub fn compare(left: &Json, right: &Json) -> Ordering {
    let rank = |json: &Json| match json {
        Json::Null => 0,
        Json::Bool(_) => 1,
        Json::Number(_) => 2,
        Json::String(_) => 3,
        Json::Array(_) => 4,
        Json::Object(_) => 5,
    };
    match (left, right) {
        (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
        (Json::Number(a), Json::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.as_f64().partial_cmp(&b.as_f64()).unwrap_or(Ordering::Equal),
        },
        (Json::String(a), Json::String(b)) => a.cmp(b),
        (Json::Array(a), Json::Array(b)) => a
            .iter()
            .zip(b)
            .map(|(a, b)| compare(a, b))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| a.len().cmp(&b.len())),
        (Json::Object(a), Json::Object(b)) => {
            let sorted = |object: &serde_json::Map<String, Json>| {
                let mut entries: Vec<(String, Json)> =
                    object.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                entries
            };
            let (a, b) = (sorted(a), sorted(b));
            a.iter()
                .zip(&b)
                .map(|(a, b)| a.0.cmp(&b.0).then_with(|| compare(&a.1, &b.1)))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        _ => rank(left).cmp(&rank(right)),
    }
}

/// What the steps lead to; `None` when a step leads nowhere or to null.
pub fn path<'j>(json: &'j Json, steps: &[PathStep]) -> Option<&'j Json> {
    let mut at = json;
    for step in steps {
        at = match step {
            PathStep::Property(name) => at.as_object()?.get(name)?,
            PathStep::Index(index) => element(at.as_array()?, *index)?,
        };
    }
    if at.is_null() { None } else { Some(at) }
}

/// An element of an array; a negative index counts from the end.
pub fn element(array: &[Json], index: i64) -> Option<&Json> {
    let index = if index < 0 { index.checked_add(i64::try_from(array.len()).ok()?)? } else { index };
    array.get(usize::try_from(index).ok()?)
}
