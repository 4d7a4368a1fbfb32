//! Where rows come from: tables, `datatable`, `print`, `range`, `materialize`, `externaldata`, and pipelines over them.

use std::sync::Arc;

use kql::Span;
use kql::diagnostic::Code;
use kql::tree::{
    DataTable, DynamicLiteral, DynamicValue, Expression as Syntax, Literal, LiteralValue, Path, Pipeline, RowSchema,
};

use super::{Binder, Entity, Flow, Result};
use crate::plan::{Node, Plan};
use crate::{Expression, Json, Type, Value, scalar};

impl Binder<'_> {
    /// What an expression stands for: a value, rows, or a graph.
    pub(crate) fn entity(&mut self, expression: &Syntax) -> Result<Entity> {
        let plan = match expression {
            Syntax::Name(name) => return self.name(name),
            Syntax::Pipeline(pipeline) => return self.pipeline(pipeline, None),
            Syntax::Call(call) => return self.call(call),
            Syntax::Path(path) => return self.path_entity(path),
            Syntax::Element(element) => {
                if let Some(found) = self.pattern_element(element) {
                    return found;
                }
                return self.expression(expression).map(Entity::Scalar);
            }
            Syntax::DataTable(table) => self.data_table(table)?,
            Syntax::ExternalData(external) => self.external_data(external)?,
            Syntax::ToTable(inner) => return self.rows_of(&inner.query).map(|plan| Entity::Flow(Flow::Table(plan))),
            Syntax::Materialize(inner) => self.materialize(&inner.query)?,
            Syntax::Wildcard(wildcard) => {
                let tables = self.matching_tables(&wildcard.pattern, wildcard.span)?;
                self.union_of(tables, false)
            }
            Syntax::EntityGroup(group) => {
                return self.error(
                    Code::NotHere,
                    group.span,
                    "entity groups name clusters, and there is one database here",
                );
            }
            _ => return self.expression(expression).map(Entity::Scalar),
        };
        Ok(Entity::Flow(Flow::Table(plan)))
    }

    /// A pipeline; `input` is what flows into one without a source.
    pub(crate) fn pipeline(&mut self, pipeline: &Pipeline, input: Option<Flow>) -> Result<Entity> {
        let mut flow = match (&pipeline.source, input) {
            (Some(source), _) => match self.isolated_source(source, pipeline.operators.is_empty())? {
                Entity::Flow(flow) => Some(flow),
                Entity::Scalar(value) if pipeline.operators.is_empty() => return Ok(Entity::Scalar(value)),
                Entity::Scalar(_) => {
                    return self.error(Code::TableExpected, source.span(), "a value stands where a table belongs");
                }
            },
            (None, input) => input,
        };
        for operator in &pipeline.operators {
            flow = Some(super::operator::bind(self, flow, operator)?);
        }
        match flow {
            Some(flow) => Ok(Entity::Flow(flow)),
            None => self.error(Code::EmptyQuery, pipeline.span, "nothing to run"),
        }
    }

    /// The source of a pipeline sees no rows; a lone expression in parentheses does.
    fn isolated_source(&mut self, source: &Syntax, alone: bool) -> Result<Entity> {
        if alone { self.entity(source) } else { self.isolated(|binder| binder.entity(source)) }
    }

    /// The rows of a table of the catalog, if there is one of this name.
    pub(crate) fn table(&mut self, name: &str, span: Span) -> Option<Plan> {
        let schema = self.scope.allows(name).then(|| self.catalog.table(name))??;
        if schema.uncollected {
            self.note(Code::NoRowsKept, span, format!("nothing of `{name}` is kept: it gives no rows"));
        }
        let hidden = schema.hidden.iter().filter(|(name, _)| name.starts_with('$'));
        let (mut columns, mut sources, mut outputs) = (Vec::new(), Vec::new(), Vec::new());
        let mut converts = false;
        for (name, kind) in schema.columns.iter().chain(hidden) {
            let alias = schema.aliases.iter().find(|alias| alias.column == *name);
            let kept = self.column(name.clone(), alias.map_or(*kind, |alias| alias.kind));
            let shown = if kept.kind == *kind { kept.clone() } else { self.column(name.clone(), *kind) };
            converts |= shown.id != kept.id;
            outputs.push((shown, as_shown(Expression::column(&kept), *kind)));
            columns.push(kept);
            sources.push(alias.map_or_else(|| name.clone(), |alias| alias.kept.clone()));
        }
        let plan = Plan::new(Node::Table { table: schema.name, sources }, columns);
        Some(if converts { plan.projected(outputs) } else { plan })
    }

    /// The tables and views whose names match a pattern: views of the query, then what the archive keeps.
    pub(crate) fn matching_tables(&mut self, pattern: &str, span: Span) -> Result<Vec<(String, Plan)>> {
        let mut found = Vec::new();
        for view in self.scope.views() {
            if super::name::matches(pattern, &view) {
                let name = kql::tree::Name::new(&view);
                if let Entity::Flow(Flow::Table(plan)) = self.isolated(|binder| binder.name(&name))? {
                    found.push((view, plan));
                }
            }
        }
        for name in self.catalog.table_names() {
            let kept = self.catalog.table(&name).is_some_and(|schema| !schema.uncollected);
            if kept
                && super::name::matches(pattern, &name)
                && let Some(plan) = self.table(&name, span)
            {
                found.push((name, plan));
            }
        }
        let without_rows = self.catalog.columns_without_rows(&|name| super::name::matches(pattern, name));
        if !without_rows.is_empty() && !found.is_empty() {
            let kept = |name: &str| found.iter().find_map(|(_, plan): &(String, Plan)| plan.column(name));
            // Where a table that is kept has it too, it is of the type that it has there.
            let kinds: Vec<Type> =
                without_rows.iter().map(|(name, kind)| kept(name).map_or(*kind, |column| column.kind)).collect();
            let columns =
                without_rows.into_iter().zip(kinds).map(|((name, _), kind)| self.column(name, kind)).collect();
            found.push((String::new(), Plan::new(Node::Values(Arc::new(Vec::new())), columns)));
        }
        Ok(found)
    }

    /// Columns declared with types.
    pub(crate) fn declared_columns(&mut self, schema: &RowSchema) -> Vec<crate::Column> {
        schema
            .columns
            .iter()
            .map(|declared| {
                self.column(&declared.name.text, declared.data_type.scalar.map_or(Type::String, Type::from))
            })
            .collect()
    }

    fn data_table(&mut self, table: &DataTable) -> Result<Plan> {
        let columns = self.declared_columns(&table.schema);
        if columns.is_empty() {
            return self.error(Code::InvalidArgument, table.span, "a datatable needs at least one column");
        }
        let mut rows = Vec::with_capacity(table.values.len() / columns.len());
        for values in table.values.chunks(columns.len()) {
            let mut row = Vec::with_capacity(columns.len());
            for (value, column) in values.iter().zip(&columns) {
                let bound = self.isolated(|binder| binder.scalar(value))?.folded(self.context);
                let Some(literal) = bound.as_literal() else {
                    return self.error(Code::ConstantExpected, value.span(), "the values of a datatable are constants");
                };
                row.push(crate::convert::convert(literal, column.kind).into_owned());
            }
            rows.push(row);
        }
        Ok(Plan::new(Node::Values(Arc::new(rows)), columns))
    }

    /// `materialize(…)`: computed once, however often it is used.
    pub(crate) fn materialize(&mut self, query: &Syntax) -> Result<Plan> {
        let plan = self.rows_of(query)?;
        let key = self.key();
        let columns = plan.columns.iter().map(|column| self.column(column.name.clone(), column.kind)).collect();
        let (ordered, open) = (plan.ordered, plan.open);
        Ok(Plan { node: Node::Materialized { key, plan: Arc::new(plan) }, columns, ordered, open })
    }

    /// `database("x").T`, `cluster("c").database("d").T`, `workspace("w").T`: there is one database, so the table is what counts.
    fn path_entity(&mut self, path: &Path) -> Result<Entity> {
        if let Some(found) = self.pattern_path(path) {
            return found;
        }
        if !names_a_database(&path.base) {
            return self.expression(&Syntax::Path(path.clone())).map(Entity::Scalar);
        }
        match &path.member {
            kql::tree::Member::Name(name) => {
                let plan = self.table(&name.text, name.span);
                match plan {
                    Some(plan) => Ok(Entity::Flow(Flow::Table(plan))),
                    None => self.isolated(|binder| binder.name(name)),
                }
            }
            kql::tree::Member::Call(call) => self.isolated(|binder| binder.call(call)),
            kql::tree::Member::Wildcard(wildcard) => {
                let tables = self.matching_tables(&wildcard.pattern, wildcard.span)?;
                Ok(Entity::Flow(Flow::Table(self.union_of(tables, false))))
            }
        }
    }
}

/// A column that is kept as one type, as the other that a query sees: a text holds the JSON of a dynamic.
fn as_shown(kept: Expression, kind: Type) -> Expression {
    match (kept.kind, kind, scalar::by_name("parse_json")) {
        (Type::String, Type::Dynamic, Some(parse)) => Expression::call(parse, vec![kept], Type::Dynamic),
        _ => kept.converted(kind),
    }
}

/// Whether an expression names a database or cluster, of which there is only the one here.
fn names_a_database(expression: &Syntax) -> bool {
    match expression {
        Syntax::Call(call) => {
            matches!(call.function.text.as_str(), "database" | "cluster" | "workspace" | "app" | "resource" | "adx")
        }
        Syntax::Path(path) => names_a_database(&path.base),
        _ => false,
    }
}

/// The value and type of a literal.
pub(crate) fn literal_value(literal: &Literal, now: i64) -> (Value<'static>, Type) {
    match &literal.value {
        LiteralValue::Bool(value) => (Value::or_null(*value), Type::Bool),
        LiteralValue::Int(value) => (Value::or_null(*value), Type::Int),
        LiteralValue::Long(value) => (Value::or_null(*value), Type::Long),
        LiteralValue::Real(value) => (Value::or_null(*value), Type::Real),
        LiteralValue::Decimal(value) => (
            value.as_ref().map_or(Value::Null, |text| {
                crate::convert::convert(&Value::from(text.as_str()), Type::Decimal).into_owned()
            }),
            Type::Decimal,
        ),
        LiteralValue::DateTime(value) => (value.map_or(Value::Null, Value::datetime), Type::Datetime),
        LiteralValue::Now => (Value::datetime(now), Type::Datetime),
        LiteralValue::Timespan(value) => (value.map_or(Value::Null, Value::Timespan), Type::Timespan),
        LiteralValue::Guid(value) => (value.map_or(Value::Null, Value::Guid), Type::Guid),
        LiteralValue::Invalid => (Value::Null, invalid_type(&literal.spelling)),
    }
}

/// The type of a literal whose text is no value of it: what stands before its parenthesis.
fn invalid_type(spelling: &str) -> Type {
    spelling.split('(').next().and_then(|word| Type::by_name(word.trim())).unwrap_or(Type::Dynamic)
}

/// The value of `dynamic(…)`.
pub(crate) fn dynamic_value(literal: &DynamicLiteral, now: i64) -> Value<'static> {
    Value::dynamic(json(&literal.value, now))
}

fn json(value: &DynamicValue, now: i64) -> Json {
    match value {
        DynamicValue::Null(_) | DynamicValue::Missing(_) => Json::Null,
        DynamicValue::Literal(literal) => crate::convert::to_json(&literal_value(literal, now).0),
        DynamicValue::String(text) => Json::String(text.value.clone()),
        DynamicValue::Array(array) => Json::Array(array.values.iter().map(|value| json(value, now)).collect()),
        DynamicValue::Object(object) => Json::Object(
            object
                .properties
                .iter()
                .map(|property| (property.name.value.clone(), json(&property.value, now)))
                .collect(),
        ),
        DynamicValue::Nested(inner) => json(&inner.value, now),
    }
}
