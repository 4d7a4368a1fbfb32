//! The period's names where a column hides them.
//!
//! In a query `StartTime` and `EndTime` are the period, unless the rows at hand have a column of that name, which comes first. So
//! `SecurityAlert | where TimeGenerated >= StartTime` compares each alert with the time at which it itself began.

use std::collections::{BTreeMap, BTreeSet};

use kql::operators::{ColumnPattern, Join, JoinKind, Operator, Summarize};
use kql::tree::{Call, Expression, LetValue, NamedExpression, Pipeline, Statement, Tree, Visit, Visitor};

/// The names of the period.
const PERIOD: [&str; 2] = ["StartTime", "EndTime"];

/// Tables with columns of these names. A test holds the list against the columns that tables have.
pub(super) const TABLES: &[&str] = &["SecurityAlert"];

/// Names of the period that are columns of the rows at hand, each with the table that it is of.
type Columns = BTreeMap<&'static str, &'static str>;

/// The names of the period that something is computed with where they are columns, each with the table that it is of.
///
/// Not among them is what can only mean the column: one that is told, grouped by or aggregated as it is. Rows that come from a stored function, or that
/// the query itself gives such a column, are not looked into.
pub(super) fn hidden(tree: &Tree) -> BTreeSet<(&'static str, &'static str)> {
    let of = |table: &&'static str| ((*table).to_owned(), PERIOD.iter().map(|name| (*name, *table)).collect());
    let mut walk = Walk { rows: TABLES.iter().map(of).collect(), found: BTreeSet::new() };
    tree.walk(&mut walk);
    walk.found
}

struct Walk {
    /// What the rows of tables and declarations have, by name.
    rows: BTreeMap<String, Columns>,
    found: BTreeSet<(&'static str, &'static str)>,
}

impl<'t> Visitor<'t> for Walk {
    fn statement(&mut self, statement: &'t Statement) {
        statement.walk(self);
        if let Statement::Let(declared) = statement {
            let columns = match &declared.value {
                LetValue::Expression(value) => self.columns(value),
                LetValue::Function(_) => Columns::new(),
            };
            self.rows.insert(declared.name.text.clone(), columns);
        }
    }

    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        let mut columns = pipeline.source.as_ref().map(|source| self.columns(source)).unwrap_or_default();
        for operator in &pipeline.operators {
            let mut computed = Computed::default();
            computed.of(operator);
            self.found
                .extend(columns.iter().filter(|(name, _)| computed.0.contains(*name)).map(|(name, of)| (*name, *of)));
            columns = self.after(operator, columns);
        }
        pipeline.walk(self);
    }
}

impl Walk {
    /// What the rows of a tabular expression have.
    fn columns(&self, rows: &Expression) -> Columns {
        match rows {
            Expression::Name(name) => self.rows.get(&name.text).cloned().unwrap_or_default(),
            Expression::Materialize(materialize) => self.columns(&materialize.query),
            Expression::Pipeline(pipeline) => {
                let source = pipeline.source.as_ref().map(|source| self.columns(source)).unwrap_or_default();
                pipeline.operators.iter().fold(source, |columns, operator| self.after(operator, columns))
            }
            _ => Columns::new(),
        }
    }

    /// What rows have after an operator.
    fn after(&self, operator: &Operator, mut columns: Columns) -> Columns {
        match operator {
            Operator::Union(union) => columns.extend(union.tables.iter().flat_map(|table| self.columns(table))),
            Operator::Join(join) => columns = self.joined(join, columns),
            Operator::Lookup(lookup) => columns.extend(self.columns(&lookup.right)),
            Operator::Project(project) => columns.retain(|name, _| tells(&project.columns, name)),
            Operator::Distinct(distinct) => columns.retain(|name, _| tells(&distinct.columns, name)),
            Operator::Summarize(summarize) => columns.retain(|name, _| keeps(summarize, name)),
            Operator::ProjectAway(away) => {
                columns.retain(|name, _| !away.columns.iter().any(|column| is(column, name)));
            }
            Operator::ProjectKeep(keep) => columns.retain(|name, _| keep.columns.iter().any(|column| is(column, name))),
            Operator::ProjectRename(rename) => {
                let renamed = |name: &str| rename.columns.iter().any(|column| is_bare(&column.expression, name));
                columns.retain(|name, _| !renamed(name));
            }
            Operator::As(_)
            | Operator::Extend(_)
            | Operator::MvApply(_)
            | Operator::MvExpand(_)
            | Operator::Parse(_)
            | Operator::ParseKv(_)
            | Operator::ParseWhere(_)
            | Operator::ProjectReorder(_)
            | Operator::Sample(_)
            | Operator::Serialize(_)
            | Operator::Sort(_)
            | Operator::Take(_)
            | Operator::Top(_)
            | Operator::Where(_) => {}
            // All others make rows of their own.
            _ => columns.clear(),
        }
        columns
    }

    fn joined(&self, join: &Join, mut columns: Columns) -> Columns {
        match join.kind() {
            JoinKind::LeftSemi | JoinKind::LeftAnti => columns,
            JoinKind::RightSemi | JoinKind::RightAnti => self.columns(&join.right),
            JoinKind::InnerUnique
            | JoinKind::Inner
            | JoinKind::LeftOuter
            | JoinKind::RightOuter
            | JoinKind::FullOuter => {
                columns.extend(self.columns(&join.right));
                columns
            }
        }
    }
}

/// Whether the expression is the name and nothing else.
fn is_bare(expression: &Expression, name: &str) -> bool {
    expression.as_name().is_some_and(|bare| bare.text == name)
}

/// Whether a pattern is the name. One with a wildcard is taken not to be.
fn is(column: &ColumnPattern, name: &str) -> bool {
    match column {
        ColumnPattern::Name(known) => known.text == name,
        ColumnPattern::Wildcard(_) => false,
    }
}

/// Whether a list of columns has one of the name.
fn tells(columns: &[NamedExpression], name: &str) -> bool {
    columns.iter().any(|column| match column.name() {
        Some(given) => given.text == name,
        None => is_bare(&column.expression, name) || matches!(column.expression, Expression::Star(_)),
    })
}

/// Whether groups still have the column: they are by it, or `arg_max(…, *)` tells it.
fn keeps(summarize: &Summarize, name: &str) -> bool {
    let carries = |aggregate: &NamedExpression| match &aggregate.expression {
        Expression::Call(call) if aggregate.names.is_empty() => tells(&call.arguments, name) && is_row(call),
        _ => false,
    };
    tells(&summarize.by, name) || summarize.aggregates.iter().any(carries)
}

/// Whether an aggregate tells columns of a row as they are.
fn is_row(call: &Call) -> bool {
    matches!(call.function.text.as_str(), "arg_max" | "arg_min" | "take_any" | "any")
}

/// Names that something is computed with.
#[derive(Default)]
struct Computed<'t>(BTreeSet<&'t str>);

impl<'t> Computed<'t> {
    /// Takes in what an operator computes. Orders and joins take columns as they are.
    fn of(&mut self, operator: &'t Operator) {
        match operator {
            Operator::Summarize(summarize) => {
                for aggregate in &summarize.aggregates {
                    match &aggregate.expression {
                        Expression::Call(call) if call.arguments.iter().all(is_told) => {}
                        other => other.visit(self),
                    }
                }
                summarize.by.visit(self);
            }
            Operator::Where(_)
            | Operator::Extend(_)
            | Operator::Project(_)
            | Operator::Distinct(_)
            | Operator::MakeSeries(_)
            | Operator::MvApply(_)
            | Operator::MvExpand(_) => operator.walk(self),
            _ => {}
        }
    }
}

/// Whether a column is told as it is.
fn is_told(column: &NamedExpression) -> bool {
    matches!(column.expression, Expression::Name(_) | Expression::Star(_))
}

impl<'t> Visitor<'t> for Computed<'t> {
    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        // One with a source has rows of its own.
        if pipeline.source.is_none() {
            pipeline.walk(self);
        }
    }

    fn expression(&mut self, expression: &'t Expression) {
        match expression {
            Expression::Name(name) => {
                self.0.insert(&name.text);
            }
            Expression::Path(path) => path.base.visit(self),
            Expression::ToScalar(_) | Expression::ToTable(_) | Expression::Materialize(_) => {}
            other => other.walk(self),
        }
    }

    fn named_expression(&mut self, named: &'t NamedExpression) {
        if !is_told(named) {
            named.expression.visit(self);
        }
    }

    fn call(&mut self, call: &'t Call) {
        for argument in &call.arguments {
            argument.expression.visit(self);
        }
    }
}
