//! Parameters of operators: `kind=leftouter`, `hint.strategy=shuffle`.

use super::Parser;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lex::{Degree, TokenKind};
use crate::tree::{Expression, Missing, Parameter, ParameterName, ParameterValue, Property, WordList};

/// What a parameter is set to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Takes {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A name, a word or a literal.
    Any,
    /// Names with commas between them.
    Names,
    /// An expression.
    Expression,
}

/// What to make of `word=` when the operator has no parameter of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is a mistake: nothing else could stand here.
    Report,
    /// It is no parameter: `name = expression` could stand here.
    Leave,
}

/// The parameters an operator has.
pub(crate) type Allowed = &'static [(ParameterName, Takes)];

impl Parser<'_> {
    /// How many tokens the name of a parameter takes, when one and its `=` follow.
    fn parameter_length(&self) -> Option<usize> {
        let dotted = self.at_text("hint") && self.at_signs(&[TokenKind::Word, TokenKind::Dot, TokenKind::Word]);
        let length = if dotted { 3 } else { 1 };
        (self.at(TokenKind::Word) && self.nth(length).kind == TokenKind::Equal).then_some(length)
    }

    /// The parameters that follow.
    pub(crate) fn parameters(&mut self, allowed: Allowed, unknown: Unknown) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        while let Some(length) = self.parameter_length() {
            let last = self.nth(length - 1);
            let span = self.token().span.to(last.span);
            let spelling = span.text(self.text);
            let name = parameter_name(spelling);
            let takes = allowed.iter().find(|(known, _)| *known == name).map(|(_, takes)| *takes);
            if takes.is_none() && !name.is_hint() && unknown == Unknown::Leave {
                break;
            }
            parameters.push(self.parameter(length, name, takes, allowed));
        }
        parameters
    }

    /// Parameters in parentheses, with commas: `with (title="x", ymin=0)`.
    pub(crate) fn parameter_list(&mut self, allowed: Allowed) -> Vec<Parameter> {
        if !self.expect(TokenKind::OpenParen) {
            return Vec::new();
        }
        self.eat(TokenKind::Comma);
        let mut parameters = Vec::new();
        while let Some(length) = self.parameter_length() {
            parameters.push(self.known_parameter(length, allowed));
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        self.close(TokenKind::CloseParen);
        parameters
    }

    /// Parameters with commas and no parentheses: `reduce by x with threshold=0.1, characters="_"`.
    pub(crate) fn bare_parameter_list(&mut self, allowed: Allowed) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        while let Some(length) = self.parameter_length() {
            parameters.push(self.known_parameter(length, allowed));
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        parameters
    }

    fn known_parameter(&mut self, length: usize, allowed: Allowed) -> Parameter {
        let span = self.token().span.to(self.nth(length - 1).span);
        let name = parameter_name(span.text(self.text));
        let takes = allowed.iter().find(|(known, _)| *known == name).map(|(_, takes)| *takes);
        self.parameter(length, name, takes, allowed)
    }

    fn parameter(&mut self, length: usize, name: ParameterName, takes: Option<Takes>, allowed: Allowed) -> Parameter {
        let start = self.start();
        for _ in 0..length {
            self.bump();
        }
        let span = self.span_from(start);
        let spelling = span.text(self.text).to_owned();
        if takes.is_none() {
            let severity = if name.is_hint() { Severity::Warning } else { Severity::Error };
            let message = format!("the operator has no parameter `{spelling}`");
            let near = crate::nearest(&spelling, allowed.iter().map(|(known, _)| known.text()));
            self.remark(Diagnostic::new(Code::UnknownParameter, severity, span, message).did_you_mean(span, near));
        }
        self.bump();
        let value = self.parameter_value(&spelling, name, takes.unwrap_or(Takes::Any));
        Parameter { name, spelling, value, span: self.span_from(start) }
    }

    fn parameter_value(&mut self, spelling: &str, name: ParameterName, takes: Takes) -> ParameterValue {
        match takes {
            Takes::Expression => return ParameterValue::Expression(self.postfix()),
            Takes::Names => return ParameterValue::Words(self.word_list()),
            Takes::Word(_) | Takes::Any => {}
        }
        let literal = matches!(self.keyword(), crate::lex::Keyword::Dynamic | crate::lex::Keyword::Typeof);
        if self.at(TokenKind::Word) && !literal {
            let word = self.bare_name();
            if let Takes::Word(words) = takes {
                self.check_word(spelling, name, &word, words);
            }
            return ParameterValue::Word(word);
        }
        if let Some(name) = self.enclosed_name() {
            return ParameterValue::Word(name);
        }
        if let Some(value) = self.any_literal() {
            return ParameterValue::Expression(value);
        }
        let message = format!("the value of `{spelling}` is missing; found {}", self.found());
        self.report(Diagnostic::error(Code::Expected, self.place(), message));
        ParameterValue::Expression(Expression::Missing(Missing { span: self.here() }))
    }

    fn check_word(
        &mut self,
        spelling: &str,
        name: ParameterName,
        word: &crate::tree::Name,
        words: &'static [&'static str],
    ) {
        let fits =
            words.iter().any(|known| *known == word.text || (name.is_hint() && known.eq_ignore_ascii_case(&word.text)));
        if fits || words.is_empty() {
            return;
        }
        let severity = if name.is_hint() { Severity::Warning } else { Severity::Error };
        let message = format!("`{}` is no value of `{spelling}`", word.text);
        let diagnostic = Diagnostic::new(Code::InvalidParameterValue, severity, word.span, message)
            .help(format!("it takes {}", words.join(", ")))
            .did_you_mean(word.span, crate::nearest(&word.text, words.iter().copied()));
        self.remark(diagnostic);
    }

    /// Names with commas; ends before a comma that another parameter follows.
    fn word_list(&mut self) -> WordList {
        let start = self.start();
        let mut words = vec![self.name(Degree::Declaration)];
        while self.at(TokenKind::Comma) && self.nth(2).kind != TokenKind::Equal {
            self.bump();
            words.push(self.name(Degree::Declaration));
        }
        WordList { words, span: self.span_from(start) }
    }

    /// `(name=value, …)` with free names.
    pub(crate) fn property_list(&mut self) -> Vec<Property> {
        if !self.expect(TokenKind::OpenParen) {
            return Vec::new();
        }
        self.closed_list(TokenKind::CloseParen, true, |parser| {
            let start = parser.start();
            let name = parser.name(Degree::Reserved);
            parser.expect(TokenKind::Equal);
            let value = match parser.any_literal() {
                Some(value) => value,
                None => Expression::Name(parser.name(Degree::Declaration)),
            };
            Property { name, value, span: parser.span_from(start) }
        })
    }
}

/// The parameter of a name as it is written.
fn parameter_name(spelling: &str) -> ParameterName {
    match ParameterName::from_text(spelling) {
        Some(name) if !spelling.is_empty() => name,
        _ if spelling.starts_with("hint.") => ParameterName::OtherHint,
        _ => ParameterName::Unknown,
    }
}
