//! `trim()`, `trim_start()`, `trim_end()`: a text without what a pattern matches at its ends.

use crate::scalar::{Argument, Call, regex_cache};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns `source` without one match of a pattern at its beginning and one at its end.
    ///
    /// - `regex`: the pattern. It goes once at each end: `" "` takes one blank, `@"\s+"` takes them all.
    /// - `source`: the text to trim.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/trim-function>
    ///
    /// ```kusto
    /// trim(@"\s+", "  two words ")      // two words
    /// trim("x", "xxaxx")                // xax
    /// trim(@"[\[\]]", "[10.0.0.1]")     // 10.0.0.1
    /// ```
    pub TRIM = trim(regex: string, source: string) -> string => both, rule check;
}

kql_scalar! {
    /// Returns `source` without the match of a pattern at its beginning.
    ///
    /// - `regex`: the pattern. It goes once: `"0"` takes one zero, `"0+"` takes them all.
    /// - `source`: the text to trim.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/trim-start-function>
    ///
    /// ```kusto
    /// trim_start("https?://", "https://contoso.com")   // contoso.com
    /// trim_start("0", "007")                           // 07
    /// ```
    pub TRIM_START = trim_start(regex: string, source: string) -> string => start, rule check_start;
}

kql_scalar! {
    /// Returns `source` without the match of a pattern at its end.
    ///
    /// - `regex`: the pattern. It goes once: `"0"` takes one zero, `"0+"` takes them all.
    /// - `source`: the text to trim.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/trim-end-function>
    ///
    /// ```kusto
    /// trim_end(@"\.log", "audit.log")   // audit
    /// trim_end("0", "700")              // 70
    /// ```
    pub TRIM_END = trim_end(regex: string, source: string) -> string => end, rule check_end;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("trim", arguments, 0).map(|_| Type::String)
}

fn check_start(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("trim_start", arguments, 0).map(|_| Type::String)
}

fn check_end(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("trim_end", arguments, 0).map(|_| Type::String)
}

fn both<'a>(call: &Call<'a>) -> Value<'a> {
    trimmed(call, |pattern, source| end_trimmed(pattern, start_trimmed(pattern, source)?))
}

fn start<'a>(call: &Call<'a>) -> Value<'a> {
    trimmed(call, start_trimmed)
}

fn end<'a>(call: &Call<'a>) -> Value<'a> {
    trimmed(call, end_trimmed)
}

fn trimmed<'a>(call: &Call<'a>, trim: impl FnOnce(&str, &'a str) -> Option<&'a str>) -> Value<'a> {
    Value::string(trim(call.text(0), call.text(1)).unwrap_or_default())
}

/// The text after a match at its very beginning; `None` when the pattern is none.
fn start_trimmed<'s>(pattern: &str, source: &'s str) -> Option<&'s str> {
    let regex = regex_cache::cached(&format!(r"\A(?:{pattern})"))?;
    source.get(regex.find(source).map_or(0, |found| found.end())..)
}

/// The text before a match at its very end; `None` when the pattern is none.
fn end_trimmed<'s>(pattern: &str, source: &'s str) -> Option<&'s str> {
    let regex = regex_cache::cached(&format!(r"(?:{pattern})\z"))?;
    source.get(..regex.find(source).map_or(source.len(), |found| found.start()))
}

#[cfg(test)]
mod tests {
    use super::{end_trimmed, start_trimmed};

    #[test]
    fn takes_one_match_at_each_end() {
        assert_eq!(start_trimmed("x", "xxx"), Some("xx"));
        assert_eq!(end_trimmed("x", "x"), Some(""));
        assert_eq!(end_trimmed("b+", "baabbb"), Some("baa"));
        assert_eq!(end_trimmed("a*", "aab"), Some("aab"));
        assert_eq!(start_trimmed("a|ab", "abc"), Some("bc"));
        assert_eq!(start_trimmed("(", "abc"), None);
    }
}
