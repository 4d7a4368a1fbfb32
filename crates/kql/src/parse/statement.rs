//! Statements.

use super::Parser;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, TokenKind};
use crate::tree::{
    AliasDatabase, ColumnDeclaration, DeclarePattern, Expression, FunctionBody, FunctionDeclaration, FunctionParameter,
    Let, LetValue, Missing, ParameterType, PatternCase, PatternDefinition, QueryParameters, QueryStatement,
    RestrictAccess, RowSchema, SetOption, Statement,
};

/// Whether a text behind `let x =` is read as a function: `(a: b)` and what follows, even where `a: b` could be a search.
pub(crate) fn begins_function(text: &str) -> bool {
    let lexed = crate::lex::lex(text);
    Parser::new(text, &lexed).at_function()
}

impl Parser<'_> {
    /// The statements of a whole text.
    pub(crate) fn statements(&mut self) -> Vec<Statement> {
        while self.at(TokenKind::Directive) {
            let span = self.bump().span;
            let diagnostic = Diagnostic::error(Code::ClientDirective, span, "a line with `#` is for a client program");
            self.remark(diagnostic.help("remove it: this runs queries only"));
        }
        if self.at(TokenKind::Dot) {
            let span = self.token().span.to(self.nth(1).span);
            let command = span.text(self.text);
            let diagnostic = Diagnostic::error(
                Code::ManagementCommand,
                span,
                format!("`{command}` is a management command, not a query"),
            );
            self.report(diagnostic.help("a query begins with a table: `SigninLogs | take 10`"));
            self.position = self.tokens.len().saturating_sub(1);
            return Vec::new();
        }
        let statements = self.statement_list(TokenKind::End);
        if statements.is_empty() && self.diagnostics.is_empty() {
            let diagnostic = Diagnostic::error(Code::EmptyQuery, self.here(), "there is nothing to run");
            self.remark(diagnostic.help("a query begins with a table: `SigninLogs | take 10`"));
        }
        statements
    }

    /// Statements with `;` between them, up to a token that is not eaten.
    pub(crate) fn statement_list(&mut self, close: TokenKind) -> Vec<Statement> {
        let mut statements = Vec::new();
        loop {
            while self.eat(TokenKind::Semicolon) {}
            if self.at(close) || self.at(TokenKind::End) {
                return statements;
            }
            let before = self.position;
            statements.push(self.statement());
            if self.at(close) || self.at(TokenKind::End) || self.at(TokenKind::Semicolon) {
                continue;
            }
            if self.on_new_line() && self.at_statement() {
                let message = format!("`;` is missing before {}", self.found());
                let here = self.here();
                self.report(Diagnostic::error(Code::Expected, here, message).replace(
                    here,
                    ";",
                    "statements end with `;`",
                ));
                self.mistake_at = None;
            } else {
                let message = format!("{} does not belong here", self.found());
                self.report(Diagnostic::error(Code::Unexpected, self.place(), message));
                self.skip_to_end(true);
                if self.position == before || !self.at(TokenKind::Semicolon) && !self.at(close) {
                    self.bump();
                }
            }
        }
    }

    /// Whether a statement other than a query follows.
    pub(crate) fn at_statement(&self) -> bool {
        match self.keyword() {
            Keyword::Alias => self.nth_word(1, Keyword::Database),
            Keyword::Let => self.name_length(1, Degree::Reserved).is_some(),
            Keyword::Declare => self.nth_word(1, Keyword::Pattern) || self.nth_word(1, Keyword::QueryParameters),
            Keyword::Restrict => self.nth_word(1, Keyword::Access),
            Keyword::Set => true,
            _ => false,
        }
    }

    fn statement(&mut self) -> Statement {
        let start = self.start();
        if self.at_statement() {
            let keyword = self.keyword();
            self.bump();
            return match keyword {
                Keyword::Alias => self.alias_database(start),
                Keyword::Declare => self.declare(start),
                Keyword::Restrict => self.restrict_access(start),
                Keyword::Set => self.set_option(start),
                _ => self.let_statement(start),
            };
        }
        let expression = self.pipeline_expression();
        Statement::Query(QueryStatement { expression, span: self.span_from(start) })
    }

    fn let_statement(&mut self, start: u32) -> Statement {
        let name = self.name(Degree::Name);
        self.expect(TokenKind::Equal);
        let value = if self.at_function() {
            LetValue::Function(Box::new(self.function_declaration()))
        } else {
            LetValue::Expression(self.pipeline_expression())
        };
        Statement::Let(Let { name, value, span: self.span_from(start) })
    }

    /// Whether a function follows: `()`, `(name:`, `view ()`.
    fn at_function(&self) -> bool {
        let ahead = usize::from(self.at_word(Keyword::View));
        if self.nth(ahead).kind != TokenKind::OpenParen {
            return false;
        }
        match self.nth(ahead + 1).kind {
            TokenKind::CloseParen => self.nth(ahead + 2).kind == TokenKind::OpenBrace,
            _ => self
                .name_length(ahead + 1, Degree::Reserved)
                .is_some_and(|length| self.nth(ahead + 1 + length).kind == TokenKind::Colon),
        }
    }

    fn function_declaration(&mut self) -> FunctionDeclaration {
        let start = self.start();
        let view = self.eat_word(Keyword::View);
        let parameters = self.function_parameters();
        let body = self.function_body();
        FunctionDeclaration { view, parameters, body, span: self.span_from(start) }
    }

    /// `(a: long = 5, T: (*))`.
    pub(crate) fn function_parameters(&mut self) -> Vec<FunctionParameter> {
        if !self.expect(TokenKind::OpenParen) {
            return Vec::new();
        }
        self.closed_list(TokenKind::CloseParen, false, Self::function_parameter)
    }

    fn function_parameter(&mut self) -> FunctionParameter {
        let start = self.start();
        let name = self.name(Degree::Declaration);
        self.expect(TokenKind::Colon);
        let data_type = if self.at(TokenKind::OpenParen) {
            ParameterType::Table(self.row_schema())
        } else {
            ParameterType::Scalar(self.type_name())
        };
        let default = self.eat(TokenKind::Equal).then(|| self.any_literal().unwrap_or_else(|| self.expression()));
        FunctionParameter { name, data_type, default, span: self.span_from(start) }
    }

    fn function_body(&mut self) -> FunctionBody {
        let start = self.start();
        let empty = FunctionBody { statements: Vec::new(), expression: None, span: self.here() };
        if !self.expect(TokenKind::OpenBrace) {
            return empty;
        }
        let body = self.nested(|parser| {
            let mut statements = Vec::new();
            while parser.at_statement() {
                statements.push(parser.statement());
                if !parser.eat(TokenKind::Semicolon) {
                    parser.missing(";");
                    parser.mistake_at = None;
                    if !parser.at_statement() {
                        break;
                    }
                }
            }
            let expression = (!parser.at(TokenKind::CloseBrace)).then(|| parser.pipeline_expression());
            parser.eat(TokenKind::Semicolon);
            (statements, expression)
        });
        let Some((statements, expression)) = body else { return empty };
        self.close(TokenKind::CloseBrace);
        FunctionBody { statements, expression, span: self.span_from(start) }
    }

    fn set_option(&mut self, start: u32) -> Statement {
        let name = self.any_word();
        let value = self.eat(TokenKind::Equal).then(|| match self.any_literal() {
            Some(literal) => literal,
            None => Expression::Name(self.any_word()),
        });
        Statement::Set(SetOption { name, value, span: self.span_from(start) })
    }

    fn alias_database(&mut self, start: u32) -> Statement {
        self.bump();
        let name = self.name(Degree::Name);
        self.expect(TokenKind::Equal);
        let database = self.expression();
        Statement::Alias(AliasDatabase { name, database, span: self.span_from(start) })
    }

    fn restrict_access(&mut self, start: u32) -> Statement {
        self.bump();
        self.expect_word(Keyword::To, "to");
        let opened = self.expect(TokenKind::OpenParen);
        let entities = if opened { self.closed_list(TokenKind::CloseParen, false, Self::entity) } else { Vec::new() };
        let properties = if self.eat_word(Keyword::With) { self.property_list() } else { Vec::new() };
        Statement::Restrict(RestrictAccess { entities, properties, span: self.span_from(start) })
    }

    fn declare(&mut self, start: u32) -> Statement {
        if self.eat_word(Keyword::QueryParameters) {
            let parameters = self.function_parameters();
            return Statement::QueryParameters(QueryParameters { parameters, span: self.span_from(start) });
        }
        self.bump();
        let name = self.name(Degree::Name);
        let definition = self.at(TokenKind::Equal).then(|| self.pattern_definition());
        Statement::Pattern(DeclarePattern { name, definition, span: self.span_from(start) })
    }

    fn pattern_definition(&mut self) -> PatternDefinition {
        let start = self.bump().span.start;
        let parameters: RowSchema = self.row_schema();
        let path: Option<ColumnDeclaration> = self.eat(TokenKind::OpenBracket).then(|| {
            let column = self.column_declaration();
            self.close(TokenKind::CloseBracket);
            column
        });
        let mut cases = Vec::new();
        if self.expect(TokenKind::OpenBrace) {
            while self.at(TokenKind::OpenParen) {
                cases.push(self.pattern_case());
            }
            self.close(TokenKind::CloseBrace);
        }
        PatternDefinition { parameters, path, cases, span: self.span_from(start) }
    }

    fn pattern_case(&mut self) -> PatternCase {
        let start = self.bump().span.start;
        let arguments = self.closed_list(TokenKind::CloseParen, false, Self::required_string);
        let path = self.eat(TokenKind::Dot).then(|| {
            self.expect(TokenKind::OpenBracket);
            let path = self.required_string();
            self.close(TokenKind::CloseBracket);
            path
        });
        self.expect(TokenKind::Equal);
        let body = self.function_body();
        self.eat(TokenKind::Semicolon);
        PatternCase { arguments, path, body, span: self.span_from(start) }
    }

    /// A single expression and nothing else.
    pub(crate) fn only_expression(&mut self) -> Expression {
        if self.at(TokenKind::End) {
            let diagnostic = Diagnostic::error(Code::EmptyQuery, self.here(), "there is no expression");
            self.remark(diagnostic);
            return Expression::Missing(Missing { span: self.here() });
        }
        let expression = self.pipeline_expression();
        if !self.at(TokenKind::End) {
            let message = format!("{} does not belong here", self.found());
            self.report(Diagnostic::error(Code::Unexpected, self.place(), message));
        }
        expression
    }
}
