//! Values as keys of groups.

use crate::{Type, Value};

/// A value as a key: equal for what `summarize … by` puts into one group. The null is a key like any other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// The null.
    Null,
    /// `bool`.
    Bool(bool),
    /// `int`, `long`, and the ticks of `datetime` and `timespan`.
    Integer(i64),
    /// `real`, by its bits; all NaN are one, and so are the zeros.
    Real(u64),
    /// `guid`.
    Guid(u128),
    /// `string`, and the text of `decimal` and `dynamic`.
    Text(String),
}

impl From<&Value<'_>> for Key {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Null => Key::Null,
            Value::Bool(value) => Key::Bool(*value),
            Value::Int(value) => Key::Integer(i64::from(*value)),
            Value::Long(value) | Value::Datetime(value) | Value::Timespan(value) => Key::Integer(*value),
            Value::Real(value) if value.is_nan() => Key::Real(f64::NAN.to_bits()),
            // Adding zero turns -0 into 0.
            Value::Real(value) => Key::Real((*value + 0.0).to_bits()),
            Value::Guid(value) => Key::Guid(*value),
            Value::String(text) => Key::Text(text.to_string()),
            Value::Decimal(value) => Key::Text(value.normalized().to_string()),
            Value::Dynamic(_) => Key::Text(crate::convert::convert(value, Type::String).as_str().to_owned()),
        }
    }
}

impl Key {
    /// The keys of some columns of a row.
    pub fn of_row(row: &[Value<'static>], positions: impl IntoIterator<Item = usize>) -> Vec<Key> {
        positions.into_iter().map(|position| row.get(position).map_or(Key::Null, Key::from)).collect()
    }
}
