//! `UnifiedAuditLog`, and `OfficeActivity` where there is none.
//!
//! Source: <https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema>,
//! <https://learn.microsoft.com/azure/azure-monitor/reference/tables/officeactivity>

use super::{Json, Table, Target};
use crate::rule::EntityMapping;

/// Properties of records that rules ask for by name.
const PROPERTIES: &[&str] = &[
    "Actor",
    "ActorContextId",
    "ActorIpAddress",
    "AddOnName",
    "AffectedItems",
    "AlertId",
    "AlertType",
    "AppAccessContext",
    "ApplicationDisplayName",
    "ApplicationId",
    "AzureActiveDirectoryEventType",
    "Category",
    "ClientInfoString",
    "ClientRequestId",
    "Comments",
    "CommunicationType",
    "Data",
    "DeliveryAction",
    "DestinationFileName",
    "DestinationRelativeUrl",
    "DetectionMethod",
    "DeviceProperties",
    "Directionality",
    "EntityType",
    "EventData",
    "EventSource",
    "ExceptionInfo",
    "ExtendedProperties",
    "ExternalAccess",
    "Folder",
    "Folders",
    "InternalLogonType",
    "InterSystemsId",
    "IntraSystemId",
    "IsManagedDevice",
    "Item",
    "ItemType",
    "LogonType",
    "LogonUserSid",
    "MailboxGuid",
    "MailboxOwnerSid",
    "MailboxOwnerUPN",
    "Members",
    "MessageTime",
    "ModifiedProperties",
    "Name",
    "NetworkMessageId",
    "OperationCount",
    "OperationProperties",
    "OrganizationName",
    "OriginatingServer",
    "P1Sender",
    "P2Sender",
    "Parameters",
    "Platform",
    "PolicyDetails",
    "PolicyId",
    "Recipients",
    "SenderIp",
    "Severity",
    "SharingType",
    "Site",
    "SiteUrl",
    "SourceFileExtension",
    "SourceFileName",
    "SourceRelativeUrl",
    "Status",
    "Subject",
    "SupportTicketId",
    "Target",
    "TargetContextId",
    "TargetUserOrGroupName",
    "TargetUserOrGroupType",
    "TeamName",
    "TokenObjectId",
    "UserSharedWith",
    "Verdict",
];

const JSON: &[Json] = &[Json { column: "AuditData", properties: PROPERTIES, open: true }];

const TYPED: &[&str] = &["TimeGenerated", "RecordType", "UserType", "ClientPort"];

const ENTITIES: &[EntityMapping] = &[
    EntityMapping { entity: "Account", identifiers: &[("FullName", "UserId")] },
    EntityMapping { entity: "IP", identifiers: &[("Address", "ClientIP")] },
];

const fn extended(name: &'static str) -> Target {
    Target::Pair { column: "AuditData", key: "Name", value: "Value", name }
}

/// What all records of the log have.
const fn table(fields: &'static [(&'static [&'static str], Target)]) -> Table {
    Table { name: "UnifiedAuditLog", only: None, fields, json: JSON, typed: TYPED, extend: &[], entities: ENTITIES }
}

pub(crate) const TABLE: Table = table(&[
    (&["eventSource"], Target::Path("Workload")),
    (&["eventName"], Target::Path("Operation")),
    (&["status"], Target::Path("Outcome")),
    (&["RequestType"], extended("RequestType")),
    (&["ResultStatusDetail"], extended("ResultStatusDetail")),
    (&["UserAgent"], Target::AnyOf(&[Target::Path("UserAgent"), extended("UserAgent")])),
    (&["Payload"], Target::Path("AuditData")),
]);

pub(crate) const EXCHANGE: Table = table(&[
    (&["eventSource"], Target::Path("Workload")),
    (&["eventName"], Target::Path("Operation")),
    (&["status"], Target::Path("Outcome")),
    (&["Payload"], Target::Path("AuditData")),
]);

/// An alert's record is called `AlertTriggered` and has the alert's title as `Name`.
pub(crate) const ALERTS: Table = table(&[
    (&["eventSource"], Target::Path("Workload")),
    (&["eventName"], Target::AnyOf(&[Target::Path("AuditData.Name"), Target::Path("Operation")])),
    (&["status"], Target::Path("Outcome")),
    (&["Payload"], Target::Path("AuditData")),
]);

pub(crate) const OFFICE: Table = Table {
    name: "OfficeActivity",
    only: None,
    fields: &[
        (&["eventSource", "Workload"], Target::Path("OfficeWorkload")),
        (&["eventName"], Target::Path("Operation")),
        (
            &["status"],
            Target::Values {
                values: &[("success", "ResultStatus in~ (\"Succeeded\", \"Success\", \"True\")")],
                otherwise: Some(&Target::Path("ResultStatus")),
            },
        ),
        (&["ObjectId"], Target::Path("OfficeObjectId")),
        (&["SiteUrl"], Target::Path("Site_Url")),
        (&["ClientIPAddress"], Target::Path("Client_IPAddress")),
        (&["LogonType"], Target::Path("Logon_Type")),
        (&["EventData"], Target::Path("Event_Data")),
    ],
    json: &[
        Json { column: "OperationProperties", properties: &[], open: false },
        Json { column: "ExtraProperties", properties: &[], open: false },
        Json { column: "Members", properties: &[], open: false },
        Json { column: "SRRuleMatchDetails", properties: &[], open: false },
        Json { column: "Attendees", properties: &[], open: false },
        Json { column: "ArtifactsShared", properties: &[], open: false },
        Json { column: "AppAccessContext", properties: &["AADSessionId", "ClientAppId", "UniqueTokenId"], open: false },
    ],
    typed: &[
        "TimeGenerated",
        "InternalLogonType",
        "LoginStatus",
        "DataCenterSecurityEventType",
        "ElevationDuration",
        "CrossMailboxOperations",
        "IsManagedDevice",
        "IsJoinedFromLobby",
        "Start_Time",
        "ElevationTime",
        "ElevationApprovedTime",
        "JoinTime",
        "LeaveTime",
    ],
    extend: &[],
    entities: &[
        EntityMapping { entity: "Account", identifiers: &[("FullName", "UserId")] },
        EntityMapping { entity: "IP", identifiers: &[("Address", "ClientIP")] },
    ],
};
