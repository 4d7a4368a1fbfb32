//! `log-analytics-query`: answers of the Log Analytics query API: `{"tables":[{"name","columns","rows"}]}`.

use super::Rendering;
use crate::layout::Layout;
use crate::render::cells::answer_columns;
use crate::render::log_analytics::{STREAMS, answer_row, signature, table};
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    STREAMS
        .into_iter()
        .map(|stream| Rendering {
            path: format!("log-analytics/{}.query.json", table(stream)),
            streams: vec![stream],
            layout: Layout::Table { columns: answer_columns(&signature(stream)) },
            write: answer_row,
        })
        .collect()
}
