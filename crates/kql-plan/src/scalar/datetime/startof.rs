//! `startofday()`, `startofweek()`, `startofmonth()`, `startofyear()`: the first tick of the period that a datetime is in.

use super::span::{Span, start};
use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the first tick of the day that a datetime is in, or of one so many days later.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many days later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/startofday-function>
    ///
    /// ```kusto
    /// startofday(datetime(2024-02-28 17:30))      // 2024-02-28T00:00:00.0000000Z
    /// startofday(datetime(2024-02-28 17:30), 1)   // 2024-02-29T00:00:00.0000000Z
    /// ```
    pub STARTOFDAY = startofday(date: datetime, [offset: long]) -> datetime => day;
}

fn day<'a>(call: &Call<'a>) -> Value<'a> {
    start(call, Span::Day)
}

crate::kql_scalar! {
    /// Returns the first tick of the week that a datetime is in, or of one so many weeks later. Weeks go from Sunday to Saturday.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many weeks later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/startofweek-function>
    ///
    /// ```kusto
    /// startofweek(datetime(2024-02-28 17:30))   // 2024-02-25T00:00:00.0000000Z
    /// startofweek(datetime(2024-02-28), -1)     // 2024-02-18T00:00:00.0000000Z
    /// ```
    pub STARTOFWEEK = startofweek(date: datetime, [offset: long]) -> datetime => week;
}

fn week<'a>(call: &Call<'a>) -> Value<'a> {
    start(call, Span::Week)
}

crate::kql_scalar! {
    /// Returns the first tick of the month that a datetime is in, or of one so many months later.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many months later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/startofmonth-function>
    ///
    /// ```kusto
    /// startofmonth(datetime(2024-02-28 17:30))   // 2024-02-01T00:00:00.0000000Z
    /// startofmonth(datetime(2024-02-28), -2)     // 2023-12-01T00:00:00.0000000Z
    /// ```
    pub STARTOFMONTH = startofmonth(date: datetime, [offset: long]) -> datetime => month;
}

fn month<'a>(call: &Call<'a>) -> Value<'a> {
    start(call, Span::Month)
}

crate::kql_scalar! {
    /// Returns the first tick of the year that a datetime is in, or of one so many years later.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many years later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/startofyear-function>
    ///
    /// ```kusto
    /// startofyear(datetime(2024-02-28 17:30))   // 2024-01-01T00:00:00.0000000Z
    /// startofyear(datetime(2024-02-28), 1)      // 2025-01-01T00:00:00.0000000Z
    /// ```
    pub STARTOFYEAR = startofyear(date: datetime, [offset: long]) -> datetime => year;
}

fn year<'a>(call: &Call<'a>) -> Value<'a> {
    start(call, Span::Year)
}
