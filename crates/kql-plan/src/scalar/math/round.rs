//! `round()`, `ceiling()`.

use bigdecimal::{RoundingMode, Zero};

use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns a number rounded to a number of digits; a half goes away from zero.
    ///
    /// - `number`: the number; the result has its type.
    /// - `precision`: how many digits stay behind the point, 0 when absent; a negative one rounds to tens, hundreds and so on.
    ///
    /// Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/round-function>
    ///
    /// ```kusto
    /// round(2.5)              // 3.0
    /// round(-2.5)             // -3.0
    /// round(3.14159, 3)       // 3.142
    /// round(4711, -2)         // 4700
    /// ```
    pub ROUND = round(number: real|int|long|decimal, [precision: long]) -> real => round, rule same_type;
}

kql_scalar! {
    /// Returns the least whole number that is not below a number, as a real.
    ///
    /// - `number`: the number.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/ceiling-function>
    ///
    /// ```kusto
    /// ceiling(1.2)            // 2.0
    /// ceiling(-1.2)           // -1.0
    /// ```
    pub CEILING = ceiling(number: real|decimal) -> real => ceiling, rule same_type;
}

fn same_type(arguments: &[Argument]) -> Result<Type, String> {
    arguments.first().map(|argument| argument.kind).ok_or_else(|| "a number is needed".to_owned())
}

fn round<'a>(call: &Call<'a>) -> Value<'a> {
    let precision = if call.has(1) { call.long(1) } else { Some(0) };
    let Some(precision) = precision.map(|precision| precision.clamp(-400, 400) as i32) else { return Value::Null };
    match call.value(0) {
        Value::Int(number) => Value::Int(rounded(i64::from(*number), precision) as i32),
        Value::Long(number) => Value::Long(rounded(*number, precision)),
        Value::Real(number) => Value::Real(rounded_real(*number, precision)),
        Value::Decimal(number) => {
            Value::Decimal(number.with_scale_round(i64::from(precision), RoundingMode::HalfUp).normalized())
        }
        _ => Value::Null,
    }
}

/// A whole number rounded to tens, hundreds and so on; itself when that is out of range.
fn rounded(number: i64, precision: i32) -> i64 {
    let Some(unit) = 10_i128.checked_pow(precision.min(0).unsigned_abs()) else { return 0 };
    let number_wide = i128::from(number);
    let half = if number < 0 { -unit / 2 } else { unit / 2 };
    i64::try_from((number_wide + half) / unit * unit).unwrap_or(number)
}

fn rounded_real(number: f64, precision: i32) -> f64 {
    let unit = 10_f64.powi(precision.abs());
    let result = if precision < 0 { (number / unit).round() * unit } else { (number * unit).round() / unit };
    // So many digits that the real has not as many: it is round already; so few that nothing is left of it.
    if result.is_finite() {
        result
    } else if precision < 0 {
        0.0
    } else {
        number
    }
}

fn ceiling<'a>(call: &Call<'a>) -> Value<'a> {
    match call.value(0) {
        Value::Real(number) => Value::Real(number.ceil()),
        Value::Decimal(number) if number.is_zero() => Value::Decimal(number.clone()),
        Value::Decimal(number) => Value::Decimal(number.with_scale_round(0, RoundingMode::Ceiling)),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(rounded_real(-50.55, -2).total_cmp(&-100.0), std::cmp::Ordering::Equal);
        assert_eq!(rounded_real(2.15, 1).total_cmp(&2.2), std::cmp::Ordering::Equal);
        assert_eq!(rounded_real(1e300, 300).total_cmp(&1e300), std::cmp::Ordering::Equal);
        assert_eq!(rounded_real(5.0, -400).total_cmp(&0.0), std::cmp::Ordering::Equal);
    }

    #[test]
    fn whole_numbers_stay_whole() {
        assert_eq!(rounded(-150, -2), -200);
        assert_eq!(rounded(149, -2), 100);
        assert_eq!(rounded(7, 3), 7);
        assert_eq!(rounded(i64::MAX, -1), i64::MAX);
        assert_eq!(rounded(7, -50), 0);
    }
}
