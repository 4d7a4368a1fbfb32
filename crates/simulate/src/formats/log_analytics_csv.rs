//! `log-analytics-csv`: tables as the portal of Log Analytics exports them: ` [UTC]` in headers, United States times, JSON
//! in quotes.

use super::Rendering;
use crate::layout::Layout;
use crate::render::cells::portal_header;
use crate::render::log_analytics::{STREAMS, portal_line, signature, table};
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    STREAMS
        .into_iter()
        .map(|stream| Rendering {
            path: format!("log-analytics/{}.csv", table(stream)),
            streams: vec![stream],
            layout: Layout::Lines { header: portal_header(&signature(stream)) },
            write: portal_line,
        })
        .collect()
}
