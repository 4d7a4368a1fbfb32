//! Literals: what is written and what it is worth.

use super::node::{choice, node, words};
use super::{RowSchema, Visit, Visitor};
use crate::span::Span;

/// The value of a literal. `None` is the null of the type.
#[derive(Debug, Clone, PartialEq)]
pub enum LiteralValue {
    /// `true`, `bool(false)`, `bool(null)`.
    Bool(Option<bool>),
    /// `int(5)`.
    Int(Option<i32>),
    /// `5`, `0xff`, `long(-5)`.
    Long(Option<i64>),
    /// `1.5`, `1e10`, `real(nan)`.
    Real(Option<f64>),
    /// `decimal(1.5)`: its digits as written, since no type of the language Rust holds them all.
    Decimal(Option<String>),
    /// `datetime(2024-01-01)` in ticks of 100 ns since 0001-01-01 00:00 UTC.
    DateTime(Option<i64>),
    /// `datetime()`: the time the query starts.
    Now,
    /// `1d`, `timespan(1.02:03:04)` in ticks of 100 ns.
    Timespan(Option<i64>),
    /// `guid(74be27de-1e4e-49d9-b579-fe0b331d3642)`.
    Guid(Option<u128>),
    /// Text that is no value of its type; a diagnostic says so. In `type(…)` it counts as null.
    Invalid,
}

/// A literal other than a string. Two are equal when they are written alike, since the value follows from what is written.
#[derive(Debug, Clone)]
pub struct Literal {
    /// As it is written.
    pub spelling: String,
    /// What it is worth.
    pub value: LiteralValue,
    /// Where it stands in the text.
    pub span: Span,
}

impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        self.spelling == other.spelling
    }
}

impl super::Node for Literal {
    fn span(&self) -> Span {
        self.span
    }
}

impl Visit for Literal {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.literal(self);
    }
}

impl super::Outline for Literal {
    fn outline(&self, out: &mut String) {
        out.push_str(&self.spelling);
    }
}

/// A string, of one or more parts that stand side by side. Two are equal when they are written alike.
#[derive(Debug, Clone)]
pub struct StringLiteral {
    /// The text it means: escapes resolved, parts joined.
    pub value: String,
    /// Each part as it is written, with its quotes.
    pub parts: Vec<String>,
    /// Where it stands in the text.
    pub span: Span,
}

impl StringLiteral {
    /// A string of this value, written with the quotes it needs.
    pub fn new(value: &str) -> Self {
        StringLiteral { value: value.to_owned(), parts: vec![crate::literal::quote(value)], span: Span::default() }
    }

    /// Whether any part asks to be kept out of logs: `h"…"`.
    pub fn is_obfuscated(&self) -> bool {
        self.parts.iter().any(|part| part.starts_with(['h', 'H']))
    }
}

impl PartialEq for StringLiteral {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl super::Node for StringLiteral {
    fn span(&self) -> Span {
        self.span
    }
}

impl Visit for StringLiteral {
    fn visit<'t, V: Visitor<'t> + ?Sized>(&'t self, visitor: &mut V) {
        visitor.string(self);
    }
}

impl super::Outline for StringLiteral {
    fn outline(&self, out: &mut String) {
        out.push_str(&self.parts.join(" "));
    }
}

choice! {
    /// A value inside `dynamic(…)`: JSON, and Kusto's literals of other types.
    pub enum DynamicValue {
        /// `null`.
        Null(DynamicNull),
        /// A number, boolean, date, time span, guid or decimal; a number may have a sign.
        Literal(Literal),
        /// A string.
        String(StringLiteral),
        /// `[…]`.
        Array(DynamicArray),
        /// `{…}`.
        Object(DynamicObject),
        /// `dynamic(…)` in `dynamic(…)`.
        Nested(Box<DynamicLiteral>),
        /// Nothing, where a value had to stand.
        Missing(super::Missing),
    }
}

node! {
    /// `null` inside `dynamic(…)`.
    pub struct DynamicNull {
    }
}

node! {
    /// An array inside `dynamic(…)`.
    pub struct DynamicArray {
        /// The values.
        pub values: Vec<DynamicValue>,
    }
}

node! {
    /// An object inside `dynamic(…)`.
    pub struct DynamicObject {
        /// The properties, in the order of the text; a name may come twice.
        pub properties: Vec<DynamicProperty>,
    }
}

node! {
    /// A property of an object inside `dynamic(…)`.
    pub struct DynamicProperty {
        /// Its name.
        pub name: StringLiteral,
        /// Its value.
        pub value: DynamicValue,
    }
}

node! {
    /// `dynamic(…)`.
    pub struct DynamicLiteral {
        /// What is in it.
        pub value: DynamicValue,
    }
}

words! {
    /// Kusto's scalar types. The synonyms are those of the language.
    pub enum ScalarType {
        Bool = "bool" | "boolean",
        DateTime = "datetime" | "date",
        Decimal = "decimal",
        Dynamic = "dynamic",
        Guid = "guid" | "uuid" | "uniqueid",
        Int = "int" | "int8" | "int16" | "int32" | "uint8" | "uint16",
        Long = "long" | "int64" | "uint" | "uint32" | "uint64" | "ulong",
        Real = "real" | "double" | "float",
        String = "string",
        Timespan = "timespan" | "time",
    }
}

node! {
    /// A scalar type as it is written.
    pub struct TypeName {
        /// Which type it is; `None` when it is no type, and a diagnostic says so.
        pub scalar: Option<ScalarType>,
        /// As it is written: `double` and `real` are one type.
        pub spelling: String,
    }
}

choice! {
    /// What stands in `typeof(…)`.
    pub enum TypeLiteralKind {
        /// `typeof(string)`.
        Scalar(TypeName),
        /// `typeof(Name:string, *)`.
        Row(RowSchema),
    }
}

node! {
    /// `typeof(…)`.
    pub struct TypeLiteral {
        /// The type.
        pub kind: TypeLiteralKind,
    }
}
