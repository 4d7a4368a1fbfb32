//! `make-graph`, `graph-to-table`, `graph-mark-components`, `graph-where-nodes`, `graph-where-edges`.
//! Source: <https://learn.microsoft.com/kusto/query/graph-operators>

use super::Operator;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node, words};
use crate::tree::{Expression, Name, Parameter, ParameterName, Pipeline};

const MAKE_GRAPH: Allowed = &[(ParameterName::HintStrategy, Takes::Any)];
const COMPONENTS: Allowed =
    &[(ParameterName::Kind, Takes::Word(&["weak", "strong"])), (ParameterName::WithComponentId, Takes::Any)];
const TO_TABLE: Allowed = &[
    (ParameterName::WithNodeId, Takes::Any),
    (ParameterName::WithSourceId, Takes::Any),
    (ParameterName::WithTargetId, Takes::Any),
];

words! {
    /// Which way the edges of a graph go.
    pub enum EdgeDirection {
        Forward = "-->",
        Any = "--",
    }
}

node! {
    /// `make-graph source --> target with nodes on id`.
    pub struct MakeGraph {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The column of where an edge begins.
        pub source: Name,
        /// Which way the edges go.
        pub direction: EdgeDirection,
        /// The column of where an edge ends.
        pub target: Name,
        /// Where the nodes come from.
        pub nodes: Option<GraphNodes>,
        /// `partitioned-by column (…)`.
        pub partition: Option<GraphPartition>,
    }
}

choice! {
    /// Where the nodes of a graph come from.
    pub enum GraphNodes {
        /// `with_node_id=column`: from the edges.
        Id(Name),
        /// `with table on column, …`: from tables.
        Tables(NodeTables),
    }
}

node! {
    /// `with table on column, …`.
    pub struct NodeTables {
        /// The tables.
        pub tables: Vec<NodeTable>,
    }
}

node! {
    /// `table on column`.
    pub struct NodeTable {
        /// The table.
        pub table: Expression,
        /// The column that names a node.
        pub column: Name,
    }
}

node! {
    /// `partitioned-by column (…)`.
    pub struct GraphPartition {
        /// A graph for each value of it.
        pub column: Expression,
        /// What is done with each graph.
        pub query: Pipeline,
    }
}

words! {
    /// What `graph-to-table` returns.
    pub enum GraphPart {
        Nodes = "nodes",
        Edges = "edges",
    }
}

node! {
    /// `graph-to-table nodes as N, edges as E`.
    pub struct GraphToTable {
        /// The results.
        pub outputs: Vec<GraphOutput>,
    }
}

node! {
    /// `nodes as name with_node_id=id`.
    pub struct GraphOutput {
        /// Nodes or edges.
        pub part: GraphPart,
        /// The name of the result.
        pub name: Option<Name>,
        /// Parameters.
        pub parameters: Vec<Parameter>,
    }
}

node! {
    /// `graph-mark-components kind=weak with_component_id=id`.
    pub struct GraphMarkComponents {
        /// Parameters.
        pub parameters: Vec<Parameter>,
    }
}

node! {
    /// `graph-where-nodes condition`, `graph-where-edges condition`.
    pub struct GraphWhere {
        /// Of nodes or of edges.
        pub part: GraphPart,
        /// The condition.
        pub condition: Expression,
    }
}

impl Parser<'_> {
    pub(crate) fn make_graph(&mut self, opening: Opening) -> Operator {
        use TokenKind::{Greater, Minus};
        let parameters = self.parameters(MAKE_GRAPH, Unknown::Leave);
        let source = self.name(Degree::Name);
        let direction = if self.eat_signs(&[Minus, Minus, Greater]) {
            EdgeDirection::Forward
        } else {
            if !self.eat_signs(&[Minus, Minus]) {
                self.missing("-->");
            }
            EdgeDirection::Any
        };
        let target = self.name(Degree::Name);
        let nodes = self.graph_nodes();
        let start = self.start();
        let partition = self.eat_word(Keyword::PartitionedBy).then(|| {
            let column = self.column_path();
            let query = self.parenthesized_sub_pipeline();
            GraphPartition { column, query, span: self.span_from(start) }
        });
        let span = self.span_from(opening.start);
        Operator::MakeGraph(MakeGraph { parameters, source, direction, target, nodes, partition, span })
    }

    fn graph_nodes(&mut self) -> Option<GraphNodes> {
        let start = self.start();
        if self.eat_word(Keyword::WithNodeId) {
            self.expect(TokenKind::Equal);
            return Some(GraphNodes::Id(self.name(Degree::Name)));
        }
        if !self.eat_word(Keyword::With) {
            return None;
        }
        let tables = self.comma_list(|parser| {
            let start = parser.start();
            let table = parser.postfix();
            parser.expect_word(Keyword::On, "on");
            let column = parser.name(Degree::Name);
            NodeTable { table, column, span: parser.span_from(start) }
        });
        Some(GraphNodes::Tables(NodeTables { tables, span: self.span_from(start) }))
    }

    pub(crate) fn graph_to_table(&mut self, opening: Opening) -> Operator {
        let outputs = self.comma_list(|parser| {
            let start = parser.start();
            let part = match parser.keyword() {
                Keyword::Edges => GraphPart::Edges,
                _ => GraphPart::Nodes,
            };
            if !parser.eat_word(Keyword::Edges) {
                parser.expect_word(Keyword::Nodes, "nodes");
            }
            let name = parser.eat_word(Keyword::As).then(|| parser.name(Degree::Name));
            let parameters = parser.parameters(TO_TABLE, Unknown::Report);
            GraphOutput { part, name, parameters, span: parser.span_from(start) }
        });
        Operator::GraphToTable(GraphToTable { outputs, span: self.span_from(opening.start) })
    }

    pub(crate) fn graph_mark_components(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(COMPONENTS, Unknown::Report);
        Operator::GraphMarkComponents(GraphMarkComponents { parameters, span: self.span_from(opening.start) })
    }

    pub(crate) fn graph_where(&mut self, opening: Opening) -> Operator {
        let part = if opening.keyword == Keyword::GraphWhereEdges { GraphPart::Edges } else { GraphPart::Nodes };
        let condition = self.condition();
        Operator::GraphWhere(GraphWhere { part, condition, span: self.span_from(opening.start) })
    }
}

impl Print for NodeTable {
    fn print(&self, out: &mut Printer<'_>) {
        out.ranked(&self.table, crate::parse::Rank::Postfix);
        out.text(" on ");
        self.column.print(out);
    }
}

impl Print for MakeGraph {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("make-graph");
        out.parameters(&self.parameters);
        out.space();
        self.source.print(out);
        out.space();
        out.text(self.direction.text());
        out.space();
        self.target.print(out);
        match &self.nodes {
            None => {}
            Some(GraphNodes::Id(name)) => {
                out.text(" with_node_id=");
                name.print(out);
            }
            Some(GraphNodes::Tables(nodes)) => {
                out.text(" with ");
                out.comma_list(&nodes.tables);
            }
        }
        if let Some(partition) = &self.partition {
            out.text(" partitioned-by ");
            out.expression(&partition.column);
            out.space();
            out.enclosed_pipeline("(", &partition.query, ")");
        }
    }
}

impl Print for GraphOutput {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(self.part.text());
        if let Some(name) = &self.name {
            out.text(" as ");
            name.print(out);
        }
        out.parameters(&self.parameters);
    }
}

impl Print for GraphToTable {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("graph-to-table");
        out.operand_list(&self.outputs);
    }
}

impl Print for GraphMarkComponents {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("graph-mark-components");
        out.parameters(&self.parameters);
    }
}

impl Print for GraphWhere {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("graph-where-");
        out.text(self.part.text());
        out.space();
        out.expression(&self.condition);
    }
}
