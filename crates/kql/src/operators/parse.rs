//! `parse`, `parse-where`, `parse-kv`: columns out of texts.
//! Source: <https://learn.microsoft.com/kusto/query/parse-operator>, <https://learn.microsoft.com/kusto/query/parse-kv-operator>

use super::Operator;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, TokenKind};
use crate::parse::{Allowed, Opening, Parser, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node, words};
use crate::tree::{Expression, Parameter, ParameterName, RowSchema, Star, StringLiteral};

use super::TypedColumn;

const PARSE: Allowed =
    &[(ParameterName::Kind, Takes::Word(&["simple", "regex", "relaxed"])), (ParameterName::Flags, Takes::Any)];
const PARSE_KV: Allowed = &[
    (ParameterName::PairDelimiter, Takes::Any),
    (ParameterName::KeyValueDelimiter, Takes::Any),
    (ParameterName::Regex, Takes::Any),
    (ParameterName::Quote, Takes::Any),
    (ParameterName::Escape, Takes::Any),
    (ParameterName::Greedy, Takes::Any),
];

words! {
    /// How a pattern is matched.
    pub enum ParseKind {
        Simple = "simple",
        Regex = "regex",
        Relaxed = "relaxed",
    }
}

choice! {
    /// A piece of a pattern.
    pub enum PatternPiece {
        /// `*`: any text, skipped.
        Skip(Star),
        /// A text, or for `kind=regex` an expression, that has to be there.
        Text(StringLiteral),
        /// A column, perhaps with a type, that takes the text.
        Column(TypedColumn),
    }
}

node! {
    /// `parse kind=regex flags=U text with * "a" y: long *`.
    pub struct Parse {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The text.
        pub text: Expression,
        /// The pattern.
        pub pattern: Vec<PatternPiece>,
    }
}

node! {
    /// `parse-where`: `parse`, and only rows that match stay.
    pub struct ParseWhere {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The text.
        pub text: Expression,
        /// The pattern.
        pub pattern: Vec<PatternPiece>,
    }
}

fn kind_of(parameters: &[Parameter]) -> ParseKind {
    let kind = Parameter::find(parameters, ParameterName::Kind).and_then(Parameter::word);
    kind.and_then(ParseKind::from_text).unwrap_or(ParseKind::Simple)
}

impl Parse {
    /// How the pattern is matched.
    pub fn kind(&self) -> ParseKind {
        kind_of(&self.parameters)
    }
}

impl ParseWhere {
    /// How the pattern is matched.
    pub fn kind(&self) -> ParseKind {
        kind_of(&self.parameters)
    }
}

node! {
    /// `parse-kv text as (a: string) with (pair_delimiter=";")`.
    pub struct ParseKv {
        /// The text.
        pub text: Expression,
        /// The columns.
        pub keys: RowSchema,
        /// `with (…)`.
        pub properties: Vec<Parameter>,
    }
}

impl Parser<'_> {
    pub(crate) fn parse_operator(&mut self, opening: Opening) -> Operator {
        let (parameters, text, pattern) = self.parse_parts();
        Operator::Parse(Parse { parameters, text, pattern, span: self.span_from(opening.start) })
    }

    pub(crate) fn parse_where(&mut self, opening: Opening) -> Operator {
        let (parameters, text, pattern) = self.parse_parts();
        Operator::ParseWhere(ParseWhere { parameters, text, pattern, span: self.span_from(opening.start) })
    }

    fn parse_parts(&mut self) -> (Vec<Parameter>, Expression, Vec<PatternPiece>) {
        let parameters = self.parameters(PARSE, Unknown::Report);
        let text = self.expression();
        self.expect_word(Keyword::With, "with");
        let mut pattern = Vec::new();
        while let Some(piece) = self.pattern_piece() {
            pattern.push(piece);
        }
        self.check_pattern(&pattern);
        (parameters, text, pattern)
    }

    fn pattern_piece(&mut self) -> Option<PatternPiece> {
        let start = self.start();
        match self.kind() {
            TokenKind::Star => {
                let span = self.bump().span;
                Some(PatternPiece::Skip(Star { span }))
            }
            TokenKind::String => self.string().map(PatternPiece::Text),
            TokenKind::Word | TokenKind::OpenBracket | TokenKind::OpenBrace => {
                if self.at(TokenKind::Word) && self.on_new_line() && self.at_statement() {
                    return None;
                }
                self.name_length(0, Degree::Reserved)?;
                let name = self.name(Degree::Declaration);
                let data_type = self.eat(TokenKind::Colon).then(|| self.type_name());
                Some(PatternPiece::Column(TypedColumn { name, data_type, span: self.span_from(start) }))
            }
            _ => None,
        }
    }

    /// Two columns, or a column and a star, side by side: nothing says where one ends.
    fn check_pattern(&mut self, pattern: &[PatternPiece]) {
        if pattern.is_empty() {
            return self.missing("a pattern");
        }
        for pair in pattern.windows(2) {
            let [first, second] = pair else { continue };
            let message = match (first, second) {
                (PatternPiece::Column(left), PatternPiece::Column(right)) => {
                    format!("nothing says where `{}` ends and `{}` begins", left.name.text, right.name.text)
                }
                (PatternPiece::Skip(_), PatternPiece::Column(column)) => {
                    format!("nothing says where `{}` begins", column.name.text)
                }
                _ => continue,
            };
            let diagnostic = Diagnostic::error(Code::ParsePattern, second.span(), message);
            self.remark(diagnostic.help("put the string that stands between them into the pattern"));
        }
    }

    pub(crate) fn parse_kv(&mut self, opening: Opening) -> Operator {
        let text = self.expression();
        self.expect_word(Keyword::As, "as");
        let keys = self.row_schema();
        let properties = if self.eat_word(Keyword::With) { self.parameter_list(PARSE_KV) } else { Vec::new() };
        Operator::ParseKv(ParseKv { text, keys, properties, span: self.span_from(opening.start) })
    }
}

impl Print for TypedColumn {
    fn print(&self, out: &mut Printer<'_>) {
        self.name.print(out);
        if let Some(data_type) = &self.data_type {
            out.text(": ");
            out.text(&data_type.spelling);
        }
    }
}

fn print_parse(
    word: &str,
    parameters: &[Parameter],
    text: &Expression,
    pattern: &[PatternPiece],
    out: &mut Printer<'_>,
) {
    out.text(word);
    out.parameters(parameters);
    out.space();
    out.expression(text);
    out.text(" with");
    out.group(|out| {
        out.nest(|out| {
            for piece in pattern {
                out.line();
                out.comments_before(piece.span().start);
                match piece {
                    PatternPiece::Skip(_) => out.text("*"),
                    PatternPiece::Text(text) => text.print(out),
                    PatternPiece::Column(column) => column.print(out),
                }
            }
        });
    });
}

impl Print for Parse {
    fn print(&self, out: &mut Printer<'_>) {
        print_parse("parse", &self.parameters, &self.text, &self.pattern, out);
    }
}

impl Print for ParseWhere {
    fn print(&self, out: &mut Printer<'_>) {
        print_parse("parse-where", &self.parameters, &self.text, &self.pattern, out);
    }
}

impl Print for ParseKv {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("parse-kv ");
        out.expression(&self.text);
        out.text(" as ");
        self.keys.print(out);
        if !self.properties.is_empty() {
            out.text(" with ");
            out.bracketed_list("(", &self.properties, ")");
        }
    }
}
