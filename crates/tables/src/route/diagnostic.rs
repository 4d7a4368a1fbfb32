//! Which table a diagnostic record belongs to.

use super::{Destination, by_name, other};
use crate::{Rejection, Shape, all, map::slots::Slots};

/// What categories of streamed advanced-hunting tables begin with.
const HUNTING: &str = "AdvancedHunting-";

/// Returns where a diagnostic record goes. Intune has a category `AuditLogs` of its own, without an Entra resource and
/// with other properties.
/// The fields stand in the slots from `first` on, in the order of the plan.
pub(super) fn destination<'r>(slots: &Slots, first: usize, json: &'r str) -> Result<Destination<'r>, Rejection> {
    let Some(category) = slots.text(first, json) else {
        let reason = "the diagnostic record has no category, so that no table can be chosen".into();
        return Err(Rejection { reason });
    };
    let category = category.as_ref();
    let properties = slots.range(first + 2).and_then(|range| json.get(range));
    let hunted = category.split_at_checked(HUNTING.len()).filter(|(start, _)| start.eq_ignore_ascii_case(HUNTING));
    if let (Some((_, name)), Some(properties)) = (hunted, properties)
        && let Some(table) = by_name(name)
        && table.category.is_none()
    {
        return Ok(Destination { table, shape: Shape::Row, kind: None, json: properties });
    }
    if category.eq_ignore_ascii_case("AuditLogs") {
        let resource = slots.text(first + 1, json).unwrap_or_default().to_ascii_lowercase();
        let intune = (3..5).any(|field| slots.get(first + field, json).is_some());
        if intune && !resource.contains("microsoft.aadiam") {
            return named("IntuneAuditLogs", json);
        }
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
