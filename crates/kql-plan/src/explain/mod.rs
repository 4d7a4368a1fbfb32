//! A typed plan as an outline for people: a step a line, what it reads from indented below it.

mod expression;

use std::collections::BTreeSet;
use std::fmt::Write;

use expression::expression;

use crate::expression::{Column, ColumnId, ExpressionNode};
use crate::plan::{AggregateCall, JoinKind, Node, Plan, SortKey, WindowCall, WindowFunction};
use crate::{Expression, Value};

/// Rows of constants that are shown.
const ROWS: usize = 3;
/// Columns of a table or result that are shown by name.
const COLUMNS: usize = 8;

/// Returns the plan as indented lines: the last step first. Behind the arrow stand the columns that a step results in, where they
/// are not those of the step below.
pub fn explain(plan: &Plan) -> String {
    let mut outline = Outline { text: String::new(), told: BTreeSet::new() };
    outline.plan(plan, 0);
    outline.text
}

#[derive(Debug)]
struct Outline {
    text: String,
    /// What is materialized, and stands above already.
    told: BTreeSet<u64>,
}

impl Outline {
    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a text does not fail.
        let _ = writeln!(self.text, "{}{text}", "  ".repeat(depth));
    }

    fn plan(&mut self, plan: &Plan, depth: usize) {
        let same = plan.inputs().first().is_some_and(|input| input.columns == plan.columns);
        let columns = if same { String::new() } else { format!(" -> {}", columns(&plan.columns)) };
        self.line(depth, &(Step { plan }.text() + &columns));
        if let Node::Materialized { key, .. } = plan.node
            && !self.told.insert(key)
        {
            self.line(depth + 1, "as above");
            return;
        }
        let mut queries = Vec::new();
        for expression in expressions(plan) {
            each_query(expression, &mut |query| queries.push(query));
        }
        for query in queries {
            self.line(depth + 1, "query within:");
            self.plan(query, depth + 2);
        }
        for input in plan.inputs() {
            self.plan(input, depth + 1);
        }
    }
}

/// The columns with their types; of many only the first, and how many more.
fn columns(columns: &[Column]) -> String {
    let shown = columns.iter().take(COLUMNS).map(|column| format!("{}: {}", column.name, column.kind.name()));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if columns.len() > COLUMNS {
        let _ = write!(text, ", and {} more", columns.len() - COLUMNS);
    }
    text
}

/// A step, whose expressions name the columns of its inputs.
struct Step<'p> {
    plan: &'p Plan,
}

impl Step<'_> {
    /// What a column is called where the expressions of this step stand.
    fn name(&self, id: ColumnId) -> String {
        let found = |plan: &Plan| plan.columns.iter().find(|c| c.id == id).map(|column| column.name.clone());
        if let Node::Join { left, right, .. } = &self.plan.node {
            let sides = found(left).map(|name| format!("$left.{name}"));
            return sides.or_else(|| found(right).map(|name| format!("$right.{name}"))).unwrap_or_default();
        }
        let below = self.plan.inputs().into_iter().find_map(found);
        below.or_else(|| found(self.plan)).unwrap_or_else(|| format!("#{}", id.0))
    }

    /// What a column is called in the result of this step.
    fn output(&self, column: &Column) -> String {
        self.plan.columns.iter().find(|c| c.id == column.id).unwrap_or(column).name.clone()
    }

    fn text(&self) -> String {
        let plan = self.plan;
        match &plan.node {
            Node::Table { table, .. } => format!("table {table}"),
            Node::Values(rows) => values(rows, plan.columns.len()),
            Node::Range { from, to, step } => {
                format!(
                    "range from {} to {} step {}",
                    self.expression(from),
                    self.expression(to),
                    self.expression(step)
                )
            }
            Node::Filter { predicate, .. } => format!("filter {}", self.expression(predicate)),
            Node::Project { outputs, .. } => self.project(outputs, &plan.columns),
            Node::Aggregate { keys, aggregates, .. } => self.aggregate(keys, aggregates),
            Node::Join { kind, on, .. } => {
                let pairs =
                    on.iter().map(|(left, right)| format!("{} == {}", self.expression(left), self.expression(right)));
                format!("join kind={} on {}", join_kind(*kind), pairs.collect::<Vec<_>>().join(", "))
            }
            Node::Union { inputs, .. } => format!("union of {}", inputs.len()),
            Node::Sort { keys, .. } => format!("sort by {}", self.sort_keys(keys)),
            Node::Limit { partition, keys, count, .. } => {
                let by = if keys.is_empty() { String::new() } else { format!(" by {}", self.sort_keys(keys)) };
                format!("limit {count}{by}{}", self.partition(partition))
            }
            Node::Expand { items, limit, keep_empty, .. } => {
                let items = items.iter().map(|item| self.named(&item.output, &item.expression));
                let limit = limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
                let empty = if *keep_empty { "" } else { ", without empty ones" };
                format!("expand {}{limit}{empty}", items.collect::<Vec<_>>().join(", "))
            }
            Node::Window { partition, calls, .. } => {
                let calls = calls.iter().map(|call| self.window(call)).collect::<Vec<_>>().join(", ");
                format!("window {calls}{}", self.partition(partition))
            }
            Node::Rows { partition, operator, .. } => {
                let partition = partition.map(|id| format!(" for each {}", self.name(id))).unwrap_or_default();
                format!("{}{partition}", operator.name())
            }
            Node::Materialized { key, .. } => format!("materialized {key:016x}"),
        }
    }

    /// What is computed; columns that are only passed on stand in the result's list.
    fn project(&self, outputs: &[Expression], columns: &[Column]) -> String {
        let computed = outputs.iter().zip(columns).filter(|(output, column)| output.as_column() != Some(column.id));
        let computed: Vec<String> = computed.map(|(output, column)| self.named(column, output)).collect();
        if computed.is_empty() { "project".to_owned() } else { format!("project {}", computed.join(", ")) }
    }

    fn aggregate(&self, keys: &[Expression], aggregates: &[AggregateCall]) -> String {
        let calls = aggregates.iter().map(|call| {
            let outputs = call.outputs.iter().map(|column| self.output(column)).collect::<Vec<_>>().join(", ");
            format!("{outputs} = {}({})", call.aggregate.name, self.list(&call.arguments))
        });
        let calls = calls.collect::<Vec<_>>().join(", ");
        let calls = if calls.is_empty() { calls } else { format!(" {calls}") };
        let keys = if keys.is_empty() { String::new() } else { format!(" by {}", self.list(keys)) };
        format!("aggregate{calls}{keys}")
    }

    fn window(&self, call: &WindowCall) -> String {
        let (name, arguments): (&str, Vec<String>) = match &call.function {
            WindowFunction::Previous { value, offset, default } => {
                ("prev", vec![self.expression(value), offset.to_string(), self.expression(default)])
            }
            WindowFunction::Next { value, offset, default } => {
                ("next", vec![self.expression(value), offset.to_string(), self.expression(default)])
            }
            WindowFunction::RowNumber { start, restart } => {
                ("row_number", [start.to_string()].into_iter().chain(self.restart(restart.as_ref())).collect())
            }
            WindowFunction::CumulativeSum { term, restart } => ("row_cumsum", self.term(term, restart.as_ref())),
            WindowFunction::RankDense { term, restart } => ("row_rank_dense", self.term(term, restart.as_ref())),
            WindowFunction::RankMin { term, restart } => ("row_rank_min", self.term(term, restart.as_ref())),
            WindowFunction::Session { value, from_first, between, restart } => {
                let arguments = [value, from_first, between].map(|argument| self.expression(argument));
                ("row_window_session", arguments.into_iter().chain(self.restart(restart.as_ref())).collect())
            }
        };
        format!("{} = {name}({})", self.output(&call.output), arguments.join(", "))
    }

    fn term(&self, term: &Expression, restart: Option<&Expression>) -> Vec<String> {
        [self.expression(term)].into_iter().chain(self.restart(restart)).collect()
    }

    fn restart(&self, restart: Option<&Expression>) -> Option<String> {
        restart.map(|restart| self.expression(restart))
    }

    fn partition(&self, partition: &[ColumnId]) -> String {
        if partition.is_empty() {
            return String::new();
        }
        format!(" for each {}", partition.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join(", "))
    }

    fn sort_keys(&self, keys: &[SortKey]) -> String {
        let keys = keys.iter().map(|key| {
            let direction = if key.descending { "desc" } else { "asc" };
            let nulls = if key.nulls_first { "first" } else { "last" };
            format!("{} {direction} nulls {nulls}", self.expression(&key.expression))
        });
        keys.collect::<Vec<_>>().join(", ")
    }

    fn named(&self, column: &Column, value: &Expression) -> String {
        format!("{} = {}", self.output(column), self.expression(value))
    }

    fn list(&self, expressions: &[Expression]) -> String {
        expressions.iter().map(|value| self.expression(value)).collect::<Vec<_>>().join(", ")
    }

    fn expression(&self, value: &Expression) -> String {
        expression(value, &|id| self.name(id))
    }
}

fn values(rows: &[Vec<Value<'static>>], columns: usize) -> String {
    let mut text = format!("values of {} row{}", rows.len(), if rows.len() == 1 { "" } else { "s" });
    if columns == 0 || rows.is_empty() {
        return text;
    }
    for row in rows.iter().take(ROWS) {
        let cells = row.iter().map(|value| expression::literal(value, value.kind()));
        let _ = write!(text, " [{}]", cells.collect::<Vec<_>>().join(", "));
    }
    text + if rows.len() > ROWS { " …" } else { "" }
}

/// The expressions of a step itself, not of those below.
fn expressions(plan: &Plan) -> Vec<&Expression> {
    match &plan.node {
        Node::Table { .. } | Node::Values(_) | Node::Union { .. } | Node::Rows { .. } | Node::Materialized { .. } => {
            Vec::new()
        }
        Node::Range { from, to, step } => vec![from, to, step],
        Node::Filter { predicate, .. } => vec![predicate],
        Node::Project { outputs, .. } => outputs.iter().collect(),
        Node::Aggregate { keys, aggregates, .. } => {
            keys.iter().chain(aggregates.iter().flat_map(|call| &call.arguments)).collect()
        }
        Node::Join { on, .. } => on.iter().flat_map(|(left, right)| [left, right]).collect(),
        Node::Sort { keys, .. } | Node::Limit { keys, .. } => keys.iter().map(|key| &key.expression).collect(),
        Node::Expand { items, .. } => items.iter().map(|item| &item.expression).collect(),
        Node::Window { calls, .. } => calls.iter().flat_map(|call| window_expressions(&call.function)).collect(),
    }
}

fn window_expressions(function: &WindowFunction) -> Vec<&Expression> {
    match function {
        WindowFunction::Previous { value, default, .. } | WindowFunction::Next { value, default, .. } => {
            vec![value, default]
        }
        WindowFunction::RowNumber { restart, .. } => restart.iter().collect(),
        WindowFunction::CumulativeSum { term, restart }
        | WindowFunction::RankDense { term, restart }
        | WindowFunction::RankMin { term, restart } => std::iter::once(term).chain(restart).collect(),
        WindowFunction::Session { value, from_first, between, restart } => {
            [value, from_first, between].into_iter().chain(restart).collect()
        }
    }
}

/// Tells of every query that an expression asks.
fn each_query<'p>(expression: &'p Expression, tell: &mut impl FnMut(&'p Plan)) {
    if let ExpressionNode::Scalar(plan) | ExpressionNode::Values(plan) = &expression.node {
        tell(plan);
    }
    for child in expression.children() {
        each_query(child, tell);
    }
}

fn join_kind(kind: JoinKind) -> &'static str {
    match kind {
        JoinKind::Inner => "inner",
        JoinKind::InnerUnique => "innerunique",
        JoinKind::LeftOuter => "leftouter",
        JoinKind::RightOuter => "rightouter",
        JoinKind::FullOuter => "fullouter",
        JoinKind::LeftSemi => "leftsemi",
        JoinKind::RightSemi => "rightsemi",
        JoinKind::LeftAnti => "leftanti",
        JoinKind::RightAnti => "rightanti",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalog, Context, Rows, RunError, TableSchema};

    #[derive(Debug)]
    struct Nothing;

    impl Catalog for Nothing {
        fn table(&self, _: &str) -> Option<TableSchema> {
            None
        }
        fn table_names(&self) -> Vec<String> {
            Vec::new()
        }
        fn function(&self, _: &str) -> Option<String> {
            None
        }
        fn watchlist(&self, _: &str) -> Option<Rows> {
            None
        }
        fn external(&self, location: &str) -> Result<String, RunError> {
            Err(RunError(location.to_owned()))
        }
        fn compute(&self, _: &Plan) -> Result<Rows, RunError> {
            Err(RunError(String::new()))
        }
    }

    #[test]
    fn a_step_stands_above_what_it_reads() {
        let query = r#"
            let People = datatable(name: string, age: long)["Ada", 36, "Ben", 5];
            People
            | where age > 9 and name !in ("Zoe", "Yan")
            | join kind=leftouter (People | project name, years = age) on name
            | summarize n = count(), oldest = max(years) by name
            | top 2 by n"#;
        let bound = crate::bind::bind(&kql::parse(query).tree, &Nothing, &Context::default(), &[]);
        let texts: Vec<String> = bound.results.iter().map(|(_, plan)| explain(plan)).collect();
        let text = texts.concat();
        let steps: Vec<&str> = text.lines().map(str::trim_start).collect();
        assert!(steps.iter().any(|step| step.starts_with("limit 2 by n desc")), "{text}");
        assert!(text.contains("join kind=leftouter on $left.name == $right.name"), "{text}");
        assert!(text.contains("(age > 9)") && text.contains("values of 2 rows [\"Ada\", 36]"), "{text}");
        assert!(text.starts_with(|first: char| first != ' ') && text.lines().count() >= 6, "{text}");
    }
}
