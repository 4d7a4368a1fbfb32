//! Functions of each number of a series by itself.

use super::number::Number;
use crate::scalar::Call;
use crate::{Json, Value};

/// Applies a function to each number; what is no number becomes null.
fn each<'a>(call: &Call<'a>, function: impl Fn(Number) -> Option<Number>) -> Value<'a> {
    call.array(0).map_or(Value::Null, |series| {
        let results =
            series.iter().map(|element| Number::of(element).and_then(&function).map_or(Json::Null, Number::json));
        Value::dynamic(Json::Array(results.collect()))
    })
}

/// Applies a function of reals to each number.
fn each_real<'a>(call: &Call<'a>, function: impl Fn(f64) -> f64) -> Value<'a> {
    each(call, |number| Some(Number::Real(function(number.real()))))
}

fn abs<'a>(call: &Call<'a>) -> Value<'a> {
    each(call, |number| match number {
        Number::Long(number) => number.checked_abs().map(Number::Long),
        Number::Real(number) => Some(Number::Real(number.abs())),
    })
}

fn sign<'a>(call: &Call<'a>) -> Value<'a> {
    each(call, |number| {
        Some(match number {
            Number::Long(number) => Number::Long(number.signum()),
            Number::Real(number) if number > 0.0 => Number::Real(1.0),
            Number::Real(number) if number < 0.0 => Number::Real(-1.0),
            Number::Real(_) => Number::Real(0.0),
        })
    })
}

fn acos<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::acos)
}

fn asin<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::asin)
}

fn atan<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::atan)
}

fn ceiling<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::ceil)
}

fn cos<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::cos)
}

fn exp<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::exp)
}

fn floor<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::floor)
}

fn log<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::ln)
}

fn sin<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::sin)
}

fn tan<'a>(call: &Call<'a>) -> Value<'a> {
    each_real(call, f64::tan)
}

crate::kql_scalar! {
    /// Returns for each number of a series the absolute value.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: whole numbers stay whole.
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-abs-function>
    ///
    /// ```kusto
    /// series_abs(dynamic([-2.5, 0, 7]))      // [2.5,0,7]
    /// series_abs(dynamic([-3, "a", null]))   // [3,null,null]
    /// ```
    pub ABS = series_abs(series: dynamic) -> dynamic => abs;
}

crate::kql_scalar! {
    /// Returns for each number of a series the angle whose cosine it is, in radians.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: NaN outside -1 to 1.
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-acos-function>
    ///
    /// ```kusto
    /// series_acos(dynamic([1, -1]))   // [0.0,3.141592653589793]
    /// series_acos(dynamic([2]))       // ["NaN"]
    /// ```
    pub ACOS = series_acos(series: dynamic) -> dynamic => acos;
}

crate::kql_scalar! {
    /// Returns for each number of a series the angle whose sine it is, in radians.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: NaN outside -1 to 1.
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-asin-function>
    ///
    /// ```kusto
    /// series_asin(dynamic([0, 1]))   // [0.0,1.5707963267948966]
    /// ```
    pub ASIN = series_asin(series: dynamic) -> dynamic => asin;
}

crate::kql_scalar! {
    /// Returns for each number of a series the angle whose tangent it is, in radians.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-atan-function>
    ///
    /// ```kusto
    /// series_atan(dynamic([0, 1]))   // [0.0,0.7853981633974483]
    /// ```
    pub ATAN = series_atan(series: dynamic) -> dynamic => atan;
}

crate::kql_scalar! {
    /// Returns for each number of a series the least whole number not below it, as a real.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-ceiling-function>
    ///
    /// ```kusto
    /// series_ceiling(dynamic([-2.5, 3, 0.1]))   // [-2.0,3.0,1.0]
    /// ```
    pub CEILING = series_ceiling(series: dynamic) -> dynamic => ceiling;
}

crate::kql_scalar! {
    /// Returns for each number of a series the cosine of it as an angle in radians.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-cos-function>
    ///
    /// ```kusto
    /// series_cos(dynamic([0]))   // [1.0]
    /// ```
    pub COS = series_cos(series: dynamic) -> dynamic => cos;
}

crate::kql_scalar! {
    /// Returns for each number of a series e to the power of it.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-exp-function>
    ///
    /// ```kusto
    /// series_exp(dynamic([0, -1000]))   // [1.0,0.0]
    /// ```
    pub EXP = series_exp(series: dynamic) -> dynamic => exp;
}

crate::kql_scalar! {
    /// Returns for each number of a series the greatest whole number not above it, as a real.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-floor-function>
    ///
    /// ```kusto
    /// series_floor(dynamic([-2.5, 3, 0.9]))   // [-3.0,3.0,0.0]
    /// ```
    pub FLOOR = series_floor(series: dynamic) -> dynamic => floor;
}

crate::kql_scalar! {
    /// Returns for each number of a series the natural logarithm.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: of 0 it is -Infinity, of a negative number NaN.
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-log-function>
    ///
    /// ```kusto
    /// series_log(dynamic([1, 0, -1]))   // [0.0,"-Infinity","NaN"]
    /// ```
    pub LOG = series_log(series: dynamic) -> dynamic => log;
}

crate::kql_scalar! {
    /// Returns for each number of a series its sign: 1, 0 or -1.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: whole numbers give whole signs.
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-sign-function>
    ///
    /// ```kusto
    /// series_sign(dynamic([-40, 0, 12]))   // [-1,0,1]
    /// ```
    pub SIGN = series_sign(series: dynamic) -> dynamic => sign;
}

crate::kql_scalar! {
    /// Returns for each number of a series the sine of it as an angle in radians.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-sin-function>
    ///
    /// ```kusto
    /// series_sin(dynamic([0]))   // [0.0]
    /// ```
    pub SIN = series_sin(series: dynamic) -> dynamic => sin;
}

crate::kql_scalar! {
    /// Returns for each number of a series the tangent of it as an angle in radians.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Null: an element that is no number becomes null; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-tan-function>
    ///
    /// ```kusto
    /// series_tan(dynamic([0]))   // [0.0]
    /// ```
    pub TAN = series_tan(series: dynamic) -> dynamic => tan;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn numbers_one_by_one() {
        let mixed = dynamic(r#"[-2.5, 4, "x", null, true]"#);
        assert_eq!(run(&ABS, std::slice::from_ref(&mixed)), "[2.5,4,null,null,null]");
        assert_eq!(run(&FLOOR, std::slice::from_ref(&mixed)), "[-3.0,4.0,null,null,null]");
        assert_eq!(run(&SIGN, &[mixed]), "[-1.0,1,null,null,null]");
        assert_eq!(run(&LOG, &[dynamic("[1,0,-1]")]), r#"[0.0,"-Infinity","NaN"]"#);
        assert_eq!(run(&EXP, &[dynamic("{}")]), "null");
        assert_eq!(run(&ABS, &[dynamic("[-9223372036854775808]")]), "[null]");
    }
}
