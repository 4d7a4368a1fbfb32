//! KQL0105: case folded by hand, where an operator ignores it.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::tree::{Binary, BinaryOperator, Expression, Tree, Visitor};

/// Finds `tolower(x) == …` and `toupper(x) == …`.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Foldings(findings));
}

struct Foldings<'f>(&'f mut Vec<Diagnostic>);

fn is_folding(expression: &Expression) -> bool {
    matches!(expression, Expression::Call(call) if matches!(call.function.text.as_str(), "tolower" | "toupper"))
}

/// The operator that does the same and ignores case.
fn ignoring_case(binary: &Binary) -> Option<&'static str> {
    match binary.operator {
        BinaryOperator::Equal => Some("=~"),
        BinaryOperator::NotEqual => Some("!~"),
        _ => None,
    }
}

impl<'t> Visitor<'t> for Foldings<'_> {
    fn expression(&mut self, expression: &'t Expression) {
        if let Expression::Binary(binary) = expression
            && let Some(better) = ignoring_case(binary)
            && (is_folding(&binary.left) || is_folding(&binary.right))
        {
            let message = "case is folded to compare; no index can be used";
            let finding = Diagnostic::new(Code::CaseFolded, Severity::Note, binary.span, message);
            self.0.push(finding.help(format!("`{better}` compares and ignores case")));
        }
        expression.walk(self);
    }
}
