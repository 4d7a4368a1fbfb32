//! `weekofyear()`: the number of the week.

use crate::Value;
use crate::scalar::Call;

crate::kql_scalar! {
    /// Returns the number of the week as it was counted before `week_of_year()`, from 1 to 53: weeks begin on Sunday, and the first has the
    /// first Wednesday of the year.
    ///
    /// - `date`: the datetime.
    ///
    /// Null: null.
    /// Source: <https://learn.microsoft.com/kusto/query/week-of-year-function>
    ///
    /// ```kusto
    /// weekofyear(datetime(2023-01-01))   // 1
    /// weekofyear(datetime(2021-01-02))   // 53
    /// ```
    pub WEEKOFYEAR = weekofyear(date: datetime) -> int => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let week = call.ticks(0).map(super::part::week_by_wednesday);
    Value::or_null(week.and_then(|number| i32::try_from(number).ok()))
}
