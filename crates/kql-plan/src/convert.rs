//! Conversions between types, by the rules of `to<type>()`.

mod json;
mod number;
mod text;

use bigdecimal::{BigDecimal, ToPrimitive, Zero};

pub use json::{from_json, json_text, to_json};
pub use number::{
    decimal_of_real, parse_bool, parse_decimal, parse_guid, parse_int, parse_long, parse_real, within_decimal,
};
pub use text::{datetime_text, decimal_text, guid_text, real_text, text, text_of, timespan_text};

use crate::{Type, Value};

/// The value as another type; the null (of a string the empty text) when it is no value of that type.
///
/// - A real becomes an int or long by cutting its fraction off; beyond the range it is the nearest, and NaN and infinities are null.
/// - A long becomes an int by its lower 32 bits.
/// - A datetime or timespan is its ticks as a number, and a number of ticks as a datetime or timespan.
/// - A dynamic is what is in it; an array or bag is only a string.
/// - Any value becomes a dynamic as [`to_json`] tells: a string stays a string and is not parsed.
///
/// Source: <https://learn.microsoft.com/kusto/query/scalar-functions#conversion-functions>
pub fn convert<'a>(value: &Value<'a>, kind: Type) -> Value<'a> {
    if value.kind() == Some(kind) {
        return value.clone();
    }
    match kind {
        Type::String => Value::from(text(value)),
        Type::Dynamic => Value::dynamic(to_json(value)),
        _ => match value {
            Value::Null | Value::Guid(_) => Value::Null,
            Value::Dynamic(json) => from_dynamic(json, kind),
            Value::String(text) => from_text(text, kind),
            Value::Bool(flag) => from_bool(*flag, kind),
            Value::Int(number) => from_long(i64::from(*number), kind),
            Value::Long(number) | Value::Datetime(number) | Value::Timespan(number) => from_long(*number, kind),
            Value::Real(number) => from_real(*number, kind),
            Value::Decimal(number) => from_decimal(number, kind),
        },
    }
}

/// What is in a dynamic; of arrays and bags nothing.
fn from_dynamic<'a>(json: &crate::Json, kind: Type) -> Value<'a> {
    if json.is_array() || json.is_object() { Value::Null } else { convert(&from_json(json), kind).into_owned() }
}

fn from_text<'a>(text: &str, kind: Type) -> Value<'a> {
    let text = text.trim();
    match kind {
        Type::Bool => Value::or_null(parse_bool(text)),
        Type::Int => Value::or_null(parse_int(text)),
        Type::Long => Value::or_null(parse_long(text)),
        Type::Real => Value::or_null(parse_real(text)),
        Type::Decimal => Value::or_null(parse_decimal(text)),
        Type::Datetime => kql::literal::parse_datetime(text).map_or(Value::Null, Value::Datetime),
        Type::Timespan => timespan_of_text(text).map_or(Value::Null, Value::Timespan),
        Type::Guid => parse_guid(text).map_or(Value::Null, Value::Guid),
        Type::String | Type::Dynamic => Value::Null,
    }
}

/// A timespan of a text, which may not be a fraction of days: `1.5` stands for nothing.
fn timespan_of_text(text: &str) -> Option<i64> {
    let bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    kql::literal::parse_timespan(text).filter(|_| !(bare && text.contains('.')))
}

fn from_bool<'a>(flag: bool, kind: Type) -> Value<'a> {
    match kind {
        Type::Int => Value::Int(i32::from(flag)),
        Type::Long => Value::Long(i64::from(flag)),
        Type::Real => Value::Real(f64::from(u8::from(flag))),
        Type::Decimal => Value::Decimal(BigDecimal::from(i32::from(flag))),
        _ => Value::Null,
    }
}

fn from_long<'a>(number: i64, kind: Type) -> Value<'a> {
    match kind {
        Type::Bool => Value::Bool(number != 0),
        Type::Int => Value::Int(number as i32),
        Type::Long => Value::Long(number),
        Type::Real => Value::Real(number as f64),
        Type::Decimal => Value::Decimal(BigDecimal::from(number)),
        Type::Datetime => Value::datetime(number),
        Type::Timespan => Value::Timespan(number),
        Type::String | Type::Guid | Type::Dynamic => Value::Null,
    }
}

fn from_real<'a>(number: f64, kind: Type) -> Value<'a> {
    if kind == Type::Bool {
        return Value::Bool(number != 0.0);
    }
    if !number.is_finite() {
        return Value::Null;
    }
    match kind {
        // Rust's casts cut the fraction off and stay within the range, as the engine's do.
        Type::Int => Value::Int(number as i32),
        Type::Decimal => Value::or_null(decimal_of_real(number)),
        _ => from_long(number as i64, kind),
    }
}

fn from_decimal<'a>(number: &BigDecimal, kind: Type) -> Value<'a> {
    match kind {
        Type::Bool => Value::Bool(!number.is_zero()),
        Type::Real => Value::or_null(number.to_f64()),
        Type::Int => Value::Int(whole(number).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32),
        _ => from_long(whole(number), kind),
    }
}

/// A decimal without its fraction; beyond the range of a long the nearest.
fn whole(number: &BigDecimal) -> i64 {
    let nearest = if number.sign() == bigdecimal::num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
    number.to_i64().unwrap_or(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cut_and_kept_within_their_range() {
        assert_eq!(convert(&Value::Real(-9.99), Type::Long), Value::Long(-9));
        assert_eq!(convert(&Value::Real(1e19), Type::Long), Value::Long(i64::MAX));
        assert_eq!(convert(&Value::Real(f64::INFINITY), Type::Long), Value::Null);
        assert_eq!(convert(&Value::Long(2_147_483_648), Type::Int), Value::Int(i32::MIN));
        assert_eq!(convert(&Value::Long(-3), Type::Bool), Value::Bool(true));
        assert_eq!(convert(&Value::Decimal(BigDecimal::new(199.into(), 2)), Type::Int), Value::Int(1));
    }

    #[test]
    fn ticks_are_numbers_and_numbers_are_ticks() {
        assert_eq!(convert(&Value::Datetime(5), Type::Long), Value::Long(5));
        assert_eq!(convert(&Value::Real(1.5), Type::Datetime), Value::Datetime(1));
        assert_eq!(convert(&Value::Long(-1), Type::Datetime), Value::Null);
        assert_eq!(convert(&Value::from(" 1d "), Type::Timespan), Value::Timespan(864_000_000_000));
        assert_eq!(convert(&Value::from("1.5"), Type::Timespan), Value::Null);
    }

    #[test]
    fn a_dynamic_is_what_is_in_it() {
        let dynamic = |json: crate::Json| Value::dynamic(json);
        assert_eq!(convert(&dynamic("5".into()), Type::Long), Value::Long(5));
        assert_eq!(convert(&dynamic(1.9.into()), Type::Int), Value::Int(1));
        assert_eq!(convert(&dynamic(true.into()), Type::Real), Value::Real(1.0));
        assert_eq!(convert(&dynamic(vec![1].into()), Type::Long), Value::Null);
        assert_eq!(convert(&dynamic(vec![1, 2].into()), Type::String), Value::from("[1,2]"));
        assert_eq!(convert(&dynamic("x".into()), Type::String), Value::from("x"));
        assert_eq!(convert(&Value::Null, Type::String), Value::from(""));
    }
}
