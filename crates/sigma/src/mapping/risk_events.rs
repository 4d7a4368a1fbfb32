//! `AADUserRiskEvents`.
//!
//! Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/aaduserriskevents>

use super::{Json, Table, Target};
use crate::rule::EntityMapping;

pub(crate) const TABLE: Table = Table {
    name: "AADUserRiskEvents",
    only: None,
    fields: &[
        (&["ipAddress"], Target::Path("IpAddress")),
        (&["riskType"], Target::Path("RiskEventType")),
        (&["detectedTime"], Target::Path("DetectedDateTime")),
    ],
    json: &[
        Json { column: "Location", properties: &["city", "state", "countryOrRegion", "geoCoordinates"], open: false },
        Json { column: "AdditionalInfo", properties: &[], open: false },
    ],
    typed: &["TimeGenerated", "ActivityDateTime", "DetectedDateTime", "LastUpdatedDateTime"],
    extend: &[],
    entities: &[
        EntityMapping { entity: "Account", identifiers: &[("FullName", "UserPrincipalName"), ("AadUserId", "UserId")] },
        EntityMapping { entity: "IP", identifiers: &[("Address", "IpAddress")] },
    ],
};
