//! The patterns of `format_datetime()` and `format_timespan()`: letters that stand for parts, and delimiters.

/// A piece of a pattern: so many of one letter, or a delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A letter and how often it stands there.
    Part(char, usize),
    /// A delimiter.
    Delimiter(char),
}

/// The characters that stand for themselves.
const DELIMITERS: &str = " /-:,._[]";

/// Takes a pattern apart. `longest` tells how many of a letter can stand for one part: a longer run is several parts, longest first.
///
/// # Errors
/// The first character that is neither a letter of a part nor a delimiter.
pub(super) fn pieces(pattern: &str, longest: impl Fn(char, usize) -> Option<usize>) -> Result<Vec<Piece>, char> {
    let mut found = Vec::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        if DELIMITERS.contains(character) {
            found.push(Piece::Delimiter(character));
            continue;
        }
        let mut run = 1;
        while characters.next_if_eq(&character).is_some() {
            run += 1;
        }
        while run > 0 {
            let length = longest(character, run).ok_or(character)?;
            found.push(Piece::Part(character, length));
            run -= length.max(1);
        }
    }
    Ok(found)
}

/// A number with at least so many digits.
pub(super) fn padded(out: &mut String, number: u64, digits: usize) {
    out.push_str(&format!("{number:0digits$}"));
}

/// The first digits of the fraction of a second.
pub(super) fn fraction(out: &mut String, tick: u64, digits: usize) {
    out.push_str(format!("{tick:07}").get(..digits.min(7)).unwrap_or_default());
}

/// The first digits of the fraction of a second without the zeros at their end.
pub(super) fn short_fraction(out: &mut String, tick: u64, digits: usize) {
    let mut text = String::new();
    fraction(&mut text, tick, digits);
    out.push_str(text.trim_end_matches('0'));
}
