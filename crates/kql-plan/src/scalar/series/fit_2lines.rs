//! `series_fit_2lines()`, `series_fit_2lines_dynamic()`: the two straight lines, one after the other, nearest to a series.

use super::fit_line::{Fit, Line, fitted};
use super::number::{array, finite, mean, real_json};
use crate::scalar::Call;
use crate::{Json, Value};

/// Two lines over a series.
struct Lines {
    /// Where the right one begins.
    split: usize,
    whole: Fit,
    numbers: Vec<f64>,
    right: (Line, Fit),
    left: (Line, Fit),
}

/// The lines that leave least; `None` of fewer than two numbers.
fn fit(series: &[f64]) -> Option<Lines> {
    let split = best_split(series)?;
    let (left, right) = series.split_at_checked(split)?;
    let (left_line, left_fit, mut numbers) = fitted(left);
    let (right_line, right_fit, right_numbers) = fitted(right);
    numbers.extend(right_numbers);
    let whole = Fit::of(series, &numbers);
    Some(Lines { split, whole, numbers, right: (right_line, right_fit), left: (left_line, left_fit) })
}

/// The first place at which splitting leaves least; each part has at least two numbers where there are four.
fn best_split(series: &[f64]) -> Option<usize> {
    let least = if series.len() < 4 { 1 } else { 2 };
    let mean = mean(series);
    let centred: Vec<f64> = series.iter().map(|number| number - mean).collect();
    let left = growing(centred.iter());
    let right = growing(centred.iter().rev());
    let scale = left.last()? + centred.iter().map(|number| number * number).sum::<f64>();
    let mut best: Option<(usize, f64)> = None;
    for split in least..=series.len().checked_sub(least)? {
        let remainder = left.get(split.checked_sub(1)?)? + right.get((series.len() - split).checked_sub(1)?)?;
        // What rounding alone can make is no reason to move on.
        if best.is_none_or(|(_, least)| remainder < least - scale * 1e-13) {
            best = Some((split, remainder));
        }
    }
    best.map(|(split, _)| split)
}

/// For each length the sum of squares that a line through the first so many numbers leaves.
fn growing<'f>(numbers: impl Iterator<Item = &'f f64>) -> Vec<f64> {
    let (mut mean_place, mut mean_number) = (0.0, 0.0);
    let (mut places, mut squares, mut both) = (0.0, 0.0, 0.0);
    numbers
        .zip(1u32..)
        .map(|(number, place)| {
            let place = f64::from(place);
            let (place_step, number_step) = (place - mean_place, number - mean_number);
            mean_place += place_step / place;
            mean_number += number_step / place;
            places += place_step * (place - mean_place);
            squares += number_step * (number - mean_number);
            both += place_step * (number - mean_number);
            if places > 0.0 { (squares - both * both / places).max(0.0) } else { 0.0 }
        })
        .collect()
}

fn side((line, fit): (Line, Fit)) -> [f64; 5] {
    [fit.rsquare, line.slope, line.interception, fit.variance, fit.rvariance]
}

fn columns<'a>(call: &Call<'a>) -> Value<'a> {
    finite(call, 0).and_then(|series| fit(&series)).map_or(Value::Null, |lines| {
        let mut columns = vec![
            real_json(lines.whole.rsquare),
            Json::from(lines.split),
            real_json(lines.whole.variance),
            real_json(lines.whole.rvariance),
            array(&lines.numbers),
        ];
        columns.extend([lines.right, lines.left].into_iter().flat_map(side).map(real_json));
        Value::dynamic(Json::Array(columns))
    })
}

fn bag<'a>(call: &Call<'a>) -> Value<'a> {
    finite(call, 0).and_then(|series| fit(&series)).map_or(Value::Null, |lines| {
        let part = |half| {
            let names = ["rsquare", "slope", "interception", "variance", "rvariance"].map(str::to_owned);
            Json::Object(names.into_iter().zip(side(half).map(real_json)).collect())
        };
        Value::dynamic(serde_json::json!({
            "rsquare": real_json(lines.whole.rsquare),
            "split_idx": lines.split,
            "variance": real_json(lines.whole.variance),
            "rvariance": real_json(lines.whole.rvariance),
            "line_fit": array(&lines.numbers),
            "right": part(lines.right),
            "left": part(lines.left),
        }))
    })
}

crate::kql_scalar! {
    /// Returns several values that tell the two straight lines, one after the other, nearest to a series: r-square of both together, the place
    /// where the right one begins, sample variance of the series, sample variance of what is left, the series of both lines, then of the right
    /// line and of the left line each r-square, slope, interception, variance and rest variance.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: places count from zero; each line counts its own places from 1; a part has at least two numbers where the series has four.
    /// Null: every value when an element is no finite number, and of fewer than two numbers.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fit-2lines-function>
    ///
    /// ```kusto
    /// series_fit_2lines(dynamic([1, 2, 3, 9, 8, 7]))   // 1.0
    /// ```
    pub FIT_2LINES = series_fit_2lines(series: dynamic) -> dynamic => columns;
}

crate::kql_scalar! {
    /// Returns a bag that tells the two straight lines, one after the other, nearest to a series: `rsquare`, `split_idx`, `variance`,
    /// `rvariance`, `line_fit`, and the bags `right` and `left` with `rsquare`, `slope`, `interception`, `variance`, `rvariance`.
    ///
    /// - `series`: an array of numbers.
    ///
    /// Bounds: places count from zero; each line counts its own places from 1; a part has at least two numbers where the series has four.
    /// Null: when an element is no finite number, and of fewer than two numbers.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fit-2lines-dynamic-function>
    ///
    /// ```kusto
    /// series_fit_2lines_dynamic(dynamic([1, 2, 3, 9, 8, 7])).split_idx     // 3
    /// series_fit_2lines_dynamic(dynamic([1, 2, 3, 9, 8, 7])).right.slope   // -1.0
    /// ```
    pub FIT_2LINES_DYNAMIC = series_fit_2lines_dynamic(series: dynamic) -> dynamic => bag;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn a_line_that_breaks() {
        assert_eq!(
            run(&FIT_2LINES, &[dynamic("[1, 2, 3, 9, 8, 7]")]),
            "[1.0,3,11.6,0.0,[1.0,2.0,3.0,9.0,8.0,7.0],1.0,-1.0,10.0,1.0,0.0,1.0,1.0,0.0,1.0,0.0]"
        );
        assert_eq!(run(&FIT_2LINES, &[dynamic("[1]")]), "null");
        assert_eq!(run(&FIT_2LINES, &[dynamic("[]")]), "null");
        assert_eq!(best_split(&[1.0, 5.0]), Some(1));
        assert_eq!(best_split(&[7.0; 9]), Some(2));
        assert_eq!(best_split(&[0.0, 0.1, 0.0, 0.1, 5.0, 5.1, 5.0, 4.9]), Some(4));
    }
}
