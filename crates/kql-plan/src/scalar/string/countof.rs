//! `countof()`: how often a text or a pattern stands in a text.

use crate::scalar::regex_cache;
use crate::scalar::{Argument, Call};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns how often `search` stands in `source`.
    ///
    /// - `source`: where to look.
    /// - `search`: what to look for; its case matters. An empty text is nowhere.
    /// - `kind`: `"normal"`, where occurrences may overlap, or `"regex"`, where they do not; normal when absent.
    ///
    /// Source: <https://learn.microsoft.com/kusto/query/countof-function>
    ///
    /// ```kusto
    /// countof("10.0.0.1", ".")               // 3
    /// countof("aaaa", "aa")                  // 3
    /// countof("aaaa", "aa", "regex")         // 2
    /// countof("a1b22", @"\d+", "regex")      // 2
    /// ```
    pub COUNTOF = countof(source: string, search: string, [kind: string]) -> long => kernel, rule check;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    let kind = arguments.get(2).and_then(|argument| argument.constant.as_ref()).map_or("normal", Value::as_str);
    match kind {
        "normal" => Ok(Type::Long),
        "regex" => regex_cache::check("countof", arguments, 1).map(|_| Type::Long),
        other => Err(format!("`countof` knows the kinds \"normal\" and \"regex\", not \"{other}\"")),
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let (source, search) = (call.text(0), call.text(1));
    if call.text(2) == "regex" {
        return Value::or_null(regex_cache::cached(search).map(|regex| regex.find_iter(source).count() as i64));
    }
    Value::Long(overlapping(source, search))
}

/// Occurrences of a text, those that overlap included.
fn overlapping(source: &str, search: &str) -> i64 {
    let Some(step) = search.chars().next().map(char::len_utf8) else { return 0 };
    let mut count = 0;
    let mut rest = source;
    while let Some(found) = rest.find(search) {
        count += 1;
        rest = rest.get(found + step..).unwrap_or_default();
    }
    count
}
