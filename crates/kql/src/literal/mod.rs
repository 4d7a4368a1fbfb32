//! What literals are worth: pure functions from what is written to values.

mod datetime;
mod number;
mod string;
mod timespan;

pub use datetime::parse_datetime;
pub use string::{quote, string_value};
pub use timespan::parse_timespan;

use crate::lex::Keyword;
use crate::tree::LiteralValue;

/// Ticks (100 ns) of a second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks (100 ns) of a day.
pub const TICKS_PER_DAY: i64 = 86_400 * TICKS_PER_SECOND;

/// The value of a number as it stands in a query: `5`, `0xff`. A sign is allowed.
pub(crate) fn long_value(spelling: &str) -> LiteralValue {
    number::long(spelling).map_or(LiteralValue::Invalid, |value| LiteralValue::Long(Some(value)))
}

/// The value of a real as it stands in a query: `1.5`, `1e3`. A sign is allowed.
pub(crate) fn real_value(spelling: &str) -> LiteralValue {
    number::real(spelling).map_or(LiteralValue::Invalid, |value| LiteralValue::Real(Some(value)))
}

/// The value of a time span as it stands in a query: `1d`, `1.5h`. A sign is allowed.
pub(crate) fn timespan_value(spelling: &str) -> LiteralValue {
    parse_timespan(spelling).map_or(LiteralValue::Invalid, |value| LiteralValue::Timespan(Some(value)))
}

/// The value of a guid without `guid(…)`.
pub(crate) fn guid_value(spelling: &str) -> LiteralValue {
    number::guid(spelling).map_or(LiteralValue::Invalid, |value| LiteralValue::Guid(Some(value)))
}

/// The value of `type(content)`.
pub(crate) fn typed_value(keyword: Keyword, content: &str) -> LiteralValue {
    let content = content.trim();
    let content = unquote(content);
    let null = content == "null";
    let value = match keyword {
        Keyword::Bool | Keyword::Boolean if null => Some(LiteralValue::Bool(None)),
        Keyword::Bool | Keyword::Boolean => number::boolean(content).map(|value| LiteralValue::Bool(Some(value))),
        Keyword::Int | Keyword::Int32 if null => Some(LiteralValue::Int(None)),
        Keyword::Int | Keyword::Int32 => number::int(content).map(|value| LiteralValue::Int(Some(value))),
        Keyword::Long | Keyword::Int64 if null => Some(LiteralValue::Long(None)),
        Keyword::Long | Keyword::Int64 => number::long(content).map(|value| LiteralValue::Long(Some(value))),
        Keyword::Real | Keyword::Double if null => Some(LiteralValue::Real(None)),
        Keyword::Real | Keyword::Double => number::real(content).map(|value| LiteralValue::Real(Some(value))),
        Keyword::Decimal if null => Some(LiteralValue::Decimal(None)),
        Keyword::Decimal => number::decimal(content).map(|value| LiteralValue::Decimal(Some(value))),
        Keyword::Guid | Keyword::Uuid | Keyword::Uniqueid if null => Some(LiteralValue::Guid(None)),
        Keyword::Guid | Keyword::Uuid | Keyword::Uniqueid => {
            number::guid(content).map(|value| LiteralValue::Guid(Some(value)))
        }
        Keyword::Time | Keyword::Timespan if null => Some(LiteralValue::Timespan(None)),
        Keyword::Time | Keyword::Timespan => parse_timespan(content).map(|value| LiteralValue::Timespan(Some(value))),
        Keyword::DateTime | Keyword::Date if null => Some(LiteralValue::DateTime(None)),
        Keyword::DateTime | Keyword::Date if content.is_empty() => Some(LiteralValue::Now),
        Keyword::DateTime | Keyword::Date => parse_datetime(content).map(|value| LiteralValue::DateTime(Some(value))),
        _ => None,
    };
    value.unwrap_or(LiteralValue::Invalid)
}

/// The text without the quotes around it, if both are there.
fn unquote(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text).trim()
}
