//! `datetime_utc_to_local()`: what the clocks of a zone show.

use super::zone::{ahead_at_utc, rule, zone};
use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns what the clocks of a time zone show at a time of UTC.
    ///
    /// - `from`: the time of UTC.
    /// - `timezone`: the name of the zone, such as `Europe/Zurich`.
    ///
    /// Null: null when `from` is null, there is no such zone, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/datetime-utc-to-local-function>
    ///
    /// ```kusto
    /// datetime_utc_to_local(datetime(2024-07-01 12:00), "Europe/Zurich")    // 2024-07-01T14:00:00.0000000Z
    /// datetime_utc_to_local(datetime(2024-01-01 12:00), "US/Pacific")       // 2024-01-01T04:00:00.0000000Z
    /// ```
    pub DATETIME_UTC_TO_LOCAL = datetime_utc_to_local(from: datetime, timezone: string) -> datetime => kernel, rule rule;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let local = || {
        let ticks = call.ticks(0)?;
        ticks.checked_add(ahead_at_utc(zone(call.text(1))?, ticks)?)
    };
    local().map_or(Value::Null, Value::datetime)
}
