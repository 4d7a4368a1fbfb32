//! `series_pearson_correlation()`: how far two series rise and fall together.

use super::number::{mean, reals};
use crate::Value;
use crate::scalar::Call;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(left), Some(right)) = (reals(call, 0), reals(call, 1)) else {
        return Value::Null;
    };
    if left.len() != right.len() || left.is_empty() {
        return Value::Null;
    }
    Value::Real(correlation(&left, &right))
}

/// Pearson's coefficient of two series of one length; NaN when one of them is constant.
fn correlation(left: &[f64], right: &[f64]) -> f64 {
    let (left_mean, right_mean) = (mean(left), mean(right));
    let (mut both, mut left_squares, mut right_squares) = (0.0, 0.0, 0.0);
    for (left, right) in left.iter().zip(right) {
        let (left, right) = (left - left_mean, right - right_mean);
        both += left * right;
        left_squares += left * left;
        right_squares += right * right;
    }
    both / (left_squares.sqrt() * right_squares.sqrt())
}

crate::kql_scalar! {
    /// Returns Pearson's correlation of two series: 1 when one rises in proportion to the other, -1 when it falls so, 0 without relation.
    ///
    /// - `series1`, `series2`: arrays of numbers, of one length.
    ///
    /// Bounds: NaN when a series is constant.
    /// Null: when the lengths differ or an element is no number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-pearson-correlation-function>
    ///
    /// ```kusto
    /// series_pearson_correlation(dynamic([1, 1, 3, 3]), dynamic([6, 6, 2, 2]))   // -1.0
    /// series_pearson_correlation(dynamic([1, 2, 3]), dynamic([5, 3]))            // null
    /// ```
    pub PEARSON_CORRELATION = series_pearson_correlation(series1: dynamic, series2: dynamic) -> real => kernel;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn together_and_apart() {
        assert_eq!(run(&PEARSON_CORRELATION, &[dynamic("[1,1,3,3]"), dynamic("[6,6,2,2]")]), "-1.0");
        assert_eq!(run(&PEARSON_CORRELATION, &[dynamic("[1,2,3]"), dynamic("[5,3,null]")]), "null");
        assert_eq!(run(&PEARSON_CORRELATION, &[dynamic("[1,2,3]"), dynamic("[5,5,5]")]), "NaN");
    }
}
