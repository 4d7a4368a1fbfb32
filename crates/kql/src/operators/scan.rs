//! `scan`: sequences of rows.
//! Source: <https://learn.microsoft.com/kusto/query/scan-operator>

use super::{Operator, OrderedExpression};
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Expression, FunctionParameter, Name, Parameter, ParameterName};

const SCAN: Allowed = &[
    (ParameterName::Kind, Takes::Word(&["partial", "full"])),
    (ParameterName::WithMatchId, Takes::Any),
    (ParameterName::WithStepName, Takes::Any),
];

words! {
    /// Which rows of a step are returned.
    pub enum StepOutput {
        All = "all",
        Last = "last",
        None = "none",
    }
}

node! {
    /// `scan with_match_id=id declare (x: long = 0) with (step s: condition => x = 1;)`.
    pub struct Scan {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// `order by …`.
        pub order: Vec<OrderedExpression>,
        /// `partition by …`.
        pub partition: Vec<Expression>,
        /// The columns that steps compute.
        pub declared: Vec<FunctionParameter>,
        /// The steps.
        pub steps: Vec<ScanStep>,
    }
}

node! {
    /// `step name optional output=all: condition => x = 1, y = 2;`.
    pub struct ScanStep {
        /// The name.
        pub name: Name,
        /// Whether a sequence may leave it out.
        pub optional: bool,
        /// Which rows are returned; all when nothing is said.
        pub output: Option<StepOutput>,
        /// Rows are of the step for which it is true.
        pub condition: Expression,
        /// What the row computes.
        pub assignments: Vec<ScanAssignment>,
    }
}

node! {
    /// `column = expression` of a step.
    pub struct ScanAssignment {
        /// The column.
        pub column: Name,
        /// Its value.
        pub value: Expression,
    }
}

impl Parser<'_> {
    pub(crate) fn scan(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(SCAN, Unknown::Report);
        let mut order = Vec::new();
        if self.eat_word(Keyword::Order) {
            self.expect_word(Keyword::By, "by");
            order = self.comma_list(Self::ordered_expression);
        }
        let mut partition = Vec::new();
        if self.eat_word(Keyword::Partition) {
            self.expect_word(Keyword::By, "by");
            partition = self.comma_list(Self::expression);
        }
        let declared = if self.eat_word(Keyword::Declare) { self.function_parameters() } else { Vec::new() };
        self.expect_word(Keyword::With, "with");
        let mut steps = Vec::new();
        if self.expect(TokenKind::OpenParen) {
            while self.at_word(Keyword::Step) {
                steps.push(self.scan_step());
            }
            self.close(TokenKind::CloseParen);
        }
        Operator::Scan(Scan { parameters, order, partition, declared, steps, span: self.span_from(opening.start) })
    }

    fn scan_step(&mut self) -> ScanStep {
        let start = self.bump().span.start;
        let name = self.name(Degree::Declaration);
        let optional = self.eat_word(Keyword::Optional);
        let output = if self.eat_word(Keyword::Output) {
            self.expect(TokenKind::Equal);
            self.step_output()
        } else {
            None
        };
        self.expect(TokenKind::Colon);
        let condition = self.condition();
        let assignments = if self.eat(TokenKind::FatArrow) {
            self.comma_list(|parser| {
                let start = parser.start();
                let column = parser.name(Degree::Declaration);
                parser.expect(TokenKind::Equal);
                let value = parser.expression();
                ScanAssignment { column, value, span: parser.span_from(start) }
            })
        } else {
            Vec::new()
        };
        self.expect(TokenKind::Semicolon);
        ScanStep { name, optional, output, condition, assignments, span: self.span_from(start) }
    }

    fn step_output(&mut self) -> Option<StepOutput> {
        let token = self.token();
        let output = StepOutput::from_text(self.text_of(token));
        if output.is_some() {
            self.bump();
        } else {
            self.missing("all, last or none");
        }
        output
    }
}

impl Print for ScanStep {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("step ");
        self.name.print(out);
        if self.optional {
            out.text(" optional");
        }
        if let Some(output) = self.output {
            out.text(" output=");
            out.text(output.text());
        }
        out.text(": ");
        out.expression(&self.condition);
        if !self.assignments.is_empty() {
            out.text(" =>");
            out.operand_list(&self.assignments);
        }
        out.text(";");
    }
}

impl Print for ScanAssignment {
    fn print(&self, out: &mut Printer<'_>) {
        self.column.print(out);
        out.text(" = ");
        out.expression(&self.value);
    }
}

impl Print for Scan {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("scan");
        out.parameters(&self.parameters);
        if !self.order.is_empty() {
            out.text(" order by");
            out.operand_list(&self.order);
        }
        if !self.partition.is_empty() {
            out.text(" partition by");
            out.operand_list(&self.partition);
        }
        if !self.declared.is_empty() {
            out.text(" declare ");
            out.bracketed_list("(", &self.declared, ")");
        }
        out.text(" with ");
        out.group(|out| {
            out.text("(");
            out.nest(|out| {
                for (index, step) in self.steps.iter().enumerate() {
                    if index == 0 {
                        out.soft();
                    } else {
                        out.line();
                    }
                    out.comments_before(step.span.start);
                    step.print(out);
                    out.comment_behind(step.span.end);
                }
            });
            out.soft();
            out.text(")");
        });
    }
}
