//! `AzureActivity`.
//!
//! Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/azureactivity>

use super::{Json, Table, Target};
use crate::rule::EntityMapping;

pub(crate) const TABLE: Table = Table {
    name: "AzureActivity",
    only: None,
    fields: &[
        // The column `OperationName` is the title for people, and no longer filled.
        (&["operationName"], Target::AnyOf(&[Target::Path("OperationNameValue"), Target::Path("OperationName")])),
        (
            &["message"],
            Target::AnyOf(&[
                Target::Path("OperationName"),
                Target::Path("OperationNameValue"),
                Target::Path("Properties_d.message"),
            ]),
        ),
        (&["status"], Target::Path("ActivityStatusValue")),
        (&["properties"], Target::Path("Properties")),
    ],
    json: &[
        Json { column: "Authorization_d", properties: &["action", "scope", "evidence", "role"], open: true },
        Json { column: "Claims_d", properties: &["appid", "ipaddr", "name", "upn"], open: true },
        Json {
            column: "Properties_d",
            properties: &[
                "message",
                "entity",
                "hierarchy",
                "statusCode",
                "eventCategory",
                "requestbody",
                "responseBody",
            ],
            open: true,
        },
    ],
    typed: &["TimeGenerated", "EventSubmissionTimestamp"],
    extend: &[],
    entities: &[
        EntityMapping { entity: "Account", identifiers: &[("FullName", "Caller")] },
        EntityMapping { entity: "IP", identifiers: &[("Address", "CallerIpAddress")] },
        EntityMapping { entity: "AzureResource", identifiers: &[("ResourceId", "ResourceId")] },
    ],
};
