//! `bin()` and `bin_at()`: values rounded down to the bounds of equal bins.

use bigdecimal::{BigDecimal, RoundingMode, Zero};

use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the greatest multiple of a size that is not above a value.
    ///
    /// - `value`: a number, datetime or timespan.
    /// - `size`: a number for numbers, a timespan for datetimes and timespans; above zero. Bins of datetimes are counted from 0001-01-01, a Monday.
    ///
    /// Whole numbers give a long. Null: a null argument, or a size that is not above zero, gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/bin-function>
    ///
    /// ```kusto
    /// bin(17, 5)                                  // 15
    /// bin(-1.5, 1)                                // -2.0
    /// bin(datetime(2024-05-06 07:08:09), 1h)      // 2024-05-06T07:00:00.0000000Z
    /// floor(100m, 1h)                             // 01:00:00
    /// bin(5, 0)                                   // null
    /// ```
    pub BIN = bin(value: any, size: any) -> long => bin, rule bin_type, aliases ["floor"];
}

kql_scalar! {
    /// Returns the greatest bound of equal bins that is not above a value, where a given point is such a bound.
    ///
    /// - `value`: a number, datetime or timespan.
    /// - `size`: a number for numbers, a timespan for datetimes and timespans; above zero.
    /// - `point`: a bound, of the type of the value.
    ///
    /// Whole numbers give a long. Null: a null argument, a size that is not above zero, or a bound out of range gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/bin-at-function>
    ///
    /// ```kusto
    /// bin_at(17, 5, 1)                                                    // 16
    /// bin_at(-1, 5, 1)                                                    // -4
    /// bin_at(datetime(2024-05-06 07:08), 1d, datetime(2024-01-01 06:00))  // 2024-05-06T06:00:00.0000000Z
    /// ```
    pub BIN_AT = bin_at(value: any, size: any, point: any) -> long => bin_at, rule bin_at_type;
}

fn bin_type(arguments: &[Argument]) -> Result<Type, String> {
    let [value, size] = arguments else { return Err("`bin` needs a value and a size".to_owned()) };
    binned("bin", value.kind, size.kind)
}

fn bin_at_type(arguments: &[Argument]) -> Result<Type, String> {
    let [value, size, point] = arguments else { return Err("`bin_at` needs a value, a size and a point".to_owned()) };
    let binned = binned("bin_at", value.kind, size.kind)?;
    let fits = value.kind == point.kind || binned.wider_number(point.kind).is_some();
    if fits {
        Ok(binned.wider_number(point.kind).unwrap_or(binned))
    } else {
        Err(format!("`bin_at` needs a point of type {}, not {}", value.kind, point.kind))
    }
}

/// The type of a bound of bins.
fn binned(function: &str, value: Type, size: Type) -> Result<Type, String> {
    if let Some(wider) = value.wider_number(size) {
        return Ok(if wider == Type::Int { Type::Long } else { wider });
    }
    match (value, size) {
        (Type::Datetime, Type::Timespan | Type::Datetime) | (Type::Timespan, Type::Timespan) => Ok(value),
        (Type::Datetime | Type::Timespan, _) => {
            Err(format!("`{function}` of a {value} needs a timespan as its size, such as 1h, not {size}"))
        }
        _ if value.is_number() => Err(format!("`{function}` of a number needs a number as its size, not {size}")),
        _ => Err(format!(
            "`{function}` takes a number, datetime or timespan, not {value}: convert it with `tolong(…)`, `todatetime(…)` or their like"
        )),
    }
}

fn bin<'a>(call: &Call<'a>) -> Value<'a> {
    let point = match call.value(0) {
        Value::Datetime(_) => Value::Datetime(0),
        Value::Timespan(_) => Value::Timespan(0),
        _ => Value::Long(0),
    };
    bound(call.value(0), call.value(1), &point).unwrap_or_default()
}

fn bin_at<'a>(call: &Call<'a>) -> Value<'a> {
    bound(call.value(0), call.value(1), call.value(2)).unwrap_or_default()
}

/// The greatest bound of bins of a size, one of which begins at `point`, that is not above the value.
pub fn bound<'a>(value: &Value<'_>, size: &Value<'_>, point: &Value<'_>) -> Option<Value<'a>> {
    let whole = |value: i64, size: i64, point: i64| {
        if size <= 0 {
            return None;
        }
        // Wider than 64 bits, since the way from the point to the value may be.
        let (value, size, point) = (i128::from(value), i128::from(size), i128::from(point));
        i64::try_from(value - (value - point).rem_euclid(size)).ok()
    };
    if let (Some(ticks), Some(size), Some(point)) = (value.as_ticks(), size.as_ticks(), point.as_ticks()) {
        let bound = whole(ticks, size, point)?;
        return Some(if matches!(value, Value::Datetime(_)) { Value::datetime(bound) } else { Value::Timespan(bound) });
    }
    if let (Some(value), Some(size), Some(point)) = (value.as_long(), size.as_long(), point.as_long()) {
        return whole(value, size, point).map(Value::Long);
    }
    if [value, size, point].iter().any(|number| matches!(number, Value::Decimal(_))) {
        let (value, size, point) = (value.as_decimal()?, size.as_decimal()?, point.as_decimal()?);
        if size <= BigDecimal::zero() {
            return None;
        }
        let bins = ((value - &point) / &size).with_scale_round(0, RoundingMode::Floor);
        return crate::convert::within_decimal(bins * size + point).map(Value::Decimal);
    }
    let (value, size, point) = (value.as_real()?, size.as_real()?, point.as_real()?);
    (size > 0.0).then(|| Value::Real(((value - point) / size).floor() * size + point))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_go_down_below_zero_too() {
        let bin = |value, size| bound(&value, &size, &Value::Long(0));
        assert_eq!(bin(Value::Int(-5), Value::Long(2)), Some(Value::Long(-6)));
        assert_eq!(bin(Value::Real(-5.5), Value::Long(2)), Some(Value::Real(-6.0)));
        assert_eq!(bin(Value::Long(5), Value::Long(-2)), None);
        assert_eq!(bin(Value::Long(i64::MIN), Value::Long(3)), None);
        assert_eq!(bin(Value::Null, Value::Long(3)), None);
    }

    #[test]
    fn a_point_moves_the_bins() {
        let bin = |value, size, point| bound(&Value::Timespan(value), &Value::Timespan(size), &Value::Timespan(point));
        assert_eq!(bin(1, 24, 12), Some(Value::Timespan(-12)));
        assert_eq!(bin(i64::MAX, 10, i64::MIN), Some(Value::Timespan(i64::MAX - 5)));
        assert_eq!(bound(&Value::Datetime(5), &Value::Timespan(10), &Value::Datetime(7)), Some(Value::Null));
    }

    #[test]
    fn sizes_must_fit_their_values() {
        assert_eq!(binned("bin", Type::Int, Type::Int), Ok(Type::Long));
        assert_eq!(binned("bin", Type::Long, Type::Real), Ok(Type::Real));
        assert!(binned("bin", Type::Datetime, Type::Long).is_err());
        assert!(binned("bin", Type::String, Type::Long).is_err());
    }
}
