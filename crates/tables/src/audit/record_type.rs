//! Record types: which service wrote an audit record, as a number and as a name.
//!
//! Records carry the numbers of the Management Activity API; search exports and Graph carry names. The two published
//! lists number the newer types differently, so a number always means what the Management Activity API says.
//! Source: <https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema>

use std::collections::HashMap;
use std::sync::LazyLock;

static RECORD_TYPES: LazyLock<RecordTypes> = LazyLock::new(|| RecordTypes::read(include_str!("record_types.tsv")));

#[derive(Debug, Default)]
struct RecordTypes {
    names: HashMap<i32, &'static str>,
    numbers: HashMap<String, i32>,
}

impl RecordTypes {
    /// Reads lines of number, name and list. Where two lines claim a number or a name, the first has it.
    fn read(lines: &'static str) -> Self {
        let mut types = Self::default();
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(number), Some(name)) = (cells.next(), cells.next()) else { continue };
            let Ok(number) = number.parse() else { continue };
            types.names.entry(number).or_insert(name);
            types.numbers.entry(folded(name)).or_insert(number);
        }
        types
    }
}

/// Returns the name of a record type; none for a number that no published list has.
///
/// ```
/// # use tables::audit::record_type::name;
/// assert_eq!(name(1), Some("ExchangeAdmin"));
/// ```
pub fn name(number: i32) -> Option<&'static str> {
    RECORD_TYPES.names.get(&number).copied()
}

/// Returns the number of a record type, regardless of letter case and spaces; none for a name without a number in the
/// Management Activity API, as the newest that only Graph knows.
///
/// ```
/// # use tables::audit::record_type::number;
/// assert_eq!(number("exchangeAdmin"), Some(1));
/// ```
pub fn number(name: &str) -> Option<i32> {
    RECORD_TYPES.numbers.get(&folded(name)).copied()
}

fn folded(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_belong_together() {
        for (number_, name_) in [
            (1, "ExchangeAdmin"),
            (6, "SharePointFileOperation"),
            (15, "AzureActiveDirectoryStsLogon"),
            (50, "ExchangeItemAggregated"),
            (261, "CopilotInteraction"),
            (275, "OWAAuth"),
            (363, "Microsoft365CopilotScheduledPrompt"),
        ] {
            assert_eq!(name(number_), Some(name_));
            assert_eq!(number(name_), Some(number_));
        }
    }

    #[test]
    fn a_number_means_what_the_management_api_says() {
        assert_eq!(name(79), Some("PowerAppsResource"), "Graph calls 79 PowerPlatformAdminDlp");
        assert_eq!(number("PowerPlatformAdminDlp"), Some(187));
        assert_eq!(number("yammer"), Some(22), "an older name of Viva Engage");
        assert_eq!(number("SubmissionAgenticGradingResult"), None, "known to Graph alone");
        assert_eq!(name(999_999), None);
    }

    #[test]
    fn every_name_leads_to_a_number_whose_name_leads_back() {
        assert!(RECORD_TYPES.names.len() > 390);
        for number_ in 0..600 {
            if let Some(name_) = name(number_) {
                assert!(number(name_).is_some(), "{name_}");
            }
        }
    }
}
