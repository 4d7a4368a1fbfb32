//! `format_datetime()`: a datetime by a pattern.

use super::format::{Piece, fraction, padded, pieces, short_fraction};
use crate::calendar::Moment;
use crate::scalar::{Argument, Call};
use crate::{Type, Value};

crate::kql_scalar! {
    /// Returns a datetime written by a pattern.
    ///
    /// - `date`: the datetime.
    /// - `format`: parts and delimiters. Parts are `d`, `dd` (day), `M`, `MM` (month), `y`, `yy`, `yyyy` (year), `H`, `HH` (hour), `h`, `hh`
    ///   (hour of 12), `tt` (AM or PM), `m`, `mm` (minute), `s`, `ss` (second), `f` to `fffffff` (digits of the fraction of the second), `F`
    ///   to `FFFFFFF` (the same without zeros at the end). Delimiters are a space and `/ - : , . _ [ ]`.
    ///
    /// Bounds: longer runs of a letter are several parts: `dddd` writes the day twice. There are no names of days and months.
    /// Null: `""`. A pattern with another character is an error.
    /// Source: <https://learn.microsoft.com/kusto/query/format-datetime-function>
    ///
    /// ```kusto
    /// format_datetime(datetime(2024-02-09 17:05:06.25), "yyyy-MM-dd HH:mm")       // 2024-02-09 17:05
    /// format_datetime(datetime(2024-02-09 17:05:06.25), "d/M/yy h:mm:ss tt")      // 9/2/24 5:05:06 PM
    /// format_datetime(datetime(2024-02-09 17:05:06.25), "[ss.fff] [ss.FFF]")      // [06.250] [06.25]
    /// ```
    pub FORMAT_DATETIME = format_datetime(date: datetime, format: string) -> string => kernel, rule rule;
}

fn rule(arguments: &[Argument]) -> Result<Type, String> {
    let pattern = arguments.get(1).and_then(|argument| argument.constant.as_ref());
    match pattern.map(|pattern| (pattern.as_str(), pieces(pattern.as_str(), longest))) {
        Some(("", _)) => Err("`format_datetime` needs a pattern such as \"yyyy-MM-dd\", not an empty text".to_owned()),
        Some((_, Err(wrong))) => Err(format!(
            "`{wrong}` cannot stand so in the pattern of `format_datetime`: take d M y H h m s f F tt, and a space / - : , . _ [ ] between them"
        )),
        _ => Ok(Type::String),
    }
}

/// How many of a letter stand for one part, of a run so long.
fn longest(letter: char, run: usize) -> Option<usize> {
    match letter {
        'd' | 'M' | 'H' | 'h' | 'm' | 's' => Some(run.min(2)),
        'y' => Some(if run >= 4 { 4 } else { run.min(2) }),
        'f' | 'F' => Some(run.min(7)),
        't' if run >= 2 => Some(2),
        _ => None,
    }
}

fn kernel<'a>(call: &Call<'a>) -> Value<'a> {
    match (call.ticks(0), pieces(call.text(1), longest)) {
        (Some(ticks), Ok(pieces)) => Value::from(written(&Moment::from_ticks(ticks), &pieces)),
        _ => Value::from(""),
    }
}

fn written(moment: &Moment, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let (letter, length) = match *piece {
            Piece::Delimiter(delimiter) => {
                out.push(delimiter);
                continue;
            }
            Piece::Part(letter, length) => (letter, length),
        };
        let number = match letter {
            'd' => moment.day,
            'M' => moment.month,
            'y' if length == 4 => moment.year,
            'y' => moment.year % 100,
            'H' => moment.hour,
            'h' => (moment.hour + 11) % 12 + 1,
            'm' => moment.minute,
            's' => moment.second,
            't' => {
                out.push_str(if moment.hour < 12 { "AM" } else { "PM" });
                continue;
            }
            _ => moment.tick,
        };
        match letter {
            'f' => fraction(&mut out, number.unsigned_abs(), length),
            'F' => short_fraction(&mut out, number.unsigned_abs(), length),
            _ => padded(&mut out, number.unsigned_abs(), length),
        }
    }
    out
}
