//! `summarize`: groups and their aggregates.
//! Source: <https://learn.microsoft.com/kusto/query/summarize-operator>

use kql::diagnostic::Code;
use kql::operators::Summarize;
use kql::tree::{Expression as Syntax, NamedExpression};

use super::project::{Naming, Output, named};
use crate::bind::{Binder, Definition, Result, Stop, is_absent};
use crate::plan::{AggregateCall, Node, Plan};
use crate::{Column, ColumnId, Expression, Type, aggregate as aggregates};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Summarize) -> Result<Plan> {
    let mut keys: Vec<(Column, Expression)> = Vec::new();
    let mut windows = Vec::new();
    for by in &tree.by {
        let (bound, frame) = binder.over(&input, |binder| named(binder, by, Naming::Numbered))?;
        windows.extend(frame.windows);
        for output in bound {
            check_key(binder, &input, &output, by)?;
            let column = output.column(binder, &keys)?;
            keys.push((column, output.expression));
        }
    }
    let grouped: Vec<ColumnId> = keys.iter().filter_map(|(_, key)| key.as_column()).collect();
    let (mut calls, mut outputs) = (Vec::new(), Vec::new());
    for written in &tree.aggregates {
        bind_aggregate(binder, &input, written, &grouped, &keys, &mut calls, &mut outputs)?;
    }
    let input = binder.with_windows(input, windows);
    let aggregated = aggregate(binder, input, keys.clone(), calls);
    let mut result: Vec<(Column, Expression)> =
        keys.iter().map(|(column, _)| (column.clone(), Expression::column(column))).collect();
    for output in outputs {
        let column = output.column(binder, &result)?;
        result.push((column, output.expression));
    }
    result.extend(partition_column(binder, &aggregated));
    Ok(aggregated.projected(result))
}

/// A dynamic is no key: two of them cannot be told apart.
pub(super) fn check_key(
    binder: &mut Binder<'_>,
    input: &Plan,
    output: &Output,
    written: &NamedExpression,
) -> Result<()> {
    let key = &output.expression;
    if key.kind != Type::Dynamic || key.as_literal().is_some() || is_absent(key, input) {
        return Ok(());
    }
    let message = "a dynamic cannot be grouped by";
    let found = kql::Diagnostic::error(Code::WrongType, written.expression.span(), message)
        .help("`tostring()` makes it a text");
    binder.diagnostics.push(found);
    Err(Stop)
}

/// The hidden column that names the partition, passed on.
pub(super) fn partition_column(binder: &Binder<'_>, plan: &Plan) -> Option<(Column, Expression)> {
    let partition = binder.partition?;
    plan.columns.iter().find(|column| column.id == partition).map(|column| (column.clone(), Expression::column(column)))
}

/// Binds one aggregate, or an expression over aggregates.
pub(super) fn bind_aggregate(
    binder: &mut Binder<'_>,
    input: &Plan,
    written: &NamedExpression,
    grouped: &[ColumnId],
    keys: &[(Column, Expression)],
    calls: &mut Vec<AggregateCall>,
    outputs: &mut Vec<Output>,
) -> Result<()> {
    if let Syntax::Call(call) = &written.expression
        && !matches!(binder.scope.find(&call.function.text), Some(Definition::Function(..)))
        && let Some(found) = aggregates::by_name(&call.function.text)
    {
        let (bound, _) =
            binder.over(input, |binder| binder.aggregate_call(found, &call.arguments, grouped, call.span))?;
        for (index, output) in bound.outputs.iter().enumerate() {
            let given = written.names.get(index);
            outputs.push(Output {
                name: given.map_or_else(|| output.name.clone(), |name| name.text.clone()),
                explicit: given.map(|name| name.span),
                expression: Expression::column(output),
            });
        }
        calls.push(bound);
        return Ok(());
    }
    let frame = crate::bind::Frame {
        columns: input.columns.clone(),
        open: input.open,
        ordered: input.ordered,
        aggregates: Some(Vec::new()),
        ..crate::bind::Frame::default()
    };
    let (bound, frame) = binder.within(frame, |binder| named(binder, written, Naming::Numbered))?;
    let met = frame.aggregates.unwrap_or_default();
    let known: Vec<ColumnId> =
        met.iter().chain(calls.iter()).flat_map(|call| call.outputs.iter().map(|column| column.id)).collect();
    for mut output in bound {
        replace_keys(&mut output.expression, keys);
        let mut loose = None;
        output.expression.columns(&mut |id| {
            if !known.contains(&id) && !keys.iter().any(|(column, _)| column.id == id) {
                loose = Some(id);
            }
        });
        if let Some(loose) = loose {
            let name =
                input.columns.iter().find(|column| column.id == loose).map_or("?", |column| column.name.as_str());
            let message = format!("`{name}` is neither an aggregate nor a key of the groups");
            let found = kql::Diagnostic::error(Code::AggregateExpected, written.expression.span(), message)
                .help(format!("group by it, or take one of its values with `take_any({name})`"));
            binder.diagnostics.push(found);
            return Err(Stop);
        }
        outputs.push(output);
    }
    calls.extend(met);
    Ok(())
}

/// Where an expression over aggregates names a key that is computed, it means the key.
fn replace_keys(expression: &mut Expression, keys: &[(Column, Expression)]) {
    if let Some(id) = expression.as_column()
        && let Some((column, _)) = keys.iter().find(|(_, key)| key.as_column() == Some(id))
    {
        *expression = Expression::column(column);
    }
    for child in expression.children_mut() {
        replace_keys(child, keys);
    }
}

/// Groups and aggregates, kept apart by partition when there are some.
pub(super) fn aggregate(
    binder: &Binder<'_>,
    input: Plan,
    keys: Vec<(Column, Expression)>,
    aggregates: Vec<AggregateCall>,
) -> Plan {
    let mut keys = keys;
    if let Some(partition) = partition_column(binder, &input)
        && !keys.iter().any(|(column, _)| column.id == partition.0.id)
    {
        keys.push(partition);
    }
    let open = input.open && aggregates.is_empty();
    let mut columns: Vec<Column> = keys.iter().map(|(column, _)| column.clone()).collect();
    columns.extend(aggregates.iter().flat_map(|call| call.outputs.iter().cloned()));
    let keys = keys.into_iter().map(|(_, key)| key.folded(binder.context)).collect();
    Plan { open, ..Plan::new(Node::Aggregate { input: Box::new(input), keys, aggregates }, columns) }
}
