//! `series_fit_poly()`: the polynomial nearest to a series.

use super::fit_line::Fit;
use super::number::{array, finite, real_json};
use crate::scalar::Call;
use crate::{Json, Value};

/// The highest degree; above it rounding leaves nothing of the numbers.
const HIGHEST: usize = 32;

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(series) = finite(call, 0) else {
        return Value::Null;
    };
    let places = if call.value(1).is_null() {
        Some((1u32..).map(f64::from).take(series.len()).collect())
    } else {
        finite(call, 1).filter(|places| places.len() == series.len())
    };
    let degree = if call.has(2) { call.long(2) } else { Some(1) };
    let degree = degree.and_then(|degree| usize::try_from(degree).ok()).filter(|degree| *degree <= HIGHEST);
    let (Some(places), Some(degree)) = (places, degree) else {
        return Value::Null;
    };
    fit(&places, &series, degree).map_or(Value::Null, |(coefficients, numbers)| {
        let fit = Fit::of(&series, &numbers);
        Value::dynamic(Json::Array(vec![
            real_json(fit.rsquare),
            array(&coefficients),
            real_json(fit.variance),
            real_json(fit.rvariance),
            array(&numbers),
        ]))
    })
}

/// Coefficients from the highest power down, and the polynomial's numbers; `None` with fewer points than coefficients.
fn fit(places: &[f64], series: &[f64], degree: usize) -> Option<(Vec<f64>, Vec<f64>)> {
    if series.len() <= degree {
        return None;
    }
    // Powers of numbers between -1 and 1 stay tame.
    let (least, greatest) =
        places.iter().fold((f64::MAX, f64::MIN), |(least, greatest), place| (least.min(*place), greatest.max(*place)));
    let middle = f64::midpoint(least, greatest);
    let reach = Some(greatest - middle).filter(|reach| *reach > 0.0).unwrap_or(1.0);
    let scaled: Vec<f64> = places.iter().map(|place| (place - middle) / reach).collect();
    let columns = (0..=degree).map(|power| scaled.iter().map(|place| place.powi(power as i32)).collect()).collect();
    let solution = least_squares(columns, series.to_vec())?;
    let numbers = scaled.iter().map(|place| solution.iter().rev().fold(0.0, |sum, factor| sum * place + factor));
    Some((unscaled(&solution, middle, reach), numbers.collect()))
}

/// The factors of the columns whose sum comes nearest to the target, by Householder's reflections; `None` when the columns depend on each other.
fn least_squares(mut columns: Vec<Vec<f64>>, mut target: Vec<f64>) -> Option<Vec<f64>> {
    let count = columns.len();
    let mut diagonal = Vec::with_capacity(count);
    for step in 0..count {
        let (head, rest) = columns.split_at_mut(step + 1);
        let mirror = head.last_mut()?.get_mut(step..)?;
        let length = mirror.iter().map(|number| number * number).sum::<f64>().sqrt();
        let first = mirror.first_mut()?;
        let turned = if *first > 0.0 { -length } else { length };
        *first -= turned;
        let squares: f64 = mirror.iter().map(|number| number * number).sum();
        if squares <= f64::EPSILON || length <= 1e-12 {
            return None;
        }
        diagonal.push(turned);
        for other in rest.iter_mut().chain(std::iter::once(&mut target)) {
            let other = other.get_mut(step..)?;
            let factor = 2.0 * mirror.iter().zip(other.iter()).map(|(one, other)| one * other).sum::<f64>() / squares;
            for (other, mirror) in other.iter_mut().zip(mirror.iter()) {
                *other -= factor * mirror;
            }
        }
    }
    let mut solution = vec![0.0; count];
    for step in (0..count).rev() {
        let known: f64 =
            (step + 1..count).filter_map(|later| Some(columns.get(later)?.get(step)? * solution.get(later)?)).sum();
        *solution.get_mut(step)? = (target.get(step)? - known) / diagonal.get(step)?;
    }
    Some(solution)
}

/// The coefficients of the same polynomial in the places as they were, from the highest power down.
fn unscaled(scaled: &[f64], middle: f64, reach: f64) -> Vec<f64> {
    // Horner's scheme on polynomials: sum * (place - middle) / reach + factor.
    let mut sum: Vec<f64> = Vec::with_capacity(scaled.len() + 1);
    for factor in scaled.iter().rev() {
        let shifted = sum.iter().copied().chain([0.0]);
        let moved = std::iter::once(0.0).chain(sum.iter().map(|number| number * middle));
        sum = shifted.zip(moved).map(|(shifted, moved)| (shifted - moved) / reach).collect();
        if let Some(last) = sum.last_mut() {
            *last += factor;
        }
    }
    sum
}

crate::kql_scalar! {
    /// Returns several values that tell the polynomial nearest to a series: r-square, the coefficients from the highest power down, sample
    /// variance of the series, sample variance of what is left, and the polynomial's own series.
    ///
    /// - `y_series`: an array of numbers.
    /// - `x_series`: the place of each; 1, 2, 3 … when absent.
    /// - `degree`: the highest power, 0 to 32; 1 when absent.
    ///
    /// Null: every value when an element is no finite number, the lengths differ, or there are fewer different places than coefficients.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fit-poly-function>
    ///
    /// ```kusto
    /// series_fit_poly(dynamic([3, 5, 7]))   // 1.0
    /// ```
    pub FIT_POLY = series_fit_poly(y_series: dynamic, [x_series: dynamic, degree: long]) -> dynamic => kernel;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: &[f64], right: &[f64]) {
        let same = left.len() == right.len() && left.iter().zip(right).all(|(left, right)| (left - right).abs() < 1e-9);
        assert!(same, "{left:?} {right:?}");
    }

    #[test]
    fn powers() {
        let places: Vec<f64> = (1..=9).map(f64::from).collect();
        let cubic: Vec<f64> = places.iter().map(|x| 2.0 * x * x * x - x + 5.0).collect();
        let (coefficients, numbers) = fit(&places, &cubic, 3).unwrap();
        near(&coefficients, &[2.0, 0.0, -1.0, 5.0]);
        near(&numbers, &cubic);
        near(&fit(&[1.0, 2.0, 4.0], &[3.0, 5.0, 9.0], 1).unwrap().0, &[2.0, 1.0]);
        near(&fit(&[1.0, 2.0, 3.0], &[1.0, 2.0, 6.0], 0).unwrap().0, &[3.0]);
        assert!(fit(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0], 1).is_none());
        assert!(fit(&[1.0], &[1.0], 1).is_none());
    }
}
