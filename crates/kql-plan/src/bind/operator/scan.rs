//! `scan`: sequences of rows that match one step after another.
//! Source: <https://learn.microsoft.com/kusto/query/scan-operator>

use kql::diagnostic::Code;
use kql::operators::{Scan, ScanStep, StepOutput as Written};
use kql::tree::{FunctionParameter, Parameter, ParameterName, ParameterType};

use super::{sort, whole};
use crate::bind::{Binder, Frame, Result, is_visible};
use crate::operator::{Declared, Scan as Run, Step, StepOutput};
use crate::plan::Plan;
use crate::{Column, Type, Value};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Scan) -> Result<Plan> {
    let input = if tree.order.is_empty() { input } else { sort::sorted(binder, input, &tree.order)? };
    if !input.ordered {
        let found = kql::Diagnostic::error(Code::OrderNeeded, tree.span, "`scan` needs rows in order")
            .help("put `sort by …` or `serialize` before it");
        binder.diagnostics.push(found);
        return Err(crate::bind::Stop);
    }
    let open = input.open;
    let seen = whole::seen(binder, &input);
    let mut partition = Vec::new();
    for by in &tree.partition {
        let (bound, _) = binder.over(&input, |binder| binder.scalar(by))?;
        partition.push(binder.computed(bound)?);
    }
    let mut declared: Vec<Declared> = Vec::new();
    for written in &tree.declared {
        let known = |name: &str| {
            seen.iter().chain(declared.iter().map(|known| &known.column)).any(|column| column.name == name)
        };
        if known(&written.name.text) {
            let message = format!("there is already a column `{}`", written.name.text);
            return binder.error(Code::DuplicateColumn, written.name.span, message);
        }
        let column = declare(binder, written)?;
        declared.push(column);
    }
    let mut columns = seen.clone();
    columns.extend(declared.iter().map(|declared| declared.column.clone()));
    let mut members: Vec<(String, Vec<Column>)> = Vec::new();
    let mut steps = Vec::new();
    for written in &tree.steps {
        if members.iter().any(|(name, _)| *name == written.name.text) {
            let message = format!("there is already a step `{}`", written.name.text);
            return binder.error(Code::InvalidArgument, written.name.span, message);
        }
        let state = columns.iter().map(|column| binder.column(&column.name, column.kind)).collect();
        members.push((written.name.text.clone(), state));
        let frame = Frame { columns: columns.clone(), open, members: members.clone(), ..Frame::default() };
        let (step, _) = binder.within(frame, |binder| step(binder, written, &declared, &members))?;
        steps.push(step);
    }
    let parameter = |name| Parameter::find(&tree.parameters, name).and_then(Parameter::word);
    let match_id = parameter(ParameterName::WithMatchId);
    let step_name = parameter(ParameterName::WithStepName);
    let run = Run::new(&seen, declared, steps, partition, (match_id.is_some(), step_name.is_some()));
    for (name, kind) in [(match_id, Type::Long), (step_name, Type::String)] {
        let Some(name) = name else { continue };
        if columns.iter().any(|column| is_visible(column) && column.name == name) {
            return binder.error(Code::DuplicateColumn, tree.span, format!("there is already a column `{name}`"));
        }
        columns.push(binder.column(name, kind));
    }
    Ok(Plan { ordered: true, open, ..whole::plan(binder, vec![input], columns, run) })
}

fn declare(binder: &mut Binder<'_>, written: &FunctionParameter) -> Result<Declared> {
    let ParameterType::Scalar(kind) = &written.data_type else {
        return binder.error(Code::WrongType, written.span, "a declared column is of a scalar type");
    };
    let kind = kind.scalar.map_or(Type::Dynamic, Type::from);
    let default = match &written.default {
        Some(default) => {
            let (value, _) = binder.isolated(|binder| binder.constant(default, "a default"))?;
            crate::convert::convert(&value, kind).into_owned()
        }
        None => Value::null(kind),
    };
    Ok(Declared { column: binder.column(&written.name.text, kind), default })
}

/// Binds a step; its own state and that of the steps before it are in the frame.
fn step(
    binder: &mut Binder<'_>,
    written: &ScanStep,
    declared: &[Declared],
    members: &[(String, Vec<Column>)],
) -> Result<Step> {
    let condition = binder.condition(&written.condition)?;
    let condition = binder.computed(condition)?;
    let mut assignments = Vec::new();
    for assignment in &written.assignments {
        let place = declared.iter().position(|declared| declared.column.name == assignment.column.text);
        let Some((place, column)) = place.and_then(|place| Some((place, &declared.get(place)?.column))) else {
            let message = format!("`{}` is not declared", assignment.column.text);
            let meant =
                kql::nearest(&assignment.column.text, declared.iter().map(|column| column.column.name.as_str()));
            let found = kql::Diagnostic::error(Code::UnknownName, assignment.column.span, message)
                .did_you_mean(assignment.column.span, meant);
            binder.diagnostics.push(found);
            return Err(crate::bind::Stop);
        };
        let value = binder.scalar(&assignment.value)?;
        assignments.push((place, binder.computed(value)?.converted(column.kind)));
    }
    Ok(Step {
        name: written.name.text.clone(),
        optional: written.optional,
        output: match written.output {
            Some(Written::Last) => StepOutput::Last,
            Some(Written::None) => StepOutput::None,
            Some(Written::All) | None => StepOutput::All,
        },
        condition,
        assignments,
        state: members.last().map(|(_, state)| state.iter().map(|column| column.id).collect()).unwrap_or_default(),
    })
}
