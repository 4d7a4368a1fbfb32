//! `sort`, `order`, `top`: rows in order, and the first of them.
//! Source: <https://learn.microsoft.com/kusto/query/sort-operator>, <https://learn.microsoft.com/kusto/query/top-operator>

use kql::diagnostic::Code;
use kql::operators::{Direction, NullsPlace, OrderedExpression, Sort, Top};

use crate::bind::{Binder, Result, is_absent};
use crate::plan::{Node, Plan, SortKey};
use crate::{Expression, Type};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Sort) -> Result<Plan> {
    sorted(binder, input, &tree.by)
}

/// The rows in an order.
pub(super) fn sorted(binder: &mut Binder<'_>, input: Plan, by: &[OrderedExpression]) -> Result<Plan> {
    let (input, keys, columns) = keys(binder, input, by)?;
    let open = input.open;
    let mut sort_keys = keys;
    // Partitions stay together, each in its order.
    if let Some((_, partition)) = super::summarize::partition_column(binder, &input) {
        sort_keys.insert(0, SortKey { expression: partition, descending: false, nulls_first: true });
    }
    let inner = input.columns.clone();
    let sorted =
        Plan { node: Node::Sort { input: Box::new(input), keys: sort_keys }, columns: inner, ordered: true, open };
    Ok(narrowed(sorted, columns))
}

pub(super) fn top(binder: &mut Binder<'_>, input: Plan, tree: &Top) -> Result<Plan> {
    let count = binder.count(&tree.count, "the number of rows")?;
    let (input, keys, columns) = keys(binder, input, std::slice::from_ref(&tree.by))?;
    let open = input.open;
    let inner = input.columns.clone();
    let partition = binder.partition.into_iter().collect();
    let node = Node::Limit { input: Box::new(input), partition, keys, count };
    Ok(narrowed(Plan { node, columns: inner, ordered: true, open }, columns))
}

/// The plan without what window functions in the keys added.
fn narrowed(plan: Plan, columns: Vec<crate::Column>) -> Plan {
    if plan.columns.len() == columns.len() {
        return plan;
    }
    let outputs = columns.into_iter().map(|column| (column.clone(), Expression::column(&column))).collect();
    plan.projected(outputs)
}

/// The keys of an order, the input they are over, and its columns without what they needed.
pub(super) fn keys(
    binder: &mut Binder<'_>,
    input: Plan,
    written: &[OrderedExpression],
) -> Result<(Plan, Vec<SortKey>, Vec<crate::Column>)> {
    let columns = input.columns.clone();
    let (mut keys, mut windows) = (Vec::new(), Vec::new());
    for by in written {
        let (expression, frame) = binder.over(&input, |binder| binder.scalar(&by.expression.expression))?;
        windows.extend(frame.windows);
        if expression.kind == Type::Dynamic && expression.as_literal().is_none() && !is_absent(&expression, &input) {
            let found =
                kql::Diagnostic::error(Code::WrongType, by.expression.expression.span(), "dynamics have no order")
                    .help("`tostring()` or `tolong()` makes a value that has one");
            binder.diagnostics.push(found);
            return Err(crate::bind::Stop);
        }
        keys.push(SortKey {
            expression: expression.folded(binder.context),
            descending: by.resolved_direction() == Direction::Descending,
            nulls_first: by.resolved_nulls() == NullsPlace::First,
        });
    }
    Ok((binder.with_windows(input, windows), keys, columns))
}
