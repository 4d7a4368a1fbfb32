//! `mv-expand`: a row for each element of an array or bag.
//! Source: <https://learn.microsoft.com/kusto/query/mv-expand-operator>

use kql::diagnostic::Code;
use kql::operators::{BagExpansion, ExpandedColumn, MvExpand};
use kql::tree::{Parameter, ParameterName, TypeLiteralKind};

use crate::bind::{Binder, Result, result_name};
use crate::plan::{ExpandItem, Node, Plan};
use crate::{Column, Type};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &MvExpand) -> Result<Plan> {
    let limit = match &tree.limit {
        Some(limit) => Some(binder.isolated(|binder| binder.count(limit, "the limit"))?),
        None => None,
    };
    let index =
        Parameter::find(&tree.parameters, ParameterName::WithItemIndex).and_then(Parameter::word).map(str::to_owned);
    let bag_as_array = tree.kind() == BagExpansion::Array;
    expand(binder, input, &tree.columns, index, bag_as_array, limit, true)
}

/// The rows of the elements, for `mv-expand` and `mv-apply`.
pub(super) fn expand(
    binder: &mut Binder<'_>,
    input: Plan,
    written: &[ExpandedColumn],
    index: Option<String>,
    bag_as_array: bool,
    limit: Option<u64>,
    keep_empty: bool,
) -> Result<Plan> {
    let mut columns: Vec<Column> = input.columns.clone();
    let mut items = Vec::new();
    let mut windows = Vec::new();
    for item in written {
        let (value, frame) = binder.over(&input, |binder| binder.scalar(&item.column.expression))?;
        windows.extend(frame.windows);
        let kind = match item.data_type.as_ref().map(|literal| &literal.kind) {
            Some(TypeLiteralKind::Scalar(kind)) => kind.scalar.map_or(Type::Dynamic, Type::from),
            Some(TypeLiteralKind::Row(row)) => {
                return binder.error(Code::WrongType, row.span, "an element has one type");
            }
            None => Type::Dynamic,
        };
        if value.kind != Type::Dynamic {
            let found = kql::Diagnostic::error(
                Code::WrongType,
                item.column.expression.span(),
                format!("a {} has no elements", value.kind),
            )
            .help("`parse_json()` makes a dynamic of a text, `pack_array()` an array of a value");
            binder.diagnostics.push(found);
            return Err(crate::bind::Stop);
        }
        let name = match item.column.name() {
            Some(name) => name.text.clone(),
            None => result_name(&item.column.expression).unwrap_or_else(|| {
                super::project::unique_number(|name| columns.iter().any(|column| column.name == name))
            }),
        };
        let output = binder.column(name, kind);
        match columns.iter_mut().find(|column| column.name == output.name) {
            Some(place) => *place = output.clone(),
            None => columns.push(output.clone()),
        }
        items.push(ExpandItem { expression: value.folded(binder.context), output });
    }
    let index = index.map(|name| {
        let column = binder.column(name, Type::Long);
        columns.push(column.clone());
        column.id
    });
    let (ordered, open) = (input.ordered, input.open);
    let input = binder.with_windows(input, windows);
    let node = Node::Expand { input: Box::new(input), items, index, bag_as_array, limit, keep_empty };
    Ok(Plan { node, columns, ordered, open })
}
