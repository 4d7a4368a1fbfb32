//! The tabular operators, a family a file: what is in the tree, how it is read, how it is written.
//!
//! To add one: a file with its node, a `Parser` method that reads it and its `Print`; a variant of [`Operator`]; a line in
//! [`operator_kind`].

mod as_operator;
mod evaluate;
mod expand;
mod extend;
mod facet;
mod filter;
mod find;
mod graph;
mod graph_match;
mod join;
mod macro_expand;
mod make_series;
mod parse;
mod partition;
mod project;
mod range;
mod reduce;
mod render;
mod sample;
mod scan;
mod schema;
mod search;
mod sort;
mod summarize;
mod top;
mod union;

pub use as_operator::*;
pub use evaluate::*;
pub use expand::*;
pub use extend::*;
pub use facet::*;
pub use filter::*;
pub use find::*;
pub use graph::*;
pub use graph_match::*;
pub use join::*;
pub use macro_expand::*;
pub use make_series::*;
pub use parse::*;
pub use partition::*;
pub use project::*;
pub use range::*;
pub use reduce::*;
pub use render::*;
pub use sample::*;
pub use scan::*;
pub use schema::*;
pub use search::*;
pub use sort::*;
pub use summarize::*;
pub use top::*;
pub use union::*;

use crate::lex::Keyword;
use crate::parse::{Opening, Parser};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node};

/// Declares [`Operator`], and writing one by writing what it is.
macro_rules! operators {
    ($($(#[$meta:meta])* $variant:ident($type:ty),)*) => {
        choice! {
            /// A tabular operator.
            pub enum Operator => operator {
                $($(#[$meta])* $variant($type),)*
            }
        }

        impl Print for Operator {
            fn print(&self, out: &mut Printer<'_>) {
                match self { $(Operator::$variant(inner) => inner.print(out),)* }
            }
        }
    };
}

operators! {
    /// `as`
    As(As),
    /// `assert-schema`
    AssertSchema(AssertSchema),
    /// `consume`
    Consume(Consume),
    /// `count`
    Count(Count),
    /// `distinct`
    Distinct(Distinct),
    /// `evaluate`
    Evaluate(Evaluate),
    /// `__executeAndCache`
    ExecuteAndCache(ExecuteAndCache),
    /// `extend`
    Extend(Extend),
    /// `facet`
    Facet(Facet),
    /// `find`
    Find(Find),
    /// `fork`
    Fork(Fork),
    /// `getschema`
    GetSchema(GetSchema),
    /// `graph-mark-components`
    GraphMarkComponents(GraphMarkComponents),
    /// `graph-match`
    GraphMatch(GraphMatch),
    /// `graph-shortest-paths`
    GraphShortestPaths(GraphShortestPaths),
    /// `graph-to-table`
    GraphToTable(GraphToTable),
    /// `graph-where-nodes`, `graph-where-edges`
    GraphWhere(GraphWhere),
    /// `invoke`
    Invoke(Invoke),
    /// `join`
    Join(Join),
    /// `lookup`
    Lookup(Lookup),
    /// `macro-expand`
    MacroExpand(MacroExpand),
    /// `make-graph`
    MakeGraph(MakeGraph),
    /// `make-series`
    MakeSeries(MakeSeries),
    /// `mv-apply`
    MvApply(MvApply),
    /// `mv-expand`
    MvExpand(MvExpand),
    /// `parse`
    Parse(Parse),
    /// `parse-kv`
    ParseKv(ParseKv),
    /// `parse-where`
    ParseWhere(ParseWhere),
    /// `partition`
    Partition(Partition),
    /// `print`
    Print(PrintOperator),
    /// `project`
    Project(Project),
    /// `project-away`
    ProjectAway(ProjectAway),
    /// `project-by-names`
    ProjectByNames(ProjectByNames),
    /// `project-keep`
    ProjectKeep(ProjectKeep),
    /// `project-rename`
    ProjectRename(ProjectRename),
    /// `project-reorder`
    ProjectReorder(ProjectReorder),
    /// `range`
    Range(Range),
    /// `reduce`
    Reduce(Reduce),
    /// `render`
    Render(Render),
    /// `sample`
    Sample(Sample),
    /// `sample-distinct`
    SampleDistinct(SampleDistinct),
    /// `scan`
    Scan(Scan),
    /// `search`
    Search(Search),
    /// `serialize`
    Serialize(Serialize),
    /// `sort`, `order`
    Sort(Sort),
    /// `summarize`
    Summarize(Summarize),
    /// `take`, `limit`
    Take(Take),
    /// `top`
    Top(Top),
    /// `top-hitters`
    TopHitters(TopHitters),
    /// `top-nested`
    TopNested(TopNested),
    /// `union`
    Union(Union),
    /// What follows a pipe and is no operator; a diagnostic says so.
    Unknown(UnknownOperator),
    /// `where`, `filter`
    Where(Where),
}

node! {
    /// What follows a pipe and is no operator.
    pub struct UnknownOperator {
        /// The text up to the next pipe.
        pub text: String,
    }
}

impl Print for UnknownOperator {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(&self.text);
    }
}

/// Reads an operator whose word is eaten.
pub(crate) type OperatorParser<'t> = fn(&mut Parser<'t>, Opening) -> Operator;

/// How an operator is read, and where it may stand.
#[derive(Clone, Copy)]
pub(crate) struct OperatorKind<'t> {
    pub(crate) parse: OperatorParser<'t>,
    /// It may begin a pipeline: it needs no input.
    pub(crate) is_source: bool,
    /// It may follow a pipe: it takes input.
    pub(crate) follows_pipe: bool,
}

/// The operator of a keyword.
pub(crate) fn operator_kind<'t>(keyword: Keyword) -> Option<OperatorKind<'t>> {
    let piped = |parse: OperatorParser<'t>| Some(OperatorKind { parse, is_source: false, follows_pipe: true });
    let source = |parse: OperatorParser<'t>| Some(OperatorKind { parse, is_source: true, follows_pipe: false });
    let both = |parse: OperatorParser<'t>| Some(OperatorKind { parse, is_source: true, follows_pipe: true });
    match keyword {
        Keyword::As => piped(Parser::as_operator),
        Keyword::AssertSchema => piped(Parser::assert_schema),
        Keyword::Consume => piped(Parser::consume),
        Keyword::Count => piped(Parser::count),
        Keyword::Distinct => piped(Parser::distinct),
        Keyword::Evaluate => both(Parser::evaluate),
        Keyword::ExecuteAndCache => piped(Parser::execute_and_cache),
        Keyword::Extend => piped(Parser::extend),
        Keyword::Facet => piped(Parser::facet),
        Keyword::Find => both(Parser::find),
        Keyword::Fork => piped(Parser::fork),
        Keyword::GetSchema => piped(Parser::get_schema),
        Keyword::GraphMarkComponents => piped(Parser::graph_mark_components),
        Keyword::GraphMatch => piped(Parser::graph_match),
        Keyword::GraphShortestPaths => piped(Parser::graph_shortest_paths),
        Keyword::GraphToTable => piped(Parser::graph_to_table),
        Keyword::GraphWhereNodes | Keyword::GraphWhereEdges => piped(Parser::graph_where),
        Keyword::Invoke => piped(Parser::invoke),
        Keyword::Join => piped(Parser::join),
        Keyword::Lookup => piped(Parser::lookup),
        Keyword::MacroExpand => source(Parser::macro_expand),
        Keyword::MakeGraph => piped(Parser::make_graph),
        Keyword::MakeSeries => piped(Parser::make_series),
        Keyword::MvApply | Keyword::MvApplyJoined => piped(Parser::mv_apply),
        Keyword::MvExpand | Keyword::MvExpandJoined => piped(Parser::mv_expand),
        Keyword::Parse => piped(Parser::parse_operator),
        Keyword::ParseKv => piped(Parser::parse_kv),
        Keyword::ParseWhere => piped(Parser::parse_where),
        Keyword::Partition | Keyword::PartitionBy => piped(Parser::partition),
        Keyword::Print => source(Parser::print_operator),
        Keyword::Project => piped(Parser::project),
        Keyword::ProjectAway => piped(Parser::project_away),
        Keyword::ProjectByNames => piped(Parser::project_by_names),
        Keyword::ProjectKeep => piped(Parser::project_keep),
        Keyword::ProjectRename => piped(Parser::project_rename),
        Keyword::ProjectReorder => piped(Parser::project_reorder),
        Keyword::Range => source(Parser::range),
        Keyword::Reduce => piped(Parser::reduce),
        Keyword::Render => piped(Parser::render),
        Keyword::Sample => piped(Parser::sample),
        Keyword::SampleDistinct => piped(Parser::sample_distinct),
        Keyword::Scan => piped(Parser::scan),
        Keyword::Search => both(Parser::search),
        Keyword::Serialize => piped(Parser::serialize),
        Keyword::Sort | Keyword::Order => piped(Parser::sort),
        Keyword::Summarize => piped(Parser::summarize),
        Keyword::Take | Keyword::Limit => piped(Parser::take),
        Keyword::Top => piped(Parser::top),
        Keyword::TopHitters => piped(Parser::top_hitters),
        Keyword::TopNested => piped(Parser::top_nested),
        Keyword::Union => both(Parser::union),
        Keyword::Where | Keyword::Filter => piped(Parser::where_operator),
        _ => None,
    }
}

/// The words that operators are written with, to suggest one of.
pub(crate) fn operator_words() -> impl Iterator<Item = &'static str> {
    [
        "as",
        "assert-schema",
        "consume",
        "count",
        "distinct",
        "evaluate",
        "extend",
        "facet",
        "filter",
        "find",
        "fork",
        "getschema",
        "graph-mark-components",
        "graph-match",
        "graph-shortest-paths",
        "graph-to-table",
        "invoke",
        "join",
        "limit",
        "lookup",
        "make-graph",
        "make-series",
        "mv-apply",
        "mv-expand",
        "order",
        "parse",
        "parse-kv",
        "parse-where",
        "partition",
        "project",
        "project-away",
        "project-by-names",
        "project-keep",
        "project-rename",
        "project-reorder",
        "reduce",
        "render",
        "sample",
        "sample-distinct",
        "scan",
        "search",
        "serialize",
        "sort",
        "summarize",
        "take",
        "top",
        "top-hitters",
        "top-nested",
        "union",
        "where",
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_suggested_is_an_operator() {
        for word in operator_words() {
            assert!(operator_kind(crate::lex::keyword(word)).is_some(), "{word}");
        }
    }
}
