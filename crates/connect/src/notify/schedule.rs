//! Times of day and of the week, in the operator's zone.

use chrono::{DateTime, Datelike, Days, MappedLocalTime, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::config::QuietHours;

/// The first moment after `now` at which clocks in `zone` show `time`, on that day of the week if one is given.
///
/// Where clocks skip the time, the moment they skip to; where they show it twice, the first.
pub(crate) fn next(
    zone: Tz,
    now: DateTime<Utc>,
    time: NaiveTime,
    day: Option<chrono::Weekday>,
) -> Option<DateTime<Utc>> {
    let today = now.with_timezone(&zone).date_naive();
    // Yesterday too: where a day is skipped, its time of day is today. Eight days reach the same weekday again.
    let days = (0..=9).filter_map(|ahead| today.checked_sub_days(Days::new(1))?.checked_add_days(Days::new(ahead)));
    days.filter(|date| day.is_none_or(|day| date.weekday() == day))
        .filter_map(|date| moment(zone, date.and_time(time)))
        .find(|moment| *moment > now)
}

/// When the quiet hours that `now` is in end; nothing when it is in none.
pub(crate) fn quiet_until(quiet: &QuietHours, zone: Tz, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = now.with_timezone(&zone).date_naive();
    let began = [today.checked_sub_days(Days::new(1)), Some(today)].into_iter().flatten();
    let began = began.filter(|date| quiet.days.iter().any(|day| day.chrono() == date.weekday()));
    let spans = began.filter_map(|date| {
        let last = if quiet.to > quiet.from { date } else { date.checked_add_days(Days::new(1))? };
        Some((moment(zone, date.and_time(quiet.from))?, moment(zone, last.and_time(quiet.to))?))
    });
    spans.filter(|(from, to)| *from <= now && now < *to).map(|(_, to)| to).max()
}

/// The first full hour after `now`.
pub(crate) fn next_hour(now: DateTime<Utc>) -> DateTime<Utc> {
    let into = now.timestamp().rem_euclid(3_600);
    let whole = now - TimeDelta::nanoseconds(i64::from(now.timestamp_subsec_nanos()));
    whole + TimeDelta::seconds(3_600 - into)
}

fn moment(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    // The longest skip there ever was is the whole day that Samoa left out in 2011.
    let steps = (0..=100).map(|quarter| local.checked_add_signed(TimeDelta::minutes(15 * quarter)));
    let mapped = steps.flatten().find_map(|local| match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => Some(moment),
        MappedLocalTime::None => None,
    });
    mapped.map(|moment| moment.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notify::config::Weekday;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn clock(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn a_time_of_day_is_the_zones() {
        let eight = |now| next(Tz::Europe__Berlin, at(now), clock(8, 0), None);
        assert_eq!(eight("2026-01-10T06:59:59Z"), Some(at("2026-01-10T07:00:00Z")));
        assert_eq!(eight("2026-01-10T07:00:00Z"), Some(at("2026-01-11T07:00:00Z")), "never now, always later");
        assert_eq!(eight("2026-07-10T05:00:00Z"), Some(at("2026-07-10T06:00:00Z")), "summer");
        let monday = next(Tz::Europe__Berlin, at("2026-01-05T07:00:00Z"), clock(8, 0), Some(chrono::Weekday::Mon));
        assert_eq!(monday, Some(at("2026-01-12T07:00:00Z")));
    }

    #[test]
    fn skipped_and_repeated_times_come_once() {
        // Clocks go from 02:00 to 03:00 on 29 March and from 03:00 back to 02:00 on 25 October 2026.
        let half_past_two = |now| next(Tz::Europe__Berlin, at(now), clock(2, 30), None);
        assert_eq!(half_past_two("2026-03-28T12:00:00Z"), Some(at("2026-03-29T01:00:00Z")));
        assert_eq!(half_past_two("2026-10-24T12:00:00Z"), Some(at("2026-10-25T00:30:00Z")));
        assert_eq!(half_past_two("2026-10-25T00:30:00Z"), Some(at("2026-10-26T01:30:00Z")));
    }

    #[test]
    fn quiet_hours_end_the_morning_after() {
        let night =
            QuietHours { from: clock(22, 0), to: clock(6, 30), days: vec![Weekday::Friday], let_through: Vec::new() };
        let until = |now| quiet_until(&night, Tz::Europe__Berlin, at(now));
        // 9 January 2026 is a Friday.
        assert_eq!(until("2026-01-09T20:59:59Z"), None);
        assert_eq!(until("2026-01-09T21:00:00Z"), Some(at("2026-01-10T05:30:00Z")));
        assert_eq!(until("2026-01-10T05:29:59Z"), Some(at("2026-01-10T05:30:00Z")));
        assert_eq!(until("2026-01-10T05:30:00Z"), None);
        assert_eq!(until("2026-01-10T21:00:00Z"), None, "a Saturday");
    }

    #[test]
    fn the_next_hour_is_never_now() {
        assert_eq!(next_hour(at("2026-01-09T20:00:00Z")), at("2026-01-09T21:00:00Z"));
        assert_eq!(next_hour(at("2026-01-09T20:59:59.5Z")), at("2026-01-09T21:00:00Z"));
    }
}
