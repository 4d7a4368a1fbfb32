//! Literals.

use super::Parser;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lex::{Keyword, TokenKind};
use crate::literal;
use crate::tree::{
    DynamicArray, DynamicLiteral, DynamicNull, DynamicObject, DynamicProperty, DynamicValue, Expression, Literal,
    LiteralValue, Missing, StringLiteral, TypeLiteral, TypeLiteralKind,
};

impl Parser<'_> {
    /// A literal that is no string, if one follows; with `signed`, a sign may be put right before a number.
    pub(crate) fn literal(&mut self, signed: bool) -> Option<Literal> {
        let start = self.start();
        let sign = matches!(self.kind(), TokenKind::Minus | TokenKind::Plus);
        if sign {
            let number = self.nth(1);
            let numeric = matches!(number.kind, TokenKind::Long | TokenKind::Real | TokenKind::Timespan);
            if !signed || !numeric || number.span.start != self.token().span.end {
                return None;
            }
            self.bump();
        }
        let token = self.token();
        if !is_literal(token.kind) {
            return None;
        }
        self.bump();
        let span = self.span_from(start);
        let spelling = span.text(self.text);
        let value = match token.kind {
            TokenKind::Long => literal::long_value(spelling),
            TokenKind::Real => literal::real_value(spelling),
            TokenKind::Timespan => literal::timespan_value(spelling),
            TokenKind::Bool => LiteralValue::Bool(Some(spelling.starts_with(['t', 'T']))),
            TokenKind::RawGuid => literal::guid_value(spelling),
            _ => {
                let content = spelling.split_once('(').map_or("", |(_, rest)| rest.strip_suffix(')').unwrap_or(rest));
                literal::typed_value(token.keyword, content)
            }
        };
        if value == LiteralValue::Invalid {
            // The service takes `type(anything)` and makes null of what it cannot read; a bare number it rejects.
            let severity = if token.kind == TokenKind::Typed { Severity::Warning } else { Severity::Error };
            let message = format!("`{spelling}` is no value of its type");
            let diagnostic = Diagnostic::new(Code::InvalidLiteral, severity, span, message);
            self.remark(diagnostic.help(advice(token.kind, token.keyword)));
        }
        Some(Literal { spelling: spelling.to_owned(), value, span })
    }

    /// A string, with those that stand right behind it joined on.
    pub(crate) fn string(&mut self) -> Option<StringLiteral> {
        let start = self.start();
        let mut parts = Vec::new();
        let mut value = String::new();
        while self.at(TokenKind::String) {
            let token = self.bump();
            let part = self.text_of(token);
            value.push_str(&literal::string_value(part));
            parts.push(part.to_owned());
        }
        (!parts.is_empty()).then(|| StringLiteral { value, parts, span: self.span_from(start) })
    }

    /// A string, which has to be there.
    pub(crate) fn required_string(&mut self) -> StringLiteral {
        self.string().unwrap_or_else(|| {
            let message = format!("a string is missing; found {}", self.found());
            self.report(Diagnostic::error(Code::Expected, self.place(), message));
            StringLiteral { value: String::new(), parts: Vec::new(), span: self.here() }
        })
    }

    /// Any literal, with a sign or not; `None` when none follows.
    pub(crate) fn any_literal(&mut self) -> Option<Expression> {
        if self.at(TokenKind::String) {
            return self.string().map(Expression::String);
        }
        match self.keyword() {
            Keyword::Dynamic if self.nth(1).kind == TokenKind::OpenParen => return Some(self.dynamic_expression()),
            Keyword::Typeof if self.nth(1).kind == TokenKind::OpenParen => return Some(self.type_expression()),
            _ => {}
        }
        if self.at(TokenKind::OpenBrace) {
            return self.enclosed_name().map(Expression::Name);
        }
        self.literal(true).map(Expression::Literal)
    }

    /// `dynamic(…)` as an expression; the keyword follows.
    pub(crate) fn dynamic_expression(&mut self) -> Expression {
        match self.dynamic_literal() {
            Some(dynamic) => Expression::Dynamic(Box::new(dynamic)),
            None => Expression::Missing(Missing { span: self.here() }),
        }
    }

    fn dynamic_literal(&mut self) -> Option<DynamicLiteral> {
        let start = self.start();
        self.bump();
        self.expect(TokenKind::OpenParen);
        let value = self.nested(Self::dynamic_value)?;
        self.close(TokenKind::CloseParen);
        Some(DynamicLiteral { value, span: self.span_from(start) })
    }

    fn dynamic_value(&mut self) -> DynamicValue {
        let start = self.start();
        match self.kind() {
            TokenKind::String => self.string().map(DynamicValue::String),
            TokenKind::OpenBracket => {
                self.bump();
                let values = self.closed_list(TokenKind::CloseBracket, false, Self::inner_dynamic_value);
                Some(DynamicValue::Array(DynamicArray { values, span: self.span_from(start) }))
            }
            TokenKind::OpenBrace => {
                self.bump();
                let properties = self.closed_list(TokenKind::CloseBrace, false, Self::dynamic_property);
                Some(DynamicValue::Object(DynamicObject { properties, span: self.span_from(start) }))
            }
            TokenKind::Word => match self.keyword() {
                Keyword::Null => {
                    self.bump();
                    Some(DynamicValue::Null(DynamicNull { span: self.span_from(start) }))
                }
                Keyword::Dynamic => self.dynamic_literal().map(|nested| DynamicValue::Nested(Box::new(nested))),
                _ => None,
            },
            _ => self.literal(true).map(DynamicValue::Literal),
        }
        .unwrap_or_else(|| {
            let message = format!("a value is missing in `dynamic(…)`; found {}", self.found());
            let diagnostic = Diagnostic::error(Code::ExpectedExpression, self.place(), message);
            self.report(
                diagnostic
                    .help("`dynamic(…)` holds JSON and literals; for computed values use `pack(…)` or `pack_array(…)`"),
            );
            DynamicValue::Missing(Missing { span: self.here() })
        })
    }

    fn inner_dynamic_value(&mut self) -> DynamicValue {
        self.nested(Self::dynamic_value).unwrap_or_else(|| DynamicValue::Missing(Missing { span: self.here() }))
    }

    fn dynamic_property(&mut self) -> DynamicProperty {
        let start = self.start();
        let name = self.required_string();
        self.expect(TokenKind::Colon);
        let value = self.inner_dynamic_value();
        DynamicProperty { name, value, span: self.span_from(start) }
    }

    /// `typeof(…)`; the keyword follows.
    pub(crate) fn type_expression(&mut self) -> Expression {
        let start = self.start();
        let literal = self.type_literal();
        let span = self.span_from(start);
        Expression::Type(Box::new(TypeLiteral { kind: literal, span }))
    }

    fn type_literal(&mut self) -> TypeLiteralKind {
        self.bump();
        self.expect(TokenKind::OpenParen);
        if self.at(TokenKind::Word) && self.nth(1).kind == TokenKind::CloseParen {
            let name = self.type_name_of_any_case();
            self.bump();
            TypeLiteralKind::Scalar(name)
        } else {
            TypeLiteralKind::Row(self.row_schema_columns())
        }
    }
}

fn is_literal(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Long
            | TokenKind::Real
            | TokenKind::Timespan
            | TokenKind::Bool
            | TokenKind::Typed
            | TokenKind::RawGuid
    )
}

/// What a literal of a type looks like.
fn advice(kind: TokenKind, keyword: Keyword) -> &'static str {
    match (kind, keyword) {
        (TokenKind::Long, _) | (_, Keyword::Long | Keyword::Int64) => {
            "a long is between -9223372036854775808 and 9223372036854775807"
        }
        (_, Keyword::Int | Keyword::Int32) => "an int is between -2147483648 and 2147483647: int(5), int(null)",
        (TokenKind::Real, _) | (_, Keyword::Real | Keyword::Double) => {
            "a real is written so: real(1.5), real(nan), real(null)"
        }
        (_, Keyword::Decimal) => "a decimal is written so: decimal(1.5), decimal(null)",
        (_, Keyword::Bool | Keyword::Boolean) => "a bool is written so: bool(true), bool(null)",
        (_, Keyword::Guid | Keyword::Uuid | Keyword::Uniqueid) => {
            "a guid is written so: guid(74be27de-1e4e-49d9-b579-fe0b331d3642), guid(null)"
        }
        (_, Keyword::DateTime | Keyword::Date) => {
            "a date is written so: datetime(2024-01-31 23:59:59.9); to convert a value use todatetime(…)"
        }
        _ => "a time span is written so: 1d, 15m, timespan(1.02:03:04); to convert a value use totimespan(…)",
    }
}
