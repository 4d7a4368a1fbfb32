//! `endofday()`, `endofweek()`, `endofmonth()`, `endofyear()`: the last tick of the period that a datetime is in.

use super::span::{Span, end};
use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the last tick of the day that a datetime is in, or of one so many days later.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many days later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/endofday-function>
    ///
    /// ```kusto
    /// endofday(datetime(2024-02-28 17:30))   // 2024-02-28T23:59:59.9999999Z
    /// endofday(datetime(2024-02-28), 1)      // 2024-02-29T23:59:59.9999999Z
    /// ```
    pub ENDOFDAY = endofday(date: datetime, [offset: long]) -> datetime => day;
}

fn day<'a>(call: &Call<'a>) -> Value<'a> {
    end(call, Span::Day)
}

crate::kql_scalar! {
    /// Returns the last tick of the week that a datetime is in, or of one so many weeks later. Weeks go from Sunday to Saturday.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many weeks later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/endofweek-function>
    ///
    /// ```kusto
    /// endofweek(datetime(2024-02-28 17:30))   // 2024-03-02T23:59:59.9999999Z
    /// endofweek(datetime(2024-02-28), -1)     // 2024-02-24T23:59:59.9999999Z
    /// ```
    pub ENDOFWEEK = endofweek(date: datetime, [offset: long]) -> datetime => week;
}

fn week<'a>(call: &Call<'a>) -> Value<'a> {
    end(call, Span::Week)
}

crate::kql_scalar! {
    /// Returns the last tick of the month that a datetime is in, or of one so many months later.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many months later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/endofmonth-function>
    ///
    /// ```kusto
    /// endofmonth(datetime(2024-02-28 17:30))   // 2024-02-29T23:59:59.9999999Z
    /// endofmonth(datetime(2024-02-28), 12)     // 2025-02-28T23:59:59.9999999Z
    /// ```
    pub ENDOFMONTH = endofmonth(date: datetime, [offset: long]) -> datetime => month;
}

fn month<'a>(call: &Call<'a>) -> Value<'a> {
    end(call, Span::Month)
}

crate::kql_scalar! {
    /// Returns the last tick of the year that a datetime is in, or of one so many years later.
    ///
    /// - `date`: the datetime.
    /// - `offset`: how many years later; a negative number is earlier.
    ///
    /// Null: null when an argument is null, or the result is beyond the years 1 to 9999.
    /// Source: <https://learn.microsoft.com/kusto/query/endofyear-function>
    ///
    /// ```kusto
    /// endofyear(datetime(2024-02-28 17:30))   // 2024-12-31T23:59:59.9999999Z
    /// endofyear(datetime(9999-02-28), 1)      // null
    /// ```
    pub ENDOFYEAR = endofyear(date: datetime, [offset: long]) -> datetime => year;
}

fn year<'a>(call: &Call<'a>) -> Value<'a> {
    end(call, Span::Year)
}
