//! `join` and `lookup`.
//! Source: <https://learn.microsoft.com/kusto/query/join-operator>, <https://learn.microsoft.com/kusto/query/lookup-operator>

use super::Operator;
use crate::lex::Keyword;
use crate::parse::{Allowed, Opening, Parser, Rank, Takes, Unknown};
use crate::print::{Print, Printer};
use crate::tree::node::{choice, node, words};
use crate::tree::{Expression, Parameter, ParameterName};

const JOIN_KINDS: &[&str] = &[
    "innerunique",
    "inner",
    "leftouter",
    "rightouter",
    "fullouter",
    "leftsemi",
    "rightsemi",
    "leftanti",
    "rightanti",
    "anti",
    "leftantisemi",
    "rightantisemi",
];
const STRATEGIES: &[&str] = &["auto", "broadcast", "centralized", "shuffle"];
const JOIN: Allowed = &[
    (ParameterName::Kind, Takes::Word(JOIN_KINDS)),
    (ParameterName::HintRemote, Takes::Word(&["auto", "left", "local", "right", "unresolved"])),
    (ParameterName::HintShuffleKey, Takes::Any),
    (ParameterName::HintStrategy, Takes::Word(STRATEGIES)),
    (ParameterName::HintNumPartitions, Takes::Any),
];
const LOOKUP: Allowed = &[(ParameterName::Kind, Takes::Word(&["leftouter", "inner"]))];

words! {
    /// Which rows a join returns. `innerunique` keeps one left row of each key.
    pub enum JoinKind {
        InnerUnique = "innerunique",
        Inner = "inner",
        LeftOuter = "leftouter",
        RightOuter = "rightouter",
        FullOuter = "fullouter",
        LeftSemi = "leftsemi",
        RightSemi = "rightsemi",
        LeftAnti = "leftanti" | "anti" | "leftantisemi",
        RightAnti = "rightanti" | "rightantisemi",
    }
}

words! {
    /// Which rows a lookup returns.
    pub enum LookupKind {
        LeftOuter = "leftouter",
        Inner = "inner",
    }
}

node! {
    /// `join kind=inner (right) on a, $left.b == $right.c`.
    pub struct Join {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The other table.
        pub right: Expression,
        /// How rows match.
        pub condition: Option<JoinCondition>,
    }
}

choice! {
    /// How rows match.
    pub enum JoinCondition {
        /// `on a, $left.b == $right.c`.
        On(JoinOn),
        /// `where condition`.
        Where(JoinWhere),
    }
}

node! {
    /// `on …`: columns of both tables, or equalities of `$left` and `$right`.
    pub struct JoinOn {
        /// The columns and equalities.
        pub keys: Vec<Expression>,
    }
}

node! {
    /// `where …` of a join.
    pub struct JoinWhere {
        /// The condition.
        pub condition: Expression,
    }
}

impl Join {
    /// Which rows the join returns: `innerunique` when nothing is said.
    pub fn kind(&self) -> JoinKind {
        let kind = Parameter::find(&self.parameters, ParameterName::Kind).and_then(Parameter::word);
        kind.and_then(JoinKind::from_text).unwrap_or(JoinKind::InnerUnique)
    }
}

node! {
    /// `lookup kind=inner (right) on a`.
    pub struct Lookup {
        /// Parameters.
        pub parameters: Vec<Parameter>,
        /// The other table.
        pub right: Expression,
        /// How rows match.
        pub on: JoinOn,
    }
}

impl Lookup {
    /// Which rows the lookup returns: `leftouter` when nothing is said.
    pub fn kind(&self) -> LookupKind {
        let kind = Parameter::find(&self.parameters, ParameterName::Kind).and_then(Parameter::word);
        kind.and_then(LookupKind::from_text).unwrap_or(LookupKind::LeftOuter)
    }
}

impl Parser<'_> {
    fn join_on(&mut self) -> JoinOn {
        let start = self.bump().span.start;
        let keys = self.comma_list(Self::condition);
        JoinOn { keys, span: self.span_from(start) }
    }

    pub(crate) fn join(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(JOIN, Unknown::Report);
        let right = self.expression();
        let condition = match self.keyword() {
            Keyword::On => Some(JoinCondition::On(self.join_on())),
            Keyword::Where => {
                let start = self.bump().span.start;
                let condition = self.condition();
                Some(JoinCondition::Where(JoinWhere { condition, span: self.span_from(start) }))
            }
            _ => None,
        };
        Operator::Join(Join { parameters, right, condition, span: self.span_from(opening.start) })
    }

    pub(crate) fn lookup(&mut self, opening: Opening) -> Operator {
        let parameters = self.parameters(LOOKUP, Unknown::Report);
        let right = self.expression();
        let on = if self.at_word(Keyword::On) {
            self.join_on()
        } else {
            self.missing("on");
            JoinOn { keys: Vec::new(), span: self.here() }
        };
        Operator::Lookup(Lookup { parameters, right, on, span: self.span_from(opening.start) })
    }
}

impl Printer<'_> {
    /// The other table of a join: parentheses are usual around anything but a name.
    fn joined(&mut self, right: &Expression) {
        self.space();
        self.ranked(right, Rank::Or);
    }
}

impl Print for JoinOn {
    fn print(&self, out: &mut Printer<'_>) {
        out.group(|out| {
            out.nest(|out| {
                out.line();
                out.text("on ");
                out.comma_list(&self.keys);
            });
        });
    }
}

impl Print for Join {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("join");
        out.parameters(&self.parameters);
        out.joined(&self.right);
        match &self.condition {
            None => {}
            Some(JoinCondition::On(on)) => on.print(out),
            Some(JoinCondition::Where(condition)) => {
                out.text(" where ");
                out.expression(&condition.condition);
            }
        }
    }
}

impl Print for Lookup {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("lookup");
        out.parameters(&self.parameters);
        out.joined(&self.right);
        self.on.print(out);
    }
}
