//! `dayofweek()`: the days since Sunday.

use crate::Value;
use crate::calendar::day_of_week;
use crate::scalar::Call;
use crate::value::{MAX_DATETIME, TICKS_PER_DAY};

crate::kql_scalar! {
    /// Returns the whole days since the last Sunday, as a timespan: none on a Sunday, six days on a Saturday.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null; also on 9999-12-31, as in Kusto.
    /// Source: <https://learn.microsoft.com/kusto/query/day-of-week-function>
    ///
    /// ```kusto
    /// dayofweek(datetime(2024-02-29 17:30))    // 4.00:00:00
    /// dayofweek(datetime(2024-03-03))          // 00:00:00
    /// ```
    pub DAYOFWEEK = dayofweek(date: datetime) -> timespan => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match call.ticks(0) {
        Some(ticks) if ticks <= MAX_DATETIME - TICKS_PER_DAY => Value::Timespan(day_of_week(ticks) * TICKS_PER_DAY),
        _ => Value::Null,
    }
}
