//! `series_decompose_anomalies()`: the numbers of a series that season and trend do not explain.

use super::decompose::{Parts, Places};
use super::number::array;
use super::outliers::Fences;
use crate::scalar::Call;
use crate::{Json, Value};

/// Relative to the greatest number of a series, what rounding alone may leave.
const ROUNDING: f64 = 1e-12;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let places = Places { seasonality: 2, trend: 3, test_points: 4, threshold: 6, absent: "avg" };
    let (Some(parts), Some(fences)) = (Parts::of(call, &places), Fences::of_kind(call.text(5), (10.0, 90.0))) else {
        return Value::Null;
    };
    let threshold = call.real(1).unwrap_or(1.5);
    let greatest = parts.series.iter().fold(0.0, |greatest: f64, number| greatest.max(number.abs()));
    let residual: Vec<Option<f64>> =
        parts.residual.iter().map(|rest| Some(if rest.abs() <= greatest * ROUNDING { 0.0 } else { *rest })).collect();
    let scores = fences.scores(&residual, parts.learned);
    let flags = scores.iter().map(|score| {
        Json::from(if *score > threshold {
            1
        } else if *score < -threshold {
            -1
        } else {
            0
        })
    });
    let flags = Json::Array(flags.collect());
    Value::dynamic(Json::Array(vec![flags, array(&scores), array(&parts.baseline)]))
}

crate::kql_scalar! {
    /// Returns three values of the same length as a series: flags, 1 where a number is unusually high, -1 where it is unusually low, else 0; scores;
    /// and the baseline, which is season and trend together.
    ///
    /// - `series`: an array of numbers.
    /// - `threshold`: the score beyond which a number is unusual; 1.5 when absent.
    /// - `seasonality`: the period in places; -1, or absent, to detect it; 0 for none.
    /// - `trend`: `avg` for the mean, or absent; `linefit` for the straight line nearest to the series; `none`.
    /// - `test_points`: how many numbers at the end not to learn from; 0 when absent.
    /// - `ad_method`: `ctukey`, or absent: scores by the percentiles 10 and 90 of the rest; `tukey`: by 25 and 75.
    /// - `seasonality_threshold`: the score from which a detected period counts; 0.6 when absent.
    ///
    /// Bounds: scores are those of `series_outliers()` over what the baseline leaves.
    /// Null: every value when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-decompose-anomalies-function>
    ///
    /// ```kusto
    /// series_decompose_anomalies(dynamic([4, 6, 5, 4, 6, 5, 5, 4, 6, 5, 4, 40]))   // [0,0,0,0,0,0,0,0,0,0,0,1]
    /// ```
    pub DECOMPOSE_ANOMALIES = series_decompose_anomalies(series: dynamic, [threshold: real, seasonality: long, trend: string, test_points: long, ad_method: string, seasonality_threshold: real]) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn unusual_numbers() {
        let series = dynamic("[4, 6, 5, 4, 6, 5, 5, 4, 6, 5, 4, 40]");
        assert!(run(&DECOMPOSE_ANOMALIES, std::slice::from_ref(&series)).starts_with("[[0,0,0,0,0,0,0,0,0,0,0,1],["));
        let calm = run(&DECOMPOSE_ANOMALIES, &[series, Value::Real(100.0)]);
        assert!(calm.starts_with("[[0,0,0,0,0,0,0,0,0,0,0,0],["));
        assert_eq!(run(&DECOMPOSE_ANOMALIES, &[dynamic("[0.5, 0.5, 0.5]")]), "[[0,0,0],[0.0,0.0,0.0],[0.5,0.5,0.5]]");
        assert_eq!(run(&DECOMPOSE_ANOMALIES, &[dynamic("[1, \"a\"]")]), "null");
    }
}
