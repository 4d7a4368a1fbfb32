//! `sort` and `top`: rows in order.
//! Source: <https://learn.microsoft.com/kusto/query/sort-operator>, <https://learn.microsoft.com/kusto/query/top-operator>

use super::Operator;
use crate::lex::Keyword;
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Expression, NamedExpression, Parameter, ParameterName};

const SORT: Allowed = &[(ParameterName::HintStrategy, Takes::Any)];
const TOP: Allowed = &[(ParameterName::HintProgressiveTop, Takes::Any)];

words! {
    /// The two words for one operator.
    pub enum SortWord {
        Sort = "sort",
        Order = "order",
    }
}

words! {
    /// Which way; descending when nothing is said.
    pub enum Direction {
        Ascending = "asc",
        Descending = "desc",
    }
}

words! {
    /// Where nulls stand; first when ascending, last when descending, if nothing is said.
    pub enum NullsPlace {
        First = "first",
        Last = "last",
    }
}

node! {
    /// `expression asc nulls last`.
    pub struct OrderedExpression {
        /// What the order is by.
        pub expression: NamedExpression,
        /// Which way, as it is written.
        pub direction: Option<Direction>,
        /// Where nulls stand, as it is written.
        pub nulls: Option<NullsPlace>,
    }
}

impl OrderedExpression {
    /// Which way: descending when nothing is said.
    pub fn resolved_direction(&self) -> Direction {
        self.direction.unwrap_or(Direction::Descending)
    }

    /// Where nulls stand: first when ascending, last when descending, if nothing is said.
    pub fn resolved_nulls(&self) -> NullsPlace {
        self.nulls.unwrap_or(match self.resolved_direction() {
            Direction::Ascending => NullsPlace::First,
            Direction::Descending => NullsPlace::Last,
        })
    }
}

node! {
    /// `sort by a asc, b`.
    pub struct Sort {
        /// As it is written.
        pub word: SortWord,
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The order.
        pub by: Vec<OrderedExpression>,
    }
}

node! {
    /// `top 10 by a`.
    pub struct Top {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// How many rows.
        pub count: Expression,
        /// The order.
        pub by: OrderedExpression,
    }
}

impl Parser<'_> {
    pub(crate) fn ordered_expression(&mut self) -> OrderedExpression {
        let start = self.start();
        let expression = self.named_expression();
        let direction = match self.keyword() {
            Keyword::Asc | Keyword::GrannyAsc => Some(Direction::Ascending),
            Keyword::Desc | Keyword::GrannyDesc => Some(Direction::Descending),
            _ => None,
        };
        if direction.is_some() {
            self.bump();
        }
        let nulls = if self.eat_word(Keyword::Nulls) { self.nulls_place() } else { None };
        OrderedExpression { expression, direction, nulls, span: self.span_from(start) }
    }

    fn nulls_place(&mut self) -> Option<NullsPlace> {
        let place = match self.keyword() {
            Keyword::First => Some(NullsPlace::First),
            Keyword::Last => Some(NullsPlace::Last),
            _ => None,
        };
        if place.is_some() {
            self.bump();
        } else {
            self.missing("first or last");
        }
        place
    }

    pub(crate) fn sort(&mut self, opening: Opening) -> Operator {
        let word = if opening.keyword == Keyword::Order { SortWord::Order } else { SortWord::Sort };
        let parameters = self.parameters(SORT, Unknown::Leave);
        self.expect_word(Keyword::By, "by");
        let by = self.comma_list(Self::ordered_expression);
        Operator::Sort(Sort { word, parameters, by, span: self.span_from(opening.start) })
    }

    pub(crate) fn top(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(TOP, Unknown::Leave);
        let count = self.expression();
        self.expect_word(Keyword::By, "by");
        let by = self.ordered_expression();
        Operator::Top(Top { parameters, count, by, span: self.span_from(opening.start) })
    }
}

impl Print for OrderedExpression {
    fn print(&self, out: &mut Printer<'_>) {
        self.expression.print(out);
        if let Some(direction) = self.direction {
            out.space();
            out.text(direction.text());
        }
        if let Some(nulls) = self.nulls {
            out.text(" nulls ");
            out.text(nulls.text());
        }
    }
}

impl Print for Sort {
    fn print(&self, out: &mut Printer<'_>) {
        out.text(self.word.text());
        out.parameters(&self.parameters);
        out.text(" by");
        out.operand_list(&self.by);
    }
}

impl Print for Top {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("top");
        out.parameters(&self.parameters);
        out.space();
        out.expression(&self.count);
        out.text(" by ");
        self.by.print(out);
    }
}
