//! Signs that an exporter stopped before the end.

use super::Format;

/// Row counts at which an exporter stops, and which exporter.
const LIMITS: [(&[Format], u64, &str); 20] = [
    (&[Format::AuditSearchCsv, Format::AuditSearchJson], 100, "Search-UnifiedAuditLog without -ResultSize returns 100"),
    (
        &[Format::AuditSearchCsv, Format::AuditSearchJson, Format::AuditJson],
        5_000,
        "Search-UnifiedAuditLog returns 5,000 at a time",
    ),
    (
        &[Format::AuditSearchCsv, Format::AuditSearchJson, Format::AuditJson],
        50_000,
        "a Search-UnifiedAuditLog session ends at 50,000",
    ),
    (&[Format::AuditPurviewCsv], 5_000, "the older audit search exported 5,000"),
    (&[Format::AuditPurviewCsv], 50_000, "the portal's audit search exported 50,000"),
    (&[Format::AuditPurviewCsv], 100_000, "the portal's audit search exports 100,000"),
    (
        &[
            Format::PortalSignInsCsv,
            Format::PortalNonInteractiveCsv,
            Format::PortalAppSignInsCsv,
            Format::PortalManagedIdentityCsv,
        ],
        100_000,
        "the portal downloads at most 100,000 sign-ins",
    ),
    (
        &[
            Format::PortalSignInsCsv,
            Format::PortalNonInteractiveCsv,
            Format::PortalAppSignInsCsv,
            Format::PortalManagedIdentityCsv,
        ],
        250_000,
        "the portal downloads at most 250,000 records",
    ),
    (&[Format::PortalSignInsCsv, Format::PortalAuditCsv], 5_000, "the portal used to download 5,000"),
    (&[Format::PortalAuditCsv], 250_000, "the portal downloads at most 250,000 records"),
    (&[Format::PortalAuditCsv], 50_000, "the portal downloads at most 50,000 at a time"),
    (
        &[
            Format::GraphSignIns,
            Format::GraphAudits,
            Format::PowerShellSignIns,
            Format::PowerShellAudits,
            Format::PowerShellSignInsCsv,
            Format::PowerShellAuditsCsv,
        ],
        100,
        "a first page of 100",
    ),
    (
        &[
            Format::GraphSignIns,
            Format::GraphAudits,
            Format::PowerShellSignIns,
            Format::PowerShellAudits,
            Format::PowerShellSignInsCsv,
            Format::PowerShellAuditsCsv,
        ],
        1_000,
        "Graph returns at most 1,000 a page",
    ),
    (&[Format::GraphSignIns, Format::GraphAudits], 100_000, "the portal downloads at most 100,000 sign-ins"),
    (&[Format::GraphSignIns, Format::GraphAudits], 250_000, "the portal downloads at most 250,000 records"),
    (
        &[Format::LogAnalyticsCsv, Format::LogAnalyticsJson, Format::LogAnalyticsQuery],
        1_000,
        "the portal shows 1,000 rows unless told otherwise",
    ),
    (
        &[Format::LogAnalyticsCsv, Format::LogAnalyticsJson, Format::LogAnalyticsQuery],
        10_000,
        "older portals and the advanced hunting export end at 10,000 rows",
    ),
    (
        &[Format::LogAnalyticsCsv, Format::LogAnalyticsJson, Format::LogAnalyticsQuery],
        30_000,
        "the portal returns at most 30,000 rows",
    ),
    (
        &[Format::LogAnalyticsCsv, Format::LogAnalyticsJson, Format::LogAnalyticsQuery],
        100_000,
        "advanced hunting returns at most 100,000 rows",
    ),
    (
        &[Format::LogAnalyticsCsv, Format::LogAnalyticsJson, Format::LogAnalyticsQuery],
        500_000,
        "the query API returns at most 500,000 rows",
    ),
];

/// Returns why a leaf of that format with so many records was probably cut by the exporter, if it was.
pub(crate) fn cut_at(format: Format, records: u64) -> Option<String> {
    let own = LIMITS.iter().find(|(formats, limit, _)| *limit == records && formats.contains(&format));
    let why = match own {
        Some((.., why)) => *why,
        // Collectors and blobs are cut by time or size, never by a number of records.
        None if matches!(format, Format::Diagnostic | Format::EventHub) => return None,
        None if matches!(records, 5_000 | 50_000) => "many exporters stop at that number",
        None => return None,
    };
    Some(format!("exactly {} records: probably cut by the exporter ({why})", in_thousands(records)))
}

/// Returns a number with a comma between its thousands.
fn in_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_is_suspicious_only_where_that_exporter_stops_there() {
        assert!(cut_at(Format::AuditSearchCsv, 5_000).is_some_and(|why| why.contains("probably cut by the exporter")));
        assert!(cut_at(Format::LogAnalyticsCsv, 30_000).is_some());
        assert_eq!(cut_at(Format::AuditSearchCsv, 4_999), None);
        assert_eq!(cut_at(Format::Diagnostic, 5_000), None);
        assert!(cut_at(Format::GraphSignIns, 5_000).is_some_and(|why| why.starts_with("exactly 5,000 records: ")));
        assert!(cut_at(Format::GraphAudits, 50_000).is_some() && cut_at(Format::DefenderAlerts, 50_000).is_some());
        assert_eq!(cut_at(Format::GraphSignIns, 5_001), None);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([1, 100, 1_000, 50_000, 1_234_567].map(in_thousands), ["1", "100", "1,000", "50,000", "1,234,567"]);
    }
}
