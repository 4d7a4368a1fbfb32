//! `ground-truth.json`: what really happened.

use crate::events::Stream;
use crate::output::Output;
use crate::plan::{Error, Plan};
use crate::scenarios::Silence;
use crate::scenarios::Truth;
use crate::tenant::Tenant;
use crate::text::Text;
use crate::time::Moment;
use std::io::Write;

/// The file's name.
const PATH: &str = "ground-truth.json";

/// Writes the ground truth of everything up to a moment; returns how many scenarios took place.
pub(crate) fn write(tenant: &Tenant, plan: &Plan, until: Moment, output: &mut dyn Output) -> Result<usize, Error> {
    let (text, count) = tell(tenant, plan, until);
    let mut file = output.create(PATH).map_err(|source| Error::Create { path: String::from(PATH), source })?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .map_err(|source| Error::Write { path: String::from(PATH), source })?;
    Ok(count)
}

/// The ground truth of everything up to a moment, and how many scenarios took place.
pub(crate) fn tell(tenant: &Tenant, plan: &Plan, until: Moment) -> (String, usize) {
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
        for truth in tenant.truths.iter().filter(|truth| truth.malicious == malicious) {
            let records: Vec<&(Stream, Moment, String)> =
                truth.records.iter().filter(|(_, time, _)| *time <= until).collect();
            let silences: Vec<&Silence> =
                truth.silences.iter().filter(|silence| silence.window.until <= until).collect();
            if records.is_empty() && silences.is_empty() {
                continue;
            }
            out.raw(if first { "\n" } else { ",\n" });
            first = false;
            count += 1;
            scenario(tenant, truth, &records, &silences, &mut out);
        }
        out.raw("\n  ],\n");
    }
    out.raw("  \"left_out\": [");
    for (position, name) in tenant.left_out.iter().enumerate() {
        out.raw(if position > 0 { ", " } else { "" }).string(name);
    }
    out.raw("]\n}\n");
    (out.into_string(), count)
}

fn scenario(
    tenant: &Tenant,
    truth: &Truth,
    records: &[&(Stream, Moment, String)],
    silences: &[&Silence],
    out: &mut Text,
) {
    out.raw("    {\n      \"id\": \"").raw(if truth.malicious { "A" } else { "B" }).padded(truth.number as u32 + 1, 3);
    out.raw("\",\n      \"name\": ").string(truth.name).raw(",\n      \"label\": \"");
    out.raw(if truth.malicious { "malicious" } else { "benign" })
        .raw("\",\n      \"technique\": ")
        .string(truth.technique)
        .raw(",\n      \"class\": [");
    for (position, class) in truth.class.iter().enumerate() {
        out.raw(if position > 0 { ", " } else { "" }).integer(*class);
    }
    out.raw("]");
    let begin = records.first().map(|(_, time, _)| *time).or(silences.first().map(|silence| silence.window.from));
    let finish = records.last().map(|(_, time, _)| *time).or(silences.last().map(|silence| silence.window.until));
    if let (Some(start), Some(end)) = (begin, finish) {
        out.raw(",\n      \"start\": \"").ticks_z(start).raw("\",\n      \"end\": \"").ticks_z(end).raw("\"");
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
    out.raw("}");
    for silence in silences {
        out.raw(",\n      \"silent\": {\"table\": ").string(silence.stream.table()).raw(", \"from\": \"");
        out.ticks_z(silence.window.from).raw("\", \"until\": \"").ticks_z(silence.window.until).raw("\"}");
    }
    out.raw("\n    }");
}
