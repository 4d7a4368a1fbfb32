//! KQL0108: operators after one that ends a query.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::operators::Operator;
use crate::tree::{Expression, LiteralValue, Pipeline, Tree, Visitor};

/// Finds operators after `render`, and those that no row reaches.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Ends(findings));
}

struct Ends<'f>(&'f mut Vec<Diagnostic>);

/// Why what follows the operator is of no use.
fn ends(operator: &Operator) -> Option<&'static str> {
    match operator {
        Operator::Render(_) => Some("`render` shows the result: it is the last operator"),
        Operator::Consume(_) => Some("no row comes out of `consume`"),
        Operator::Where(filter) => {
            let never = matches!(&filter.condition, Expression::Literal(literal) if literal.value == LiteralValue::Bool(Some(false)));
            never.then_some("no row fulfils the condition before it")
        }
        Operator::Take(take) => {
            let none =
                matches!(&take.count, Expression::Literal(literal) if literal.value == LiteralValue::Long(Some(0)));
            none.then_some("no row is taken before it")
        }
        _ => None,
    }
}

impl<'t> Visitor<'t> for Ends<'_> {
    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        for pair in pipeline.operators.windows(2) {
            if let [first, second] = pair
                && let Some(reason) = ends(first)
            {
                let finding = Diagnostic::new(Code::AfterTheEnd, Severity::Warning, second.span(), reason);
                self.0.push(finding.help("remove it, or put it before"));
            }
        }
        pipeline.walk(self);
    }
}
