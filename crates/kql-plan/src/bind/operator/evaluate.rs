//! `evaluate`: runs a plugin over the rows.
//! Source: <https://learn.microsoft.com/kusto/query/evaluate-operator>

use std::sync::Arc;

use kql::diagnostic::Code;
use kql::operators::Evaluate;
use kql::tree::{Expression as Syntax, NamedExpression};

use crate::bind::{Binder, Entity, Flow, Result, Stop, is_visible};
use crate::plan::{Node, Plan};
use crate::plugin::{self, PluginArgument, PluginCall};
use crate::{Column, Expression, Type, aggregate};

pub(super) fn bind(binder: &mut Binder<'_>, input: Option<Plan>, tree: &Evaluate) -> Result<Plan> {
    let name = tree.plugin.function.text.as_str();
    let span = tree.plugin.function.span;
    let Some(found) = plugin::by_name(name) else {
        if let Some((_, reason)) = plugin::REFUSED.iter().find(|(refused, _)| *refused == name) {
            return binder.error(Code::NotHere, span, format!("the plugin `{name}` {reason}"));
        }
        let meant = kql::nearest(name, plugin::ALL.iter().map(|plugin| plugin.name));
        let error = kql::Diagnostic::error(Code::UnknownFunction, span, format!("there is no plugin `{name}`"))
            .did_you_mean(span, meant);
        binder.diagnostics.push(error);
        return Err(Stop);
    };
    let input = input.unwrap_or_else(|| Plan::new(Node::Values(vec![Vec::new()].into()), Vec::new()));
    let input = visible(binder, input);
    let mut inputs = vec![input];
    let mut arguments = Vec::new();
    for argument in &tree.plugin.arguments {
        arguments.push(bind_argument(binder, argument, &mut inputs)?);
    }
    let data = match inputs.first() {
        Some(piped) if found.needs_data => match binder.catalog.compute(&binder.renumbered(piped)) {
            Ok(rows) => Some(Arc::new(rows)),
            Err(error) => return binder.error(Code::InvalidArgument, tree.span, error.0),
        },
        _ => None,
    };
    let call = PluginCall { inputs: inputs.iter().map(|plan| plan.columns.clone()).collect(), arguments, data };
    let planned = match (found.plan)(&call) {
        Ok(planned) => planned,
        Err(message) => return binder.error(Code::WrongArguments, tree.plugin.span, format!("`{name}`: {message}")),
    };
    // What is known of the data is computed already: it is not computed again.
    if let (Some(rows), Some(piped)) = (&call.data, inputs.first_mut()) {
        *piped = Plan {
            ordered: piped.ordered,
            open: piped.open,
            ..Plan::new(Node::Values(Arc::new(rows.rows.clone())), piped.columns.clone())
        };
    }
    let partition = binder
        .partition
        .filter(|id| inputs.first().is_some_and(|plan| plan.columns.iter().any(|column| column.id == *id)));
    let mut columns: Vec<Column> =
        planned.columns.iter().map(|(name, kind)| binder.column(name.clone(), *kind)).collect();
    if let Some(id) = partition
        && let Some(column) =
            inputs.first().and_then(|plan| plan.columns.iter().find(|column| column.id == id)).cloned()
    {
        columns.insert(0, column);
    }
    let node = Node::Rows { inputs, partition, operator: planned.operator };
    let result = Plan { open: planned.open, ..Plan::new(node, columns) };
    match &tree.schema {
        Some(schema) => Ok(declared(binder, result, schema)),
        None => Ok(result),
    }
}

/// The input without what no plugin sees.
fn visible(binder: &Binder<'_>, input: Plan) -> Plan {
    if input.columns.iter().all(is_visible) {
        return input;
    }
    let kept = input.columns.iter().filter(|column| is_visible(column) || Some(column.id) == binder.partition);
    let outputs = kept.map(|column| (column.clone(), Expression::column(column))).collect();
    input.projected(outputs)
}

fn bind_argument(binder: &mut Binder<'_>, written: &NamedExpression, inputs: &mut Vec<Plan>) -> Result<PluginArgument> {
    let bound = argument(binder, &written.expression, inputs)?;
    Ok(match written.name() {
        Some(name) => PluginArgument::Named(name.text.clone(), Box::new(bound)),
        None => bound,
    })
}

fn argument(binder: &mut Binder<'_>, written: &Syntax, inputs: &mut Vec<Plan>) -> Result<PluginArgument> {
    let Some(piped) = inputs.first().cloned() else {
        return binder.error(Code::OperatorNeedsInput, written.span(), "nothing flows into the plugin");
    };
    if let Syntax::Call(call) = written
        && aggregate::by_name(&call.function.text).is_some()
        && binder.scope.find(&call.function.text).is_none()
    {
        let mut arguments = Vec::new();
        for written in &call.arguments {
            arguments.push(argument(binder, &written.expression, inputs)?);
        }
        return Ok(PluginArgument::Aggregate(call.function.text.clone(), arguments));
    }
    if let Syntax::Star(_) = written {
        return Ok(PluginArgument::Constant(crate::Value::string("*"), Type::String));
    }
    // A bare name that only a table given as an argument has is a column of that table: `ipv4_lookup(Ranges, IPAddress, network)`.
    if let Syntax::Name(name) = written
        && piped.column(&name.text).is_none()
        && binder.scope.find(&name.text).is_none()
    {
        let found =
            inputs.iter().skip(1).find_map(|plan| plan.columns.iter().position(|column| column.name == name.text));
        if let Some(place) = found {
            return Ok(PluginArgument::Column(place, name.text.clone()));
        }
    }
    let (entity, _) = binder.over(&piped, |binder| match written {
        Syntax::Pipeline(_) => binder.rows_of(written).map(|plan| Entity::Flow(Flow::Table(plan))),
        _ => binder.entity(written),
    })?;
    Ok(match entity {
        Entity::Flow(Flow::Table(plan)) => {
            inputs.push(plan.without_hidden());
            PluginArgument::Table(inputs.len() - 1)
        }
        Entity::Flow(Flow::Graph(_)) => {
            return binder.error(Code::TableExpected, written.span(), "a plugin takes no graph");
        }
        Entity::Scalar(value) => {
            let value = value.folded(binder.context);
            if let Some(literal) = value.as_literal() {
                PluginArgument::Constant(literal.clone(), value.kind)
            } else if let Some(place) =
                value.as_column().and_then(|id| piped.columns.iter().position(|column| column.id == id))
            {
                PluginArgument::Column(
                    place,
                    piped.columns.get(place).map(|column| column.name.clone()).unwrap_or_default(),
                )
            } else if let crate::expression::ExpressionNode::Scalar(_) = value.node {
                let kind = value.kind;
                let computed = binder.computed(value)?;
                PluginArgument::Constant(computed.as_literal().cloned().unwrap_or_default(), kind)
            } else {
                PluginArgument::Expression(value)
            }
        }
    })
}

/// The result as `evaluate … : (schema)` declares it: these columns, in this order; what is missing is null.
fn declared(binder: &mut Binder<'_>, result: Plan, schema: &kql::tree::RowSchema) -> Plan {
    let mut outputs: Vec<(Column, Expression)> = Vec::new();
    if schema.is_open() {
        outputs.extend(result.columns.iter().map(|column| (column.clone(), Expression::column(column))));
    }
    for column in binder.declared_columns(schema) {
        let value = match result.column(&column.name) {
            Some(found) => Expression::column(found).converted(column.kind),
            None => Expression::literal(crate::Value::null(column.kind), column.kind),
        };
        match outputs.iter_mut().find(|(known, _)| known.name == column.name) {
            Some(place) => *place = (column, value),
            None => outputs.push((column, value)),
        }
    }
    let result = Plan { open: false, ..result };
    result.projected(outputs)
}
