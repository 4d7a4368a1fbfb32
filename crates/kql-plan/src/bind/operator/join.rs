//! `join`, `lookup`: rows of two tables whose keys are equal.
//! Source: <https://learn.microsoft.com/kusto/query/join-operator>, <https://learn.microsoft.com/kusto/query/lookup-operator>

use kql::diagnostic::Code;
use kql::operators::{Join, JoinCondition, JoinKind as Written, Lookup, LookupKind};
use kql::tree::{BinaryOperator, Expression as Syntax, LogicalOperator};

use super::project::unique;
use crate::bind::{Binder, Frame, Result, Stop, is_visible};
use crate::expression::Column;
use crate::plan::{JoinKind, Node, Plan};
use crate::{Expression, Type};

pub(super) fn bind(binder: &mut Binder<'_>, left: Plan, tree: &Join) -> Result<Plan> {
    let right = binder.rows_of(&tree.right)?;
    let keys: &[Syntax] = match &tree.condition {
        Some(JoinCondition::On(on)) => &on.keys,
        Some(JoinCondition::Where(condition)) => std::slice::from_ref(&condition.condition),
        None => return binder.error(Code::Expected, tree.span, "`join` needs `on` and the columns that are equal"),
    };
    let on = conditions(binder, &left, &right, keys)?;
    let kind = match tree.kind() {
        Written::InnerUnique => JoinKind::InnerUnique,
        Written::Inner => JoinKind::Inner,
        Written::LeftOuter => JoinKind::LeftOuter,
        Written::RightOuter => JoinKind::RightOuter,
        Written::FullOuter => JoinKind::FullOuter,
        Written::LeftSemi => JoinKind::LeftSemi,
        Written::RightSemi => JoinKind::RightSemi,
        Written::LeftAnti => JoinKind::LeftAnti,
        Written::RightAnti => JoinKind::RightAnti,
    };
    Ok(joined(left, right, kind, on, &[]))
}

pub(super) fn lookup(binder: &mut Binder<'_>, left: Plan, tree: &Lookup) -> Result<Plan> {
    let right = binder.rows_of(&tree.right)?;
    let on = conditions(binder, &left, &right, &tree.on.keys)?;
    let kind = match tree.kind() {
        LookupKind::LeftOuter => JoinKind::LeftOuter,
        LookupKind::Inner => JoinKind::Inner,
    };
    let mut keys = Vec::new();
    for (_, key) in &on {
        key.columns(&mut |id| keys.push(id));
    }
    Ok(joined(left, right, kind, on, &keys))
}

/// The join, without these columns of the right.
fn joined(
    left: Plan,
    right: Plan,
    kind: JoinKind,
    on: Vec<(Expression, Expression)>,
    without: &[crate::ColumnId],
) -> Plan {
    let mut columns: Vec<Column> = Vec::new();
    if !matches!(kind, JoinKind::RightSemi | JoinKind::RightAnti) {
        columns.extend(left.columns.iter().cloned());
    }
    if !matches!(kind, JoinKind::LeftSemi | JoinKind::LeftAnti) {
        let one_sided = columns.is_empty();
        let added: Vec<&Column> = right
            .columns
            .iter()
            .filter(|column| !without.contains(&column.id) && (is_visible(column) || one_sided))
            .collect();
        for (place, column) in added.iter().enumerate() {
            // A new name must be none that another column has of its own, be it further on.
            let repeats = columns.iter().any(|known| known.name == column.name);
            let further = || added.iter().skip(place + 1);
            let taken = |name: &str| {
                columns.iter().any(|known| known.name == name) || (repeats && further().any(|other| other.name == name))
            };
            let name = unique(&column.name, taken);
            columns.push(Column { name, ..(*column).clone() });
        }
    }
    let open = left.open || right.open;
    Plan { open, ..Plan::new(Node::Join { left: Box::new(left), right: Box::new(right), kind, on }, columns) }
}

/// The pairs of keys that must be equal.
fn conditions(
    binder: &mut Binder<'_>,
    left: &Plan,
    right: &Plan,
    keys: &[Syntax],
) -> Result<Vec<(Expression, Expression)>> {
    let mut pairs = Vec::new();
    for key in keys {
        match key {
            Syntax::Logical(logical) if logical.operator == LogicalOperator::And => {
                pairs.extend(conditions(binder, left, right, &logical.operands)?);
            }
            Syntax::Name(name) => {
                let first = key_of(binder, left, name)?;
                let second = key_of(binder, right, name)?;
                pairs.push(same_type(binder, first, second, key)?);
            }
            Syntax::Binary(binary) if binary.operator == BinaryOperator::Equal => {
                let open = left.open || right.open;
                let frame = |plan: &Plan| Frame {
                    columns: plan.columns.clone(),
                    open,
                    sides: Some((left.columns.clone(), right.columns.clone())),
                    ..Frame::default()
                };
                let swapped = mentions(&binary.left, "$right") || mentions(&binary.right, "$left");
                let (left_side, right_side) =
                    if swapped { (&binary.right, &binary.left) } else { (&binary.left, &binary.right) };
                let (first, _) = binder.within(frame(left), |binder| binder.scalar(left_side))?;
                let (second, _) = binder.within(frame(right), |binder| binder.scalar(right_side))?;
                one_side(binder, &first, left, left_side)?;
                one_side(binder, &second, right, right_side)?;
                pairs.push(same_type(binder, first, second, key)?);
            }
            other => {
                let message = "a key of a join is a column of both tables, or `$left.a == $right.b`";
                return binder.error(Code::WrongArguments, other.span(), message);
            }
        }
    }
    if pairs.is_empty() {
        return binder.error(Code::Expected, kql::Span::default(), "a join needs a key");
    }
    Ok(pairs)
}

/// The column of this name; a null where an open table has it not.
fn key_of(binder: &mut Binder<'_>, plan: &Plan, name: &kql::tree::Name) -> Result<Expression> {
    match plan.column(&name.text) {
        None if plan.open => Ok(binder.absent(name)),
        _ => binder.over(plan, |binder| binder.column_of(name)).map(|(column, _)| Expression::column(&column)),
    }
}

fn mentions(expression: &Syntax, side: &str) -> bool {
    match expression {
        Syntax::Name(name) => name.text == side,
        Syntax::Path(path) => mentions(&path.base, side),
        Syntax::Element(element) => mentions(&element.base, side),
        Syntax::Call(call) => call.arguments.iter().any(|argument| mentions(&argument.expression, side)),
        _ => false,
    }
}

/// A key is of one side only.
fn one_side(binder: &mut Binder<'_>, key: &Expression, plan: &Plan, written: &Syntax) -> Result<()> {
    let mut foreign = false;
    key.columns(&mut |id| foreign |= !plan.columns.iter().any(|column| column.id == id));
    if foreign {
        return binder.error(
            Code::WrongArguments,
            written.span(),
            "one side of the equality is of `$left`, the other of `$right`",
        );
    }
    Ok(())
}

/// Both keys as one type.
fn same_type(
    binder: &mut Binder<'_>,
    left: Expression,
    right: Expression,
    written: &Syntax,
) -> Result<(Expression, Expression)> {
    let kind = match (left.kind, right.kind) {
        (Type::Dynamic, Type::Dynamic) => Type::String,
        (a, b) if a == b => a,
        (Type::Dynamic, other) | (other, Type::Dynamic) => other,
        (a, b) => {
            if let Some(kind) = a.wider_number(b) {
                kind
            } else {
                let found =
                    kql::Diagnostic::error(Code::WrongType, written.span(), format!("a {a} is never equal to a {b}"))
                        .help("convert one of the keys, for example with `tostring()`");
                binder.diagnostics.push(found);
                return Err(Stop);
            }
        }
    };
    Ok((left.converted(kind), right.converted(kind)))
}
