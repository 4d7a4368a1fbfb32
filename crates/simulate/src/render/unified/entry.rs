//! Records of many kinds that are written field by field.

use super::{Head, head};
use crate::events::unified::{Entry, Unified};
use crate::text::Text;
use crate::world::World;

pub(super) fn write(world: &World, record: &Unified, entry: &Entry, out: &mut Text) {
    let fields = Head {
        operation: entry.operation,
        dot: false,
        record_type: entry.record_type,
        result: entry.result,
        user_type: entry.user_type,
        workload: entry.workload,
        user: &entry.user,
    };
    head(
        world,
        record,
        &fields,
        |out| {
            out.escaped(&entry.key);
        },
        out,
    );
    if let Some(source) = entry.source {
        out.raw(",\"ClientIP\":\"").address(source.address).raw("\"");
    }
    if let Some(object) = &entry.object {
        out.raw(",\"ObjectId\":").string(object);
    }
    for (name, value) in &entry.fields {
        out.raw(",\"").raw(name).raw("\":").raw(value);
    }
    out.raw("}");
}
