//! `series_fit_line()`, `series_fit_line_dynamic()`: the straight line nearest to a series.

use super::number::{array, finite, mean, real_json, sample, spread};
use crate::scalar::Call;
use crate::{Json, Value};

/// A line through the places 1, 2, 3 … of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) slope: f64,
    pub(super) interception: f64,
}

impl Line {
    /// The line with the least sum of squared distances; of one number it is level.
    pub(super) fn fit(series: &[f64]) -> Line {
        let middle = f64::midpoint(series.len() as f64, 1.0);
        let mean = mean(series);
        let (mut both, mut squares) = (0.0, 0.0);
        for (place, number) in places().zip(series) {
            both += (place - middle) * (number - mean);
            squares += (place - middle) * (place - middle);
        }
        let slope = if squares > 0.0 { both / squares } else { 0.0 };
        Line { slope, interception: mean - slope * middle }
    }

    /// Its numbers at the first so many places.
    pub(super) fn numbers(self, count: usize) -> impl Iterator<Item = f64> {
        places().take(count).map(move |place| self.slope * place + self.interception)
    }
}

/// 1, 2, 3 …
fn places() -> impl Iterator<Item = f64> {
    (1u32..).map(f64::from)
}

/// How well numbers fit a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    pub(super) rsquare: f64,
    pub(super) variance: f64,
    pub(super) rvariance: f64,
}

impl Fit {
    /// Of these numbers to a series of the same length. A constant series that is met exactly has an r-square of 1.
    pub(super) fn of(series: &[f64], fitted: &[f64]) -> Fit {
        let squares = spread(series);
        let left: f64 = series.iter().zip(fitted).map(|(number, fitted)| (number - fitted) * (number - fitted)).sum();
        Fit {
            rsquare: if squares > 0.0 { 1.0 - left / squares } else { 1.0 },
            variance: sample(squares, series.len()),
            rvariance: sample(left, series.len()),
        }
    }
}

/// The line of a part of a series, and how well it fits.
pub(super) fn fitted(series: &[f64]) -> (Line, Fit, Vec<f64>) {
    let line = Line::fit(series);
    let numbers: Vec<f64> = line.numbers(series.len()).collect();
    (line, Fit::of(series, &numbers), numbers)
}

fn columns<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = finite(call, 0).filter(|series| !series.is_empty()) else {
        return Value::Null;
    };
    let (line, fit, numbers) = fitted(&series);
    let mut columns: Vec<Json> =
        [fit.rsquare, line.slope, fit.variance, fit.rvariance, line.interception].map(real_json).to_vec();
    columns.push(array(&numbers));
    Value::dynamic(Json::Array(columns))
}

fn bag<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = finite(call, 0).filter(|series| !series.is_empty()) else {
        return Value::Null;
    };
    let (line, fit, numbers) = fitted(&series);
    Value::dynamic(serde_json::json!({
        "rsquare": real_json(fit.rsquare),
        "slope": real_json(line.slope),
        "variance": real_json(fit.variance),
        "rvariance": real_json(fit.rvariance),
        "interception": real_json(line.interception),
        "line_fit": array(&numbers),
    }))
}

crate::kql_scalar! {
    /// Returns several values that tell the straight line nearest to a series: r-square, slope, sample variance of the series, sample variance of
    /// what is left, interception, and the line's own series.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: the first number stands at place 1, so the line begins at `slope + interception`.
    /// Null: every value when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fit-line-function>
    ///
    /// ```kusto
    /// series_fit_line(dynamic([3, 5, 7]))   // 1.0
    /// ```
    pub FIT_LINE = series_fit_line(series: dynamic) -> dynamic => columns;
}

crate::kql_scalar! {
    /// Returns a bag that tells the straight line nearest to a series: `rsquare`, `slope`, `variance`, `rvariance`, `interception`, `line_fit`.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: the first number stands at place 1, so the line begins at `slope + interception`.
    /// Null: when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fit-line-dynamic-function>
    ///
    /// ```kusto
    /// series_fit_line_dynamic(dynamic([3, 5, 7])).slope          // 2.0
    /// series_fit_line_dynamic(dynamic([3, 5, 7])).interception   // 1.0
    /// series_fit_line_dynamic(dynamic([3, 5, 7])).line_fit       // [3.0,5.0,7.0]
    /// ```
    pub FIT_LINE_DYNAMIC = series_fit_line_dynamic(series: dynamic) -> dynamic => bag;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn lines() {
        assert_eq!(run(&FIT_LINE, &[dynamic("[3, 5, 7]")]), "[1.0,2.0,4.0,0.0,1.0,[3.0,5.0,7.0]]");
        assert_eq!(run(&FIT_LINE, &[dynamic("[4]")]), "[1.0,0.0,0.0,0.0,4.0,[4.0]]");
        assert_eq!(run(&FIT_LINE, &[dynamic("[4, null]")]), "null");
        assert_eq!(run(&FIT_LINE, &[dynamic("[]")]), "null");
        let line = fitted(&[4.0, 1.0, 0.0, 1.0, 4.0]);
        assert!(line.0.slope.abs() < 1e-12 && line.1.rsquare.abs() < 1e-12);
    }
}
