//! `make_datetime()`: a datetime of its parts.

use crate::calendar::Moment;
use crate::convert::convert;
use crate::scalar::{Argument, Call};
use crate::value::TICKS_PER_SECOND;
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns the datetime of a date and a time of day; of a single argument what `todatetime()` gives.
    ///
    /// - `year`: 1 to 9999.
    /// - `month`: 1 to 12.
    /// - `day`: 1 to the last day of the month.
    /// - `hour`: 0 to 23.
    /// - `minute`: 0 to 59.
    /// - `second`: 0 up to 60, with fractions down to a tick of 100 ns.
    ///
    /// Bounds: numbers but the seconds lose their fractions.
    /// Null: null when an argument is null or out of its bounds.
    /// Source: <https://learn.microsoft.com/kusto/query/make-datetime-function>
    ///
    /// ```kusto
    /// make_datetime(2024, 2, 29)                     // 2024-02-29T00:00:00.0000000Z
    /// make_datetime(2024, 2, 29, 17, 30, 1.25)       // 2024-02-29T17:30:01.2500000Z
    /// make_datetime(2023, 2, 29)                     // null
    /// ```
    pub MAKE_DATETIME = make_datetime(year: any, [month: number, day: number, hour: number, minute: number, second: number]) -> datetime
        => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    match arguments {
        [_] => Ok(Type::Datetime),
        [_, _] => Err("`make_datetime` needs year, month and day".to_owned()),
        [year, ..] if year.kind.is_number() || year.kind == Type::Dynamic => Ok(Type::Datetime),
        [year, ..] => Err(format!("`make_datetime` takes a number as `year`, not {}", year.kind)),
        [] => Err("`make_datetime` needs a year, month and day".to_owned()),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    if call.len() == 1 {
        return convert(call.value(0), Type::Datetime);
    }
    moment(call).and_then(Moment::ticks).map_or(Value::Null, Value::datetime)
}

fn moment(call: &Call<'_>) -> Option<Moment> {
    let whole = |index| convert(call.value(index), Type::Long).as_long();
    let optional = |index| if call.has(index) { whole(index) } else { Some(0) };
    let (second, tick) = if call.has(5) { super::seconds(call.value(5))? } else { (0, 0) };
    Some(Moment {
        year: whole(0)?,
        month: whole(1)?,
        day: whole(2)?,
        hour: optional(3)?,
        minute: optional(4)?,
        second,
        tick,
    })
    .filter(|moment| moment.tick < TICKS_PER_SECOND)
}
