//! `management-api`: the content blobs of the Management Activity API: a folder for each content type, an array a blob.

use super::Rendering;
use crate::events::unified::Body;
use crate::events::{Event, Record, Stream};
use crate::layout::Layout;
use crate::render::unified;
use crate::text::Text;
use crate::world::World;

type Writer = fn(&World, &Event, &mut Text);

pub(super) fn renderings(_world: &World) -> Vec<Rendering> {
    let writers: [(&str, Writer); 4] = [
        ("Audit.AzureActiveDirectory", directory),
        ("Audit.Exchange", exchange),
        ("Audit.SharePoint", sharepoint),
        ("Audit.General", general),
    ];
    writers
        .into_iter()
        .map(|(content, write)| Rendering {
            path: format!("management-api/{content}"),
            streams: vec![Stream::UnifiedAudit],
            layout: Layout::Arrays { size: 500 },
            write,
        })
        .collect()
}

fn directory(world: &World, event: &Event, out: &mut Text) {
    only(world, event, |body| matches!(body, Body::Logon(_) | Body::Directory(_)), out);
}

fn exchange(world: &World, event: &Event, out: &mut Text) {
    let of = |body: &Body| match body {
        Body::Mail(_) | Body::Command(_) => true,
        Body::Entry(entry) => entry.workload == "Exchange",
        _ => false,
    };
    only(world, event, of, out);
}

fn sharepoint(world: &World, event: &Event, out: &mut Text) {
    let of = |body: &Body| match body {
        Body::File(_) => true,
        Body::Entry(entry) => matches!(entry.workload, "SharePoint" | "OneDrive"),
        _ => false,
    };
    only(world, event, of, out);
}

fn general(world: &World, event: &Event, out: &mut Text) {
    let of = |body: &Body| match body {
        Body::Teams(_) | Body::Report(_) | Body::Alert(_) => true,
        Body::Entry(entry) => !matches!(entry.workload, "Exchange" | "SharePoint" | "OneDrive"),
        _ => false,
    };
    only(world, event, of, out);
}

fn only(world: &World, event: &Event, wanted: impl FnOnce(&Body) -> bool, out: &mut Text) {
    if let Record::Unified(record) = &event.record
        && wanted(&record.body)
    {
        unified::write(world, record, out);
    }
}
