//! `range`: a column of values at equal distances.
//! Source: <https://learn.microsoft.com/kusto/query/range-operator>

use kql::diagnostic::Code;
use kql::operators::Range;

use crate::bind::{Binder, Result};
use crate::plan::{Node, Plan};
use crate::{Type, value::TICKS_PER_DAY};

pub(super) fn bind(binder: &mut Binder<'_>, tree: &Range) -> Result<Plan> {
    let mut bounds = Vec::new();
    for part in [&tree.from, &tree.to, &tree.step] {
        let bound = binder.isolated(|binder| binder.scalar(part))?;
        bounds.push(binder.computed(bound)?);
    }
    let kinds: Vec<Type> = bounds.iter().map(|bound| bound.kind).collect();
    let (kind, step_kind) = match kinds.as_slice() {
        [Type::Datetime, Type::Datetime, Type::Timespan] => (Type::Datetime, Type::Timespan),
        [Type::Datetime, Type::Datetime, step] if step.is_number() => (Type::Datetime, Type::Timespan),
        [Type::Timespan, ..] => (Type::Timespan, Type::Timespan),
        [from, to, step] => match from.wider_number(*to).and_then(|kind| kind.wider_number(*step)) {
            Some(Type::Int) => (Type::Long, Type::Long),
            Some(kind) => (kind, kind),
            None if kinds.contains(&Type::Dynamic) => (Type::Long, Type::Long),
            None => {
                let message = format!("`range` cannot go from a {from} to a {to} by a {step}");
                return binder.error(Code::WrongType, tree.span, message);
            }
        },
        _ => return binder.error(Code::WrongArguments, tree.span, "`range` needs from, to and step"),
    };
    let mut bounds = bounds.into_iter();
    let mut next = |kind: Type| bounds.next().map(|bound| bound.converted(kind).folded(binder.context));
    let (Some(from), Some(to), Some(mut step)) = (next(kind), next(kind), bounds.next()) else {
        return binder.error(Code::WrongArguments, tree.span, "`range` needs from, to and step");
    };
    // A bare number beside datetimes counts days.
    if step_kind == Type::Timespan && step.kind.is_number() {
        let days = step.as_literal().and_then(crate::Value::as_real).unwrap_or_default();
        step = crate::Expression::literal(crate::Value::Timespan((days * TICKS_PER_DAY as f64) as i64), Type::Timespan);
    }
    let step = step.converted(step_kind).folded(binder.context);
    let column = binder.column(&tree.column.text, kind);
    Ok(Plan { ordered: true, ..Plan::new(Node::Range { from, to, step }, vec![column]) })
}
