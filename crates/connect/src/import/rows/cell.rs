//! What a cell holds, as far as spreadsheets and PowerShell left it alone.

use crate::import::framing::{Step, ValueScan};

/// What a cell of a time column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Nothing.
    Empty,
    /// A date with its time, in a form the mapping reads; where its first two numbers could each be the month, they are
    /// returned.
    Written(Option<(u32, u32)>),
    /// The number that a spreadsheet keeps for a date, as ISO 8601. It is exact to the second.
    Serial(String),
    /// What a spreadsheet left of a date: no day, or no digits.
    Lost,
}

/// Looks at a cell of a time column.
pub(crate) fn moment(cell: &str) -> Moment {
    let cell = cell.trim();
    if cell.is_empty() || cell == "-" {
        return Moment::Empty;
    }
    if cell.starts_with("/Date(") || cell.starts_with("\\/Date(") {
        return Moment::Written(None);
    }
    let numbers: Vec<&str> = cell.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let plain = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain && cell.bytes().filter(|b| *b == b'.').count() <= 1 {
        return match cell.parse::<f64>() {
            Ok(serial) if (20_000.0..80_000.0).contains(&serial) => Moment::Serial(iso_of_serial(serial)),
            Ok(epoch) if epoch >= 1e9 => Moment::Written(None),
            _ => Moment::Lost,
        };
    }
    let exponent =
        cell.contains(['E', 'e']) && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'E' | b'e' | b'+'));
    let year = numbers.iter().take(3).any(|n| n.len() == 4)
        || (numbers.len() >= 3 && cell.contains(['/', '.']) && numbers.get(2).is_some_and(|n| n.len() == 2));
    if exponent || !year || numbers.len() < 3 {
        return Moment::Lost;
    }
    let day_first_form = numbers.first().is_some_and(|n| n.len() <= 2)
        && cell.bytes().find(|b| !b.is_ascii_digit()).is_some_and(|b| matches!(b, b'/' | b'.' | b'-'));
    let pair = numbers.first().zip(numbers.get(1)).and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    Moment::Written(if day_first_form { pair } else { None })
}

/// Days since 30 December 1899, with the time of day as a fraction.
fn iso_of_serial(serial: f64) -> String {
    let seconds = (serial * 86_400.0).round() as i64;
    let (day, second) = (seconds.div_euclid(86_400) - 25_569, seconds.rem_euclid(86_400));
    // Civil date from days since 1970, with years that begin in March so that leap days come last.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month_day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second % 3_600 / 60);
    format!("{year:04}-{month:02}-{month_day:02}T{hour:02}:{minute:02}:{:02}Z", second % 60)
}

/// Returns whether a cell holds a JSON object or array, whole.
pub(crate) fn is_json(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(['{', '[']) && ValueScan::new().advance(cell.as_bytes(), 0) == Step::End(cell.len())
}

/// Returns whether a cell holds the name of a .NET type: what Export-Csv writes for a value that is no plain value.
pub(crate) fn type_name(cell: &str) -> bool {
    let cell = cell.trim();
    let known = ["System.", "Microsoft.Graph.", "Microsoft.Open.", "Microsoft.Online.", "Deserialized.", "Selected."];
    let dotted = known.iter().any(|prefix| cell.starts_with(prefix))
        && cell
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'[' | b']' | b'`' | b',' | b' ' | b'+'));
    dotted || cell.starts_with("System.Collections.Generic.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_cell_is_told_from_what_a_spreadsheet_left_of_it() {
        for (cell, expected) in [
            ("2026-03-12T07:22:01Z", Moment::Written(None)),
            ("2026-03-12 07:22:01.1234567", Moment::Written(None)),
            ("3/12/2026 7:22:01 AM", Moment::Written(Some((3, 12)))),
            ("31/12/2026 07:22", Moment::Written(Some((31, 12)))),
            ("6/15/2026, 12:40:24.178 PM", Moment::Written(Some((6, 15)))),
            ("/Date(1728344797000)/", Moment::Written(None)),
            ("1728344797000", Moment::Written(None)),
            ("45678.5", Moment::Serial("2025-01-21T12:00:00Z".into())),
            ("44927", Moment::Serial("2023-01-01T00:00:00Z".into())),
            ("12:36 PM", Moment::Lost),
            ("TRUE", Moment::Lost),
            ("1.78153E+12", Moment::Lost),
            ("########", Moment::Lost),
            ("", Moment::Empty),
        ] {
            assert_eq!(moment(cell), expected, "{cell}");
        }
    }

    #[test]
    fn names_of_types_are_no_values() {
        for cell in [
            "Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInStatus",
            "System.Object[]",
            "Microsoft.Open.MSGraph.Model.SignInStatus",
            "System.Collections.Generic.Dictionary`2[System.String,System.Object]",
        ] {
            assert!(type_name(cell), "{cell}");
        }
        for cell in ["Microsoft Graph", "Microsoft.Exchange.ServiceHost (x)", "System", ""] {
            assert!(!type_name(cell), "{cell}");
        }
    }
}
