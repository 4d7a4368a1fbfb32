//! `isnan()`, `isinf()`, `isfinite()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns whether a real is NaN.
    ///
    /// - `number`: the real.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/isnan-function>
    ///
    /// ```kusto
    /// isnan(0.0 / 0.0)        // True
    /// isnan(1)                // False
    /// isnan(real(null))       // null
    /// ```
    pub ISNAN = isnan(number: real|decimal) -> bool => isnan;
}

kql_scalar! {
    /// Returns whether a real is infinite.
    ///
    /// - `number`: the real.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/isinf-function>
    ///
    /// ```kusto
    /// isinf(-1.0 / 0.0)       // True
    /// isinf(0.0 / 0.0)        // False
    /// ```
    pub ISINF = isinf(number: real|decimal) -> bool => isinf;
}

kql_scalar! {
    /// Returns whether a real is neither NaN nor infinite.
    ///
    /// - `number`: the real.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/isfinite-function>
    ///
    /// ```kusto
    /// isfinite(1.5)           // True
    /// isfinite(1.0 / 0.0)     // False
    /// ```
    pub ISFINITE = isfinite(number: real|decimal) -> bool => isfinite;
}

fn isnan<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).map(f64::is_nan))
}

fn isinf<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).map(f64::is_infinite))
}

fn isfinite<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).map(f64::is_finite))
}
