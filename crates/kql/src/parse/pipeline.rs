//! Pipelines.

use super::{Opening, Parser};
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, TokenKind};
use crate::operators::{Operator, OperatorKind, UnknownOperator, operator_kind, operator_words};
use crate::tree::{Expression, Missing, Pipeline};

impl<'t> Parser<'t> {
    /// An expression or a pipeline: what may stand in parentheses, after `let x =`, as a query.
    pub(crate) fn pipeline_expression(&mut self) -> Expression {
        self.nested(Self::pipeline_or_expression).unwrap_or_else(|| Expression::Missing(Missing { span: self.here() }))
    }

    fn pipeline_or_expression(&mut self) -> Expression {
        let start = self.start();
        let (source, operators) = match self.leading_operator() {
            Some(kind) => (None, vec![self.first_operator(kind)]),
            None => (Some(self.expression()), Vec::new()),
        };
        self.piped(start, source, operators)
    }

    /// The operators that follow a source; the source itself when there are none.
    fn piped(&mut self, start: u32, source: Option<Expression>, mut operators: Vec<Operator>) -> Expression {
        // Expressions without pipes are elements of lists; the rows of a pipeline are not.
        let element = operators.is_empty() && self.at(TokenKind::Comma);
        if !element && !source.as_ref().is_some_and(Expression::is_missing) {
            self.rest_of_operator();
        }
        while self.eat(TokenKind::Pipe) {
            operators.push(self.operator());
            self.rest_of_operator();
        }
        match source {
            Some(source) if operators.is_empty() => source,
            source => Expression::Pipeline(Box::new(Pipeline { source, operators, span: self.span_from(start) })),
        }
    }

    /// A pipeline whose rows come from around it: of `fork`, `facet`, `partition`, `mv-apply`.
    pub(crate) fn sub_pipeline(&mut self) -> Pipeline {
        let start = self.start();
        let operators = self.nested(|parser| {
            let mut operators = vec![parser.operator()];
            parser.rest_of_operator();
            while parser.eat(TokenKind::Pipe) {
                operators.push(parser.operator());
                parser.rest_of_operator();
            }
            operators
        });
        Pipeline { source: None, operators: operators.unwrap_or_default(), span: self.span_from(start) }
    }

    /// A sub-pipeline in parentheses.
    pub(crate) fn parenthesized_sub_pipeline(&mut self) -> Pipeline {
        let opened = self.expect(TokenKind::OpenParen);
        let pipeline = self.sub_pipeline();
        if opened {
            self.close(TokenKind::CloseParen);
        }
        pipeline
    }

    /// The operator that a pipeline begins with, if one does. Words that may be names are operators only by what follows.
    fn leading_operator(&self) -> Option<OperatorKind<'t>> {
        if !self.at(TokenKind::Word) {
            return None;
        }
        let keyword = self.keyword();
        let kind = operator_kind(keyword)?;
        let next = self.nth(1);
        let named = self.name_length(1, Degree::Name);
        let begins = match keyword {
            Keyword::Evaluate => {
                named.is_some_and(|length| self.nth(1 + length).kind == TokenKind::OpenParen) || self.hint_follows()
            }
            Keyword::Range => named.is_some_and(|length| self.nth_word(1 + length, Keyword::From)),
            Keyword::Facet | Keyword::Reduce | Keyword::Partition | Keyword::Sort | Keyword::Order => {
                self.nth_word(1, Keyword::By)
            }
            _ if self.token().degree == Degree::Name => {
                // `extend x = 1` without a table: no expression goes on with a word, so the operator is meant.
                next.kind == TokenKind::Word && next.degree == Degree::Name && !self.nth_word(1, Keyword::On)
            }
            _ => !matches!(next.kind, TokenKind::Equal | TokenKind::Dot | TokenKind::EqualEqual),
        };
        begins.then_some(kind)
    }

    fn hint_follows(&self) -> bool {
        self.nth(1).kind == TokenKind::Word && self.text_of(self.nth(1)) == "hint" && self.nth(2).kind == TokenKind::Dot
    }

    fn first_operator(&mut self, kind: OperatorKind<'t>) -> Operator {
        if !kind.is_source {
            let token = self.token();
            let word = self.text_of(token);
            let diagnostic = Diagnostic::error(Code::OperatorNeedsInput, token.span, format!("`{word}` has no input"));
            self.report(diagnostic.help(format!("put a table and a pipe before it: `SigninLogs | {word} …`")));
            self.mistake_at = None;
        }
        self.known_operator(kind)
    }

    /// The operator after a pipe.
    fn operator(&mut self) -> Operator {
        let token = self.token();
        let found = if token.kind == TokenKind::Word { operator_kind(token.keyword) } else { None };
        match found {
            Some(kind) => {
                if !kind.follows_pipe {
                    let word = self.text_of(token);
                    let diagnostic =
                        Diagnostic::error(Code::OperatorNotAfterPipe, token.span, format!("`{word}` takes no input"));
                    self.remark(diagnostic.help("it begins a query; to add its rows to others use `union`"));
                }
                self.known_operator(kind)
            }
            None => self.unknown_operator(),
        }
    }

    fn known_operator(&mut self, kind: OperatorKind<'t>) -> Operator {
        let token = self.bump();
        (kind.parse)(self, Opening { start: token.span.start, keyword: token.keyword })
    }

    fn unknown_operator(&mut self) -> Operator {
        let start = self.start();
        let token = self.token();
        if token.kind == TokenKind::Word {
            let end = (1..8).take_while(|ahead| {
                let next = self.nth(*ahead);
                next.span.start == self.nth(ahead - 1).span.end
                    && matches!(next.kind, TokenKind::Minus | TokenKind::Word)
            });
            let span = token.span.to(self.nth(end.count()).span);
            let word = span.text(self.text);
            let near = crate::nearest(word, operator_words()).or_else(|| foreign_word(word));
            let diagnostic = Diagnostic::error(Code::UnknownOperator, span, format!("`{word}` is no operator"));
            self.report(diagnostic.did_you_mean(span, near));
        } else {
            let message = format!("an operator is missing after `|`; found {}", self.found());
            self.report(Diagnostic::error(Code::UnknownOperator, self.place(), message));
        }
        self.skip_to_end(true);
        let span = self.span_from(start);
        Operator::Unknown(UnknownOperator { text: span.text(self.text).to_owned(), span })
    }

    /// Reports what follows an operator and belongs to nothing, and skips it.
    fn rest_of_operator(&mut self) {
        if self.at_list_end() {
            return;
        }
        if self.depth <= 2 && self.on_new_line() && self.at_statement() {
            return;
        }
        let found = self.found();
        let mut diagnostic = Diagnostic::error(Code::Unexpected, self.place(), format!("{found} does not belong here"));
        let token = self.token();
        let before = self.position.checked_sub(1).and_then(|last| self.tokens.get(last)).copied();
        if token.kind == TokenKind::Comma {
            diagnostic = diagnostic.help("a query that is an element of a list stands in parentheses of its own");
        } else if before.is_some_and(|before| before.kind == TokenKind::Word && self.text_of(before) == "not") {
            diagnostic = diagnostic.help("`not` is a function: write `not(…)`");
        } else if token.kind == TokenKind::Word && operator_kind(token.keyword).is_some() {
            diagnostic = diagnostic.replace(self.here(), " |", "a pipe may be missing before it");
        } else if super::expression::is_infix(token) {
            diagnostic = diagnostic.help("comparisons do not chain: join them with `and`");
        } else if matches!(token.kind, TokenKind::Word | TokenKind::String | TokenKind::Long) {
            diagnostic = diagnostic.help("a comma, an operator or a pipe may be missing before it");
        }
        self.report(diagnostic);
        self.skip_to_end(true);
    }
}

/// Operators of other languages, and what they are here.
fn foreign_word(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "select" | "fields" | "table" => Some("project"),
        "filter" | "having" => Some("where"),
        "eval" | "let" | "add" => Some("extend"),
        "stats" | "group" | "aggregate" | "groupby" => Some("summarize"),
        "head" | "first" => Some("take"),
        "rename" => Some("project-rename"),
        "dedup" | "unique" => Some("distinct"),
        "remove" | "drop" => Some("project-away"),
        "orderby" | "sortby" => Some("sort by"),
        "expand" | "unnest" | "explode" => Some("mv-expand"),
        _ => None,
    }
}
