//! `take`, `limit`, `consume`: so many rows.
//! Source: <https://learn.microsoft.com/kusto/query/take-operator>

use kql::operators::Take;

use crate::bind::{Binder, Result};
use crate::plan::{Node, Plan};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Take) -> Result<Plan> {
    let count = binder.count(&tree.count, "the number of rows")?;
    Ok(first(binder, input, count))
}

/// The first rows, of each partition when there are some.
pub(super) fn first(binder: &Binder<'_>, input: Plan, count: u64) -> Plan {
    let columns = input.columns.clone();
    let (ordered, open) = (input.ordered, input.open);
    let partition = binder.partition.into_iter().collect();
    Plan { node: Node::Limit { input: Box::new(input), partition, keys: Vec::new(), count }, columns, ordered, open }
}
