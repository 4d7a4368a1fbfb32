//! `as`: names the rows, for later use in the same query.
//! Source: <https://learn.microsoft.com/kusto/query/as-operator>

use std::sync::Arc;

use kql::operators::As;

use crate::bind::{Binder, Definition, Flow};
use crate::plan::{Node, Plan};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &As) -> Plan {
    let shared = shared(binder, input);
    if let Node::Materialized { key, .. } = &shared.node {
        binder.labels.insert(*key, tree.name.text.clone());
    }
    binder.scope = binder.scope.with(&tree.name.text, Definition::Flow(Flow::Table(shared.clone())));
    binder.renumbered(&shared)
}

/// The rows, computed once however often they are used.
pub(super) fn shared(binder: &mut Binder<'_>, input: Plan) -> Plan {
    let key = binder.key();
    let columns = input.columns.iter().map(|column| binder.column(column.name.clone(), column.kind)).collect();
    let (ordered, open) = (input.ordered, input.open);
    Plan { node: Node::Materialized { key, plan: Arc::new(input) }, columns, ordered, open }
}
