//! Functions of one real number: exponentials, logarithms, trigonometry, and those of mathematical physics.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

/// Declares a function of one real number, which is null for null.
macro_rules! real {
    ($(#[doc = $doc:literal])* pub $constant:ident = $name:ident => $compute:expr) => {
        kql_scalar! {
            $(#[doc = $doc])*
            pub $constant = $name(number: real|decimal) -> real => $name;
        }

        fn $name<'a>(call: &Call<'a>) -> Value<'a> {
            let compute: fn(f64) -> f64 = $compute;
            Value::or_null(call.real(0).map(compute))
        }
    };
}

real! {
    /// Returns e to the power of a number.
    ///
    /// - `number`: the exponent.
    ///
    /// Bounds: beyond the range of a real the result is infinite. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/exp-function>
    ///
    /// ```kusto
    /// exp(0)          // 1.0
    /// exp(1000)       // inf
    /// ```
    pub EXP = exp => f64::exp
}

real! {
    /// Returns 2 to the power of a number.
    ///
    /// - `number`: the exponent.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/exp2-function>
    ///
    /// ```kusto
    /// exp2(10)        // 1024.0
    /// exp2(-1)        // 0.5
    /// ```
    pub EXP2 = exp2 => f64::exp2
}

real! {
    /// Returns 10 to the power of a number.
    ///
    /// - `number`: the exponent.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/exp10-function>
    ///
    /// ```kusto
    /// exp10(4)        // 10000.0
    /// ```
    pub EXP10 = exp10 => |number| 10_f64.powf(number)
}

real! {
    /// Returns the natural logarithm of a number.
    ///
    /// - `number`: a number above zero.
    ///
    /// Bounds: of zero it is -∞, of what is below zero NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/log-function>
    ///
    /// ```kusto
    /// log(1)          // 0.0
    /// log(0)          // -inf
    /// log(-1)         // NaN
    /// ```
    pub LOG = log => f64::ln
}

real! {
    /// Returns the logarithm of a number to base 2.
    ///
    /// - `number`: a number above zero.
    ///
    /// Bounds: of zero it is -∞, of what is below zero NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/log2-function>
    ///
    /// ```kusto
    /// log2(1024)      // 10.0
    /// ```
    pub LOG2 = log2 => f64::log2
}

real! {
    /// Returns the logarithm of a number to base 10.
    ///
    /// - `number`: a number above zero.
    ///
    /// Bounds: of zero it is -∞, of what is below zero NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/log10-function>
    ///
    /// ```kusto
    /// log10(1000)     // 3.0
    /// ```
    pub LOG10 = log10 => f64::log10
}

real! {
    /// Returns the square root of a number.
    ///
    /// - `number`: a number not below zero.
    ///
    /// Bounds: of what is below zero it is NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/sqrt-function>
    ///
    /// ```kusto
    /// sqrt(256)       // 16.0
    /// sqrt(-1)        // NaN
    /// ```
    pub SQRT = sqrt => f64::sqrt
}

real! {
    /// Returns the sine of an angle.
    ///
    /// - `number`: the angle in radians.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/sin-function>
    ///
    /// ```kusto
    /// sin(0)          // 0.0
    /// ```
    pub SIN = sin => f64::sin
}

real! {
    /// Returns the cosine of an angle.
    ///
    /// - `number`: the angle in radians.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/cos-function>
    ///
    /// ```kusto
    /// cos(0)          // 1.0
    /// ```
    pub COS = cos => f64::cos
}

real! {
    /// Returns the tangent of an angle.
    ///
    /// - `number`: the angle in radians.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/tan-function>
    ///
    /// ```kusto
    /// tan(0)          // 0.0
    /// ```
    pub TAN = tan => f64::tan
}

real! {
    /// Returns the cotangent of an angle.
    ///
    /// - `number`: the angle in radians.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/cot-function>
    ///
    /// ```kusto
    /// round(cot(pi() / 4), 9)         // 1.0
    /// ```
    pub COT = cot => |angle| angle.tan().recip()
}

real! {
    /// Returns the angle whose sine is a number, in radians.
    ///
    /// - `number`: -1 to 1.
    ///
    /// Bounds: of what is outside -1 to 1 it is NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/asin-function>
    ///
    /// ```kusto
    /// asin(1) == pi() / 2             // True
    /// asin(2)                         // NaN
    /// ```
    pub ASIN = asin => f64::asin
}

real! {
    /// Returns the angle whose cosine is a number, in radians.
    ///
    /// - `number`: -1 to 1.
    ///
    /// Bounds: of what is outside -1 to 1 it is NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/acos-function>
    ///
    /// ```kusto
    /// acos(1)                         // 0.0
    /// ```
    pub ACOS = acos => f64::acos
}

real! {
    /// Returns the angle whose tangent is a number, in radians.
    ///
    /// - `number`: the tangent.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/atan-function>
    ///
    /// ```kusto
    /// atan(1) == pi() / 4             // True
    /// ```
    pub ATAN = atan => f64::atan
}

real! {
    /// Returns an angle in degrees.
    ///
    /// - `number`: the angle in radians.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/degrees-function>
    ///
    /// ```kusto
    /// degrees(pi() / 2)               // 90.0
    /// ```
    pub DEGREES = degrees => |angle| angle * 180.0 / std::f64::consts::PI
}

real! {
    /// Returns an angle in radians.
    ///
    /// - `number`: the angle in degrees.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/radians-function>
    ///
    /// ```kusto
    /// radians(180) == pi()            // True
    /// ```
    pub RADIANS = radians => |angle| angle * std::f64::consts::PI / 180.0
}

real! {
    /// Returns the gamma function of a number.
    ///
    /// - `number`: a number; of whole numbers above zero it is the factorial of the number before.
    ///
    /// Bounds: of whole numbers below zero it is NaN. Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/gamma-function>
    ///
    /// ```kusto
    /// gamma(6)                        // 120.0
    /// ```
    pub GAMMA = gamma => libm::tgamma
}

real! {
    /// Returns the natural logarithm of the size of the gamma function.
    ///
    /// - `number`: a number.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/loggamma-function>
    ///
    /// ```kusto
    /// loggamma(6) == log(120)         // True
    /// ```
    pub LOGGAMMA = loggamma => libm::lgamma
}

real! {
    /// Returns the error function of a number.
    ///
    /// - `number`: a number.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/erf-function>
    ///
    /// ```kusto
    /// erf(0)                          // 0.0
    /// erf(10)                         // 1.0
    /// ```
    pub ERF = erf => libm::erf
}

real! {
    /// Returns one less the error function of a number.
    ///
    /// - `number`: a number.
    ///
    /// Null gives null.
    /// Source: <https://learn.microsoft.com/kusto/query/erfc-function>
    ///
    /// ```kusto
    /// erfc(0)                         // 1.0
    /// ```
    pub ERFC = erfc => libm::erfc
}
