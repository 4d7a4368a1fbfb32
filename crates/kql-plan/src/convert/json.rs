//! Values inside a dynamic.

use std::borrow::Cow;

use super::text::{real_text, text};
use crate::Value;
use crate::value::Json;

/// What a value becomes inside a dynamic: bools and numbers themselves, all else its text.
///
/// A real that JSON cannot hold becomes `"NaN"`, `"Infinity"` or `"-Infinity"`.
pub fn to_json(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Int(number) => Json::from(*number),
        Value::Long(number) => Json::from(*number),
        Value::Real(number) if number.is_finite() => Json::from(*number),
        Value::String(text) => Json::String(text.to_string()),
        Value::Dynamic(json) => json.as_ref().clone(),
        Value::Real(number) if number.is_infinite() => Json::from(if *number > 0.0 { "Infinity" } else { "-Infinity" }),
        Value::Real(_) | Value::Decimal(_) | Value::Datetime(_) | Value::Timespan(_) | Value::Guid(_) => {
            Json::String(text(value))
        }
    }
}

/// The value in a dynamic: bool, long, real or string; an array or bag stays a dynamic.
pub fn from_json(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Long(number),
            None => number.as_f64().map_or(Value::Null, Value::Real),
        },
        Json::String(text) => Value::String(Cow::Borrowed(text)),
        Json::Array(_) | Json::Object(_) => Value::Dynamic(Cow::Borrowed(json)),
    }
}

/// JSON without spaces, reals written as [`real_text`] writes them.
pub fn json_text(json: &Json) -> String {
    let mut out = String::new();
    write(json, &mut out);
    out
}

fn write(json: &Json, out: &mut String) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Json::Number(number) => match (number.is_f64(), number.as_f64()) {
            (true, Some(real)) => out.push_str(&real_text(real)),
            _ => out.push_str(&number.to_string()),
        },
        Json::String(text) => write_string(text, out),
        Json::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(element, out);
            }
            out.push(']');
        }
        Json::Object(properties) => {
            out.push('{');
            for (index, (name, value)) in properties.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    // A text is always JSON.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::TICKS_PER_DAY;

    #[test]
    fn json_is_compact_and_keeps_its_order() {
        let json: Json = serde_json::from_str(r#"{"z": 1, "a": [1.0, null, "q\"\n", true], "": {}}"#).unwrap();
        assert_eq!(json_text(&json), r#"{"z":1,"a":[1.0,null,"q\"\n",true],"":{}}"#);
    }

    #[test]
    fn what_json_has_no_type_for_is_text() {
        assert_eq!(to_json(&Value::Timespan(TICKS_PER_DAY)), Json::from("1.00:00:00"));
        assert_eq!(to_json(&Value::Real(f64::NAN)), Json::from("NaN"));
        assert_eq!(to_json(&Value::Real(f64::NEG_INFINITY)), Json::from("-Infinity"));
        assert_eq!(to_json(&Value::Real(0.5)), Json::from(0.5));
        assert_eq!(from_json(&Json::from(7)), Value::Long(7));
        assert_eq!(from_json(&Json::from("x")), Value::from("x"));
    }
}
