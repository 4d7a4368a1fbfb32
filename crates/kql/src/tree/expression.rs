//! Expressions, scalar and tabular: which of the two a name means is for the binder to say.

use super::node::{choice, node, words};
use super::{
    DynamicLiteral, Literal, Name, Node, Outline, Parameter, Pipeline, Property, RowSchema, Star, StringLiteral,
    TypeLiteral, Visit, Visitor, WildcardName,
};
use crate::span::Span;

choice! {
    /// An expression. Parentheses are not in the tree: the shape of the tree is the precedence.
    pub enum Expression => expression {
        /// Nothing, where an expression had to stand; a diagnostic says so.
        Missing(Missing),
        /// A column, table, variable or function.
        Name(Name),
        /// A pattern of names, where several tables or columns are meant.
        Wildcard(WildcardName),
        /// `*`: every column.
        Star(Star),
        /// A literal that is no string.
        Literal(Literal),
        /// A string.
        String(StringLiteral),
        /// `dynamic(…)`.
        Dynamic(Box<DynamicLiteral>),
        /// `typeof(…)`.
        Type(Box<TypeLiteral>),
        /// `-x`, `+x`.
        Unary(Unary),
        /// Arithmetic, comparison, or a string operator.
        Binary(Binary),
        /// `and`, `or` over two or more operands.
        Logical(Logical),
        /// `in`, `has_any` and their kin.
        Membership(Membership),
        /// `between`, `!between`.
        Between(Between),
        /// A function call.
        Call(Call),
        /// `base.member`.
        Path(Path),
        /// `base[index]`.
        Element(Element),
        /// `toscalar(…)`.
        ToScalar(ToScalar),
        /// `totable(…)`.
        ToTable(ToTable),
        /// `materialize(…)`.
        Materialize(Materialize),
        /// `datatable(…)[…]`.
        DataTable(Box<DataTable>),
        /// `externaldata(…)[…]`.
        ExternalData(Box<ExternalData>),
        /// `entity_group[…]`.
        EntityGroup(EntityGroup),
        /// A source with operators, or an operator that is a source.
        Pipeline(Box<Pipeline>),
    }
}

impl Expression {
    /// The name, when the expression is only that.
    pub fn as_name(&self) -> Option<&Name> {
        match self {
            Expression::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether nothing is there: an error put it where an expression had to be.
    pub fn is_missing(&self) -> bool {
        matches!(self, Expression::Missing(_))
    }
}

node! {
    /// Nothing, where something had to stand.
    pub struct Missing {
    }
}

words! {
    /// Signs before an operand.
    pub enum UnaryOperator {
        Plus = "+",
        Minus = "-",
    }
}

node! {
    /// A sign and its operand.
    pub struct Unary {
        /// The sign.
        pub operator: UnaryOperator,
        /// What it is put before.
        pub operand: Box<Expression>,
    }
}

words! {
    /// Operators of two operands. String operators ignore case unless they end in `_cs`.
    pub enum BinaryOperator {
        Multiply = "*",
        Divide = "/",
        Modulo = "%",
        Add = "+",
        Subtract = "-",
        Less = "<",
        LessOrEqual = "<=",
        Greater = ">",
        GreaterOrEqual = ">=",
        Equal = "==",
        NotEqual = "!=" | "<>",
        EqualIgnoreCase = "=~",
        NotEqualIgnoreCase = "!~",
        Search = ":",
        Has = "has",
        NotHas = "!has",
        HasCs = "has_cs",
        NotHasCs = "!has_cs",
        HasPrefix = "hasprefix",
        NotHasPrefix = "!hasprefix",
        HasPrefixCs = "hasprefix_cs",
        NotHasPrefixCs = "!hasprefix_cs",
        HasSuffix = "hassuffix",
        NotHasSuffix = "!hassuffix",
        HasSuffixCs = "hassuffix_cs",
        NotHasSuffixCs = "!hassuffix_cs",
        Contains = "contains",
        NotContains = "!contains" | "notcontains",
        ContainsCs = "contains_cs" | "containscs",
        NotContainsCs = "!contains_cs" | "notcontainscs",
        StartsWith = "startswith",
        NotStartsWith = "!startswith",
        StartsWithCs = "startswith_cs",
        NotStartsWithCs = "!startswith_cs",
        EndsWith = "endswith",
        NotEndsWith = "!endswith",
        EndsWithCs = "endswith_cs",
        NotEndsWithCs = "!endswith_cs",
        Like = "like",
        NotLike = "notlike",
        LikeCs = "likecs",
        NotLikeCs = "notlikecs",
        MatchesRegex = "matches regex",
    }
}

node! {
    /// Two operands and what stands between them.
    pub struct Binary {
        /// Before the operator.
        pub left: Box<Expression>,
        /// The operator.
        pub operator: BinaryOperator,
        /// After the operator.
        pub right: Box<Expression>,
    }
}

words! {
    /// Operators that join conditions.
    pub enum LogicalOperator {
        And = "and",
        Or = "or",
    }
}

node! {
    /// Conditions joined by one operator; a chain is one node, however long.
    pub struct Logical {
        /// What joins them.
        pub operator: LogicalOperator,
        /// Two or more conditions.
        pub operands: Vec<Expression>,
    }
}

words! {
    /// Operators with a list on their right.
    pub enum MembershipOperator {
        In = "in",
        NotIn = "!in",
        InIgnoreCase = "in~",
        NotInIgnoreCase = "!in~",
        HasAny = "has_any",
        HasAll = "has_all",
    }
}

node! {
    /// A value and the list it is looked for in.
    pub struct Membership {
        /// What is looked for.
        pub value: Box<Expression>,
        /// How.
        pub operator: MembershipOperator,
        /// The list; one element may be a table, a pipeline or a dynamic array.
        pub list: Vec<Expression>,
    }
}

node! {
    /// `value between (low .. high)`.
    pub struct Between {
        /// What is compared.
        pub value: Box<Expression>,
        /// Whether it is `!between`.
        pub negated: bool,
        /// The lower bound, which is within.
        pub low: Box<Expression>,
        /// The upper bound, which is within.
        pub high: Box<Expression>,
    }
}

node! {
    /// A function or plugin and its arguments.
    pub struct Call => call {
        /// What is called.
        pub function: Name,
        /// The arguments; those with a name are given by name.
        pub arguments: Vec<NamedExpression>,
    }
}

choice! {
    /// What follows the dot of a path.
    pub enum Member {
        /// `.name`, `.['name']`.
        Name(Name),
        /// `.function(…)`.
        Call(Call),
        /// `.prefix*`.
        Wildcard(WildcardName),
    }
}

node! {
    /// `base.member`: a property, or a table of a database.
    pub struct Path {
        /// Before the dot.
        pub base: Box<Expression>,
        /// After the dot.
        pub member: Member,
    }
}

node! {
    /// `base[index]`.
    pub struct Element {
        /// Before the bracket.
        pub base: Box<Expression>,
        /// In the brackets.
        pub index: Box<Expression>,
    }
}

node! {
    /// `toscalar(…)`: the first value of a query.
    pub struct ToScalar {
        /// Whether `kind=nooptimization` is asked for.
        pub no_optimization: bool,
        /// The query.
        pub query: Box<Expression>,
    }
}

node! {
    /// `totable(…)`: a query used as a table.
    pub struct ToTable {
        /// Whether `kind=nooptimization` is asked for.
        pub no_optimization: bool,
        /// The query.
        pub query: Box<Expression>,
    }
}

node! {
    /// `materialize(…)`: computed once, however often it is used.
    pub struct Materialize {
        /// The query.
        pub query: Box<Expression>,
    }
}

node! {
    /// A table whose rows stand in the query.
    pub struct DataTable {
        /// Parameters before the schema.
        pub parameters: Vec<Parameter>,
        /// The columns.
        pub schema: RowSchema,
        /// The values, row after row: literals, some with a sign.
        pub values: Vec<Expression>,
    }
}

node! {
    /// A table read from files.
    pub struct ExternalData {
        /// Parameters before the schema.
        pub parameters: Vec<Parameter>,
        /// The columns.
        pub schema: RowSchema,
        /// Where the files are.
        pub connections: Vec<Expression>,
        /// `with (format="csv", …)`.
        pub properties: Vec<Property>,
    }
}

node! {
    /// `entity_group[…]`.
    pub struct EntityGroup {
        /// The clusters and databases.
        pub entities: Vec<Expression>,
    }
}

/// An expression and the names it is given: `x`, `a = x`, `(a, b) = x`.
#[derive(Debug, Clone)]
pub struct NamedExpression {
    /// None, one, or for `(a, b) = x` several.
    pub names: Vec<Name>,
    /// Whether the names stand in parentheses, as they may even when it is one.
    pub listed: bool,
    /// The expression.
    pub expression: Expression,
    /// Where it stands in the text.
    pub span: Span,
}

impl NamedExpression {
    /// The name, when there is exactly one.
    pub fn name(&self) -> Option<&Name> {
        match self.names.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }

    /// Lets the visitor see the names, then the expression.
    pub fn walk<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        self.names.visit(visitor);
        self.expression.visit(visitor);
    }
}

impl From<Expression> for NamedExpression {
    /// The expression without a name.
    fn from(expression: Expression) -> Self {
        let span = expression.span();
        NamedExpression { names: Vec::new(), listed: false, expression, span }
    }
}

impl PartialEq for NamedExpression {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names && self.listed == other.listed && self.expression == other.expression
    }
}

impl Node for NamedExpression {
    fn span(&self) -> Span {
        self.span
    }
}

impl Visit for NamedExpression {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.named_expression(self);
    }
}

impl Outline for NamedExpression {
    fn outline(&self, out: &mut String) {
        match self.name() {
            Some(name) if !self.listed => {
                name.outline(out);
                out.push_str(" = ");
            }
            _ if !self.names.is_empty() => {
                self.names.outline(out);
                out.push_str(" = ");
            }
            _ => {}
        }
        self.expression.outline(out);
    }
}
