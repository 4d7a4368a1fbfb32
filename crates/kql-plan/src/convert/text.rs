//! The text of values, as `tostring()` gives it.

use std::borrow::Cow;
use std::fmt::Write;

use bigdecimal::BigDecimal;

use super::json::json_text;
use crate::Value;
use crate::calendar::Moment;
use crate::value::{Json, TICKS_PER_DAY, TICKS_PER_SECOND};

/// The text of a value as `tostring()` gives it; of a null the empty text.
///
/// | type | text |
/// |---|---|
/// | bool | `True`, `False`; inside a dynamic `true`, `false` |
/// | real | `1.0`, `0.1`, `1e21`, `NaN`, `inf` |
/// | datetime | `2024-01-01T00:00:00.0000000Z` |
/// | timespan | `1.02:03:04.0000005` |
/// | guid | lower-case with dashes |
/// | dynamic | the bare text of a string, else compact JSON |
///
/// Source: <https://learn.microsoft.com/kusto/query/tostring-function>
pub fn text(value: &Value<'_>) -> String {
    text_of(value).into_owned()
}

/// The same, without a copy when it is a text already.
pub fn text_of<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Bool(true) => Cow::Borrowed("True"),
        Value::Bool(false) => Cow::Borrowed("False"),
        Value::Int(number) => Cow::Owned(number.to_string()),
        Value::Long(number) => Cow::Owned(number.to_string()),
        Value::Real(number) => Cow::Owned(real_text(*number)),
        Value::Decimal(number) => Cow::Owned(decimal_text(number)),
        Value::Datetime(ticks) => Cow::Owned(datetime_text(*ticks)),
        Value::Timespan(ticks) => Cow::Owned(timespan_text(*ticks)),
        Value::Guid(guid) => Cow::Owned(guid_text(*guid)),
        Value::Dynamic(json) => match json.as_ref() {
            Json::Null => Cow::Borrowed(""),
            Json::String(text) => Cow::Borrowed(text),
            other => Cow::Owned(json_text(other)),
        },
    }
}

/// `2024-01-01T00:00:00.0000000Z`.
pub fn datetime_text(ticks: i64) -> String {
    let Moment { year, month, day, hour, minute, second, tick } = Moment::from_ticks(ticks);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{tick:07}Z")
}

/// `[-][d.]hh:mm:ss[.fffffff]`.
pub fn timespan_text(ticks: i64) -> String {
    let size = ticks.unsigned_abs();
    let (day, second) = (TICKS_PER_DAY.unsigned_abs(), TICKS_PER_SECOND.unsigned_abs());
    let (days, seconds, fraction) = (size / day, size % day / second, size % second);
    let mut out = String::with_capacity(26);
    if ticks < 0 {
        out.push('-');
    }
    // Writing into a string never fails.
    if days > 0 {
        let _ = write!(out, "{days}.");
    }
    let _ = write!(out, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if fraction > 0 {
        let _ = write!(out, ".{fraction:07}");
    }
    out
}

/// `00112233-4455-6677-8899-aabbccddeeff`.
pub fn guid_text(guid: u128) -> String {
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        guid >> 96,
        guid >> 80 & 0xffff,
        guid >> 64 & 0xffff,
        guid >> 48 & 0xffff,
        guid & 0xffff_ffff_ffff
    )
}

/// All digits of a decimal, without an exponent and without zeros at its end.
pub fn decimal_text(number: &BigDecimal) -> String {
    number.normalized().to_plain_string()
}

/// The text of a real: always with a point or an exponent, in as few digits as it takes to read the same number again.
///
/// Among the shortest texts it is the greatest in size, as the engine writes it: `0.1 + 0.2` is `0.30000000000000007`.
pub fn real_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let mut out = String::with_capacity(24);
    if number.is_sign_negative() {
        out.push('-');
    }
    if number.is_infinite() {
        out.push_str("inf");
        return out;
    }
    let (digits, point) = greatest_shortest(number.abs());
    let length = digits.len() as i32;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    // Writing into a string never fails.
    match point {
        1..=21 if length <= point => {
            let _ = write!(out, "{digits}{}.0", zeros(point - length));
        }
        1..=21 => {
            let (whole, fraction) = digits.split_at_checked(point as usize).unwrap_or((&digits, ""));
            let _ = write!(out, "{whole}.{fraction}");
        }
        -5..=0 => {
            let _ = write!(out, "0.{}{digits}", zeros(-point));
        }
        _ => {
            let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
            let _ = write!(out, "{first}{}{rest}e{}", if rest.is_empty() { "" } else { "." }, point - 1);
        }
    }
    out
}

/// The digits of a number that is not negative, and how many of them stand before the point.
fn greatest_shortest(number: f64) -> (String, i32) {
    let shortest = format!("{number:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    // Up to 15 digits every text is another number.
    if digits.len() < 16 {
        return (digits, exponent + 1);
    }
    let scale = exponent - (digits.len() as i32 - 1);
    let Ok(mut greatest) = digits.parse::<u64>() else { return (digits, exponent + 1) };
    while format!("{}e{scale}", greatest + 1).parse() == Ok(number) {
        greatest += 1;
    }
    (greatest.to_string(), exponent + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reals_read_like_the_engine_writes_them() {
        for (number, text) in [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (1500.0, "1500.0"),
            (0.7 + 0.1, "0.7999999999999999"),
            (0.1 + 0.2, "0.30000000000000007"),
            (2.0 / 3.0, "0.6666666666666666"),
            (1e20, "100000000000000000000.0"),
            (1.5e22, "1.5e22"),
            (1e-7, "1e-7"),
            (0.000_012_5, "0.0000125"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            assert_eq!(real_text(number), text);
        }
        for number in [f64::MAX, f64::MIN_POSITIVE, 5e-324, 123.456, 0.7 * 3.0] {
            assert_eq!(real_text(number).parse(), Ok(number));
        }
    }

    #[test]
    fn times_are_written_whole() {
        assert_eq!(datetime_text(0), "0001-01-01T00:00:00.0000000Z");
        assert_eq!(datetime_text(crate::value::MAX_DATETIME), "9999-12-31T23:59:59.9999999Z");
        assert_eq!(timespan_text(0), "00:00:00");
        assert_eq!(timespan_text(-864_000_000_001), "-1.00:00:00.0000001");
        assert_eq!(timespan_text(i64::MIN), "-10675199.02:48:05.4775808");
    }

    #[test]
    fn guids_are_dashed() {
        assert_eq!(guid_text(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff), "00112233-4455-6677-8899-aabbccddeeff");
    }
}
