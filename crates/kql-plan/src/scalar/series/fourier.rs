//! `series_fft()`, `series_ifft()`: the discrete Fourier transform; and what else is computed by it.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex;

use super::number::{array, finite};
use crate::scalar::Call;
use crate::{Json, Value};

/// The longest series that is transformed; a longer one gives null.
const LONGEST: usize = 1 << 20;

fn complex(call: &Call<'_>) -> Option<Vec<Complex<f64>>> {
    let real = finite(call, 0)?;
    let imaginary = if call.value(1).is_null() { vec![0.0; real.len()] } else { finite(call, 1)? };
    if real.len() != imaginary.len() || real.len() > LONGEST {
        return None;
    }
    Some(real.into_iter().zip(imaginary).map(|(real, imaginary)| Complex::new(real, imaginary)).collect())
}

fn both<'a>(numbers: &[Complex<f64>]) -> Value<'a> {
    let part = |part: fn(&Complex<f64>) -> f64| array(&numbers.iter().map(part).collect::<Vec<_>>());
    Value::dynamic(Json::Array(vec![part(|number| number.re), part(|number| number.im)]))
}

fn forward<'a>(call: &Call<'a>) -> Value<'a> {
    complex(call).map_or(Value::Null, |mut numbers| {
        FftPlanner::new().plan_fft_forward(numbers.len()).process(&mut numbers);
        both(&numbers)
    })
}

fn inverse<'a>(call: &Call<'a>) -> Value<'a> {
    complex(call).map_or(Value::Null, |mut numbers| {
        let length = numbers.len() as f64;
        FftPlanner::new().plan_fft_inverse(numbers.len()).process(&mut numbers);
        for number in &mut numbers {
            *number /= length;
        }
        both(&numbers)
    })
}

/// For each lag the sum of the products of numbers so far apart, relative to that at lag 0; zeros for a constant series.
pub(super) fn autocorrelation(series: &[f64]) -> Vec<f64> {
    let mean = super::number::mean(series);
    // Padding keeps the end of the series from meeting its beginning.
    let padded = (series.len() * 2).next_power_of_two();
    let mut numbers: Vec<Complex<f64>> = series.iter().map(|number| Complex::new(number - mean, 0.0)).collect();
    numbers.resize(padded, Complex::new(0.0, 0.0));
    let mut planner = FftPlanner::new();
    planner.plan_fft_forward(padded).process(&mut numbers);
    for number in &mut numbers {
        *number = Complex::new(number.norm_sqr(), 0.0);
    }
    planner.plan_fft_inverse(padded).process(&mut numbers);
    let scale: f64 = series.iter().map(|number| number * number).sum::<f64>() * padded as f64;
    let whole = numbers.first().map_or(0.0, |number| number.re);
    let constant = whole <= scale * 1e-20;
    let relative = |number: &Complex<f64>| if constant { 0.0 } else { number.re / whole };
    numbers.iter().take(series.len()).map(relative).collect()
}

crate::kql_scalar! {
    /// Returns two values: the real and the imaginary parts of the discrete Fourier transform of a series.
    ///
    /// - `x_real`: an array of numbers.
    /// - `x_imaginary`: the imaginary parts, where the numbers are complex.
    ///
    /// Bounds: the transform is not scaled; a series has at most 1,048,576 numbers.
    /// Null: both values when an element is no finite number or the arrays differ in length.
    /// Source: <https://learn.microsoft.com/kusto/query/series-fft-function>
    ///
    /// ```kusto
    /// series_fft(dynamic([1, 1, 1, 1]))   // [4.0,0.0,0.0,0.0]
    /// series_fft(dynamic([2, 0]))         // [2.0,2.0]
    /// ```
    pub FFT = series_fft(x_real: dynamic, [x_imaginary: dynamic]) -> dynamic => forward;
}

crate::kql_scalar! {
    /// Returns two values: the real and the imaginary parts of the series whose discrete Fourier transform is given.
    ///
    /// - `fft_real`: an array of numbers.
    /// - `fft_imaginary`: the imaginary parts, where the numbers are complex.
    ///
    /// Bounds: the result is divided by its length; a series has at most 1,048,576 numbers.
    /// Null: both values when an element is no finite number or the arrays differ in length.
    /// Source: <https://learn.microsoft.com/kusto/query/series-ifft-function>
    ///
    /// ```kusto
    /// series_ifft(dynamic([4, 0, 0, 0]))   // [1.0,1.0,1.0,1.0]
    /// series_ifft(dynamic([2, 2]))         // [2.0,0.0]
    /// ```
    pub IFFT = series_ifft(fft_real: dynamic, [fft_imaginary: dynamic]) -> dynamic => inverse;
}

#[cfg(test)]
mod tests {
    use super::super::number::test::{dynamic, run};
    use super::*;

    #[test]
    fn there_and_back() {
        assert_eq!(run(&FFT, &[dynamic("[1, 2, 3, 4]")]), "[[10.0,-2.0,-2.0,-2.0],[0.0,2.0,0.0,-2.0]]");
        assert_eq!(
            run(&IFFT, &[dynamic("[10,-2,-2,-2]"), dynamic("[0,2,0,-2]")]),
            "[[1.0,2.0,3.0,4.0],[0.0,0.0,0.0,0.0]]"
        );
        assert_eq!(run(&FFT, &[dynamic("[]")]), "[[],[]]");
        assert_eq!(run(&FFT, &[dynamic("[1, null]")]), "null");
    }

    #[test]
    fn lags() {
        let lags = autocorrelation(&[1.0, -1.0, 1.0, -1.0]);
        let expected = [1.0, -0.75, 0.5, -0.25];
        assert!(lags.iter().zip(expected).all(|(lag, expected)| (lag - expected).abs() < 1e-12), "{lags:?}");
        assert_eq!(autocorrelation(&[5.0, 5.0, 5.0]), [0.0, 0.0, 0.0]);
        assert_eq!(autocorrelation(&[]), [0.0; 0]);
    }
}
