//! `sample` and `sample-distinct`.
//! Source: <https://learn.microsoft.com/kusto/query/sample-operator>

use super::Operator;
use crate::lex::Keyword;
use crate::parse::{Opening, Parser, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Expression, NamedExpression, Parameter};

node! {
    /// `sample 10`: so many rows, at random.
    pub struct Sample {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// How many.
        pub count: Expression,
    }
}

node! {
    /// `sample-distinct 10 of column`: so many values, any.
    pub struct SampleDistinct {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// How many.
        pub count: Expression,
        /// Of what.
        pub of: NamedExpression,
    }
}

impl Parser<'_> {
    pub(crate) fn sample(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(&[], Unknown::Leave);
        let count = self.expression();
        Operator::Sample(Sample { parameters, count, span: self.span_from(opening.start) })
    }

    pub(crate) fn sample_distinct(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(&[], Unknown::Leave);
        let count = self.expression();
        self.expect_word(Keyword::Of, "of");
        let of = self.named_expression();
        Operator::SampleDistinct(SampleDistinct { parameters, count, of, span: self.span_from(opening.start) })
    }
}

impl Print for Sample {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("sample");
        out.parameters(&self.parameters);
        out.space();
        out.expression(&self.count);
    }
}

impl Print for SampleDistinct {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("sample-distinct");
        out.parameters(&self.parameters);
        out.space();
        out.expression(&self.count);
        out.text(" of ");
        self.of.print(out);
    }
}
