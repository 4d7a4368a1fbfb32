//! `reduce`: texts that are alike, as one pattern each.
//! Source: <https://learn.microsoft.com/kusto/query/reduce-operator>

use kql::diagnostic::Code;
use kql::operators::Reduce;
use kql::tree::{Parameter, ParameterName, ParameterValue};

use super::project::{Naming, named};
use super::{summarize, whole};
use crate::bind::{Binder, Result};
use crate::operator::Reduce as Run;
use crate::plan::Plan;
use crate::{Column, Expression, Type, Value};

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Reduce) -> Result<Plan> {
    let threshold = match setting(binder, tree, ParameterName::Threshold)? {
        None => 0.1,
        Some(value) => match value.as_real().filter(|threshold| (0.0..=1.0).contains(threshold)) {
            Some(threshold) => threshold,
            None => return binder.error(Code::InvalidArgument, tree.span, "`threshold` is a fraction from 0 to 1"),
        },
    };
    let separators = setting(binder, tree, ParameterName::Characters)?.map(|value| crate::convert::text(&value));
    let source = Parameter::find(&tree.parameters, ParameterName::Kind).and_then(Parameter::word) == Some("source");
    let (bound, frame) = binder.over(&input, |binder| named(binder, &tree.by, Naming::Numbered))?;
    let Some(output) = bound.into_iter().next() else {
        return binder.error(Code::WrongArguments, tree.by.span, "`reduce` needs a text");
    };
    let input = binder.with_windows(input, frame.windows);
    let text = output.expression.converted(Type::String);
    let operator = Run::new(threshold, separators, source);
    let hidden = binder.column("$text", Type::String);
    if source {
        let mut columns = whole::seen(binder, &input);
        let mut outputs: Vec<(Column, Expression)> =
            input.columns.iter().map(|column| (column.clone(), Expression::column(column))).collect();
        outputs.push((hidden, text));
        columns.push(binder.column("Pattern", Type::String));
        return Ok(whole::plan(binder, vec![input.projected(outputs)], columns, operator));
    }
    let mut outputs = vec![(hidden, text)];
    outputs.extend(summarize::partition_column(binder, &input));
    let columns = [("Pattern", Type::String), ("Count", Type::Long), ("Representative", Type::String)]
        .map(|(name, kind)| binder.column(name, kind))
        .to_vec();
    Ok(whole::plan(binder, vec![input.projected(outputs)], columns, operator))
}

/// What `with` sets.
fn setting(binder: &mut Binder<'_>, tree: &Reduce, name: ParameterName) -> Result<Option<Value<'static>>> {
    let found = Parameter::find(&tree.with, name).or_else(|| Parameter::find(&tree.parameters, name));
    match found.map(|parameter| &parameter.value) {
        None => Ok(None),
        Some(ParameterValue::Expression(expression)) => {
            let what = format!("`{}`", name.text());
            binder.isolated(|binder| binder.constant(expression, &what)).map(|(value, _)| Some(value))
        }
        Some(ParameterValue::Word(word)) => Ok(Some(Value::string(word.text.clone()))),
        Some(ParameterValue::Words(words)) => {
            binder.error(Code::InvalidArgument, words.span, format!("`{}` takes one value", name.text()))
        }
    }
}
