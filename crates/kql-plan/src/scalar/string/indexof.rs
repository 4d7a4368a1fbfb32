//! `indexof()`: where a text stands in another.

use crate::scalar::Call;
use crate::{Value, kql_scalar};

kql_scalar! {
    /// Returns the zero-based character position at which `lookup` stands in `source`; -1 when it does not.
    ///
    /// - `source`: where to look; any other type is read as `tostring()` gives it.
    /// - `lookup`: what to look for; it is a text, not a pattern, and its case matters.
    /// - `start`: from which position on; a negative one counts from the end.
    /// - `length`: within how many characters; -1 means all.
    /// - `occurrence`: which occurrence, counted from 1; they may overlap.
    ///
    /// Null: null when `lookup` is empty, `length` is less than -1, or `occurrence` less than 1.
    /// Source: <https://learn.microsoft.com/kusto/query/indexof-function>
    ///
    /// ```kusto
    /// indexof("quaestor", "est")            // 3
    /// indexof("a.b.c", ".", 2)              // 3
    /// indexof("a.b.c", ".", 0, -1, 2)       // 3
    /// indexof("a.b.c", "c", 0, 4)           // -1
    /// indexof("a.b.c", "")                  // null
    /// ```
    pub INDEXOF = indexof(source: any, lookup: any, [start: long, length: long, occurrence: long]) -> long => kernel;
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    let (source, lookup) = (call.string(0), call.string(1));
    Value::or_null(window(call, &source, true).and_then(|(from, part, occurrence)| {
        let mut at = 0;
        let mut left = occurrence;
        if lookup.is_empty() {
            return None;
        }
        while let Some(found) = part.get(at..).and_then(|rest| rest.find(&*lookup)) {
            left -= 1;
            if left == 0 {
                return Some(from + part.get(..at + found)?.chars().count() as i64);
            }
            at += found + lookup.chars().next().map_or(1, char::len_utf8);
        }
        Some(-1)
    }))
}

/// The part of the source that `start` and `length` leave, the position it begins at, and the occurrence that is wanted.
pub(crate) fn window<'s>(call: &Call<'_>, source: &'s str, from_end: bool) -> Option<(i64, &'s str, i64)> {
    let given = |index: usize, default: i64| if call.has(index) { call.long(index) } else { Some(default) };
    let (start, length, occurrence) = (given(2, 0)?, given(3, -1)?, given(4, 1)?);
    if length < -1 || occurrence < 1 || (start < 0 && !from_end) {
        return None;
    }
    let start = if start < 0 { start.saturating_add(source.chars().count() as i64).max(0) } else { start };
    let offset = |text: &str, position: i64| {
        text.char_indices().nth(usize::try_from(position).unwrap_or(usize::MAX)).map_or(text.len(), |(at, _)| at)
    };
    let rest = source.get(offset(source, start)..)?;
    let part = if length < 0 { rest } else { rest.get(..offset(rest, length))? };
    Some((start, part, occurrence))
}
