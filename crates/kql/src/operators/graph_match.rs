//! `graph-match` and `graph-shortest-paths`: patterns of nodes and edges.
//! Source: <https://learn.microsoft.com/kusto/query/graph-match-operator>

use super::Operator;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Rank, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node, words};
use crate::tree::{Expression, Name, NamedExpression, Parameter, ParameterName};

const MATCH: Allowed = &[(ParameterName::Cycles, Takes::Word(&["none", "all", "unique_edges"]))];
const SHORTEST: Allowed = &[
    (ParameterName::Output, Takes::Word(&["any", "all"])),
    (ParameterName::Cycles, Takes::Word(&["none", "all", "unique_edges"])),
];

words! {
    /// Which way an edge of a pattern goes.
    pub enum PatternDirection {
        Forward = "->",
        Backward = "<-",
        Any = "-",
    }
}

choice! {
    /// A node or an edge.
    pub enum GraphElement {
        /// `(name)`.
        Node(GraphNode),
        /// `-->`, `-[name*1..3]->`.
        Edge(GraphEdge),
    }
}

node! {
    /// `(name)`.
    pub struct GraphNode {
        /// The name.
        pub name: Option<Name>,
    }
}

node! {
    /// `-->`, `<--`, `--`, `-[name]->`, `-[name*1..3]->`.
    pub struct GraphEdge {
        /// Which way it goes.
        pub direction: PatternDirection,
        /// Whether brackets are written.
        pub bracketed: bool,
        /// The name.
        pub name: Option<Name>,
        /// How many edges in a row: `*low..high`.
        pub range: Option<Box<EdgeRange>>,
    }
}

node! {
    /// `*low..high`: so many edges in a row.
    pub struct EdgeRange {
        /// At least so many.
        pub low: Expression,
        /// At most so many.
        pub high: Expression,
    }
}

node! {
    /// Nodes and edges in a row.
    pub struct GraphPattern {
        /// The nodes and edges.
        pub elements: Vec<GraphElement>,
    }
}

node! {
    /// `graph-match (a)-[e]->(b) where … project …`.
    pub struct GraphMatch {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The patterns.
        pub patterns: Vec<GraphPattern>,
        /// What has to be true of a match.
        pub condition: Option<Expression>,
        /// The columns of the result; all when absent.
        pub project: Vec<NamedExpression>,
    }
}

node! {
    /// `graph-shortest-paths (a)-[e*1..5]->(b) where … project …`.
    pub struct GraphShortestPaths {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The patterns.
        pub patterns: Vec<GraphPattern>,
        /// What has to be true of a match.
        pub condition: Option<Expression>,
        /// The columns of the result; all when absent.
        pub project: Vec<NamedExpression>,
    }
}

impl Parser<'_> {
    pub(crate) fn graph_match(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(MATCH, Unknown::Report);
        let (patterns, condition, project) = self.graph_search();
        Operator::GraphMatch(GraphMatch {
            parameters,
            patterns,
            condition,
            project,
            span: self.span_from(opening.start),
        })
    }

    pub(crate) fn graph_shortest_paths(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(SHORTEST, Unknown::Report);
        let (patterns, condition, project) = self.graph_search();
        let span = self.span_from(opening.start);
        Operator::GraphShortestPaths(GraphShortestPaths { parameters, patterns, condition, project, span })
    }

    fn graph_search(&mut self) -> (Vec<GraphPattern>, Option<Expression>, Vec<NamedExpression>) {
        let patterns = self.comma_list(Self::graph_pattern);
        let condition = self.eat_word(Keyword::Where).then(|| self.condition());
        let project =
            if self.eat_word(Keyword::Project) { self.comma_list(Self::named_expression) } else { Vec::new() };
        (patterns, condition, project)
    }

    fn graph_pattern(&mut self) -> GraphPattern {
        let start = self.start();
        let mut elements = Vec::new();
        while let Some(element) = self.graph_element() {
            elements.push(element);
        }
        if elements.is_empty() {
            let message = format!("a graph pattern is missing; found {}", self.found());
            let diagnostic = Diagnostic::error(Code::ExpectedExpression, self.place(), message);
            self.report(diagnostic.help("a pattern is written so: (a)-[edge]->(b)"));
        }
        GraphPattern { elements, span: self.span_from(start) }
    }

    fn graph_element(&mut self) -> Option<GraphElement> {
        use TokenKind::{CloseBracket, CloseParen, Greater, Less, Minus, OpenBracket};
        let start = self.start();
        if self.eat(TokenKind::OpenParen) {
            let name = (!self.at(CloseParen)).then(|| self.name(Degree::Name));
            self.close(CloseParen);
            return Some(GraphElement::Node(GraphNode { name, span: self.span_from(start) }));
        }
        let (direction, bracketed) = if self.eat_signs(&[Minus, Minus, Greater]) {
            (PatternDirection::Forward, false)
        } else if self.eat_signs(&[Less, Minus, Minus]) {
            (PatternDirection::Backward, false)
        } else if self.eat_signs(&[Minus, Minus]) {
            (PatternDirection::Any, false)
        } else if self.eat_signs(&[Less, Minus, OpenBracket]) {
            (PatternDirection::Backward, true)
        } else if self.eat_signs(&[Minus, OpenBracket]) {
            (PatternDirection::Any, true)
        } else {
            return None;
        };
        let mut edge = GraphEdge { direction, bracketed, name: None, range: None, span: self.span_from(start) };
        if bracketed {
            edge.name = self.name_length(0, Degree::Name).map(|_| self.name(Degree::Name));
            let range = self.start();
            if self.eat(TokenKind::Star) {
                let low = self.unary();
                self.expect(TokenKind::DotDot);
                let high = self.unary();
                edge.range = Some(Box::new(EdgeRange { low, high, span: self.span_from(range) }));
            }
            let forward = direction == PatternDirection::Any && self.eat_signs(&[CloseBracket, Minus, Greater]);
            if forward {
                edge.direction = PatternDirection::Forward;
            } else if !self.eat_signs(&[CloseBracket, Minus]) {
                self.missing("]->");
                self.eat(CloseBracket);
            }
            edge.span = self.span_from(start);
        }
        Some(GraphElement::Edge(edge))
    }
}

impl Print for GraphPattern {
    fn print(&self, out: &mut Printer<'_>) {
        for element in &self.elements {
            match element {
                GraphElement::Node(node) => {
                    out.text("(");
                    if let Some(name) = &node.name {
                        name.print(out);
                    }
                    out.text(")");
                }
                GraphElement::Edge(edge) => edge.print(out),
            }
        }
    }
}

impl Print for GraphEdge {
    fn print(&self, out: &mut Printer<'_>) {
        if !self.bracketed {
            out.text(match self.direction {
                PatternDirection::Forward => "-->",
                PatternDirection::Backward => "<--",
                PatternDirection::Any => "--",
            });
            return;
        }
        out.text(if self.direction == PatternDirection::Backward { "<-[" } else { "-[" });
        if let Some(name) = &self.name {
            name.print(out);
        }
        if let Some(range) = &self.range {
            out.text("*");
            out.ranked(&range.low, Rank::Unary);
            out.text("..");
            out.ranked(&range.high, Rank::Unary);
        }
        out.text(if self.direction == PatternDirection::Forward { "]->" } else { "]-" });
    }
}

fn print_graph_search(
    patterns: &[GraphPattern],
    condition: Option<&Expression>,
    project: &[NamedExpression],
    out: &mut Printer<'_>,
) {
    out.group(|out| {
        out.nest(|out| {
            out.line();
            out.comma_list(patterns);
            if let Some(condition) = condition {
                out.line();
                out.text("where ");
                out.expression(condition);
            }
            if !project.is_empty() {
                out.line();
                out.text("project ");
                out.nest(|out| out.comma_list(project));
            }
        });
    });
}

impl Print for GraphMatch {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("graph-match");
        out.parameters(&self.parameters);
        print_graph_search(&self.patterns, self.condition.as_ref(), &self.project, out);
    }
}

impl Print for GraphShortestPaths {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("graph-shortest-paths");
        out.parameters(&self.parameters);
        print_graph_search(&self.patterns, self.condition.as_ref(), &self.project, out);
    }
}
