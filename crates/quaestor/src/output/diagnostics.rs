//! Findings about a query, with the lines they are about.

use std::fmt::Write;

use kql::{Diagnostic, LineIndex, Severity};

/// Returns the findings, each with its line and marks under what it is about. `name` is what the query is called.
pub(crate) fn findings(name: &str, query: &str, findings: &[Diagnostic]) -> String {
    let lines = LineIndex::new(query);
    let mut text = String::new();
    for finding in findings {
        let place = lines.line_column(query, finding.span.start);
        let line = query.lines().nth(place.line - 1).unwrap_or_default();
        let length = query
            .get(finding.span.start as usize..finding.span.end as usize)
            .map_or(1, |s| s.lines().next().unwrap_or_default().chars().count());
        let under = if finding.severity == Severity::Error { '^' } else { '-' };
        let marks: String = std::iter::repeat_n(under, length.max(1)).collect();
        let indent = " ".repeat(place.column - 1);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name}:{}:{}: {finding}\n    {line}\n    {indent}{marks}", place.line, place.column);
    }
    text
}
