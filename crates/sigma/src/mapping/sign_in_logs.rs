//! `SigninLogs`.
//!
//! Source: <https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs>

use super::{Json, Table, Target};
use crate::rule::EntityMapping;

pub(crate) const TABLE: Table = Table {
    name: "SigninLogs",
    only: None,
    fields: &[
        (
            &["Status"],
            Target::Values {
                values: &[("success", "ResultType == \"0\""), ("failure", "ResultType != \"0\"")],
                otherwise: Some(&Target::Path("Status")),
            },
        ),
        (
            // What the portal's list of sign-ins calls the authentication protocol.
            &["message"],
            Target::Values {
                values: &[
                    ("device code", "AuthenticationProtocol =~ \"deviceCode\""),
                    ("ropc", "AuthenticationProtocol =~ \"ropc\""),
                ],
                otherwise: Some(&Target::Path("ResultDescription")),
            },
        ),
        (
            &["ActivityDetails"],
            Target::Values { values: &[("sign-ins", "OperationName =~ \"Sign-in activity\"")], otherwise: None },
        ),
        (&["callerIpAddress"], Target::Path("IPAddress")),
        (&["ClientApp"], Target::Path("ClientAppUsed")),
        (&["Username"], Target::Path("UserPrincipalName")),
        (&["Application"], Target::Path("AppDisplayName")),
        (&["errorCode"], Target::Path("Status.errorCode")),
        (&["failureReason"], Target::Path("Status.failureReason")),
        (&["riskEventType"], Target::Path("RiskEventTypes_V2")),
        (&["countryOrRegion"], Target::Path("LocationDetails.countryOrRegion")),
    ],
    json: &[
        Json { column: "Status", properties: &["errorCode", "failureReason", "additionalDetails"], open: false },
        Json {
            column: "DeviceDetail",
            properties: &[
                "deviceId",
                "displayName",
                "operatingSystem",
                "browser",
                "browserId",
                "isCompliant",
                "isManaged",
                "trustType",
            ],
            open: false,
        },
        Json {
            column: "LocationDetails",
            properties: &[
                "city",
                "state",
                "countryOrRegion",
                "geoCoordinates",
                "geoCoordinates.latitude",
                "geoCoordinates.longitude",
            ],
            open: false,
        },
        Json { column: "MfaDetail", properties: &["authMethod", "authDetail"], open: false },
        Json {
            column: "TokenProtectionStatusDetails",
            properties: &["signInSessionStatus", "signInSessionStatusCode"],
            open: false,
        },
        Json { column: "ConditionalAccessPolicies", properties: &[], open: false },
        Json { column: "AppliedEventListeners", properties: &[], open: false },
        Json { column: "Agent", properties: &["agentType", "parentAppId", "agentSubjectType"], open: false },
    ],
    typed: &[
        "TimeGenerated",
        "CreatedDateTime",
        "DurationMs",
        "IsInteractive",
        "IsRisky",
        "FlaggedForReview",
        "IsTenantRestricted",
        "IsThroughGlobalSecureAccess",
    ],
    extend: &[],
    entities: &[
        EntityMapping { entity: "Account", identifiers: &[("FullName", "UserPrincipalName"), ("AadUserId", "UserId")] },
        EntityMapping { entity: "IP", identifiers: &[("Address", "IPAddress")] },
        EntityMapping { entity: "CloudApplication", identifiers: &[("Name", "AppDisplayName")] },
    ],
};
