//! Spans of time as rules write them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Microseconds in a second.
pub(crate) const SECOND: i64 = 1_000_000;
/// Microseconds in a day.
pub(crate) const DAY: i64 = 86_400 * SECOND;

/// A span in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub i64);

/// Reads a span: `1h`, `14d`, `30m`, or as ISO 8601 has it, `PT1H`, `P14D`. None where it is none.
pub fn parse_span(text: &str) -> Option<Span> {
    let text = text.trim();
    let micros = match text.strip_prefix('P') {
        Some(iso) => of_iso(iso)?,
        None => {
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<i64>().ok()?.checked_mul(unit(text.strip_prefix(digits.as_str())?.trim())?)?
        }
    };
    (micros > 0).then_some(Span(micros))
}

fn unit(name: &str) -> Option<i64> {
    Some(match name {
        "d" | "D" => DAY,
        "h" | "H" => 3600 * SECOND,
        "m" | "M" => 60 * SECOND,
        "s" | "S" => SECOND,
        _ => return None,
    })
}

/// Reads what follows the `P`: days, then after a `T` hours, minutes and seconds.
fn of_iso(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut total = 0_i64;
    for (part, units) in [(date, "DW"), (time, "HMS")] {
        let mut number = String::new();
        for letter in part.chars() {
            if letter.is_ascii_digit() {
                number.push(letter);
                continue;
            }
            if !units.contains(letter) {
                return None;
            }
            let unit = if letter == 'W' { 7 * DAY } else { unit(&letter.to_string())? };
            total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
            number.clear();
        }
        if !number.is_empty() {
            return None;
        }
    }
    Some(total)
}

/// Writes a span in the largest unit that holds it whole: `14d`, `90m`.
pub fn span_text(micros: i64) -> String {
    for (unit, name) in [(DAY, "d"), (3600 * SECOND, "h"), (60 * SECOND, "m")] {
        if micros % unit == 0 {
            return format!("{}{name}", micros / unit);
        }
    }
    format!("{}s", micros / SECOND)
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&span_text(self.0))
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_span(&text)
            .ok_or_else(|| de::Error::custom(format!("`{text}` is no span of time: write 5m, 1h, 14d or PT1H")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_rules_write_them() {
        for (text, micros) in [
            ("1h", 3600 * SECOND),
            ("14d", 14 * DAY),
            ("PT5M", 300 * SECOND),
            ("P14D", 14 * DAY),
            ("P1DT12H", DAY * 3 / 2),
            ("90s", 90 * SECOND),
        ] {
            assert_eq!(parse_span(text), Some(Span(micros)), "{text}");
        }
        for text in ["", "h", "0h", "1y", "P", "PT1", "P1H", "-1d", "1.5h"] {
            assert_eq!(parse_span(text), None, "{text}");
        }
        assert_eq!(span_text(DAY * 3 / 2), "36h");
    }
}
