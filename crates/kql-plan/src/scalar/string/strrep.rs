//! `strrep()`: a text many times.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

/// No result is longer, in bytes.
const LONGEST: usize = 64 * 1024 * 1024;

kql_scalar! {
    /// Returns the text as many times as asked for, with a delimiter between.
    ///
    /// - `value`: the text; any other type is read as `tostring()` gives it.
    /// - `multiplier`: how many times.
    /// - `delimiter`: what stands between two; nothing when absent.
    ///
    /// Bounds: a result of more than 64 MiB is not made; it is `""`.
    /// Null: a null or negative `multiplier`, and 0, give `""`.
    /// Source: <https://learn.microsoft.com/kusto/query/strrep-function>
    ///
    /// ```kusto
    /// strrep("ab", 3)         // ababab
    /// strrep(5, 3, ", ")      // 5, 5, 5
    /// ```
    pub STRREP = strrep(value: any, multiplier: long, [delimiter: any]) -> string => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let times = call.long(1).and_then(|times| usize::try_from(times).ok()).unwrap_or(0);
    Value::from(repeat(&call.string(0), times, &call.string(2)))
}

/// The text `times` times, with the delimiter between; the empty text when that is too long.
fn repeat(text: &str, times: usize, delimiter: &str) -> String {
    let bytes = text.len().checked_add(delimiter.len()).and_then(|one| one.checked_mul(times));
    if times == 0 || bytes.is_none_or(|bytes| bytes > LONGEST || (bytes == 0)) {
        return String::new();
    }
    let mut repeated = text.to_owned();
    for _ in 1..times {
        repeated.push_str(delimiter);
        repeated.push_str(text);
    }
    repeated
}

#[cfg(test)]
mod tests {
    use super::repeat;

    #[test]
    fn never_grows_without_bound() {
        assert_eq!(repeat("ab", usize::MAX, ""), "");
        assert_eq!(repeat("", usize::MAX, ""), "");
        assert_eq!(repeat("ab", 1, "-"), "ab");
    }
}
