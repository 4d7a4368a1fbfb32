//! `AADUserRiskEvents` and `AADRiskyUsers`.

use crate::events::security::{RiskDetection, RiskyUser};
use crate::render::cells::Column;
use crate::render::cells::ColumnType::{Bool, DateTime, Dynamic, String};
use crate::render::graph_security::additional_info;
use crate::world::policies::Notation;

pub(super) const DETECTIONS: &[Column<RiskDetection>] = &[
    ("TenantId", String, |world, _, cells| cells.guid(world.workspace)),
    ("Activity", String, |_, _, cells| cells.text("signin")),
    ("ActivityDateTime", DateTime, |_, record, cells| cells.time(record.activity)),
    ("AdditionalInfo", Dynamic, |_, record, cells| cells.dynamic(|out| additional_info(record, out))),
    ("CorrelationId", String, |_, record, cells| cells.guid(record.correlation)),
    ("DetectedDateTime", DateTime, |_, record, cells| cells.time(record.time)),
    ("DetectionTimingType", String, |_, record, cells| {
        cells.text(if record.real_time { "realtime" } else { "offline" });
    }),
    ("Id", String, |_, record, cells| cells.guid(record.id)),
    ("IpAddress", String, |_, record, cells| {
        cells.with(|out| {
            out.address(record.source.address);
        });
    }),
    ("LastUpdatedDateTime", DateTime, |_, record, cells| cells.time(record.time)),
    ("Location", Dynamic, |world, record, cells| {
        cells.dynamic(|out| world.location(record.source.city, Notation::Monitor, out));
    }),
    ("OperationName", String, |_, _, cells| cells.text("User Risk Detection")),
    ("RequestId", String, |_, record, cells| cells.guid(record.request)),
    ("RiskDetail", String, |_, record, cells| cells.text(record.detail)),
    ("RiskEventType", String, |_, record, cells| cells.text(record.kind)),
    ("RiskLevel", String, |_, record, cells| cells.text(record.level)),
    ("RiskState", String, |_, record, cells| cells.text(record.state)),
    ("Source", String, |_, _, cells| cells.text("IdentityProtection")),
    ("SourceSystem", String, |_, _, cells| cells.text("Azure AD")),
    ("TimeGenerated", DateTime, |_, record, cells| cells.time(record.time)),
    ("TokenIssuerType", String, |_, _, cells| cells.text("AzureAD")),
    ("Type", String, |_, _, cells| cells.text("AADUserRiskEvents")),
    ("UserDisplayName", String, |world, record, cells| cells.text(&world.person(record.person).display)),
    ("UserId", String, |world, record, cells| cells.guid(world.person(record.person).id)),
    ("UserPrincipalName", String, |world, record, cells| cells.text(&world.person(record.person).sign_in)),
];

pub(super) const USERS: &[Column<RiskyUser>] = &[
    ("TenantId", String, |world, _, cells| cells.guid(world.workspace)),
    ("Id", String, |world, record, cells| cells.guid(world.person(record.person).id)),
    ("IsDeleted", Bool, |_, _, cells| cells.boolean(false)),
    ("IsProcessing", Bool, |_, _, cells| cells.boolean(false)),
    ("OperationName", String, |_, _, cells| cells.text("Risky user")),
    ("RiskDetail", String, |_, record, cells| cells.text(record.detail)),
    ("RiskLastUpdatedDateTime", DateTime, |_, record, cells| cells.time(record.time)),
    ("RiskLevel", String, |_, record, cells| cells.text(record.level)),
    ("RiskState", String, |_, record, cells| cells.text(record.state)),
    ("SourceSystem", String, |_, _, cells| cells.text("Azure AD")),
    ("TimeGenerated", DateTime, |_, record, cells| cells.time(record.time)),
    ("Type", String, |_, _, cells| cells.text("AADRiskyUsers")),
    ("UserDisplayName", String, |world, record, cells| cells.text(&world.person(record.person).display)),
    ("UserPrincipalName", String, |world, record, cells| cells.text(&world.person(record.person).sign_in)),
];
