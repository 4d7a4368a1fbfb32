//! `range()`: an array of values that are equally far apart.

use crate::convert::{from_json, to_json};
use crate::dynamic::MAX_ELEMENTS;
use crate::scalar::{Argument, Call};
use crate::value::TICKS_PER_SECOND;
use crate::{Json, Type, Value};

crate::kql_scalar! {
    /// Returns an array of the values from one to another, equally far apart.
    ///
    /// - `start`: the first value: a number, datetime or timespan.
    /// - `stop`: no value is beyond it.
    /// - `step`: from one value to the next; 1, or an hour for datetimes and timespans, when it is absent. A negative one goes down.
    ///
    /// Bounds: at most 1,048,576 values; the rest is cut off. Datetimes and timespans become strings.
    /// Null: null when an argument is null, is of another kind than `start`, or `step` is zero.
    /// Source: <https://learn.microsoft.com/kusto/query/range-function>
    ///
    /// ```kusto
    /// range(1, 10, 4)                                                  // [1,5,9]
    /// range(0.5, 2)                                                    // [0.5,1.5]
    /// range(3, 1)                                                      // []
    /// range(datetime(2024-02-28), datetime(2024-03-01), 1d)[1]         // 2024-02-29T00:00:00.0000000Z
    /// ```
    pub RANGE = range(start: any, stop: any, [step: any]) -> dynamic => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    for argument in arguments {
        if matches!(argument.kind, Type::Bool | Type::String | Type::Guid) {
            return Err(format!("`range` takes numbers, datetimes and timespans, not {}", argument.kind));
        }
    }
    Ok(Type::Dynamic)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    values(call).map_or(Value::Null, |values| Value::dynamic(Json::Array(values)))
}

fn values(call: &Call<'_>) -> Option<Vec<Json>> {
    let (start, end) = (inside(call.value(0)), inside(call.value(1)));
    let hour = Value::Timespan(3600 * TICKS_PER_SECOND);
    let step = match start {
        _ if call.has(2) => inside(call.value(2)),
        Value::Datetime(_) | Value::Timespan(_) => hour,
        _ => Value::Long(1),
    };
    match (&start, &end, &step) {
        (Value::Datetime(start), Value::Datetime(end), Value::Timespan(step)) => {
            Some(whole(*start, *end, *step)?.map(|ticks| to_json(&Value::datetime(ticks))).collect())
        }
        (Value::Timespan(start), Value::Timespan(end), Value::Timespan(step)) => {
            Some(whole(*start, *end, *step)?.map(|ticks| to_json(&Value::Timespan(ticks))).collect())
        }
        _ => match (start.as_long(), end.as_long(), step.as_long()) {
            (Some(start), Some(end), Some(step)) => Some(whole(start, end, step)?.map(Json::from).collect()),
            _ => Some(real(start.as_real()?, end.as_real()?, step.as_real()?)?.map(Json::from).collect()),
        },
    }
}

/// The number in a dynamic; any other value as it is.
fn inside<'v>(value: &'v Value<'v>) -> Value<'v> {
    match value {
        Value::Dynamic(json) => from_json(json),
        other => other.borrowed(),
    }
}

fn whole(start: i64, end: i64, step: i64) -> Option<impl Iterator<Item = i64>> {
    let within = move |value: &i64| if step > 0 { *value <= end } else { *value >= end };
    let next = move |value: &i64| value.checked_add(step).filter(within);
    (step != 0).then(|| std::iter::successors(Some(start).filter(within), next).take(MAX_ELEMENTS))
}

fn real(start: f64, end: f64, step: f64) -> Option<impl Iterator<Item = f64>> {
    let within = move |value: &f64| if step > 0.0 { *value <= end } else { *value >= end };
    let fits = step != 0.0 && start.is_finite() && step.is_finite() && !end.is_nan();
    fits.then(|| {
        // Counted, not added up: adding would carry the error of each step into the next.
        (0..MAX_ELEMENTS).map(move |count| start + count as f64 * step).take_while(within)
    })
}
