//! Statements: `let`, `declare query_parameters`, `set`, and the query itself.

use std::rc::Rc;

use kql::diagnostic::Code;
use kql::tree::{
    Expression as Syntax, Let, LetValue, Member, ParameterType, QueryParameters, RestrictAccess, Statement, Tree,
};

use super::{Binder, Definition, Entity, Flow, Result, Stop};
use crate::expression::Expression;
use crate::plan::{Node, Plan};
use crate::{Type, Value};

impl Binder<'_> {
    /// The results of a query text: of its last query when it has several.
    pub(crate) fn statements(&mut self, tree: &Tree) -> Result<Vec<(Option<String>, Plan)>> {
        let mut results = Vec::new();
        for statement in &tree.statements {
            match statement {
                Statement::Query(query) => {
                    results = self.results(&query.expression)?;
                }
                other => self.declaration(other)?,
            }
        }
        if results.is_empty() {
            let span = tree.statements.last().map(kql::tree::Node::span).unwrap_or_default();
            let found = kql::Diagnostic::new(
                Code::EmptyQuery,
                kql::Severity::Warning,
                span,
                "the text declares but asks nothing",
            )
            .help("put a query after the last semicolon");
            self.diagnostics.push(found);
            results.push((None, Plan::new(Node::Values(Vec::new().into()), Vec::new())));
        }
        Ok(results)
    }

    /// The results of a query: its own, or those of `fork` and `facet`.
    fn results(&mut self, query: &Syntax) -> Result<Vec<(Option<String>, Plan)>> {
        self.forks.clear();
        let plan = match self.entity(query)? {
            Entity::Flow(Flow::Table(plan)) => plan,
            Entity::Flow(Flow::Graph(_)) => {
                return self.error(
                    Code::TableExpected,
                    query.span(),
                    "a graph is no answer: `graph-to-table` or `graph-match` makes rows of it",
                );
            }
            Entity::Scalar(value) => {
                let column = self.column("print_0", value.kind);
                let input = Plan::new(Node::Values(vec![Vec::new()].into()), Vec::new());
                Plan::new(Node::Project { input: Box::new(input), outputs: vec![value] }, vec![column])
            }
        };
        let mut results = if self.forks.is_empty() { vec![(None, plan)] } else { std::mem::take(&mut self.forks) };
        for (_, plan) in &mut results {
            *plan = plan.clone().without_hidden();
        }
        Ok(results)
    }

    /// A statement that is no query.
    pub(crate) fn declaration(&mut self, statement: &Statement) -> Result<()> {
        match statement {
            Statement::Let(declared) => self.let_statement(declared),
            Statement::QueryParameters(declared) => self.query_parameters(declared),
            // Most options speak to the service; what changes an answer is looked up where it does.
            Statement::Set(option) => {
                if let Some(value) = &option.value
                    && !matches!(value, Syntax::Name(_))
                {
                    let value = self.scalar(value)?.folded(self.context);
                    self.options.insert(option.name.text.clone(), value);
                }
                Ok(())
            }
            Statement::Restrict(restriction) => self.restriction(restriction),
            Statement::Alias(alias) => self.error(
                Code::NotHere,
                alias.span,
                "there is one database here: leave `alias database` away and name its tables alone",
            ),
            Statement::Pattern(pattern) => {
                self.pattern_statement(pattern);
                Ok(())
            }
            Statement::Query(query) => {
                // A query before the last one: its answer is not asked for, its mistakes are.
                self.entity(&query.expression).map(|_| ())
            }
        }
    }

    fn let_statement(&mut self, declared: &Let) -> Result<()> {
        match &declared.value {
            LetValue::Function(function) => {
                let definition = Definition::Function(Rc::new((**function).clone()), self.scope.clone());
                self.scope = if function.view {
                    self.scope.with_view(&declared.name.text, definition)
                } else {
                    self.scope.with(&declared.name.text, definition)
                };
            }
            LetValue::Expression(expression) => {
                let definition = match self.isolated(|binder| binder.entity(expression))? {
                    Entity::Scalar(value) => Definition::Scalar(value.folded(self.context)),
                    Entity::Flow(flow) => Definition::Flow(flow),
                };
                self.scope = self.scope.with(&declared.name.text, definition);
            }
        }
        Ok(())
    }

    /// `restrict access to (…)`. What was declared before it goes on to see everything.
    fn restriction(&mut self, restriction: &RestrictAccess) -> Result<()> {
        let mut allowed = Vec::with_capacity(restriction.entities.len());
        for entity in &restriction.entities {
            allowed.push(match entity {
                Syntax::Name(name) => name.text.clone(),
                Syntax::Wildcard(wildcard) => wildcard.pattern.clone(),
                Syntax::Star(_) => "*".to_owned(),
                Syntax::Call(call) => call.function.text.clone(),
                Syntax::Path(path) => match &path.member {
                    Member::Name(name) => name.text.clone(),
                    Member::Wildcard(wildcard) => wildcard.pattern.clone(),
                    Member::Call(call) => call.function.text.clone(),
                },
                other => {
                    return self.error(Code::TableExpected, other.span(), "access is restricted to tables and views");
                }
            });
        }
        self.scope = self.scope.with("", Definition::Restriction(Rc::new(allowed)));
        Ok(())
    }

    /// Binds something that sees neither the rows at hand nor their partition.
    pub(crate) fn isolated<T>(&mut self, bind: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let frames = std::mem::take(&mut self.frames);
        let partition = self.partition.take();
        let result = bind(self);
        self.frames = frames;
        self.partition = partition;
        result
    }

    fn query_parameters(&mut self, declared: &QueryParameters) -> Result<()> {
        for parameter in &declared.parameters {
            let ParameterType::Scalar(written) = &parameter.data_type else {
                return self.error(Code::WrongType, parameter.span, "a query parameter is a value, not a table");
            };
            let kind = written.scalar.map_or(Type::String, Type::from);
            let given =
                self.parameters.iter().find(|(name, _)| *name == parameter.name.text).map(|(_, text)| text.clone());
            let value = match (given, &parameter.default) {
                (Some(text), _) => {
                    let value = parameter_value(&text, kind);
                    if value.is_null() && kind != Type::String && !text.is_empty() {
                        let message = format!("`{text}` is no {kind}, as parameter `{}` needs", parameter.name.text);
                        return self.error(Code::InvalidArgument, parameter.span, message);
                    }
                    Expression::literal(value, kind)
                }
                (None, Some(default)) => self.scalar(default)?.converted(kind),
                (None, None) => {
                    let message =
                        format!("parameter `{}` has no default and was not given a value", parameter.name.text);
                    return self.error(Code::InvalidArgument, parameter.span, message);
                }
            };
            self.scope = self.scope.with(&parameter.name.text, Definition::Scalar(value.folded(self.context)));
        }
        Ok(())
    }

    /// The rows of an expression that must be a table, which sees neither the rows at hand nor their partition.
    pub(crate) fn rows_of(&mut self, expression: &Syntax) -> Result<Plan> {
        match self.isolated(|binder| binder.entity(expression))? {
            Entity::Flow(Flow::Table(plan)) => Ok(plan),
            Entity::Flow(Flow::Graph(_)) => {
                self.error(Code::TableExpected, expression.span(), "a graph stands where a table belongs")
            }
            Entity::Scalar(_) => {
                self.error(Code::TableExpected, expression.span(), "a value stands where a table belongs")
            }
        }
    }

    /// The value of an expression that must be a scalar.
    pub(crate) fn scalar(&mut self, expression: &Syntax) -> Result<Expression> {
        match self.entity(expression)? {
            Entity::Scalar(value) => Ok(value),
            Entity::Flow(_) => {
                let found = kql::Diagnostic::error(
                    Code::ScalarExpected,
                    expression.span(),
                    "a table stands where a value belongs",
                )
                .help("`toscalar(…)` takes its first value");
                self.diagnostics.push(found);
                Err(Stop)
            }
        }
    }
}

/// The value of a parameter given as text: as a literal of the language writes it, or bare.
fn parameter_value(text: &str, kind: Type) -> Value<'static> {
    let parsed = kql::parse(&format!("print {text}"));
    if kind != Type::String && parsed.is_ok() {
        let expression = parsed.tree.statements.first().and_then(|statement| match statement {
            Statement::Query(query) => match &query.expression {
                Syntax::Pipeline(pipeline) => match pipeline.operators.first() {
                    Some(kql::tree::Operator::Print(print)) => print.columns.first().map(|column| &column.expression),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
        if let Some(Syntax::Literal(literal)) = expression {
            let (value, _) = super::source::literal_value(literal, 0);
            let value = crate::convert::convert(&value, kind).into_owned();
            if !value.is_null() {
                return value;
            }
        }
    }
    crate::convert::convert(&Value::string(text.to_owned()), kind).into_owned()
}
