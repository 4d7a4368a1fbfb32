//! Instants and lengths of time in every form in which the exporters write them.

use crate::DateOrder;

/// Why a text is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeError {
    /// Day and month could be either way round.
    Ambiguous,
    /// A time of day without a date.
    NoDate,
    /// Not a time in any known form, or one that does not exist.
    Unknown,
}

const MICROS: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// Returns microseconds since 1970, UTC. A time without a zone is UTC: so is every one of these services' times.
///
/// Understood: ISO 8601 (`T` or space, one-digit hours, 0 to 9 fraction digits, `Z`, an offset or nothing);
/// `M/D/Y` and `D/M/Y` with `/`, `.` or `-`, with or without seconds, AM or PM and an offset, as `order` says or the
/// numbers prove; `/Date(milliseconds)/`; milliseconds since 1970 of 13 digits. Years 0001 to 9999. Fractions beyond a
/// microsecond are cut off.
pub(crate) fn parse(text: &str, order: DateOrder) -> Result<i64, TimeError> {
    let text = text.trim();
    if let Some(millis) = epoch(text) {
        return Ok(millis.saturating_mul(1000));
    }
    let (date, rest) = numbers(text)?;
    let days = days(&date, order)?;
    let (time, zone) = time_of_day(rest)?;
    let seconds = days * DAY + time.seconds - zone;
    let micros = seconds * MICROS + time.micros;
    (FIRST..=LAST).contains(&micros).then_some(micros).ok_or(TimeError::Unknown)
}

/// 0001-01-01 and the last microsecond of 9999.
const FIRST: i64 = -62_135_596_800 * MICROS;
const LAST: i64 = 253_402_300_800 * MICROS - 1;

/// Milliseconds of `/Date(…)/` (also with its slashes escaped, also with an offset, which does not move the instant) or
/// of a bare number.
fn epoch(text: &str) -> Option<i64> {
    let bare = text.trim_matches(['/', '\\']);
    if let Some(inside) = bare.strip_prefix("Date(").and_then(|t| t.strip_suffix(')')) {
        let end =
            inside.char_indices().skip(1).find(|(_, c)| matches!(c, '+' | '-')).map_or(inside.len(), |(at, _)| at);
        let (digits, _offset) = inside.split_at_checked(end)?;
        return digits.parse().ok().filter(|millis: &i64| millis.abs() < 1 << 52);
    }
    (text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The three numbers of a date as written.
struct Numbers {
    first: (i64, usize),
    second: (i64, usize),
    third: (i64, usize),
}

fn numbers(text: &str) -> Result<(Numbers, &str), TimeError> {
    let (first, rest) = digits(text).ok_or(TimeError::Unknown)?;
    if rest.starts_with(':') {
        return Err(TimeError::NoDate);
    }
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.')).ok_or(TimeError::Unknown)?;
    let (second, rest) = rest.strip_prefix(separator).and_then(digits).ok_or(TimeError::Unknown)?;
    let (third, rest) = rest.strip_prefix(separator).and_then(digits).ok_or(TimeError::Unknown)?;
    Ok((Numbers { first, second, third }, rest))
}

/// A leading number of one to nine digits, with how many they are.
fn digits(text: &str) -> Option<((i64, usize), &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    if !(1..=9).contains(&end) {
        return None;
    }
    let (number, rest) = text.split_at_checked(end)?;
    Some(((number.parse().ok()?, end), rest))
}

/// Days since 1970 of a date.
fn days(date: &Numbers, order: DateOrder) -> Result<i64, TimeError> {
    let (year, month, day) = if date.first.1 == 4 {
        (date.first.0, date.second.0, date.third.0)
    } else if date.third.1 == 4 {
        let (first, second) = (date.first.0, date.second.0);
        let (month, day) = match order {
            _ if first > 12 => (second, first),
            _ if second > 12 || first == second => (first, second),
            DateOrder::MonthFirst => (first, second),
            DateOrder::DayFirst => (second, first),
            DateOrder::Unsettled => return Err(TimeError::Ambiguous),
        };
        (date.third.0, month, day)
    } else {
        return Err(TimeError::Unknown);
    };
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=length_of(year, month)).contains(&day) {
        return Err(TimeError::Unknown);
    }
    Ok(civil(year, month, day))
}

fn length_of(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970 in the proleptic Gregorian calendar: years begin in March, so that the leap day is a year's last.
fn civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[derive(Default)]
struct TimeOfDay {
    seconds: i64,
    micros: i64,
}

/// What follows a date: nothing, or a time of day with an offset in seconds.
fn time_of_day(rest: &str) -> Result<(TimeOfDay, i64), TimeError> {
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
    if rest.is_empty() {
        return Ok((TimeOfDay::default(), 0));
    }
    let ((hour, _), rest) = digits(rest).ok_or(TimeError::Unknown)?;
    let ((minute, _), rest) = rest.strip_prefix(':').and_then(digits).ok_or(TimeError::Unknown)?;
    let ((second, _), rest) = match rest.strip_prefix(':') {
        Some(after) => digits(after).ok_or(TimeError::Unknown)?,
        None => ((0, 0), rest),
    };
    let (micros, rest) = fraction(rest);
    let (hour, rest) = half_day(hour, rest.trim_start())?;
    let zone = zone(rest.trim())?;
    // A leap second is the last one of its minute here: Kusto has none.
    if hour > 23 || minute > 59 || second > 60 {
        return Err(TimeError::Unknown);
    }
    Ok((TimeOfDay { seconds: hour * 3600 + minute * 60 + second.min(59), micros }, zone))
}

/// Microseconds of `.123…` or `,123…`; further digits are cut off.
fn fraction(rest: &str) -> (i64, &str) {
    let Some(after) = rest.strip_prefix(['.', ',']) else { return (0, rest) };
    let end = after.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(after.len());
    let micros = after.bytes().take(end).chain(std::iter::repeat(b'0')).take(6);
    let micros = micros.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    (micros, after.split_at_checked(end).map_or("", |(_, rest)| rest))
}

/// Applies AM or PM, if there is one.
fn half_day(hour: i64, rest: &str) -> Result<(i64, &str), TimeError> {
    let Some((mark, after)) = rest.split_at_checked(2) else { return Ok((hour, rest)) };
    let afternoon = if mark.eq_ignore_ascii_case("AM") {
        0
    } else if mark.eq_ignore_ascii_case("PM") {
        12
    } else {
        return Ok((hour, rest));
    };
    if (1..=12).contains(&hour) { Ok((hour % 12 + afternoon, after)) } else { Err(TimeError::Unknown) }
}

/// Seconds east of UTC.
fn zone(rest: &str) -> Result<i64, TimeError> {
    if rest.is_empty() || ["Z", "UTC", "GMT"].iter().any(|utc| utc.eq_ignore_ascii_case(rest)) {
        return Ok(0);
    }
    let (sign, after) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
        (Some(after), _) => (1, after),
        (_, Some(after)) => (-1, after),
        _ => return Err(TimeError::Unknown),
    };
    let ((hours, width), rest) = digits(after).ok_or(TimeError::Unknown)?;
    let (hours, minutes) = match (rest.strip_prefix(':'), width) {
        (Some(after), 1 | 2) => match digits(after) {
            Some(((minutes, 2), "")) => (hours, minutes),
            _ => return Err(TimeError::Unknown),
        },
        (None, 1 | 2) if rest.is_empty() => (hours, 0),
        (None, 4) if rest.is_empty() => (hours / 100, hours % 100),
        _ => return Err(TimeError::Unknown),
    };
    if hours > 14 || minutes > 59 { Err(TimeError::Unknown) } else { Ok(sign * (hours * 3600 + minutes * 60)) }
}

/// Ticks of 100 ns of `[-][d.]hh:mm:ss[.fffffff]`.
pub(crate) fn ticks(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |after| (-1, after));
    let ((first, _), rest) = digits(text)?;
    let (days, hours, rest) = match rest.strip_prefix('.') {
        Some(after) => {
            let ((hours, _), rest) = digits(after)?;
            (first, hours, rest)
        }
        None => (0, first, rest),
    };
    let ((minutes, _), rest) = digits(rest.strip_prefix(':')?)?;
    let ((seconds, _), rest) = digits(rest.strip_prefix(':')?)?;
    let part = match rest.strip_prefix('.') {
        Some(part) if (1..=9).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()) => {
            let digits = part.bytes().chain(std::iter::repeat(b'0')).take(7);
            digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
        }
        None if rest.is_empty() => 0,
        _ => return None,
    };
    if hours > 23 || minutes > 59 || seconds > 59 || days > 10_675_199 {
        return None;
    }
    let whole = days * DAY + hours * 3600 + minutes * 60 + seconds;
    whole.checked_mul(10_000_000)?.checked_add(part).map(|ticks| sign * ticks)
}

#[cfg(test)]
mod tests;
