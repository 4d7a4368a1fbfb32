//! `series_fill_…()`: missing numbers of a series replaced by their neighbours or by a constant.

use super::number::Number;
use crate::scalar::Call;
use crate::{Json, Value};

/// What counts as missing: null, unless the call names a number.
fn is_missing(call: &Call<'_>, placeholder: usize) -> impl Fn(&Json) -> bool {
    let placeholder = Number::of_value(call.value(placeholder));
    move |element| match placeholder {
        Some(placeholder) => Number::of(element).is_some_and(|number| number.same(placeholder)),
        None => element.is_null(),
    }
}

/// Carries the last number that is not missing over those that are, in the order of the walk.
fn carry<'j>(walk: impl Iterator<Item = &'j Json>, is_missing: impl Fn(&Json) -> bool) -> Vec<Json> {
    let mut last: Option<&Json> = None;
    walk.map(|element| {
        if !is_missing(element) {
            last = Some(element);
        }
        last.unwrap_or(element).clone()
    })
    .collect()
}

fn forward<'a>(call: &Call<'a>) -> Value<'a> {
    call.array(0).map_or(Value::Null, |series| Value::dynamic(Json::Array(carry(series.iter(), is_missing(call, 1)))))
}

fn backward<'a>(call: &Call<'a>) -> Value<'a> {
    call.array(0).map_or(Value::Null, |series| {
        let mut filled = carry(series.iter().rev(), is_missing(call, 1));
        filled.reverse();
        Value::dynamic(Json::Array(filled))
    })
}

fn constant<'a>(call: &Call<'a>) -> Value<'a> {
    call.array(0).map_or(Value::Null, |series| {
        let is_missing = is_missing(call, 2);
        let constant = Number::of_value(call.value(1)).map_or(Json::Null, Number::json);
        let filled = series.iter().map(|element| if is_missing(element) { &constant } else { element });
        Value::dynamic(Json::Array(filled.cloned().collect()))
    })
}

fn linear<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = call.array(0) else {
        return Value::Null;
    };
    let is_missing = is_missing(call, 1);
    let known: Vec<usize> =
        series.iter().enumerate().filter(|(_, element)| !is_missing(element)).map(|(place, _)| place).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        let constant = if call.has(3) { Number::of_value(call.value(3)) } else { Some(Number::Real(0.0)) };
        let constant = constant.map_or(Json::Null, Number::json);
        return Value::dynamic(Json::Array(vec![constant; series.len()]));
    };
    let at = |place: usize| series.get(place).unwrap_or(&Json::Null);
    let mut filled = Vec::with_capacity(series.len());
    let edges = call.boolean(2) != Some(false);
    for place in 0..*first {
        filled.push(at(if edges { *first } else { place }).clone());
    }
    for pair in known.windows(2) {
        if let [from, to] = pair {
            filled.push(at(*from).clone());
            filled.extend((from + 1..*to).map(|place| between(at(*from), at(*to), place - from, to - from)));
        }
    }
    for place in *last..series.len() {
        filled.push(at(if edges { *last } else { place }).clone());
    }
    Value::dynamic(Json::Array(filled))
}

/// The number `step` of `steps` on the way from one element to another; between whole numbers cut to a whole one.
fn between(from: &Json, to: &Json, step: usize, steps: usize) -> Json {
    let (Some(from), Some(to)) = (Number::of(from), Number::of(to)) else {
        return Json::Null;
    };
    let number = from.real() + (to.real() - from.real()) * (step as f64) / (steps as f64);
    match (from, to) {
        (Number::Long(_), Number::Long(_)) => Json::from(number.trunc() as i64),
        _ => Number::Real(number).json(),
    }
}

crate::kql_scalar! {
    /// Returns the series with each missing number replaced by the nearest one before it.
    ///
    /// - `series`: an array of numbers.
    /// - `missing_value_placeholder`: the number that stands for a missing one; null when absent.
    ///
    /// Bounds: missing numbers before the first known one stay. Elements keep their types.
    /// Null: what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fill-forward-function>
    ///
    /// ```kusto
    /// series_fill_forward(dynamic([null, 4, null, 7]))   // [null,4,4,7]
    /// series_fill_forward(dynamic([4, 0, 7]), 0)         // [4,4,7]
    /// ```
    pub FILL_FORWARD = series_fill_forward(series: dynamic, [missing_value_placeholder: number]) -> dynamic => forward;
}

crate::kql_scalar! {
    /// Returns the series with each missing number replaced by the nearest one after it.
    ///
    /// - `series`: an array of numbers.
    /// - `missing_value_placeholder`: the number that stands for a missing one; null when absent.
    ///
    /// Bounds: missing numbers after the last known one stay. Elements keep their types.
    /// Null: what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fill-backward-function>
    ///
    /// ```kusto
    /// series_fill_backward(dynamic([null, 4, null, 7]))   // [4,4,7,7]
    /// series_fill_backward(dynamic([4, 0, 7]), 0)         // [4,7,7]
    /// ```
    pub FILL_BACKWARD = series_fill_backward(series: dynamic, [missing_value_placeholder: number]) -> dynamic => backward;
}

crate::kql_scalar! {
    /// Returns the series with each missing number replaced by a constant.
    ///
    /// - `series`: an array of numbers.
    /// - `constant_value`: what to put there.
    /// - `missing_value_placeholder`: the number that stands for a missing one; null when absent.
    ///
    /// Null: what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fill-const-function>
    ///
    /// ```kusto
    /// series_fill_const(dynamic([null, 4, null]), 0)       // [0,4,0]
    /// series_fill_const(dynamic([-1, 4, null]), 0.5, -1)   // [0.5,4,null]
    /// ```
    pub FILL_CONST = series_fill_const(series: dynamic, constant_value: number, [missing_value_placeholder: number]) -> dynamic => constant;
}

crate::kql_scalar! {
    /// Returns the series with each missing number replaced by one on the straight line between its neighbours.
    ///
    /// - `series`: an array of numbers.
    /// - `missing_value_placeholder`: the number that stands for a missing one; null when absent.
    /// - `fill_edges`: whether missing numbers before the first known one and after the last become that one; `true` when absent.
    /// - `constant_value`: what to put everywhere when all numbers are missing; 0.0 when absent.
    ///
    /// Bounds: between two whole numbers the line is cut to whole numbers.
    /// Null: what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fill-linear-function>
    ///
    /// ```kusto
    /// series_fill_linear(dynamic([null, 1.0, null, 4.0]))                          // [1.0,1.0,2.5,4.0]
    /// series_fill_linear(dynamic([1, null, 4, null]), double(null), false)         // [1,2,4,null]
    /// series_fill_linear(dynamic([null, null]), double(null), true, 1.5)           // [1.5,1.5]
    /// ```
    pub FILL_LINEAR = series_fill_linear(series: dynamic, [missing_value_placeholder: number, fill_edges: bool, constant_value: number]) -> dynamic => linear;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn gaps_are_filled() {
        let gaps = dynamic("[null, 10, null, null, 3, null]");
        assert_eq!(run(&FILL_FORWARD, std::slice::from_ref(&gaps)), "[null,10,10,10,3,3]");
        assert_eq!(run(&FILL_BACKWARD, std::slice::from_ref(&gaps)), "[10,10,3,3,3,null]");
        assert_eq!(run(&FILL_CONST, &[gaps.clone(), Value::Real(0.0)]), "[0.0,10,0.0,0.0,3,0.0]");
        assert_eq!(run(&FILL_LINEAR, std::slice::from_ref(&gaps)), "[10,10,7,5,3,3]");
        assert_eq!(run(&FILL_LINEAR, &[gaps, Value::Null, Value::Bool(false)]), "[null,10,7,5,3,null]");
        assert_eq!(run(&FILL_LINEAR, &[dynamic("[1.5, 0, 0, 0, 3.5]"), Value::Long(0)]), "[1.5,2.0,2.5,3.0,3.5]");
        assert_eq!(run(&FILL_LINEAR, &[dynamic("[null, null]")]), "[0.0,0.0]");
        assert_eq!(run(&FILL_LINEAR, &[dynamic("[null]"), Value::Null, Value::Bool(true), Value::Null]), "[null]");
        assert_eq!(run(&FILL_LINEAR, &[dynamic("[]")]), "[]");
    }
}
