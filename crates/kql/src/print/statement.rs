//! Statements.

use super::{Print, Printer};
use crate::tree::{
    Expression, FunctionBody, FunctionDeclaration, FunctionParameter, LetValue, ParameterType, PatternCase,
    PatternDefinition, Statement, Tree,
};

impl Print for Tree {
    fn print(&self, out: &mut Printer<'_>) {
        out.statements(&self.statements);
    }
}

impl Printer<'_> {
    /// Statements with `;` between them, each on a line of its own.
    pub(crate) fn statements(&mut self, statements: &[Statement]) {
        for (index, statement) in statements.iter().enumerate() {
            if index > 0 {
                self.hard();
                self.blank_line_before_comment(statement.span().start);
            }
            self.comments_before(statement.span().start);
            self.blank_line(statement.span().start);
            statement.print(self);
            if index + 1 < statements.len() {
                self.text(";");
            }
            self.comment_behind_statement(statement.span().end);
        }
    }

    /// A query behind `let x =`: a pipeline of several operators begins on a line of its own.
    fn bound(&mut self, expression: &Expression) {
        let pipeline =
            matches!(expression, Expression::Pipeline(_)) && self.written_parentheses(expression.span()) == 0;
        let written = self.written_parentheses(expression.span());
        if written == 0 && crate::parse::begins_function(&super::print_expression(expression)) {
            self.space();
            self.in_parentheses(expression, 1);
        } else if pipeline {
            self.group(|out| {
                out.nest(|out| {
                    out.line();
                    out.query(expression);
                });
            });
        } else {
            self.space();
            self.query(expression);
        }
    }
}

impl Print for Statement {
    fn print(&self, out: &mut Printer<'_>) {
        match self {
            Statement::Let(statement) => {
                out.text("let ");
                statement.name.print(out);
                out.text(" =");
                match &statement.value {
                    LetValue::Expression(expression) => out.bound(expression),
                    LetValue::Function(function) => {
                        out.space();
                        function.print(out);
                    }
                }
            }
            Statement::Set(statement) => {
                out.text("set ");
                statement.name.print(out);
                if let Some(value) = &statement.value {
                    out.text(" = ");
                    out.expression(value);
                }
            }
            Statement::QueryParameters(statement) => {
                out.text("declare query_parameters ");
                out.bracketed_list("(", &statement.parameters, ")");
            }
            Statement::Pattern(statement) => {
                out.text("declare pattern ");
                statement.name.print(out);
                if let Some(definition) = &statement.definition {
                    out.text(" = ");
                    definition.print(out);
                }
            }
            Statement::Alias(statement) => {
                out.text("alias database ");
                statement.name.print(out);
                out.text(" = ");
                out.expression(&statement.database);
            }
            Statement::Restrict(statement) => {
                out.text("restrict access to ");
                out.bracketed_list("(", &statement.entities, ")");
                if !statement.properties.is_empty() {
                    out.text(" with ");
                    out.bracketed_list("(", &statement.properties, ")");
                }
            }
            Statement::Query(statement) => {
                if matches!(statement.expression, Expression::Pipeline(_)) {
                    out.group(|out| out.query(&statement.expression));
                } else {
                    out.query(&statement.expression);
                }
            }
        }
    }
}

impl Print for FunctionDeclaration {
    fn print(&self, out: &mut Printer<'_>) {
        if self.view {
            out.text("view ");
        }
        out.bracketed_list("(", &self.parameters, ")");
        out.space();
        self.body.print(out);
    }
}

impl Print for FunctionParameter {
    fn print(&self, out: &mut Printer<'_>) {
        self.name.print(out);
        out.text(": ");
        match &self.data_type {
            ParameterType::Scalar(name) => out.text(&name.spelling),
            ParameterType::Table(schema) => schema.print(out),
        }
        if let Some(default) = &self.default {
            out.text(" = ");
            out.expression(default);
        }
    }
}

impl Print for FunctionBody {
    fn print(&self, out: &mut Printer<'_>) {
        out.group(|out| {
            out.text("{");
            out.nest(|out| {
                for statement in &self.statements {
                    out.hard();
                    out.comments_before(statement.span().start);
                    statement.print(out);
                    out.text(";");
                    out.comment_behind_statement(statement.span().end);
                }
                if let Some(expression) = &self.expression {
                    if self.statements.is_empty() {
                        out.line();
                    } else {
                        out.hard();
                    }
                    out.query(expression);
                    out.comment_behind_statement(expression.span().end);
                }
                out.comments_before(self.span.end);
            });
            out.line();
            out.text("}");
        });
    }
}

impl Print for PatternDefinition {
    fn print(&self, out: &mut Printer<'_>) {
        self.parameters.print(out);
        if let Some(path) = &self.path {
            out.text("[");
            path.print(out);
            out.text("]");
        }
        out.text(" {");
        out.nest(|out| {
            for case in &self.cases {
                out.hard();
                case.print(out);
            }
        });
        out.hard();
        out.text("}");
    }
}

impl Print for PatternCase {
    fn print(&self, out: &mut Printer<'_>) {
        out.bracketed_list("(", &self.arguments, ")");
        if let Some(path) = &self.path {
            out.text(".[");
            path.print(out);
            out.text("]");
        }
        out.text(" = ");
        self.body.print(out);
        out.text(";");
    }
}
