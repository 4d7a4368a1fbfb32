//! `format_timespan()`: a timespan by a pattern.

use super::format::{Piece, fraction, padded, pieces, short_fraction};
use crate::scalar::{Argument, Call};
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns a timespan written by a pattern, with a `-` before it when it is negative.
    ///
    /// - `timespan`: the timespan.
    /// - `format`: parts and delimiters. Parts are `d` to `dddddddd` (whole days), `h`, `hh`, `H`, `HH` (hours of the day, 0 to 23), `m`, `mm`
    ///   (minutes), `s`, `ss` (seconds), `f` to `fffffff` (digits of the fraction of the second), `F` to `FFFFFFF` (the same without zeros at
    ///   the end). Delimiters are a space and `/ - : , . _ [ ]`.
    ///
    /// Bounds: what the pattern does not name is left out: `hh:mm` of 25 hours is `01:00`.
    /// Null: `""`. A pattern with another character is an error.
    /// Source: <https://learn.microsoft.com/kusto/query/format-timespan-function>
    ///
    /// ```kusto
    /// format_timespan(1d + 2h + 3m + 4.5s, "ddd.hh:mm:ss.ff")    // 001.02:03:04.50
    /// format_timespan(25h, "h:mm")                               // 1:00
    /// format_timespan(-90s, "m [ss]")                            // -1 [30]
    /// ```
    pub FORMAT_TIMESPAN = format_timespan(timespan: timespan, format: string) -> string => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    let pattern = arguments.get(1).and_then(|argument| argument.constant.as_ref());
    match pattern.map(|pattern| (pattern.as_str(), pieces(pattern.as_str(), longest))) {
        Some(("", _)) => Err("`format_timespan` needs a pattern such as \"d.hh:mm:ss\", not an empty text".to_owned()),
        Some((_, Err(wrong))) => Err(format!(
            "`{wrong}` cannot stand so in the pattern of `format_timespan`: take d h H m s f F, and a space / - : , . _ [ ] between them"
        )),
        _ => Ok(Type::String),
    }
}

/// How many of a letter stand for one part, of a run so long.
fn longest(letter: char, run: usize) -> Option<usize> {
    match letter {
        'd' => Some(run.min(8)),
        'H' | 'h' | 'm' | 's' => Some(run.min(2)),
        'f' | 'F' => Some(run.min(7)),
        _ => None,
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match (call.ticks(0), pieces(call.text(1), longest)) {
        (Some(ticks), Ok(pieces)) => Value::from(written(ticks, &pieces)),
        _ => Value::from(""),
    }
}

fn written(timespan: i64, pieces: &[Piece]) -> String {
    let ticks = timespan.unsigned_abs();
    let seconds = ticks / 10_000_000;
    let mut out = String::new();
    if timespan < 0 {
        out.push('-');
    }
    for piece in pieces {
        match *piece {
            Piece::Delimiter(delimiter) => out.push(delimiter),
            Piece::Part('d', length) => padded(&mut out, seconds / 86_400, length),
            Piece::Part('H' | 'h', length) => padded(&mut out, seconds / 3600 % 24, length),
            Piece::Part('m', length) => padded(&mut out, seconds / 60 % 60, length),
            Piece::Part('s', length) => padded(&mut out, seconds % 60, length),
            Piece::Part('f', length) => fraction(&mut out, ticks % 10_000_000, length),
            Piece::Part(_, length) => short_fraction(&mut out, ticks % 10_000_000, length),
        }
    }
    out
}
