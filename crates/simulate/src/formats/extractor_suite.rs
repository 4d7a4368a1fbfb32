//! `extractor-suite`: JSON as the response community's PowerShell collectors leave it: arrays appended to one another,
//! audit records with their data expanded and dates in the notation of `ConvertTo-Json`.

use super::{Rendering, SIGN_INS, graph_kind};
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::{graph_audit, graph_sign_in, unified};
use crate::text::Text;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    let mut out: Vec<Rendering> = SIGN_INS
        .into_iter()
        .map(|stream| Rendering {
            path: format!("extractor-suite/{}-SignInLogs.json", graph_kind(stream)),
            streams: vec![stream],
            layout: Layout::Appended { size: 1000 },
            write,
        })
        .collect();
    for (name, stream) in [("Directory-AuditLogs", Stream::DirectoryAudits), ("UAL", Stream::UnifiedAudit)] {
        out.push(Rendering {
            path: format!("extractor-suite/{name}.json"),
            streams: vec![stream],
            layout: Layout::Appended { size: 5000 },
            write,
        });
    }
    out
}

fn write(world: &World, event: &Event, out: &mut Text) {
    match &event.record {
        Record::SignIn(sign_in) => graph_sign_in::write(world, sign_in, out),
        Record::Audit(audit) => graph_audit::write(world, audit, out),
        Record::Unified(record) => {
            out.raw("{\"RecordType\":\"").raw(unified::record_type_name(record));
            out.raw("\",\"CreationDate\":\"\\/Date(")
                .integer(record.time.unix_seconds() * 1000)
                .raw(")\\/\",\"UserIds\":\"");
            let mut inner = Text::default();
            unified::user(world, record, &mut inner);
            out.escaped(inner.as_str()).raw("\",\"Operations\":\"");
            unified::operation(record, out);
            out.raw("\",\"AuditData\":");
            unified::write(world, record, out);
            let found = world.searched.max(1);
            out.raw(",\"ResultIndex\":").integer(record.id.low() % found + 1).raw(",\"ResultCount\":").integer(found);
            out.raw(",\"Identity\":\"");
            out.guid(record.id).raw("\",\"IsValid\":true,\"ObjectState\":\"Unchanged\"}");
        }
        Record::RiskDetection(_) | Record::RiskyUser(_) | Record::Alert(_) | Record::Incident(_) => {}
    }
}
