//! `series_fir()`, `series_iir()`: linear filters over a series.

use super::number::{array, reals};
use crate::Value;
use crate::scalar::Call;

/// How many multiplications a filter may ask for; above it the result is null.
const MOST_STEPS: usize = 1 << 30;

fn fir<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(series), Some(mut filter)) = (reals(call, 0), reals(call, 1)) else {
        return Value::Null;
    };
    let negative = filter.iter().any(|coefficient| *coefficient < 0.0);
    let normalize = call.boolean(2).unwrap_or(!negative);
    if filter.is_empty() || (normalize && negative) || too_long(&series, filter.len()) {
        return Value::Null;
    }
    if normalize {
        let sum: f64 = filter.iter().sum();
        for coefficient in &mut filter {
            *coefficient /= sum;
        }
    }
    let ahead = if call.boolean(3) == Some(true) { (filter.len() - 1) / 2 } else { 0 };
    let filtered: Vec<f64> = (0..series.len())
        .map(|place| {
            let terms = filter
                .iter()
                .enumerate()
                .filter_map(|(back, coefficient)| Some(coefficient * series.get((place + ahead).checked_sub(back)?)?));
            terms.sum()
        })
        .collect();
    Value::dynamic(array(&filtered))
}

fn iir<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(series), Some(numerators), Some(denominators)) = (reals(call, 0), reals(call, 1), reals(call, 2)) else {
        return Value::Null;
    };
    let Some((first, denominators)) = denominators.split_first().filter(|(first, _)| **first != 0.0) else {
        return Value::Null;
    };
    if too_long(&series, numerators.len().max(denominators.len())) {
        return Value::Null;
    }
    let mut filtered: Vec<f64> = Vec::with_capacity(series.len());
    for place in 0..series.len() {
        let inputs = series.iter().take(place + 1).rev().zip(&numerators).map(|(input, factor)| input * factor);
        let outputs = filtered.iter().rev().zip(denominators).map(|(output, factor)| output * factor);
        let next = (inputs.sum::<f64>() - outputs.sum::<f64>()) / first;
        filtered.push(next);
    }
    Value::dynamic(array(&filtered))
}

fn too_long(series: &[f64], filter: usize) -> bool {
    series.len().checked_mul(filter).is_none_or(|steps| steps > MOST_STEPS)
}

crate::kql_scalar! {
    /// Returns the series passed through a filter of finite response: each number becomes a weighted sum of it and those before it.
    ///
    /// - `series`: an array of numbers.
    /// - `filter`: the weights: first that of the number itself, then that of the one before it, and so on.
    /// - `normalize`: whether to divide the weights by their sum; when absent `true`, unless a weight is negative.
    /// - `center`: whether the weights reach as far ahead as back, instead of only back; `false` when absent.
    ///
    /// Bounds: before its first and after its last number the series counts as 0.
    /// Null: when an element is no number, and when weights of which one is negative are to be normalized.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fir-function>
    ///
    /// ```kusto
    /// series_fir(dynamic([2, 4, 6, 8]), dynamic([1, 1]))                     // [1.0,3.0,5.0,7.0]
    /// series_fir(dynamic([1, 4, 9]), dynamic([1, -1]))                       // [1.0,3.0,5.0]
    /// series_fir(dynamic([0, 0, 6, 0, 0]), dynamic([1, 1, 1]), true, true)   // [0.0,2.0,2.0,2.0,0.0]
    /// ```
    pub FIR = series_fir(series: dynamic, filter: dynamic, [normalize: bool, center: bool]) -> dynamic => fir;
}

crate::kql_scalar! {
    /// Returns the series passed through a filter of infinite response: each number becomes a weighted sum of it, those before it, and the
    /// results before it.
    ///
    /// - `series`: an array of numbers.
    /// - `numerators`: the weights of the number itself, of the one before it, and so on.
    /// - `denominators`: what divides the sum, then the weights of the result before, the one before that, and so on, which are subtracted.
    ///
    /// Null: when an element is no number, and when the first denominator is 0.
    /// Source: <https://learn.microsoft.com/kusto/query/series-iir-function>
    ///
    /// ```kusto
    /// series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([1, -1]))        // [1.0,3.0,6.0]
    /// series_iir(dynamic([8, 0, 0]), dynamic([0.5]), dynamic([1, -0.5]))    // [4.0,2.0,1.0]
    /// ```
    pub IIR = series_iir(series: dynamic, numerators: dynamic, denominators: dynamic) -> dynamic => iir;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn filters() {
        let (peak, ones) = (dynamic("[0, 0, 6, 0, 0]"), dynamic("[1, 1, 1]"));
        assert_eq!(run(&FIR, &[peak.clone(), ones.clone()]), "[0.0,0.0,2.0,2.0,2.0]");
        assert_eq!(run(&FIR, &[peak.clone(), ones, Value::Bool(false), Value::Bool(true)]), "[0.0,6.0,6.0,6.0,0.0]");
        assert_eq!(run(&FIR, &[peak.clone(), dynamic("[1,-1]")]), "[0.0,0.0,6.0,-6.0,0.0]");
        assert_eq!(run(&FIR, &[peak.clone(), dynamic("[1,-1]"), Value::Bool(true)]), "null");
        assert_eq!(run(&IIR, &[peak, dynamic("[1, 1]"), dynamic("[2, -1]")]), "[0.0,0.0,3.0,4.5,2.25]");
        assert_eq!(run(&IIR, &[dynamic("[1]"), dynamic("[1]"), dynamic("[0, 1]")]), "null");
    }
}
