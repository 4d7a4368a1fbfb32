//! Time spans.

use super::{TICKS_PER_DAY, TICKS_PER_SECOND};

/// Ticks (100 ns) of a time span as it stands in a query (`1d`, `1.5h`), in `timespan(…)` (`1.02:03:04.5`, `15 seconds`,
/// `2` for days), or in the text of a column. `None` when it is none, or beyond ±10,675,199 days.
///
/// ```
/// assert_eq!(kql::literal::parse_timespan("1tick"), Some(1));
/// assert_eq!(kql::literal::parse_timespan("-00:00:01.5"), Some(-15_000_000));
/// ```
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/timespan>
pub fn parse_timespan(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let ticks = if rest.contains(':') { clock(rest) } else { quantity(rest) }?;
    let signed = if negative { -ticks } else { ticks };
    i64::try_from(signed).ok()
}

/// A number and a unit; days when there is none.
fn quantity(text: &str) -> Option<i128> {
    let end = text.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let ticks_of_unit: i128 = match unit.trim() {
        "" | "d" | "day" | "days" => i128::from(TICKS_PER_DAY),
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600 * i128::from(TICKS_PER_SECOND),
        "m" | "min" | "minute" | "minutes" => 60 * i128::from(TICKS_PER_SECOND),
        "s" | "sec" | "second" | "seconds" => i128::from(TICKS_PER_SECOND),
        "ms" | "milli" | "millis" | "millisec" | "millisecond" | "milliseconds" => 10_000,
        "micro" | "micros" | "microsec" | "microsecond" | "microseconds" => 10,
        "nano" | "nanos" | "nanosec" | "nanosecond" | "nanoseconds" => return nanoseconds(number),
        "tick" | "ticks" => 1,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole: i128 = digits(whole)?.parse().ok()?;
    let whole = whole.checked_mul(ticks_of_unit)?;
    if fraction.is_empty() {
        return Some(whole);
    }
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let part: i128 = digits(fraction)?.parse().ok()?;
    whole.checked_add(part.checked_mul(ticks_of_unit)? / scale)
}

fn nanoseconds(number: &str) -> Option<i128> {
    let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
    digits(whole)?.parse::<i128>().ok().map(|nanoseconds| nanoseconds / 100)
}

/// `[days.]hours:minutes[:seconds[.fraction]]`.
fn clock(text: &str) -> Option<i128> {
    let mut parts = text.split(':');
    let first = parts.next()?;
    let minutes = bounded(parts.next()?, 59)?;
    let seconds = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let (days, hours) = match first.split_once('.') {
        Some((days, hours)) => (digits(days)?.parse().ok()?, bounded(hours, 23)?),
        None => (0_i128, bounded(first, 23)?),
    };
    let (seconds, fraction) = match seconds {
        None => (0, 0),
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
            (bounded(whole, 59)?, fraction_ticks(fraction)?)
        }
    };
    let whole = days.checked_mul(86_400)? + hours * 3600 + minutes * 60 + seconds;
    whole.checked_mul(i128::from(TICKS_PER_SECOND))?.checked_add(i128::from(fraction))
}

/// Ticks of the digits after a second's point; what is finer than a tick is cut off.
pub(super) fn fraction_ticks(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    digits(text)?;
    let seven: String = text.chars().chain(std::iter::repeat('0')).take(7).collect();
    seven.parse().ok()
}

fn bounded(text: &str, most: i128) -> Option<i128> {
    digits(text)?.parse().ok().filter(|value| *value <= most)
}

/// The text, if it is digits and nothing else.
pub(super) fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_is_read() {
        assert_eq!(parse_timespan("1.5h"), Some(54_000_000_000));
        assert_eq!(parse_timespan("2"), Some(2 * TICKS_PER_DAY));
        assert_eq!(parse_timespan("15 seconds"), Some(150_000_000));
        assert_eq!(parse_timespan("1.02:03:04.5678901"), Some(937_845_678_901));
        assert_eq!(parse_timespan("10675199.02:48:05.4775807"), Some(i64::MAX));
        assert_eq!(parse_timespan("-10675199.02:48:05.4775808"), Some(i64::MIN));
        assert_eq!(parse_timespan("10675199.02:48:05.4775808"), None);
        assert_eq!(parse_timespan("1w"), None);
        assert_eq!(parse_timespan("25:00"), None);
        assert_eq!(parse_timespan(""), None);
    }
}
