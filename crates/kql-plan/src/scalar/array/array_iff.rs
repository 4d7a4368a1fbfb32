//! `array_iff()`: for each condition of an array one of two values.

use crate::convert::to_json;
use crate::scalar::Call;
use crate::{Json, Value, dynamic};

crate::kql_scalar! {
    /// Returns an array with, for each condition, the value for true or the one for false.
    ///
    /// - `condition_array`: bools, or numbers, of which every one but 0 is true.
    /// - `when_true`: an array, of which the element at the same place is taken, or one value for all places.
    /// - `when_false`: the same for false.
    ///
    /// Bounds: the result is as long as `condition_array`; a condition of another type, and a place beyond the end of an array, give null.
    /// Null: null when `condition_array` is no array, or the result may have more than 64 MiB.
    /// Source: <https://learn.microsoft.com/kusto/query/array-iff-function>
    ///
    /// ```kusto
    /// array_iff(dynamic([true, false]), dynamic([1, 2]), dynamic([3, 4]))   // [1,4]
    /// array_iff(dynamic([5, 0, "x"]), "yes", "no")                          // ["yes","no",null]
    /// array_iff(dynamic([true, true]), dynamic([1]), 0)                     // [1,null]
    /// ```
    pub ARRAY_IFF = array_iff(condition_array: dynamic, when_true: any, when_false: any) -> dynamic => kernel, aliases ["array_iif"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(conditions) = call.array(0) else { return Value::Null };
    let (when_true, when_false) = (Source::of(call.value(1)), Source::of(call.value(2)));
    if !when_true.fits(conditions.len()) || !when_false.fits(conditions.len()) {
        return Value::Null;
    }
    let chosen = conditions.iter().enumerate().map(|(place, condition)| {
        let holds = match condition {
            Json::Bool(flag) => *flag,
            Json::Number(number) => number.as_f64() != Some(0.0),
            _ => return Json::Null,
        };
        if holds { when_true.at(place) } else { when_false.at(place) }
    });
    Value::dynamic(chosen.collect())
}

/// Where values come from: an array, or one value for all places.
enum Source<'a> {
    Array(&'a [Json]),
    One(Json),
}

impl<'a> Source<'a> {
    fn of(value: &'a Value<'a>) -> Self {
        match value.as_json().and_then(Json::as_array) {
            Some(elements) => Source::Array(elements),
            None => Source::One(to_json(value)),
        }
    }

    /// Whether it may be taken so many times.
    fn fits(&self, times: usize) -> bool {
        match self {
            Source::Array(elements) => dynamic::fits(*elements),
            Source::One(value) => dynamic::fits_times(value, times),
        }
    }

    fn at(&self, place: usize) -> Json {
        match self {
            Source::Array(elements) => elements.get(place).cloned().unwrap_or(Json::Null),
            Source::One(value) => value.clone(),
        }
    }
}
