//! `AuditLogs`, and in it the alerts of Privileged Identity Management.
//!
//! Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/auditlogs>,
//! <https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-configure-security-alerts>

use super::{Json, Table, Target};
use crate::rule::EntityMapping;

const JSON: &[Json] = &[
    Json {
        column: "InitiatedBy",
        properties: &[
            "user",
            "user.id",
            "user.displayName",
            "user.userPrincipalName",
            "user.ipAddress",
            "app",
            "app.appId",
            "app.displayName",
            "app.servicePrincipalId",
            "app.servicePrincipalName",
        ],
        open: false,
    },
    // Arrays: what is in their elements is among the fields.
    Json { column: "TargetResources", properties: &[], open: false },
    Json { column: "AdditionalDetails", properties: &[], open: false },
];

const TYPED: &[&str] = &["TimeGenerated", "ActivityDateTime", "DurationMs"];

const EXTEND: &[(&str, &str)] = &[
    (
        "InitiatedByName",
        "iff(isempty(tostring(InitiatedBy.user.userPrincipalName)), tostring(InitiatedBy.app.displayName), tostring(InitiatedBy.user.userPrincipalName))",
    ),
    ("InitiatedByAddress", "tostring(InitiatedBy.user.ipAddress)"),
    (
        "TargetName",
        "iff(isempty(tostring(TargetResources[0].userPrincipalName)), tostring(TargetResources[0].displayName), tostring(TargetResources[0].userPrincipalName))",
    ),
];

const ENTITIES: &[EntityMapping] = &[
    EntityMapping { entity: "Account", identifiers: &[("FullName", "InitiatedByName")] },
    EntityMapping { entity: "IP", identifiers: &[("Address", "InitiatedByAddress")] },
];

const fn element(property: &'static str) -> Target {
    Target::Element { column: "TargetResources", property }
}

pub(crate) const TABLE: Table = Table {
    name: "AuditLogs",
    only: None,
    fields: &[
        // `properties.message` of the older schema is the activity's name.
        (&["message", "ActivityType", "Activity"], Target::Path("OperationName")),
        (&["Status"], Target::AnyOf(&[Target::Path("Result"), Target::Path("ResultReason")])),
        (&["failure_status_reason", "StatusReason"], Target::Path("ResultReason")),
        (&["Target", "Targets"], Target::Path("TargetResources")),
        (&["Initiatedby.user", "Actor"], Target::Path("InitiatedBy.user.userPrincipalName")),
        (&["TargetResources.id"], element("id")),
        (&["TargetResources.type"], element("type")),
        (&["TargetResources.displayName"], element("displayName")),
        (&["TargetResources.userPrincipalName"], element("userPrincipalName")),
        (&["TargetResources.groupType"], element("groupType")),
        (&["TargetResources.modifiedProperties"], Target::Path("TargetResources")),
        (&["TargetResources.modifiedProperties.displayName"], element("displayName")),
        (&["TargetResources.modifiedProperties.newValue"], element("newValue")),
        (&["TargetResources.modifiedProperties.oldValue"], element("oldValue")),
        (
            &["AdditionalDetails.additionalInfo"],
            Target::AnyOf(&[
                Target::Pair { column: "AdditionalDetails", key: "key", value: "value", name: "additionalInfo" },
                Target::Path("ResultReason"),
            ]),
        ),
        (
            &["AdditionalDetails.userAgent", "UserAgent"],
            Target::Pair { column: "AdditionalDetails", key: "key", value: "value", name: "User-Agent" },
        ),
        (
            &["ConsentContext.IsAdminConsent"],
            Target::Change { column: "TargetResources", property: "ConsentContext.IsAdminConsent" },
        ),
        (
            &["ConsentContext.OnBehalfOfAll"],
            Target::Change { column: "TargetResources", property: "ConsentContext.OnBehalfOfAll" },
        ),
        (
            &["ConsentContext.IsAppOnly"],
            Target::Change { column: "TargetResources", property: "ConsentContext.IsAppOnly" },
        ),
        (
            &["ConsentAction.Permissions"],
            Target::Change { column: "TargetResources", property: "ConsentAction.Permissions" },
        ),
    ],
    json: JSON,
    typed: TYPED,
    extend: EXTEND,
    entities: ENTITIES,
};

/// Rules name an alert by what Graph calls its incident; the log names it by its title.
pub(crate) const PIM: Table = Table {
    name: "AuditLogs",
    only: Some("OperationName =~ \"Triggered PIM alert\""),
    fields: &[(
        &["riskEventType", "alertType"],
        Target::Values {
            values: &[
                (
                    "staleSignInAlertIncident",
                    "tostring(TargetResources) contains \"Potential stale accounts in a privileged role\"",
                ),
                (
                    "invalidLicenseAlertIncident",
                    "tostring(TargetResources) contains \"The organization doesn't have Microsoft Entra\"",
                ),
                (
                    "rolesAssignedOutsidePrivilegedIdentityManagementAlertConfiguration",
                    "tostring(TargetResources) contains \"Roles are being assigned outside of Privileged Identity Management\"",
                ),
                (
                    "rolesAssignedOutsidePrivilegedIdentityManagementAlertIncident",
                    "tostring(TargetResources) contains \"Roles are being assigned outside of Privileged Identity Management\"",
                ),
                (
                    "sequentialActivationRenewalsAlertIncident",
                    "tostring(TargetResources) contains \"Roles are being activated too frequently\"",
                ),
                (
                    "noMfaOnRoleActivationAlertIncident",
                    "tostring(TargetResources) contains \"Roles don't require multi\" and tostring(TargetResources) contains \"factor authentication for activation\"",
                ),
                (
                    "redundantAssignmentAlertIncident",
                    "tostring(TargetResources) contains \"Administrators aren't using their privileged roles\"",
                ),
                (
                    "tooManyGlobalAdminsAssignedToTenantAlertIncident",
                    "tostring(TargetResources) contains \"There are too many\" and tostring(TargetResources) contains \"administrators\"",
                ),
            ],
            otherwise: None,
        },
    )],
    json: JSON,
    typed: TYPED,
    extend: EXTEND,
    entities: ENTITIES,
};
