//! Operators on text with a pattern: `matches regex`, `like`, `:`.

use super::terms;
use super::text::text_type;
use crate::scalar::{Argument, Call, regex_cache};
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns whether a regular expression matches anywhere in a text.
    ///
    /// A constant pattern that is none is an error of the query; a pattern out of the data that is none matches nothing.
    /// Source: <https://learn.microsoft.com/kusto/query/matches-regex-operator>
    ///
    /// ```kusto
    /// "tid-4711" matches regex @"^tid-\d+$"         // True
    /// "TID-4711" matches regex "(?i)tid"            // True
    /// ```
    pub MATCHES_REGEX = matches_regex(text: any, pattern: any) -> bool => matches_regex, rule regex_type;
}

crate::kql_scalar! {
    /// Returns whether a text has a term; with `*` at an end of the term it may go on there, and with `*` inside there may be anything.
    ///
    /// Without regard to case.
    /// Source: <https://learn.microsoft.com/kusto/query/search-operator>
    ///
    /// ```kusto
    /// "sign-in from Northwind" : "northwind"        // True
    /// "sign-in from Northwind" : "north*"           // True
    /// "sign-in from Northwind" : "*wind"            // True
    /// "sign-in from Northwind" : "si*wind"          // True
    /// "sign-in from Northwind" : "north"            // False
    /// ```
    pub SEARCH = search(text: any, term: any) -> bool => search, rule text_type;
}

/// Declares a form of `like`.
macro_rules! like {
    ($(#[doc = $doc:literal])* pub $constant:ident = $name:ident, $ignore_case:literal, $holds:literal) => {
        crate::kql_scalar! {
            $(#[doc = $doc])*
            pub $constant = $name(text: any, pattern: any) -> bool => $name, rule text_type;
        }

        fn $name<'a>(call: &Call<'a>) -> Value<'a> {
            Value::Bool(is_like(&call.string(0), &call.string(1), $ignore_case) == $holds)
        }
    };
}

like! {
    /// Returns whether a text is like a pattern, in which `%` stands for any text and `_` for a character, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/sql-cheat-sheet>
    ///
    /// ```kusto
    /// "Northwind" like "NO%d"                       // True
    /// ```
    pub LIKE = like, true, true
}

like! {
    /// Returns whether a text is not like a pattern, without regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/sql-cheat-sheet>
    ///
    /// ```kusto
    /// "Northwind" notlike "%south%"                 // True
    /// ```
    pub NOT_LIKE = notlike, true, false
}

like! {
    /// Returns whether a text is like a pattern, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/sql-cheat-sheet>
    ///
    /// ```kusto
    /// "Northwind" likecs "NO%"                      // False
    /// ```
    pub LIKE_CS = likecs, false, true
}

like! {
    /// Returns whether a text is not like a pattern, with regard to case.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/sql-cheat-sheet>
    ///
    /// ```kusto
    /// "Northwind" notlikecs "NO%"                   // True
    /// ```
    pub NOT_LIKE_CS = notlikecs, false, false
}

fn matches_regex<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(matches(&call.string(0), &call.string(1)))
}

/// Whether a pattern matches anywhere in a text; what is no pattern matches nothing.
fn matches(text: &str, pattern: &str) -> bool {
    regex_cache::cached(pattern).is_some_and(|regex| regex.is_match(text))
}

fn regex_type(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("matches regex", arguments, 1)?;
    text_type(arguments)
}

fn search<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(has_wildcard_term(&call.string(0), &call.string(1), true))
}

/// What `search "term"` asks of a text: `term` is a whole term, `term*` begins one, `*term` ends one, `*term*` is anywhere, and inside the term `*`
/// stands for any text. A lone `*` is everywhere.
pub fn has_wildcard_term(text: &str, term: &str, ignore_case: bool) -> bool {
    let open_start = term.starts_with('*');
    let open_end = term.ends_with('*');
    let inner = term.trim_matches('*');
    if inner.contains('*') {
        let pattern = format!(
            "(?s{}){}{}{}",
            if ignore_case { "i" } else { "" },
            if open_start { "" } else { r"\b" },
            inner.split('*').map(regex::escape).collect::<Vec<_>>().join(".*"),
            if open_end { "" } else { r"\b" }
        );
        return matches(text, &pattern);
    }
    match (open_start, open_end) {
        (false, false) => terms::has_term(text, inner, ignore_case),
        (false, true) => terms::has_term_prefix(text, inner, ignore_case),
        (true, false) => terms::has_term_suffix(text, inner, ignore_case),
        (true, true) => terms::contains(text, inner, ignore_case),
    }
}

/// Whether a text is like a pattern with `%` and `_`.
pub fn is_like(text: &str, pattern: &str, ignore_case: bool) -> bool {
    let mut regex = String::from(if ignore_case { "(?si)^" } else { "(?s)^" });
    for character in pattern.chars() {
        match character {
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            plain => regex.push_str(&regex::escape(plain.encode_utf8(&mut [0; 4]))),
        }
    }
    regex.push('$');
    matches(text, &regex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_open_a_term() {
        assert!(has_wildcard_term("web01 down", "web*", true));
        assert!(!has_wildcard_term("cobweb", "web*", true));
        assert!(has_wildcard_term("cobweb", "*web", true));
        assert!(has_wildcard_term("cobwebs", "*web*", true));
        assert!(has_wildcard_term("Lab 7 PC", "lab*pc", true));
        assert!(!has_wildcard_term("Lab 7 PC", "lab*pc", false));
        assert!(!has_wildcard_term("slab 7 pc", "lab*pc", true));
        assert!(has_wildcard_term("", "*", true));
    }

    #[test]
    fn like_takes_the_whole_text() {
        assert!(is_like("a.b", "a.%", false));
        assert!(!is_like("axb", "a.%", false));
        assert!(is_like("line\nline", "%e_l%", false));
        assert!(!is_like("abc", "b%", true));
    }
}
