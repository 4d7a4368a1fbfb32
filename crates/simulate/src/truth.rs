//! `ground-truth.json`: what really happened.

use crate::events::Stream;
use crate::output::Output;
use crate::plan::{Error, Plan};
use crate::scenarios::Truth;
use crate::tenant::Tenant;
use crate::text::Text;
use crate::time::Moment;
use std::io::Write;

/// The file's name.
const PATH: &str = "ground-truth.json";

/// Writes the ground truth of everything up to a moment; returns how many scenarios took place.
pub(crate) fn write(tenant: &Tenant, plan: &Plan, until: Moment, output: &mut dyn Output) -> Result<usize, Error> {
    let mut out = Text::default();
    let world = &tenant.world;
    out.raw("{\n  \"tenant\": {\"id\": \"").guid(world.tenant).raw("\", \"name\": ").string(&world.company);
    out.raw(", \"domain\": ").string(&world.domain).raw("},\n  \"plan\": {\"people\": ").integer(plan.people);
    out.raw(", \"days\": ").integer(plan.days).raw(", \"seed\": ").integer(plan.seed).raw(", \"start\": \"");
    out.date(tenant.window.from).raw("\", \"intensity\": ").integer(plan.intensity).raw("},\n");
    let mut count = 0;
    for (list, malicious) in [("attacks", true), ("look_alikes", false)] {
        out.raw("  \"").raw(list).raw("\": [");
        let mut first = true;
        for (number, truth) in tenant.truths.iter().enumerate().filter(|(_, truth)| truth.malicious == malicious) {
            let records: Vec<&(Stream, Moment, String)> =
                truth.records.iter().filter(|(_, time, _)| *time <= until).collect();
            if records.is_empty() {
                continue;
            }
            out.raw(if first { "\n" } else { ",\n" });
            first = false;
            count += 1;
            scenario(tenant, number, truth, &records, &mut out);
        }
        out.raw(if malicious { "\n  ],\n" } else { "\n  ]\n" });
    }
    out.raw("}\n");
    let mut file = output.create(PATH).map_err(|source| Error::Create { path: String::from(PATH), source })?;
    file.write_all(out.as_str().as_bytes())
        .and_then(|()| file.flush())
        .map_err(|source| Error::Write { path: String::from(PATH), source })?;
    Ok(count)
}

fn scenario(tenant: &Tenant, number: usize, truth: &Truth, records: &[&(Stream, Moment, String)], out: &mut Text) {
    out.raw("    {\n      \"id\": \"").raw(if truth.malicious { "A" } else { "B" }).two(number as u32 + 1);
    out.raw("\",\n      \"name\": ").string(truth.name).raw(",\n      \"label\": \"");
    out.raw(if truth.malicious { "malicious" } else { "benign" })
        .raw("\",\n      \"technique\": ")
        .string(truth.technique);
    if let (Some((_, start, _)), Some((_, end, _))) = (records.first(), records.last()) {
        out.raw(",\n      \"start\": \"").ticks_z(*start).raw("\",\n      \"end\": \"").ticks_z(*end).raw("\"");
    }
    out.raw(",\n      \"victims\": [");
    for (position, person) in truth.victims.iter().enumerate() {
        out.raw(if position > 0 { ", " } else { "" }).string(&tenant.world.person(*person).sign_in);
    }
    out.raw("],\n      \"sources\": [");
    for (position, source) in truth.sources.iter().enumerate() {
        out.raw(if position > 0 { ", \"" } else { "\"" }).address(source.address).raw("\"");
    }
    out.raw("],\n      \"story\": ").string(&truth.story).raw(",\n      \"records\": {");
    let mut first = true;
    for stream in Stream::ALL {
        let mut ids: Vec<&str> = Vec::new();
        for (other, _, id) in records {
            if *other == stream && !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        if ids.is_empty() {
            continue;
        }
        out.raw(if first { "" } else { ", " }).string(stream.table()).raw(": [");
        first = false;
        for (position, id) in ids.iter().enumerate() {
            out.raw(if position > 0 { ", " } else { "" }).string(id);
        }
        out.raw("]");
    }
    out.raw("}\n    }");
}
