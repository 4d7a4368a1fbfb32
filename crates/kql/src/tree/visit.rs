//! Traversal: a visitor hears of the nodes that matter, and walks on where it wants to.

use crate::operators::Operator;
use crate::tree::{Call, Expression, Literal, Name, NamedExpression, Pipeline, Statement, StringLiteral};

/// Hears of nodes in the order of the text. Each method's default walks on into the node; an implementation that wants the
/// children too calls `node.walk(self)`.
///
/// ```
/// use kql::tree::{Name, Visitor};
///
/// struct Names(Vec<String>);
/// impl<'t> Visitor<'t> for Names {
///     fn name(&mut self, name: &'t Name) {
///         self.0.push(name.text.clone());
///     }
/// }
///
/// let parsed = kql::parse("SigninLogs | where ResultType == 50126");
/// let mut names = Names(Vec::new());
/// parsed.tree.walk(&mut names);
/// assert_eq!(names.0, ["SigninLogs", "ResultType"]);
/// ```
pub trait Visitor<'t> {
    /// A statement.
    fn statement(&mut self, statement: &'t Statement) {
        statement.walk(self);
    }

    /// A pipeline.
    fn pipeline(&mut self, pipeline: &'t Pipeline) {
        pipeline.walk(self);
    }

    /// A tabular operator.
    fn operator(&mut self, operator: &'t Operator) {
        operator.walk(self);
    }

    /// An expression, tabular or scalar.
    fn expression(&mut self, expression: &'t Expression) {
        expression.walk(self);
    }

    /// An expression with the names it is given, if any.
    fn named_expression(&mut self, named: &'t NamedExpression) {
        named.walk(self);
    }

    /// A call of a function or plugin.
    fn call(&mut self, call: &'t Call) {
        call.walk(self);
    }

    /// A name, whether it declares or refers.
    fn name(&mut self, name: &'t Name) {
        let _ = name;
    }

    /// A literal that is not a string.
    fn literal(&mut self, literal: &'t Literal) {
        let _ = literal;
    }

    /// A string.
    fn string(&mut self, string: &'t StringLiteral) {
        let _ = string;
    }
}
