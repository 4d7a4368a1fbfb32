//! `graph-sign-ins`: sign-ins from Microsoft Graph, one object a line, a file for each of the four kinds.

use super::{Rendering, SIGN_INS, graph_kind};
use crate::events::{Event, Record};
use crate::layout::Layout;
use crate::render::graph_sign_in;
use crate::text::Text;
use crate::world::World;

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    SIGN_INS
        .into_iter()
        .map(|stream| Rendering {
            path: format!("graph/signIns-{}.ndjson", graph_kind(stream)),
            streams: vec![stream],
            layout: Layout::Lines { header: String::new() },
            write,
        })
        .collect()
}

fn write(world: &World, event: &Event, out: &mut Text) {
    if let Record::SignIn(sign_in) = &event.record {
        graph_sign_in::write(world, sign_in, out);
        out.raw("\n");
    }
}
