//! What retention commands print.

use casework::retention::{Policies, Scope};
use serde_json::json;
use store::{Head, Planned, Removal, Removed};

use crate::cli::Format;
use crate::output::{self, Grid, bytes, count};

/// Policies in their order.
pub(super) fn policies(policies: &Policies, from: &str, format: Format) -> anyhow::Result<()> {
    let names = |scope: &Scope| match scope {
        Scope::All => "all".to_owned(),
        Scope::Only(names) => names.iter().cloned().collect::<Vec<_>>().join(", "),
    };
    if format == Format::Json {
        let lines: Vec<_> = policies
            .0
            .iter()
            .map(|policy| {
                json!({"name": policy.name, "tenants": names(&policy.tenants), "tables": names(&policy.tables), "where": policy.condition, "keep": policy.keep.to_string()})
            })
            .collect();
        return output::json(&json!({"from": from, "policies": lines}));
    }
    let mut grid = Grid::new(&["policy", "tenants", "tables", "where", "keep"]);
    for policy in &policies.0 {
        grid.row([
            policy.name.clone(),
            names(&policy.tenants),
            names(&policy.tables),
            policy.condition.clone().unwrap_or_default(),
            policy.keep.to_string(),
        ]);
    }
    if format == Format::Csv {
        return grid.print_csv();
    }
    grid.print()?;
    output::say(&format!("policies: {from}; the first that a row meets decides, what none meets is kept"));
    Ok(())
}

/// What would go.
pub(super) fn planned(planned: &Planned, removal: &Removal, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        let tables: Vec<_> = planned
            .tables
            .iter()
            .map(|(table, of)| {
                json!({
                    "table": table, "rows": of.rows, "versions": of.versions, "held": of.held, "kept_with_version": of.kept_with_version,
                    "files_removed": of.files_removed, "files_rewritten": of.files_rewritten,
                })
            })
            .collect();
        let cut: Vec<_> = planned
            .cut
            .iter()
            .map(|cut| json!({"sha256": cut.sha256, "name": cut.name, "ranges": cut.ranges, "bytes": cut.bytes}))
            .collect();
        return output::json(&json!({
            "policy": removal.policy, "rows": planned.rows(), "tables": tables, "holds": planned.holds, "evidence": planned.evidence, "cut": cut,
            "left": planned.left, "bytes": planned.bytes,
        }));
    }
    let mut grid = Grid::new(&["table", ">rows to go", ">older versions", ">held", ">files gone", ">files rewritten"]);
    for (table, of) in &planned.tables {
        grid.row([
            table.clone(),
            count(of.rows),
            count(of.versions),
            count(of.held),
            count(of.files_removed),
            count(of.files_rewritten),
        ]);
    }
    if format == Format::Csv {
        return grid.print_csv();
    }
    if !grid.is_empty() {
        grid.print()?;
    }
    output::say(&format!("policy: {}", removal.policy));
    for (hold, rows) in planned.holds.iter().filter(|(_, rows)| **rows > 0) {
        output::say(&format!("hold {hold} keeps {} rows", count(*rows)));
    }
    for evidence in &planned.evidence {
        output::say(&format!("evidence that no row needs any more: {} ({})", evidence.name, bytes(evidence.size)));
    }
    for cut in &planned.cut {
        output::say(&format!("evidence that is cut in {} places: {}", count(cut.ranges), cut.name));
    }
    for left in &planned.left {
        output::say(&format!("evidence that may still hold such records: {}: {}", left.name, left.why));
    }
    output::say(&match planned.rows() {
        0 => "nothing would go".to_owned(),
        rows => format!("{} rows would go, about {}", count(rows), bytes(planned.bytes)),
    });
    Ok(())
}

/// What went.
pub(super) fn removed(removed: &Removed, head: &Head, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        return output::json(&json!({"removed": removed, "head": head.to_string()}));
    }
    let mut grid = Grid::new(&["table", ">rows"]);
    for (path, of) in &removed.tables {
        let table = match path.split_once('/') {
            Some(("tables", table)) => table.to_owned(),
            Some(("versions", table)) => format!("{table}, older versions"),
            _ => path.clone(),
        };
        grid.row([table, count(of.rows)]);
    }
    if format == Format::Csv {
        grid.print_csv()?;
    } else {
        grid.print()?;
    }
    for left in &removed.left {
        output::say(&format!("evidence that may still hold such records: {}: {}", left.name, left.why));
    }
    let rows: u64 = removed.tables.values().map(|of| of.rows).sum();
    output::say(&format!(
        "{} rows are gone, and {} evidence objects; proof of it is entry {}",
        count(rows),
        removed.evidence.len(),
        head
    ));
    Ok(())
}
