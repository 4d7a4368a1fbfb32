//! `fork`, `facet`: several results of the same rows.
//! Source: <https://learn.microsoft.com/kusto/query/fork-operator>, <https://learn.microsoft.com/kusto/query/facet-operator>

use kql::diagnostic::Code;
use kql::operators::{Facet, Fork};

use super::as_operator::shared;
use crate::bind::{Binder, Entity, Flow, Result};
use crate::plan::Plan;
use crate::{Expression, aggregate};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Fork) -> Result<Plan> {
    let input = shared(binder, input);
    let mut last = None;
    for branch in &tree.branches {
        let rows = binder.renumbered(&input);
        let Entity::Flow(Flow::Table(plan)) = binder.pipeline(&branch.query, Some(Flow::Table(rows)))? else {
            return binder.error(Code::TableExpected, branch.query.span, "a branch of `fork` gives rows");
        };
        let name = branch.name.as_ref().map(|name| name.text.clone());
        binder.forks.push((name, plan.clone()));
        last = Some(plan);
    }
    match last {
        Some(plan) => Ok(plan),
        None => binder.error(Code::Expected, tree.span, "`fork` needs a branch"),
    }
}

pub(super) fn facet(binder: &mut Binder<'_>, input: Plan, tree: &Facet) -> Result<Plan> {
    let input = shared(binder, input);
    let Some(count) = aggregate::by_name("count") else {
        return binder.error(Code::NotYet, tree.span, "`count` is not done yet");
    };
    let mut last = None;
    for by in &tree.by {
        let rows = binder.renumbered(&input);
        let (key, _) = binder.over(&rows, |binder| binder.scalar(by))?;
        let name = crate::bind::result_name(by).unwrap_or_else(|| "Column1".to_owned());
        let column = match key.as_column().and_then(|id| rows.columns.iter().find(|column| column.id == id)) {
            Some(column) => column.clone(),
            None => binder.column(name.clone(), key.kind),
        };
        let (call, _) = binder.over(&rows, |binder| binder.aggregate_call(count, &[], &[], tree.span))?;
        let plan = super::summarize::aggregate(binder, rows, vec![(column, key)], vec![call]);
        binder.forks.push((Some(name), plan.clone()));
        last = Some(plan);
    }
    if let Some(with) = &tree.with {
        let rows = binder.renumbered(&input);
        let Entity::Flow(Flow::Table(plan)) = binder.pipeline(with, Some(Flow::Table(rows)))? else {
            return binder.error(Code::TableExpected, with.span, "`facet … with` gives rows");
        };
        binder.forks.push((None, plan.clone()));
        last = Some(plan);
    }
    match last {
        Some(plan) => {
            let outputs = plan.columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
            Ok(plan.projected(outputs))
        }
        None => binder.error(Code::Expected, tree.span, "`facet` needs a column"),
    }
}
