//! `series_decompose()`, `series_decompose_forecast()`: a series as the sum of a season, a trend and a rest.

use super::fit_line::Line;
use super::number::{array, finite, mean};
use super::periods;
use super::seasonal::seasonal;
use crate::scalar::Call;
use crate::{Json, Value};

/// The score from which a period counts as found, when the call names none.
const THRESHOLD: f64 = 0.6;

/// The parts of a series.
pub(super) struct Parts {
    pub(super) series: Vec<f64>,
    /// Season and trend together.
    pub(super) baseline: Vec<f64>,
    seasonal: Vec<f64>,
    trend: Vec<f64>,
    /// What they leave.
    pub(super) residual: Vec<f64>,
    /// How many numbers were learned from: all but the test points at the end.
    pub(super) learned: usize,
}

/// Where in a call the parameters stand.
pub(super) struct Places {
    pub(super) seasonality: usize,
    pub(super) trend: usize,
    pub(super) test_points: usize,
    pub(super) threshold: usize,
    /// The trend when the call names none.
    pub(super) absent: &'static str,
}

impl Parts {
    /// The parts of the series of a call; `None` when an element is no finite number or the trend is none that is known.
    pub(super) fn of(call: &Call<'_>, places: &Places) -> Option<Parts> {
        let series = finite(call, 0)?;
        let test_points = usize::try_from(call.long(places.test_points).unwrap_or(0)).ok()?;
        let learned = series.len().saturating_sub(test_points);
        let known = series.get(..learned)?;
        let period = match call.long(places.seasonality).unwrap_or(-1) {
            -1 => periods::detect(known, call.real(places.threshold).unwrap_or(THRESHOLD)),
            period => usize::try_from(period).ok().filter(|period| *period > 0),
        };
        let seasonal = seasonal(&series, learned, period);
        let rest: Vec<f64> = known.iter().zip(&seasonal).map(|(number, season)| number - season).collect();
        let named = Some(call.text(places.trend)).filter(|name| !name.is_empty()).unwrap_or(places.absent);
        let trend: Vec<f64> = match named.to_lowercase().as_str() {
            "none" => vec![0.0; series.len()],
            "avg" => vec![if rest.is_empty() { 0.0 } else { mean(&rest) }; series.len()],
            "linefit" if rest.is_empty() => vec![0.0; series.len()],
            "linefit" => Line::fit(&rest).numbers(series.len()).collect(),
            _ => return None,
        };
        let baseline: Vec<f64> = seasonal.iter().zip(&trend).map(|(season, trend)| season + trend).collect();
        let residual = series.iter().zip(&baseline).map(|(number, baseline)| number - baseline).collect();
        Some(Parts { series, baseline, seasonal, trend, residual, learned })
    }

    fn columns<'a>(&self) -> Value<'a> {
        let columns = [&self.baseline, &self.seasonal, &self.trend, &self.residual];
        Value::dynamic(Json::Array(columns.map(|column| array(column)).to_vec()))
    }
}

fn decompose<'a>(call: &Call<'a>) -> Value<'a> {
    let places = Places { seasonality: 1, trend: 2, test_points: 3, threshold: 4, absent: "avg" };
    Parts::of(call, &places).map_or(Value::Null, |parts| parts.columns())
}

fn forecast<'a>(call: &Call<'a>) -> Value<'a> {
    let places = Places { test_points: 1, seasonality: 2, trend: 3, threshold: 4, absent: "linefit" };
    Parts::of(call, &places).map_or(Value::Null, |parts| parts.columns())
}

crate::kql_scalar! {
    /// Returns four values of the same length as a series: the baseline, which is season and trend together, the season, the trend, and the rest.
    ///
    /// - `series`: an array of numbers.
    /// - `seasonality`: the period in places; -1, or absent, to detect it; 0 for none.
    /// - `trend`: `avg` for the mean, or absent; `linefit` for the straight line nearest to the series; `none`.
    /// - `test_points`: how many numbers at the end not to learn from; 0 when absent.
    /// - `seasonality_threshold`: the score from which a detected period counts; 0.6 when absent.
    ///
    /// Bounds: the season is the median of the numbers whole periods apart; the trend is that of the series without its season.
    /// Null: every value when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-decompose-function>
    ///
    /// ```kusto
    /// series_decompose(dynamic([1, 2, 6, 3]), 0)              // [3.0,3.0,3.0,3.0]
    /// series_decompose(dynamic([1, 3, 5, 7]), 0, "linefit")   // [1.0,3.0,5.0,7.0]
    /// series_decompose(dynamic([1, 8, 1, 8, 1, 8]), 2)        // [1.0,8.0,1.0,8.0,1.0,8.0]
    /// ```
    pub DECOMPOSE = series_decompose(series: dynamic, [seasonality: long, trend: string, test_points: long, seasonality_threshold: real]) -> dynamic => decompose;
}

crate::kql_scalar! {
    /// Returns four values of the same length as a series: the forecast, the season, the trend, and the rest.
    ///
    /// - `series`: an array of numbers; the last ones stand in the places to be forecast.
    /// - `points`: how many those are.
    /// - `seasonality`: the period in places; -1, or absent, to detect it; 0 for none.
    /// - `trend`: `linefit` for the straight line nearest to the series, or absent; `avg` for the mean; `none`.
    /// - `seasonality_threshold`: the score from which a detected period counts; 0.6 when absent.
    ///
    /// Bounds: the page names `avg` as what is meant when no trend is named, but its example forecasts one, as its earlier editions said.
    /// Null: every value when an element is no finite number.
    /// Source: <https://learn.microsoft.com/kusto/query/series-decompose-forecast-function>
    ///
    /// ```kusto
    /// series_decompose_forecast(dynamic([1, 8, 1, 8, 0, 0]), 2, 2)              // [1.0,8.0,1.0,8.0,1.0,8.0]
    /// series_decompose_forecast(dynamic([1, 3, 5, 7, 0, 0]), 2, 0, "linefit")   // [1.0,3.0,5.0,7.0,9.0,11.0]
    /// ```
    pub DECOMPOSE_FORECAST = series_decompose_forecast(series: dynamic, points: long, [seasonality: long, trend: string, seasonality_threshold: real]) -> dynamic => forecast;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn parts() {
        assert_eq!(
            run(&DECOMPOSE, &[dynamic("[1, 8, 1, 8]"), Value::Long(2)]),
            "[[1.0,8.0,1.0,8.0],[1.0,8.0,1.0,8.0],[0.0,0.0,0.0,0.0],[0.0,0.0,0.0,0.0]]"
        );
        assert_eq!(
            run(&DECOMPOSE, &[dynamic("[1, 2, 6]"), Value::Long(0), Value::from("none")]),
            "[[0.0,0.0,0.0],[0.0,0.0,0.0],[0.0,0.0,0.0],[1.0,2.0,6.0]]"
        );
        assert_eq!(run(&DECOMPOSE, &[dynamic("[1, null]")]), "null");
        assert_eq!(run(&DECOMPOSE, &[dynamic("[1]"), Value::Long(0), Value::from("other")]), "null");
        assert_eq!(run(&DECOMPOSE, &[dynamic("[]")]), "[[],[],[],[]]");
        assert_eq!(
            run(
                &DECOMPOSE_FORECAST,
                &[dynamic("[1, 3, 5, 0]"), Value::Long(1), Value::Long(0), Value::from("linefit")]
            ),
            "[[1.0,3.0,5.0,7.0],[0.0,0.0,0.0,0.0],[1.0,3.0,5.0,7.0],[0.0,0.0,0.0,-7.0]]"
        );
        assert_eq!(run(&DECOMPOSE_FORECAST, &[dynamic("[1]"), Value::Long(9)]), "[[0.0],[0.0],[0.0],[1.0]]");
    }
}
