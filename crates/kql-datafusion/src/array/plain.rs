//! JSON written in the plain way: strings without escapes, numbers without a point.

/// How many digits a plain number may have: all such numbers are longs.
const MOST_DIGITS: usize = 18;

/// The place after a plain value that is no array and no bag.
pub(crate) fn scalar(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => string(bytes, at),
        b't' => word(bytes, at, b"true"),
        b'f' => word(bytes, at, b"false"),
        b'n' => word(bytes, at, b"null"),
        _ => number(bytes, at),
    }
}

/// The place after a string without escapes.
pub(crate) fn string(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        match special(u64::from_le_bytes(*eight)) {
            0 => at += 8,
            marks => {
                at += marks.trailing_zeros() as usize / 8;
                break;
            }
        }
    }
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' | 0..0x20 => return None,
            _ => at += 1,
        }
    }
}

/// Marks the first of eight bytes that is a quote, a backslash or a control character, and perhaps others after it.
fn special(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let below = |bytes: u64, bound: u8| bytes.wrapping_sub(ONES * u64::from(bound)) & !bytes & HIGHS;
    below(eight, 0x20) | below(eight ^ (ONES * u64::from(b'"')), 1) | below(eight ^ (ONES * u64::from(b'\\')), 1)
}

/// The place after a whole number of few digits.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let negative = bytes.get(at) == Some(&b'-');
    let first = at + usize::from(negative);
    let digits = bytes.get(first..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let zero = bytes.get(first) == Some(&b'0') && (digits > 1 || negative);
    let after = first + digits;
    let whole = !matches!(bytes.get(after), Some(b'.' | b'e' | b'E'));
    ((1..=MOST_DIGITS).contains(&digits) && !zero && whole).then_some(after)
}

fn word(bytes: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    bytes.get(at..)?.starts_with(word).then_some(at + word.len())
}
