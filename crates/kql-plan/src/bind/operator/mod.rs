//! The operators, one a file. Each takes what flows in and gives what flows out.

mod as_operator;
mod count;
mod distinct;
mod evaluate;
mod extend;
mod find;
mod fork;
mod getschema;
mod graph;
mod graph_match;
mod invoke;
mod join;
mod make_series;
mod mv_apply;
mod mv_expand;
mod parse;
mod partition;
mod print;
mod project;
mod project_columns;
mod range;
mod reduce;
mod render;
mod sample;
mod scan;
mod search;
mod sort;
mod summarize;
mod take;
mod top_nested;
mod union;
mod where_operator;
mod whole;

use kql::diagnostic::Code;
use kql::tree::Operator;

use super::{Binder, Flow, Result};
use crate::plan::Plan;

/// Binds an operator to what flows into it; nothing does where it is a source.
pub(crate) fn bind(binder: &mut Binder<'_>, flow: Option<Flow>, operator: &Operator) -> Result<Flow> {
    let plan = match operator {
        Operator::Print(tree) => print::bind(binder, tree)?,
        Operator::Range(tree) => range::bind(binder, tree)?,
        Operator::Evaluate(_) | Operator::Find(_) | Operator::Search(_) | Operator::Union(_) => {
            let input = rows(binder, flow)?;
            match operator {
                Operator::Evaluate(tree) => evaluate::bind(binder, input, tree)?,
                Operator::Find(tree) => find::bind(binder, input, tree)?,
                Operator::Search(tree) => search::bind(binder, input, tree)?,
                Operator::Union(tree) => union::bind(binder, input, tree)?,
                _ => return binder.error(Code::OperatorNeedsInput, operator.span(), "nothing flows into the operator"),
            }
        }
        Operator::MacroExpand(tree) => {
            return binder.error(
                Code::NotHere,
                tree.span,
                "`macro-expand` runs over several clusters, and there is one database here",
            );
        }
        Operator::GraphMarkComponents(_)
        | Operator::GraphMatch(_)
        | Operator::GraphShortestPaths(_)
        | Operator::GraphToTable(_)
        | Operator::GraphWhere(_)
        | Operator::MakeGraph(_) => return graph::bind(binder, flow, operator),
        _ => return bind_piped(binder, flow, operator),
    };
    Ok(Flow::Table(plan))
}

/// Binds an operator that needs something to flow into it.
fn bind_piped(binder: &mut Binder<'_>, flow: Option<Flow>, operator: &Operator) -> Result<Flow> {
    let input = match flow {
        Some(Flow::Table(plan)) => plan,
        Some(Flow::Graph(_)) => {
            return binder.error(
                Code::TableExpected,
                operator.span(),
                "a graph flows here: `graph-match` or `graph-to-table` makes rows of it",
            );
        }
        None => return binder.error(Code::OperatorNeedsInput, operator.span(), "nothing flows into the operator"),
    };
    let plan = match operator {
        Operator::As(tree) => as_operator::bind(binder, input, tree),
        Operator::AssertSchema(tree) => getschema::assert(binder, input, tree)?,
        Operator::Consume(_) => take::first(binder, input, 0),
        Operator::Count(tree) => count::bind(binder, input, tree)?,
        Operator::Distinct(tree) => distinct::bind(binder, input, tree)?,
        Operator::ExecuteAndCache(_) => input,
        Operator::Extend(tree) => extend::bind(binder, input, &tree.columns)?,
        Operator::Facet(tree) => fork::facet(binder, input, tree)?,
        Operator::Fork(tree) => fork::bind(binder, input, tree)?,
        Operator::GetSchema(_) => getschema::bind(binder, &input),
        Operator::Invoke(tree) => return invoke::bind(binder, input, tree),
        Operator::Join(tree) => join::bind(binder, input, tree)?,
        Operator::Lookup(tree) => join::lookup(binder, input, tree)?,
        Operator::MakeSeries(tree) => make_series::bind(binder, input, tree)?,
        Operator::MvApply(tree) => mv_apply::bind(binder, input, tree)?,
        Operator::MvExpand(tree) => mv_expand::bind(binder, input, tree)?,
        Operator::Parse(tree) => parse::bind(binder, input, tree)?,
        Operator::ParseKv(tree) => parse::bind_kv(binder, input, tree)?,
        Operator::ParseWhere(tree) => parse::bind_where(binder, input, tree)?,
        Operator::Partition(tree) => partition::bind(binder, input, tree)?,
        Operator::Project(tree) => project::bind(binder, input, tree)?,
        Operator::ProjectAway(tree) => project_columns::away(binder, input, tree)?,
        Operator::ProjectByNames(tree) => project_columns::by_names(binder, input, tree)?,
        Operator::ProjectKeep(tree) => project_columns::keep(binder, input, tree)?,
        Operator::ProjectRename(tree) => project_columns::rename(binder, input, tree)?,
        Operator::ProjectReorder(tree) => project_columns::reorder(binder, input, tree)?,
        Operator::Reduce(tree) => reduce::bind(binder, input, tree)?,
        Operator::Render(tree) => render::bind(binder, input, tree)?,
        Operator::Sample(tree) => sample::bind(binder, input, tree)?,
        Operator::SampleDistinct(tree) => sample::distinct(binder, input, tree)?,
        Operator::Scan(tree) => scan::bind(binder, input, tree)?,
        Operator::Serialize(tree) => extend::serialize(binder, input, tree)?,
        Operator::Sort(tree) => sort::bind(binder, input, tree)?,
        Operator::Summarize(tree) => summarize::bind(binder, input, tree)?,
        Operator::Take(tree) => take::bind(binder, input, tree)?,
        Operator::Top(tree) => sort::top(binder, input, tree)?,
        Operator::TopHitters(tree) => top_nested::hitters(binder, input, tree)?,
        Operator::TopNested(tree) => top_nested::bind(binder, input, tree)?,
        Operator::Where(tree) => where_operator::bind(binder, input, tree)?,
        Operator::Unknown(tree) => return binder.error(Code::UnknownOperator, tree.span, "this is no operator"),
        Operator::Evaluate(_)
        | Operator::Find(_)
        | Operator::Print(_)
        | Operator::Range(_)
        | Operator::Search(_)
        | Operator::Union(_)
        | Operator::MacroExpand(_) => return bind(binder, Some(Flow::Table(input)), operator),
        other => return binder.error(Code::NotYet, other.span(), "this operator is not done yet"),
    };
    Ok(Flow::Table(plan))
}

/// The rows that flow in, if anything does.
fn rows(binder: &mut Binder<'_>, flow: Option<Flow>) -> Result<Option<Plan>> {
    match flow {
        Some(Flow::Table(plan)) => Ok(Some(plan)),
        Some(Flow::Graph(graph)) => binder.error(
            Code::TableExpected,
            kql::Span::default(),
            format!("a graph of {} tables flows here, rows belong here", graph.inputs.len()),
        ),
        None => Ok(None),
    }
}
