//! Conversions of instants.

use super::raw::scalar;
use crate::{
    DateOrder,
    map::time::{TimeError, parse},
};

/// The text, if it can be an instant: a damaged one lets the next source be tried. One whose day and month could be
/// either way round stays, since only whoever imports it can tell.
pub(crate) fn readable_time(raw: &str) -> Option<String> {
    let text = scalar(raw)?;
    let readable = matches!(parse(&text, DateOrder::Unsettled), Ok(_) | Err(TimeError::Ambiguous));
    readable.then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_time_is_no_time() {
        assert_eq!(readable_time("\"2026-03-02T08:15:30Z\"").as_deref(), Some("2026-03-02T08:15:30Z"));
        assert_eq!(readable_time("\"3/2/2026 8:15 AM\"").as_deref(), Some("3/2/2026 8:15 AM"));
        assert_eq!(readable_time("\"2026-03-02T08:15:30Z)\""), None);
        assert_eq!(readable_time("\"String (timestamp)\""), None);
    }
}
