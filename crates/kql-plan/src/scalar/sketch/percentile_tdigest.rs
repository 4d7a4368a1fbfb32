//! `percentile_tdigest()`, `percentiles_array_tdigest()`: percentiles of a digest.

use super::Digest;
use crate::convert::{convert, to_json};
use crate::kql_scalar;
use crate::scalar::{Argument, Call};
use crate::value::Json;
use crate::{Type, Value};

kql_scalar! {
    /// Returns the nearest-rank percentile of a digest: a dynamic, or a value of the type given.
    ///
    /// - `digest`: what `tdigest()` or `tdigest_merge()` made.
    /// - `percentile`: from 0 to 100; what is beyond counts as the nearest of these.
    /// - `type`: `typeof(long)` and the like; the result is converted to it.
    ///
    /// Null: of what is no digest, the null.
    /// Source: <https://learn.microsoft.com/kusto/query/percentile-tdigest-function>
    ///
    /// ```kusto
    /// percentile_tdigest(dynamic([[7], [10, 20], [3, 1]]), 50)                  // 10
    /// percentile_tdigest(dynamic([[7], [10, 20], [3, 1]]), 90, typeof(real))    // 20.0
    /// ```
    pub PERCENTILE_TDIGEST = percentile_tdigest(digest: dynamic, percentile: real, [type: string]) -> dynamic => percentile_tdigest, rule typed_third;
}

kql_scalar! {
    /// Returns an array of percentiles of a digest.
    ///
    /// - `percentile_or_type`: numbers from 0 to 100, or one array of them, after which a type as `typeof(long)` may stand.
    ///
    /// Null: of what is no digest, the null. With one percentile and a type the result is a value of that type.
    /// Source: <https://learn.microsoft.com/kusto/query/percentile-array-tdigest-function>
    ///
    /// ```kusto
    /// percentiles_array_tdigest(dynamic([[7], [10, 20], [3, 1]]), 50, 90)              // [10,20]
    /// percentiles_array_tdigest(dynamic([[7], [10, 20], [3, 1]]), dynamic([0, 100]))   // [10,20]
    /// ```
    pub PERCENTILES_ARRAY_TDIGEST = percentiles_array_tdigest(digest: dynamic, percentile_or_type: any...) -> dynamic => percentiles_array_tdigest, rule typed_last;
}

/// The type that stands in an argument, as `typeof(long)` or `long`.
fn type_literal(value: &Value<'_>) -> Option<Type> {
    let text = value.as_str().trim();
    let name = text.strip_prefix("typeof(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    Type::by_name(name.trim())
}

fn typed_third(arguments: &[Argument]) -> Result<Type, String> {
    match arguments.get(2) {
        None => Ok(Type::Dynamic),
        Some(argument) => argument
            .constant
            .as_ref()
            .and_then(type_literal)
            .ok_or_else(|| "the type of `percentile_tdigest` is written as typeof(long)".to_owned()),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of every type rule")]
fn typed_last(arguments: &[Argument]) -> Result<Type, String> {
    let percents = arguments.get(1..).unwrap_or_default();
    let kind = percents.last().and_then(|argument| argument.constant.as_ref()).and_then(type_literal);
    let single = matches!(percents, [only, _] if only.kind != Type::Dynamic);
    Ok(kind.filter(|_| single).unwrap_or(Type::Dynamic))
}

fn percentile_tdigest<'a>(call: &Call<'a>) -> Value<'a> {
    let percentile = || Digest::from_json(call.json(0)?)?.percentile(call.real(1)?);
    let Some(value) = percentile() else { return Value::Null };
    match type_literal(call.value(2)) {
        Some(kind) => convert(&value, kind).into_owned(),
        None => Value::dynamic(to_json(&value)),
    }
}

fn percentiles_array_tdigest<'a>(call: &Call<'a>) -> Value<'a> {
    let Some(mut digest) = call.json(0).and_then(Digest::from_json).filter(|digest| !digest.is_empty()) else {
        return Value::Null;
    };
    let mut percents: Vec<f64> = Vec::new();
    let mut kind = None;
    for index in 1..call.len() {
        match call.value(index) {
            Value::String(_) => kind = type_literal(call.value(index)),
            Value::Dynamic(json) => match json.as_ref() {
                Json::Array(elements) => percents.extend(elements.iter().filter_map(Json::as_f64)),
                other => percents.extend(other.as_f64()),
            },
            other => percents.extend(other.as_real()),
        }
    }
    let values = percents.iter().map(|percent| {
        let value = digest.percentile(*percent).unwrap_or_default();
        kind.map_or(value.clone(), |kind| convert(&value, kind).into_owned())
    });
    let mut values: Vec<Value<'static>> = values.collect();
    if kind.is_some() && call.len() == 3 && !matches!(call.value(1), Value::Dynamic(_)) {
        return values.pop().unwrap_or_default();
    }
    Value::dynamic(Json::Array(values.iter().map(to_json).collect()))
}
