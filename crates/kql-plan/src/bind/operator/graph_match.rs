//! `graph-match`, `graph-shortest-paths`: patterns in graphs.
//! Source: <https://learn.microsoft.com/kusto/query/graph-match-operator>, <https://learn.microsoft.com/kusto/query/graph-shortest-paths-operator>

use std::collections::HashMap;

use kql::Span;
use kql::diagnostic::Code;
use kql::operators::{
    GraphEdge, GraphElement, GraphMatch, GraphNode, GraphPattern, GraphShortestPaths, PatternDirection,
};
use kql::tree::{Expression as Syntax, LogicalOperator, NamedExpression, Parameter, ParameterName};

use super::project::{Naming, Output, named};
use super::whole;
use crate::bind::{Binder, Elements, Frame, Graph, Result, Variable};
use crate::operator::graph::{
    Conjunct, Cycles, Direction, Fold, FoldKind, GraphMatch as RunMatch, GraphShortestPaths as RunShortest,
    MatchColumn, Member, Pattern, PatternEdge, Search,
};
use crate::plan::Plan;
use crate::{Column, ColumnId, Expression, Type};

pub(super) fn bind(binder: &mut Binder<'_>, graph: Graph, tree: &GraphMatch) -> Result<Plan> {
    let written = Written {
        parameters: &tree.parameters,
        patterns: &tree.patterns,
        condition: tree.condition.as_ref(),
        project: &tree.project,
        span: tree.span,
    };
    let (search, columns) = search(binder, &graph, &written)?;
    Ok(whole::plan(binder, graph.inputs, columns, RunMatch::new(search)))
}

pub(super) fn shortest(binder: &mut Binder<'_>, graph: Graph, tree: &GraphShortestPaths) -> Result<Plan> {
    if tree.patterns.len() > 1 {
        return binder.error(Code::WrongArguments, tree.span, "`graph-shortest-paths` takes one sequence");
    }
    let written = Written {
        parameters: &tree.parameters,
        patterns: &tree.patterns,
        condition: tree.condition.as_ref(),
        project: &tree.project,
        span: tree.span,
    };
    let (search, columns) = search(binder, &graph, &written)?;
    if search.pattern.edges.iter().all(|edge| edge.range.is_none()) {
        return binder.error(
            Code::WrongArguments,
            tree.span,
            "`graph-shortest-paths` needs a variable edge, such as `-[e*1..5]->`",
        );
    }
    let all = Parameter::find(&tree.parameters, ParameterName::Output).and_then(Parameter::word) == Some("all");
    Ok(whole::plan(binder, graph.inputs, columns, RunShortest::new(search, all)))
}

/// What both operators have in common.
struct Written<'t> {
    parameters: &'t [Parameter],
    patterns: &'t [GraphPattern],
    condition: Option<&'t Syntax>,
    project: &'t [NamedExpression],
    span: Span,
}

fn search(binder: &mut Binder<'_>, graph: &Graph, written: &Written<'_>) -> Result<(Search, Vec<Column>)> {
    let mut elements = Elements {
        node_properties: graph.node_properties.clone(),
        edge_properties: graph.edge_properties.clone(),
        ..Elements::default()
    };
    let cycles = match Parameter::find(written.parameters, ParameterName::Cycles).and_then(Parameter::word) {
        Some("all") => Cycles::All,
        Some("none") => Cycles::None,
        _ => Cycles::UniqueEdges,
    };
    let mut pattern = Pattern { nodes: 0, edges: Vec::new(), cycles };
    for sequence in written.patterns {
        bind_sequence(binder, graph, sequence, &mut elements, &mut pattern)?;
    }
    if !is_connected(&pattern) {
        return binder.error(
            Code::WrongArguments,
            written.span,
            "the sequences of the pattern are not connected: let them share a node",
        );
    }
    let mut columns = HashMap::new();
    let mut conditions = Vec::new();
    if let Some(condition) = written.condition {
        let frame = binder.pattern_frame(&elements, Variable::Each);
        for part in parts(condition) {
            conditions.push(conjunct(binder, &frame, part, &mut columns)?);
        }
    }
    let (outputs, result) = project(binder, &elements, written, &mut columns)?;
    let source = graph.source.clone();
    Ok((Search { source, pattern, columns, conditions, outputs }, result))
}

/// The nodes and edges of a sequence. A name that a node has already means that node.
fn bind_sequence(
    binder: &mut Binder<'_>,
    graph: &Graph,
    sequence: &GraphPattern,
    elements: &mut Elements,
    pattern: &mut Pattern,
) -> Result<()> {
    let mut last: Option<usize> = None;
    let mut waiting: Option<&GraphEdge> = None;
    for element in &sequence.elements {
        match element {
            GraphElement::Node(written) => {
                let node = bind_node(elements, written);
                pattern.nodes = elements.nodes.len();
                match (last, waiting.take()) {
                    (Some(left), Some(edge)) => bind_edge(binder, graph, edge, (left, node), elements, pattern)?,
                    (None, None) => {}
                    _ => return binder.error(Code::WrongArguments, written.span, "an edge belongs between two nodes"),
                }
                last = Some(node);
            }
            GraphElement::Edge(written) if last.is_some() && waiting.is_none() => waiting = Some(written),
            GraphElement::Edge(written) => {
                return binder.error(Code::WrongArguments, written.span, "an edge belongs between two nodes");
            }
        }
    }
    match waiting {
        Some(edge) => binder.error(Code::WrongArguments, edge.span, "an edge belongs between two nodes"),
        None => Ok(()),
    }
}

fn bind_node(elements: &mut Elements, written: &GraphNode) -> usize {
    let name = written.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
    let known = elements.nodes.iter().position(|known| *known == name && !name.is_empty());
    known.unwrap_or_else(|| {
        elements.nodes.push(name);
        elements.nodes.len() - 1
    })
}

fn bind_edge(
    binder: &mut Binder<'_>,
    graph: &Graph,
    written: &GraphEdge,
    (left, right): (usize, usize),
    elements: &mut Elements,
    pattern: &mut Pattern,
) -> Result<()> {
    let name = written.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
    let known = elements.nodes.iter().chain(elements.edges.iter().map(|(name, _)| name)).any(|known| *known == name);
    if known && !name.is_empty() {
        return binder.error(Code::WrongArguments, written.span, format!("there is already a `{name}` in the pattern"));
    }
    let range = match &written.range {
        None => None,
        Some(range) => {
            let low = binder.isolated(|binder| binder.count(&range.low, "the least number of edges"))?;
            let high = binder.isolated(|binder| binder.count(&range.high, "the greatest number of edges"))?;
            if low > high || high == 0 {
                let message = format!("`*{low}..{high}` is no range of edges");
                return binder.error(Code::InvalidArgument, range.span, message);
            }
            Some((low, high))
        }
    };
    let direction = match written.direction {
        PatternDirection::Forward if graph.directed => Direction::Forward,
        PatternDirection::Backward if graph.directed => Direction::Backward,
        _ => Direction::Any,
    };
    elements.edges.push((name, range.is_some()));
    pattern.edges.push(PatternEdge { left, right, direction, range });
    Ok(())
}

/// Whether every node of the pattern can be come to from every other.
fn is_connected(pattern: &Pattern) -> bool {
    let mut reached = vec![0];
    let mut next = 0;
    while let Some(node) = reached.get(next).copied() {
        next += 1;
        for edge in &pattern.edges {
            for (from, to) in [(edge.left, edge.right), (edge.right, edge.left)] {
                if from == node && !reached.contains(&to) {
                    reached.push(to);
                }
            }
        }
    }
    pattern.nodes > 0 && reached.len() == pattern.nodes
}

/// The parts of a condition all of which have to be true.
fn parts(condition: &Syntax) -> Vec<&Syntax> {
    match condition {
        Syntax::Logical(logical) if logical.operator == LogicalOperator::And => {
            logical.operands.iter().flat_map(parts).collect()
        }
        other => vec![other],
    }
}

/// Binds a part of the condition. What concerns one element is said of that, so that the search can use it early.
fn conjunct(
    binder: &mut Binder<'_>,
    frame: &Frame,
    written: &Syntax,
    columns: &mut HashMap<ColumnId, MatchColumn>,
) -> Result<Conjunct> {
    let (condition, frame) = binder.within(frame.clone(), |binder| binder.condition(written))?;
    let condition = binder.computed(condition)?;
    let elements = frame.elements.unwrap_or_default();
    let mut used = Vec::new();
    condition.columns(&mut |id| used.push(id));
    let each: Vec<(ColumnId, (usize, usize))> =
        used.iter().filter_map(|id| Some((*id, *elements.each_edge.get(id)?))).collect();
    if let Some((_, (edge, _))) = each.first() {
        let edge = *edge;
        if each.iter().any(|(_, (other, _))| *other != edge) {
            let found =
                kql::Diagnostic::error(Code::WrongArguments, written.span(), "this concerns two variable edges")
                    .help("say with `all(edge, …)` or `any(edge, …)` what is to hold of each");
            binder.diagnostics.push(found);
            return Err(crate::bind::Stop);
        }
        let members = each.iter().map(|(id, (_, property))| (*id, Member::Property(*property))).collect();
        if used.iter().all(|id| elements.each_edge.contains_key(id)) {
            return Ok(Conjunct::EachEdge { edge, condition, members });
        }
        let fold = Fold { edge, inner_nodes: false, kind: FoldKind::All, expression: condition, members };
        let column = binder.column("", Type::Bool);
        columns.extend(elements.noted);
        columns.insert(column.id, MatchColumn::Fold(fold));
        return Ok(Conjunct::Match(Expression::column(&column)));
    }
    // `all(edge, …)` that looks at nothing else.
    if let Some(MatchColumn::Fold(fold)) = condition.as_column().and_then(|id| elements.noted.get(&id))
        && fold.kind == FoldKind::All
    {
        let mut alone = true;
        fold.expression.columns(&mut |id| alone &= fold.members.contains_key(&id));
        if alone {
            let Fold { edge, inner_nodes, expression, members, .. } = fold.clone();
            return Ok(if inner_nodes {
                Conjunct::EachInnerNode { edge, condition: expression, members }
            } else {
                Conjunct::EachEdge { edge, condition: expression, members }
            });
        }
    }
    // A condition on one edge.
    let mut edges = used.iter().map(|id| match elements.noted.get(id) {
        Some(MatchColumn::Edge { edge, property }) => Some((*id, *edge, *property)),
        _ => None,
    });
    let on_edges: Option<Vec<(ColumnId, usize, usize)>> = edges.by_ref().collect();
    if let Some(on_edges) = on_edges
        && let Some((_, edge, _)) = on_edges.first().copied()
        && on_edges.iter().all(|(_, other, _)| *other == edge)
    {
        let members = on_edges.into_iter().map(|(id, _, property)| (id, Member::Property(property))).collect();
        return Ok(Conjunct::EachEdge { edge, condition, members });
    }
    columns.extend(elements.noted);
    Ok(Conjunct::Match(condition))
}

/// The columns of the result; without `project` each named element as a whole.
fn project(
    binder: &mut Binder<'_>,
    elements: &Elements,
    written: &Written<'_>,
    columns: &mut HashMap<ColumnId, MatchColumn>,
) -> Result<(Vec<Expression>, Vec<Column>)> {
    let frame = binder.pattern_frame(elements, Variable::Array);
    let mut found: Vec<Output> = Vec::new();
    let mut noted = frame.elements.as_ref().map(|elements| elements.noted.clone()).unwrap_or_default();
    if written.project.is_empty() {
        for column in &frame.columns {
            found.push(Output { name: column.name.clone(), explicit: None, expression: Expression::column(column) });
        }
    }
    for column in written.project {
        let (outputs, frame) = binder.within(frame.clone(), |binder| named(binder, column, Naming::Numbered))?;
        found.extend(outputs);
        noted.extend(frame.elements.map(|elements| elements.noted).unwrap_or_default());
    }
    columns.extend(noted);
    let mut result: Vec<(Column, Expression)> = Vec::new();
    for mut output in found {
        output.expression = binder.computed(output.expression)?;
        let Column { name, kind, .. } = output.column(binder, &result)?;
        // What stands for a part of the pattern is no column of the result.
        result.push((binder.column(name, kind), output.expression));
    }
    let (columns, outputs) = result.into_iter().unzip();
    Ok((outputs, columns))
}
