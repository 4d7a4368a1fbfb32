//! Arguments of plugins: found by place or by name, and their values row by row.

use super::{PluginArgument, PluginCall};
use crate::expression::{Column, ColumnId, Expression};
use crate::rows::Row;
use crate::{Context, Type, Value};

/// A scalar argument, and how to get its value for a row of the piped input.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    /// The name it was given, or that of the column it is.
    pub(super) name: Option<String>,
    /// Its type.
    pub(super) kind: Type,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    Constant(Value<'static>),
    Column(usize),
    Expression(Expression, Vec<ColumnId>),
}

impl Operand {
    /// The argument as a scalar; `None` when it is a table or an aggregate.
    pub(super) fn read(call: &PluginCall, argument: &PluginArgument) -> Option<Operand> {
        let piped = call.inputs.first().map(Vec::as_slice).unwrap_or_default();
        Some(match argument {
            PluginArgument::Constant(value, kind) => {
                Operand { name: None, kind: *kind, source: Source::Constant(value.clone()) }
            }
            PluginArgument::Column(place, name) => {
                Operand { name: Some(name.clone()), kind: piped.get(*place)?.kind, source: Source::Column(*place) }
            }
            PluginArgument::Expression(expression) => Operand {
                name: None,
                kind: expression.kind,
                source: Source::Expression(expression.clone(), piped.iter().map(|column| column.id).collect()),
            },
            PluginArgument::Named(name, inner) => Operand { name: Some(name.clone()), ..Operand::read(call, inner)? },
            PluginArgument::Table(_) | PluginArgument::Aggregate(..) => return None,
        })
    }

    /// A column of the piped input.
    pub(super) fn of_column(place: usize, column: &Column) -> Operand {
        Operand { name: Some(column.name.clone()), kind: column.kind, source: Source::Column(place) }
    }

    /// Its value for a row; of a constant the same for every row, the empty one included.
    pub(super) fn value(&self, row: &Row, context: &Context) -> Value<'static> {
        match &self.source {
            Source::Constant(value) => value.clone(),
            Source::Column(place) => row.get(*place).cloned().unwrap_or_default(),
            Source::Expression(expression, ids) => {
                let column = |id: ColumnId| {
                    let place = ids.iter().position(|known| *known == id);
                    place.and_then(|place| row.get(place)).cloned().unwrap_or_default()
                };
                expression.evaluate(&column, context).into_owned()
            }
        }
    }

    /// Its value, when it is a constant.
    pub(super) fn constant(&self) -> Option<&Value<'static>> {
        match &self.source {
            Source::Constant(value) => Some(value),
            Source::Column(_) | Source::Expression(..) => None,
        }
    }

    /// The place of the column that it is.
    pub(super) fn place(&self) -> Option<usize> {
        match self.source {
            Source::Column(place) => Some(place),
            Source::Constant(_) | Source::Expression(..) => None,
        }
    }

    /// Whether it is the tilde that stands for a default.
    pub(super) fn is_default(&self) -> bool {
        self.constant().is_some_and(|value| value.as_str() == "~")
    }
}

/// The arguments of a call whose parameters can be given by name: for each name its argument, then those beyond the last name.
///
/// Errors: a name that no parameter has, or one given twice.
pub(super) fn by_name<'c>(
    call: &'c PluginCall,
    names: &[&str],
) -> Result<(Vec<Option<&'c PluginArgument>>, Vec<&'c PluginArgument>), String> {
    let mut found: Vec<Option<&PluginArgument>> = vec![None; names.len()];
    let mut rest = Vec::new();
    let mut next = 0;
    for argument in &call.arguments {
        match argument {
            PluginArgument::Named(name, inner) => {
                let place = names.iter().position(|known| known.eq_ignore_ascii_case(name));
                let slot = place.and_then(|place| found.get_mut(place));
                match slot {
                    Some(slot @ None) => *slot = Some(inner.as_ref()),
                    Some(Some(_)) => return Err(format!("`{name}` is given twice")),
                    None => return Err(format!("there is no parameter `{name}`; there are {}", names.join(", "))),
                }
            }
            other => {
                while found.get(next).is_some_and(Option::is_some) {
                    next += 1;
                }
                match found.get_mut(next) {
                    Some(slot) => *slot = Some(other),
                    None => rest.push(other),
                }
                next += 1;
            }
        }
    }
    Ok((found, rest))
}

/// An argument that must be a column of the piped input.
pub(super) fn column(call: &PluginCall, argument: Option<&PluginArgument>, what: &str) -> Result<Operand, String> {
    let operand = scalar(call, argument, what)?;
    if operand.place().is_some() {
        Ok(operand)
    } else {
        Err(format!("the {what} must be a column of the rows piped in"))
    }
}

/// An argument that must be a scalar.
pub(super) fn scalar(call: &PluginCall, argument: Option<&PluginArgument>, what: &str) -> Result<Operand, String> {
    let argument = argument.ok_or_else(|| format!("the {what} is missing"))?;
    Operand::read(call, argument).ok_or_else(|| format!("the {what} must be a scalar"))
}

/// An argument that must be a constant, when it is given and not `~`.
pub(super) fn constant<'c>(
    argument: Option<&'c PluginArgument>,
    what: &str,
) -> Result<Option<&'c Value<'static>>, String> {
    match argument {
        None => Ok(None),
        Some(PluginArgument::Constant(value, _)) if value.as_str() == "~" => Ok(None),
        Some(PluginArgument::Constant(value, _)) => Ok(Some(value)),
        Some(_) => Err(format!("the {what} must be a constant")),
    }
}

/// The columns of the piped input.
pub(super) fn piped(call: &PluginCall) -> &[Column] {
    call.inputs.first().map(Vec::as_slice).unwrap_or_default()
}

/// A name that no column has yet: the one wished for, else with the first free number after it.
pub(super) fn unique(wished: &str, taken: &[(String, Type)]) -> String {
    let free = |name: &str| taken.iter().all(|(known, _)| known != name);
    if free(wished) {
        return wished.to_owned();
    }
    let mut number = 1_usize;
    loop {
        let name = format!("{wished}{number}");
        if free(&name) {
            return name;
        }
        number += 1;
    }
}
