//! Booleans, numbers and guids.

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "1" => Some(true),
        "false" | "False" | "FALSE" | "0" => Some(false),
        _ => None,
    }
}

/// A 64-bit integer, decimal or hexadecimal (which may use all 64 bits), with or without a sign.
pub(super) fn long(text: &str) -> Option<i64> {
    let (negative, digits) = sign(text);
    match hexadecimal(digits) {
        Some(digits) => {
            let value = u64::from_str_radix(digits, 16).ok()?.cast_signed();
            if negative { value.checked_neg() } else { Some(value) }
        }
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let value: i128 = digits.parse().ok()?;
            i64::try_from(if negative { -value } else { value }).ok()
        }
        None => None,
    }
}

pub(super) fn int(text: &str) -> Option<i32> {
    let (negative, digits) = sign(text);
    match hexadecimal(digits) {
        Some(digits) => {
            let value = u32::from_str_radix(digits, 16).ok()?.cast_signed();
            if negative { value.checked_neg() } else { Some(value) }
        }
        None => long(text).and_then(|value| i32::try_from(value).ok()),
    }
}

/// A real; beyond its range it is infinite, as in the engine.
pub(super) fn real(text: &str) -> Option<f64> {
    let (negative, digits) = sign(text);
    let value = match digits.to_ascii_lowercase().as_str() {
        "nan" => f64::NAN,
        "inf" | "infinity" => f64::INFINITY,
        _ if is_decimal(digits) => digits.parse().ok()?,
        _ => long(digits)? as f64,
    };
    Some(if negative { -value } else { value })
}

/// A decimal as written, if it is one.
pub(super) fn decimal(text: &str) -> Option<String> {
    let (_, digits) = sign(text);
    is_decimal(digits).then(|| text.to_owned())
}

/// A guid with or without dashes, in braces or not.
pub(super) fn guid(text: &str) -> Option<u128> {
    let text = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let bytes = text.as_bytes();
    let dashed = bytes.len() == 36 && [8, 13, 18, 23].iter().all(|at| bytes.get(*at) == Some(&b'-'));
    if !dashed && bytes.len() != 32 {
        return None;
    }
    let digits: String = text.chars().filter(|character| *character != '-').collect();
    let hexadecimal = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hexadecimal { u128::from_str_radix(&digits, 16).ok() } else { None }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn hexadecimal(text: &str) -> Option<&str> {
    text.strip_prefix("0x")
        .or_else(|| text.strip_prefix("0X"))
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Digits with at most one point and at most one exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_keep_to_their_range() {
        assert_eq!(long("9223372036854775807"), Some(i64::MAX));
        assert_eq!(long("9223372036854775808"), None);
        assert_eq!(long("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(long("0xffffffffffffffff"), Some(-1));
        assert_eq!(int("-2147483648"), Some(i32::MIN));
        assert_eq!(int("2147483648"), None);
    }

    #[test]
    fn reals_know_the_values_that_are_no_numbers() {
        assert!(real("nan").is_some_and(f64::is_nan));
        assert_eq!(real("-inf"), Some(f64::NEG_INFINITY));
        assert_eq!(real("1."), Some(1.0));
        assert_eq!(real(".5"), Some(0.5));
        assert_eq!(real("1e"), None);
        assert_eq!(real(""), None);
    }

    #[test]
    fn guids_come_with_or_without_dashes() {
        let dashed = guid("74be27de-1e4e-49d9-b579-fe0b331d3642");
        assert!(dashed.is_some());
        assert_eq!(dashed, guid("74be27de1e4e49d9b579fe0b331d3642"));
        assert_eq!(guid("74be27de"), None);
    }
}
