//! `distinct`: each combination of values once.
//! Source: <https://learn.microsoft.com/kusto/query/distinct-operator>

use kql::diagnostic::Code;
use kql::operators::Distinct;
use kql::tree::Expression as Syntax;

use super::project::{Naming, named};
use crate::bind::{Binder, Result, is_absent, is_visible};
use crate::plan::Plan;
use crate::{Expression, Type};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Distinct) -> Result<Plan> {
    let mut outputs = Vec::new();
    let mut windows = Vec::new();
    for column in &tree.columns {
        if let Syntax::Star(_) = &column.expression {
            for column in input.columns.iter().filter(|column| is_visible(column)) {
                if !outputs.iter().any(|(known, _): &(crate::Column, Expression)| known.id == column.id) {
                    outputs.push((column.clone(), Expression::column(column)));
                }
            }
            continue;
        }
        let (bound, frame) = binder.over(&input, |binder| named(binder, column, Naming::Numbered))?;
        windows.extend(frame.windows);
        for output in bound {
            let column = output.column(binder, &outputs)?;
            outputs.push((column, output.expression));
        }
    }
    let alike =
        |value: &Expression| value.kind != Type::Dynamic || value.as_literal().is_some() || is_absent(value, &input);
    if let Some((column, _)) = outputs.iter().find(|(_, value)| !alike(value)) {
        let place = tree
            .columns
            .iter()
            .find(|syntax| crate::bind::result_name(&syntax.expression).as_ref() == Some(&column.name));
        let span = place.map_or(tree.span, kql::tree::Node::span);
        let message = format!("`{}` is dynamic, and dynamics are not told apart", column.name);
        let found = kql::Diagnostic::error(Code::WrongType, span, message).help("`tostring()` makes it a text");
        binder.diagnostics.push(found);
        return Err(crate::bind::Stop);
    }
    let input = binder.with_windows(input, windows);
    Ok(super::summarize::aggregate(binder, input, outputs, Vec::new()))
}
