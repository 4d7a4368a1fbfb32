//! `where` and `take`: fewer rows.
//! Source: <https://learn.microsoft.com/kusto/query/where-operator>, <https://learn.microsoft.com/kusto/query/take-operator>

use super::Operator;
use crate::lex::Keyword;
use crate::parse::{Opening, Parser, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Expression, Parameter};

words! {
    /// The two words for one operator.
    pub enum WhereWord {
        Where = "where",
        Filter = "filter",
    }
}

words! {
    /// The two words for one operator.
    pub enum TakeWord {
        Take = "take",
        Limit = "limit",
    }
}

node! {
    /// `where condition`.
    pub struct Where {
        /// As it is written.
        pub word: WhereWord,
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// Rows stay for which it is true.
        pub condition: Expression,
    }
}

node! {
    /// `take 10`: so many rows, any.
    pub struct Take {
        /// As it is written.
        pub word: TakeWord,
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// How many.
        pub count: Expression,
    }
}

impl Parser<'_> {
    pub(crate) fn where_operator(&mut self, opening: Opening) -> Operator {
        let word = if opening.keyword == Keyword::Filter { WhereWord::Filter } else { WhereWord::Where };
        let parameters = self.parameters(&[], Unknown::Leave);
        let condition = self.condition();
        Operator::Where(Where { word, parameters, condition, span: self.span_from(opening.start) })
    }

    pub(crate) fn take(&mut self, opening: Opening) -> Operator {
        let word = if opening.keyword == Keyword::Limit { TakeWord::Limit } else { TakeWord::Take };
        let parameters = self.parameters(&[], Unknown::Leave);
        let count = self.expression();
        Operator::Take(Take { word, parameters, count, span: self.span_from(opening.start) })
    }
}

impl Print for Where {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(self.word.text());
        out.parameters(&self.parameters);
        out.space();
        out.condition(&self.condition);
    }
}

impl Print for Take {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(self.word.text());
        out.parameters(&self.parameters);
        out.space();
        out.expression(&self.count);
    }
}
