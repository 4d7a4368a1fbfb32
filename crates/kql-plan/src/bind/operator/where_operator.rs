//! `where`, `filter`: rows for which a condition is true.
//! Source: <https://learn.microsoft.com/kusto/query/where-operator>

use kql::operators::Where;

use crate::Expression;
use crate::bind::{Binder, Result};
use crate::plan::{Node, Plan};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Where) -> Result<Plan> {
    let (predicate, frame) = binder.over(&input, |binder| binder.condition(&tree.condition))?;
    let columns = input.columns.clone();
    let windowed = !frame.windows.is_empty();
    let input = binder.with_windows(input, frame.windows);
    let filtered = filter(binder, input, predicate);
    if !windowed {
        return Ok(filtered);
    }
    let outputs = columns.into_iter().map(|column| (column.clone(), Expression::column(&column))).collect();
    Ok(filtered.projected(outputs))
}

/// The rows for which a predicate is true.
pub(super) fn filter(binder: &Binder<'_>, input: Plan, predicate: Expression) -> Plan {
    let columns = input.columns.clone();
    let (ordered, open) = (input.ordered, input.open);
    let predicate = predicate.folded(binder.context);
    Plan { node: Node::Filter { input: Box::new(input), predicate }, columns, ordered, open }
}
