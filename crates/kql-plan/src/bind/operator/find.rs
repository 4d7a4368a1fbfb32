//! `find`: rows of many tables for which a condition is true.
//! Source: <https://learn.microsoft.com/kusto/query/find-operator>

use kql::diagnostic::Code;
use kql::operators::{Find, FindProjection, FoundColumn};
use kql::tree::{Parameter, ParameterName};

use crate::bind::{Binder, Result, Stop, is_visible};
use crate::plan::Plan;
use crate::{Column, Expression, Type, Value, scalar};

pub(super) fn bind(binder: &mut Binder<'_>, input: Option<Plan>, tree: &Find) -> Result<Plan> {
    let tables = match input {
        Some(input) => vec![("find_arg0".to_owned(), input)],
        None => super::search::tables(binder, &tree.tables, tree.span)?,
    };
    let source = Parameter::find(&tree.parameters, ParameterName::WithSource)
        .and_then(Parameter::word)
        .unwrap_or("source_")
        .to_owned();
    let single = tables.len() == 1;
    // A bare text is looked for in every column, as `search` does.
    let condition = super::search::terms(&tree.condition, false);
    let mut matching: Vec<(String, Plan, Vec<Column>)> = Vec::new();
    for (name, plan) in tables {
        let said = binder.diagnostics.len();
        match binder.over(&plan, |binder| binder.condition(&condition)) {
            Ok((predicate, _)) => {
                let mut ids = Vec::new();
                predicate.columns(&mut |id| ids.push(id));
                let mentioned = plan
                    .columns
                    .iter()
                    .filter(|column| ids.contains(&column.id) && is_visible(column))
                    .cloned()
                    .collect();
                let plan = super::where_operator::filter(binder, plan, predicate);
                matching.push((name, plan, mentioned));
            }
            Err(Stop) if !single => binder.diagnostics.truncate(said),
            Err(stop) => return Err(stop),
        }
    }
    if matching.is_empty() {
        return binder.error(Code::UnknownName, tree.span, "no table has the columns that the condition names");
    }
    let (wanted, packed) = wanted(tree, &matching);
    let mut found = Vec::new();
    for (name, plan, _) in matching {
        let plan = shaped(binder, &name, plan, &source, &wanted, packed, tree.span)?;
        found.push((name, plan));
    }
    Ok(binder.union_of(found, false))
}

/// The columns of the result by name and perhaps type, and whether the others are packed.
fn wanted(tree: &Find, matching: &[(String, Plan, Vec<Column>)]) -> (Vec<(String, Option<Type>)>, bool) {
    match &tree.projection {
        Some(FindProjection::Columns(columns)) => {
            let mut names = Vec::new();
            let mut packed = false;
            for column in &columns.columns {
                match column {
                    FoundColumn::Column(column) => {
                        let kind = column.data_type.as_ref().and_then(|kind| kind.scalar).map(Type::from);
                        names.push((column.name.text.clone(), kind));
                    }
                    FoundColumn::All(_) => {
                        for (_, plan, _) in matching {
                            for column in plan.columns.iter().filter(|column| is_visible(column)) {
                                if !names.iter().any(|(name, _)| *name == column.name) {
                                    names.push((column.name.clone(), None));
                                }
                            }
                        }
                    }
                    FoundColumn::Pack(_) => packed = true,
                }
            }
            (names, packed)
        }
        Some(FindProjection::Smart(_)) | None => {
            let mut names: Vec<(String, Option<Type>)> = Vec::new();
            let shown = matching.iter().flat_map(|(_, _, mentioned)| mentioned);
            for column in shown.chain(common(matching).iter()) {
                if !names.iter().any(|(name, _)| *name == column.name) {
                    names.push((column.name.clone(), None));
                }
            }
            (names, true)
        }
    }
}

/// Columns that all tables have, of one type.
fn common(matching: &[(String, Plan, Vec<Column>)]) -> Vec<Column> {
    // Tables of which nothing is kept have no say.
    let kept = || matching.iter().filter(|(name, ..)| !name.is_empty());
    let Some((_, first, _)) = kept().next() else {
        return Vec::new();
    };
    let everywhere = |column: &&Column| {
        is_visible(column)
            && kept().all(|(_, plan, _)| plan.column(&column.name).is_some_and(|other| other.kind == column.kind))
    };
    first.columns.iter().filter(everywhere).cloned().collect()
}

fn shaped(
    binder: &mut Binder<'_>,
    name: &str,
    plan: Plan,
    source: &str,
    wanted: &[(String, Option<Type>)],
    packed: bool,
    span: kql::Span,
) -> Result<Plan> {
    let column = binder.column(source, Type::String);
    let mut outputs = vec![(column, Expression::literal(Value::string(name.to_owned()), Type::String))];
    for (wanted, kind) in wanted {
        if let Some(column) = plan.column(wanted) {
            let kind = kind.unwrap_or(column.kind);
            let expression = Expression::column(column).converted(kind);
            let output = if kind == column.kind { column.clone() } else { binder.column(wanted, kind) };
            outputs.push((output, expression));
        }
    }
    if packed {
        let rest: Vec<Expression> = plan
            .columns
            .iter()
            .filter(|column| is_visible(column) && !wanted.iter().any(|(name, _)| *name == column.name))
            .flat_map(|column| {
                [Expression::literal(Value::string(column.name.clone()), Type::String), Expression::column(column)]
            })
            .collect();
        if let Some(bag_pack) = scalar::by_name("bag_pack") {
            let value = if rest.is_empty() {
                let nothing = crate::Json::Object(serde_json::Map::new());
                Expression::literal(Value::dynamic(nothing), Type::Dynamic)
            } else {
                binder.call_scalar(bag_pack, rest, span)?
            };
            let column = binder.column("pack_", Type::Dynamic);
            outputs.push((column, value));
        }
    }
    Ok(plan.projected(outputs))
}
