//! `unixtime_seconds_todatetime()` and its kin: the datetime so long after 1970.

use crate::Value;
use crate::convert::from_json;
use crate::scalar::Call;
use crate::value::UNIX_EPOCH;

crate::kql_scalar! {
    /// Returns the datetime that lies so many seconds after 1970-01-01T00:00Z.
    ///
    /// - `seconds`: how many; a negative number lies before. What is finer than a tick of 100 ns is cut off.
    ///
    /// Null: null when it is null or no finite number, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/unixtime-seconds-todatetime-function>
    ///
    /// ```kusto
    /// unixtime_seconds_todatetime(1750000000)   // 2025-06-15T15:06:40.0000000Z
    /// unixtime_seconds_todatetime(-0.5)         // 1969-12-31T23:59:59.5000000Z
    /// unixtime_seconds_todatetime(1e15)         // null
    /// ```
    pub UNIXTIME_SECONDS_TODATETIME = unixtime_seconds_todatetime(seconds: number | dynamic) -> datetime => seconds;
}

fn seconds<'a>(call: &Call<'a>) -> Value<'a> {
    todatetime(call.value(0), 1_000_000_000)
}

crate::kql_scalar! {
    /// Returns the datetime that lies so many milliseconds after 1970-01-01T00:00Z.
    ///
    /// - `milliseconds`: how many; a negative number lies before. What is finer than a tick of 100 ns is cut off.
    ///
    /// Null: null when it is null or no finite number, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/unixtime-milliseconds-todatetime-function>
    ///
    /// ```kusto
    /// unixtime_milliseconds_todatetime(1750000000123)            // 2025-06-15T15:06:40.1230000Z
    /// unixtime_milliseconds_todatetime(dynamic(1750000000123))   // 2025-06-15T15:06:40.1230000Z
    /// ```
    pub UNIXTIME_MILLISECONDS_TODATETIME = unixtime_milliseconds_todatetime(milliseconds: number | dynamic) -> datetime => milliseconds;
}

fn milliseconds<'a>(call: &Call<'a>) -> Value<'a> {
    todatetime(call.value(0), 1_000_000)
}

crate::kql_scalar! {
    /// Returns the datetime that lies so many microseconds after 1970-01-01T00:00Z.
    ///
    /// - `microseconds`: how many; a negative number lies before. What is finer than a tick of 100 ns is cut off.
    ///
    /// Null: null when it is null or no finite number, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/unixtime-microseconds-todatetime-function>
    ///
    /// ```kusto
    /// unixtime_microseconds_todatetime(1750000000000001)   // 2025-06-15T15:06:40.0000010Z
    /// ```
    pub UNIXTIME_MICROSECONDS_TODATETIME = unixtime_microseconds_todatetime(microseconds: number | dynamic) -> datetime => microseconds;
}

fn microseconds<'a>(call: &Call<'a>) -> Value<'a> {
    todatetime(call.value(0), 1_000)
}

crate::kql_scalar! {
    /// Returns the datetime that lies so many nanoseconds after 1970-01-01T00:00Z.
    ///
    /// - `nanoseconds`: how many; a negative number lies before. What is finer than a tick of 100 ns is cut off.
    ///
    /// Null: null when it is null or no finite number, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/unixtime-nanoseconds-todatetime-function>
    ///
    /// ```kusto
    /// unixtime_nanoseconds_todatetime(1750000000000000199)   // 2025-06-15T15:06:40.0000001Z
    /// ```
    pub UNIXTIME_NANOSECONDS_TODATETIME = unixtime_nanoseconds_todatetime(nanoseconds: number | dynamic) -> datetime => nanoseconds;
}

fn nanoseconds<'a>(call: &Call<'a>) -> Value<'a> {
    todatetime(call.value(0), 1)
}

/// The datetime so many units of so many nanoseconds after 1970.
fn todatetime<'a>(number: &Value<'_>, nanoseconds: i64) -> Value<'a> {
    // A dynamic comes as it is: as one type of number it would lose digits of another.
    let number = match number {
        Value::Dynamic(json) => from_json(json),
        other => other.borrowed(),
    };
    let ticks = match (number.as_long(), number.as_real()) {
        (Some(count), _) => (i128::from(count) * i128::from(nanoseconds)).div_euclid(100),
        // A real beyond the range of the result saturates, and is found out of its bounds below.
        (None, Some(count)) if count.is_finite() => (count * (nanoseconds as f64 / 100.0)).round() as i128,
        _ => return Value::Null,
    };
    i64::try_from(ticks.saturating_add(i128::from(UNIX_EPOCH))).map_or(Value::Null, Value::datetime)
}
