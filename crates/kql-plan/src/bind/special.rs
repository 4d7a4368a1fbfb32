//! Calls that are no plain functions: those that see the columns, the catalog, the neighbours of a row, or take tables.

use kql::Span;
use kql::diagnostic::Code;
use kql::tree::{Call, Expression as Syntax};

use super::call::argument_span;
use super::{Binder, Entity, Flow, Result, is_visible};
use crate::expression::{Expression, ExpressionNode};
use crate::plan::{Node, Plan, WindowFunction};
use crate::{Type, Value, scalar};

/// Functions that need what is not here, and why.
pub(crate) const REFUSED: &[(&str, &str)] = &[
    ("cursor_after", "needs the cursors of a cluster; `ingestion_time()` tells when a record came"),
    ("cursor_before_or_at", "needs the cursors of a cluster; `ingestion_time()` tells when a record came"),
    ("cursor_current", "needs the cursors of a cluster"),
    ("current_cursor", "needs the cursors of a cluster"),
    ("extent_id", "needs the extents of a cluster"),
    ("extent_tags", "needs the extents of a cluster"),
    ("extentid", "needs the extents of a cluster"),
    ("current_principal_is_member_of", "needs the directory of a cluster"),
    ("external_table", "needs the external tables of a cluster; `externaldata` reads a local file"),
    ("materialized_view", "needs the materialised views of a cluster"),
    ("stored_query_result", "needs the stored results of a cluster"),
    ("row_id", "needs the row store of a cluster"),
    ("graph", "needs the graphs that a cluster keeps; `make-graph` makes one of rows"),
    ("rowstore_ordinal_range", "needs the row store of a cluster"),
    ("current_node_id", "needs the nodes of a cluster"),
];

impl Binder<'_> {
    /// Binds a special form; `None` when the call is none.
    pub(crate) fn special(&mut self, call: &Call) -> Option<Result<Entity>> {
        let scalar = |bound: Result<Expression>| Some(bound.map(Entity::Scalar));
        let table = |bound: Result<Plan>| Some(bound.map(|plan| Entity::Flow(Flow::Table(plan))));
        match call.function.text.as_str() {
            "iff" | "iif" | "case" => scalar(self.case(call)),
            "bin_auto" => scalar(self.bin_auto(call)),
            "assert" => scalar(self.assert(call)),
            "column_ifexists" | "columnifexists" => scalar(self.column_if_exists(call)),
            "iscolumnexists" => scalar(self.is_column_exists(call)),
            "pack_all" => scalar(self.pack_all(call)),
            "bag_pack_columns" => scalar(self.bag_pack_columns(call)),
            "column_names_of" => scalar(self.column_names_of(call)),
            "ingestion_time" => scalar(self.ingestion_time(call)),
            "prev" | "next" => scalar(self.neighbour(call)),
            "row_number" | "row_cumsum" | "row_rank" | "row_rank_dense" | "row_rank_min" | "row_window_session" => {
                scalar(self.row_function(call))
            }
            "current_principal" => scalar(Ok(text(&self.context.principal))),
            "current_database" => scalar(Ok(text(&self.context.database))),
            "current_cluster_endpoint" => scalar(Ok(text("quaestor"))),
            "current_principal_details" => {
                let details = serde_json::json!({ "UserPrincipalName": self.context.principal });
                scalar(Ok(Expression::literal(Value::dynamic(details), Type::Dynamic)))
            }
            "toscalar" => match call.arguments.as_slice() {
                [argument] => scalar(self.scalar_of_rows(&argument.expression, call.span)),
                _ => scalar(self.error(Code::WrongArguments, call.span, "`toscalar` takes one query")),
            },
            "table" => Some(self.table_by_name(call)),
            "materialize" => match call.arguments.as_slice() {
                [argument] => table(self.materialize(&argument.expression)),
                _ => table(self.error(Code::WrongArguments, call.span, "`materialize` takes one query")),
            },
            "_GetWatchlist" => table(self.watchlist(call)),
            "database" | "cluster" | "workspace" | "app" | "resource" => Some(self.error(
                Code::TableExpected,
                call.span,
                "a database is no table: name one of its tables, as in `database(\"x\").SigninLogs`",
            )),
            _ => None,
        }
    }

    fn scalar_of_rows(&mut self, query: &Syntax, span: Span) -> Result<Expression> {
        let plan = self.rows_of(query)?;
        let plan = plan.without_hidden();
        match plan.columns.first().map(|column| column.kind) {
            Some(kind) => Ok(Expression { node: ExpressionNode::Scalar(plan.into()), kind }),
            None => self.error(Code::TableExpected, span, "the query has no column"),
        }
    }

    /// `case(condition, value, …, otherwise)`, `iff(condition, then, otherwise)`.
    fn case(&mut self, call: &Call) -> Result<Expression> {
        let name = &call.function.text;
        let count = call.arguments.len();
        if count < 3 || count.is_multiple_of(2) || (name != "case" && count != 3) {
            let takes = if name == "case" {
                "conditions, each with a value, and a last value"
            } else {
                "a condition and two values"
            };
            return self.error(Code::WrongArguments, call.span, format!("`{name}` takes {takes}"));
        }
        let (mut conditions, mut values) = (Vec::new(), Vec::new());
        for (index, argument) in call.arguments.iter().enumerate() {
            if index % 2 == 0 && index + 1 < count {
                conditions.push(self.condition(&argument.expression)?);
            } else {
                values.push(self.scalar(&argument.expression)?);
            }
        }
        let kinds: Vec<Type> = values.iter().map(|value| value.kind).collect();
        let kind = match scalar::conditional::case_type(&kinds) {
            Ok(kind) => kind,
            Err(message) => return self.error(Code::WrongArguments, call.span, format!("`{name}`: {message}")),
        };
        let mut values = values.into_iter().map(|value| value.converted(kind));
        let branches: Vec<_> = conditions.into_iter().zip(values.by_ref()).collect();
        let otherwise = Box::new(values.next().unwrap_or_else(|| Expression::literal(Value::null(kind), kind)));
        Ok(Expression { node: ExpressionNode::Case { branches, otherwise }, kind }.folded(self.context))
    }

    /// `bin_auto(value)`: `bin_at()` with the size and the fixed point that `set` statements gave.
    fn bin_auto(&mut self, call: &Call) -> Result<Expression> {
        let [argument] = call.arguments.as_slice() else {
            return self.error(Code::WrongArguments, call.span, "`bin_auto` takes one value");
        };
        let value = self.scalar(&argument.expression)?;
        let Some(size) = self.options.get("query_bin_auto_size").cloned() else {
            return self.error(
                Code::WrongArguments,
                call.span,
                "`bin_auto` needs `set query_bin_auto_size=…` before the query",
            );
        };
        let fixed = self.options.get("query_bin_auto_at").cloned();
        let (name, arguments) = match fixed {
            Some(fixed) => ("bin_at", vec![value, size, fixed]),
            None => ("bin", vec![value, size]),
        };
        match scalar::by_name(name) {
            Some(function) => self.call_scalar(function, arguments, call.span),
            None => self.error(Code::NotYet, call.span, "`bin_auto` is not done yet"),
        }
    }

    /// `assert(condition, message)`: true, or the query does not run.
    fn assert(&mut self, call: &Call) -> Result<Expression> {
        let [condition, _] = call.arguments.as_slice() else {
            return self.error(Code::WrongArguments, call.span, "`assert` takes a condition and a message");
        };
        let (holds, _) = self.constant(&condition.expression, "the condition of `assert`")?;
        if holds.as_bool() == Some(true) {
            return Ok(Expression::literal(Value::Bool(true), Type::Bool));
        }
        let message = self.text_argument(call, 1)?;
        self.error(Code::InvalidArgument, call.span, format!("assertion failed: {message}"))
    }

    /// The text of an argument that must be a constant string.
    pub(crate) fn text_argument(&mut self, call: &Call, index: usize) -> Result<String> {
        let Some(argument) = call.arguments.get(index) else {
            let message = format!("`{}` needs {} arguments", call.function.text, index + 1);
            return self.error(Code::WrongArguments, call.span, message);
        };
        let (value, kind) =
            self.constant(&argument.expression, &format!("the argument of `{}`", call.function.text))?;
        match (value, kind) {
            (Value::String(text), _) => Ok(text.into_owned()),
            (other, Type::Dynamic) => Ok(crate::convert::text(&other)),
            _ => self.error(Code::WrongArguments, argument_span(call, index), "a string belongs here"),
        }
    }

    fn column_if_exists(&mut self, call: &Call) -> Result<Expression> {
        let name = match call.arguments.first().map(|argument| &argument.expression) {
            // A bare name is taken for its text, as the service does.
            Some(Syntax::Name(name)) if self.scope.find(&name.text).is_none() => name.text.clone(),
            _ => self.text_argument(call, 0)?,
        };
        match (self.find_column(&name), call.arguments.get(1)) {
            (Some(column), _) => Ok(Expression::column(&column)),
            (None, Some(otherwise)) => self.scalar(&otherwise.expression),
            (None, None) => self.error(Code::WrongArguments, call.span, "`column_ifexists` takes a name and a value"),
        }
    }

    fn is_column_exists(&mut self, call: &Call) -> Result<Expression> {
        let name = self.text_argument(call, 0)?;
        Ok(Expression::literal(Value::Bool(self.find_column(&name).is_some()), Type::Bool))
    }

    fn visible_columns(&self) -> Vec<crate::Column> {
        self.frames
            .last()
            .map(|frame| frame.columns.iter().filter(|column| is_visible(column)).cloned().collect())
            .unwrap_or_default()
    }

    fn pack_all(&mut self, call: &Call) -> Result<Expression> {
        let ignore_empty = match call.arguments.first() {
            Some(argument) => {
                self.constant(&argument.expression, "the argument of `pack_all`")?.0.as_bool().unwrap_or(false)
            }
            None => false,
        };
        let columns: Vec<Expression> =
            self.visible_columns().iter().flat_map(|column| [text(&column.name), Expression::column(column)]).collect();
        let packed = self.call_scalar(bag_pack(), columns, call.span)?;
        if ignore_empty {
            self.call_scalar(&scalar::without_empty::WITHOUT_EMPTY, vec![packed], call.span)
        } else {
            Ok(packed)
        }
    }

    fn bag_pack_columns(&mut self, call: &Call) -> Result<Expression> {
        let mut arguments = Vec::new();
        for argument in &call.arguments {
            let Some(name) = super::call::result_name(&argument.expression) else {
                return self.error(Code::WrongArguments, argument.span, "`bag_pack_columns` takes columns");
            };
            arguments.push(text(&name));
            arguments.push(self.scalar(&argument.expression)?);
        }
        self.call_scalar(bag_pack(), arguments, call.span)
    }

    fn column_names_of(&mut self, call: &Call) -> Result<Expression> {
        let Some(argument) = call.arguments.first() else {
            return self.error(Code::WrongArguments, call.span, "`column_names_of` takes a table");
        };
        let plan = self.rows_of(&argument.expression)?;
        let names = plan
            .columns
            .iter()
            .filter(|column| is_visible(column))
            .map(|column| crate::Json::String(column.name.clone()))
            .collect();
        Ok(Expression::literal(Value::dynamic(crate::Json::Array(names)), Type::Dynamic))
    }

    fn ingestion_time(&mut self, call: &Call) -> Result<Expression> {
        if !call.arguments.is_empty() {
            return self.error(Code::WrongArguments, call.span, "`ingestion_time` takes no arguments");
        }
        Ok(match self.find_column("$IngestionTime") {
            Some(column) => Expression::column(&column),
            None => Expression::literal(Value::Null, Type::Datetime),
        })
    }

    fn table_by_name(&mut self, call: &Call) -> Result<Entity> {
        let name = self.text_argument(call, 0)?;
        let name = kql::tree::Name { span: argument_span(call, 0), ..kql::tree::Name::new(&name) };
        self.isolated(|binder| binder.name(&name))
    }

    fn watchlist(&mut self, call: &Call) -> Result<Plan> {
        let alias = self.text_argument(call, 0)?;
        let rows = self.catalog.watchlist(&alias).unwrap_or_else(|| {
            let fixed = [
                ("_DTItemId", Type::String),
                ("LastUpdatedTimeUTC", Type::Datetime),
                ("SearchKey", Type::String),
                ("WatchlistItem", Type::Dynamic),
            ];
            crate::Rows::new(fixed.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect())
        });
        if rows.rows.is_empty() {
            self.note(
                Code::NoRowsKept,
                call.span,
                format!("there is no watchlist `{alias}`, or it is empty: it gives no rows"),
            );
        }
        let columns = rows.columns.iter().map(|(name, kind)| self.column(name.clone(), *kind)).collect();
        Ok(Plan { open: true, ..Plan::new(Node::Values(rows.rows.into()), columns) })
    }

    /// `prev(column, offset, default)`, `next(…)`.
    fn neighbour(&mut self, call: &Call) -> Result<Expression> {
        let Some(first) = call.arguments.first().filter(|_| call.arguments.len() <= 3) else {
            return self.error(
                Code::WrongArguments,
                call.span,
                format!("`{}` takes a column, an offset, and a default", call.function.text),
            );
        };
        let value = self.scalar(&first.expression)?;
        let offset = match call.arguments.get(1) {
            Some(argument) => self.count(&argument.expression, "the offset")?,
            None => 1,
        };
        if offset == 0 {
            return self.error(
                Code::InvalidArgument,
                argument_span(call, 1),
                "the offset must be at least 1: a row is no neighbour of its own",
            );
        }
        let kind = value.kind;
        let default = match call.arguments.get(2) {
            Some(argument) => {
                let (value, from) = self.constant(&argument.expression, "the default")?;
                Expression::literal(value, from).converted(kind)
            }
            None => Expression::literal(Value::null(kind), kind),
        };
        let function = if call.function.text == "prev" {
            WindowFunction::Previous { value, offset, default }
        } else {
            WindowFunction::Next { value, offset, default }
        };
        self.window(function, kind, call.span)
    }

    fn row_function(&mut self, call: &Call) -> Result<Expression> {
        let mut arguments = Vec::new();
        for argument in &call.arguments {
            arguments.push(self.scalar(&argument.expression)?);
        }
        let name = call.function.text.as_str();
        let mut arguments = arguments.into_iter();
        if name == "row_number" {
            let start = match arguments.next() {
                Some(start) => match start.folded(self.context).as_literal() {
                    Some(value) => value.as_long().unwrap_or(1),
                    None => {
                        return self.error(
                            Code::ConstantExpected,
                            argument_span(call, 0),
                            "the first number must be constant",
                        );
                    }
                },
                None => 1,
            };
            let restart = arguments.next();
            return self.window(WindowFunction::RowNumber { start, restart }, Type::Long, call.span);
        }
        let Some(first) = arguments.next() else {
            return self.error(Code::WrongArguments, call.span, format!("`{name}` needs an argument"));
        };
        if name == "row_window_session" {
            let (Some(from_first), Some(between)) = (arguments.next(), arguments.next()) else {
                return self.error(
                    Code::WrongArguments,
                    call.span,
                    "`row_window_session` needs a datetime and two time spans",
                );
            };
            if first.kind != Type::Datetime || from_first.kind != Type::Timespan || between.kind != Type::Timespan {
                return self.error(
                    Code::WrongArguments,
                    call.span,
                    "`row_window_session` needs a datetime and two time spans",
                );
            }
            let restart = arguments.next();
            return self.window(
                WindowFunction::Session { value: first, from_first, between, restart },
                Type::Datetime,
                call.span,
            );
        }
        let restart = arguments.next();
        match name {
            "row_cumsum" => {
                if !first.kind.is_number() && first.kind != Type::Timespan {
                    let message = format!("`row_cumsum` adds numbers, not a {}", first.kind);
                    return self.error(Code::WrongArguments, call.span, message);
                }
                let kind = if first.kind == Type::Int { Type::Long } else { first.kind };
                self.window(WindowFunction::CumulativeSum { term: first.converted(kind), restart }, kind, call.span)
            }
            "row_rank_min" => self.window(WindowFunction::RankMin { term: first, restart }, Type::Long, call.span),
            _ => self.window(WindowFunction::RankDense { term: first, restart }, Type::Long, call.span),
        }
    }
}

fn text(value: &str) -> Expression {
    Expression::literal(Value::string(value.to_owned()), Type::String)
}

/// `bag_pack()`, which several forms are written with.
fn bag_pack() -> &'static scalar::Scalar {
    scalar::by_name("bag_pack").unwrap_or(&scalar::access::ELEMENT)
}
