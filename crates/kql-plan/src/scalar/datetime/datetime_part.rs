//! `datetime_part()`: a part of a datetime as a number.

use super::part::{part, part_rule};
use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns a part of a datetime as a number.
    ///
    /// - `part`: `year`, `quarter`, `month`, `week_of_year` (ISO 8601), `day`, `dayofyear`, `hour`, `minute`, `second`, `millisecond`,
    ///   `microsecond` or `nanosecond`, in any case; the last three count from the start of the second.
    /// - `date`: the datetime.
    ///
    /// Null: null when an argument is null.
    /// Source: <https://learn.microsoft.com/kusto/query/datetime-part-function>
    ///
    /// ```kusto
    /// datetime_part("quarter", datetime(2024-05-17))                       // 2
    /// datetime_part("DayOfYear", datetime(2024-03-01))                     // 61
    /// datetime_part("microsecond", datetime(2024-03-01 00:00:07.25))       // 250000
    /// ```
    pub DATETIME_PART = datetime_part(part: string, date: datetime) -> int => kernel, rule part_rule, aliases ["datepart"];
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let found = call.ticks(1).and_then(|ticks| part(call.text(0), ticks));
    Value::or_null(found.and_then(|number| i32::try_from(number).ok()))
}
