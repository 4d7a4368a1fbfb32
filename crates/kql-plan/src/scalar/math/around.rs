//! `around()`.

use std::cmp::Ordering;

use crate::scalar::operator::{added, compare, subtracted};
use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns whether a value is no farther from a center than a distance.
    ///
    /// - `value`: a number, datetime or timespan.
    /// - `center`: the center, of the same kind.
    /// - `delta`: the distance: a number for numbers, a timespan for datetimes and timespans.
    ///
    /// Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/around-function>
    ///
    /// ```kusto
    /// around(7, 5, 2)                                                 // True
    /// around(7.5, 5, 2)                                               // False
    /// around(datetime(2024-05-06), datetime(2024-05-08), 36h)         // False
    /// around(long(null), 5, 2)                                        // null
    /// ```
    pub AROUND = around(value: any, center: any, delta: any) -> bool => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    let [value, center, delta] = arguments else {
        return Err("`around` needs a value, a center and a delta".to_owned());
    };
    let numbers = value.kind.is_number() && center.kind.is_number() && delta.kind.is_number();
    let times = matches!(value.kind, Type::Datetime | Type::Timespan) && value.kind == center.kind;
    if numbers || (times && delta.kind == Type::Timespan) {
        Ok(Type::Bool)
    } else {
        Err(format!(
            "`around` takes three numbers, or two datetimes or timespans and a timespan, not {}, {} and {}",
            value.kind, center.kind, delta.kind
        ))
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let (value, center, delta) = (call.value(0), call.value(1), call.value(2));
    let (low, high) = (subtracted(center, delta), added(center, delta));
    if value.is_null() || low.is_null() || high.is_null() {
        return Value::Null;
    }
    let within =
        compare(&low, value).is_some_and(Ordering::is_le) && compare(value, &high).is_some_and(Ordering::is_le);
    Value::Bool(within)
}
