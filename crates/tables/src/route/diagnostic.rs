//! Which table a diagnostic record belongs to.

use super::{Destination, by_name, other, probe::Probe};
use crate::{Rejection, Shape, all};

/// What categories of streamed advanced-hunting tables begin with.
const HUNTING: &str = "AdvancedHunting-";

/// Returns where a diagnostic record goes. Intune has a category `AuditLogs` of its own, without an Entra resource and
/// with other properties.
pub(super) fn destination<'r>(probe: &mut Probe, json: &'r str) -> Result<Destination<'r>, Rejection> {
    let envelope = probe.diagnostic(json);
    let Some(category) = envelope.category.as_deref() else {
        return Err(Rejection {
            reason: "the diagnostic record has no category, so that no table can be chosen".into(),
        });
    };
    let hunted = category.split_at_checked(HUNTING.len()).filter(|(start, _)| start.eq_ignore_ascii_case(HUNTING));
    if let (Some((_, name)), Some(properties)) = (hunted, envelope.properties)
        && let Some(table) = by_name(name)
    {
        return Ok(Destination { table, shape: Shape::Row, kind: None, json: properties });
    }
    let entra = envelope.resource.is_some_and(|r| r.to_ascii_lowercase().contains("microsoft.aadiam"));
    if !entra && envelope.intune && category.eq_ignore_ascii_case("AuditLogs") {
        return named("IntuneAuditLogs", json);
    }
    let table = all().iter().find(|t| t.category.is_some_and(|c| c.eq_ignore_ascii_case(category)));
    match table {
        Some(table) => Ok(Destination { table, shape: Shape::Diagnostic, kind: None, json }),
        None => named(hunted.map_or(category, |(_, name)| name), json),
    }
}

/// Sends a record to the table of that name, or to that of records without one.
fn named<'r>(name: &str, json: &'r str) -> Result<Destination<'r>, Rejection> {
    match by_name(name) {
        Some(table) => Ok(Destination { table, shape: Shape::Diagnostic, kind: None, json }),
        None => other(name.to_owned().into(), json),
    }
}
