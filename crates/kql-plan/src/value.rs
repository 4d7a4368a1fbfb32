//! Values, and what is asked of them everywhere: their order, their text, their conversions.

use std::borrow::Cow;
use std::cmp::Ordering;

use bigdecimal::{BigDecimal, ToPrimitive};
pub use serde_json::Value as Json;

use crate::Type;

/// Ticks (100 ns) in a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks in a day.
pub const TICKS_PER_DAY: i64 = 864_000_000_000;
/// The last tick a datetime may have: 9999-12-31T23:59:59.9999999Z.
pub const MAX_DATETIME: i64 = 3_155_378_975_999_999_999;
/// Ticks from 0001-01-01 to 1970-01-01.
pub const UNIX_EPOCH: i64 = 621_355_968_000_000_000;

/// A value of one of Kusto's types. The type of a null is known from where it stands.
///
/// Invariants: a value of type `string` is never [`Value::Null`] but the empty text; `Dynamic` never holds JSON null (that is [`Value::Null`]).
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value<'a> {
    /// The null of any type but `string`.
    #[default]
    Null,
    /// `bool`.
    Bool(bool),
    /// `int`.
    Int(i32),
    /// `long`.
    Long(i64),
    /// `real`, NaN and infinities included.
    Real(f64),
    /// `decimal`.
    Decimal(BigDecimal),
    /// `string`.
    String(Cow<'a, str>),
    /// `datetime`, in ticks since 0001-01-01T00:00Z; 0 to [`MAX_DATETIME`].
    Datetime(i64),
    /// `timespan`, in ticks.
    Timespan(i64),
    /// `guid`.
    Guid(u128),
    /// `dynamic`.
    Dynamic(Cow<'a, Json>),
}

/// The text of an empty string, to borrow from.
const EMPTY: Value<'static> = Value::String(Cow::Borrowed(""));

impl<'a> Value<'a> {
    /// A string.
    pub fn string(text: impl Into<Cow<'a, str>>) -> Self {
        Value::String(text.into())
    }

    /// A dynamic; JSON null becomes the null.
    pub fn dynamic(json: Json) -> Self {
        if json.is_null() { Value::Null } else { Value::Dynamic(Cow::Owned(json)) }
    }

    /// The null of a type; of a string the empty text.
    pub fn null(kind: Type) -> Value<'static> {
        if kind == Type::String { EMPTY } else { Value::Null }
    }

    /// A datetime, or the null when the ticks are out of its range.
    pub fn datetime(ticks: i64) -> Self {
        if (0..=MAX_DATETIME).contains(&ticks) { Value::Datetime(ticks) } else { Value::Null }
    }

    /// The value, or the null.
    pub fn or_null(value: Option<impl Into<Value<'a>>>) -> Self {
        value.map_or(Value::Null, Into::into)
    }

    /// Whether it is null. A string never is.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Its type; of a null nothing is known.
    pub fn kind(&self) -> Option<Type> {
        Some(match self {
            Value::Null => return None,
            Value::Bool(_) => Type::Bool,
            Value::Int(_) => Type::Int,
            Value::Long(_) => Type::Long,
            Value::Real(_) => Type::Real,
            Value::Decimal(_) => Type::Decimal,
            Value::String(_) => Type::String,
            Value::Datetime(_) => Type::Datetime,
            Value::Timespan(_) => Type::Timespan,
            Value::Guid(_) => Type::Guid,
            Value::Dynamic(_) => Type::Dynamic,
        })
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Bool(value) => Value::Bool(value),
            Value::Int(value) => Value::Int(value),
            Value::Long(value) => Value::Long(value),
            Value::Real(value) => Value::Real(value),
            Value::Decimal(value) => Value::Decimal(value),
            Value::String(value) => Value::String(Cow::Owned(value.into_owned())),
            Value::Datetime(value) => Value::Datetime(value),
            Value::Timespan(value) => Value::Timespan(value),
            Value::Guid(value) => Value::Guid(value),
            Value::Dynamic(value) => Value::Dynamic(Cow::Owned(value.into_owned())),
        }
    }

    /// The same, borrowed.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::String(text) => Value::String(Cow::Borrowed(text)),
            Value::Dynamic(json) => Value::Dynamic(Cow::Borrowed(json)),
            Value::Null => Value::Null,
            Value::Bool(value) => Value::Bool(*value),
            Value::Int(value) => Value::Int(*value),
            Value::Long(value) => Value::Long(*value),
            Value::Real(value) => Value::Real(*value),
            Value::Decimal(value) => Value::Decimal(value.clone()),
            Value::Datetime(value) => Value::Datetime(*value),
            Value::Timespan(value) => Value::Timespan(*value),
            Value::Guid(value) => Value::Guid(*value),
        }
    }

    /// The text of a string; of anything else the empty text.
    pub fn as_str(&self) -> &str {
        match self {
            Value::String(text) => text,
            _ => "",
        }
    }

    /// An int, or a long.
    pub fn as_long(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(i64::from(*value)),
            Value::Long(value) => Some(*value),
            _ => None,
        }
    }

    /// Any number, as a real.
    pub fn as_real(&self) -> Option<f64> {
        match self {
            Value::Int(value) => Some(f64::from(*value)),
            Value::Long(value) => Some(*value as f64),
            Value::Real(value) => Some(*value),
            Value::Decimal(value) => value.to_f64(),
            _ => None,
        }
    }

    /// Any number, as a decimal: a real as it reads (0.1 is one tenth); NaN, infinities and what is beyond ±10³⁸ have none.
    pub fn as_decimal(&self) -> Option<BigDecimal> {
        match self {
            Value::Int(value) => Some(BigDecimal::from(*value)),
            Value::Long(value) => Some(BigDecimal::from(*value)),
            Value::Real(value) => crate::convert::decimal_of_real(*value),
            Value::Decimal(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// A bool.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The ticks of a datetime or a timespan.
    pub fn as_ticks(&self) -> Option<i64> {
        match self {
            Value::Datetime(value) | Value::Timespan(value) => Some(*value),
            _ => None,
        }
    }

    /// The JSON of a dynamic.
    pub fn as_json(&self) -> Option<&Json> {
        match self {
            Value::Dynamic(json) => Some(json),
            _ => None,
        }
    }

    /// The order of `sort by` between two values of one type: nulls first, NaN before all other reals.
    ///
    /// `sort by … desc` puts nulls last and `asc` puts them first: <https://learn.microsoft.com/kusto/query/sort-operator>
    pub fn total_cmp(&self, other: &Value<'_>) -> Ordering {
        match (self, other) {
            (Value::Null, Value::Null) => Ordering::Equal,
            (Value::Null, _) => Ordering::Less,
            (_, Value::Null) => Ordering::Greater,
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::String(a), Value::String(b)) => a.cmp(b),
            (Value::Datetime(a), Value::Datetime(b)) | (Value::Timespan(a), Value::Timespan(b)) => a.cmp(b),
            (Value::Guid(a), Value::Guid(b)) => a.cmp(b),
            (Value::Dynamic(a), Value::Dynamic(b)) => crate::dynamic::compare(a, b),
            _ => match (self.as_long(), other.as_long()) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ => match (self, other) {
                    (Value::Decimal(_), _) | (_, Value::Decimal(_)) => self.as_decimal().cmp(&other.as_decimal()),
                    _ => match (self.as_real(), other.as_real()) {
                        (Some(a), Some(b)) => match (a.is_nan(), b.is_nan()) {
                            (true, true) => Ordering::Equal,
                            (true, false) => Ordering::Less,
                            (false, true) => Ordering::Greater,
                            (false, false) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
                        },
                        _ => self.kind().cmp(&other.kind()),
                    },
                },
            },
        }
    }
}

macro_rules! into_value {
    ($($from:ty => $variant:ident),*) => {
        $(impl From<$from> for Value<'_> {
            fn from(value: $from) -> Self {
                Value::$variant(value)
            }
        })*
    };
}
into_value!(bool => Bool, i32 => Int, i64 => Long, f64 => Real, BigDecimal => Decimal);

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Value::String(Cow::Owned(value))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::String(Cow::Borrowed(value))
    }
}

impl From<Json> for Value<'_> {
    fn from(value: Json) -> Self {
        Value::dynamic(value)
    }
}
