//! Expressions.

use super::{Print, Printer};
use crate::parse::{Rank, rank_of};
use crate::tree::{
    Binary, BinaryOperator, Call, DataTable, Expression, ExternalData, Literal, LiteralValue, Logical, LogicalOperator,
    Member, NamedExpression, Pipeline, UnaryOperator,
};

/// How tightly an expression binds; `None` for pipelines, which stand alone or in parentheses.
fn rank(expression: &Expression) -> Option<Rank> {
    match expression {
        Expression::Pipeline(_) => None,
        Expression::Logical(logical) => Some(match logical.operator {
            LogicalOperator::And => Rank::And,
            LogicalOperator::Or => Rank::Or,
        }),
        Expression::Binary(binary) => Some(rank_of(binary.operator)),
        Expression::Membership(_) | Expression::Between(_) => Some(Rank::Equality),
        Expression::Unary(_) => Some(Rank::Unary),
        // A number with its sign: a minus before it would read as two.
        Expression::Literal(literal) if literal.spelling.starts_with(['-', '+']) => Some(Rank::Unary),
        Expression::Missing(_)
        | Expression::Name(_)
        | Expression::Wildcard(_)
        | Expression::Star(_)
        | Expression::Literal(_)
        | Expression::String(_)
        | Expression::Dynamic(_)
        | Expression::Type(_)
        | Expression::Call(_)
        | Expression::Path(_)
        | Expression::Element(_)
        | Expression::ToScalar(_)
        | Expression::ToTable(_)
        | Expression::Materialize(_)
        | Expression::DataTable(_)
        | Expression::ExternalData(_)
        | Expression::EntityGroup(_) => Some(Rank::Postfix),
    }
}

impl Printer<'_> {
    /// An expression where any may stand, but no pipeline without parentheses.
    pub(crate) fn expression(&mut self, expression: &Expression) {
        self.ranked(expression, Rank::Or);
    }

    /// An expression or pipeline, where a pipeline needs no parentheses.
    pub(crate) fn query(&mut self, expression: &Expression) {
        let written = self.written_parentheses(expression.span());
        match expression {
            Expression::Pipeline(pipeline) if written == 0 => pipeline.print(self),
            _ => self.expression(expression),
        }
    }

    /// An expression in a place where only what binds as tightly as `lowest` needs no parentheses.
    pub(crate) fn ranked(&mut self, expression: &Expression, lowest: Rank) {
        self.comments_before(expression.span().start);
        let needed = usize::from(rank(expression).is_none_or(|rank| rank < lowest));
        let pairs = needed.max(self.written_parentheses(expression.span()));
        self.in_parentheses(expression, pairs);
    }

    pub(crate) fn in_parentheses(&mut self, expression: &Expression, pairs: usize) {
        if pairs == 0 {
            return write_expression(expression, self);
        }
        self.group(|out| {
            out.text("(");
            out.nest(|out| {
                out.soft();
                out.in_parentheses(expression, pairs - 1);
            });
            out.soft();
            out.text(")");
        });
    }

    /// A condition behind the word of an operator: where it breaks at `and` and `or`, its lines are indented.
    pub(crate) fn condition(&mut self, condition: &Expression) {
        let alone = self.written_parentheses(condition.span()) == 0;
        if alone && matches!(condition, Expression::Logical(_)) {
            self.nest(|out| out.expression(condition));
        } else {
            self.expression(condition);
        }
    }

    /// What stands before a dot or bracket.
    fn base(&mut self, base: &Expression) {
        // `1.a` would read as a number, `a.b` of a string literal as it stands.
        let numeric = matches!(base, Expression::Literal(literal) if !matches!(literal.value, LiteralValue::Bool(_)));
        if numeric && self.written_parentheses(base.span()) == 0 {
            self.in_parentheses(base, 1);
        } else {
            self.ranked(base, Rank::Postfix);
        }
    }

    /// A query in the parentheses of a function: `toscalar(…)`.
    pub(crate) fn enclosed_query(&mut self, query: &Expression) {
        self.group(|out| {
            out.text("(");
            out.nest(|out| {
                out.soft();
                out.query(query);
            });
            out.soft();
            out.text(")");
        });
    }

    /// A sub-pipeline in parentheses or braces.
    pub(crate) fn enclosed_pipeline(&mut self, open: &str, pipeline: &Pipeline, close: &str) {
        self.group(|out| {
            out.text(open);
            out.nest(|out| {
                out.soft();
                pipeline.print(out);
            });
            out.soft();
            out.text(close);
        });
    }
}

impl Print for Expression {
    fn print(&self, out: &mut Printer<'_>) {
        out.expression(self);
    }
}

/// Writes an expression without parentheses around it.
fn write_expression(expression: &Expression, out: &mut Printer<'_>) {
    match expression {
        Expression::Missing(_) => {}
        Expression::Name(name) => name.print(out),
        Expression::Wildcard(wildcard) => wildcard.print(out),
        Expression::Star(_) => out.text("*"),
        Expression::Literal(literal) => literal.print(out),
        Expression::String(string) => string.print(out),
        Expression::Dynamic(dynamic) => dynamic.print(out),
        Expression::Type(literal) => literal.print(out),
        Expression::Unary(unary) => print_unary(unary.operator, &unary.operand, out),
        Expression::Binary(binary) => binary.print(out),
        Expression::Logical(logical) => logical.print(out),
        Expression::Membership(membership) => {
            out.ranked(&membership.value, Rank::Relation);
            out.space();
            out.text(membership.operator.text());
            out.space();
            print_list(&membership.list, out);
        }
        Expression::Between(between) => {
            out.ranked(&between.value, Rank::Relation);
            out.text(if between.negated { " !between (" } else { " between (" });
            out.expression(&between.low);
            out.text(" .. ");
            out.expression(&between.high);
            out.text(")");
        }
        Expression::Call(call) => call.print(out),
        Expression::Path(path) => {
            out.base(&path.base);
            out.text(".");
            path.member.print(out);
        }
        Expression::Element(element) => {
            out.base(&element.base);
            out.text("[");
            out.expression(&element.index);
            out.text("]");
        }
        Expression::ToScalar(inner) => {
            out.text(if inner.no_optimization { "toscalar kind=nooptimization " } else { "toscalar" });
            out.enclosed_query(&inner.query);
        }
        Expression::ToTable(inner) => {
            out.text(if inner.no_optimization { "totable kind=nooptimization " } else { "totable" });
            out.enclosed_query(&inner.query);
        }
        Expression::Materialize(inner) => {
            out.text("materialize");
            out.enclosed_query(&inner.query);
        }
        Expression::DataTable(table) => table.print(out),
        Expression::ExternalData(data) => data.print(out),
        Expression::EntityGroup(group) => out.bracketed_list("entity_group [", &group.entities, "]"),
        Expression::Pipeline(pipeline) => pipeline.print(out),
    }
}

fn print_unary(operator: UnaryOperator, operand: &Expression, out: &mut Printer<'_>) {
    out.text(operator.text());
    // `-9223372036854775808` reads as one literal; a sign put before that literal must not become part of it.
    let lowest = matches!(operand, Expression::Literal(Literal { spelling, .. }) if spelling == "9223372036854775808");
    if lowest { out.in_parentheses(operand, 1) } else { out.ranked(operand, Rank::Postfix) }
}

/// A list of `in`: a single element may be a pipeline as it is.
fn print_list(list: &[Expression], out: &mut Printer<'_>) {
    match list {
        [only] => out.enclosed_query(only),
        list => out.bracketed_list("(", list, ")"),
    }
}

impl Print for Binary {
    fn print(&self, out: &mut Printer<'_>) {
        let rank = rank_of(self.operator);
        let left = if matches!(rank, Rank::Additive | Rank::Multiplicative) { rank } else { rank.tighter() };
        out.ranked(&self.left, left);
        if self.operator == BinaryOperator::Search {
            out.text(":");
        } else {
            out.space();
            out.text(self.operator.text());
            out.space();
        }
        out.ranked(&self.right, rank.tighter());
    }
}

impl Print for Logical {
    fn print(&self, out: &mut Printer<'_>) {
        let tighter = match self.operator {
            LogicalOperator::And => Rank::And.tighter(),
            LogicalOperator::Or => Rank::Or.tighter(),
        };
        out.group(|out| {
            for (index, operand) in self.operands.iter().enumerate() {
                if index > 0 {
                    out.line();
                    out.comments_before(operand.span().start);
                    out.text(self.operator.text());
                    out.space();
                }
                out.ranked(operand, tighter);
                out.comment_behind(operand.span().end);
            }
        });
    }
}

impl Print for Call {
    fn print(&self, out: &mut Printer<'_>) {
        self.function.print(out);
        match self.arguments.as_slice() {
            // `tostring(parse_json(…))` breaks inside the inner call, not twice.
            [only]
                if only.names.is_empty() && matches!(only.expression, Expression::Call(_) | Expression::Dynamic(_)) =>
            {
                out.text("(");
                only.print(out);
                out.text(")");
            }
            arguments => out.bracketed_list("(", arguments, ")"),
        }
    }
}

impl Print for Member {
    fn print(&self, out: &mut Printer<'_>) {
        match self {
            Member::Name(name) => name.print(out),
            Member::Call(call) => call.print(out),
            Member::Wildcard(wildcard) => wildcard.print(out),
        }
    }
}

impl Print for NamedExpression {
    fn print(&self, out: &mut Printer<'_>) {
        match self.names.as_slice() {
            [] => {}
            [name] if !self.listed => {
                name.print(out);
                out.text(" = ");
            }
            names => {
                out.bracketed_list("(", names, ")");
                out.text(" = ");
            }
        }
        out.expression(&self.expression);
    }

    fn hangs(&self) -> bool {
        matches!(self.expression, Expression::Logical(_) | Expression::Pipeline(_))
    }
}

impl Print for DataTable {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("datatable");
        out.parameters(&self.parameters);
        out.space();
        self.schema.print(out);
        out.space();
        let columns = self.schema.columns.len().max(1);
        out.group(|out| {
            out.text("[");
            out.nest(|out| {
                for (index, value) in self.values.iter().enumerate() {
                    match index {
                        0 => out.soft(),
                        _ if index % columns == 0 => out.line(),
                        _ => out.space(),
                    }
                    out.expression(value);
                    if index + 1 < self.values.len() {
                        out.text(",");
                    }
                    out.comment_behind(value.span().end);
                }
            });
            out.soft();
            out.text("]");
        });
    }
}

impl Print for ExternalData {
    fn print(&self, out: &mut Printer<'_>) {
        out.text("externaldata");
        out.parameters(&self.parameters);
        out.space();
        self.schema.print(out);
        out.space();
        out.bracketed_list("[", &self.connections, "]");
        if !self.properties.is_empty() {
            out.text(" with ");
            out.bracketed_list("(", &self.properties, ")");
        }
    }
}

impl Print for Pipeline {
    fn print(&self, out: &mut Printer<'_>) {
        if let Some(source) = &self.source {
            out.expression(source);
            out.comment_behind(source.span().end);
        }
        let pieces = self.operators.len() + usize::from(self.source.is_some());
        for (index, operator) in self.operators.iter().enumerate() {
            if index > 0 || self.source.is_some() {
                if pieces > 2 {
                    out.hard();
                } else {
                    out.line();
                }
                out.blank_line_before_comment(operator.span().start);
                out.comments_before(operator.span().start);
                out.text("| ");
            }
            operator.print(out);
            out.comment_behind(operator.span().end);
        }
    }
}
