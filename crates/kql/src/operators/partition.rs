//! `partition`: a query for each value.
//! Source: <https://learn.microsoft.com/kusto/query/partition-operator>

use super::Operator;
use crate::lex::{Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node, words};
use crate::tree::{Expression, Parameter, ParameterName, Pipeline};

const PARTITION: Allowed = &[
    (ParameterName::HintStrategy, Takes::Word(&["native", "shuffle", "legacy"])),
    (ParameterName::HintConcurrency, Takes::Any),
    (ParameterName::HintSpread, Takes::Any),
    (ParameterName::HintMaterialized, Takes::Any),
    (ParameterName::HintShuffleKey, Takes::Any),
];

words! {
    /// The two words: the second is written by the service itself.
    pub enum PartitionWord {
        Partition = "partition",
        PartitionBy = "__partitionby",
    }
}

node! {
    /// `partition by column (…)`, `partition by column {…}`.
    pub struct Partition {
        /// As it is written.
        pub word: PartitionWord,
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The column.
        pub by: Expression,
        /// `in (…)`: the values that get a query.
        pub scope: Option<Expression>,
        /// The query for each value.
        pub query: PartitionQuery,
    }
}

choice! {
    /// The query for each value of a partition.
    pub enum PartitionQuery {
        /// `(…)`: operators on the rows of the value.
        Rows(Pipeline),
        /// `{…}`: a query of its own, which sees the value.
        Whole(WholeQuery),
    }
}

node! {
    /// `{ … }`.
    pub struct WholeQuery {
        /// The query.
        pub query: Expression,
    }
}

impl Parser<'_> {
    pub(crate) fn partition(&mut self, opening: Opening) -> Operator {
        let internal = opening.keyword == Keyword::PartitionBy;
        let word = if internal { PartitionWord::PartitionBy } else { PartitionWord::Partition };
        let parameters = self.parameters(PARTITION, Unknown::Report);
        if !internal {
            self.expect_word(Keyword::By, "by");
        }
        let by = self.column_path();
        let scope = self.eat_word(Keyword::In).then(|| self.postfix());
        let start = self.start();
        let query = if self.eat(TokenKind::OpenBrace) {
            let query = self.pipeline_expression();
            self.close(TokenKind::CloseBrace);
            PartitionQuery::Whole(WholeQuery { query, span: self.span_from(start) })
        } else {
            PartitionQuery::Rows(self.parenthesized_sub_pipeline())
        };
        Operator::Partition(Partition { word, parameters, by, scope, query, span: self.span_from(opening.start) })
    }
}

impl Print for Partition {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(self.word.text());
        out.parameters(&self.parameters);
        out.text(if self.word == PartitionWord::Partition { " by " } else { " " });
        out.expression(&self.by);
        if let Some(scope) = &self.scope {
            out.text(" in ");
            out.ranked(scope, crate::parse::Rank::Postfix);
        }
        out.space();
        match &self.query {
            PartitionQuery::Rows(pipeline) => out.enclosed_pipeline("(", pipeline, ")"),
            PartitionQuery::Whole(whole) => out.group(|out| {
                out.text("{");
                out.nest(|out| {
                    out.line();
                    out.query(&whole.query);
                });
                out.line();
                out.text("}");
            }),
        }
    }
}
