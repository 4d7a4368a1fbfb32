//! Comparison of two series, element by element.

use std::cmp::Ordering;

use super::number::Number;
use super::pair::pairs;
use crate::scalar::Call;
use crate::{Json, Value};

/// A comparison by the order of the numbers; NaN has none.
fn ordered<'a>(call: &Call<'a>, holds: impl Fn(Option<Ordering>) -> bool) -> Value<'a> {
    pairs(call, |left, right| {
        let order = match (left, right) {
            (Number::Long(left), Number::Long(right)) => Some(left.cmp(&right)),
            _ => left.real().partial_cmp(&right.real()),
        };
        Some(Json::Bool(holds(order)))
    })
}

fn equals<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, |order| order == Some(Ordering::Equal))
}

fn not_equals<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, |order| order != Some(Ordering::Equal))
}

fn greater<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, |order| order == Some(Ordering::Greater))
}

fn greater_equals<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, |order| order.is_some_and(Ordering::is_ge))
}

fn less<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, |order| order == Some(Ordering::Less))
}

fn less_equals<'a>(call: &Call<'a>) -> Value<'a> {
    ordered(call, |order| order.is_some_and(Ordering::is_le))
}

crate::kql_scalar! {
    /// Returns for each place of two series whether both elements are equal.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-equals-function>
    ///
    /// ```kusto
    /// series_equals(dynamic([1, 2]), dynamic([1.0, 3]))   // [true,false]
    /// series_equals(dynamic([1, "a"]), dynamic([2]))      // [false,null]
    /// ```
    pub EQUALS = series_equals(series1: dynamic|number, series2: dynamic|number) -> dynamic => equals;
}

crate::kql_scalar! {
    /// Returns for each place of two series whether the elements differ.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-not-equals-function>
    ///
    /// ```kusto
    /// series_not_equals(dynamic([1, 2]), dynamic([1, 3]))   // [false,true]
    /// ```
    pub NOT_EQUALS = series_not_equals(series1: dynamic|number, series2: dynamic|number) -> dynamic => not_equals;
}

crate::kql_scalar! {
    /// Returns for each place of two series whether the first element is greater.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-greater-function>
    ///
    /// ```kusto
    /// series_greater(dynamic([4, 2]), 3)   // [true,false]
    /// ```
    pub GREATER = series_greater(series1: dynamic|number, series2: dynamic|number) -> dynamic => greater;
}

crate::kql_scalar! {
    /// Returns for each place of two series whether the first element is greater or both are equal.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-greater-equals-function>
    ///
    /// ```kusto
    /// series_greater_equals(dynamic([3, 2]), dynamic([3, 3]))   // [true,false]
    /// ```
    pub GREATER_EQUALS = series_greater_equals(series1: dynamic|number, series2: dynamic|number) -> dynamic => greater_equals;
}

crate::kql_scalar! {
    /// Returns for each place of two series whether the first element is less.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-less-function>
    ///
    /// ```kusto
    /// series_less(dynamic([4, 2]), dynamic([3, 3]))   // [false,true]
    /// ```
    pub LESS = series_less(series1: dynamic|number, series2: dynamic|number) -> dynamic => less;
}

crate::kql_scalar! {
    /// Returns for each place of two series whether the first element is less or both are equal.
    ///
    /// - `series1`: an array of numbers, or one number for all places.
    /// - `series2`: an array of numbers, or one number for all places.
    ///
    /// Null: a place where one of the two has no number is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-less-equals-function>
    ///
    /// ```kusto
    /// series_less_equals(dynamic([3, 4]), dynamic([3, 3]))   // [true,false]
    /// ```
    pub LESS_EQUALS = series_less_equals(series1: dynamic|number, series2: dynamic|number) -> dynamic => less_equals;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn place_by_place() {
        let (left, right) = (dynamic(r#"[1, 2.5, "NaN", "b"]"#), dynamic("[1.0, 2, 3, 4]"));
        assert_eq!(run(&EQUALS, &[left.clone(), right.clone()]), "[true,false,false,null]");
        assert_eq!(run(&NOT_EQUALS, &[left.clone(), right.clone()]), "[false,true,true,null]");
        assert_eq!(run(&GREATER, &[left.clone(), right.clone()]), "[false,true,false,null]");
        assert_eq!(run(&LESS_EQUALS, &[left, Value::Real(1.5)]), "[true,false,false,null]");
        assert_eq!(run(&GREATER_EQUALS, &[right.clone(), right.clone()]), "[true,true,true,true]");
        assert_eq!(run(&LESS, &[right.clone(), right]), "[false,false,false,false]");
    }
}
