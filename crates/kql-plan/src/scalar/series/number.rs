//! The numbers of a series: how they are read from an array and written into one.

use crate::scalar::Call;
use crate::{Json, Value};

/// A number of a series. Whole numbers stay whole where a function can keep them so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    /// A whole number.
    Long(i64),
    /// Any other.
    Real(f64),
}

impl Number {
    /// The number an element is; `None` for text, bools, nulls, arrays and bags.
    ///
    /// JSON has no NaN and no infinity: in arrays they are the texts `NaN`, `Infinity` and `-Infinity`.
    pub(super) fn of(element: &Json) -> Option<Number> {
        match element {
            Json::Number(number) => number.as_i64().map(Number::Long).or_else(|| number.as_f64().map(Number::Real)),
            Json::String(text) => match text.as_str() {
                "NaN" => Some(Number::Real(f64::NAN)),
                "Infinity" => Some(Number::Real(f64::INFINITY)),
                "-Infinity" => Some(Number::Real(f64::NEG_INFINITY)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number a scalar is, or a dynamic with a scalar in it.
    pub(super) fn of_value(value: &Value<'_>) -> Option<Number> {
        match value {
            Value::Dynamic(json) => Number::of(json),
            _ => value.as_long().map(Number::Long).or_else(|| value.as_real().map(Number::Real)),
        }
    }

    /// As a real.
    pub(super) fn real(self) -> f64 {
        match self {
            Number::Long(number) => number as f64,
            Number::Real(number) => number,
        }
    }

    /// As an element of an array.
    pub(super) fn json(self) -> Json {
        match self {
            Number::Long(number) => Json::from(number),
            Number::Real(number) => real_json(number),
        }
    }

    /// Whether both are the same number, be one whole and one not.
    pub(super) fn same(self, other: Number) -> bool {
        match (self, other) {
            (Number::Long(left), Number::Long(right)) => left == right,
            _ => self.real().total_cmp(&other.real()).is_eq() || self.real() - other.real() == 0.0,
        }
    }
}

/// A real as an element of an array.
pub(super) fn real_json(number: f64) -> Json {
    if number.is_finite() {
        Json::from(number)
    } else if number.is_nan() {
        Json::from("NaN")
    } else if number > 0.0 {
        Json::from("Infinity")
    } else {
        Json::from("-Infinity")
    }
}

/// An array of reals.
pub(super) fn array(numbers: &[f64]) -> Json {
    Json::Array(numbers.iter().map(|number| real_json(*number)).collect())
}

/// The series of an argument as reals; `None` when it is no array or has an element that is no number.
pub(super) fn reals(call: &Call<'_>, index: usize) -> Option<Vec<f64>> {
    call.array(index)?.iter().map(|element| Number::of(element).map(Number::real)).collect()
}

/// The same, without infinities and NaN.
pub(super) fn finite(call: &Call<'_>, index: usize) -> Option<Vec<f64>> {
    reals(call, index).filter(|numbers| numbers.iter().all(|number| number.is_finite()))
}

/// The mean; NaN of nothing.
pub(super) fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// The sum of squared distances from the mean.
pub(super) fn spread(numbers: &[f64]) -> f64 {
    let mean = mean(numbers);
    numbers.iter().map(|number| (number - mean) * (number - mean)).sum()
}

/// The sample variance: 0 of one number, NaN of none.
pub(super) fn variance(numbers: &[f64]) -> f64 {
    sample(spread(numbers), numbers.len())
}

/// A sum of squares over the degrees of freedom of so many numbers.
pub(super) fn sample(squares: f64, count: usize) -> f64 {
    if count == 1 { 0.0 } else { squares / (count as f64 - 1.0) }
}

#[cfg(test)]
pub(in crate::scalar) mod test {
    use super::*;
    use crate::Context;
    use crate::scalar::Scalar;

    /// A dynamic from its text.
    pub(in crate::scalar) fn dynamic(text: &str) -> Value<'static> {
        Value::dynamic(serde_json::from_str(text).unwrap())
    }

    /// What a function returns, as text.
    pub(in crate::scalar) fn run(scalar: &Scalar, arguments: &[Value<'_>]) -> String {
        let context = Context::default();
        match (scalar.kernel)(&Call { arguments, context: &context }) {
            Value::Dynamic(json) => json.to_string(),
            Value::Real(number) => format!("{number:?}"),
            Value::String(text) => text.into_owned(),
            Value::Long(number) => number.to_string(),
            Value::Bool(truth) => truth.to_string(),
            Value::Null => "null".to_owned(),
            other => format!("{other:?}"),
        }
    }
}
