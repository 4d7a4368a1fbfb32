//! KQL0102: a `join` without a kind is `innerunique`, which keeps one left row of each key.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::operators::Operator;
use crate::span::Span;
use crate::tree::{Parameter, ParameterName, Tree, Visitor};

/// Finds joins without a kind.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Joins(findings));
}

struct Joins<'f>(&'f mut Vec<Diagnostic>);

impl<'t> Visitor<'t> for Joins<'_> {
    fn operator(&mut self, operator: &'t Operator) {
        if let Operator::Join(join) = operator
            && Parameter::find(&join.parameters, ParameterName::Kind).is_none()
        {
            let word = Span::new(join.span.start, join.span.start + 4);
            let message = "without a kind a join is `innerunique`: of left rows with equal keys one is kept";
            let finding = Diagnostic::new(Code::JoinKindImplied, Severity::Note, word, message);
            self.0.push(finding.help("write `kind=innerunique` if that is meant, else `kind=inner`"));
        }
        operator.walk(self);
    }
}
