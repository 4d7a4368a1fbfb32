//! One number of one or two series: sums and products.

use super::number::Number;
use crate::scalar::Call;
use crate::{Json, Value};

/// The numbers of a series; what is no number is left out. `None` when there is no array, or an empty one.
fn numbers<'a>(call: &Call<'a>, index: usize) -> Option<impl Iterator<Item = f64> + use<'a>> {
    let series = call.array(index).filter(|series| !series.is_empty())?;
    Some(series.iter().filter_map(Number::of).map(Number::real))
}

/// The sum over the places of two series of the product of both numbers, up to the end of the shorter.
fn dot(left: &[Json], right: &[Json]) -> f64 {
    let products =
        left.iter().zip(right).filter_map(|(left, right)| Some(Number::of(left)?.real() * Number::of(right)?.real()));
    products.sum()
}

fn length(series: &[Json]) -> f64 {
    dot(series, series).sqrt()
}

fn sum<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(numbers(call, 0).map(Iterator::sum::<f64>))
}

fn product<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(numbers(call, 0).map(Iterator::product::<f64>))
}

fn magnitude<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.array(0).filter(|series| !series.is_empty()).map(length))
}

fn dot_product<'a>(call: &Call<'a>) -> Value<'a> {
    let series = |index| call.array(index).filter(|series| !series.is_empty());
    let by = |series: Option<&[Json]>, index| {
        let factor = Number::of_value(call.value(index))?.real();
        Some(series?.iter().filter_map(Number::of).map(|number| number.real() * factor).sum::<f64>())
    };
    Value::or_null(match (series(0), series(1)) {
        (Some(left), Some(right)) => Some(dot(left, right)),
        (left, None) => by(left, 1),
        (None, right) => by(right, 0),
    })
}

fn cosine_similarity<'a>(call: &Call<'a>) -> Value<'a> {
    let series = |index| call.array(index).filter(|series| !series.is_empty());
    Value::or_null(series(0).zip(series(1)).map(|(left, right)| {
        let shorter = left.len().min(right.len());
        let of = |series: &[Json], index| {
            call.real(index).unwrap_or_else(|| length(series.get(..shorter).unwrap_or_default()))
        };
        dot(left, right) / (of(left, 2) * of(right, 3))
    }))
}

crate::kql_scalar! {
    /// Returns the sum of the numbers of a series.
    ///
    /// - `series`: an array of numbers; what is no number does not count.
    ///
    /// Null: of an empty array or none.
    /// Source: <https://learn.microsoft.com/kusto/query/series-sum-function>
    ///
    /// ```kusto
    /// series_sum(dynamic([2, 3.5, 4]))   // 9.5
    /// ```
    pub SUM = series_sum(series: dynamic) -> real => sum;
}

crate::kql_scalar! {
    /// Returns the product of the numbers of a series.
    ///
    /// - `series`: an array of numbers; what is no number does not count.
    ///
    /// Null: of an empty array or none.
    /// Source: <https://learn.microsoft.com/kusto/query/series-product-function>
    ///
    /// ```kusto
    /// series_product(dynamic([2, 3.5, 4]))   // 28.0
    /// ```
    pub PRODUCT = series_product(series: dynamic) -> real => product;
}

crate::kql_scalar! {
    /// Returns the length of a series as a vector: the square root of the sum of its squares.
    ///
    /// - `series`: an array of numbers; what is no number does not count.
    ///
    /// Null: of an empty array or none.
    /// Source: <https://learn.microsoft.com/kusto/query/series-magnitude-function>
    ///
    /// ```kusto
    /// series_magnitude(dynamic([3, 4]))   // 5.0
    /// ```
    pub MAGNITUDE = series_magnitude(series: dynamic) -> real => magnitude;
}

crate::kql_scalar! {
    /// Returns the sum over the places of two series of the product of both numbers.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Bounds: the longer series ends with the shorter; a place without two numbers does not count.
    /// Null: when a series is empty, or neither argument is one.
    /// Source: <https://learn.microsoft.com/kusto/query/series-dot-product-function>
    ///
    /// ```kusto
    /// series_dot_product(dynamic([1, 2, 3]), dynamic([4, 5]))   // 14.0
    /// series_dot_product(dynamic([1, 2, 3]), 10)                // 60.0
    /// ```
    pub DOT_PRODUCT = series_dot_product(series1: dynamic|number, series2: dynamic|number) -> real => dot_product;
}

crate::kql_scalar! {
    /// Returns the cosine of the angle between two series as vectors: 1 for the same direction, 0 for a right angle.
    ///
    /// - `series1`, `series2`: arrays of numbers.
    /// - `magnitude1`, `magnitude2`: their lengths where they are known before; else they are computed.
    ///
    /// Bounds: the longer series ends with the shorter; a place without two numbers does not count. NaN when a length is 0.
    /// Null: when a series is empty or none.
    /// Source: <https://learn.microsoft.com/kusto/query/series-cosine-similarity-function>
    ///
    /// ```kusto
    /// series_cosine_similarity(dynamic([3, 4]), dynamic([4, 3]))         // 0.96
    /// series_cosine_similarity(dynamic([3, 4]), dynamic([4, 3]), 5, 5)   // 0.96
    /// ```
    pub COSINE_SIMILARITY = series_cosine_similarity(series1: dynamic, series2: dynamic, [magnitude1: real, magnitude2: real]) -> real => cosine_similarity;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn sums_and_products() {
        let series = dynamic(r#"[1, 2, "x", 4]"#);
        assert_eq!(run(&SUM, std::slice::from_ref(&series)), "7.0");
        assert_eq!(run(&PRODUCT, std::slice::from_ref(&series)), "8.0");
        assert_eq!(run(&MAGNITUDE, &[dynamic("[3,4]")]), "5.0");
        assert_eq!(run(&SUM, &[dynamic("[]")]), "null");
        assert_eq!(run(&DOT_PRODUCT, &[series.clone(), dynamic("[2, 2, 2]")]), "6.0");
        assert_eq!(run(&DOT_PRODUCT, &[Value::Long(3), series.clone()]), "21.0");
        assert_eq!(run(&DOT_PRODUCT, &[Value::Long(3), Value::Long(3)]), "null");
        assert_eq!(run(&COSINE_SIMILARITY, &[dynamic("[3,4]"), dynamic("[4,3]")]), "0.96");
    }
}
