//! Coverage as tests need it.

use store::{Covered, TableCoverage, WindowKind};

/// Coverage of a table by imports, each with so many records, from the first to the second instant.
pub(super) fn covered(tenant: &str, table: &str, rows: u64, imports: &[(i64, i64)], busy: bool) -> TableCoverage {
    let window = |(from, to): &(i64, i64)| Covered {
        from: *from,
        to: *to,
        rows,
        kind: WindowKind::Imported,
        evidence: String::new(),
        path: String::new(),
        member: None,
        format: None,
        cut: None,
    };
    TableCoverage {
        tenant: tenant.into(),
        table: table.into(),
        windows: imports.iter().map(window).collect(),
        intervals: imports.to_vec(),
        silences: Vec::new(),
        busy,
        removed: Vec::new(),
    }
}
