//! Graphs in a query: what flows from `make-graph` on, and what expressions over a pattern see of it.

use std::collections::HashMap;

use kql::diagnostic::Code;
use kql::tree::{Call, Expression as Syntax};

use super::{Binder, Frame, Result};
use crate::operator::graph::{Fold, FoldKind, GraphSource, MatchColumn, Member, WholeElement};
use crate::plan::Plan;
use crate::{Column, ColumnId, Expression, Json, Type, Value};

/// A graph that flows through a pipe.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    /// The rows it is made of: the edges, then the tables of nodes.
    pub(crate) inputs: Vec<Plan>,
    /// How it is made of them, and what was done with it so far.
    pub(crate) source: GraphSource,
    /// Name and type of each property of a node.
    pub(crate) node_properties: Vec<(String, Type)>,
    /// Name and type of each property of an edge.
    pub(crate) edge_properties: Vec<(String, Type)>,
    /// Whether edges have a direction.
    pub(crate) directed: bool,
}

/// The nodes and edges of a pattern, as expressions see them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Elements {
    /// The name of each node; empty: it has none.
    pub(crate) nodes: Vec<String>,
    /// The name of each edge, and whether it is variable.
    pub(crate) edges: Vec<(String, bool)>,
    /// Name and type of each property of a node.
    pub(crate) node_properties: Vec<(String, Type)>,
    /// Name and type of each property of an edge.
    pub(crate) edge_properties: Vec<(String, Type)>,
    /// What columns stand for.
    pub(crate) noted: HashMap<ColumnId, MatchColumn>,
    /// Columns that stand for a property of each edge of a variable edge: the edge, and the property.
    pub(crate) each_edge: HashMap<ColumnId, (usize, usize)>,
    /// Inside `all`, `any`, `map`: whether they go over nodes, and what columns stand for there.
    pub(crate) each: Option<(bool, HashMap<ColumnId, Member>)>,
}

/// What a property of a variable edge is outside of `all`, `any` and `map`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variable {
    /// The array of the property of all edges, as in `project`.
    Array,
    /// The property of any one of them, as in `where`: the condition has to be true of each.
    Each,
}

impl Binder<'_> {
    /// The frame in which expressions over a pattern are bound: `node.property`, `edge.property`, and the names alone.
    pub(crate) fn pattern_frame(&mut self, elements: &Elements, variable: Variable) -> Frame {
        let mut elements = elements.clone();
        let (mut columns, mut members) = (Vec::new(), Vec::new());
        for (node, name) in elements.nodes.clone().into_iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let whole = self.column(&name, Type::Dynamic);
            elements.noted.insert(whole.id, MatchColumn::Whole(WholeElement::Node(node)));
            columns.push(whole);
            let mut own = Vec::new();
            for (property, (label, kind)) in elements.node_properties.iter().enumerate() {
                let column = self.column(label, *kind);
                elements.noted.insert(column.id, MatchColumn::Node { node, member: Member::Property(property) });
                own.push(column);
            }
            members.push((name, own));
        }
        let edges = elements.edges.clone();
        for (edge, (name, is_variable)) in edges.into_iter().enumerate().filter(|(_, (name, _))| !name.is_empty()) {
            let whole = self.column(&name, Type::Dynamic);
            elements.noted.insert(whole.id, MatchColumn::Whole(WholeElement::Edge(edge)));
            columns.push(whole);
            let mut own = Vec::new();
            for (property, (label, kind)) in elements.edge_properties.iter().enumerate() {
                let is_array = is_variable && variable == Variable::Array;
                let column = self.column(label, if is_array { Type::Dynamic } else { *kind });
                if is_variable && variable == Variable::Each {
                    elements.each_edge.insert(column.id, (edge, property));
                } else {
                    elements.noted.insert(column.id, MatchColumn::Edge { edge, property });
                }
                own.push(column);
            }
            members.push((name, own));
        }
        Frame { columns, members, elements: Some(elements), ..Frame::default() }
    }

    /// A function that only patterns have; `None` when the call is of none, or stands elsewhere.
    pub(crate) fn graph_call(&mut self, call: &Call) -> Option<Result<Expression>> {
        let elements = self.frames.last()?.elements.as_ref()?;
        let kind = match call.function.text.as_str() {
            "all" => FoldKind::All,
            "any" => FoldKind::Any,
            "map" => FoldKind::Map,
            "node_degree_in" => return Some(self.node_member(call, Member::DegreeIn, Type::Long)),
            "node_degree_out" => return Some(self.node_member(call, Member::DegreeOut, Type::Long)),
            "node_id" => return Some(self.node_member(call, Member::Id, Type::String)),
            // Only graphs that a cluster keeps have labels.
            "labels" => {
                return Some(Ok(Expression::literal(Value::dynamic(Json::Array(Vec::new())), Type::Dynamic)));
            }
            _ => return None,
        };
        let [over, value] = call.arguments.as_slice() else {
            let message = format!("`{}` takes a variable edge and an expression", call.function.text);
            return Some(self.error(Code::WrongArguments, call.span, message));
        };
        let (edge, inner_nodes) = match &over.expression {
            Syntax::Call(inner) if inner.function.text == "inner_nodes" => {
                (inner.arguments.first().map(|argument| &argument.expression), true)
            }
            edge => (Some(edge), false),
        };
        let named = edge.and_then(Syntax::as_name).map(|name| name.text.as_str());
        let found = elements.edges.iter().position(|(name, _)| Some(name.as_str()) == named);
        let Some(edge) = found else {
            let message = format!("`{}` goes over a variable edge of the pattern", call.function.text);
            return Some(self.error(Code::WrongArguments, over.span, message));
        };
        Some(self.fold(kind, edge, inner_nodes, &value.expression))
    }

    fn fold(&mut self, kind: FoldKind, edge: usize, inner_nodes: bool, value: &Syntax) -> Result<Expression> {
        let Some(outer) = self.frames.last().cloned() else { return Err(super::Stop) };
        let mut elements = outer.elements.unwrap_or_default();
        let properties = if inner_nodes { elements.node_properties.clone() } else { elements.edge_properties.clone() };
        let columns: Vec<Column> = properties.into_iter().map(|(name, kind)| self.column(name, kind)).collect();
        let own = columns.iter().enumerate().map(|(place, column)| (column.id, Member::Property(place))).collect();
        elements.each = Some((inner_nodes, own));
        let frame = Frame { columns, members: outer.members, elements: Some(elements), ..Frame::default() };
        let (expression, frame) =
            self.within(
                frame,
                |binder| {
                    if kind == FoldKind::Map { binder.scalar(value) } else { binder.condition(value) }
                },
            )?;
        let expression = self.computed(expression)?;
        let inner = frame.elements.unwrap_or_default();
        let members = inner.each.map(|(_, members)| members).unwrap_or_default();
        let result = self.column("", if kind == FoldKind::Map { Type::Dynamic } else { Type::Bool });
        if let Some(elements) = self.frames.last_mut().and_then(|frame| frame.elements.as_mut()) {
            elements.noted.extend(inner.noted);
            let fold = Fold { edge, inner_nodes, kind, expression, members };
            elements.noted.insert(result.id, MatchColumn::Fold(fold));
        }
        Ok(Expression::column(&result))
    }

    /// `node_degree_in(node)`; inside `all`, `any` and `map` over nodes, that of each: `node_degree_in()`.
    fn node_member(&mut self, call: &Call, member: Member, kind: Type) -> Result<Expression> {
        let column = self.column("", kind);
        let named = call.arguments.first().and_then(|argument| argument.expression.as_name());
        let elements = self.frames.last_mut().and_then(|frame| frame.elements.as_mut());
        let noted = match (elements, named, call.arguments.is_empty()) {
            (Some(elements), Some(name), _) => {
                let node = elements.nodes.iter().position(|node| *node == name.text);
                node.is_some_and(|node| {
                    elements.noted.insert(column.id, MatchColumn::Node { node, member });
                    true
                })
            }
            (Some(Elements { each: Some((true, members)), .. }), None, true) => {
                members.insert(column.id, member);
                true
            }
            _ => false,
        };
        if noted {
            return Ok(Expression::column(&column));
        }
        let message =
            format!("`{}` takes a node of the pattern; over `inner_nodes(…)` it takes nothing", call.function.text);
        self.error(Code::WrongArguments, call.span, message)
    }
}
