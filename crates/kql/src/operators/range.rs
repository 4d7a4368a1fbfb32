//! `range`: a table of one column that counts.
//! Source: <https://learn.microsoft.com/kusto/query/range-operator>

use super::Operator;
use crate::lex::{Degree, Keyword};
use crate::parse::{Opening, Parser};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Expression, Name};

node! {
    /// `range x from 1 to 10 step 1`; the end is in it.
    pub struct Range {
        /// The column.
        pub column: Name,
        /// The first value.
        pub from: Expression,
        /// The highest value.
        pub to: Expression,
        /// The step.
        pub step: Expression,
    }
}

impl Parser<'_> {
    pub(crate) fn range(&mut self, opening: Opening) -> Operator {
        let column = self.name(Degree::Name);
        self.expect_word(Keyword::From, "from");
        let from = self.expression();
        self.expect_word(Keyword::To, "to");
        let to = self.expression();
        self.expect_word(Keyword::Step, "step");
        let step = self.expression();
        Operator::Range(Range { column, from, to, step, span: self.span_from(opening.start) })
    }
}

impl Print for Range {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("range ");
        self.column.print(out);
        for (word, value) in [(" from ", &self.from), (" to ", &self.to), (" step ", &self.step)] {
            out.text(word);
            out.expression(value);
        }
    }
}
