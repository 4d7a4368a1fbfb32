//! `make-series`.
//! Source: <https://learn.microsoft.com/kusto/query/make-series-operator>

use super::Operator;
use crate::lex::{Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node};
use crate::tree::{Expression, NamedExpression, Parameter, ParameterName};

const MAKE_SERIES: Allowed =
    &[(ParameterName::Kind, Takes::Word(&["nonempty"])), (ParameterName::HintShuffleKey, Takes::Any)];

node! {
    /// `make-series a = avg(x) default=0 on t from … to … step … by b`.
    pub struct MakeSeries {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The series.
        pub aggregations: Vec<SeriesAggregation>,
        /// The axis.
        pub on: NamedExpression,
        /// Where the axis begins and ends, and its step.
        pub range: SeriesRange,
        /// A series for each value of these.
        pub by: Vec<NamedExpression>,
    }
}

impl MakeSeries {
    /// Whether `kind=nonempty` asks for series even of no rows.
    pub fn non_empty(&self) -> bool {
        Parameter::find(&self.parameters, ParameterName::Kind).and_then(Parameter::word) == Some("nonempty")
    }
}

node! {
    /// `name = aggregate default=value`.
    pub struct SeriesAggregation {
        /// The aggregate and its name.
        pub aggregate: NamedExpression,
        /// What stands where there are no rows.
        pub default: Option<Expression>,
    }
}

choice! {
    /// The extent of the axis.
    pub enum SeriesRange {
        /// `from … to … step …`.
        FromToStep(Box<FromToStep>),
        /// `in range(…, …, …)`: the end is not in it.
        InRange(InRange),
    }
}

node! {
    /// `from … to … step …`.
    pub struct FromToStep {
        /// Where it begins; at the first row when absent.
        pub from: Option<Expression>,
        /// Where it ends; after the last row when absent.
        pub to: Option<Expression>,
        /// The step.
        pub step: Expression,
    }
}

node! {
    /// `in range(start, stop, step)`.
    pub struct InRange {
        /// Start, stop and step.
        pub bounds: Vec<Expression>,
    }
}

impl Parser<'_> {
    pub(crate) fn make_series(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(MAKE_SERIES, Unknown::Leave);
        let aggregations = self.comma_list(|parser| {
            let start = parser.start();
            let aggregate = parser.named_expression();
            let default = parser.eat_word(Keyword::Default).then(|| {
                parser.expect(TokenKind::Equal);
                parser.expression()
            });
            SeriesAggregation { aggregate, default, span: parser.span_from(start) }
        });
        self.expect_word(Keyword::On, "on");
        let on = self.named_expression();
        let range = self.series_range();
        let by = if self.eat_word(Keyword::By) { self.comma_list(Self::named_expression) } else { Vec::new() };
        Operator::MakeSeries(MakeSeries {
            parameters,
            aggregations,
            on,
            range,
            by,
            span: self.span_from(opening.start),
        })
    }

    fn series_range(&mut self) -> SeriesRange {
        let start = self.start();
        if self.eat_word(Keyword::In) {
            self.expect_word(Keyword::Range, "range");
            let opened = self.expect(TokenKind::OpenParen);
            let bounds =
                if opened { self.closed_list(TokenKind::CloseParen, false, Self::expression) } else { Vec::new() };
            if opened && bounds.len() != 3 {
                self.missing("start, stop and step");
            }
            return SeriesRange::InRange(InRange { bounds, span: self.span_from(start) });
        }
        let from = self.eat_word(Keyword::From).then(|| self.expression());
        let to = self.eat_word(Keyword::To).then(|| self.expression());
        self.expect_word(Keyword::Step, "step");
        let step = self.expression();
        SeriesRange::FromToStep(Box::new(FromToStep { from, to, step, span: self.span_from(start) }))
    }
}

impl Print for SeriesAggregation {
    fn print(&self, out: &mut Printer<'_>) {
        self.aggregate.print(out);
        if let Some(default) = &self.default {
            out.text(" default=");
            out.expression(default);
        }
    }
}

impl Print for MakeSeries {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("make-series");
        out.parameters(&self.parameters);
        out.group(|out| {
            out.nest(|out| {
                out.line();
                out.comma_list(&self.aggregations);
                out.line();
                out.text("on ");
                self.on.print(out);
                match &self.range {
                    SeriesRange::FromToStep(range) => {
                        for (word, bound) in [(" from ", &range.from), (" to ", &range.to)] {
                            if let Some(bound) = bound {
                                out.text(word);
                                out.expression(bound);
                            }
                        }
                        out.text(" step ");
                        out.expression(&range.step);
                    }
                    SeriesRange::InRange(range) => out.bracketed_list(" in range(", &range.bounds, ")"),
                }
                if !self.by.is_empty() {
                    out.line();
                    out.text("by ");
                    out.comma_list(&self.by);
                }
            });
        });
    }
}
