//! Dates and times.

use super::timespan::{digits, fraction_ticks};
use super::{TICKS_PER_DAY, TICKS_PER_SECOND};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Ticks (100 ns) since 0001-01-01 00:00 UTC of a date and time as `datetime(…)` and `todatetime()` take it: ISO 8601,
/// RFC 822, RFC 850, sortable, and month/day/year. `None` when it is none, or outside the years 1 to 9999.
///
/// ```
/// assert_eq!(kql::literal::parse_datetime("0001-01-02"), Some(864_000_000_000));
/// assert_eq!(kql::literal::parse_datetime("2014-05-25T08:20+02:00"), kql::literal::parse_datetime("25 May 14 06:20 GMT"));
/// ```
/// Source: <https://learn.microsoft.com/kusto/query/scalar-data-types/datetime>
pub fn parse_datetime(text: &str) -> Option<i64> {
    let text = tightened(text.trim());
    let (day, rest) = date(&text)?;
    let time = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim();
    let ticks = day.checked_mul(TICKS_PER_DAY)?.checked_add(time_ticks(time)?)?;
    (0..=days_before(9999, 12, 31)? * TICKS_PER_DAY + TICKS_PER_DAY - 1).contains(&ticks).then_some(ticks)
}

/// The text without spaces around the separators of a date: `2017 - 08 - 01`, `2025, 6, 14`.
fn tightened(text: &str) -> String {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return text.to_owned();
    }
    text.replace(" - ", "-").replace(", ", "-").replace(',', "-")
}

/// Days from 0001-01-01 to the date a text begins with, and what follows it.
fn date(text: &str) -> Option<(i64, &str)> {
    let text = without_weekday(text);
    let first_end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (first, rest) = text.split_at_checked(first_end)?;
    let first: i64 = digits(first)?.parse().ok()?;
    let Some(separator) = rest.chars().next() else {
        return compact(first, first_end).map(|day| (day, rest));
    };
    if matches!(separator, 'T' | 't') {
        return compact(first, first_end).map(|day| (day, rest));
    }
    let rest = rest.get(separator.len_utf8()..)?;
    match separator {
        ' ' | '-' if rest.starts_with(|character: char| character.is_ascii_alphabetic()) => {
            let (month, rest) = rest.split_at_checked(3)?;
            let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as i64 + 1;
            let rest = rest.trim_start_matches(|character: char| character.is_ascii_alphabetic());
            let (year, rest) = integer(rest.strip_prefix(['-', ' '])?)?;
            Some((days_before(century(year), month, first)?, rest))
        }
        ' ' => compact(first, first_end).map(|day| (day, rest)),
        '-' | '/' | '.' => {
            let (second, rest) = integer(rest)?;
            match rest.strip_prefix(separator).map(integer) {
                Some(Some((third, rest))) if first_end > 2 => Some((days_before(first, second, third)?, rest)),
                Some(Some((third, rest))) => Some((days_before(century(third), first, second)?, rest)),
                None if first_end > 2 => Some((days_before(first, second, 1)?, rest)),
                Some(None) | None => None,
            }
        }
        _ => None,
    }
}

/// `20240131` or `2024`.
fn compact(number: i64, length: usize) -> Option<i64> {
    match length {
        8 => days_before(number / 10_000, number / 100 % 100, number % 100),
        4 => days_before(number, 1, 1),
        _ => None,
    }
}

fn without_weekday(text: &str) -> &str {
    match text.split_once(',') {
        Some((day, rest)) if day.bytes().all(|byte| byte.is_ascii_alphabetic()) => rest.trim_start(),
        _ => text,
    }
}

/// A year of two digits is of the years 1930 to 2029.
fn century(year: i64) -> i64 {
    match year {
        0..30 => 2000 + year,
        30..100 => 1900 + year,
        _ => year,
    }
}

fn integer(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    Some((digits(number)?.parse().ok()?, rest))
}

/// Days from 0001-01-01 to a day of the Gregorian calendar.
fn days_before(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = usize::try_from(month - 1).ok()?;
    let length = *lengths.get(index)?;
    if !(1..=9999).contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    let past = year - 1;
    let months: i64 = lengths.iter().take(index).sum();
    Some(past * 365 + past / 4 - past / 100 + past / 400 + months + day - 1)
}

/// Ticks of a time of day, less its offset from UTC.
fn time_ticks(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let (text, offset) = without_zone(text)?;
    let (text, half_day) = match text.to_ascii_lowercase().as_str() {
        lower if lower.ends_with("pm") => (text.get(..text.len() - 2)?.trim_end(), Some(12)),
        lower if lower.ends_with("am") => (text.get(..text.len() - 2)?.trim_end(), Some(0)),
        _ => (text, None),
    };
    if text.is_empty() {
        return half_day.is_none().then_some(-offset);
    }
    let mut parts = text.split(':');
    let mut hours: i64 = digits(parts.next()?)?.parse().ok()?;
    let minutes: i64 = digits(parts.next().unwrap_or("0"))?.parse().ok()?;
    let (seconds, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
            (digits(whole)?.parse::<i64>().ok()?, fraction_ticks(fraction)?)
        }
    };
    if let Some(half_day) = half_day {
        hours = hours % 12 + half_day;
    }
    let midnight = hours == 24 && minutes == 0 && seconds == 0 && fraction == 0;
    if parts.next().is_some() || (hours > 23 && !midnight) || minutes > 59 || seconds > 59 {
        return None;
    }
    Some((hours * 3600 + minutes * 60 + seconds) * TICKS_PER_SECOND + fraction - offset)
}

/// The text without its zone, and the ticks of the zone's offset.
fn without_zone(text: &str) -> Option<(&str, i64)> {
    for zone in ["Z", "z", "GMT", "UTC"] {
        if let Some(rest) = text.strip_suffix(zone) {
            return Some((rest.trim_end(), 0));
        }
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, 0)) };
    let (rest, zone) = text.split_at_checked(at)?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let zone = zone.get(1..)?;
    let (hours, minutes) = match zone.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if zone.len() == 4 => zone.split_at_checked(2)?,
        None => (zone, "0"),
    };
    let hours: i64 = digits(hours)?.parse().ok().filter(|hours| *hours <= 14)?;
    let minutes: i64 = digits(minutes)?.parse().ok().filter(|minutes| *minutes <= 59)?;
    Some((rest.trim_end(), sign * (hours * 60 + minutes) * 60 * TICKS_PER_SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_formats_mean_the_same_moment() {
        let moment = parse_datetime("2014-11-08T15:05:02Z");
        assert!(moment.is_some());
        for text in [
            "2014-11-08 15:05:02",
            "Sat, 8 Nov 14 15:05:02 GMT",
            "8 Nov 14 15:05:02",
            "Saturday, 08-Nov-14 15:05:02 GMT",
            "08-Nov-14 15:05:02",
            "2014-11-08 15:05:02 GMT",
            "2014-11-08T16:35:02+01:30",
            "11/8/2014 3:05:02 PM",
            "2014/11/08 15:05:02.0000000",
            "2014 - 11 - 08 15:05:02",
            "2014, 11, 8 15:05:02",
        ] {
            assert_eq!(parse_datetime(text), moment, "{text}");
        }
    }

    #[test]
    fn the_calendar_is_gregorian_and_bounded() {
        assert_eq!(parse_datetime("9999-12-31T23:59:59.9999999Z"), Some(3_155_378_975_999_999_999));
        assert_eq!(parse_datetime("1970-01-01"), Some(621_355_968_000_000_000));
        assert!(parse_datetime("2024-02-29").is_some());
        for text in [
            "2023-02-29",
            "2024-13-01",
            "0000-01-01",
            "0001-01-01T00:00+01:00",
            "tomorrow",
            "",
            "24:00",
            "2024-01-01 25:00",
        ] {
            assert_eq!(parse_datetime(text), None, "{text}");
        }
    }
}
