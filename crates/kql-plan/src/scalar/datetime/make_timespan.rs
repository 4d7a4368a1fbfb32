//! `make_timespan()`: a timespan of its parts.

use crate::convert::convert;
use crate::scalar::Call;
use crate::value::{TICKS_PER_DAY, TICKS_PER_SECOND};
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns the timespan of hours and minutes, of hours, minutes and seconds, or of days and those; of a single argument what
    /// `totimespan()` gives.
    ///
    /// - `first`: the days when there are four arguments, else the hours.
    /// - `second`, `third`, `fourth`: hours 0 to 23, minutes 0 to 59, and seconds 0 up to 60, with fractions down to a tick of 100 ns.
    ///
    /// Null: null when an argument is null, negative or out of its bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/make-timespan-function>
    ///
    /// ```kusto
    /// make_timespan(7, 30)             // 07:30:00
    /// make_timespan(7, 30, 15)         // 07:30:15
    /// make_timespan(2, 7, 30, 15.5)    // 2.07:30:15.5000000
    /// make_timespan(24, 0)             // null
    /// ```
    pub MAKE_TIMESPAN = make_timespan(first: any, [second: number, third: number, fourth: number]) -> timespan => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    if call.len() == 1 {
        return convert(call.value(0), Type::Timespan);
    }
    ticks(call).map_or(Value::Null, Value::Timespan)
}

fn ticks(call: &Call<'_>) -> Option<i64> {
    let whole = |index| convert(call.value(index), Type::Long).as_long();
    let hours_at = call.len().saturating_sub(3);
    let days = if hours_at == 1 { whole(0)? } else { 0 };
    let (hours, minutes) = (whole(hours_at)?, whole(hours_at + 1)?);
    let (seconds, rest) = if call.len() > 2 { super::seconds(call.value(hours_at + 2))? } else { (0, 0) };
    if days < 0 || !(0..24).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    days.checked_mul(TICKS_PER_DAY)?.checked_add(((hours * 60 + minutes) * 60 + seconds) * TICKS_PER_SECOND + rest)
}
