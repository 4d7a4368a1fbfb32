//! Statements.

use super::node::{choice, node};
use super::{Expression, Name, Property, RowSchema, StringLiteral, TypeName};

choice! {
    /// One statement of a query text.
    pub enum Statement => statement {
        /// `let name = …`.
        Let(Let),
        /// `set option = value`.
        Set(SetOption),
        /// `declare query_parameters (…)`.
        QueryParameters(QueryParameters),
        /// `declare pattern …`.
        Pattern(DeclarePattern),
        /// `alias database name = …`.
        Alias(AliasDatabase),
        /// `restrict access to (…)`.
        Restrict(RestrictAccess),
        /// A query: its rows are the answer.
        Query(QueryStatement),
    }
}

node! {
    /// `let name = value`.
    pub struct Let {
        /// What is declared.
        pub name: Name,
        /// What it stands for.
        pub value: LetValue,
    }
}

choice! {
    /// What a `let` binds.
    pub enum LetValue {
        /// A scalar or a table.
        Expression(Expression),
        /// A function or a view.
        Function(Box<FunctionDeclaration>),
    }
}

node! {
    /// `(a: long, T: (*)) { … }`.
    pub struct FunctionDeclaration {
        /// Whether it is a `view`, which wildcards of `union` and `search` see.
        pub view: bool,
        /// The parameters.
        pub parameters: Vec<FunctionParameter>,
        /// What it computes.
        pub body: FunctionBody,
    }
}

node! {
    /// A parameter of a function or of a query.
    pub struct FunctionParameter {
        /// Its name.
        pub name: Name,
        /// Its type.
        pub data_type: ParameterType,
        /// The value when none is given.
        pub default: Option<Expression>,
    }
}

choice! {
    /// The type of a parameter.
    pub enum ParameterType {
        /// A scalar.
        Scalar(TypeName),
        /// A table with at least these columns; `(*)` takes any.
        Table(RowSchema),
    }
}

node! {
    /// `{ let …; expression }`.
    pub struct FunctionBody {
        /// Statements before the expression.
        pub statements: Vec<Statement>,
        /// What the function returns.
        pub expression: Option<Expression>,
    }
}

node! {
    /// `set option = value`.
    pub struct SetOption {
        /// The option.
        pub name: Name,
        /// What it is set to; absent means `true`.
        pub value: Option<Expression>,
    }
}

node! {
    /// `declare query_parameters (a: long = 5)`.
    pub struct QueryParameters {
        /// The parameters.
        pub parameters: Vec<FunctionParameter>,
    }
}

node! {
    /// `declare pattern name = (a: string) { … }`.
    pub struct DeclarePattern {
        /// The name of the pattern.
        pub name: Name,
        /// What it stands for; absent when it is only announced.
        pub definition: Option<PatternDefinition>,
    }
}

node! {
    /// The parameters and cases of a pattern.
    pub struct PatternDefinition {
        /// The parameters.
        pub parameters: RowSchema,
        /// The parameter of the path, `[scope: string]`.
        pub path: Option<super::ColumnDeclaration>,
        /// The cases.
        pub cases: Vec<PatternCase>,
    }
}

node! {
    /// `("value").["path"] = { … };`.
    pub struct PatternCase {
        /// The arguments it is for.
        pub arguments: Vec<StringLiteral>,
        /// The path it is for.
        pub path: Option<StringLiteral>,
        /// What it stands for.
        pub body: FunctionBody,
    }
}

node! {
    /// `alias database name = cluster("…").database("…")`.
    pub struct AliasDatabase {
        /// The new name.
        pub name: Name,
        /// The database.
        pub database: Expression,
    }
}

node! {
    /// `restrict access to (…)`.
    pub struct RestrictAccess {
        /// The tables and views that stay visible.
        pub entities: Vec<Expression>,
        /// `with (…)`.
        pub properties: Vec<Property>,
    }
}

node! {
    /// A query.
    pub struct QueryStatement {
        /// The tabular or scalar expression.
        pub expression: Expression,
    }
}
