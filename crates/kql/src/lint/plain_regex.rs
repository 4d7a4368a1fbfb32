//! KQL0110: a regular expression that is a plain text.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::tree::{BinaryOperator, Expression, Tree, Visitor};

/// Finds `matches regex` with a text that has no sign of a pattern.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Patterns(findings));
}

struct Patterns<'f>(&'f mut Vec<Diagnostic>);

impl<'t> Visitor<'t> for Patterns<'_> {
    fn expression(&mut self, expression: &'t Expression) {
        if let Expression::Binary(binary) = expression
            && binary.operator == BinaryOperator::MatchesRegex
            && let Expression::String(string) = &*binary.right
            && !string.value.contains(['.', '\\', '[', ']', '(', ')', '*', '+', '?', '{', '}', '|', '^', '$'])
        {
            let message = format!("the pattern \"{}\" is a plain text", string.value);
            let finding = Diagnostic::new(Code::RegexWithoutPattern, Severity::Note, binary.span, message);
            self.0.push(finding.help("`has_cs` or `contains_cs` finds it faster"));
        }
        expression.walk(self);
    }
}
