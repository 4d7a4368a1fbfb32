//! `search`: rows in which a text stands anywhere.
//! Source: <https://learn.microsoft.com/kusto/query/search-operator>

use kql::diagnostic::Code;
use kql::operators::{Search, SearchKind, SearchedTable};
use kql::tree::{Binary, BinaryOperator, Expression as Syntax, Logical, Star, StringLiteral};

use crate::bind::{Binder, Result, Stop};
use crate::plan::Plan;
use crate::{Expression, Type, Value};

pub(super) fn bind(binder: &mut Binder<'_>, input: Option<Plan>, tree: &Search) -> Result<Plan> {
    let case = tree.kind() == SearchKind::CaseSensitive;
    let condition = match &tree.condition {
        Syntax::Star(_) => None,
        written => Some(terms(written, case)),
    };
    if let Some(input) = input {
        let name = binder.label(&input).unwrap_or_else(|| "search_arg0".to_owned());
        let found = filtered(binder, input, condition.as_ref())?;
        return Ok(with_table(binder, found, name));
    }
    let tables = tables(binder, &tree.tables, tree.span)?;
    let single = tables.len() == 1;
    let mut found = Vec::new();
    for (name, plan) in tables {
        let said = binder.diagnostics.len();
        match filtered(binder, plan, condition.as_ref()) {
            Ok(plan) => found.push((name.clone(), with_table(binder, plan, name))),
            // A table without the columns that the condition names has no row for which it is true.
            Err(Stop) if !single => binder.diagnostics.truncate(said),
            Err(stop) => return Err(stop),
        }
    }
    if found.is_empty() {
        return binder.error(Code::UnknownName, tree.span, "no table has the columns that the search names");
    }
    Ok(binder.union_of(found, false))
}

/// The rows with the name of their table before all columns.
fn with_table(binder: &mut Binder<'_>, plan: Plan, name: String) -> Plan {
    let column = binder.column("$table", Type::String);
    let mut outputs = vec![(column, Expression::literal(Value::string(name), Type::String))];
    outputs.extend(plan.columns.iter().map(|column| (column.clone(), Expression::column(column))));
    plan.projected(outputs)
}

/// The tables that are looked through, each with its name: all that are kept when none is named.
pub(super) fn tables(
    binder: &mut Binder<'_>,
    written: &[SearchedTable],
    span: kql::Span,
) -> Result<Vec<(String, Plan)>> {
    let mut found = Vec::new();
    if written.is_empty() {
        found = binder.isolated(|binder| binder.matching_tables("*", span))?;
        if found.is_empty() {
            // Nothing is kept: what is collected first shows at least the columns.
            let first = binder.catalog.table_names().into_iter().next();
            if let Some(name) = first
                && let Some(plan) = binder.table(&name, span)
            {
                found.push((name, plan));
            }
        }
    }
    for table in written {
        match &table.table {
            Syntax::Wildcard(wildcard) => {
                found.extend(binder.isolated(|binder| binder.matching_tables(&wildcard.pattern, wildcard.span))?);
            }
            Syntax::Star(star) => found.extend(binder.isolated(|binder| binder.matching_tables("*", star.span))?),
            other => {
                let plan = binder.rows_of(other)?;
                let name = table
                    .alias
                    .as_ref()
                    .map(|alias| alias.text.clone())
                    .or_else(|| other.as_name().map(|name| name.text.clone()))
                    .unwrap_or_else(|| format!("union_arg{}", found.len()));
                found.push((name, plan));
            }
        }
    }
    Ok(found)
}

fn filtered(binder: &mut Binder<'_>, input: Plan, condition: Option<&Syntax>) -> Result<Plan> {
    let Some(condition) = condition else {
        return Ok(input);
    };
    let (predicate, _) = binder.over(&input, |binder: &mut Binder<'_>| binder.condition(condition))?;
    Ok(super::where_operator::filter(binder, input, predicate))
}

/// The condition with every bare string as a search through all columns.
pub(super) fn terms(expression: &Syntax, case: bool) -> Syntax {
    match expression {
        Syntax::String(text) => anywhere(text, case),
        Syntax::Logical(logical) => Syntax::Logical(Logical {
            operands: logical.operands.iter().map(|operand| terms(operand, case)).collect(),
            ..logical.clone()
        }),
        Syntax::Call(call) if call.function.text == "not" => {
            let mut call = call.clone();
            for argument in &mut call.arguments {
                argument.expression = terms(&argument.expression, case);
            }
            Syntax::Call(call)
        }
        Syntax::Binary(binary) if binary.operator == BinaryOperator::Search => match &*binary.right {
            Syntax::String(text) => found_in((*binary.left).clone(), text, case),
            _ => expression.clone(),
        },
        Syntax::Binary(binary) if case => {
            let operator = match binary.operator {
                BinaryOperator::Has => BinaryOperator::HasCs,
                BinaryOperator::Contains => BinaryOperator::ContainsCs,
                other => other,
            };
            Syntax::Binary(Binary { operator, ..binary.clone() })
        }
        other => other.clone(),
    }
}

fn anywhere(text: &StringLiteral, case: bool) -> Syntax {
    found_in(Syntax::Star(Star { span: text.span }), text, case)
}

/// `left : "text"`: has the term; with `*` at its ends a part of a term.
fn found_in(left: Syntax, text: &StringLiteral, case: bool) -> Syntax {
    let span = text.span;
    let value = text.value.as_str();
    let (starts, ends) = (value.starts_with('*'), value.ends_with('*') && value.len() > 1);
    let inner = value.trim_matches('*');
    let operator = match (starts, ends, case) {
        (false, false, false) => BinaryOperator::Has,
        (false, false, true) => BinaryOperator::HasCs,
        (false, true, false) => BinaryOperator::HasPrefix,
        (false, true, true) => BinaryOperator::HasPrefixCs,
        (true, false, false) => BinaryOperator::HasSuffix,
        (true, false, true) => BinaryOperator::HasSuffixCs,
        (true, true, false) => BinaryOperator::Contains,
        (true, true, true) => BinaryOperator::ContainsCs,
    };
    let (operator, inner) = if inner.contains('*') {
        let pattern: Vec<String> = value.split('*').map(|part| part.chars().map(escaped).collect()).collect();
        let flags = if case { "" } else { "(?i)" };
        (BinaryOperator::MatchesRegex, format!("{flags}{}", pattern.join(".*")))
    } else {
        (operator, inner.to_owned())
    };
    let right = Box::new(Syntax::String(StringLiteral { span, ..StringLiteral::new(&inner) }));
    Syntax::Binary(Binary { left: Box::new(left), operator, right, span })
}

/// A character as a regular expression that matches it.
fn escaped(character: char) -> String {
    if character.is_alphanumeric() { character.to_string() } else { format!("\\x{{{:x}}}", u32::from(character)) }
}
