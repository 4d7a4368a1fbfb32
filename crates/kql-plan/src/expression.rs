//! Typed expressions: every name resolved, every conversion written out.

use std::sync::Arc;

use crate::plan::Plan;
use crate::scalar::{Call, Scalar};
use crate::{Context, Type, Value};

/// Which column: unique in a plan, so that two columns of one name are never taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u32);

/// A column of a plan's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Which one.
    pub id: ColumnId,
    /// As the query names it; unique among the columns of one plan.
    pub name: String,
    /// Its type.
    pub kind: Type,
}

impl Column {
    /// Whether a query can see it: hidden ones begin with `$`, but for the column that `search` adds.
    pub fn is_visible(&self) -> bool {
        !self.name.starts_with('$') || self.name == "$table"
    }
}

/// A typed expression.
#[derive(Debug, Clone)]
pub struct Expression {
    /// What it is.
    pub node: ExpressionNode,
    /// The type of its value.
    pub kind: Type,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExpressionNode {
    /// A constant.
    Literal(Value<'static>),
    /// The value of a column in the row at hand.
    Column(ColumnId),
    /// A scalar function or operator; the arguments are of the types its signature asks for.
    Call(&'static Scalar, Vec<Expression>),
    /// A conversion by the rules of `to<type>()`, to the type of the expression.
    Convert(Box<Expression>),
    /// All of these hold, or one of them: the null counts as neither.
    Logical {
        /// Whether one is enough.
        any: bool,
        /// The conditions.
        operands: Vec<Expression>,
    },
    /// A property or element of a dynamic, by a path of constants: `Status.errorCode`, `TargetResources[0].modifiedProperties`.
    Path {
        /// The dynamic.
        base: Box<Expression>,
        /// The steps; never empty.
        steps: Vec<PathStep>,
    },
    /// `case`, `iff`: the value after the first condition that holds, else the last.
    Case {
        /// Conditions and values.
        branches: Vec<(Expression, Expression)>,
        /// The value when no condition holds.
        otherwise: Box<Expression>,
    },
    /// `value in (…)` over constants.
    InList {
        /// What is looked for.
        value: Box<Expression>,
        /// The constants, of the type of the value.
        list: Arc<Vec<Value<'static>>>,
        /// Whether case does not matter.
        ignore_case: bool,
    },
    /// The first value of the first row of a query, computed before this query runs.
    Scalar(Arc<Plan>),
    /// The first column of a query as a dynamic array, computed before this query runs: `x in (subquery)`, `has_any (subquery)`.
    Values(Arc<Plan>),
}

/// A step into a dynamic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// A property of a bag.
    Property(String),
    /// An element of an array; a negative one counts from the end.
    Index(i64),
}

impl Expression {
    /// A constant.
    pub fn literal(value: Value<'static>, kind: Type) -> Self {
        Expression { node: ExpressionNode::Literal(value), kind }
    }

    /// A column.
    pub fn column(column: &Column) -> Self {
        Expression { node: ExpressionNode::Column(column.id), kind: column.kind }
    }

    /// A call of a function whose arguments are already of the types it asks for.
    pub fn call(scalar: &'static Scalar, arguments: Vec<Expression>, kind: Type) -> Self {
        Expression { node: ExpressionNode::Call(scalar, arguments), kind }
    }

    /// The same value as another type; nothing is added when it is of that type.
    #[must_use]
    pub fn converted(self, kind: Type) -> Self {
        if self.kind == kind {
            return self;
        }
        match self.node {
            ExpressionNode::Literal(ref value) => {
                Expression::literal(crate::convert::convert(value, kind).into_owned(), kind)
            }
            _ => Expression { node: ExpressionNode::Convert(Box::new(self)), kind },
        }
    }

    /// The value, when it is a constant.
    pub fn as_literal(&self) -> Option<&Value<'static>> {
        match &self.node {
            ExpressionNode::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The column, when it is only that.
    pub fn as_column(&self) -> Option<ColumnId> {
        match self.node {
            ExpressionNode::Column(id) => Some(id),
            _ => None,
        }
    }

    /// The expressions right below.
    pub fn children(&self) -> Vec<&Expression> {
        match &self.node {
            ExpressionNode::Literal(_)
            | ExpressionNode::Column(_)
            | ExpressionNode::Scalar(_)
            | ExpressionNode::Values(_) => Vec::new(),
            ExpressionNode::Call(_, arguments) | ExpressionNode::Logical { operands: arguments, .. } => {
                arguments.iter().collect()
            }
            ExpressionNode::Convert(base) | ExpressionNode::Path { base, .. } => vec![base],
            ExpressionNode::InList { value, .. } => vec![value],
            ExpressionNode::Case { branches, otherwise } => {
                branches.iter().flat_map(|(condition, value)| [condition, value]).chain([otherwise.as_ref()]).collect()
            }
        }
    }

    /// The expressions right below, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Expression> {
        match &mut self.node {
            ExpressionNode::Literal(_)
            | ExpressionNode::Column(_)
            | ExpressionNode::Scalar(_)
            | ExpressionNode::Values(_) => Vec::new(),
            ExpressionNode::Call(_, arguments) | ExpressionNode::Logical { operands: arguments, .. } => {
                arguments.iter_mut().collect()
            }
            ExpressionNode::Convert(base) | ExpressionNode::Path { base, .. } => vec![base],
            ExpressionNode::InList { value, .. } => vec![value],
            ExpressionNode::Case { branches, otherwise } => branches
                .iter_mut()
                .flat_map(|(condition, value)| [condition, value])
                .chain([otherwise.as_mut()])
                .collect(),
        }
    }

    /// Whether it is the same in every row and every run: no column, no query, nothing volatile.
    pub fn is_constant(&self) -> bool {
        match &self.node {
            ExpressionNode::Column(_) | ExpressionNode::Scalar(_) | ExpressionNode::Values(_) => false,
            ExpressionNode::Call(scalar, _) if scalar.volatile => false,
            _ => self.children().into_iter().all(Expression::is_constant),
        }
    }

    /// Tells of every column in it, as often as it stands there.
    pub fn columns(&self, tell: &mut impl FnMut(ColumnId)) {
        if let ExpressionNode::Column(id) = self.node {
            tell(id);
        }
        for child in self.children() {
            child.columns(tell);
        }
    }

    /// Its value for a row. `column` gives the value of a column.
    ///
    /// A query inside it that was not computed before counts as null.
    pub fn evaluate<'a>(&'a self, column: &dyn Fn(ColumnId) -> Value<'a>, context: &'a Context) -> Value<'a> {
        match &self.node {
            ExpressionNode::Literal(value) => value.borrowed(),
            ExpressionNode::Column(id) => column(*id),
            ExpressionNode::Call(scalar, arguments) => {
                let values: Vec<Value<'_>> =
                    arguments.iter().map(|argument| argument.evaluate(column, context)).collect();
                (scalar.kernel)(&Call { arguments: &values, context }).into_owned()
            }
            ExpressionNode::Convert(base) => {
                let value = base.evaluate(column, context);
                crate::convert::convert(&value, self.kind).into_owned()
            }
            ExpressionNode::Logical { any, operands } => {
                logical(*any, operands.iter().map(|operand| operand.evaluate(column, context).as_bool()))
            }
            ExpressionNode::Path { base, steps } => match base.evaluate(column, context) {
                Value::Dynamic(json) => {
                    crate::dynamic::path(&json, steps).map_or(Value::Null, |found| Value::dynamic(found.clone()))
                }
                _ => Value::Null,
            },
            ExpressionNode::Case { branches, otherwise } => {
                for (condition, value) in branches {
                    if condition.evaluate(column, context).as_bool() == Some(true) {
                        return value.evaluate(column, context);
                    }
                }
                otherwise.evaluate(column, context)
            }
            ExpressionNode::InList { value, list, ignore_case } => {
                in_list(&value.evaluate(column, context), list, *ignore_case)
            }
            ExpressionNode::Scalar(_) | ExpressionNode::Values(_) => Value::null(self.kind),
        }
    }

    /// The same with every constant part computed, as far as that needs no row.
    #[must_use]
    pub fn folded(mut self, context: &Context) -> Self {
        if self.as_literal().is_some() {
            return self;
        }
        if self.is_constant() {
            let value = self.evaluate(&|_| Value::Null, context).into_owned();
            return Expression::literal(value, self.kind);
        }
        for child in self.children_mut() {
            let owned = std::mem::replace(child, Expression::literal(Value::Null, Type::Bool));
            *child = owned.folded(context);
        }
        self
    }
}

/// `and`, `or` over values that may be null: false and …, true or … are known whatever the rest is.
fn logical(any: bool, operands: impl Iterator<Item = Option<bool>>) -> Value<'static> {
    let mut unknown = false;
    for operand in operands {
        match operand {
            Some(value) if value == any => return Value::Bool(any),
            Some(_) => {}
            None => unknown = true,
        }
    }
    if unknown { Value::Null } else { Value::Bool(!any) }
}

/// Whether a value is in a list of constants. The null is in no list.
fn in_list(value: &Value<'_>, list: &[Value<'static>], ignore_case: bool) -> Value<'static> {
    let found = match value {
        Value::Null => false,
        Value::String(text) if ignore_case => {
            let lower = text.to_lowercase();
            list.iter().any(|candidate| candidate.as_str().to_lowercase() == lower)
        }
        _ => list.iter().any(|candidate| !candidate.is_null() && candidate.total_cmp(value).is_eq()),
    };
    Value::Bool(found)
}
