//! Columns with types.

use super::Parser;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, TokenKind};
use crate::tree::{ColumnDeclaration, RowSchema, ScalarType, StarPlace, TypeName};

impl Parser<'_> {
    /// `(a: string, b: long)`.
    pub(crate) fn row_schema(&mut self) -> RowSchema {
        let start = self.start();
        if !self.expect(TokenKind::OpenParen) {
            return RowSchema { star: None, columns: Vec::new(), span: self.here() };
        }
        let schema = self.row_schema_columns();
        RowSchema { span: self.span_from(start), ..schema }
    }

    /// The inside of a row schema and its closing parenthesis.
    pub(crate) fn row_schema_columns(&mut self) -> RowSchema {
        let start = self.start();
        let mut star = None;
        let mut columns = Vec::new();
        self.closed_list(TokenKind::CloseParen, true, |parser| {
            if parser.eat(TokenKind::Star) {
                star = Some(if columns.is_empty() { StarPlace::First } else { StarPlace::Last });
            } else {
                columns.push(parser.column_declaration());
            }
        });
        if columns.is_empty() && star.is_some() {
            star = Some(StarPlace::Last);
        }
        RowSchema { star, columns, span: self.span_from(start) }
    }

    /// `name: type`.
    pub(crate) fn column_declaration(&mut self) -> ColumnDeclaration {
        let start = self.start();
        let name = self.name(Degree::Declaration);
        self.expect(TokenKind::Colon);
        let data_type = self.type_name();
        ColumnDeclaration { name, data_type, span: self.span_from(start) }
    }

    /// A scalar type in `typeof(…)`, where the service takes `DateTime` too.
    pub(crate) fn type_name_of_any_case(&mut self) -> TypeName {
        let token = self.token();
        let spelling = self.text_of(token);
        match ScalarType::from_text(&spelling.to_ascii_lowercase()) {
            Some(scalar) => {
                self.bump();
                TypeName { scalar: Some(scalar), spelling: spelling.to_owned(), span: token.span }
            }
            None => self.type_name(),
        }
    }

    /// A scalar type.
    pub(crate) fn type_name(&mut self) -> TypeName {
        let token = self.token();
        if token.kind != TokenKind::Word {
            let message = format!("a type is missing; found {}", self.found());
            let diagnostic = Diagnostic::error(Code::UnknownType, self.place(), message);
            self.report(diagnostic.help(TYPES));
            return TypeName { scalar: None, spelling: String::new(), span: self.here() };
        }
        self.bump();
        let spelling = self.text_of(token);
        let scalar = ScalarType::from_text(spelling);
        if scalar.is_none() {
            let diagnostic =
                Diagnostic::error(Code::UnknownType, token.span, format!("`{spelling}` is no type")).help(TYPES);
            let near = crate::nearest(spelling, ScalarType::ALL.iter().map(|scalar| scalar.text()));
            self.remark(diagnostic.did_you_mean(token.span, near));
        }
        TypeName { scalar, spelling: spelling.to_owned(), span: token.span }
    }
}

const TYPES: &str = "the types are bool, datetime, decimal, dynamic, guid, int, long, real, string, timespan";
