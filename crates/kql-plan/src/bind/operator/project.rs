//! `project`: these columns and no others. And what every operator shares that names columns.
//! Source: <https://learn.microsoft.com/kusto/query/project-operator>

use kql::Span;
use kql::diagnostic::Code;
use kql::operators::Project;
use kql::tree::{Call, Expression as Syntax, NamedExpression};

use crate::bind::{Binder, Definition, Result, is_visible, result_name};
use crate::expression::{ExpressionNode, PathStep};
use crate::plan::Plan;
use crate::{Column, Expression, Type, scalar};

/// How a column is called that has no name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// `Column1`, `Column2`, …
    Numbered,
    /// `print_0`, `print_1`, …: the number is the place of the column.
    Print(usize),
}

/// A column that an operator computes.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// Its name; empty: numbered.
    pub(super) name: String,
    /// Where the query gives the name, when it does.
    pub(super) explicit: Option<Span>,
    /// Its value.
    pub(super) expression: Expression,
}

impl Output {
    /// The column beside those before it. A name the query gives must be new, any other is made so.
    pub(super) fn column(&self, binder: &mut Binder<'_>, before: &[(Column, Expression)]) -> Result<Column> {
        let taken = |name: &str| before.iter().any(|(column, _)| column.name == name);
        let name = if self.name.is_empty() {
            unique_number(taken)
        } else if !taken(&self.name) {
            self.name.clone()
        } else if let Some(span) = self.explicit {
            return binder.error(Code::DuplicateColumn, span, format!("there is already a column `{}`", self.name));
        } else {
            unique(&self.name, taken)
        };
        Ok(self.named(binder, name, before))
    }

    /// The column of this name. One that is passed on keeps its id.
    pub(super) fn named(&self, binder: &mut Binder<'_>, name: String, before: &[(Column, Expression)]) -> Column {
        match self.expression.as_column() {
            Some(id) if !before.iter().any(|(column, _)| column.id == id) => {
                Column { id, name, kind: self.expression.kind }
            }
            _ => binder.column(name, self.expression.kind),
        }
    }
}

/// The first of `name1`, `name2`, … that is not taken.
pub(super) fn unique(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    (1..=u32::MAX).map(|number| format!("{name}{number}")).find(|candidate| !taken(candidate)).unwrap_or_default()
}

/// The first of `Column1`, `Column2`, … that is not taken.
pub(super) fn unique_number(taken: impl Fn(&str) -> bool) -> String {
    (1..=u32::MAX).map(|number| format!("Column{number}")).find(|candidate| !taken(candidate)).unwrap_or_default()
}

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Project) -> Result<Plan> {
    let mut outputs: Vec<(Column, Expression)> = Vec::new();
    let mut windows = Vec::new();
    for column in &tree.columns {
        if let Syntax::Star(_) | Syntax::Wildcard(_) = &column.expression {
            let pattern =
                if let Syntax::Wildcard(wildcard) = &column.expression { wildcard.pattern.as_str() } else { "*" };
            for column in input.columns.iter().filter(|column| is_visible(column)) {
                if crate::bind::matches(pattern, &column.name)
                    && !outputs.iter().any(|(known, _)| known.name == column.name)
                {
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
    outputs.extend(super::summarize::partition_column(binder, &input));
    let input = binder.with_windows(input, windows);
    Ok(input.projected(outputs))
}

/// Binds an expression with its name or names. A function of several values makes a column of each, or of as many as there are names.
pub(super) fn named(binder: &mut Binder<'_>, written: &NamedExpression, naming: Naming) -> Result<Vec<Output>> {
    let expression = binder.scalar(&written.expression)?.folded(binder.context);
    let tuple = tuple_of(binder, &written.expression);
    if let Some(parts) = tuple {
        let part = |index: usize, kind: Type| {
            let steps = vec![PathStep::Index(i64::try_from(index).unwrap_or_default())];
            let node = ExpressionNode::Path { base: Box::new(expression.clone()), steps };
            Expression { node, kind: Type::Dynamic }.converted(kind)
        };
        let count = if written.names.is_empty() { parts.len() } else { written.names.len().min(parts.len()) };
        return Ok(parts
            .into_iter()
            .take(count)
            .enumerate()
            .map(|(index, (name, kind))| {
                let given = written.names.get(index);
                Output {
                    name: given.map_or(name, |name| name.text.clone()),
                    explicit: given.map(|name| name.span),
                    expression: part(index, kind),
                }
            })
            .collect());
    }
    if let Some(extra) = written.names.get(1) {
        return binder.error(Code::WrongArguments, extra.span, "one value cannot be given several names");
    }
    let given = written.name();
    let own = || sorted_name(binder, &written.expression).or_else(|| result_name(&written.expression));
    let name = match (given, naming) {
        (Some(name), _) => name.text.clone(),
        (None, Naming::Numbered) => own().unwrap_or_default(),
        (None, Naming::Print(place)) => own().unwrap_or_else(|| format!("print_{place}")),
    };
    Ok(vec![Output { name, explicit: given.map(|name| name.span), expression }])
}

/// The parts of a function of several values: the name that each has when the query gives none, and its type.
fn tuple_of(binder: &Binder<'_>, expression: &Syntax) -> Option<Vec<(String, Type)>> {
    let call = built_in(binder, expression)?;
    let name = call.function.text.as_str();
    if let Some(parts) = scalar::tuple(name) {
        let first = call.arguments.first().and_then(|argument| result_name(&argument.expression)).unwrap_or_default();
        return Some(parts.iter().map(|(suffix, kind)| (format!("{name}_{first}_{suffix}"), *kind)).collect());
    }
    let arrays = sorted_arrays(call);
    (arrays.len() > 1).then(|| arrays.into_iter().map(|name| (name, Type::Dynamic)).collect())
}

/// The name of the result of `array_sort_asc()` or `array_sort_desc()` over one array.
fn sorted_name(binder: &Binder<'_>, expression: &Syntax) -> Option<String> {
    sorted_arrays(built_in(binder, expression)?).pop()
}

/// The names of the results of `array_sort_asc()` or `array_sort_desc()`: one for each array; none of any other function.
fn sorted_arrays(call: &Call) -> Vec<String> {
    if !matches!(call.function.text.as_str(), "array_sort_asc" | "array_sort_desc") {
        return Vec::new();
    }
    let arrays = call.arguments.iter().enumerate();
    arrays
        .filter(|(place, argument)| *place == 0 || !matches!(argument.expression, Syntax::Literal(_)))
        .map(|(place, argument)| {
            result_name(&argument.expression)
                .map_or_else(|| format!("array{place}_sorted"), |name| format!("{name}_sorted"))
        })
        .collect()
}

/// The call that an expression is, when it is of no function that the query declares.
fn built_in<'e>(binder: &Binder<'_>, expression: &'e Syntax) -> Option<&'e Call> {
    match expression {
        Syntax::Call(call) => {
            let declared = binder.scope.find(call.function.text.as_str());
            (!matches!(declared, Some(Definition::Function(..)))).then_some(call)
        }
        _ => None,
    }
}
