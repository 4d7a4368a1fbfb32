//! `extend`, `serialize`: more columns.
//! Source: <https://learn.microsoft.com/kusto/query/extend-operator>, <https://learn.microsoft.com/kusto/query/serialize-operator>

use kql::operators::Serialize;
use kql::tree::NamedExpression;

use super::project::{Naming, named, unique, unique_number};
use crate::bind::{Binder, Result};
use crate::plan::Plan;
use crate::{Column, Expression};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, written: &[NamedExpression]) -> Result<Plan> {
    let mut outputs: Vec<(Column, Expression)> =
        input.columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
    let mut windows = Vec::new();
    let mut added: Vec<String> = Vec::new();
    for column in written {
        let (bound, frame) = binder.over(&input, |binder| named(binder, column, Naming::Numbered))?;
        windows.extend(frame.windows);
        for output in bound {
            let taken = |name: &str| outputs.iter().any(|(column, _)| column.name == name);
            let name = if output.name.is_empty() {
                unique_number(taken)
            } else if output.explicit.is_none() && added.contains(&output.name) {
                unique(&output.name, taken)
            } else {
                output.name.clone()
            };
            added.push(name.clone());
            let fresh = binder.column(name, output.expression.kind);
            // A column of that name is replaced where it stands.
            match outputs.iter_mut().find(|(column, _)| column.name == fresh.name) {
                Some(place) => *place = (fresh, output.expression),
                None => outputs.push((fresh, output.expression)),
            }
        }
    }
    let input = binder.with_windows(input, windows);
    Ok(input.projected(outputs))
}

pub(super) fn serialize(binder: &mut Binder<'_>, mut input: Plan, tree: &Serialize) -> Result<Plan> {
    input.ordered = true;
    bind(binder, input, &tree.columns)
}
