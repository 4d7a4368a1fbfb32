//! `datetime_local_to_utc()`: the time of UTC when the clocks of a zone show a time.

use super::zone::{ahead_at_local, rule, zone};
use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the time of UTC when the clocks of a time zone show a time.
    ///
    /// - `from`: what the clocks show.
    /// - `timezone`: the name of the zone, such as `Europe/Zurich`.
    ///
    /// Bounds: of a time that the clocks show twice, the later one is meant; one that they skip is read as if summer time had begun.
    /// Null: null when `from` is null, there is no such zone, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/datetime-local-to-utc-function>
    ///
    /// ```kusto
    /// datetime_local_to_utc(datetime(2024-07-01 14:00), "Europe/Zurich")    // 2024-07-01T12:00:00.0000000Z
    /// datetime_local_to_utc(datetime(2024-03-31 02:30), "Europe/Zurich")    // 2024-03-31T00:30:00.0000000Z
    /// datetime_local_to_utc(datetime(2024-10-27 02:30), "Europe/Zurich")    // 2024-10-27T01:30:00.0000000Z
    /// ```
    pub DATETIME_LOCAL_TO_UTC = datetime_local_to_utc(from: datetime, timezone: string) -> datetime => kernel, rule rule;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let utc = || {
        let ticks = call.ticks(0)?;
        ticks.checked_sub(ahead_at_local(zone(call.text(1))?, ticks)?)
    };
    utc().map_or(Value::Null, Value::datetime)
}
