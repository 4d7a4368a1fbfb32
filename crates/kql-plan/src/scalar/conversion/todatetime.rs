//! `todatetime()`.

use crate::scalar::Call;
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the value as a datetime.
    ///
    /// - `value`: a value of any type; of a dynamic what is in it counts.
    ///
    /// Text is read as in `datetime(…)`: ISO 8601, RFC 822, RFC 850. A number counts ticks of 100 ns since 0001-01-01.
    /// Null: what is no datetime, or out of the years 1 to 9999, gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/todatetime-function>
    ///
    /// ```kusto
    /// todatetime("2024-05-06 07:08:09.5")   // 2024-05-06T07:08:09.5000000Z
    /// todatetime("6 May 24 07:08 GMT")      // 2024-05-06T07:08:00.0000000Z
    /// todatetime("soon")                    // null
    /// ```
    pub TODATETIME = todatetime(value: any) -> datetime => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    crate::convert::convert(call.value(0), Type::Datetime)
}
