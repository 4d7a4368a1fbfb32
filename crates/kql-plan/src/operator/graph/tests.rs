//! Searches in small graphs.
#![expect(unreachable_pub, reason = "what declares a function makes it public")]

use std::collections::HashMap;

use super::*;
use crate::expression::{Column, ColumnId, Expression};
use crate::rows::{Rows, RowsOperator};
use crate::scalar::Call;
use crate::{Context, Json, Type, Value};

fn is_text<'a>(call: &Call<'a>) -> Value<'a> {
    Value::Bool(call.text(0) == call.text(1))
}

crate::kql_scalar! {
    /// Compares.
    pub IS_TEXT = is_text(left: string, right: string) -> bool => is_text;
}

/// The id that a column of an expression has: of a node its name, of an edge its kind.
fn node(node: usize) -> Expression {
    text_column(node as u32)
}

fn edge(edge: usize) -> Expression {
    text_column(100 + edge as u32)
}

fn fold(edge: usize) -> Expression {
    text_column(200 + edge as u32)
}

/// The property in the scope of a fold or of a condition on each.
fn own() -> Expression {
    text_column(300)
}

fn text_column(id: u32) -> Expression {
    Expression::column(&Column { id: ColumnId(id), name: String::new(), kind: Type::String })
}

fn is(left: Expression, right: &'static str) -> Expression {
    let right = Expression::literal(Value::from(right), Type::String);
    Expression::call(&IS_TEXT, vec![left, right], Type::Bool)
}

fn own_members() -> HashMap<ColumnId, Member> {
    HashMap::from([(ColumnId(300), Member::Property(0))])
}

fn edge_members() -> HashMap<ColumnId, Member> {
    HashMap::from([(ColumnId(300), Member::Property(2))])
}

fn source() -> GraphSource {
    GraphSource {
        source: 0,
        target: 1,
        tables: Vec::new(),
        properties: vec![("name".to_owned(), Type::String)],
        ids: vec![0],
        edge_properties: ["from", "to", "kind"].map(str::to_owned).to_vec(),
        steps: Vec::new(),
        partition: None,
    }
}

fn edges(short: &str) -> Vec<Rows> {
    let rows =
        short.split(' ').map(|edge| edge.chars().map(|name| Value::string(name.to_string())).collect()).collect();
    vec![Rows { columns: Vec::new(), rows }]
}

fn link(left: usize, right: usize, direction: Direction, range: Option<(u64, u64)>) -> PatternEdge {
    PatternEdge { left, right, direction, range }
}

fn search(nodes: usize, edges: Vec<PatternEdge>, outputs: Vec<Expression>) -> Search {
    let mut columns = HashMap::new();
    for node in 0..nodes {
        columns.insert(ColumnId(node as u32), MatchColumn::Node { node, member: Member::Property(0) });
    }
    for edge in 0..edges.len() {
        columns.insert(ColumnId(100 + edge as u32), MatchColumn::Edge { edge, property: 2 });
        let inner = Fold { edge, inner_nodes: true, kind: FoldKind::Map, expression: own(), members: own_members() };
        columns.insert(ColumnId(200 + edge as u32), MatchColumn::Fold(inner));
    }
    let pattern = Pattern { nodes, edges, cycles: Cycles::UniqueEdges };
    Search { source: source(), pattern, columns, conditions: Vec::new(), outputs }
}

fn run(operator: &dyn RowsOperator, graph: &str) -> Vec<String> {
    let rows = operator.run(edges(graph), &Context::default()).unwrap();
    let mut rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .map(|value| match value {
                    Value::Dynamic(json) => json.to_string().replace('"', ""),
                    other => crate::convert::text(other),
                })
                .collect();
            cells.join(" ")
        })
        .collect();
    rows.sort();
    rows
}

#[test]
fn a_pattern_fits_where_its_edges_are() {
    let triangle = vec![link(0, 1, Direction::Forward, None), link(2, 1, Direction::Backward, None)];
    let search = search(3, triangle, vec![node(0), node(1), node(2), edge(1)]);
    // (0)-->(1), (2)<--(1)
    assert_eq!(run(&GraphMatch::new(search), "abx bcy cdz"), ["a b c y", "b c d z"]);
}

#[test]
fn any_direction_goes_both_ways_and_a_loop_comes_once() {
    let search = search(2, vec![link(0, 1, Direction::Any, None)], vec![node(0), node(1)]);
    assert_eq!(run(&GraphMatch::new(search), "abx ccy"), ["a b", "b a", "c c"]);
}

#[test]
fn variable_edges_tell_what_they_passed_from_left_to_right() {
    let outputs = || vec![node(0), node(1), edge(0), fold(0)];
    let forward = search(2, vec![link(0, 1, Direction::Forward, Some((2, 3)))], outputs());
    assert_eq!(run(&GraphMatch::new(forward), "abx bcy cdz"), ["a c [x,y] [b]", "a d [x,y,z] [b,c]", "b d [y,z] [c]"]);
    let mut backward = search(2, vec![link(0, 1, Direction::Backward, Some((1, 3)))], outputs());
    backward.conditions = vec![Conjunct::Match(is(node(0), "d"))];
    assert_eq!(run(&GraphMatch::new(backward), "abx bcy cdz"), ["d a [z,y,x] [c,b]", "d b [z,y] [c]", "d c [z] []"]);
    let mut from_right = search(2, vec![link(0, 1, Direction::Forward, Some((0, 3)))], outputs());
    from_right.conditions = vec![Conjunct::Match(is(node(1), "c"))];
    assert_eq!(run(&GraphMatch::new(from_right), "abx bcy cdz"), ["a c [x,y] [b]", "b c [y] []", "c c [] []"]);
}

#[test]
fn cycles_match_as_asked() {
    let cycle = |cycles| {
        let mut search = search(2, vec![link(0, 1, Direction::Forward, Some((1, 4)))], vec![node(0), node(1)]);
        search.pattern.cycles = cycles;
        search.conditions = vec![Conjunct::Match(is(node(0), "a"))];
        run(&GraphMatch::new(search), "abx bay")
    };
    assert_eq!(cycle(Cycles::UniqueEdges), ["a a", "a b"]);
    assert_eq!(cycle(Cycles::None), ["a b"]);
    assert_eq!(cycle(Cycles::All), ["a a", "a a", "a b", "a b"]);
}

#[test]
fn conditions_on_each_edge_and_each_node_between() {
    let mut narrowed = search(2, vec![link(0, 1, Direction::Forward, Some((1, 3)))], vec![node(0), node(1)]);
    narrowed.conditions = vec![Conjunct::EachEdge { edge: 0, condition: is(own(), "x"), members: edge_members() }];
    assert_eq!(run(&GraphMatch::new(narrowed), "abx bcx cdz"), ["a b", "a c", "b c"]);
    let mut narrowed = search(2, vec![link(0, 1, Direction::Forward, Some((2, 3)))], vec![node(0), node(1)]);
    narrowed.conditions = vec![Conjunct::EachInnerNode { edge: 0, condition: is(own(), "b"), members: own_members() }];
    assert_eq!(run(&GraphMatch::new(narrowed), "abx bcx cdz"), ["a c"]);
}

#[test]
fn a_pattern_may_come_back_to_a_node() {
    let round = vec![link(0, 1, Direction::Forward, Some((1, 2))), link(1, 0, Direction::Forward, None)];
    let search = search(2, round, vec![node(0), node(1)]);
    assert_eq!(run(&GraphMatch::new(search), "abx bcx cax"), ["a c", "b a", "c b"]);
}

#[test]
fn shortest_paths_of_each_pair() {
    let shortest = |all, ends: [&'static str; 2]| {
        let mut search = search(2, vec![link(0, 1, Direction::Forward, Some((1, 5)))], vec![node(0), node(1), fold(0)]);
        search.conditions = vec![Conjunct::Match(is(node(0), ends[0])), Conjunct::Match(is(node(1), ends[1]))];
        run(&GraphShortestPaths::new(search, all), "abx acx bdx cdx dex aex dfx")
    };
    assert_eq!(shortest(true, ["a", "d"]), ["a d [b]", "a d [c]"]);
    assert_eq!(shortest(false, ["a", "d"]).len(), 1);
    assert_eq!(shortest(true, ["a", "e"]), ["a e []"]);
    assert_eq!(shortest(true, ["a", "f"]), ["a f [b,d]", "a f [c,d]"]);
    assert!(shortest(true, ["e", "a"]).is_empty());
}

#[test]
fn a_condition_on_the_path_looks_beyond_the_shortest() {
    let mut search = search(2, vec![link(0, 1, Direction::Forward, Some((1, 5)))], vec![node(1), edge(0)]);
    let any =
        Fold { edge: 0, inner_nodes: false, kind: FoldKind::Any, expression: is(own(), "y"), members: edge_members() };
    search.columns.insert(ColumnId(400), MatchColumn::Fold(any));
    let passes = Expression::column(&Column { id: ColumnId(400), name: String::new(), kind: Type::Bool });
    search.conditions =
        vec![Conjunct::Match(is(node(0), "a")), Conjunct::Match(is(node(1), "d")), Conjunct::Match(passes)];
    assert_eq!(run(&GraphShortestPaths::new(search, true), "adx abx bcy cdx"), ["d [x,y,x]"]);
}

#[test]
fn nodes_of_tables_have_their_properties_and_others_only_their_id() {
    let mut source = source();
    source.properties.push(("age".to_owned(), Type::Long));
    source.tables = vec![NodeTable { id: 1, properties: vec![1, 0] }];
    source.steps = vec![GraphStep::MarkComponents { property: "part".to_owned(), strong: false }];
    let mut inputs = edges("abx cdx");
    inputs.push(Rows { columns: Vec::new(), rows: vec![vec![Value::Long(7), Value::from("b")]] });
    let operator = GraphToTable::new(source, GraphPart::Nodes { id: false }, &IS_TEXT);
    let rows = operator.run(inputs, &Context::default()).unwrap();
    let expected = [("a", None, 0), ("b", Some(7), 0), ("c", None, 1), ("d", None, 1)];
    let expected: Vec<Vec<Value<'_>>> = expected
        .iter()
        .map(|(name, age, part)| vec![Value::from(*name), age.map_or(Value::Null, Value::Long), Value::Long(*part)])
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn what_is_filtered_takes_its_edges_along() {
    let mut source = source();
    let condition = Expression::call(&IS_TEXT, vec![own(), own()], Type::Bool);
    source.steps = vec![
        GraphStep::Where {
            part: NodeOrEdge::Node,
            condition: Expression {
                node: crate::expression::ExpressionNode::Logical {
                    any: true,
                    operands: vec![is(own(), "a"), is(own(), "c"), is(own(), "d")],
                },
                kind: Type::Bool,
            },
            members: own_members(),
        },
        GraphStep::Where { part: NodeOrEdge::Edge, condition, members: edge_members() },
    ];
    let operator = GraphToTable::new(source, GraphPart::Edges { source: false, target: false }, &IS_TEXT);
    assert_eq!(run(&operator, "abx bcx cdz"), ["c d z"]);
}

#[test]
fn each_part_is_a_graph_of_its_own() {
    let mut search = search(2, vec![link(0, 1, Direction::Forward, Some((2, 2)))], vec![node(0), node(1)]);
    search.source.partition = Some(GraphPartition { edges: 2, nodes: Vec::new() });
    assert_eq!(run(&GraphMatch::new(search), "abx bcy abz bcz"), ["a c"]);
}

#[test]
fn a_whole_element_is_a_bag() {
    let mut search = search(2, vec![link(0, 1, Direction::Forward, None)], vec![text_column(500), text_column(501)]);
    search.columns.insert(ColumnId(500), MatchColumn::Whole(WholeElement::Node(0)));
    search.columns.insert(ColumnId(501), MatchColumn::Whole(WholeElement::Edge(0)));
    let rows = GraphMatch::new(search).run(edges("abx"), &Context::default()).unwrap();
    let cells: Vec<Json> = rows[0].iter().filter_map(Value::as_json).cloned().collect();
    assert_eq!(cells, [serde_json::json!({"name": "a"}), serde_json::json!({"from": "a", "to": "b", "kind": "x"})]);
}
