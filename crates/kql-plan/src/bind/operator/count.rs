//! `count`: how many rows.
//! Source: <https://learn.microsoft.com/kusto/query/count-operator>

use kql::diagnostic::Code;
use kql::operators::Count;

use crate::aggregate;
use crate::bind::{Binder, Result};
use crate::plan::Plan;

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Count) -> Result<Plan> {
    let Some(count) = aggregate::by_name("count") else {
        return binder.error(Code::NotYet, tree.span, "`count` is not done yet");
    };
    let (mut call, _) = binder.over(&input, |binder| binder.aggregate_call(count, &[], &[], tree.span))?;
    if let Some(output) = call.outputs.first_mut() {
        output.name = tree.name.as_ref().map_or_else(|| "Count".to_owned(), |name| name.text.clone());
    }
    Ok(super::summarize::aggregate(binder, input, Vec::new(), vec![call]))
}
