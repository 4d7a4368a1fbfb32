//! Scalar expressions: literals, operators, paths into dynamics, membership.

use std::sync::Arc;

use kql::diagnostic::Code;
use kql::tree::{
    Between, Binary, BinaryOperator, Element, Expression as Syntax, Logical, LogicalOperator, Member, Membership,
    MembershipOperator, Path, ToScalar, Unary, UnaryOperator,
};

use super::{Binder, Entity, Flow, Result};
use crate::expression::{Expression, ExpressionNode, PathStep};
use crate::scalar::{Argument, Scalar, operator};
use crate::{Type, Value};

impl Binder<'_> {
    /// An expression that is no name, call or table.
    pub(crate) fn expression(&mut self, expression: &Syntax) -> Result<Expression> {
        match expression {
            Syntax::Literal(literal) => {
                let bare = literal.spelling.starts_with(|first: char| first.is_ascii_digit());
                // The service reads the digits before the sign, so the lowest long can only be written in a datatable.
                let lowest = literal.spelling == "-9223372036854775808" && !self.frames.is_empty();
                if lowest || (bare && literal.value == kql::tree::LiteralValue::Invalid) {
                    let message = format!("`{}` is too large for a long", literal.spelling);
                    return self.error(Code::InvalidLiteral, literal.span, message);
                }
                let (value, kind) = super::source::literal_value(literal, self.context.now);
                Ok(Expression::literal(value, kind))
            }
            Syntax::String(text) => Ok(Expression::literal(Value::string(text.value.clone()), Type::String)),
            Syntax::Dynamic(literal) => {
                Ok(Expression::literal(super::source::dynamic_value(literal, self.context.now), Type::Dynamic))
            }
            Syntax::Unary(unary) => self.unary(unary),
            Syntax::Binary(binary) => self.binary(binary),
            Syntax::Logical(logical) => self.logical(logical),
            Syntax::Membership(membership) => self.membership(membership),
            Syntax::Between(between) => self.between(between),
            Syntax::Path(path) => self.path(path),
            Syntax::Element(element) => self.element(element),
            Syntax::ToScalar(to_scalar) => self.first_value(to_scalar),
            Syntax::Star(star) => self.error(Code::Unexpected, star.span, "`*` cannot stand here"),
            Syntax::Type(literal) => self.error(Code::Unexpected, literal.span, "a type stands where a value belongs"),
            Syntax::Missing(missing) => self.error(Code::ExpectedExpression, missing.span, "an expression is missing"),
            other => self.scalar(other),
        }
    }

    /// A call of a function whose arguments are bound: conversions are written out, constants computed.
    pub(crate) fn call_scalar(
        &mut self,
        scalar: &'static Scalar,
        arguments: Vec<Expression>,
        span: kql::Span,
    ) -> Result<Expression> {
        let described: Vec<Argument> = arguments
            .iter()
            .map(|argument| Argument { kind: argument.kind, constant: argument.as_literal().cloned() })
            .collect();
        let resolved = match scalar.resolve(&described) {
            Ok(resolved) => resolved,
            Err(error) => return self.error(Code::WrongArguments, span, error.message),
        };
        let arguments = arguments
            .into_iter()
            .zip(resolved.parameters)
            .map(|(argument, kind)| match kind {
                Some(kind) => argument.converted(kind),
                None => argument,
            })
            .collect();
        let call = Expression::call(scalar, arguments, resolved.result);
        let constant = !scalar.volatile && call.children().into_iter().all(|argument| argument.as_literal().is_some());
        Ok(if constant { call.folded(self.context) } else { call })
    }

    fn unary(&mut self, unary: &Unary) -> Result<Expression> {
        let operand = self.scalar(&unary.operand)?;
        match unary.operator {
            UnaryOperator::Plus => Ok(operand),
            UnaryOperator::Minus => self.call_scalar(operator::negate(), vec![operand], unary.span),
        }
    }

    fn binary(&mut self, binary: &Binary) -> Result<Expression> {
        if let Syntax::Star(_) = *binary.left {
            return self.any_column(binary);
        }
        let left = self.scalar(&binary.left)?;
        let right = self.scalar(&binary.right)?;
        self.call_scalar(operator::binary(binary.operator), vec![left, right], binary.span)
    }

    /// `* has "x"`: whether the text of any column does.
    fn any_column(&mut self, binary: &Binary) -> Result<Expression> {
        let columns: Vec<_> = match self.frames.last() {
            Some(frame) => frame.columns.iter().filter(|column| super::is_visible(column)).cloned().collect(),
            None => return self.error(Code::Unexpected, binary.span, "there are no columns here"),
        };
        let right = self.scalar(&binary.right)?;
        let as_text = !matches!(binary.operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
        let mut operands = Vec::new();
        for column in columns {
            if !as_text && column.kind != right.kind && !(column.kind.is_number() && right.kind.is_number()) {
                continue;
            }
            let left = Expression::column(&column);
            let left = if as_text { left.converted(Type::String) } else { left };
            operands.push(self.call_scalar(
                operator::binary(binary.operator),
                vec![left, right.clone()],
                binary.span,
            )?);
        }
        Ok(Expression { node: ExpressionNode::Logical { any: true, operands }, kind: Type::Bool })
    }

    fn logical(&mut self, logical: &Logical) -> Result<Expression> {
        let mut operands = Vec::with_capacity(logical.operands.len());
        for operand in &logical.operands {
            operands.push(self.condition(operand)?);
        }
        let any = logical.operator == LogicalOperator::Or;
        Ok(Expression { node: ExpressionNode::Logical { any, operands }, kind: Type::Bool })
    }

    /// An expression that must be a bool. A dynamic or a number is converted.
    pub(crate) fn condition(&mut self, expression: &Syntax) -> Result<Expression> {
        let bound = self.scalar(expression)?;
        match bound.kind {
            Type::Bool => Ok(bound),
            Type::Dynamic | Type::Int | Type::Long => Ok(bound.converted(Type::Bool)),
            kind => {
                self.error(Code::WrongType, expression.span(), format!("a condition is true or false, not a {kind}"))
            }
        }
    }

    fn between(&mut self, between: &Between) -> Result<Expression> {
        let value = self.scalar(&between.value)?;
        let low = self.scalar(&between.low)?;
        let mut high = self.scalar(&between.high)?;
        // `between (t .. 1h)`: the upper bound is as much later.
        if low.kind == Type::Datetime && high.kind == Type::Timespan {
            high = self.call_scalar(operator::binary(BinaryOperator::Add), vec![low.clone(), high], between.span)?;
        }
        let (first, second) = if between.negated {
            (BinaryOperator::Less, BinaryOperator::Greater)
        } else {
            (BinaryOperator::GreaterOrEqual, BinaryOperator::LessOrEqual)
        };
        let lower = self.call_scalar(operator::binary(first), vec![value.clone(), low], between.span)?;
        let upper = self.call_scalar(operator::binary(second), vec![value, high], between.span)?;
        let node = ExpressionNode::Logical { any: between.negated, operands: vec![lower, upper] };
        Ok(Expression { node, kind: Type::Bool })
    }

    fn membership(&mut self, membership: &Membership) -> Result<Expression> {
        let value = if let Syntax::Star(_) = *membership.value {
            return self.any_column_in(membership);
        } else {
            self.scalar(&membership.value)?
        };
        let list = self.list(&membership.list)?;
        self.member_of(value, membership, &list)
    }

    fn any_column_in(&mut self, membership: &Membership) -> Result<Expression> {
        let columns = self.frames.last().map(|frame| frame.columns.clone()).unwrap_or_default();
        let list = self.list(&membership.list)?;
        let mut operands = Vec::new();
        for column in columns.iter().filter(|column| super::is_visible(column)) {
            operands.push(self.member_of(Expression::column(column).converted(Type::String), membership, &list)?);
        }
        Ok(Expression { node: ExpressionNode::Logical { any: true, operands }, kind: Type::Bool })
    }

    /// The right side of `in`, `has_any`: values, or the first column of a table.
    fn list(&mut self, list: &[Syntax]) -> Result<Vec<Expression>> {
        let mut bound = Vec::with_capacity(list.len());
        for element in list {
            let entity = match element {
                Syntax::Pipeline(_) => Entity::Flow(Flow::Table(self.rows_of(element)?)),
                _ => self.entity(element)?,
            };
            bound.push(match entity {
                Entity::Scalar(value) => value,
                Entity::Flow(Flow::Table(plan)) => {
                    let plan = plan.without_hidden();
                    Expression { node: ExpressionNode::Values(Arc::new(plan)), kind: Type::Dynamic }
                }
                Entity::Flow(Flow::Graph(_)) => {
                    return self.error(Code::ScalarExpected, element.span(), "a graph stands where values belong");
                }
            });
        }
        Ok(bound)
    }

    fn member_of(&mut self, value: Expression, membership: &Membership, list: &[Expression]) -> Result<Expression> {
        let negated = matches!(membership.operator, MembershipOperator::NotIn | MembershipOperator::NotInIgnoreCase);
        let ignore_case =
            matches!(membership.operator, MembershipOperator::InIgnoreCase | MembershipOperator::NotInIgnoreCase);
        let is_in = negated || ignore_case || membership.operator == MembershipOperator::In;
        let plain = is_in
            && !negated
            && value.kind != Type::Dynamic
            && list.iter().all(|element| {
                element.kind == value.kind && element.as_literal().is_some_and(|value| !value.is_null())
            });
        if plain {
            let list = list.iter().filter_map(|element| element.as_literal().cloned()).collect();
            let node = ExpressionNode::InList { value: Box::new(value), list: Arc::new(list), ignore_case };
            return Ok(Expression { node, kind: Type::Bool });
        }
        let mut arguments = vec![value];
        arguments.extend(list.iter().cloned());
        self.call_scalar(operator::membership(membership.operator), arguments, membership.span)
    }

    fn path(&mut self, path: &Path) -> Result<Expression> {
        if let Syntax::Name(base) = &*path.base
            && let Some(found) = self.member(&base.text, &path.member)?
        {
            return Ok(found);
        }
        let base = self.scalar(&path.base)?;
        let step = match &path.member {
            Member::Name(name) => PathStep::Property(name.text.clone()),
            Member::Call(call) => return self.error(Code::Unexpected, call.span, "a function cannot follow a value"),
            Member::Wildcard(wildcard) => {
                return self.error(Code::Unexpected, wildcard.span, "a pattern cannot follow a value");
            }
        };
        self.step(base, step, path.span)
    }

    /// `$left.x`, `$right.x`, `step.x`, `node.x`: a member of a name that is no column.
    fn member(&mut self, base: &str, member: &Member) -> Result<Option<Expression>> {
        let Some(frame) = self.frames.last() else {
            return Ok(None);
        };
        let columns = match (base, &frame.sides) {
            ("$left", Some((left, _))) => left.clone(),
            ("$right", Some((_, right))) => right.clone(),
            _ => match frame.members.iter().find(|(name, _)| name == base) {
                Some((_, columns)) => columns.clone(),
                None => return Ok(None),
            },
        };
        let Member::Name(name) = member else {
            return Ok(None);
        };
        if let Some(column) = columns.iter().find(|column| column.name == name.text) {
            return Ok(Some(Expression::column(column)));
        }
        if frame.open {
            let message = format!("the data at hand has no column `{}`: it counts as null", name.text);
            self.note(Code::OpenColumn, name.span, message);
            return Ok(Some(Expression::literal(Value::Null, Type::Dynamic)));
        }
        let meant = kql::nearest(&name.text, columns.iter().map(|column| column.name.as_str()));
        let found =
            kql::Diagnostic::error(Code::UnknownName, name.span, format!("`{base}` has no column `{}`", name.text))
                .did_you_mean(name.span, meant);
        self.diagnostics.push(found);
        Err(super::Stop)
    }

    fn element(&mut self, element: &Element) -> Result<Expression> {
        // `$left["x"]` and `step["x"]` are members as well.
        if let (Syntax::Name(base), Syntax::String(text)) = (&*element.base, &*element.index) {
            let name = kql::tree::Name { span: element.index.span(), ..kql::tree::Name::new(&text.value) };
            if let Some(found) = self.member(&base.text, &Member::Name(name))? {
                return Ok(found);
            }
        }
        let base = self.scalar(&element.base)?;
        let index = self.scalar(&element.index)?;
        match index.as_literal() {
            Some(Value::String(name)) => {
                let step = PathStep::Property(name.to_string());
                self.step(base, step, element.span)
            }
            Some(value) if value.as_long().is_some() => {
                let step = PathStep::Index(value.as_long().unwrap_or_default());
                self.step(base, step, element.span)
            }
            _ => {
                let base = self.indexable(base, element.span)?;
                self.call_scalar(&crate::scalar::access::ELEMENT, vec![base, index], element.span)
            }
        }
    }

    fn indexable(&mut self, base: Expression, span: kql::Span) -> Result<Expression> {
        if base.kind == Type::Dynamic {
            Ok(base)
        } else {
            let found = kql::Diagnostic::error(Code::WrongType, span, format!("a {} has no members", base.kind))
                .help("`parse_json()` makes a dynamic of a text");
            self.diagnostics.push(found);
            Err(super::Stop)
        }
    }

    fn step(&mut self, base: Expression, step: PathStep, span: kql::Span) -> Result<Expression> {
        let base = self.indexable(base, span)?;
        let node = match base.node {
            ExpressionNode::Path { base, mut steps } => {
                steps.push(step);
                ExpressionNode::Path { base, steps }
            }
            _ => ExpressionNode::Path { base: Box::new(base), steps: vec![step] },
        };
        let bound = Expression { node, kind: Type::Dynamic };
        Ok(bound.folded(self.context))
    }

    fn first_value(&mut self, to_scalar: &ToScalar) -> Result<Expression> {
        let plan = match self.isolated(|binder| binder.entity(&to_scalar.query))? {
            Entity::Scalar(value) => return Ok(value),
            Entity::Flow(Flow::Table(plan)) => plan,
            Entity::Flow(Flow::Graph(_)) => {
                return self.error(Code::TableExpected, to_scalar.span, "a graph has no first value");
            }
        };
        let plan = plan.without_hidden();
        let Some(kind) = plan.columns.first().map(|column| column.kind) else {
            return self.error(Code::TableExpected, to_scalar.span, "the query has no column");
        };
        Ok(Expression { node: ExpressionNode::Scalar(Arc::new(plan)), kind })
    }
}
