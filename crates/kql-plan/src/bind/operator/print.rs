//! `print`: one row of computed values.
//! Source: <https://learn.microsoft.com/kusto/query/print-operator>

use kql::operators::PrintOperator;

use super::project::{Naming, named};
use crate::bind::{Binder, Frame, Result};
use crate::plan::{Node, Plan};
use crate::{Column, Expression};

pub(super) fn bind(binder: &mut Binder<'_>, tree: &PrintOperator) -> Result<Plan> {
    let mut outputs: Vec<(Column, Expression)> = Vec::new();
    let mut place = 0;
    for written in &tree.columns {
        let (bound, _) = binder.isolated(|binder| {
            binder.within(Frame::default(), |binder| named(binder, written, Naming::Print(place)))
        })?;
        for output in bound {
            let column = output.column(binder, &outputs)?;
            outputs.push((column, output.expression));
            place += 1;
        }
    }
    let input = Plan { ordered: true, ..Plan::new(Node::Values(vec![Vec::new()].into()), Vec::new()) };
    Ok(input.projected(outputs))
}
