//! `sample`, `sample-distinct`: some of the rows.
//! Source: <https://learn.microsoft.com/kusto/query/sample-operator>, <https://learn.microsoft.com/kusto/query/sample-distinct-operator>

use kql::diagnostic::Code;
use kql::operators::{Sample, SampleDistinct};

use super::project::{Naming, named};
use super::{summarize, whole};
use crate::bind::{Binder, Result};
use crate::operator::{Sample as Run, SampleDistinct as RunDistinct};
use crate::plan::Plan;

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Sample) -> Result<Plan> {
    let count = binder.isolated(|binder| binder.count(&tree.count, "the number of rows"))?;
    let columns = whole::seen(binder, &input);
    let open = input.open;
    Ok(Plan { open, ..whole::plan(binder, vec![input], columns, Run::new(count)) })
}

pub(super) fn distinct(binder: &mut Binder<'_>, input: Plan, tree: &SampleDistinct) -> Result<Plan> {
    let count = binder.isolated(|binder| binder.count(&tree.count, "the number of values"))?;
    let (bound, frame) = binder.over(&input, |binder| named(binder, &tree.of, Naming::Numbered))?;
    let Some(output) = bound.into_iter().next() else {
        return binder.error(Code::WrongArguments, tree.span, "`sample-distinct` needs a column");
    };
    let input = binder.with_windows(input, frame.windows);
    let column = output.column(binder, &[])?;
    let mut outputs = vec![(column.clone(), output.expression)];
    outputs.extend(summarize::partition_column(binder, &input));
    Ok(whole::plan(binder, vec![input.projected(outputs)], vec![column], RunDistinct::new(count)))
}
