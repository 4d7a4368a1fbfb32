//! Arithmetic between two series, element by element.

use super::number::Number;
use super::pair::pairs;
use crate::Value;
use crate::scalar::Call;

/// Whole numbers by one rule, others by another.
fn numbers<'a>(call: &Call<'a>, whole: impl Fn(i64, i64) -> Option<i64>, real: impl Fn(f64, f64) -> f64) -> Value<'a> {
    pairs(call, |left, right| match (left, right) {
        (Number::Long(left), Number::Long(right)) => whole(left, right).map(|number| Number::Long(number).json()),
        _ => Some(Number::Real(real(left.real(), right.real())).json()),
    })
}

fn add<'a>(call: &Call<'a>) -> Value<'a> {
    numbers(call, i64::checked_add, |left, right| left + right)
}

fn subtract<'a>(call: &Call<'a>) -> Value<'a> {
    numbers(call, i64::checked_sub, |left, right| left - right)
}

fn multiply<'a>(call: &Call<'a>) -> Value<'a> {
    numbers(call, i64::checked_mul, |left, right| left * right)
}

fn divide<'a>(call: &Call<'a>) -> Value<'a> {
    pairs(call, |left, right| Some(Number::Real(left.real() / right.real()).json()))
}

fn pow<'a>(call: &Call<'a>) -> Value<'a> {
    pairs(call, |left, right| Some(Number::Real(left.real().powf(right.real())).json()))
}

crate::kql_scalar! {
    /// Returns for each place of two series the sum of both elements.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Bounds: whole numbers give whole numbers; one too great for a long is null.
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-add-function>
    ///
    /// ```kusto
    /// series_add(dynamic([1, 2.5]), dynamic([3, 4]))   // [4,6.5]
    /// series_add(dynamic([1, 2, 3]), dynamic([10]))    // [11,null,null]
    /// series_add(dynamic([1, 2, 3]), 10)               // [11,12,13]
    /// ```
    pub ADD = series_add(series1: dynamic|number, series2: dynamic|number) -> dynamic => add;
}

crate::kql_scalar! {
    /// Returns for each place of two series the first element less the second.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Bounds: whole numbers give whole numbers; one too great for a long is null.
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-subtract-function>
    ///
    /// ```kusto
    /// series_subtract(dynamic([5, 2]), dynamic([3, 4]))   // [2,-2]
    /// ```
    pub SUBTRACT = series_subtract(series1: dynamic|number, series2: dynamic|number) -> dynamic => subtract;
}

crate::kql_scalar! {
    /// Returns for each place of two series the product of both elements.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Bounds: whole numbers give whole numbers; one too great for a long is null.
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-multiply-function>
    ///
    /// ```kusto
    /// series_multiply(dynamic([5, 2]), dynamic([3, 4]))   // [15,8]
    /// series_multiply(2, dynamic([3, 4]))                 // [6,8]
    /// ```
    pub MULTIPLY = series_multiply(series1: dynamic|number, series2: dynamic|number) -> dynamic => multiply;
}

crate::kql_scalar! {
    /// Returns for each place of two series the first element divided by the second, as a real.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Bounds: by zero it is an infinity, zero by zero NaN.
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-divide-function>
    ///
    /// ```kusto
    /// series_divide(dynamic([5, 2]), dynamic([2, 4]))   // [2.5,0.5]
    /// series_divide(dynamic([1, 0]), dynamic([0, 0]))   // ["Infinity","NaN"]
    /// ```
    pub DIVIDE = series_divide(series1: dynamic|number, series2: dynamic|number) -> dynamic => divide;
}

crate::kql_scalar! {
    /// Returns for each place of two series the first element to the power of the second, as a real.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-pow-function>
    ///
    /// ```kusto
    /// series_pow(dynamic([2, 9]), dynamic([3, 0.5]))   // [8.0,3.0]
    /// ```
    pub POW = series_pow(series1: dynamic|number, series2: dynamic|number) -> dynamic => pow;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn place_by_place() {
        let (left, right) = (dynamic(r#"[1, 2.5, "a"]"#), dynamic("[3, 4, 5, 6]"));
        assert_eq!(run(&ADD, &[left.clone(), right.clone()]), "[4,6.5,null,null]");
        assert_eq!(run(&SUBTRACT, &[Value::Long(10), right.clone()]), "[7,6,5,4]");
        assert_eq!(run(&DIVIDE, &[right, Value::Long(0)]), r#"["Infinity","Infinity","Infinity","Infinity"]"#);
        assert_eq!(run(&MULTIPLY, &[dynamic("[9223372036854775807]"), Value::Long(2)]), "[null]");
        assert_eq!(run(&ADD, &[Value::Long(1), Value::Long(2)]), "null");
        assert_eq!(run(&POW, &[left, Value::Null]), "null");
    }
}
