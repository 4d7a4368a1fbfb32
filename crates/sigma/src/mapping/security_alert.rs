//! `SecurityAlert`: what holds the provider's alerts where there is no unified audit log.
//!
//! Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityalert>

use super::{Table, Target};
use crate::rule::EntityMapping;

pub(crate) const TABLE: Table = Table {
    name: "SecurityAlert",
    only: None,
    fields: &[
        (&["eventName"], Target::AnyOf(&[Target::Path("AlertName"), Target::Path("DisplayName")])),
        // All alerts of the table are of that source, and that an alert was raised is its success.
        (
            &["eventSource"],
            Target::Values {
                values: &[("SecurityComplianceCenter", "true")],
                otherwise: Some(&Target::Path("ProviderName")),
            },
        ),
        (&["status"], Target::Values { values: &[("success", "true")], otherwise: Some(&Target::Path("Status")) }),
        (&["Payload"], Target::Path("ExtendedProperties")),
    ],
    json: &[],
    typed: &["TimeGenerated", "StartTime", "EndTime", "ProcessingEndTime", "ConfidenceScore", "IsIncident"],
    extend: &[],
    entities: &[EntityMapping { entity: "Account", identifiers: &[("FullName", "CompromisedEntity")] }],
};
