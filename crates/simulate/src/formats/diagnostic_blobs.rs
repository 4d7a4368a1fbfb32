//! `diagnostic-blobs`: what diagnostic settings write to a storage account: a container for each category, a blob for each
//! hour, a record a line.

use super::Rendering;
use crate::events::Stream;
use crate::layout::Layout;
use crate::render::monitor;
use crate::world::World;

pub(super) fn renderings(world: &World) -> Vec<Rendering> {
    Stream::ALL
        .into_iter()
        .filter_map(|stream| {
            let container = monitor::category(stream)?.to_lowercase();
            Some(Rendering {
                path: format!("diagnostic/insights-logs-{container}/tenantId={}", world.tenant),
                streams: vec![stream],
                layout: Layout::Hours,
                write: monitor::write,
            })
        })
        .collect()
}
