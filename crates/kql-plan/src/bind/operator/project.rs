//! `project`: these columns and no others. And what every operator shares that names columns.
//! Source: <https://learn.microsoft.com/kusto/query/project-operator>

use kql::Span;
use kql::diagnostic::Code;
use kql::operators::Project;
use kql::tree::{Expression as Syntax, NamedExpression};

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

/// Binds an expression with its name or names. A function of several values makes a column of each.
pub(super) fn named(binder: &mut Binder<'_>, written: &NamedExpression, naming: Naming) -> Result<Vec<Output>> {
    let expression = binder.scalar(&written.expression)?.folded(binder.context);
    let tuple = tuple_of(binder, &written.expression);
    if let Some((prefix, parts)) = tuple
        && (written.names.is_empty() || written.listed)
    {
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
            .map(|(index, (suffix, kind))| {
                let given = written.names.get(index);
                Output {
                    name: given.map_or_else(|| format!("{prefix}_{suffix}"), |name| name.text.clone()),
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
    let name = match (given, naming) {
        (Some(name), _) => name.text.clone(),
        (None, Naming::Numbered) => result_name(&written.expression).unwrap_or_default(),
        (None, Naming::Print(place)) => result_name(&written.expression).unwrap_or_else(|| format!("print_{place}")),
    };
    Ok(vec![Output { name, explicit: given.map(|name| name.span), expression }])
}

/// The parts of a function of several values: the prefix of their names, and for each its suffix and type.
fn tuple_of(binder: &Binder<'_>, expression: &Syntax) -> Option<(String, Vec<(String, Type)>)> {
    let Syntax::Call(call) = expression else {
        return None;
    };
    let name = call.function.text.as_str();
    if matches!(binder.scope.find(name), Some(Definition::Function(..))) {
        return None;
    }
    let first = call.arguments.first().and_then(|argument| result_name(&argument.expression)).unwrap_or_default();
    if let Some(parts) = scalar::tuple(name) {
        let parts = parts.iter().map(|(suffix, kind)| ((*suffix).to_owned(), *kind)).collect();
        return Some((format!("{name}_{first}"), parts));
    }
    let arrays = call.arguments.iter().filter(|argument| !matches!(argument.expression, Syntax::Literal(_))).count();
    if matches!(name, "array_sort_asc" | "array_sort_desc") && arrays > 1 {
        let parts = call
            .arguments
            .iter()
            .take(arrays)
            .map(|argument| (result_name(&argument.expression).unwrap_or_default(), Type::Dynamic))
            .collect();
        return Some((name.to_owned(), parts));
    }
    None
}
