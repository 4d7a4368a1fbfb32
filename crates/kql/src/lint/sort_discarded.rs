//! KQL0104: an order that the next operators throw away.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::operators::Operator;
use crate::tree::{Pipeline, Tree, Visitor};

/// Finds `sort` before an operator whose result has no order of its input.
pub(super) fn check(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    tree.walk(&mut Orders(findings));
}

struct Orders<'f>(&'f mut Vec<Diagnostic>);

/// What becomes of the order of the rows.
enum Order {
    Used,
    Lost,
}

fn order_after(operator: &Operator) -> Order {
    match operator {
        // Lists are made in the order of the rows.
        Operator::Summarize(summarize) => {
            let ordered =
                |name: &str| name.starts_with("make_") || name.starts_with("take_") || name.starts_with("arg_");
            let uses = summarize.aggregates.iter().any(|aggregate| match &aggregate.expression {
                crate::tree::Expression::Call(call) => ordered(&call.function.text),
                _ => true,
            });
            if uses { Order::Used } else { Order::Lost }
        }
        Operator::Count(_) | Operator::Distinct(_) | Operator::Sort(_) | Operator::Top(_) => Order::Lost,
        _ => Order::Used,
    }
}

impl<'t> Visitor<'t> for Orders<'_> {
    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        for (index, operator) in pipeline.operators.iter().enumerate() {
            let Operator::Sort(sort) = operator else { continue };
            // `where prev(x) …` and `extend n = row_number()` need the order: only what is next is judged.
            let Some(next) = pipeline.operators.get(index + 1) else { continue };
            if matches!(order_after(next), Order::Lost) {
                let message = "the order is lost at the next operator";
                let finding = Diagnostic::new(Code::SortDiscarded, Severity::Warning, sort.span, message);
                self.0.push(finding.help("sort after it, or not at all"));
            }
        }
        pipeline.walk(self);
    }
}
