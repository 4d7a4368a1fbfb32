//! `series_outliers()`: how far each number of a series lies outside the range of most of them.

use super::number::{Number, array};
use crate::Value;
use crate::scalar::Call;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = call.array(0) else {
        return Value::Null;
    };
    let ignored = Number::of_value(call.value(2));
    let numbers: Vec<Option<f64>> = series
        .iter()
        .map(|element| {
            let number = Number::of(element).filter(|number| ignored.is_none_or(|ignored| !number.same(ignored)))?;
            Some(number.real()).filter(|number| number.is_finite())
        })
        .collect();
    let between = (call.real(3).unwrap_or(10.0), call.real(4).unwrap_or(90.0));
    let Some(fences) = Fences::of_kind(call.text(1), between) else {
        return Value::Null;
    };
    let learned = numbers.len().saturating_sub(usize::try_from(call.long(5).unwrap_or(0)).unwrap_or(0));
    Value::dynamic(array(&fences.scores(&numbers, learned)))
}

/// The percentiles between which a number is ordinary.
pub(super) struct Fences {
    low: f64,
    high: f64,
}

impl Fences {
    /// Those of Tukey's test, or those given for the custom one; `None` of any other kind and outside of 2 to 98.
    pub(super) fn of_kind(kind: &str, (low, high): (f64, f64)) -> Option<Fences> {
        match kind.to_lowercase().as_str() {
            "tukey" => Some(Fences { low: 25.0, high: 75.0 }),
            "" | "ctukey" => {
                let allowed = |percentile| (2.0..=98.0).contains(&percentile);
                Some(Fences { low, high }).filter(|_| allowed(low) && allowed(high) && low < high)
            }
            _ => None,
        }
    }

    /// How many times the distance between the fences each number lies beyond one of them; below it is negative, missing ones score 0.
    ///
    /// The fences come from the first `learned` numbers.
    pub(super) fn scores(&self, numbers: &[Option<f64>], learned: usize) -> Vec<f64> {
        let mut sorted: Vec<f64> = numbers.iter().take(learned).filter_map(|number| *number).collect();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (percentile(&sorted, self.low), percentile(&sorted, self.high));
        let score = |number: f64| {
            let beyond = if number > high {
                number - high
            } else if number < low {
                number - low
            } else {
                return 0.0;
            };
            beyond / (high - low)
        };
        numbers.iter().map(|number| number.map_or(0.0, score)).collect()
    }
}

/// A percentile of sorted numbers, on the straight line between the two nearest; NaN of nothing.
fn percentile(sorted: &[f64], percent: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = percent / 100.0 * last as f64;
    let at = |place: f64| sorted.get((place as usize).min(last)).copied().unwrap_or(f64::NAN);
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (above - below) * place.fract()
}

crate::kql_scalar! {
    /// Returns for each number of a series how far it lies outside the range of most of them, in lengths of that range: above 1.5 it is unusually
    /// high, below -1.5 unusually low, and within the range it scores 0.
    ///
    /// - `series`: an array of numbers.
    /// - `kind`: `ctukey`, or absent: the range lies between two percentiles of choice; `tukey`: between 25 and 75.
    /// - `ignore_val`: a number that stands for a missing one; null when absent.
    /// - `min_percentile`, `max_percentile`: the percentiles for `ctukey`, each from 2 to 98; 10 and 90 when absent.
    /// - `test_points`: how many numbers at the end do not count for the range; 0 when absent.
    ///
    /// Bounds: percentiles lie on the straight line between the two nearest numbers. When the range has no length, whatever lies outside scores
    /// an infinity.
    /// Null: a missing number scores 0; what is no array is null.
    /// Source: <https://learn.microsoft.com/kusto/query/series-outliers-function>
    ///
    /// ```kusto
    /// series_outliers(dynamic([1, 2, 3, 4, 20]), "tukey")             // [-0.5,0.0,0.0,0.0,8.0]
    /// series_outliers(dynamic([1, 2, 0, 3, 4, 20]), "tukey", 0)       // [-0.5,0.0,0.0,0.0,0.0,8.0]
    /// ```
    pub OUTLIERS = series_outliers(series: dynamic, [kind: string, ignore_val: number, min_percentile: real, max_percentile: real, test_points: long]) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn beyond_the_fences() {
        let series = dynamic("[1, 2, null, 3, 4, 20]");
        assert_eq!(run(&OUTLIERS, &[series.clone(), Value::from("tukey")]), "[-0.5,0.0,0.0,0.0,0.0,8.0]");
        let bounds = [Value::Null, Value::Real(25.0), Value::Real(50.0)];
        let mut arguments = vec![series.clone(), Value::from("ctukey")];
        arguments.extend(bounds);
        assert_eq!(run(&OUTLIERS, &arguments), "[-1.0,0.0,0.0,0.0,1.0,17.0]");
        assert_eq!(run(&OUTLIERS, &[series, Value::from("other")]), "null");
        assert!(run(&OUTLIERS, &[dynamic("[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9]")]).contains("Infinity"));
        assert_eq!(run(&OUTLIERS, &[dynamic("[]")]), "[]");
    }
}
