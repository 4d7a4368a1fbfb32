//! How string operators look into text: plain functions on plain text, without a copy.
//!
//! A term is a run of letters and digits as long as it can be. Without regard to case, two characters are alike when they have the same upper
//! case of one character; what has none (`ß`) is only like itself.
//!
//! Source: <https://learn.microsoft.com/kusto/query/datatypes-string-operators>

/// Which sides of a match must be the sides of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Nothing that belongs to the term may stand before it.
    pub before: bool,
    /// Nothing that belongs to the term may stand after it.
    pub after: bool,
}

/// `has`: whether `needle` is there as a whole term (or several, with what stands between them). The empty text is everywhere.
pub fn has_term(haystack: &str, needle: &str, ignore_case: bool) -> bool {
    find(haystack, needle, ignore_case, Bounds { before: true, after: true })
}

/// `hasprefix`: whether a term begins with `needle`.
pub fn has_term_prefix(haystack: &str, needle: &str, ignore_case: bool) -> bool {
    find(haystack, needle, ignore_case, Bounds { before: true, after: false })
}

/// `hassuffix`: whether a term ends with `needle`.
pub fn has_term_suffix(haystack: &str, needle: &str, ignore_case: bool) -> bool {
    find(haystack, needle, ignore_case, Bounds { before: false, after: true })
}

/// `contains`: whether `needle` is there anywhere.
pub fn contains(haystack: &str, needle: &str, ignore_case: bool) -> bool {
    if ignore_case {
        find(haystack, needle, true, Bounds { before: false, after: false })
    } else {
        haystack.contains(needle)
    }
}

/// `startswith`.
pub fn starts_with(haystack: &str, needle: &str, ignore_case: bool) -> bool {
    if ignore_case { prefix_length(haystack, needle).is_some() } else { haystack.starts_with(needle) }
}

/// `endswith`.
pub fn ends_with(haystack: &str, needle: &str, ignore_case: bool) -> bool {
    if !ignore_case {
        return haystack.ends_with(needle);
    }
    if haystack.is_ascii() || needle.is_ascii() {
        let (haystack, needle) = (haystack.as_bytes(), needle.as_bytes());
        let tail = haystack.len().checked_sub(needle.len()).and_then(|start| haystack.get(start..));
        return tail.is_some_and(|tail| tail.eq_ignore_ascii_case(needle));
    }
    let mut haystack = haystack.chars().rev();
    needle.chars().rev().all(|wanted| haystack.next().is_some_and(|found| alike(found, wanted)))
}

/// `=~`: whether two texts are the same without regard to case.
pub fn equal_ignoring_case(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return left.eq_ignore_ascii_case(right);
    }
    prefix_length(left, right) == Some(left.len())
}

/// Whether `needle` is anywhere in `haystack` with the asked bounds. A side of the needle that is no letter or digit bounds itself.
fn find(haystack: &str, needle: &str, ignore_case: bool, bounds: Bounds) -> bool {
    let (Some(first), Some(last)) = (needle.chars().next(), needle.chars().next_back()) else { return true };
    let before = bounds.before && first.is_alphanumeric();
    let after = bounds.after && last.is_alphanumeric();
    let bounded = |start: usize, end: usize| {
        let free_before = !before || !ends_in_term(haystack.get(..start).unwrap_or_default());
        let free_after = !after || !begins_in_term(haystack.get(end..).unwrap_or_default());
        free_before && free_after
    };
    if !ignore_case {
        return positions(haystack, needle).any(|start| bounded(start, start + needle.len()));
    }
    if needle.is_ascii() {
        return ascii_positions(haystack.as_bytes(), needle.as_bytes())
            .any(|start| bounded(start, start + needle.len()));
    }
    haystack.char_indices().any(|(start, _)| {
        let rest = haystack.get(start..).unwrap_or_default();
        prefix_length(rest, needle).is_some_and(|length| bounded(start, start + length))
    })
}

/// Where a needle that is not empty begins, overlapping places included.
fn positions<'t>(haystack: &'t str, needle: &'t str) -> impl Iterator<Item = usize> + 't {
    let step = needle.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + haystack.get(from..)?.find(needle)?;
        from = start + step;
        Some(start)
    })
}

/// Where a needle of ASCII that is not empty begins, without regard to case. An ASCII byte is never part of another character.
fn ascii_positions<'t>(haystack: &'t [u8], needle: &'t [u8]) -> impl Iterator<Item = usize> + 't {
    let first = needle.first().copied().unwrap_or_default();
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = haystack.get(from..)?;
            let start = from + memchr::memchr2(lower, upper, rest)?;
            from = start + 1;
            if haystack.get(start..start + needle.len())?.eq_ignore_ascii_case(needle) {
                return Some(start);
            }
        }
    })
}

/// How many bytes of the text the needle takes at its start, without regard to case.
fn prefix_length(text: &str, needle: &str) -> Option<usize> {
    if needle.is_ascii() {
        let head = text.as_bytes().get(..needle.len())?;
        return head.eq_ignore_ascii_case(needle.as_bytes()).then_some(needle.len());
    }
    let mut characters = text.chars();
    for wanted in needle.chars() {
        if !alike(characters.next()?, wanted) {
            return None;
        }
    }
    Some(text.len() - characters.as_str().len())
}

/// Whether two characters are the same without regard to case.
fn alike(left: char, right: char) -> bool {
    left == right || upper(left) == upper(right)
}

/// The upper case of a character; itself when that would be several.
fn upper(character: char) -> char {
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => single,
        _ => character,
    }
}

fn ends_in_term(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => text.chars().next_back().is_some_and(char::is_alphanumeric),
    }
}

fn begins_in_term(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => text.chars().next().is_some_and(char::is_alphanumeric),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_end_where_letters_and_digits_do() {
        assert!(has_term("sign-in by anna_7", "anna", true));
        assert!(has_term("sign-in by ANNA", "anna", true));
        assert!(!has_term("sign-in by ANNA", "anna", false));
        assert!(!has_term("hannah", "anna", true));
        assert!(has_term("hannah anna", "anna", false));
        assert!(has_term("a.b.c", "b.c", false));
        assert!(has_term("50126: Invalid", "50126:", true));
        assert!(!has_term("1050126: Invalid", "50126:", true));
        assert!(has_term("x/admin/y", "/admin", true));
        assert!(!has_term("x/administrator", "/admin", true));
        assert!(has_term("", "", true));
        assert!(!has_term("", "a", true));
        assert!(has_term("a b", " ", true));
    }

    #[test]
    fn terms_may_be_of_any_script() {
        assert!(has_term("über uns", "ÜBER", true));
        assert!(!has_term("darüber", "über", true));
        assert!(!has_term("überall", "uberall", true));
        assert!(has_term("日誌 記録", "記録", true));
        assert!(!has_term("straße", "strasse", true));
        assert!(has_term("Straße 5", "STRAßE", true));
    }

    #[test]
    fn prefixes_and_suffixes_are_of_terms() {
        assert!(has_term_prefix("the cartwheel", "CART", true));
        assert!(!has_term_prefix("go-kartcart", "cart", true));
        assert!(has_term_suffix("a cartwheel, two", "wheel", true));
        assert!(!has_term_suffix("wheels", "wheel", true));
        assert!(has_term_suffix("wheels wheel", "wheel", false));
    }

    #[test]
    fn overlapping_places_are_all_looked_at() {
        assert!(has_term("aa-a", "a", false));
        assert!(has_term("xa-a-a", "a-a", false));
        assert!(has_term("xä-ä-ä", "Ä-ä", true));
        assert!(contains("aab", "AB", true));
    }

    #[test]
    fn whole_texts_and_their_ends() {
        assert!(starts_with("Ärger", "är", true));
        assert!(!starts_with("Ä", "är", true));
        assert!(ends_with("CAFÉ", "fé", true));
        assert!(ends_with("naïve CAFE", "cafe", true));
        assert!(!ends_with("e", "cafe", true));
        assert!(equal_ignoring_case("MÜLLER", "müller"));
        assert!(!equal_ignoring_case("MÜLLER", "müllers"));
        assert!(!equal_ignoring_case("müllers", "MÜLLER"));
        assert!(contains("naïve", "ÏV", true));
        assert!(!contains("naïve", "iv", true));
    }
}
