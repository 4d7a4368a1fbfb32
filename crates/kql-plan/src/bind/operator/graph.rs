//! `make-graph` and what is done with graphs, but for patterns: `graph-mark-components`, `graph-where-nodes`, `graph-where-edges`,
//! `graph-to-table`.
//! Source: <https://learn.microsoft.com/kusto/query/graph-operators>

use std::collections::HashMap;

use kql::diagnostic::Code;
use kql::operators::{
    EdgeDirection, GraphMarkComponents, GraphNodes, GraphOutput, GraphPart as Written, GraphToTable, GraphWhere,
    MakeGraph,
};
use kql::tree::{Name, Operator, Parameter, ParameterName};

use super::{graph_match, whole};
use crate::bind::{Binder, Definition, Elements, Entity, Flow, Frame, Graph, Result, is_visible};
use crate::operator::graph::{
    GraphPart, GraphPartition, GraphSource, GraphStep, GraphToTable as Run, Member, NodeOrEdge, NodeTable,
};
use crate::plan::Plan;
use crate::{Column, Expression, Type, scalar};

/// Binds an operator that makes a graph, or takes one.
pub(super) fn bind(binder: &mut Binder<'_>, flow: Option<Flow>, operator: &Operator) -> Result<Flow> {
    let graph = match (flow, operator) {
        (Some(Flow::Table(edges)), Operator::MakeGraph(tree)) => return make(binder, edges, tree),
        (Some(Flow::Graph(_)), Operator::MakeGraph(tree)) => {
            return binder.error(Code::TableExpected, tree.span, "`make-graph` takes the rows of edges, not a graph");
        }
        (Some(Flow::Graph(graph)), _) => *graph,
        (Some(Flow::Table(_)), _) => {
            return binder.error(
                Code::OperatorNeedsInput,
                operator.span(),
                "rows flow here, a graph belongs here: `make-graph` makes one",
            );
        }
        (None, _) => return binder.error(Code::OperatorNeedsInput, operator.span(), "nothing flows into the operator"),
    };
    match operator {
        Operator::GraphMarkComponents(tree) => mark(binder, graph, tree),
        Operator::GraphMatch(tree) => graph_match::bind(binder, graph, tree).map(Flow::Table),
        Operator::GraphShortestPaths(tree) => graph_match::shortest(binder, graph, tree).map(Flow::Table),
        Operator::GraphToTable(tree) => to_table(binder, &graph, tree).map(Flow::Table),
        Operator::GraphWhere(tree) => keep(binder, graph, tree),
        other => {
            binder.error(Code::TableExpected, other.span(), "a graph flows here: `graph-to-table` makes rows of it")
        }
    }
}

/// Where a column of this name stands, and its type.
fn place(binder: &mut Binder<'_>, plan: &Plan, name: &Name) -> Result<(usize, Type)> {
    let (column, _) = binder.over(plan, |binder| binder.column_of(name))?;
    let seen = whole::seen(binder, plan);
    match seen.iter().position(|known| known.id == column.id) {
        Some(place) => Ok((place, column.kind)),
        None => binder.error(Code::UnknownName, name.span, format!("there is no column `{}` here", name.text)),
    }
}

fn make(binder: &mut Binder<'_>, edges: Plan, tree: &MakeGraph) -> Result<Flow> {
    let edges = visible(binder, edges);
    let (source, source_kind) = place(binder, &edges, &tree.source)?;
    let (target, target_kind) = place(binder, &edges, &tree.target)?;
    alike(binder, source_kind, target_kind, &tree.target)?;
    let edge_properties: Vec<(String, Type)> =
        whole::seen(binder, &edges).into_iter().map(|column| (column.name, column.kind)).collect();
    let mut inputs = vec![edges];
    let (mut properties, mut ids, mut tables) = (Vec::new(), Vec::new(), Vec::new());
    match &tree.nodes {
        None => {}
        Some(GraphNodes::Id(name)) => {
            properties.push((name.text.clone(), source_kind));
            ids.push(0);
        }
        Some(GraphNodes::Tables(nodes)) => {
            for written in &nodes.tables {
                let nodes = binder.rows_of(&written.table)?.without_hidden();
                let (id, kind) = place(binder, &nodes, &written.column)?;
                alike(binder, source_kind, kind, &written.column)?;
                let mut places = Vec::new();
                for column in &nodes.columns {
                    let known = properties.iter().position(|(name, _): &(String, Type)| *name == column.name);
                    places.push(known.unwrap_or(properties.len()));
                    if known.is_none() {
                        properties.push((column.name.clone(), column.kind));
                    }
                }
                ids.extend(places.get(id).copied().filter(|property| !ids.contains(property)));
                tables.push(NodeTable { id, properties: places });
                inputs.push(nodes);
            }
        }
    }
    let partition = match &tree.partition {
        None => None,
        Some(partition) => {
            let Some(name) = partition.column.as_name() else {
                return binder.error(Code::WrongArguments, partition.column.span(), "a graph is parted by a column");
            };
            let mut places = Vec::new();
            for input in &inputs {
                places.push(place(binder, input, name)?.0);
            }
            let (edges, nodes) = (places.first().copied().unwrap_or_default(), places.into_iter().skip(1).collect());
            Some(GraphPartition { edges, nodes })
        }
    };
    let source = GraphSource {
        source,
        target,
        tables,
        properties: properties.clone(),
        ids,
        edge_properties: edge_properties.iter().map(|(name, _)| name.clone()).collect(),
        steps: Vec::new(),
        partition,
    };
    let directed = tree.direction == EdgeDirection::Forward;
    let graph = Box::new(Graph { inputs, source, node_properties: properties, edge_properties, directed });
    let Some(partition) = &tree.partition else { return Ok(Flow::Graph(graph)) };
    let rows = partition.query.operators.iter().position(|operator| {
        matches!(operator, Operator::GraphMatch(_) | Operator::GraphShortestPaths(_) | Operator::GraphToTable(_))
    });
    if rows.is_some_and(|rows| rows + 1 < partition.query.operators.len()) {
        return binder.error(
            Code::NotYet,
            partition.query.span,
            "operators on the rows of each part are not done yet: put them behind the parentheses",
        );
    }
    match binder.pipeline(&partition.query, Some(Flow::Graph(graph)))? {
        Entity::Flow(flow) => Ok(flow),
        Entity::Scalar(_) => binder.error(Code::TableExpected, partition.query.span, "the query of a part gives rows"),
    }
}

/// The edges without what no query sees, but for what names the partition.
fn visible(binder: &Binder<'_>, edges: Plan) -> Plan {
    let kept = edges.columns.iter().filter(|column| is_visible(column) || Some(column.id) == binder.partition);
    let outputs: Vec<(Column, Expression)> = kept.map(|column| (column.clone(), Expression::column(column))).collect();
    if outputs.len() == edges.columns.len() { edges } else { edges.projected(outputs) }
}

/// Ids of different types would never be the same.
fn alike(binder: &mut Binder<'_>, first: Type, second: Type, name: &Name) -> Result<()> {
    if first == second || (first.is_integer() && second.is_integer()) {
        return Ok(());
    }
    let message = format!("`{}` is a {second}, but the edges begin at {first}s: ids are of one type", name.text);
    binder.error(Code::WrongType, name.span, message)
}

fn mark(binder: &mut Binder<'_>, mut graph: Graph, tree: &GraphMarkComponents) -> Result<Flow> {
    let word = |name| Parameter::find(&tree.parameters, name).and_then(Parameter::word);
    let property = word(ParameterName::WithComponentId).unwrap_or("ComponentId").to_owned();
    let strong = word(ParameterName::Kind) == Some("strong");
    if graph.node_properties.iter().any(|(name, _)| *name == property) {
        let message = format!("nodes have a property `{property}` already");
        return binder.error(Code::DuplicateColumn, tree.span, message);
    }
    graph.node_properties.push((property.clone(), Type::Long));
    graph.source.steps.push(GraphStep::MarkComponents { property, strong });
    Ok(Flow::Graph(Box::new(graph)))
}

fn keep(binder: &mut Binder<'_>, mut graph: Graph, tree: &GraphWhere) -> Result<Flow> {
    let is_node = tree.part == Written::Nodes;
    let properties = if is_node { &graph.node_properties } else { &graph.edge_properties };
    let columns: Vec<Column> = properties.iter().map(|(name, kind)| binder.column(name, *kind)).collect();
    let own: HashMap<_, _> =
        columns.iter().enumerate().map(|(place, column)| (column.id, Member::Property(place))).collect();
    let elements = Elements { each: Some((is_node, own)), ..Elements::default() };
    let frame = Frame { columns, elements: Some(elements), ..Frame::default() };
    let (condition, frame) = binder.within(frame, |binder| binder.condition(&tree.condition))?;
    let condition = binder.computed(condition)?;
    let members = frame.elements.and_then(|elements| elements.each).map(|(_, members)| members).unwrap_or_default();
    let part = if is_node { NodeOrEdge::Node } else { NodeOrEdge::Edge };
    graph.source.steps.push(GraphStep::Where { part, condition, members });
    Ok(Flow::Graph(Box::new(graph)))
}

fn to_table(binder: &mut Binder<'_>, graph: &Graph, tree: &GraphToTable) -> Result<Plan> {
    let mut first = None;
    for written in &tree.outputs {
        let plan = part(binder, graph, written)?;
        if let Some(name) = &written.name {
            let shared = super::as_operator::shared(binder, plan.clone());
            binder.scope = binder.scope.with(&name.text, Definition::Flow(Flow::Table(shared)));
        }
        first = first.or(Some(plan));
    }
    match first {
        Some(plan) => Ok(binder.renumbered(&plan)),
        None => binder.error(Code::WrongArguments, tree.span, "`graph-to-table` takes `nodes` or `edges`"),
    }
}

fn part(binder: &mut Binder<'_>, graph: &Graph, written: &GraphOutput) -> Result<Plan> {
    let Some(hash) = scalar::by_name("hash") else {
        return binder.error(Code::NotYet, written.span, "`hash` is not done yet");
    };
    let id = |name| Parameter::find(&written.parameters, name).and_then(Parameter::word);
    let mut columns = Vec::new();
    let (part, properties) = match written.part {
        Written::Nodes => {
            let node = id(ParameterName::WithNodeId);
            columns.extend(node.map(|name| binder.column(name, Type::Long)));
            (GraphPart::Nodes { id: node.is_some() }, &graph.node_properties)
        }
        Written::Edges => {
            let (source, target) = (id(ParameterName::WithSourceId), id(ParameterName::WithTargetId));
            columns.extend(source.map(|name| binder.column(name, Type::Long)));
            columns.extend(target.map(|name| binder.column(name, Type::Long)));
            (GraphPart::Edges { source: source.is_some(), target: target.is_some() }, &graph.edge_properties)
        }
    };
    for (name, kind) in properties {
        if columns.iter().any(|column| column.name == *name) {
            return binder.error(Code::DuplicateColumn, written.span, format!("there is already a column `{name}`"));
        }
        let column = binder.column(name, *kind);
        columns.push(column);
    }
    let inputs = graph.inputs.iter().map(|input| binder.renumbered(input)).collect();
    Ok(whole::plan(binder, inputs, columns, Run::new(graph.source.clone(), part, hash)))
}
