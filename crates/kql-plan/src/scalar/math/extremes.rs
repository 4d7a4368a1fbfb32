//! `max_of()`, `min_of()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the greatest of the values.
    ///
    /// - `value`: two or more values of one type.
    ///
    /// Null: nulls are passed over; when every value is null, null.
    /// Source: <https://learn.microsoft.com/kusto/query/max-of-function>
    ///
    /// ```kusto
    /// max_of(3, 9, 4)                 // 9
    /// max_of(1, 1.5)                  // 1.5
    /// max_of(long(null), 2)           // 2
    /// ```
    pub MAX_OF = max_of(value: T, other: T...) -> T => max_of;
}

kql_scalar! {
    /// Returns the least of the values.
    ///
    /// - `value`: two or more values of one type.
    ///
    /// Null: nulls are passed over; when every value is null, null.
    /// Source: <https://learn.microsoft.com/kusto/query/min-of-function>
    ///
    /// ```kusto
    /// min_of(3, 9, 4)                                         // 3
    /// min_of(datetime(2024-02-01), datetime(2024-01-01))      // 2024-01-01T00:00:00.0000000Z
    /// min_of(long(null), 2)                                   // 2
    /// ```
    pub MIN_OF = min_of(value: T, other: T...) -> T => min_of;
}

fn max_of<'a>(call: &Call<'a>) -> Value<'a> {
    known(call).max_by(|left, right| left.total_cmp(right)).cloned().unwrap_or_default()
}

fn min_of<'a>(call: &Call<'a>) -> Value<'a> {
    known(call).min_by(|left, right| left.total_cmp(right)).cloned().unwrap_or_default()
}

fn known<'a>(call: &Call<'a>) -> impl Iterator<Item = &'a Value<'a>> {
    call.arguments.iter().filter(|value| !value.is_null())
}
