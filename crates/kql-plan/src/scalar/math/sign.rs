//! `abs()`, `sign()`.

use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the size of a number or timespan.
    ///
    /// - `number`: an int or long (giving a long), real, decimal or timespan.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/abs-function>
    ///
    /// ```kusto
    /// abs(-7)         // 7
    /// abs(-0.5)       // 0.5
    /// abs(-36h)       // 1.12:00:00
    /// ```
    pub ABS = abs(number: real|long|decimal|timespan) -> real => abs, rule same_type;
}

kql_scalar! {
    /// Returns -1, 0 or 1, as a number is below, at or above zero.
    ///
    /// - `number`: the number; of NaN it is 0.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/sign-function>
    ///
    /// ```kusto
    /// sign(-7)        // -1.0
    /// sign(0)         // 0.0
    /// ```
    pub SIGN = sign(number: real|decimal) -> real => sign;
}

fn same_type(arguments: &[Argument]) -> Result<Type, String> {
    arguments.first().map(|argument| argument.kind).ok_or_else(|| "`abs` needs a number".to_owned())
}

fn abs<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Long(number) => Value::Long(number.wrapping_abs()),
        Value::Real(number) => Value::Real(number.abs()),
        Value::Decimal(number) => Value::Decimal(number.abs()),
        Value::Timespan(ticks) => ticks.checked_abs().map_or(Value::Null, Value::Timespan),
        _ => Value::Null,
    }
}

fn sign<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).map(|number| {
        if number > 0.0 {
            1.0
        } else if number < 0.0 {
            -1.0
        } else {
            0.0
        }
    }))
}
