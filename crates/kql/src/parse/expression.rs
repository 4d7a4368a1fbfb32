//! Operators of expressions, by precedence climbing.
//!
//! Kusto's ranks, from loose to tight: `or`; `and`; equality (`==`, `in`, `between`, which do not chain); relation (`<`, no
//! chain); `+ -`; `* / %`; string operators (`has`, `=~`, no chain); a sign; paths and calls. String operators bind tighter than
//! arithmetic: `a + b has c` is `a + (b has c)`.

use super::Parser;
use crate::diagnostic::{Code, Diagnostic};
use crate::lex::{Degree, Keyword, Token, TokenKind};
use crate::tree::{
    Between, Binary, BinaryOperator, Expression, Literal, LiteralValue, Logical, LogicalOperator, Membership,
    MembershipOperator, Missing, Name, NameKind, NamedExpression, Star, Unary, UnaryOperator,
};

/// How tightly an operator binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Or,
    And,
    Equality,
    Relation,
    Additive,
    Multiplicative,
    Text,
    Unary,
    Postfix,
}

impl Rank {
    /// The next tighter one.
    pub(crate) fn tighter(self) -> Rank {
        match self {
            Rank::Or => Rank::And,
            Rank::And => Rank::Equality,
            Rank::Equality => Rank::Relation,
            Rank::Relation => Rank::Additive,
            Rank::Additive => Rank::Multiplicative,
            Rank::Multiplicative => Rank::Text,
            Rank::Text => Rank::Unary,
            Rank::Unary | Rank::Postfix => Rank::Postfix,
        }
    }

    /// Whether operators of the rank may follow each other without parentheses.
    fn chains(self) -> bool {
        matches!(self, Rank::Additive | Rank::Multiplicative)
    }
}

/// The rank of a binary operator.
pub(crate) fn rank_of(operator: BinaryOperator) -> Rank {
    use BinaryOperator as B;
    match operator {
        B::Equal | B::NotEqual => Rank::Equality,
        B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual => Rank::Relation,
        B::Add | B::Subtract => Rank::Additive,
        B::Multiply | B::Divide | B::Modulo => Rank::Multiplicative,
        B::EqualIgnoreCase
        | B::NotEqualIgnoreCase
        | B::Search
        | B::Has
        | B::NotHas
        | B::HasCs
        | B::NotHasCs
        | B::HasPrefix
        | B::NotHasPrefix
        | B::HasPrefixCs
        | B::NotHasPrefixCs
        | B::HasSuffix
        | B::NotHasSuffix
        | B::HasSuffixCs
        | B::NotHasSuffixCs
        | B::Contains
        | B::NotContains
        | B::ContainsCs
        | B::NotContainsCs
        | B::StartsWith
        | B::NotStartsWith
        | B::StartsWithCs
        | B::NotStartsWithCs
        | B::EndsWith
        | B::NotEndsWith
        | B::EndsWithCs
        | B::NotEndsWithCs
        | B::Like
        | B::NotLike
        | B::LikeCs
        | B::NotLikeCs
        | B::MatchesRegex => Rank::Text,
    }
}

/// What stands between operands.
#[derive(Debug, Clone, Copy)]
enum Infix {
    Binary(BinaryOperator),
    Logical(LogicalOperator),
    Membership(MembershipOperator),
    Between { negated: bool },
}

impl Infix {
    fn rank(self) -> Rank {
        match self {
            Infix::Binary(operator) => rank_of(operator),
            Infix::Logical(LogicalOperator::And) => Rank::And,
            Infix::Logical(LogicalOperator::Or) => Rank::Or,
            Infix::Membership(_) | Infix::Between { .. } => Rank::Equality,
        }
    }
}

fn infix_sign(kind: TokenKind) -> Option<BinaryOperator> {
    match kind {
        TokenKind::Plus => Some(BinaryOperator::Add),
        TokenKind::Minus => Some(BinaryOperator::Subtract),
        TokenKind::Star => Some(BinaryOperator::Multiply),
        TokenKind::Slash => Some(BinaryOperator::Divide),
        TokenKind::Percent => Some(BinaryOperator::Modulo),
        TokenKind::EqualEqual => Some(BinaryOperator::Equal),
        TokenKind::NotEqual => Some(BinaryOperator::NotEqual),
        TokenKind::EqualTilde => Some(BinaryOperator::EqualIgnoreCase),
        TokenKind::BangTilde => Some(BinaryOperator::NotEqualIgnoreCase),
        TokenKind::Less => Some(BinaryOperator::Less),
        TokenKind::LessOrEqual => Some(BinaryOperator::LessOrEqual),
        TokenKind::Greater => Some(BinaryOperator::Greater),
        TokenKind::GreaterOrEqual => Some(BinaryOperator::GreaterOrEqual),
        TokenKind::Colon => Some(BinaryOperator::Search),
        _ => None,
    }
}

fn infix_word(keyword: Keyword) -> Option<Infix> {
    use BinaryOperator as B;
    let binary = match keyword {
        Keyword::And => return Some(Infix::Logical(LogicalOperator::And)),
        Keyword::Or => return Some(Infix::Logical(LogicalOperator::Or)),
        Keyword::In => return Some(Infix::Membership(MembershipOperator::In)),
        Keyword::NotIn => return Some(Infix::Membership(MembershipOperator::NotIn)),
        Keyword::InIgnoreCase => return Some(Infix::Membership(MembershipOperator::InIgnoreCase)),
        Keyword::NotInIgnoreCase => return Some(Infix::Membership(MembershipOperator::NotInIgnoreCase)),
        Keyword::HasAny => return Some(Infix::Membership(MembershipOperator::HasAny)),
        Keyword::HasAll => return Some(Infix::Membership(MembershipOperator::HasAll)),
        Keyword::Between => return Some(Infix::Between { negated: false }),
        Keyword::NotBetween => return Some(Infix::Between { negated: true }),
        Keyword::Has => B::Has,
        Keyword::NotHas => B::NotHas,
        Keyword::HasCs => B::HasCs,
        Keyword::NotHasCs => B::NotHasCs,
        Keyword::HasPrefix => B::HasPrefix,
        Keyword::NotHasPrefix => B::NotHasPrefix,
        Keyword::HasPrefixCs => B::HasPrefixCs,
        Keyword::NotHasPrefixCs => B::NotHasPrefixCs,
        Keyword::HasSuffix => B::HasSuffix,
        Keyword::NotHasSuffix => B::NotHasSuffix,
        Keyword::HasSuffixCs => B::HasSuffixCs,
        Keyword::NotHasSuffixCs => B::NotHasSuffixCs,
        Keyword::Contains => B::Contains,
        Keyword::NotContains | Keyword::NotContainsJoined => B::NotContains,
        Keyword::ContainsCs | Keyword::ContainsCsJoined => B::ContainsCs,
        Keyword::NotContainsCs | Keyword::NotContainsCsJoined => B::NotContainsCs,
        Keyword::StartsWith => B::StartsWith,
        Keyword::NotStartsWith => B::NotStartsWith,
        Keyword::StartsWithCs => B::StartsWithCs,
        Keyword::NotStartsWithCs => B::NotStartsWithCs,
        Keyword::EndsWith => B::EndsWith,
        Keyword::NotEndsWith => B::NotEndsWith,
        Keyword::EndsWithCs => B::EndsWithCs,
        Keyword::NotEndsWithCs => B::NotEndsWithCs,
        Keyword::Like => B::Like,
        Keyword::Notlike => B::NotLike,
        Keyword::Likecs => B::LikeCs,
        Keyword::Notlikecs => B::NotLikeCs,
        Keyword::MatchesRegex => B::MatchesRegex,
        _ => return None,
    };
    Some(Infix::Binary(binary))
}

/// Whether a token stands between operands.
pub(super) fn is_infix(token: Token) -> bool {
    infix_sign(token.kind).is_some() || (token.kind == TokenKind::Word && infix_word(token.keyword).is_some())
}

impl Parser<'_> {
    fn infix(&self) -> Option<Infix> {
        let token = self.token();
        if token.kind != TokenKind::Word {
            return infix_sign(token.kind).map(Infix::Binary);
        }
        // `in range(…)` is a clause of make-series.
        if token.keyword == Keyword::In && self.nth_word(1, Keyword::Range) {
            return None;
        }
        infix_word(token.keyword)
    }

    /// A scalar expression, without pipes.
    pub(crate) fn expression(&mut self) -> Expression {
        self.ranked(Rank::Or)
    }

    /// An expression whose operators bind at least as tightly as `rank`.
    pub(crate) fn ranked(&mut self, rank: Rank) -> Expression {
        self.nested(|parser| parser.climb(rank)).unwrap_or_else(|| Expression::Missing(Missing { span: self.here() }))
    }

    fn climb(&mut self, lowest: Rank) -> Expression {
        let start = self.start();
        let mut left = self.unary();
        let mut highest = Rank::Postfix;
        while let Some(infix) = self.infix() {
            let rank = infix.rank();
            if rank < lowest || rank >= highest || !self.chain() {
                break;
            }
            if !rank.chains() {
                highest = rank;
            }
            left = self.infix_operation(start, left, infix);
        }
        left
    }

    fn infix_operation(&mut self, start: u32, left: Expression, infix: Infix) -> Expression {
        if let Infix::Logical(operator) = infix {
            return self.logical(start, left, operator);
        }
        self.bump();
        match infix {
            Infix::Binary(operator) => {
                let right = Box::new(self.ranked(rank_of(operator).tighter()));
                Expression::Binary(Binary { left: Box::new(left), operator, right, span: self.span_from(start) })
            }
            Infix::Between { negated } => {
                let opened = self.expect(TokenKind::OpenParen);
                let low = Box::new(self.expression());
                self.expect(TokenKind::DotDot);
                let high = Box::new(self.expression());
                if opened {
                    self.close(TokenKind::CloseParen);
                }
                let value = Box::new(left);
                Expression::Between(Between { value, negated, low, high, span: self.span_from(start) })
            }
            Infix::Membership(operator) => {
                let list = self.membership_list();
                Expression::Membership(Membership {
                    value: Box::new(left),
                    operator,
                    list,
                    span: self.span_from(start),
                })
            }
            Infix::Logical(_) => left,
        }
    }

    fn logical(&mut self, start: u32, first: Expression, operator: LogicalOperator) -> Expression {
        let (keyword, rank) = match operator {
            LogicalOperator::And => (Keyword::And, Rank::And),
            LogicalOperator::Or => (Keyword::Or, Rank::Or),
        };
        let mut operands = vec![first];
        while self.eat_word(keyword) {
            operands.push(self.ranked(rank.tighter()));
        }
        Expression::Logical(Logical { operator, operands, span: self.span_from(start) })
    }

    fn membership_list(&mut self) -> Vec<Expression> {
        if !self.at(TokenKind::OpenParen) {
            let message = format!("`(` is missing before the list; found {}", self.found());
            let diagnostic = Diagnostic::error(Code::Expected, self.place(), message);
            self.report(
                diagnostic.help("the list stands in parentheses: `in (\"a\", \"b\")`, `in (Table)`, `has_any (names)`"),
            );
            return vec![self.ranked(Rank::Relation)];
        }
        self.bump();
        if self.at(TokenKind::CloseParen) {
            self.expected_expression();
        }
        self.closed_list(TokenKind::CloseParen, false, Self::pipeline_expression)
    }

    /// An operand with or without a sign.
    pub(crate) fn unary(&mut self) -> Expression {
        let operator = match self.kind() {
            TokenKind::Minus => UnaryOperator::Minus,
            TokenKind::Plus => UnaryOperator::Plus,
            TokenKind::Star if self.star_is_operand() => {
                let span = self.bump().span;
                return Expression::Star(Star { span });
            }
            _ => return self.postfix(),
        };
        let start = self.start();
        if let Some(lowest) = self.lowest_long() {
            return lowest;
        }
        self.bump();
        let operand = Box::new(self.postfix());
        Expression::Unary(Unary { operator, operand, span: self.span_from(start) })
    }

    /// `-9223372036854775808` is a long, though its digits alone are none.
    fn lowest_long(&mut self) -> Option<Expression> {
        let number = self.nth(1);
        let lowest = self.at(TokenKind::Minus)
            && number.kind == TokenKind::Long
            && self.text_of(number) == "9223372036854775808";
        if !lowest || number.span.start != self.token().span.end {
            return None;
        }
        let start = self.start();
        self.bump();
        self.bump();
        let span = self.span_from(start);
        let spelling = span.text(self.text).to_owned();
        Some(Expression::Literal(Literal { spelling, value: LiteralValue::Long(Some(i64::MIN)), span }))
    }

    /// `* has "x"`, `* == 5`: any column.
    fn star_is_operand(&self) -> bool {
        let next = self.nth(1);
        let word = if next.kind == TokenKind::Word { infix_word(next.keyword) } else { None };
        let operator = infix_sign(next.kind).or(match word {
            Some(Infix::Binary(operator)) => Some(operator),
            _ => None,
        });
        operator.is_some_and(|operator| rank_of(operator) == Rank::Text || operator == BinaryOperator::Equal)
    }

    /// A condition: an expression, where `=` is taken for a misspelled `==`.
    pub(crate) fn condition(&mut self) -> Expression {
        let start = self.start();
        let left = self.expression();
        if !self.at(TokenKind::Equal) {
            return left;
        }
        let span = self.token().span;
        let diagnostic = Diagnostic::error(Code::AssignmentInCondition, span, "`=` gives a name; it does not compare");
        self.report(diagnostic.replace(span, "==", "to compare write `==`, or `=~` to ignore case"));
        self.bump();
        let right = Box::new(self.expression());
        let operator = BinaryOperator::Equal;
        Expression::Binary(Binary { left: Box::new(left), operator, right, span: self.span_from(start) })
    }

    /// An expression with or without names: `x`, `a = x`, `(a, b) = x`.
    pub(crate) fn named_expression(&mut self) -> NamedExpression {
        let start = self.start();
        let (names, listed) = self.expression_names();
        let expression = self.expression();
        NamedExpression { names, listed, expression, span: self.span_from(start) }
    }

    fn expression_names(&mut self) -> (Vec<Name>, bool) {
        if let Some(length) = self.name_length(0, Degree::Reserved) {
            if self.nth(length).kind == TokenKind::Equal {
                let name = self.name(Degree::Declaration);
                self.bump();
                return (vec![name], false);
            }
            if let Some(name) = self.dashed_name() {
                return (vec![name], false);
            }
        }
        match self.name_list_length() {
            Some(length) if self.nth(length).kind == TokenKind::Equal => {
                self.bump();
                let names = self.closed_list(TokenKind::CloseParen, false, |parser| parser.name(Degree::Declaration));
                self.bump();
                (names, true)
            }
            _ => (Vec::new(), false),
        }
    }

    /// `user-name = …`: no name, but it is clear what is meant.
    fn dashed_name(&mut self) -> Option<Name> {
        let mut length = 1;
        while self.at(TokenKind::Word)
            && matches!(self.nth(length).kind, TokenKind::Minus | TokenKind::Word)
            && self.nth(length).span.start == self.nth(length - 1).span.end
        {
            length += 1;
        }
        if length < 3 || self.nth(length).kind != TokenKind::Equal {
            return None;
        }
        let start = self.start();
        for _ in 0..length {
            self.bump();
        }
        let span = self.span_from(start);
        let text = span.text(self.text).to_owned();
        let diagnostic = Diagnostic::error(Code::ReservedName, span, format!("`{text}` is no name: it has a dash"));
        let replacement = format!("['{text}']");
        self.remark(diagnostic.replace(span, replacement.clone(), format!("put it in brackets: {replacement}")));
        self.bump();
        Some(Name { text, kind: NameKind::Bracketed, span })
    }

    /// How many tokens `(a, b)` takes, when names in parentheses follow.
    fn name_list_length(&self) -> Option<usize> {
        if !self.at(TokenKind::OpenParen) {
            return None;
        }
        let mut length = 1;
        loop {
            length += self.name_length(length, Degree::Declaration)?;
            match self.nth(length).kind {
                TokenKind::Comma => length += 1,
                TokenKind::CloseParen => return Some(length + 1),
                _ => return None,
            }
        }
    }

    /// Reports that an expression is missing, and stands in for it.
    pub(crate) fn expected_expression(&mut self) -> Expression {
        let token = self.token();
        let message = format!("an expression is missing; found {}", self.found());
        let mut diagnostic = Diagnostic::error(Code::ExpectedExpression, self.place(), message);
        if token.kind == TokenKind::Word && token.degree != Degree::Name {
            let word = self.text_of(token);
            diagnostic = diagnostic.help(format!("a column named `{word}` is written ['{word}']"));
        }
        self.report(diagnostic);
        Expression::Missing(Missing { span: self.here() })
    }
}
