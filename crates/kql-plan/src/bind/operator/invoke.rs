//! `invoke`: calls a function with the rows as its first argument.
//! Source: <https://learn.microsoft.com/kusto/query/invoke-operator>

use kql::diagnostic::Code;
use kql::operators::Invoke;
use kql::tree::Expression as Syntax;

use crate::bind::{Binder, Definition, Entity, Flow, Result};
use crate::plan::Plan;

pub(super) fn bind(binder: &mut Binder<'_>, input: Plan, tree: &Invoke) -> Result<Flow> {
    let Syntax::Call(call) = &tree.function else {
        return binder.error(Code::WrongArguments, tree.function.span(), "`invoke` takes a call of a function");
    };
    let name = call.function.text.as_str();
    let Some(Definition::Function(declaration, scope)) = binder.scope.find(name).cloned() else {
        return binder.error(
            Code::UnknownFunction,
            call.function.span,
            format!("there is no function `{name}` that takes a table"),
        );
    };
    let mut arguments = vec![(None, Definition::Flow(Flow::Table(input)))];
    arguments.extend(binder.isolated(|binder| binder.arguments(&call.arguments))?);
    match binder.apply(name, &declaration, scope, &arguments, call.span)? {
        Entity::Flow(flow) => Ok(flow),
        Entity::Scalar(_) => binder.error(Code::TableExpected, call.span, format!("`{name}` gives a value, not rows")),
    }
}
