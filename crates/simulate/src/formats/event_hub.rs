//! `event-hub`: what diagnostic settings send to Event Hubs, captured to files: a message a line, records in an array.

use super::Rendering;
use crate::events::Stream;
use crate::layout::Layout;
use crate::render::monitor;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    Stream::ALL
        .into_iter()
        .filter_map(|stream| {
            let hub = monitor::category(stream)?.to_lowercase();
            Some(Rendering {
                path: format!("event-hub/insights-logs-{hub}.json"),
                streams: vec![stream],
                layout: Layout::Messages { size: 60 },
                write: monitor::write,
            })
        })
        .collect()
}
