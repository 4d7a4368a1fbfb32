//! KQL0106: a search through every table there is.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::operators::Operator;
use crate::tree::{Expression, Pipeline, Tree, Visitor};

/// Finds `search`, `find` and `union *` that name no tables.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Searches(findings));
}

struct Searches<'f>(&'f mut Vec<Diagnostic>);

fn reads_everything(operator: &Operator) -> bool {
    match operator {
        Operator::Search(search) => search.tables.is_empty(),
        Operator::Find(find) => find.tables.is_empty(),
        Operator::Union(union) => {
            union.tables.iter().any(|table| matches!(table, Expression::Wildcard(name) if name.pattern == "*"))
        }
        _ => false,
    }
}

impl<'t> Visitor<'t> for Searches<'_> {
    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        if pipeline.source.is_none()
            && let Some(first) = pipeline.operators.first()
            && reads_everything(first)
        {
            let finding =
                Diagnostic::new(Code::SearchesEverything, Severity::Note, first.span(), "this reads every table");
            self.0.push(finding.help("name the tables: `search in (SigninLogs, AuditLogs) …`"));
        }
        pipeline.walk(self);
    }
}
