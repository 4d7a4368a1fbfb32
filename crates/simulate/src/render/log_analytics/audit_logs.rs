//! `AuditLogs`.

use crate::events::audit::Audit;
use crate::render::cells::Column;
use crate::render::cells::ColumnType::{DateTime, Dynamic, Long, String};
use crate::render::{actor_name, graph_audit, monitor};

pub(super) const COLUMNS: &[Column<Audit>] = &[
    ("TenantId", String, |world, _, cells| cells.guid(world.workspace)),
    ("SourceSystem", String, |_, _, cells| cells.text("Azure AD")),
    ("TimeGenerated", DateTime, |_, record, cells| cells.time(record.time)),
    ("ResourceId", String, |world, _, cells| {
        cells.with(|out| {
            out.raw("/tenants/").guid(world.tenant).raw("/providers/Microsoft.aadiam");
        });
    }),
    ("OperationName", String, |_, record, cells| cells.text(record.activity.name)),
    ("OperationVersion", String, |_, _, cells| cells.text("1.0")),
    ("Category", String, |_, record, cells| cells.text(record.activity.category)),
    ("ResultType", String, |_, _, cells| cells.empty()),
    ("ResultSignature", String, |_, _, cells| cells.text("None")),
    ("ResultDescription", String, |_, _, cells| cells.empty()),
    ("DurationMs", Long, |_, _, cells| cells.number(0)),
    ("CorrelationId", String, |_, record, cells| cells.guid(record.correlation)),
    ("Resource", String, |_, _, cells| cells.text("Microsoft.aadiam")),
    ("ResourceGroup", String, |_, _, cells| cells.text("Microsoft.aadiam")),
    ("Identity", String, |world, record, cells| cells.with(|out| actor_name(world, &record.actor, out))),
    ("Level", String, |_, _, cells| cells.text("4")),
    ("AdditionalDetails", Dynamic, |_, record, cells| cells.dynamic(|out| graph_audit::details(record, out))),
    ("Id", String, |_, record, cells| cells.with(|out| record.name(out))),
    ("InitiatedBy", Dynamic, |world, record, cells| {
        cells.dynamic(|out| monitor::initiated_by(world, &record.actor, out));
    }),
    ("LoggedByService", String, |_, record, cells| cells.text(record.activity.service)),
    ("Result", String, |_, record, cells| cells.text(graph_audit::result(record))),
    ("ResultReason", String, |_, record, cells| cells.text(&record.reason)),
    ("TargetResources", Dynamic, |_, record, cells| cells.dynamic(|out| graph_audit::targets(record, out))),
    ("AADTenantId", String, |world, _, cells| cells.guid(world.tenant)),
    ("ActivityDisplayName", String, |_, record, cells| cells.text(record.activity.name)),
    ("ActivityDateTime", DateTime, |_, record, cells| cells.time(record.time)),
    ("AADOperationType", String, |_, record, cells| cells.text(record.activity.operation)),
    ("Type", String, |_, _, cells| cells.text("AuditLogs")),
];
