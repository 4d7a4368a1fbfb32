//! Conversions between types, by the rules of `to<type>()`.

use crate::{Type, Value};

/// The value as another type; the null (of a string the empty text) when it is no value of that type.
///
/// Source: <https://learn.microsoft.com/kusto/query/scalar-functions#type-conversion>
pub fn convert<'a>(value: &Value<'a>, kind: Type) -> Value<'a> {
    if value.kind() == Some(kind) {
        return value.clone();
    }
    match kind {
        Type::String => Value::from(text(value)),
        Type::Long => value.as_long().map_or(Value::Null, Value::Long),
        Type::Real => value.as_real().map_or(Value::Null, Value::Real),
        _ => Value::null(kind),
    }
}

/// The text of a value as `tostring()` gives it.
pub fn text(value: &Value<'_>) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Long(value) => value.to_string(),
        _ => String::new(),
    }
}
