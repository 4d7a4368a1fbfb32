//! `series_seasonal()`: the part of a series that comes again every period.

use super::number::{array, finite};
use super::periods;
use crate::Value;
use crate::scalar::Call;

/// The score from which a period counts as found.
const THRESHOLD: f64 = 0.7;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = finite(call, 0) else {
        return Value::Null;
    };
    let period = match call.long(1).unwrap_or(-1) {
        -1 => periods::detect(&series, THRESHOLD),
        period => usize::try_from(period).ok().filter(|period| *period > 0),
    };
    Value::dynamic(array(&seasonal(&series, series.len(), period)))
}

/// For each place the median of those of the first `learned` numbers that stand whole periods from it; zeros without a period.
pub(super) fn seasonal(series: &[f64], learned: usize, period: Option<usize>) -> Vec<f64> {
    let Some(period) = period.filter(|period| *period > 0) else {
        return vec![0.0; series.len()];
    };
    let phases: Vec<f64> = (0..period.min(series.len()))
        .map(|phase| median(series.iter().take(learned).skip(phase).step_by(period).copied().collect()))
        .collect();
    phases.iter().copied().cycle().take(series.len()).collect()
}

/// The middle number, or the mean of the middle two; 0 of nothing.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let half = numbers.len() / 2;
    let upper = numbers.get(half).copied().unwrap_or(0.0);
    match half.checked_sub(1).and_then(|below| numbers.get(below)) {
        Some(below) if numbers.len().is_multiple_of(2) => f64::midpoint(*below, upper),
        _ => upper,
    }
}

crate::kql_scalar! {
    /// Returns for each place of a series the median of the numbers that stand whole periods from it.
    ///
    /// - `series`: an array of numbers.
    /// - `period`: the period in places; -1, or absent, to detect it.
    ///
    /// Bounds: zeros when no period is detected, and for a period that is neither positive nor -1.
    /// Null: when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-seasonal-function>
    ///
    /// ```kusto
    /// series_seasonal(dynamic([1, 5, 3, 5, 2, 6]), 2)   // [2.0,5.0,2.0,5.0,2.0,5.0]
    /// series_seasonal(dynamic([1, 5, 3, 5, 2, 6]))      // [0.0,0.0,0.0,0.0,0.0,0.0]
    /// ```
    pub SEASONAL = series_seasonal(series: dynamic, [period: long]) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn phases() {
        assert_eq!(run(&SEASONAL, &[dynamic("[1, 5, 3, 5, 2, 6]"), Value::Long(2)]), "[2.0,5.0,2.0,5.0,2.0,5.0]");
        assert_eq!(run(&SEASONAL, &[dynamic("[1, 2, 3]"), Value::Long(9)]), "[1.0,2.0,3.0]");
        assert_eq!(run(&SEASONAL, &[dynamic("[1, 2, 3]"), Value::Long(-7)]), "[0.0,0.0,0.0]");
        assert_eq!(seasonal(&[1.0, 2.0, 3.0, 4.0, 9.0, 9.0], 4, Some(2)), [2.0, 3.0, 2.0, 3.0, 2.0, 3.0]);
        let saw = dynamic("[2, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3]");
        assert!(run(&SEASONAL, &[saw]).starts_with("[4.0,1.0,2.0,3.0,4.0,1.0,2.0,"));
        let short = dynamic("[3, 1, 4, 1, 5, 9, 3, 1, 4, 1, 5, 9]");
        assert!(run(&SEASONAL, &[short]).starts_with("[0.0,0.0,"));
        let long = dynamic("[7, 4, 1, 3, 6, 7, 4, 1, 3, 6, 7, 4, 1, 3, 6, 7, 4, 1, 3]");
        assert!(run(&SEASONAL, &[long]).starts_with("[7.0,4.0,1.0,3.0,6.0,7.0,"));
    }
}
