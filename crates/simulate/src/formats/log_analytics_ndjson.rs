//! `log-analytics-ndjson`: rows of Log Analytics tables, one object a line, dynamic columns as JSON text.

use super::Rendering;
use crate::layout::Layout;
use crate::render::log_analytics::{STREAMS, object_line, table};
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    STREAMS
        .into_iter()
        .map(|stream| Rendering {
            path: format!("log-analytics/{}.ndjson", table(stream)),
            streams: vec![stream],
            layout: Layout::Lines { header: String::new() },
            write: object_line,
        })
        .collect()
}
