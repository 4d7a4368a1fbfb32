//! `union`: the rows of several tables.
//! Source: <https://learn.microsoft.com/kusto/query/union-operator>

use kql::diagnostic::Code;
use kql::operators::{Union, UnionKind};
use kql::tree::{Expression as Syntax, Parameter, ParameterName};

use crate::bind::{Binder, Result, Stop};
use crate::plan::{Node, Plan};
use crate::{Column, Expression, Type, Value};

pub(super) fn bind(binder: &mut Binder<'_>, input: Option<Plan>, tree: &Union) -> Result<Plan> {
    let fuzzy =
        Parameter::find(&tree.parameters, ParameterName::IsFuzzy).is_some_and(|parameter| match &parameter.value {
            kql::tree::ParameterValue::Word(name) => name.text == "true",
            kql::tree::ParameterValue::Expression(Syntax::Literal(literal)) => literal.spelling == "true",
            _ => false,
        });
    let mut inputs: Vec<(String, Plan)> = Vec::new();
    if let Some(input) = input {
        let name = binder.label(&input).unwrap_or_else(|| "union_arg0".to_owned());
        inputs.push((name, input));
    }
    for table in &tree.tables {
        let said = binder.diagnostics.len();
        match arms(binder, table, inputs.len()) {
            Ok(found) => inputs.extend(found),
            Err(Stop) if fuzzy => {
                binder.diagnostics.truncate(said);
                binder.left_out += 1;
                binder.note(
                    Code::NoRowsKept,
                    table.span(),
                    "this part of the union cannot be resolved and is left out, as `isfuzzy` asks",
                );
            }
            Err(stop) => return Err(stop),
        }
    }
    if inputs.is_empty() {
        return binder.error(Code::UnknownName, tree.span, "none of the tables of the union is known");
    }
    if let Some(source) = tree.source_column() {
        inputs = inputs
            .into_iter()
            .map(|(name, plan)| {
                let column = binder.column(&source.text, Type::String);
                let mut outputs = vec![(column, Expression::literal(Value::string(name.clone()), Type::String))];
                outputs.extend(plan.columns.iter().map(|column| (column.clone(), Expression::column(column))));
                (name, plan.projected(outputs))
            })
            .collect();
    }
    Ok(binder.union_of(inputs, tree.kind() == UnionKind::Inner))
}

/// The tables that one part of a union means, each with its name.
fn arms(binder: &mut Binder<'_>, table: &Syntax, place: usize) -> Result<Vec<(String, Plan)>> {
    match table {
        Syntax::Wildcard(wildcard) => {
            let found = binder.isolated(|binder| binder.matching_tables(&wildcard.pattern, wildcard.span))?;
            if found.is_empty() {
                binder.note(
                    Code::NoRowsKept,
                    wildcard.span,
                    format!("nothing that is kept matches `{}`", wildcard.pattern),
                );
            }
            Ok(found)
        }
        Syntax::Star(star) => binder.isolated(|binder| binder.matching_tables("*", star.span)),
        _ => {
            let plan = binder.rows_of(table)?;
            let name = binder.label(&plan).unwrap_or_else(|| format!("union_arg{place}"));
            Ok(vec![(name, plan)])
        }
    }
}

impl Binder<'_> {
    /// The rows of all; a column of one name and several types becomes several, named by type.
    pub(crate) fn union_of(&mut self, inputs: Vec<(String, Plan)>, inner: bool) -> Plan {
        let mut shapes: Vec<(String, Type)> = Vec::new();
        for (_, plan) in &inputs {
            for column in &plan.columns {
                if shapes.iter().any(|(name, kind)| *name == column.name && *kind == column.kind) {
                    continue;
                }
                // The types of one name stand side by side, where the name came first.
                let place =
                    shapes.iter().rposition(|(name, _)| *name == column.name).map_or(shapes.len(), |last| last + 1);
                shapes.insert(place, (column.name.clone(), column.kind));
            }
        }
        if inner {
            shapes.retain(|(name, kind)| {
                inputs
                    .iter()
                    .all(|(_, plan)| plan.columns.iter().any(|column| column.name == *name && column.kind == *kind))
            });
        }
        let mut columns: Vec<Column> = Vec::new();
        for (name, kind) in &shapes {
            let several = shapes.iter().filter(|(other, _)| other == name).count() > 1;
            let name = if several && !name.starts_with('$') { format!("{name}_{kind}") } else { name.clone() };
            let name = super::project::unique(&name, |name| columns.iter().any(|column| column.name == name));
            columns.push(self.column(name, *kind));
        }
        // What is hidden must be of one type to flow on.
        let map = inputs
            .iter()
            .map(|(_, plan)| {
                shapes
                    .iter()
                    .map(|(name, kind)| {
                        plan.columns
                            .iter()
                            .find(|column| column.name == *name && column.kind == *kind)
                            .map(|column| column.id)
                    })
                    .collect()
            })
            .collect();
        let open = inputs.iter().any(|(_, plan)| plan.open);
        let inputs: Vec<Plan> = inputs.into_iter().map(|(_, plan)| plan).collect();
        Plan { open, ..Plan::new(Node::Union { inputs, columns: map }, columns) }
    }
}
