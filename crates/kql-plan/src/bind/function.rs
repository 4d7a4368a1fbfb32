//! Functions of the query and stored ones: their bodies are bound where they are called.

use std::rc::Rc;

use kql::diagnostic::Code;
use kql::tree::{FunctionBody, FunctionDeclaration, LetValue, NamedExpression, ParameterType, RowSchema, Statement};
use kql::{Severity, Span};

use super::{Binder, Definition, Entity, Flow, Result, Scope};
use crate::Type;
use crate::plan::Plan;

/// Deeper calls than any query needs: a function that calls itself is found before the stack is.
const MAX_CALLS: usize = 48;

impl Binder<'_> {
    /// Binds the body of a function for these arguments.
    pub(crate) fn apply(
        &mut self,
        name: &str,
        declaration: &FunctionDeclaration,
        scope: Scope,
        arguments: &[(Option<String>, Definition)],
        span: Span,
    ) -> Result<Entity> {
        if self.calling.len() >= MAX_CALLS {
            return self.error(
                Code::CallsItself,
                span,
                format!("`{name}` calls itself, or calls go deeper than {MAX_CALLS}"),
            );
        }
        let mut scope = scope;
        let mut positional =
            arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, definition)| definition.clone());
        for parameter in &declaration.parameters {
            let named = arguments.iter().find(|(name, _)| name.as_deref() == Some(parameter.name.text.as_str()));
            let given = named.map(|(_, definition)| definition.clone()).or_else(|| positional.next());
            let definition = match (given, &parameter.default) {
                (Some(definition), _) => self.argument(name, parameter, definition, span)?,
                (None, Some(default)) => {
                    let value = self.isolated(|binder| binder.scalar(default))?;
                    match &parameter.data_type {
                        ParameterType::Scalar(kind) => {
                            Definition::Scalar(value.converted(kind.scalar.map_or(Type::Dynamic, Type::from)))
                        }
                        ParameterType::Table(_) => Definition::Scalar(value),
                    }
                }
                (None, None) => {
                    let message = format!("`{name}` needs an argument for `{}`", parameter.name.text);
                    return self.error(Code::WrongArguments, span, message);
                }
            };
            scope = scope.with(&parameter.name.text, definition);
        }
        if positional.next().is_some() {
            let message = format!("`{name}` takes at most {} arguments", declaration.parameters.len());
            return self.error(Code::WrongArguments, span, message);
        }
        let outer = std::mem::replace(&mut self.scope, scope);
        self.calling.push(name.to_owned());
        let result = self.isolated(|binder| binder.body(&declaration.body, span));
        self.calling.pop();
        self.scope = outer;
        result
    }

    /// An argument, held against its parameter.
    fn argument(
        &mut self,
        function: &str,
        parameter: &kql::tree::FunctionParameter,
        definition: Definition,
        span: Span,
    ) -> Result<Definition> {
        match (&parameter.data_type, definition) {
            (ParameterType::Scalar(kind), Definition::Scalar(value)) => Ok(Definition::Scalar(
                value.converted(kind.scalar.map_or(Type::Dynamic, Type::from)).folded(self.context),
            )),
            (ParameterType::Table(schema), Definition::Flow(Flow::Table(plan))) => {
                self.check_columns(function, schema, &plan, span)?;
                Ok(Definition::Flow(Flow::Table(plan)))
            }
            (ParameterType::Scalar(_), _) => {
                let message = format!("`{function}` takes a value for `{}`, not a table", parameter.name.text);
                self.error(Code::ScalarExpected, span, message)
            }
            (ParameterType::Table(_), _) => {
                let message = format!("`{function}` takes a table for `{}`", parameter.name.text);
                self.error(Code::TableExpected, span, message)
            }
        }
    }

    fn check_columns(&mut self, function: &str, schema: &RowSchema, plan: &Plan, span: Span) -> Result<()> {
        for declared in &schema.columns {
            let wanted = declared.data_type.scalar.map(Type::from);
            let fits =
                plan.column(&declared.name.text).is_some_and(|column| wanted.is_none_or(|kind| kind == column.kind));
            if !fits && !plan.open {
                let kind = wanted.map_or("", Type::name);
                let message =
                    format!("`{function}` needs a table with a column `{}` of type {kind}", declared.name.text);
                return self.error(Code::WrongArguments, span, message);
            }
        }
        Ok(())
    }

    pub(crate) fn body(&mut self, body: &FunctionBody, span: Span) -> Result<Entity> {
        for statement in &body.statements {
            self.declaration(statement)?;
        }
        match &body.expression {
            Some(expression) => self.entity(expression),
            None => self.error(Code::ExpectedExpression, span, "the function has nothing to return"),
        }
    }

    /// The arguments of a call of a function of the query.
    pub(crate) fn arguments(&mut self, arguments: &[NamedExpression]) -> Result<Vec<(Option<String>, Definition)>> {
        let mut bound = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let definition = match self.argument_entity(&argument.expression)? {
                Entity::Scalar(value) => Definition::Scalar(value),
                Entity::Flow(flow) => Definition::Flow(flow),
            };
            bound.push((argument.name().map(|name| name.text.clone()), definition));
        }
        Ok(bound)
    }

    /// An argument may be a table even where rows are at hand.
    fn argument_entity(&mut self, expression: &kql::tree::Expression) -> Result<Entity> {
        match expression {
            kql::tree::Expression::Pipeline(_) => self.rows_of(expression).map(|plan| Entity::Flow(Flow::Table(plan))),
            _ => self.entity(expression),
        }
    }

    /// Calls a stored function, if there is one of this name.
    pub(crate) fn stored_function(
        &mut self,
        name: &str,
        arguments: &[NamedExpression],
        span: Span,
    ) -> Option<Result<Entity>> {
        let text = self.scope.allows(name).then(|| self.catalog.function(name))??;
        Some(self.call_stored(name, &text, arguments, span))
    }

    fn call_stored(&mut self, name: &str, text: &str, arguments: &[NamedExpression], span: Span) -> Result<Entity> {
        let whole = format!("let quaestor_stored = {text};");
        let parsed = kql::parse(&whole);
        let failed =
            parsed.diagnostics.iter().find(|found| found.severity == Severity::Error && found.code != Code::EmptyQuery);
        if let Some(found) = failed {
            let message = format!("the stored function `{name}` cannot be read: {}", found.message);
            return self.error(Code::InvalidArgument, span, message);
        }
        let declaration = parsed.tree.statements.iter().find_map(|statement| match statement {
            Statement::Let(declared) => match &declared.value {
                LetValue::Function(function) => Some(Rc::new((**function).clone())),
                LetValue::Expression(_) => None,
            },
            _ => None,
        });
        let Some(declaration) = declaration else {
            return self.error(Code::InvalidArgument, span, format!("the stored function `{name}` is no function"));
        };
        let arguments = self.arguments(arguments)?;
        let before = self.diagnostics.len();
        let result = self.apply(name, &declaration, Scope::default(), &arguments, span);
        // Places inside a stored function are not places of the query: what is said of them is said of the call.
        for found in self.diagnostics.iter_mut().skip(before) {
            if found.span != span {
                found.span = span;
                found.message = format!("in the stored function `{name}`: {}", found.message);
                found.suggestion = None;
            }
        }
        result
    }
}
