//! `mv-expand` and `mv-apply`: a row for each element.
//! Source: <https://learn.microsoft.com/kusto/query/mv-expand-operator>, <https://learn.microsoft.com/kusto/query/mv-apply-operator>

use super::Operator;
use crate::lex::{Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{node, words};
use crate::tree::{Expression, Missing, NamedExpression, Parameter, ParameterName, Pipeline, TypeLiteral};

const KINDS: &[&str] = &["bag", "array"];
const MV_EXPAND: Allowed = &[
    (ParameterName::Kind, Takes::Word(KINDS)),
    (ParameterName::BagExpansion, Takes::Word(KINDS)),
    (ParameterName::WithItemIndex, Takes::Any),
];
const MV_APPLY: Allowed = &[(ParameterName::WithItemIndex, Takes::Any)];

words! {
    /// What a property bag becomes.
    pub enum BagExpansion {
        Bag = "bag",
        Array = "array",
    }
}

node! {
    /// `mv-expand a to typeof(long), b limit 10`.
    pub struct MvExpand {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// What is expanded, side by side.
        pub columns: Vec<ExpandedColumn>,
        /// At most so many rows for each row.
        pub limit: Option<Expression>,
    }
}

impl MvExpand {
    /// What a property bag becomes; a bag of one property when nothing is said.
    pub fn kind(&self) -> BagExpansion {
        let kind = Parameter::find(&self.parameters, ParameterName::Kind)
            .or_else(|| Parameter::find(&self.parameters, ParameterName::BagExpansion));
        kind.and_then(Parameter::word).and_then(BagExpansion::from_text).unwrap_or(BagExpansion::Bag)
    }
}

node! {
    /// `name = expression to typeof(type)`.
    pub struct ExpandedColumn {
        /// The expression and its name.
        pub column: NamedExpression,
        /// The type of the elements.
        pub data_type: Option<TypeLiteral>,
    }
}

node! {
    /// `mv-apply a to typeof(long), b on (…)`.
    pub struct MvApply {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// What is expanded, side by side.
        pub columns: Vec<ExpandedColumn>,
        /// At most so many rows for each row.
        pub limit: Option<Expression>,
        /// `id …`, which the service uses among its own nodes.
        pub id: Option<Expression>,
        /// What is done with the rows of each row.
        pub query: Pipeline,
    }
}

impl Parser<'_> {
    fn expanded_column(&mut self) -> ExpandedColumn {
        let start = self.start();
        let column = self.named_expression();
        let data_type = if self.eat_word(Keyword::To) { self.expanded_type() } else { None };
        ExpandedColumn { column, data_type, span: self.span_from(start) }
    }

    fn expanded_type(&mut self) -> Option<TypeLiteral> {
        if self.at_word(Keyword::Typeof)
            && let Expression::Type(literal) = self.type_expression()
        {
            return Some(*literal);
        }
        self.missing("typeof(…)");
        None
    }

    fn limit(&mut self) -> Option<Expression> {
        self.eat_word(Keyword::Limit).then(|| self.expression())
    }

    pub(crate) fn mv_expand(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(MV_EXPAND, Unknown::Leave);
        let columns = self.comma_list(Self::expanded_column);
        let limit = self.limit();
        Operator::MvExpand(MvExpand { parameters, columns, limit, span: self.span_from(opening.start) })
    }

    pub(crate) fn mv_apply(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(MV_APPLY, Unknown::Leave);
        // `mv-apply on (…)` without a column is legal only with a type; a column named `on` is followed by a sign.
        let columns = if self.at_word(Keyword::On) && self.nth(1).kind == TokenKind::OpenParen {
            let missing = self.expected_expression();
            let span = missing.span();
            let column = NamedExpression { names: Vec::new(), listed: false, expression: missing, span };
            vec![ExpandedColumn { column, data_type: None, span }]
        } else {
            self.comma_list(Self::expanded_column)
        };
        let limit = self.limit();
        let id = self
            .eat_word(Keyword::Id)
            .then(|| self.any_literal().unwrap_or(Expression::Missing(Missing { span: self.here() })));
        self.expect_word(Keyword::On, "on");
        let query = self.parenthesized_sub_pipeline();
        Operator::MvApply(MvApply { parameters, columns, limit, id, query, span: self.span_from(opening.start) })
    }
}

impl Print for ExpandedColumn {
    fn print(&self, out: &mut Printer<'_>) {
        self.column.print(out);
        if let Some(data_type) = &self.data_type {
            out.text(" to ");
            data_type.print(out);
        }
    }
}

impl Print for MvExpand {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("mv-expand");
        out.parameters(&self.parameters);
        out.operand_list(&self.columns);
        if let Some(limit) = &self.limit {
            out.text(" limit ");
            out.expression(limit);
        }
    }
}

impl Print for MvApply {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("mv-apply");
        out.parameters(&self.parameters);
        out.operand_list(&self.columns);
        if let Some(limit) = &self.limit {
            out.text(" limit ");
            out.expression(limit);
        }
        if let Some(id) = &self.id {
            out.text(" id ");
            out.expression(id);
        }
        out.text(" on ");
        out.enclosed_pipeline("(", &self.query, ")");
    }
}
