//! `purview-csv`: the audit search of the Purview portal, exported.

use super::Rendering;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::unified;
use crate::text::Text;
use crate::world::World;

const HEADER: &str =
    "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames\r\n";

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    vec![Rendering {
        path: String::from("unified-audit/Purview-AuditLog.csv"),
        streams: vec![Stream::UnifiedAudit],
        layout: Layout::Lines { header: String::from(HEADER) },
        write,
    }]
}

fn write(world: &World, event: &Event, out: &mut Text) {
    let Record::Unified(record) = &event.record else { return };
    let mut inner = Text::default();
    // The portal puts a space behind the time.
    out.guid(record.id)
        .raw(",\"")
        .seconds(record.time)
        .raw(".0000000Z \",")
        .integer(unified::record_type(record))
        .raw(",");
    unified::operation(record, &mut inner);
    out.cell(inner.as_str()).raw(",");
    inner.clear();
    unified::user(world, record, &mut inner);
    out.cell(inner.as_str()).raw(",");
    inner.clear();
    unified::write(world, record, &mut inner);
    out.quoted_cell(inner.as_str()).raw(",,\r\n");
}
