//! `series_stats()`, `series_stats_dynamic()`: the least, greatest and mean number of a series, and its spread.

use super::number::{Number, mean, real_json, variance};
use crate::scalar::Call;
use crate::{Json, Value};

/// What is told of a series.
struct Statistics {
    least: (usize, f64),
    greatest: (usize, f64),
    mean: f64,
    variance: f64,
    sum: f64,
    length: usize,
}

/// `None` without a number, and when some element is no finite number and those are not to be ignored.
fn statistics(call: &Call<'_>) -> Option<Statistics> {
    let series = call.array(0)?;
    let ignore = call.boolean(1) == Some(true);
    let mut places = Vec::with_capacity(series.len());
    for (place, element) in series.iter().enumerate() {
        match Number::of(element).map(Number::real).filter(|number| number.is_finite()) {
            Some(number) => places.push((place, number)),
            None if ignore => {}
            None => return None,
        }
    }
    let first = *places.first()?;
    let pick = |better: fn(f64, f64) -> bool| {
        places.iter().fold(first, |best, place| if better(place.1, best.1) { *place } else { best })
    };
    let numbers: Vec<f64> = places.iter().map(|place| place.1).collect();
    Some(Statistics {
        least: pick(|number, best| number < best),
        greatest: pick(|number, best| number > best),
        mean: mean(&numbers),
        variance: variance(&numbers),
        sum: numbers.iter().sum(),
        length: series.len(),
    })
}

fn columns<'a>(call: &Call<'a>) -> Value<'a> {
    statistics(call).map_or(Value::Null, |statistics| {
        Value::dynamic(Json::Array(vec![
            real_json(statistics.least.1),
            Json::from(statistics.least.0),
            real_json(statistics.greatest.1),
            Json::from(statistics.greatest.0),
            real_json(statistics.mean),
            real_json(statistics.variance.sqrt()),
            real_json(statistics.variance),
        ]))
    })
}

fn bag<'a>(call: &Call<'a>) -> Value<'a> {
    statistics(call).map_or(Value::Null, |statistics| {
        Value::dynamic(serde_json::json!({
            "min": real_json(statistics.least.1),
            "min_idx": statistics.least.0,
            "max": real_json(statistics.greatest.1),
            "max_idx": statistics.greatest.0,
            "avg": real_json(statistics.mean),
            "stdev": real_json(statistics.variance.sqrt()),
            "variance": real_json(statistics.variance),
            "sum": real_json(statistics.sum),
            "len": statistics.length,
        }))
    })
}

crate::kql_scalar! {
    /// Returns several values: the least number of a series and its place, the greatest and its place, the mean, the sample standard deviation and
    /// the sample variance.
    ///
    /// - `series`: an array of numbers.
    /// - `ignore_nonfinite`: whether to leave out nulls, NaN and infinities; `false` when absent.
    ///
    /// Bounds: places count from zero, and of equal numbers the first one counts. The variance of one number is 0.
    /// Null: every value when the series is empty, and when an element is no finite number unless those are left out.
    /// Source: <https://learn.microsoft.com/kusto/query/series-stats-function>
    ///
    /// ```kusto
    /// series_stats(dynamic([4, 1, 9, 1]))             // 1.0
    /// series_stats(dynamic([null, 8, 3]), true)       // 3.0
    /// series_stats(dynamic([null, 8, 3]))             // null
    /// ```
    pub STATS = series_stats(series: dynamic, [ignore_nonfinite: bool]) -> dynamic => columns;
}

crate::kql_scalar! {
    /// Returns a bag that tells of a series `min`, `min_idx`, `max`, `max_idx`, `avg`, `stdev`, `variance`, `sum` and `len`.
    ///
    /// - `series`: an array of numbers.
    /// - `ignore_nonfinite`: whether to leave out nulls, NaN and infinities; `false` when absent.
    ///
    /// Bounds: places count from zero, and of equal numbers the first one counts; `len` counts every element.
    /// Null: when the series is empty, and when an element is no finite number unless those are left out.
    /// Source: <https://learn.microsoft.com/kusto/query/series-stats-dynamic-function>
    ///
    /// ```kusto
    /// series_stats_dynamic(dynamic([4, 1, 9, 2])).max        // 9.0
    /// series_stats_dynamic(dynamic([4, 1, 9, 2])).max_idx    // 2
    /// series_stats_dynamic(dynamic([1, 2, 3])).variance      // 1.0
    /// ```
    pub STATS_DYNAMIC = series_stats_dynamic(series: dynamic, [ignore_nonfinite: bool]) -> dynamic => bag;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn of_a_series() {
        assert_eq!(run(&STATS, &[dynamic("[4, 1, 9, 1]")]), "[1.0,1,9.0,2,3.75,3.774917217635375,14.25]");
        assert_eq!(run(&STATS, &[dynamic("[4, null]")]), "null");
        assert_eq!(run(&STATS, &[dynamic("[]"), Value::Bool(true)]), "null");
        assert_eq!(
            run(&STATS_DYNAMIC, &[dynamic("[null, 8]"), Value::Bool(true)]),
            r#"{"min":8.0,"min_idx":1,"max":8.0,"max_idx":1,"avg":8.0,"stdev":0.0,"variance":0.0,"sum":8.0,"len":2}"#
        );
    }
}
