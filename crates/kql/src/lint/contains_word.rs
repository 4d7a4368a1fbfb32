//! KQL0103: `contains` with a whole word, where `has` would use the index of words.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::tree::{BinaryOperator, Expression, Tree, Visitor};

/// Letters that the index of words needs.
const SHORTEST_TERM: usize = 4;

/// Finds `contains` with a word of letters and digits alone.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Words(findings));
}

struct Words<'f>(&'f mut Vec<Diagnostic>);

impl<'t> Visitor<'t> for Words<'_> {
    fn expression(&mut self, expression: &'t Expression) {
        if let Expression::Binary(binary) = expression
            && binary.operator == BinaryOperator::Contains
            && let Expression::String(string) = &*binary.right
            && string.value.chars().count() >= SHORTEST_TERM
            && string.value.chars().all(char::is_alphanumeric)
        {
            let message = format!("`contains` reads every text for \"{}\"", string.value);
            let finding = Diagnostic::new(Code::ContainsWord, Severity::Note, binary.span, message);
            self.0.push(finding.help("if it is a whole word, `has` finds it faster"));
        }
        expression.walk(self);
    }
}
