//! Rows of the Log Analytics tables.
//!
//! Source of the columns: <https://learn.microsoft.com/azure/azure-monitor/reference/tables-index>.

mod audit_logs;
mod office_activity;
mod risk;
mod sign_ins;

use super::cells::{self, Cells, ColumnType};
use crate::events::unified::Body;
use crate::events::{Event, Record, Stream};
use crate::text::Text;
use crate::world::World;

/// The logs that have a table.
pub(crate) const STREAMS: [Stream; 8] = [
    Stream::InteractiveSignIns,
    Stream::NonInteractiveSignIns,
    Stream::ServicePrincipalSignIns,
    Stream::ManagedIdentitySignIns,
    Stream::DirectoryAudits,
    Stream::UnifiedAudit,
    Stream::RiskDetections,
    Stream::RiskyUsers,
];

/// The table of a log.
pub(crate) fn table(stream: Stream) -> &'static str {
    if stream == Stream::UnifiedAudit { "OfficeActivity" } else { stream.table() }
}

/// The columns of the table of a log.
pub(crate) fn signature(stream: Stream) -> Vec<(&'static str, ColumnType)> {
    match stream {
        Stream::InteractiveSignIns => cells::signature(sign_ins::INTERACTIVE),
        Stream::NonInteractiveSignIns => cells::signature(sign_ins::NON_INTERACTIVE),
        Stream::ServicePrincipalSignIns | Stream::ManagedIdentitySignIns => cells::signature(sign_ins::PROGRAMS),
        Stream::DirectoryAudits => cells::signature(audit_logs::COLUMNS),
        Stream::UnifiedAudit => cells::signature(office_activity::COLUMNS),
        Stream::RiskDetections => cells::signature(risk::DETECTIONS),
        Stream::RiskyUsers => cells::signature(risk::USERS),
        Stream::Alerts | Stream::Incidents => Vec::new(),
    }
}

/// The row of an event: `None` where no table has it.
fn row(world: &World, event: &Event) -> Option<Cells> {
    Some(match &event.record {
        Record::SignIn(sign_in) => {
            let columns = match event.stream() {
                Stream::InteractiveSignIns => sign_ins::INTERACTIVE,
                Stream::NonInteractiveSignIns => sign_ins::NON_INTERACTIVE,
                _ => sign_ins::PROGRAMS,
            };
            cells::cells(columns, world, sign_in)
        }
        Record::Audit(audit) => cells::cells(audit_logs::COLUMNS, world, audit),
        Record::Unified(unified) => match unified.body {
            Body::Mail(_) | Body::File(_) | Body::Teams(_) | Body::Command(_) => {
                cells::cells(office_activity::COLUMNS, world, unified)
            }
            // The connector takes three workloads.
            Body::Entry(ref entry)
                if matches!(entry.workload, "Exchange" | "SharePoint" | "OneDrive" | "MicrosoftTeams") =>
            {
                cells::cells(office_activity::COLUMNS, world, unified)
            }
            Body::Logon(_) | Body::Directory(_) | Body::Report(_) | Body::Alert(_) | Body::Entry(_) => return None,
        },
        Record::RiskDetection(detection) => cells::cells(risk::DETECTIONS, world, detection),
        Record::RiskyUser(user) => cells::cells(risk::USERS, world, user),
        Record::Alert(_) | Record::Incident(_) => return None,
    })
}

/// The row as a line of the portal's export.
pub(crate) fn portal_line(world: &World, event: &Event, out: &mut Text) {
    if let Some(cells) = row(world, event) {
        cells.portal_line(out);
    }
}

/// The row as a JSON object on a line.
pub(crate) fn object_line(world: &World, event: &Event, out: &mut Text) {
    if let Some(cells) = row(world, event) {
        cells.object(&signature(event.stream()), out);
        out.raw("\n");
    }
}

/// The row as an array of a query's answer.
pub(crate) fn answer_row(world: &World, event: &Event, out: &mut Text) {
    if let Some(cells) = row(world, event) {
        cells.row(out);
    }
}
