//! `audit-search-csv`: what `Search-UnifiedAuditLog | Export-Csv` writes.

use super::Rendering;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::unified;
use crate::text::Text;
use crate::world::World;

const HEADER: &str = "\"RecordType\",\"CreationDate\",\"UserIds\",\"Operations\",\"AuditData\",\"ResultIndex\",\"ResultCount\",\"Identity\",\"IsValid\",\"ObjectState\"\r\n";

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    vec![Rendering {
        path: String::from("unified-audit/Search-UnifiedAuditLog.csv"),
        streams: vec![Stream::UnifiedAudit],
        layout: Layout::Lines { header: String::from(HEADER) },
        write,
    }]
}

fn write(world: &World, event: &Event, out: &mut Text) {
    let Record::Unified(record) = &event.record else { return };
    let mut inner = Text::default();
    out.raw("\"").raw(unified::record_type_name(record)).raw("\",\"").us_time(record.time).raw("\",\"");
    unified::user(world, record, out);
    out.raw("\",\"");
    unified::operation(record, out);
    out.raw("\",");
    unified::write(world, record, &mut inner);
    out.quoted_cell(inner.as_str());
    let found = world.searched.max(1);
    out.raw(",\"").integer(record.id.low() % found + 1).raw("\",\"").integer(found).raw("\",\"");
    out.guid(record.id).raw("\",\"True\",\"Unchanged\"\r\n");
}
