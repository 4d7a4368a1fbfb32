//! `management-ndjson`: the unified audit log as the Management Activity API has it, one record a line.

use super::Rendering;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::unified;
use crate::text::Text;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    vec![Rendering {
        path: String::from("management/audit-records.ndjson"),
        streams: vec![Stream::UnifiedAudit],
        layout: Layout::Lines { header: String::new() },
        write,
    }]
}

fn write(world: &World, event: &Event, out: &mut Text) {
    if let Record::Unified(record) = &event.record {
        unified::write(world, record, out);
        out.raw("\n");
    }
}
