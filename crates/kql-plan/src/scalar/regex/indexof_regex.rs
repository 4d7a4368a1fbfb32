//! `indexof_regex()`: where a pattern matches in a text.

use crate::scalar::string::indexof::window;
use crate::scalar::{Argument, Call, regex_cache};
use crate::{Type, Value, kql_scalar};

kql_scalar! {
    /// Returns the zero-based character position at which a pattern matches in `source`; -1 when it does not.
    ///
    /// - `source`: where to look; any other type is read as `tostring()` gives it.
    /// - `regex`: the pattern.
    /// - `start`: from which position on.
    /// - `length`: within how many characters; -1 means all.
    /// - `occurrence`: which match, counted from 1; they do not overlap.
    ///
    /// Null: null when `start` is negative, `length` is less than -1, or `occurrence` less than 1.
    /// Source: <https://learn.microsoft.com/kusto/query/indexof-regex-function>
    ///
    /// ```kusto
    /// indexof_regex("error 50126 after error 53003", @"\d{5}")              // 6
    /// indexof_regex("error 50126 after error 53003", @"\d{5}", 0, -1, 2)    // 24
    /// indexof_regex("error", @"\d{5}")                                      // -1
    /// indexof_regex("error", "r", -2)                                       // null
    /// ```
    pub INDEXOF_REGEX = indexof_regex(source: any, regex: string, [start: long, length: long, occurrence: long]) -> long => kernel,
        rule check;
}

fn check(arguments: &[Argument]) -> Result<Type, String> {
    regex_cache::check("indexof_regex", arguments, 1).map(|_| Type::Long)
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let source = call.string(0);
    let position = || {
        let (from, part, occurrence) = window(call, &source, false)?;
        let regex = regex_cache::cached(call.text(1))?;
        let found = regex.find_iter(part).nth(usize::try_from(occurrence).ok()?.checked_sub(1)?);
        Some(found.map_or(-1, |found| from + part.get(..found.start()).unwrap_or_default().chars().count() as i64))
    };
    Value::or_null(position())
}
