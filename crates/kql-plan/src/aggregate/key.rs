//! Bytes that tell values apart: equal for equal values of one type.

use std::hash::{DefaultHasher, Hasher};

use crate::value::Json;
use crate::{Type, Value};

/// The bytes of a value: two values of one type are the same value when and only when these are equal.
///
/// Minus zero is zero, every NaN is the same, decimals are compared without trailing zeros, bags without the order of their properties.
pub(crate) fn key(value: &Value<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

/// A well-mixed hash of a value; the same in every run of one version of the program.
pub fn hash(value: &Value<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        // The commonest need no buffer.
        Value::String(text) => {
            hasher.write_u8(b's');
            hasher.write(text.as_bytes());
        }
        Value::Int(_) | Value::Long(_) => {
            hasher.write_u8(b'i');
            hasher.write_i64(value.as_long().unwrap_or_default());
        }
        _ => hasher.write(&key(value)),
    }
    hasher.finish()
}

fn write(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.push(b'n'),
        Value::Bool(flag) => out.extend([b'b', u8::from(*flag)]),
        Value::Int(_) | Value::Long(_) => write_long(value.as_long().unwrap_or_default(), out),
        Value::Real(number) => write_real(*number, out),
        Value::Decimal(number) => write_text(b'd', &number.normalized().to_string(), out),
        Value::String(text) => write_text(b's', text, out),
        Value::Datetime(ticks) | Value::Timespan(ticks) => write_long(*ticks, out),
        Value::Guid(guid) => {
            out.push(b'g');
            out.extend(guid.to_be_bytes());
        }
        Value::Dynamic(json) => write_json(json, out),
    }
}

fn write_long(number: i64, out: &mut Vec<u8>) {
    out.push(b'i');
    out.extend(number.to_be_bytes());
}

fn write_real(number: f64, out: &mut Vec<u8>) {
    let canonical = if number.is_nan() {
        f64::NAN
    } else if number == 0.0 {
        0.0
    } else {
        number
    };
    out.push(b'r');
    out.extend(canonical.to_bits().to_be_bytes());
}

fn write_text(tag: u8, text: &str, out: &mut Vec<u8>) {
    out.push(tag);
    out.extend((text.len() as u64).to_be_bytes());
    out.extend(text.as_bytes());
}

fn write_json(json: &Json, out: &mut Vec<u8>) {
    match json {
        Json::Null => out.push(b'n'),
        Json::Bool(flag) => out.extend([b'b', u8::from(*flag)]),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => write_long(integer, out),
            None => write_real(number.as_f64().unwrap_or(f64::NAN), out),
        },
        Json::String(text) => write_text(b's', text, out),
        Json::Array(elements) => {
            out.push(b'[');
            out.extend((elements.len() as u64).to_be_bytes());
            for element in elements {
                write_json(element, out);
            }
        }
        Json::Object(properties) => {
            out.push(b'{');
            out.extend((properties.len() as u64).to_be_bytes());
            let mut sorted: Vec<(&String, &Json)> = properties.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            for (name, value) in sorted {
                write_text(b's', name, out);
                write_json(value, out);
            }
        }
    }
}

/// About how many bytes a value holds beside its own.
pub(crate) fn size(value: &Value<'_>) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Dynamic(json) => json_size(json),
        Value::Decimal(_) => 32,
        _ => 0,
    }
}

/// About how many bytes a JSON value holds, itself included.
pub(crate) fn json_size(json: &Json) -> usize {
    size_of::<Json>()
        + match json {
            Json::Null | Json::Bool(_) | Json::Number(_) => 0,
            Json::String(text) => text.len(),
            Json::Array(elements) => elements.iter().map(json_size).sum(),
            Json::Object(properties) => properties.iter().map(|(name, value)| 48 + name.len() + json_size(value)).sum(),
        }
}

/// Whether a value is nothing to pick when another can be had: the null, or the empty text.
pub(crate) fn is_blank(value: &Value<'_>) -> bool {
    value.is_null() || (value.kind() == Some(Type::String) && value.as_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_equal_keys() {
        assert_eq!(key(&Value::Real(0.0)), key(&Value::Real(-0.0)));
        assert_eq!(key(&Value::Real(f64::NAN)), key(&Value::Real(-f64::NAN)));
        let bag = |text| Value::dynamic(serde_json::from_str(text).unwrap_or_default());
        assert_eq!(key(&bag(r#"{"a": 1, "b": [2]}"#)), key(&bag(r#"{"b": [2], "a": 1}"#)));
        assert_ne!(key(&bag(r#"["a", "b"]"#)), key(&bag(r#"["ab"]"#)));
        assert_ne!(key(&Value::from("1")), key(&Value::Long(1)));
        assert_eq!(hash(&Value::Int(7)), hash(&Value::Long(7)));
    }
}
