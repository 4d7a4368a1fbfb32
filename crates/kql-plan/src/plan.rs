//! Typed plans: what a query does, in relational steps, with every name resolved.
//!
//! Laws: a column's id is unique in the whole plan; every expression refers only to columns of its input; a column that an operator passes on
//! unchanged keeps its id; [`Plan::columns`] are the result's columns in order, their names unique. A column whose
//! name begins with `$` is hidden: it flows along where every column does, but no query can name it and no result shows it.

use std::sync::Arc;

use crate::aggregate::Aggregate;
use crate::expression::{Column, ColumnId, Expression};
use crate::rows::{Row, RowsOperator};

/// A step and the columns it results in.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The step.
    pub node: Node,
    /// Its result's columns, in order.
    pub columns: Vec<Column>,
    /// Whether the order of the rows means something: after `sort`, `top`, `serialize`, `range`, and what keeps it.
    pub ordered: bool,
    /// Whether other data could have brought more columns (`evaluate bag_unpack`): a name that is not found then means a null.
    pub open: bool,
}

/// A step.
#[derive(Debug, Clone)]
pub enum Node {
    /// The rows of a table of the catalog. `columns` of the plan are those the query can see; `sources` names the table's column each is read from.
    Table {
        /// The table.
        table: String,
        /// For each column of the plan, the name in the table.
        sources: Vec<String>,
    },
    /// Rows that stand in the query, or were computed for it.
    Values(Arc<Vec<Row>>),
    /// `range`: one column; from, to and step are constants of its type.
    Range {
        /// The first value.
        from: Expression,
        /// No value is beyond it.
        to: Expression,
        /// From one value to the next.
        step: Expression,
    },
    /// Rows for which the predicate is true; the null is not.
    Filter {
        /// Where from.
        input: Box<Plan>,
        /// A bool.
        predicate: Expression,
    },
    /// An expression for each column of the result. One that is only a column keeps its id.
    Project {
        /// Where from.
        input: Box<Plan>,
        /// As many as the plan has columns.
        outputs: Vec<Expression>,
    },
    /// `summarize`, `distinct`, `count`. The plan's columns are the keys, then the outputs of each aggregate. Without keys there is one row.
    Aggregate {
        /// Where from.
        input: Box<Plan>,
        /// The grouping keys. The null is a key like any other.
        keys: Vec<Expression>,
        /// The aggregates.
        aggregates: Vec<AggregateCall>,
    },
    /// `join`, `lookup`. The plan's columns are those of both sides by id (of one side for semi and anti), in any order.
    Join {
        /// The left side.
        left: Box<Plan>,
        /// The right side.
        right: Box<Plan>,
        /// Which rows.
        kind: JoinKind,
        /// Pairs of a key of the left and a key of the right, each pair of one type.
        on: Vec<(Expression, Expression)>,
    },
    /// The rows of all inputs. For each input and each column of the plan, where it comes from; `None`: null.
    Union {
        /// Where from.
        inputs: Vec<Plan>,
        /// For each input as many as the plan has columns.
        columns: Vec<Vec<Option<ColumnId>>>,
    },
    /// The rows in order.
    Sort {
        /// Where from.
        input: Box<Plan>,
        /// By what; ties keep the order they had.
        keys: Vec<SortKey>,
    },
    /// The first rows: of the whole, or of each partition. With `keys` it is `top`.
    Limit {
        /// Where from.
        input: Box<Plan>,
        /// Columns whose values name a partition; empty: the whole.
        partition: Vec<ColumnId>,
        /// First by what; empty: as they come.
        keys: Vec<SortKey>,
        /// How many.
        count: u64,
    },
    /// `mv-expand`: the plan's columns are the input's without those expanded (unless kept), the expanded ones, and the index.
    Expand {
        /// Where from.
        input: Box<Plan>,
        /// What is expanded; the columns are among the plan's.
        items: Vec<ExpandItem>,
        /// The column of `with_itemindex`, a long.
        index: Option<ColumnId>,
        /// `bagexpansion=array`: a property becomes `[key, value]` instead of `{key: value}`.
        bag_as_array: bool,
        /// At most so many rows for one.
        limit: Option<u64>,
        /// Whether a row without elements stays, with nulls, as `mv-expand` has it; `mv-apply` has it not.
        keep_empty: bool,
    },
    /// Functions of a row and those before or after it, over rows in order. The plan's columns are the input's, then one for each call.
    Window {
        /// Where from.
        input: Box<Plan>,
        /// Columns whose values name a partition; empty: the whole.
        partition: Vec<ColumnId>,
        /// The calls.
        calls: Vec<WindowCall>,
    },
    /// An operator that sees its inputs whole. With `partition` it runs once for each value of that column of the first input, which the
    /// operator does not see and which comes first in the plan's columns.
    Rows {
        /// Where from.
        inputs: Vec<Plan>,
        /// The column that names a partition.
        partition: Option<ColumnId>,
        /// The operator.
        operator: Arc<dyn RowsOperator>,
    },
    /// A plan that is computed once, however often it stands in a query. The columns of `plan` are, in order, those of this one.
    Materialized {
        /// Equal for what is the same.
        key: u64,
        /// What is computed.
        plan: Arc<Plan>,
    },
}

/// A call of an aggregate.
#[derive(Debug, Clone)]
pub struct AggregateCall {
    /// Which one.
    pub aggregate: &'static Aggregate,
    /// Its arguments, already of the types it asks for.
    pub arguments: Vec<Expression>,
    /// The columns it results in.
    pub outputs: Vec<Column>,
}

/// A key of an order.
#[derive(Debug, Clone)]
pub struct SortKey {
    /// By what.
    pub expression: Expression,
    /// From high to low.
    pub descending: bool,
    /// Nulls before all others.
    pub nulls_first: bool,
}

/// Which rows a join gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// Every pair that matches.
    Inner,
    /// Every pair that matches, of the left only one row for each key.
    InnerUnique,
    /// Inner, and each left row without a match.
    LeftOuter,
    /// Inner, and each right row without a match.
    RightOuter,
    /// Inner, and each row without a match.
    FullOuter,
    /// Left rows with a match.
    LeftSemi,
    /// Right rows with a match.
    RightSemi,
    /// Left rows without a match.
    LeftAnti,
    /// Right rows without a match.
    RightAnti,
}

/// Something that `mv-expand` expands.
#[derive(Debug, Clone)]
pub struct ExpandItem {
    /// The dynamic.
    pub expression: Expression,
    /// The column its elements go to; its type is what they are converted to.
    pub output: Column,
}

/// A call of a window function.
#[derive(Debug, Clone)]
pub struct WindowCall {
    /// Which one.
    pub function: WindowFunction,
    /// The column it results in.
    pub output: Column,
}

/// A function of a row and its neighbours.
///
/// Source: <https://learn.microsoft.com/kusto/query/window-functions>
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields are the parameters of the functions named")]
pub enum WindowFunction {
    /// `prev(column, offset, default)`.
    Previous { value: Expression, offset: u64, default: Expression },
    /// `next(column, offset, default)`.
    Next { value: Expression, offset: u64, default: Expression },
    /// `row_number(start, restart)`.
    RowNumber { start: i64, restart: Option<Expression> },
    /// `row_cumsum(term, restart)`.
    CumulativeSum { term: Expression, restart: Option<Expression> },
    /// `row_rank_dense(term, restart)`.
    RankDense { term: Expression, restart: Option<Expression> },
    /// `row_rank_min(term, restart)`.
    RankMin { term: Expression, restart: Option<Expression> },
    /// `row_window_session(expression, max from first, max between neighbours, restart)`.
    Session { value: Expression, from_first: Expression, between: Expression, restart: Option<Expression> },
}

impl Plan {
    /// A step whose rows have no order.
    pub fn new(node: Node, columns: Vec<Column>) -> Self {
        Plan { node, columns, ordered: false, open: false }
    }

    /// The same rows with these columns: each with what it is computed from.
    #[must_use]
    pub fn projected(self, outputs: Vec<(Column, Expression)>) -> Plan {
        let (ordered, open) = (self.ordered, self.open);
        let (columns, outputs) = outputs.into_iter().unzip();
        Plan { node: Node::Project { input: Box::new(self), outputs }, columns, ordered, open }
    }

    /// The same rows without the columns that no result shows.
    #[must_use]
    pub fn without_hidden(self) -> Plan {
        if self.columns.iter().all(Column::is_visible) {
            return self;
        }
        let shown = self.columns.iter().filter(|column| column.is_visible());
        let outputs = shown.map(|column| (column.clone(), Expression::column(column))).collect();
        self.projected(outputs)
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The plans right below.
    pub fn inputs(&self) -> Vec<&Plan> {
        match &self.node {
            Node::Table { .. } | Node::Values(_) | Node::Range { .. } => Vec::new(),
            Node::Filter { input, .. }
            | Node::Project { input, .. }
            | Node::Aggregate { input, .. }
            | Node::Sort { input, .. }
            | Node::Limit { input, .. }
            | Node::Expand { input, .. }
            | Node::Window { input, .. } => vec![input],
            Node::Join { left, right, .. } => vec![left, right],
            Node::Union { inputs, .. } | Node::Rows { inputs, .. } => inputs.iter().collect(),
            Node::Materialized { plan, .. } => vec![plan],
        }
    }
}
