//! The beta distribution, and the test that rests on it: `beta_cdf()`, `beta_pdf()`, `beta_inv()`, `welch_test()`.

use statrs::function::beta::{checked_beta_reg, checked_ln_beta};

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the probability that a value of the beta distribution is at most a number.
    ///
    /// - `x`: the number, 0 to 1.
    /// - `alpha`, `beta`: the parameters of the distribution, above 0 and at most 10,000.
    ///
    /// Bounds: what is out of its bounds gives NaN. Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/beta-cdf-function>
    ///
    /// ```kusto
    /// round(beta_cdf(0.25, 1.0, 1.0), 9)      // 0.25
    /// beta_cdf(1.25, 1.0, 1.0)                // NaN
    /// ```
    pub BETA_CDF = beta_cdf(x: real|decimal, alpha: real|decimal, beta: real|decimal) -> real => beta_cdf;
}

kql_scalar! {
    /// Returns the density of the beta distribution at a number.
    ///
    /// - `x`: the number, above 0 and below 1.
    /// - `alpha`, `beta`: the parameters of the distribution, above 0.
    ///
    /// Bounds: what is out of its bounds gives NaN. Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/beta-pdf-function>
    ///
    /// ```kusto
    /// round(beta_pdf(0.5, 2.0, 2.0), 9)       // 1.5
    /// beta_pdf(0.5, -2.0, 2.0)                // NaN
    /// ```
    pub BETA_PDF = beta_pdf(x: real|decimal, alpha: real|decimal, beta: real|decimal) -> real => beta_pdf;
}

kql_scalar! {
    /// Returns the number that values of the beta distribution are at most with a given probability: the inverse of `beta_cdf()`.
    ///
    /// - `probability`: above 0, at most 1.
    /// - `alpha`, `beta`: the parameters of the distribution, above 0.
    ///
    /// Bounds: a probability out of its bounds gives NaN. Null: a null argument or a parameter out of its bounds gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/beta-inv-function>
    ///
    /// ```kusto
    /// round(beta_inv(0.25, 1.0, 1.0), 9)      // 0.25
    /// beta_inv(0.25, -1.0, 1.0)               // null
    /// ```
    pub BETA_INV = beta_inv(probability: real|decimal, alpha: real|decimal, beta: real|decimal) -> real => beta_inv;
}

kql_scalar! {
    /// Returns the p-value of Welch's t-test: how probable a difference of means at least this great is when both series have the same mean.
    ///
    /// - `mean1`, `variance1`, `count1`: mean, variance and number of values of the first series.
    /// - `mean2`, `variance2`, `count2`: the same of the second.
    ///
    /// Bounds: fewer than two values or no variance at all give NaN. Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/welch-test-function>
    ///
    /// ```kusto
    /// welch_test(5, 1, 10, 5, 2, 20)                      // 1.0
    /// round(welch_test(5.0, 1.0, 10, 6.0, 2.0, 20), 4)    // 0.0347
    /// ```
    pub WELCH_TEST = welch_test(mean1: real|decimal, variance1: real|decimal, count1: real|decimal, mean2: real|decimal, variance2: real|decimal, count2: real|decimal) -> real => welch_test;
}

fn three(call: &Call<'_>) -> Option<(f64, f64, f64)> {
    Some((call.real(0)?, call.real(1)?, call.real(2)?))
}

fn beta_cdf<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(three(call).map(|(x, alpha, beta)| {
        if alpha > 10_000.0 || beta > 10_000.0 { f64::NAN } else { cumulative(x, alpha, beta) }
    }))
}

/// The regularised incomplete beta function; NaN out of its bounds.
fn cumulative(x: f64, alpha: f64, beta: f64) -> f64 {
    let within = alpha > 0.0 && beta > 0.0 && (0.0..=1.0).contains(&x);
    if within { checked_beta_reg(alpha, beta, x).unwrap_or(f64::NAN) } else { f64::NAN }
}

fn beta_pdf<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(three(call).map(|(x, alpha, beta)| {
        let within = alpha > 0.0 && beta > 0.0 && x > 0.0 && x < 1.0;
        match checked_ln_beta(alpha, beta) {
            Ok(scale) if within => ((alpha - 1.0) * x.ln() + (beta - 1.0) * (-x).ln_1p() - scale).exp(),
            _ => f64::NAN,
        }
    }))
}

fn beta_inv<'a>(call: &Call<'a>) -> Value<'a> {
    let Some((probability, alpha, beta)) = three(call).filter(|(_, alpha, beta)| *alpha > 0.0 && *beta > 0.0) else {
        return Value::Null;
    };
    if !(probability > 0.0 && probability <= 1.0) {
        return Value::Real(f64::NAN);
    }
    // The cumulative distribution only rises, so halving finds the place to the last bit.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if cumulative(middle, alpha, beta) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    Value::Real(high)
}

fn welch_test<'a>(call: &Call<'a>) -> Value<'a> {
    let arguments: Option<Vec<f64>> = (0..6).map(|index| call.real(index)).collect();
    match arguments.as_deref() {
        Some([mean1, variance1, count1, mean2, variance2, count2]) => {
            Value::Real(welch_p_value((*mean1, *variance1, *count1), (*mean2, *variance2, *count2)))
        }
        _ => Value::Null,
    }
}

/// The two-sided p-value; a series is its mean, variance and count.
fn welch_p_value(first: (f64, f64, f64), second: (f64, f64, f64)) -> f64 {
    let (error1, error2) = (first.1 / first.2, second.1 / second.2);
    let t_squared = (first.0 - second.0).powi(2) / (error1 + error2);
    let freedom = (error1 + error2).powi(2) / (error1.powi(2) / (first.2 - 1.0) + error2.powi(2) / (second.2 - 1.0));
    // Student's distribution by the incomplete beta function.
    cumulative(freedom / (freedom + t_squared), freedom / 2.0, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn distributions_are_what_they_are_known_to_be() {
        // I(x; 2, 1) is x².
        assert!(near(cumulative(0.3, 2.0, 1.0), 0.09));
        assert!(cumulative(0.3, 0.0, 1.0).is_nan());
        let context = crate::Context::default();
        let run = |kernel: crate::scalar::Kernel, arguments: [f64; 3]| {
            let values = arguments.map(Value::Real);
            kernel(&Call { arguments: &values, context: &context }).as_real()
        };
        assert!(run(beta_inv, [0.09, 2.0, 1.0]).is_some_and(|x| near(x, 0.3)));
        assert!(run(beta_inv, [1.0, 2.0, 1.0]).is_some_and(|x| near(x, 1.0)));
        assert!(run(beta_pdf, [0.3, 2.0, 1.0]).is_some_and(|x| near(x, 0.6)));
    }

    #[test]
    fn a_clear_difference_is_improbable() {
        assert!(near(welch_p_value((1.0, 1.0, 9.0), (1.0, 4.0, 5.0)), 1.0));
        assert!(welch_p_value((1.0, 1.0, 50.0), (3.0, 1.0, 50.0)) < 1e-9);
        assert!(welch_p_value((1.0, 1.0, 1.0), (3.0, 1.0, 5.0)).is_nan());
    }
}
