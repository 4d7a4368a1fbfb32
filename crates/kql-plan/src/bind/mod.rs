//! The binder: tree → typed plan. It finds out what names mean and which types expressions have.
//!
//! One operator a file in `operator/`; [`operator::bind`] dispatches. To add one, write `operator/<name>.rs` and add its line there.

mod absent;
mod call;
mod expression;
mod external;
mod function;
mod graph;
mod name;
pub(crate) mod operator;
mod pattern;
mod relation;
mod source;
mod special;
mod statement;

use kql::diagnostic::{Code, Diagnostic};
use kql::tree::Tree;
use kql::{Severity, Span};

use crate::expression::{Column, ColumnId, Expression};
use crate::plan::{AggregateCall, Node, Plan, WindowCall, WindowFunction};
use crate::{Catalog, Context, Type};

pub(crate) use absent::is_absent;
pub(crate) use call::result_name;
pub(crate) use graph::{Elements, Graph, Variable};
pub(crate) use name::{Definition, Scope, matches};
pub(crate) use relation::{Entity, Flow};

/// How the answer is to be shown: what `render` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visualization {
    /// `timechart`, `barchart`, …
    pub chart: String,
    /// Title, axes, series: names as the language writes them, and their values.
    pub properties: Vec<(String, String)>,
}

/// What became of a tree.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The results, each with its name if it has one: one of most queries, several of `fork` and `facet`. None when something is wrong.
    pub results: Vec<(Option<String>, Plan)>,
    /// What is wrong, and what may be good to know.
    pub diagnostics: Vec<Diagnostic>,
    /// How the answer is to be shown.
    pub visualization: Option<Visualization>,
    /// How many parts of fuzzy unions cannot be resolved, and are not in the answer.
    pub left_out: usize,
}

impl Bound {
    /// The plan of the only or last result; `None` when something is wrong.
    pub fn plan(&self) -> Option<&Plan> {
        self.results.last().map(|(_, plan)| plan)
    }
}

/// Makes the typed plan of a tree.
///
/// `parameters` are the values of `declare query_parameters`, as text.
pub fn bind(tree: &Tree, catalog: &dyn Catalog, context: &Context, parameters: &[(String, String)]) -> Bound {
    let mut binder = Binder {
        catalog,
        context,
        parameters,
        diagnostics: Vec::new(),
        next_column: 0,
        next_key: 0,
        calling: Vec::new(),
        scope: Scope::default(),
        frames: Vec::new(),
        partition: None,
        visualization: None,
        options: std::collections::HashMap::new(),
        labels: std::collections::HashMap::new(),
        forks: Vec::new(),
        left_out: 0,
    };
    let results = binder.statements(tree).unwrap_or_default();
    let failed = binder.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Bound {
        results: if failed { Vec::new() } else { results },
        diagnostics: binder.diagnostics,
        visualization: binder.visualization,
        left_out: binder.left_out,
    }
}

/// Binding cannot go on here; a diagnostic says why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stop;

/// What binding a part gives.
pub(crate) type Result<T> = std::result::Result<T, Stop>;

/// The rows that expressions are bound over.
#[derive(Debug, Default, Clone)]
pub(crate) struct Frame {
    /// Their columns.
    pub(crate) columns: Vec<Column>,
    /// The columns of the left and right side of a join, for `$left` and `$right`.
    pub(crate) sides: Option<(Vec<Column>, Vec<Column>)>,
    /// A name that is not found means a null.
    pub(crate) open: bool,
    /// Whether the rows have an order.
    pub(crate) ordered: bool,
    /// Where aggregates may stand: those met so far.
    pub(crate) aggregates: Option<Vec<AggregateCall>>,
    /// Calls of window functions met so far.
    pub(crate) windows: Vec<WindowCall>,
    /// Members of names that are no columns, as the steps of `scan` and the elements of a graph pattern have: `s1.x`.
    pub(crate) members: Vec<(String, Vec<Column>)>,
    /// The nodes and edges of a graph pattern.
    pub(crate) elements: Option<Elements>,
}

/// What the binder knows while it works.
#[derive(Debug)]
pub(crate) struct Binder<'c> {
    pub(crate) catalog: &'c dyn Catalog,
    pub(crate) context: &'c Context,
    pub(crate) parameters: &'c [(String, String)],
    pub(crate) diagnostics: Vec<Diagnostic>,
    next_column: u32,
    next_key: u64,
    /// The functions whose bodies are being bound, the outermost first.
    pub(crate) calling: Vec<String>,
    /// What the query has declared so far.
    pub(crate) scope: Scope,
    /// The rows at hand; the last is the innermost.
    pub(crate) frames: Vec<Frame>,
    /// Inside `mv-apply` and `partition`: the hidden column that names the partition, which every operator keeps apart.
    pub(crate) partition: Option<ColumnId>,
    pub(crate) visualization: Option<Visualization>,
    /// What `set` statements set, by name.
    pub(crate) options: std::collections::HashMap<String, Expression>,
    /// The names that `as` gave, by the key of what it named.
    pub(crate) labels: std::collections::HashMap<u64, String>,
    /// The results of `fork` and `facet`.
    pub(crate) forks: Vec<(Option<String>, Plan)>,
    /// How many parts of fuzzy unions were left out.
    pub(crate) left_out: usize,
}

impl Binder<'_> {
    /// A new column.
    pub(crate) fn column(&mut self, name: impl Into<String>, kind: Type) -> Column {
        self.next_column += 1;
        Column { id: ColumnId(self.next_column), name: name.into(), kind }
    }

    /// The name of rows, as `withsource` and `search` tell it: of a table, or what `as` gave.
    pub(crate) fn label(&self, plan: &Plan) -> Option<String> {
        match &plan.node {
            Node::Table { table, .. } => Some(table.clone()),
            Node::Materialized { key, .. } => self.labels.get(key).cloned(),
            // A table whose columns are kept as other types.
            Node::Project { input, .. } => match &input.node {
                Node::Table { table, .. } if same_names(&plan.columns, &input.columns) => Some(table.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// A key for something that is computed once.
    pub(crate) fn key(&mut self) -> u64 {
        self.next_key += 1;
        self.next_key
    }

    /// Says what is wrong, and stops.
    pub(crate) fn error<T>(&mut self, code: Code, span: Span, message: impl Into<String>) -> Result<T> {
        self.diagnostics.push(Diagnostic::error(code, span, message));
        Err(Stop)
    }

    /// Says what may be good to know, once.
    pub(crate) fn note(&mut self, code: Code, span: Span, message: impl Into<String>) {
        let found = Diagnostic::new(code, Severity::Note, span, message);
        if !self.diagnostics.contains(&found) {
            self.diagnostics.push(found);
        }
    }

    /// Binds over the rows of a plan: pushes a frame, runs, pops it.
    pub(crate) fn over<T>(&mut self, plan: &Plan, bind: impl FnOnce(&mut Self) -> Result<T>) -> Result<(T, Frame)> {
        self.within(
            Frame { columns: plan.columns.clone(), open: plan.open, ordered: plan.ordered, ..Frame::default() },
            bind,
        )
    }

    /// Binds within a frame.
    pub(crate) fn within<T>(&mut self, frame: Frame, bind: impl FnOnce(&mut Self) -> Result<T>) -> Result<(T, Frame)> {
        self.frames.push(frame);
        let result = bind(self);
        let frame = self.frames.pop().unwrap_or_default();
        result.map(|value| (value, frame))
    }

    /// The plan with the window functions that expressions over it call.
    pub(crate) fn with_windows(&self, mut input: Plan, windows: Vec<WindowCall>) -> Plan {
        for call in windows {
            let mut columns = input.columns.clone();
            columns.push(call.output.clone());
            let (ordered, open) = (input.ordered, input.open);
            let partition = self.partition.into_iter().collect();
            input = Plan {
                node: Node::Window { input: Box::new(input), partition, calls: vec![call] },
                columns,
                ordered,
                open,
            };
        }
        input
    }

    /// A column of a window function's results; the call is noted in the frame.
    pub(crate) fn window(&mut self, function: WindowFunction, kind: Type, span: Span) -> Result<Expression> {
        let output = self.column(format!("$window{}", self.next_column), kind);
        match self.frames.last_mut() {
            Some(frame) if frame.ordered => {
                let expression = Expression::column(&output);
                frame.columns.push(output.clone());
                frame.windows.push(WindowCall { function, output });
                Ok(expression)
            }
            Some(_) => {
                let found = Diagnostic::error(Code::OrderNeeded, span, "the rows have no order here")
                    .help("put `sort by …` or `serialize` before it");
                self.diagnostics.push(found);
                Err(Stop)
            }
            None => self.error(Code::OrderNeeded, span, "there are no rows here"),
        }
    }

    /// The value of an expression that must be constant.
    pub(crate) fn constant(
        &mut self,
        expression: &kql::tree::Expression,
        what: &str,
    ) -> Result<(crate::Value<'static>, Type)> {
        let bound = self.scalar(expression)?;
        let folded = self.computed(bound)?;
        match folded.as_literal() {
            Some(value) => Ok((value.clone(), folded.kind)),
            None => self.error(
                Code::ConstantExpected,
                kql::tree::Node::span(expression),
                format!("{what} must be constant"),
            ),
        }
    }

    /// The expression with its queries computed, when nothing else keeps it from being constant.
    pub(crate) fn computed(&mut self, mut expression: Expression) -> Result<Expression> {
        self.compute_queries(&mut expression)?;
        Ok(expression.folded(self.context))
    }

    fn compute_queries(&mut self, expression: &mut Expression) -> Result<()> {
        if let crate::expression::ExpressionNode::Scalar(plan) = &expression.node {
            let value = match self.catalog.compute(plan) {
                Ok(rows) => rows.rows.into_iter().next().and_then(|row| row.into_iter().next()),
                Err(error) => return self.error(Code::InvalidArgument, Span::default(), error.0),
            };
            let kind = expression.kind;
            *expression = Expression::literal(value.unwrap_or_else(|| crate::Value::null(kind)), kind);
        }
        for child in expression.children_mut() {
            self.compute_queries(child)?;
        }
        Ok(())
    }

    /// The value of a constant that must be a whole number of at least zero.
    pub(crate) fn count(&mut self, expression: &kql::tree::Expression, what: &str) -> Result<u64> {
        let (value, _) = self.constant(expression, what)?;
        let value = crate::convert::convert(&value, Type::Long).as_long();
        match value.and_then(|value| u64::try_from(value).ok()) {
            Some(count) => Ok(count),
            None => self.error(
                Code::InvalidArgument,
                kql::tree::Node::span(expression),
                format!("{what} must be a whole number of at least zero"),
            ),
        }
    }
}

fn same_names(left: &[Column], right: &[Column]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.name == right.name)
}

/// Whether a column is one that a query can see.
pub(crate) fn is_visible(column: &Column) -> bool {
    column.is_visible()
}
