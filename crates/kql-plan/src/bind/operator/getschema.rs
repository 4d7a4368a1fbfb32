//! `getschema`, `assert-schema`: the columns as rows, and a check of them.
//! Source: <https://learn.microsoft.com/kusto/query/getschema-operator>

use kql::diagnostic::Code;
use kql::operators::AssertSchema;

use crate::bind::{Binder, Result, is_visible};
use crate::plan::{Node, Plan};
use crate::{Type, Value};

pub(super) fn bind(binder: &mut Binder<'_>, input: &Plan) -> Plan {
    let rows: Vec<_> = input
        .columns
        .iter()
        .filter(|column| is_visible(column))
        .zip(0..)
        .map(|(column, place)| {
            vec![
                Value::string(column.name.clone()),
                Value::Long(place),
                Value::string(column.kind.clr_name()),
                Value::string(column.kind.name()),
            ]
        })
        .collect();
    let columns = [
        ("ColumnName", Type::String),
        ("ColumnOrdinal", Type::Long),
        ("DataType", Type::String),
        ("ColumnType", Type::String),
    ]
    .map(|(name, kind)| binder.column(name, kind))
    .to_vec();
    Plan { ordered: true, ..Plan::new(Node::Values(rows.into()), columns) }
}

pub(super) fn assert(binder: &mut Binder<'_>, input: Plan, tree: &AssertSchema) -> Result<Plan> {
    for declared in &tree.schema.columns {
        let wanted = declared.data_type.scalar.map(Type::from);
        if input.column(&declared.name.text).is_none_or(|column| wanted.is_some_and(|kind| kind != column.kind)) {
            let kind = wanted.map_or("", Type::name);
            let message = format!("the rows have no column `{}` of type {kind}", declared.name.text);
            return binder.error(Code::WrongType, declared.span, message);
        }
    }
    let visible = input.columns.iter().filter(|column| is_visible(column)).count();
    if !tree.schema.is_open() && visible != tree.schema.columns.len() {
        let message = format!("the rows have {visible} columns, {} are declared", tree.schema.columns.len());
        return binder.error(Code::WrongType, tree.span, message);
    }
    Ok(input)
}
