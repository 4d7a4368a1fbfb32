//! `series_periods_detect()`, `series_periods_validate()`: after how many places a series repeats itself.

use super::fourier::autocorrelation;
use super::number::{array, finite};
use crate::scalar::Call;
use crate::{Json, Value};

/// No period is shorter.
const SHORTEST: usize = 4;
/// How many periods may be asked for.
const MOST: usize = 1 << 16;

/// The likeness of a series to itself, place by place.
pub(super) struct Likeness(Vec<f64>);

impl Likeness {
    pub(super) fn of(series: &[f64]) -> Likeness {
        Likeness(autocorrelation(series))
    }

    /// How sure a period is, from 0 to 1: 0 unless the series is more like itself after it than after all from half to one and a half of it.
    ///
    /// The autocorrelation is weighed against how many places are left to compare, half way between none of that and all of it.
    pub(super) fn score(&self, period: usize) -> f64 {
        let length = self.0.len();
        if period < SHORTEST || period > length / 2 {
            return 0.0;
        }
        let Some(&here) = self.0.get(period) else {
            return 0.0;
        };
        let around = self.0.get(period.div_ceil(2)..=(period + period / 2).min(length - 1)).unwrap_or_default();
        if here <= 0.0 || around.iter().any(|other| *other > here) {
            return 0.0;
        }
        (here * (length as f64 / (length - period) as f64).sqrt()).min(1.0)
    }

    /// Periods between two bounds with their scores, the surest first.
    pub(super) fn periods(&self, shortest: f64, longest: f64) -> Vec<(usize, f64)> {
        let mut found: Vec<(usize, f64)> = (SHORTEST..self.0.len().div_ceil(2))
            .filter(|period| (shortest..=longest).contains(&(*period as f64)))
            .map(|period| (period, self.score(period)))
            .filter(|(_, score)| *score > 0.0)
            .collect();
        found.sort_by(|left, right| right.1.total_cmp(&left.1));
        found
    }
}

/// The surest period of a series, when its score reaches the threshold.
pub(super) fn detect(series: &[f64], threshold: f64) -> Option<usize> {
    let best = Likeness::of(series).periods(0.0, f64::MAX).into_iter().next()?;
    Some(best.0).filter(|_| best.1 >= threshold)
}

fn detected<'a>(call: &Call<'a>) -> Value<'a> {
    let (Some(series), Some(shortest), Some(longest)) = (finite(call, 0), call.real(1), call.real(2)) else {
        return Value::Null;
    };
    let Some(count) = call.long(3).and_then(|count| usize::try_from(count).ok()).filter(|count| *count <= MOST) else {
        return Value::Null;
    };
    let (mut periods, mut scores): (Vec<f64>, Vec<f64>) = Likeness::of(&series)
        .periods(shortest, longest)
        .into_iter()
        .take(count)
        .map(|(period, score)| (period as f64, score))
        .unzip();
    periods.resize(count, 0.0);
    scores.resize(count, 0.0);
    Value::dynamic(Json::Array(vec![array(&periods), array(&scores)]))
}

fn validated<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = finite(call, 0) else {
        return Value::Null;
    };
    let likeness = Likeness::of(&series);
    let periods: Vec<f64> = (1..call.len()).map(|index| call.real(index).unwrap_or(f64::NAN)).collect();
    let score = |period: &f64| if period.is_finite() { likeness.score(period.round() as usize) } else { 0.0 };
    let scores: Vec<f64> = periods.iter().map(score).collect();
    Value::dynamic(Json::Array(vec![array(&periods), array(&scores)]))
}

crate::kql_scalar! {
    /// Returns two values: the periods after which a series repeats itself, and for each a score between 0 and 1; the surest first.
    ///
    /// - `series`: an array of numbers at equal distances.
    /// - `min_period`, `max_period`: where to look, in places.
    /// - `num_periods`: how many to give; zeros stand for those that are not found.
    ///
    /// Bounds: a period has at least 4 places and less than half of the series. Kusto does not publish how it scores; scores here come from the
    /// autocorrelation and can differ from its own by some hundredths.
    /// Null: both values when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-periods-detect-function>
    ///
    /// ```kusto
    /// series_periods_detect(dynamic([1, 2, 8, 2, 1, 1, 2, 8, 2, 1, 1, 2, 8, 2, 1]), 4.0, 7.0, 1)   // [5.0]
    /// series_periods_detect(dynamic([1, 2, 3, 4, 5, 6, 7, 8, 9]), 4.0, 7.0, 2)                     // [0.0,0.0]
    /// ```
    pub PERIODS_DETECT = series_periods_detect(series: dynamic, min_period: real, max_period: real, num_periods: long) -> dynamic => detected;
}

crate::kql_scalar! {
    /// Returns two values: the periods that were asked about, and for each a score between 0 and 1 of how surely a series repeats itself after it.
    ///
    /// - `series`: an array of numbers at equal distances.
    /// - `period`: a period in places; up to 16 of them.
    ///
    /// Bounds: a period of less than 4 places or more than half of the series scores 0. Kusto does not publish how it scores; scores here come
    /// from the autocorrelation and can differ from its own by some hundredths.
    /// Null: both values when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-periods-validate-function>
    ///
    /// ```kusto
    /// series_periods_validate(dynamic([1, 2, 8, 2, 1, 1, 2, 8, 2, 1, 1, 2, 8, 2, 1]), 5.0, 6.0)   // [5.0,6.0]
    /// ```
    pub PERIODS_VALIDATE = series_periods_validate(series: dynamic, period: real...) -> dynamic => validated;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn a_saw() {
        let saw: Vec<f64> = (0..50).map(|place| f64::from(place % 7)).collect();
        assert_eq!(detect(&saw, 0.6), Some(7));
        assert_eq!(detect(&[3.0; 40], 0.1), None);
        assert_eq!(detect(&[], 0.1), None);
        let likeness = Likeness::of(&saw);
        assert!(likeness.score(7) > 0.9 && likeness.score(8) == 0.0 && likeness.score(14) == 0.0);
        let short = dynamic("[1, 2, 8, 2, 1, 1, 2, 8, 2, 1, 1, 2, 8, 2, 1]");
        assert!(run(&PERIODS_VALIDATE, &[short, Value::Real(5.0), Value::Real(100.0)]).starts_with("[[5.0,100.0],[0."));
    }
}
