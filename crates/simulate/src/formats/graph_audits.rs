//! `graph-audits`: directory audits as the pages of a Microsoft Graph answer, linked by `@odata.nextLink`.

use super::Rendering;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::graph_audit;
use crate::text::Text;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    vec![Rendering {
        path: String::from("graph/directoryAudits"),
        streams: vec![Stream::DirectoryAudits],
        layout: Layout::Pages {
            context: String::from("https://graph.microsoft.com/beta/$metadata#auditLogs/directoryAudits"),
            next: String::from("https://graph.microsoft.com/beta/auditLogs/directoryAudits?$top=1000&$skiptoken="),
            size: 1000,
        },
        write,
    }]
}

fn write(world: &World, event: &Event, out: &mut Text) {
    if let Record::Audit(audit) = &event.record {
        graph_audit::write(world, audit, out);
    }
}
