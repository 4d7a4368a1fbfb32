//! `pow()`, `atan2()`, `pi()`.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns a number to the power of another.
    ///
    /// - `base`: the number.
    /// - `exponent`: the power.
    ///
    /// Bounds: a negative base with a broken exponent gives NaN. Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/pow-function>
    ///
    /// ```kusto
    /// pow(3, 4)           // 81.0
    /// pow(2, -2)          // 0.25
    /// pow(-2, 0.5)        // NaN
    /// ```
    pub POW = pow(base: real|decimal, exponent: real|decimal) -> real => pow;
}

kql_scalar! {
    /// Returns the angle between the positive x-axis and the ray to a point, in radians from -π to π.
    ///
    /// - `y`, `x`: the point.
    ///
    /// Null: a null argument gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/atan2-function>
    ///
    /// ```kusto
    /// atan2(0, 1)                 // 0.0
    /// atan2(1, 0) == pi() / 2     // True
    /// ```
    pub ATAN2 = atan2(y: real|decimal, x: real|decimal) -> real => atan2;
}

kql_scalar! {
    /// Returns π.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/pi-function>
    ///
    /// ```kusto
    /// round(pi(), 4)      // 3.1416
    /// ```
    pub PI = pi() -> real => pi;
}

fn pow<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).zip(call.real(1)).map(|(base, exponent)| base.powf(exponent)))
}

fn atan2<'a>(call: &Call<'a>) -> Value<'a> {
    Value::or_null(call.real(0).zip(call.real(1)).map(|(y, x)| y.atan2(x)))
}

fn pi<'a>(_call: &Call<'a>) -> Value<'a> {
    Value::Real(std::f64::consts::PI)
}
