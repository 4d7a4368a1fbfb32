//! `week_of_year()`: the number of the week.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the number of the week by ISO 8601, from 1 to 53: weeks begin on Monday, and the first has the first Thursday of the year.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/week-of-year-function>
    ///
    /// ```kusto
    /// week_of_year(datetime(2024-12-30))   // 1
    /// week_of_year(datetime(2021-01-01))   // 53
    /// ```
    pub WEEK_OF_YEAR = week_of_year(date: datetime) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let week = call.ticks(0).map(super::part::iso_week);
    Value::or_null(week.and_then(|number| i32::try_from(number).ok()))
}
