//! What expressions are made of: names, calls, paths, literals, sub-queries.

use super::Parser;
use super::expression::is_infix;
use super::name::is_column_all_the_same;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, Token, TokenKind};
use crate::tree::{
    Call, DataTable, Element, EntityGroup, Expression, ExternalData, Materialize, Member, Missing, NamedExpression,
    Path, Star, ToScalar, ToTable, WildcardName,
};

impl Parser<'_> {
    /// A primary with the paths, elements and calls behind it.
    pub(crate) fn postfix(&mut self) -> Expression {
        self.framed(Self::postfix_chain)
    }

    fn postfix_chain(&mut self) -> Expression {
        let start = self.start();
        let mut base = self.primary();
        while !base.is_missing() && matches!(self.kind(), TokenKind::Dot | TokenKind::OpenBracket) && self.chain() {
            base = if self.eat(TokenKind::Dot) { self.member(start, base) } else { self.element(start, base) };
        }
        base
    }

    /// A table or tables: a name, a pattern, a path that may end in a pattern, a call.
    pub(crate) fn entity(&mut self) -> Expression {
        self.framed(Self::entity_chain)
    }

    fn entity_chain(&mut self) -> Expression {
        let start = self.start();
        if let Some(wildcard) = self.any_wildcard() {
            return Expression::Wildcard(wildcard);
        }
        let mut base = self.primary();
        while !base.is_missing() && matches!(self.kind(), TokenKind::Dot | TokenKind::OpenBracket) && self.chain() {
            if !self.eat(TokenKind::Dot) {
                base = self.element(start, base);
            } else if let Some(wildcard) = self.any_wildcard() {
                let member = Member::Wildcard(wildcard);
                base = Expression::Path(Path { base: Box::new(base), member, span: self.span_from(start) });
            } else {
                base = self.member(start, base);
            }
        }
        base
    }

    /// A column, or a path into one, where a call cannot stand: what follows in parentheses is of the operator.
    pub(crate) fn column_path(&mut self) -> Expression {
        self.framed(Self::column_path_chain)
    }

    fn column_path_chain(&mut self) -> Expression {
        let start = self.start();
        let mut base = match self.keyword() {
            keyword if is_column_all_the_same(keyword) => Expression::Name(self.bare_name()),
            _ => Expression::Name(self.name(Degree::Name)),
        };
        while matches!(self.kind(), TokenKind::Dot | TokenKind::OpenBracket) && self.chain() {
            base = if self.eat(TokenKind::Dot) {
                let member = Member::Name(self.name(Degree::Name));
                Expression::Path(Path { base: Box::new(base), member, span: self.span_from(start) })
            } else {
                self.element(start, base)
            };
        }
        base
    }

    fn any_wildcard(&mut self) -> Option<WildcardName> {
        self.wildcard().or_else(|| self.bracketed_wildcard())
    }

    /// What follows a dot.
    fn member(&mut self, start: u32, base: Expression) -> Expression {
        let member = match self.kind() {
            TokenKind::OpenBracket if self.name_length(0, Degree::Name).is_none() => {
                if let Some(wildcard) = self.bracketed_wildcard() {
                    Member::Wildcard(wildcard)
                } else {
                    return self.element(start, base);
                }
            }
            TokenKind::Word if self.nth(1).kind == TokenKind::OpenParen && self.token().degree == Degree::Name => {
                Member::Call(self.call())
            }
            TokenKind::Word if is_column_all_the_same(self.keyword()) => Member::Name(self.bare_name()),
            _ => Member::Name(self.name(Degree::Name)),
        };
        Expression::Path(Path { base: Box::new(base), member, span: self.span_from(start) })
    }

    fn element(&mut self, start: u32, base: Expression) -> Expression {
        self.bump();
        let index = Box::new(self.expression());
        self.close(TokenKind::CloseBracket);
        Expression::Element(Element { base: Box::new(base), index, span: self.span_from(start) })
    }

    fn primary(&mut self) -> Expression {
        match self.kind() {
            TokenKind::String => self.string().map(Expression::String),
            TokenKind::OpenParen => Some(self.parenthesized()),
            TokenKind::OpenBracket | TokenKind::OpenBrace => self.enclosed_name().map(Expression::Name),
            TokenKind::Word => Some(self.word_expression()),
            _ => self.literal(false).map(Expression::Literal),
        }
        .unwrap_or_else(|| self.expected_expression())
    }

    /// `( … )`: the expression in it, which may be a pipeline.
    fn parenthesized(&mut self) -> Expression {
        self.bump();
        let expression = self.pipeline_expression();
        let span = expression.span();
        self.close(TokenKind::CloseParen);
        self.parentheses.push(span);
        expression
    }

    /// What begins with a word.
    fn word_expression(&mut self) -> Expression {
        let token = self.token();
        let called = self.nth(1).kind == TokenKind::OpenParen;
        match token.keyword {
            Keyword::Dynamic if called => self.dynamic_expression(),
            Keyword::Typeof if called => self.type_expression(),
            Keyword::DataTable => self.data_table(),
            Keyword::ExternalData | Keyword::ExternalDataUnderscore => self.external_data(),
            Keyword::ToScalar => self.scalar_query(),
            Keyword::ToTable => self.table_query(),
            Keyword::Materialize if called => self.materialize(),
            Keyword::EntityGroup if self.nth(1).kind == TokenKind::OpenBracket => self.entity_group(),
            Keyword::MaterializedViewCombine | Keyword::ContextualDataTable => self.not_read(),
            _ if self.at_text("inline_external_table") && (called || self.nth_word(1, Keyword::Kind)) => {
                self.not_read()
            }
            keyword if token.degree == Degree::Name || is_column_all_the_same(keyword) => {
                if called {
                    Expression::Call(self.call())
                } else {
                    Expression::Name(self.bare_name())
                }
            }
            _ if called => self.call_of_reserved(token),
            _ if self.is_name_by_what_follows() => {
                self.needs_brackets(token);
                Expression::Name(self.bare_name())
            }
            _ => self.expected_expression(),
        }
    }

    /// A source that only a cluster has: its own nodes write it, or it reads files of the cloud.
    fn not_read(&mut self) -> Expression {
        let token = self.token();
        let message = format!("`{}` is not read here", self.text_of(token));
        let diagnostic = Diagnostic::error(Code::NotRead, token.span, message);
        self.report(diagnostic.help("it needs a Kusto cluster; files of this machine are read by `externaldata`"));
        let missing = Expression::Missing(Missing { span: self.here() });
        self.skip_to_end(true);
        missing
    }

    /// Whether what follows a reserved word can only follow a name.
    fn is_name_by_what_follows(&self) -> bool {
        let next = self.nth(1);
        let closes = matches!(
            next.kind,
            TokenKind::CloseParen
                | TokenKind::CloseBracket
                | TokenKind::CloseBrace
                | TokenKind::Dot
                | TokenKind::Comma
                | TokenKind::Pipe
                | TokenKind::End
                | TokenKind::Semicolon
        );
        let sign = matches!(next.kind, TokenKind::Minus | TokenKind::Plus);
        closes || (is_infix(next) && !sign)
    }

    /// `hasprefix(a, "b")`: the word is an operator, or a type that does not convert.
    fn call_of_reserved(&mut self, token: Token) -> Expression {
        let word = self.text_of(token);
        let diagnostic = Diagnostic::error(Code::ReservedName, token.span, format!("`{word}` is no function"));
        let help = if is_infix(token) {
            format!("it is an operator: it stands between its operands, `a {word} b`")
        } else if word == "string" {
            "to convert a value write tostring(…)".to_owned()
        } else {
            "it is a word of the language".to_owned()
        };
        self.report(diagnostic.help(help));
        Expression::Call(self.call())
    }

    /// A call; its name and `(` follow.
    pub(crate) fn call(&mut self) -> Call {
        let start = self.start();
        let function = self.bare_name();
        self.bump();
        let arguments = self.closed_list(TokenKind::CloseParen, false, Self::argument);
        Call { function, arguments, span: self.span_from(start) }
    }

    /// A call that has to be there, as after `evaluate` and `invoke`.
    pub(crate) fn required_call(&mut self) -> Call {
        let start = self.start();
        if self.at(TokenKind::Word) && self.nth(1).kind == TokenKind::OpenParen {
            return self.call();
        }
        let function = self.name(Degree::Name);
        if !function.is_missing() {
            self.missing("(");
        }
        Call { function, arguments: Vec::new(), span: self.span_from(start) }
    }

    fn argument(&mut self) -> NamedExpression {
        let star = self.at(TokenKind::Star) && matches!(self.nth(1).kind, TokenKind::Comma | TokenKind::CloseParen);
        if !star {
            return self.named_expression();
        }
        self.star_column()
    }

    /// `*` as a column of its own; it follows.
    pub(crate) fn star_column(&mut self) -> NamedExpression {
        let span = self.bump().span;
        NamedExpression { names: Vec::new(), listed: false, expression: Expression::Star(Star { span }), span }
    }

    fn sub_query(&mut self) -> Expression {
        self.expect(TokenKind::OpenParen);
        let query = self.pipeline_expression();
        self.close(TokenKind::CloseParen);
        query
    }

    /// `kind=nooptimization`.
    fn no_optimization(&mut self) -> bool {
        let found = self.at_word(Keyword::Kind)
            && self.nth(1).kind == TokenKind::Equal
            && self.nth_word(2, Keyword::Nooptimization);
        if found {
            self.bump();
            self.bump();
            self.bump();
        }
        found
    }

    fn scalar_query(&mut self) -> Expression {
        let start = self.bump().span.start;
        let no_optimization = self.no_optimization();
        let query = Box::new(self.sub_query());
        Expression::ToScalar(ToScalar { no_optimization, query, span: self.span_from(start) })
    }

    fn table_query(&mut self) -> Expression {
        let start = self.bump().span.start;
        let no_optimization = self.no_optimization();
        let query = Box::new(self.sub_query());
        Expression::ToTable(ToTable { no_optimization, query, span: self.span_from(start) })
    }

    fn materialize(&mut self) -> Expression {
        let start = self.bump().span.start;
        let query = Box::new(self.sub_query());
        Expression::Materialize(Materialize { query, span: self.span_from(start) })
    }

    fn entity_group(&mut self) -> Expression {
        let start = self.bump().span.start;
        self.bump();
        let entities = self.closed_list(TokenKind::CloseBracket, true, Self::expression);
        Expression::EntityGroup(EntityGroup { entities, span: self.span_from(start) })
    }

    fn data_table(&mut self) -> Expression {
        let start = self.bump().span.start;
        let parameters = self.parameters(&[], super::Unknown::Report);
        let schema = self.row_schema();
        let values = if self.expect(TokenKind::OpenBracket) {
            self.closed_list(TokenKind::CloseBracket, true, Self::data_value)
        } else {
            Vec::new()
        };
        let span = self.span_from(start);
        let columns = schema.columns.len();
        if columns > 0 && values.len() % columns != 0 && self.mistake_at != Some(self.position) {
            let message = format!("{} values do not fill rows of {columns} columns", values.len());
            let diagnostic = Diagnostic::error(Code::RaggedTable, span, message);
            self.remark(
                diagnostic.help("give each row a value for each column; an empty one is written `long(null)`, `\"\"`"),
            );
        }
        Expression::DataTable(Box::new(DataTable { parameters, schema, values, span }))
    }

    fn data_value(&mut self) -> Expression {
        if let Some(value) = self.any_literal() {
            return value;
        }
        let message = format!("a literal is missing; found {}", self.found());
        let mut diagnostic = Diagnostic::error(Code::ExpectedExpression, self.place(), message);
        diagnostic = if self.at_word(Keyword::Null) {
            diagnostic.help("a null has a type: `long(null)`, `datetime(null)`; a string has none, write \"\"")
        } else {
            diagnostic.help("the values of a datatable are literals; compute others with `print` and `union`")
        };
        self.report(diagnostic);
        Expression::Missing(Missing { span: self.here() })
    }

    fn external_data(&mut self) -> Expression {
        let start = self.bump().span.start;
        let parameters = self.parameters(&[], super::Unknown::Report);
        let schema = self.row_schema();
        let connections = if self.expect(TokenKind::OpenBracket) {
            self.closed_list(TokenKind::CloseBracket, true, Self::expression)
        } else {
            Vec::new()
        };
        let properties = if self.at_word(Keyword::With) && self.nth(1).kind == TokenKind::OpenParen {
            self.bump();
            self.property_list()
        } else {
            Vec::new()
        };
        let span = self.span_from(start);
        Expression::ExternalData(Box::new(ExternalData { parameters, schema, connections, properties, span }))
    }
}
