//! `top-nested` and `top-hitters`.
//! Source: <https://learn.microsoft.com/kusto/query/top-nested-operator>, <https://learn.microsoft.com/kusto/query/top-hitters-operator>

use super::{Operator, OrderedExpression};
use crate::lex::{Keyword, TokenKind};
use crate::parse::{Opening, Parser};
use crate::print::{Print, Printer};
use crate::tree::node::node;
use crate::tree::{Expression, NamedExpression};

node! {
    /// `top-nested 2 of a with others="rest" by sum(x), top-nested 3 of b by count()`.
    pub struct TopNested {
        /// The levels, from the outermost.
        pub levels: Vec<TopNestedLevel>,
    }
}

node! {
    /// `top-nested 2 of a with others="rest" by sum(x)`.
    pub struct TopNestedLevel {
        /// How many values; all when absent.
        pub count: Option<Expression>,
        /// Values of what.
        pub of: NamedExpression,
        /// The value that stands for all the others.
        pub others: Option<Expression>,
        /// The aggregate that decides, and which way.
        pub by: OrderedExpression,
    }
}

node! {
    /// `top-hitters 10 of a by b`.
    pub struct TopHitters {
        /// How many values.
        pub count: Expression,
        /// Values of what.
        pub of: NamedExpression,
        /// What a row weighs; one when absent.
        pub by: Option<OrderedExpression>,
    }
}

impl Parser<'_> {
    pub(crate) fn top_nested(&mut self, opening: Opening) -> Operator {
        let mut levels = vec![self.top_nested_level(opening.start)];
        while self.at(TokenKind::Comma) {
            self.bump();
            let start = self.start();
            self.expect_word(Keyword::TopNested, "top-nested");
            levels.push(self.top_nested_level(start));
        }
        Operator::TopNested(TopNested { levels, span: self.span_from(opening.start) })
    }

    fn top_nested_level(&mut self, start: u32) -> TopNestedLevel {
        let count = (!self.at_word(Keyword::Of)).then(|| self.expression());
        self.expect_word(Keyword::Of, "of");
        let of = self.named_expression();
        let others = self.eat_word(Keyword::With).then(|| {
            self.expect_word(Keyword::WithOthers, "others");
            self.expect(TokenKind::Equal);
            self.expression()
        });
        self.expect_word(Keyword::By, "by");
        let by = self.ordered_expression();
        TopNestedLevel { count, of, others, by, span: self.span_from(start) }
    }

    pub(crate) fn top_hitters(&mut self, opening: Opening) -> Operator {
        let count = self.expression();
        self.expect_word(Keyword::Of, "of");
        let of = self.named_expression();
        let by = self.eat_word(Keyword::By).then(|| self.ordered_expression());
        Operator::TopHitters(TopHitters { count, of, by, span: self.span_from(opening.start) })
    }
}

impl Print for TopNestedLevel {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("top-nested ");
        if let Some(count) = &self.count {
            out.expression(count);
            out.space();
        }
        out.text("of ");
        self.of.print(out);
        if let Some(others) = &self.others {
            out.text(" with others = ");
            out.expression(others);
        }
        out.text(" by ");
        self.by.print(out);
    }
}

impl Print for TopNested {
    fn print(&self, out: &mut Printer<'_>) {
        out.group(|out| {
            out.nest(|out| out.comma_list(&self.levels));
        });
    }
}

impl Print for TopHitters {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("top-hitters ");
        out.expression(&self.count);
        out.text(" of ");
        self.of.print(out);
        if let Some(by) = &self.by {
            out.text(" by ");
            by.print(out);
        }
    }
}
