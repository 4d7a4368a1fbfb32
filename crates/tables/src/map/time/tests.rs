//! Every form of time met in exports, and the laws of reading them.

use proptest::prelude::*;

use super::*;

/// 2026-06-15T12:40:24Z.
const NOON: i64 = 1_781_527_224 * MICROS;

#[test]
fn reads_every_known_form() {
    for text in [
        "2026-06-15T12:40:24Z",
        "2026-06-15T12:40:24",
        "2026-06-15 12:40:24",
        "2026-06-15T12:40:24+00:00",
        "2026-06-15T07:40:24-05:00",
        "2026-06-15T14:40:24+0200",
        "2026-06-15T12:40:24.0000000Z ",
        "6/15/2026, 12:40:24 PM",
        "6/15/2026 12:40:24 PM",
        "06/15/2026 12:40:24",
        "15.06.2026 12:40:24",
        "15/06/2026 12:40:24",
        "15-06-2026 12:40:24",
        "6/15/2026 1:40:24 PM +01:00",
        "/Date(1781527224000)/",
        r"\/Date(1781527224000)\/",
        "/Date(1781527224000+0200)/",
        "1781527224000",
        "2026-06-15 12:40:24 UTC",
    ] {
        assert_eq!(parse(text, DateOrder::Unsettled), Ok(NOON), "{text}");
    }
}

#[test]
fn reads_fractions_to_the_microsecond() {
    for (text, micros) in [
        ("2026-06-15T12:40:24.1Z", 100_000),
        ("2026-06-15T12:40:24.178Z", 178_000),
        ("6/15/2026, 12:40:24.178 PM", 178_000),
        ("2026-06-15T12:40:24.1234567Z", 123_456),
        ("2026-06-15T12:40:24.123456789+00:00", 123_456),
    ] {
        assert_eq!(parse(text, DateOrder::Unsettled), Ok(NOON + micros), "{text}");
    }
}

#[test]
fn reads_short_hours_midnight_and_dates_alone() {
    let day = |text| parse(text, DateOrder::Unsettled);
    assert_eq!(day("2026-06-15T9:59:27.958Z"), day("2026-06-15T09:59:27.958Z"));
    assert_eq!(day("6/15/2026 12:00:00 AM"), day("2026-06-15"));
    assert_eq!(day("25/12/2025 13:05"), day("2025-12-25T13:05:00Z"));
    assert_eq!(day("2016-12-31T23:59:60Z"), day("2016-12-31T23:59:59Z"), "a leap second");
}

#[test]
fn asks_where_day_and_month_could_be_either() {
    let text = "3/12/2025 7:22:01 AM";
    assert_eq!(parse(text, DateOrder::Unsettled), Err(TimeError::Ambiguous));
    assert_eq!(parse(text, DateOrder::MonthFirst), parse("2025-03-12T07:22:01Z", DateOrder::Unsettled));
    assert_eq!(parse(text, DateOrder::DayFirst), parse("2025-12-03T07:22:01Z", DateOrder::Unsettled));
    assert_eq!(parse("3/3/2025", DateOrder::Unsettled), parse("2025-03-03", DateOrder::Unsettled));
    assert_eq!(parse("13/3/2025", DateOrder::MonthFirst), parse("2025-03-13", DateOrder::Unsettled));
}

#[test]
fn refuses_what_is_no_instant() {
    for text in [
        "",
        "soon",
        "2026-13-01",
        "2026-02-29",
        "2026-06-15T24:00:00Z",
        "2026-06-15T12:60:00Z",
        "6/15/2026 13:00:00 PM",
        "2026-06-15T12:40:24+99:00",
        "2026-06-15Tnoon",
        "1.78153E+12",
        "26-06-15",
        "2026/6",
        "0000-01-01",
        "12345",
        "2026-06-15T12:40:24.Z.",
        "99999-01-01",
        "TRUE",
    ] {
        assert_eq!(parse(text, DateOrder::MonthFirst), Err(TimeError::Unknown), "{text}");
    }
    assert_eq!(parse("12:36 PM", DateOrder::MonthFirst), Err(TimeError::NoDate));
    assert_eq!(parse("0001-01-01T00:00:00+01:00", DateOrder::Unsettled), Err(TimeError::Unknown));
}

#[test]
fn holds_kustos_first_and_last_instant() {
    assert_eq!(parse("0001-01-01T00:00:00Z", DateOrder::Unsettled), Ok(FIRST));
    assert_eq!(parse("9999-12-31T23:59:59.9999999Z", DateOrder::Unsettled), Ok(LAST));
}

#[test]
fn reads_timespans() {
    assert_eq!(ticks("00:00:01"), Some(10_000_000));
    assert_eq!(ticks("-1.00:00:00.0000001"), Some(-864_000_000_001));
    assert_eq!(ticks("1:2"), None);
    assert_eq!(ticks("25:00:00"), None);
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,40}", digits in "[0-9/:. TZAPM+-]{0,40}") {
        for order in [DateOrder::Unsettled, DateOrder::MonthFirst, DateOrder::DayFirst] {
            let _ = (parse(&text, order), parse(&digits, order), ticks(&digits));
        }
    }

    #[test]
    fn reads_back_every_day_in_every_order(
        year in 1_i64..=9999, month in 1_i64..=12, day in 1_i64..=31, seconds in 0_i64..86_400, micros in 0_i64..1_000_000,
    ) {
        prop_assume!(day <= length_of(year, month));
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let expected = Ok((civil(year, month, day) * DAY + seconds) * MICROS + micros);
        let iso = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z");
        prop_assert_eq!(parse(&iso, DateOrder::Unsettled), expected);
        let half = if hour < 12 { "AM" } else { "PM" };
        let twelve = (hour + 11) % 12 + 1;
        let us = format!("{month}/{day}/{year:04}, {twelve}:{minute:02}:{second:02}.{micros:06} {half}");
        prop_assert_eq!(parse(&us, DateOrder::MonthFirst), expected);
        let eu = format!("{day:02}.{month:02}.{year:04} {hour}:{minute:02}:{second:02}.{micros:06}");
        prop_assert_eq!(parse(&eu, DateOrder::DayFirst), expected);
    }

    #[test]
    fn days_follow_each_other(year in 1_i64..=9998, month in 1_i64..=12) {
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        prop_assert_eq!(civil(next.0, next.1, 1) - civil(year, month, 1), length_of(year, month));
    }
}
