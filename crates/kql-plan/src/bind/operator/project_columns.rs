//! `project-away`, `project-keep`, `project-rename`, `project-reorder`, `project-by-names`: columns by name.
//! Source: <https://learn.microsoft.com/kusto/query/project-away-operator> and its kin.

use kql::diagnostic::Code;
use kql::operators::{
    ColumnPattern, ProjectAway, ProjectByNames, ProjectKeep, ProjectRename, ProjectReorder, ReorderDirection,
};
use kql::tree::Expression as Syntax;

use crate::bind::{Binder, Result, is_visible, matches};
use crate::plan::Plan;
use crate::{Column, Expression, Json, Value};

/// The columns that a name or pattern means. A bare name must be one.
fn columns_of(binder: &mut Binder<'_>, input: &Plan, pattern: &ColumnPattern) -> Result<Vec<Column>> {
    match pattern {
        ColumnPattern::Name(name) => {
            let found = binder.over(input, |binder| match binder.find_column(&name.text) {
                Some(column) => Ok(vec![column]),
                None if binder.frames.last().is_some_and(|frame| frame.open) => Ok(Vec::new()),
                None => binder.column_of(name).map(|column| vec![column]),
            });
            found.map(|(columns, _)| columns)
        }
        ColumnPattern::Wildcard(wildcard) => Ok(input
            .columns
            .iter()
            .filter(|column| is_visible(column) && matches(&wildcard.pattern, &column.name))
            .cloned()
            .collect()),
    }
}

/// The input with only these columns, and what is hidden.
fn only(input: Plan, mut columns: Vec<Column>) -> Plan {
    for hidden in input.columns.iter().filter(|column| !is_visible(column)) {
        columns.push(hidden.clone());
    }
    let outputs = columns
        .into_iter()
        .map(|column| (column.clone(), Expression { kind: column.kind, ..Expression::column(&column) }))
        .collect();
    input.projected(outputs)
}

pub(super) fn away(binder: &mut Binder<'_>, input: Plan, tree: &ProjectAway) -> Result<Plan> {
    let mut gone = Vec::new();
    for pattern in &tree.columns {
        gone.extend(columns_of(binder, &input, pattern)?);
    }
    let kept = input.columns.iter().filter(|column| is_visible(column) && !gone.contains(column)).cloned().collect();
    Ok(only(input, kept))
}

pub(super) fn keep(binder: &mut Binder<'_>, input: Plan, tree: &ProjectKeep) -> Result<Plan> {
    let mut named = Vec::new();
    for pattern in &tree.columns {
        named.extend(columns_of(binder, &input, pattern)?);
    }
    let kept = input.columns.iter().filter(|column| is_visible(column) && named.contains(column)).cloned().collect();
    Ok(only(input, kept))
}

pub(super) fn rename(binder: &mut Binder<'_>, input: Plan, tree: &ProjectRename) -> Result<Plan> {
    let mut columns: Vec<Column> = input.columns.iter().filter(|column| is_visible(column)).cloned().collect();
    let mut renamed: Vec<(crate::ColumnId, String, kql::Span)> = Vec::new();
    let mut absent: Vec<(Column, Expression)> = Vec::new();
    for written in &tree.columns {
        let (Some(new), Some(old)) = (written.name(), written.expression.as_name()) else {
            return binder.error(Code::WrongArguments, written.span, "`project-rename` takes `new = old` for columns");
        };
        if input.open && input.column(&old.text).is_none() {
            absent.push((binder.column(&new.text, crate::Type::Dynamic), binder.absent(old)));
            continue;
        }
        let (old, _) = binder.over(&input, |binder| binder.column_of(old))?;
        renamed.push((old.id, new.text.clone(), new.span));
    }
    for column in &mut columns {
        if let Some((_, name, _)) = renamed.iter().find(|(id, ..)| *id == column.id) {
            column.name.clone_from(name);
        }
    }
    for (id, name, span) in &renamed {
        if columns.iter().any(|column| column.name == *name && column.id != *id) {
            return binder.error(Code::DuplicateColumn, *span, format!("there is already a column `{name}`"));
        }
    }
    let renamed = only(input, columns);
    if absent.is_empty() {
        return Ok(renamed);
    }
    let mut outputs: Vec<(Column, Expression)> =
        renamed.columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
    outputs.extend(absent);
    Ok(renamed.projected(outputs))
}

pub(super) fn reorder(binder: &mut Binder<'_>, input: Plan, tree: &ProjectReorder) -> Result<Plan> {
    let mut first: Vec<Column> = Vec::new();
    for written in &tree.columns {
        let mut found = columns_of(binder, &input, &written.column)?;
        match written.direction {
            Some(ReorderDirection::Ascending) => found.sort_by(|a, b| a.name.cmp(&b.name)),
            Some(ReorderDirection::Descending) => found.sort_by(|a, b| b.name.cmp(&a.name)),
            Some(ReorderDirection::GrannyAscending) => found.sort_by_key(|column| natural(&column.name)),
            Some(ReorderDirection::GrannyDescending) => {
                found.sort_by_key(|column| natural(&column.name));
                found.reverse();
            }
            None => {}
        }
        for column in found {
            if !first.contains(&column) {
                first.push(column);
            }
        }
    }
    for column in input.columns.iter().filter(|column| is_visible(column)) {
        if !first.contains(column) {
            first.push(column.clone());
        }
    }
    Ok(only(input, first))
}

/// Text and numbers in turn, so that `a20` comes before `a100`.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let (mut text, mut digits) = (String::new(), String::new());
    for character in name.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            parts.push((std::mem::take(&mut text), digits.parse().unwrap_or(u64::MAX)));
            digits.clear();
        }
        text.push(character);
    }
    parts.push((text, digits.parse().unwrap_or(0)));
    parts
}

pub(super) fn by_names(binder: &mut Binder<'_>, input: Plan, tree: &ProjectByNames) -> Result<Plan> {
    let mut chosen: Vec<Column> = Vec::new();
    for written in &tree.columns {
        let patterns: Vec<String> = match written {
            Syntax::Name(name) if input.column(&name.text).is_some() => vec![name.text.clone()],
            Syntax::Wildcard(wildcard) => vec![wildcard.pattern.clone()],
            other => match binder.isolated(|binder| binder.constant(other, "a column name"))? {
                (Value::String(text), _) => vec![text.into_owned()],
                (Value::Dynamic(json), _) => match json.as_ref() {
                    Json::Array(names) => names.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
                    Json::String(name) => vec![name.clone()],
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            },
        };
        for pattern in patterns {
            for column in input.columns.iter().filter(|column| is_visible(column) && matches(&pattern, &column.name)) {
                if !chosen.contains(column) {
                    chosen.push(column.clone());
                }
            }
        }
    }
    Ok(only(input, chosen))
}
