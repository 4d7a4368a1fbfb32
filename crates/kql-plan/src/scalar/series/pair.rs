//! Two series place by place, as arithmetic and comparison walk them.

use super::number::Number;
use crate::scalar::Call;
use crate::{Json, Value};

/// One side: a series, or a number that stands at every place.
enum Side<'a> {
    Series(&'a [Json]),
    Everywhere(Number),
}

impl Side<'_> {
    fn of<'a>(call: &Call<'a>, index: usize) -> Option<Side<'a>> {
        match call.array(index) {
            Some(series) => Some(Side::Series(series)),
            None => Number::of_value(call.value(index)).map(Side::Everywhere),
        }
    }

    fn len(&self) -> usize {
        match self {
            Side::Series(series) => series.len(),
            Side::Everywhere(_) => 0,
        }
    }

    fn at(&self, place: usize) -> Option<Number> {
        match self {
            Side::Series(series) => Number::of(series.get(place)?),
            Side::Everywhere(number) => Some(*number),
        }
    }
}

/// Applies a function at every place of the longer series; a place without two numbers is null. Null without a series.
pub(super) fn pairs<'a>(call: &Call<'a>, function: impl Fn(Number, Number) -> Option<Json>) -> Value<'a> {
    let (Some(left), Some(right)) = (Side::of(call, 0), Side::of(call, 1)) else {
        return Value::Null;
    };
    if let (Side::Everywhere(_), Side::Everywhere(_)) = (&left, &right) {
        return Value::Null;
    }
    let results = (0..left.len().max(right.len())).map(|place| {
        let numbers = left.at(place).zip(right.at(place));
        numbers.and_then(|(left, right)| function(left, right)).unwrap_or(Json::Null)
    });
    Value::dynamic(Json::Array(results.collect()))
}
