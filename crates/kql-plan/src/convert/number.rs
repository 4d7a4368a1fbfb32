//! Numbers, bools and guids out of texts.

use std::str::FromStr;

use bigdecimal::{BigDecimal, RoundingMode};

/// Digits that a decimal keeps.
const DECIMAL_DIGITS: u64 = 34;

/// `true` and `false` in any case, or a whole number: 0 is false, all others are true.
pub fn parse_bool(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        parse_long(text).map(|number| number != 0)
    }
}

/// A whole number of 64 bits, decimal with or without a sign or hexadecimal (which may use all bits) without one.
pub fn parse_long(text: &str) -> Option<i64> {
    match hexadecimal(text) {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(u64::cast_signed),
        None => text.parse().ok(),
    }
}

/// A whole number of 32 bits; else as [`parse_long`].
pub fn parse_int(text: &str) -> Option<i32> {
    match hexadecimal(text) {
        Some(digits) => u32::from_str_radix(digits, 16).ok().map(u32::cast_signed),
        None => text.parse().ok(),
    }
}

fn hexadecimal(text: &str) -> Option<&str> {
    text.strip_prefix("0x")
        .or_else(|| text.strip_prefix("0X"))
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A real, `nan` and `inf` among them, all lower-case or with a capital.
pub fn parse_real(text: &str) -> Option<f64> {
    let (negative, bare) = match text.strip_prefix('-') {
        Some(bare) => (true, bare),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = match bare {
        "nan" | "NaN" => f64::NAN,
        "inf" | "Inf" | "infinity" | "Infinity" => f64::INFINITY,
        _ if bare.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte)) => bare.parse().ok()?,
        _ => return None,
    };
    // A second sign is none of the digits.
    let signed_twice = bare.starts_with(['+', '-']);
    if signed_twice { None } else { Some(if negative { -number } else { number }) }
}

/// A decimal, rounded to 34 digits; `None` when it is beyond ±10³⁸.
pub fn parse_decimal(text: &str) -> Option<BigDecimal> {
    // What is longer than any decimal, or has an exponent that none can have, is not worth reading.
    let exponent_fits = text
        .split_once(['e', 'E'])
        .is_none_or(|(_, exponent)| exponent.parse::<i64>().is_ok_and(|exponent| exponent.abs() <= 1000));
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if text.len() > 1000 || !exponent_fits || !plain {
        return None;
    }
    within_decimal(BigDecimal::from_str(text).ok()?)
}

/// The number as a decimal can hold it: 34 digits, at most 38 of them behind the point; `None` when it is beyond ±10³⁸.
pub fn within_decimal(number: BigDecimal) -> Option<BigDecimal> {
    let number = if number.digits() > DECIMAL_DIGITS {
        let keep = number.fractional_digit_count() - (number.digits() - DECIMAL_DIGITS) as i64;
        number.with_scale_round(keep, RoundingMode::HalfEven)
    } else {
        number
    };
    let number =
        if number.fractional_digit_count() > 38 { number.with_scale_round(38, RoundingMode::HalfEven) } else { number };
    let digits_before_point = number.digits() as i64 - number.fractional_digit_count();
    (digits_before_point <= 38).then(|| number.normalized())
}

/// The decimal that reads like the real; `None` when it is not finite or too big.
pub fn decimal_of_real(number: f64) -> Option<BigDecimal> {
    // The shortest text, not the exact binary value: `todecimal(0.1)` is one tenth.
    if number.is_finite() { parse_decimal(&format!("{number:e}")) } else { None }
}

/// A guid: 32 hexadecimal digits with dashes anywhere between them, in braces or parentheses or not.
pub fn parse_guid(text: &str) -> Option<u128> {
    let inner = |open, close| text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let bare = inner('{', '}').or_else(|| inner('(', ')')).unwrap_or(text);
    let mut digits = 0;
    let mut guid: u128 = 0;
    for character in bare.chars() {
        match character.to_digit(16) {
            Some(digit) if digits < 32 => {
                guid = (guid << 4) | u128::from(digit);
                digits += 1;
            }
            None if character == '-' && digits > 0 => {}
            _ => return None,
        }
    }
    (digits == 32).then_some(guid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_strictly() {
        assert_eq!(parse_long("+7"), Some(7));
        assert_eq!(parse_long("0XfF"), Some(255));
        assert_eq!(parse_long("0xffffffffffffffff"), Some(-1));
        for text in ["", "-", "-0x10", "0x", "0x-1", "5.0", "1e3", "1_0", "9223372036854775808"] {
            assert_eq!(parse_long(text), None, "{text}");
        }
        assert_eq!(parse_int("2147483648"), None);
    }

    #[test]
    fn reals_have_their_own_words() {
        assert_eq!(parse_real("-2.5e3"), Some(-2500.0));
        assert_eq!(parse_real("+Infinity"), Some(f64::INFINITY));
        assert!(parse_real("NaN").is_some_and(f64::is_nan));
        for text in ["", "INF", "0x10", "--1", "+-1", "1_0", "1e"] {
            assert_eq!(parse_real(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_are_exact_and_bounded() {
        assert_eq!(parse_decimal("1.50"), decimal_of_real(1.5));
        assert_eq!(parse_decimal("1e39"), None);
        assert_eq!(parse_decimal("1e999999999999"), None);
        assert_eq!(parse_decimal("x"), None);
        assert_eq!(decimal_of_real(f64::NAN), None);
        assert_eq!(decimal_of_real(1e-300).map(|tiny| tiny.to_string()), Some("0".to_owned()));
    }

    #[test]
    fn guids_may_be_dashed_anywhere() {
        let guid = parse_guid("00112233445566778899aabbccddeeff");
        assert_eq!(guid, Some(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff));
        assert_eq!(guid, parse_guid("{00112233-4455-6677-8899-AABBCCDDEEFF}"));
        assert_eq!(guid, parse_guid("0011-2233445566778899aabbccddeeff"));
        assert_eq!(parse_guid("0011"), None);
        assert_eq!(parse_guid("{}"), None);
    }
}
