//! `graph-pages`: sign-ins of all four kinds as the pages of Microsoft Graph answers.

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
            path: format!("graph-pages/signIns-{}", graph_kind(stream)),
            streams: vec![stream],
            layout: Layout::Pages {
                context: String::from("https://graph.microsoft.com/beta/$metadata#auditLogs/signIns"),
                next: String::from("https://graph.microsoft.com/beta/auditLogs/signIns?$top=1000&$skiptoken="),
                size: 1000,
            },
            write,
        })
        .collect()
}

fn write(world: &World, event: &Event, out: &mut Text) {
    if let Record::SignIn(sign_in) = &event.record {
        graph_sign_in::write(world, sign_in, out);
    }
}
