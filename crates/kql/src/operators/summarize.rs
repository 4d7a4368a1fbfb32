//! `summarize`, `distinct`, `count`: rows become groups.
//! Source: <https://learn.microsoft.com/kusto/query/summarize-operator>

use super::Operator;
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Expression, Name, NamedExpression, Parameter, ParameterName};

const GROUPING: Allowed = &[
    (ParameterName::HintShuffleKey, Takes::Any),
    (ParameterName::HintStrategy, Takes::Any),
    (ParameterName::HintNumPartitions, Takes::Any),
];

node! {
    /// `summarize a = count() by b, bin(t, 1h)`.
    pub struct Summarize {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The aggregates.
        pub aggregates: Vec<NamedExpression>,
        /// Whether `by` is written.
        pub grouped: bool,
        /// A group for each value of these.
        pub by: Vec<NamedExpression>,
        /// `bin=…`, an older way of rounding what stands in `by`.
        pub older_bin: Option<Expression>,
    }
}

node! {
    /// `distinct a, b`, `distinct *`.
    pub struct Distinct {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The columns; `*` is one of them.
        pub columns: Vec<NamedExpression>,
    }
}

node! {
    /// `count`, `count as name`.
    pub struct Count {
        /// The name of the column.
        pub name: Option<Name>,
    }
}

impl Parser<'_> {
    pub(crate) fn summarize(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(GROUPING, Unknown::Leave);
        let aggregates = if self.at_list_end() || self.at_word(Keyword::By) {
            Vec::new()
        } else {
            self.comma_list(Self::named_expression)
        };
        let grouped = self.eat_word(Keyword::By);
        let by = if grouped && !self.at_older_bin() { self.comma_list(Self::named_expression) } else { Vec::new() };
        let older_bin = (grouped && self.at_older_bin()).then(|| {
            self.bump();
            self.bump();
            self.any_literal().unwrap_or_else(|| self.expression())
        });
        let span = self.span_from(opening.start);
        Operator::Summarize(Summarize { parameters, aggregates, grouped, by, older_bin, span })
    }

    fn at_older_bin(&self) -> bool {
        self.at_word(Keyword::Bin) && self.nth(1).kind == TokenKind::Equal
    }

    pub(crate) fn distinct(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(GROUPING, Unknown::Leave);
        let columns =
            self.comma_list(
                |parser| {
                    if parser.at(TokenKind::Star) { parser.star_column() } else { parser.named_expression() }
                },
            );
        Operator::Distinct(Distinct { parameters, columns, span: self.span_from(opening.start) })
    }

    pub(crate) fn count(&mut self, opening: Opening) -> Operator {
        let name = self.eat_word(Keyword::As).then(|| self.name(Degree::Name));
        Operator::Count(Count { name, span: self.span_from(opening.start) })
    }
}

impl Print for Summarize {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("summarize");
        out.parameters(&self.parameters);
        out.group(|out| {
            out.nest(|out| {
                if !self.aggregates.is_empty() {
                    out.line();
                    out.comma_list(&self.aggregates);
                }
                if self.grouped {
                    out.line();
                    out.text("by ");
                    out.group(|out| {
                        out.nest(|out| out.comma_list(&self.by));
                    });
                    if let Some(bin) = &self.older_bin {
                        if !self.by.is_empty() {
                            out.space();
                        }
                        out.text("bin=");
                        out.expression(bin);
                    }
                }
            });
        });
    }
}

impl Print for Distinct {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("distinct");
        out.parameters(&self.parameters);
        out.operand_list(&self.columns);
    }
}

impl Print for Count {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("count");
        if let Some(name) = &self.name {
            out.text(" as ");
            name.print(out);
        }
    }
}
