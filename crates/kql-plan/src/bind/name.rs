//! What names mean: declarations of the query, and the columns of the rows at hand.

use std::rc::Rc;

use kql::diagnostic::{Code, Diagnostic};
use kql::tree::{DeclarePattern, FunctionDeclaration, Name};

use super::{Binder, Entity, Flow, Result, Stop, is_visible};
use crate::Value;
use crate::expression::{Column, Expression};

/// What a name was declared to be.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "there are few, and they are seldom moved")]
pub(crate) enum Definition {
    /// A value.
    Scalar(Expression),
    /// Rows, or a graph.
    Flow(Flow),
    /// A function, and what it can see.
    Function(Rc<FunctionDeclaration>, Scope),
    /// A pattern, and what it can see.
    Pattern(Rc<DeclarePattern>, Scope),
    /// From here on only tables and stored functions whose names match one of these.
    Restriction(Rc<Vec<String>>),
}

#[derive(Debug)]
struct Declared {
    name: String,
    definition: Definition,
    /// Whether `union` and `search` wildcards see it.
    view: bool,
    outer: Scope,
}

/// The names a query has declared so far. Cheap to keep and to extend.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope(Option<Rc<Declared>>);

impl Scope {
    /// The scope with one more name.
    #[must_use]
    pub(crate) fn with(&self, name: impl Into<String>, definition: Definition) -> Scope {
        Scope(Some(Rc::new(Declared { name: name.into(), definition, view: false, outer: self.clone() })))
    }

    /// The scope with one more view.
    #[must_use]
    pub(crate) fn with_view(&self, name: impl Into<String>, definition: Definition) -> Scope {
        Scope(Some(Rc::new(Declared { name: name.into(), definition, view: true, outer: self.clone() })))
    }

    /// What a name was declared to be, last.
    pub(crate) fn find(&self, name: &str) -> Option<&Definition> {
        let mut at = self;
        while let Some(declared) = &at.0 {
            if declared.name == name {
                return Some(&declared.definition);
            }
            at = &declared.outer;
        }
        None
    }

    /// Whether no `restrict access` hides a table or stored function of this name.
    pub(crate) fn allows(&self, name: &str) -> bool {
        let mut at = self;
        while let Some(declared) = &at.0 {
            if let Definition::Restriction(allowed) = &declared.definition
                && !allowed.iter().any(|pattern| matches(pattern, name))
            {
                return false;
            }
            at = &declared.outer;
        }
        true
    }

    /// The names, the last declared first.
    pub(crate) fn names(&self) -> Vec<String> {
        let (mut names, mut at) = (Vec::new(), self);
        while let Some(declared) = &at.0 {
            if !declared.name.is_empty() {
                names.push(declared.name.clone());
            }
            at = &declared.outer;
        }
        names
    }

    /// The names of views.
    pub(crate) fn views(&self) -> Vec<String> {
        let (mut names, mut at) = (Vec::new(), self);
        while let Some(declared) = &at.0 {
            if declared.view {
                names.push(declared.name.clone());
            }
            at = &declared.outer;
        }
        names
    }
}

/// Whether a name matches a pattern in which `*` stands for any characters.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, middle @ .., last] = parts.as_slice() else {
        return pattern == name;
    };
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

impl Binder<'_> {
    /// The column of this name in the rows at hand.
    pub(crate) fn find_column(&self, name: &str) -> Option<Column> {
        self.frames.last()?.columns.iter().find(|column| column.name == name).cloned()
    }

    /// A name as an expression: a column, something declared, or a table.
    pub(crate) fn name(&mut self, name: &Name) -> Result<Entity> {
        if let Some(column) = self.find_column(&name.text) {
            return Ok(Entity::Scalar(Expression::column(&column)));
        }
        if let Some(definition) = self.scope.find(&name.text).cloned() {
            return self.definition(definition, name);
        }
        if let Some(plan) = self.table(&name.text, name.span) {
            return Ok(Entity::Flow(Flow::Table(plan)));
        }
        if let Some(found) = self.stored_function(&name.text, &[], name.span) {
            return found;
        }
        if self.frames.last().is_some_and(|frame| frame.open) {
            return Ok(Entity::Scalar(self.absent(name)));
        }
        self.unknown_name(name)
    }

    /// A column that an open table could have, and the data at hand has not.
    pub(crate) fn absent(&mut self, name: &Name) -> Expression {
        self.note(
            Code::OpenColumn,
            name.span,
            format!("the data at hand has no column `{}`: it counts as null", name.text),
        );
        Expression::literal(Value::Null, crate::Type::Dynamic)
    }

    /// The column of a name that must be one.
    pub(crate) fn column_of(&mut self, name: &Name) -> Result<Column> {
        match self.find_column(&name.text) {
            Some(column) => Ok(column),
            None => self.unknown_name(name),
        }
    }

    /// Says that a name is not known, and what was probably meant.
    pub(crate) fn unknown_name<T>(&mut self, name: &Name) -> Result<T> {
        let mut candidates: Vec<String> = match self.frames.last() {
            Some(frame) => {
                frame.columns.iter().filter(|column| is_visible(column)).map(|column| column.name.clone()).collect()
            }
            None => self.catalog.table_names(),
        };
        candidates.extend(self.scope.names());
        let exact = candidates.iter().find(|candidate| candidate.eq_ignore_ascii_case(&name.text));
        let meant =
            exact.map(String::as_str).or_else(|| kql::nearest(&name.text, candidates.iter().map(String::as_str)));
        let what =
            if self.frames.is_empty() { "no table, function or declaration" } else { "no column, variable or table" };
        let found = Diagnostic::error(Code::UnknownName, name.span, format!("there is {what} `{}`", name.text))
            .did_you_mean(name.span, meant);
        self.diagnostics.push(found);
        Err(Stop)
    }

    /// What a declared name stands for where it is used.
    fn definition(&mut self, definition: Definition, name: &Name) -> Result<Entity> {
        Ok(match definition {
            Definition::Scalar(expression) => Entity::Scalar(expression),
            Definition::Flow(Flow::Table(plan)) => Entity::Flow(Flow::Table(self.renumbered(&plan))),
            Definition::Flow(Flow::Graph(graph)) => Entity::Flow(Flow::Graph(self.renumbered_graph(&graph))),
            Definition::Function(declaration, scope) => {
                return self.apply(&name.text, &declaration, scope, &[], name.span);
            }
            Definition::Restriction(_) => return self.unknown_name(name),
            Definition::Pattern(..) => {
                let message = format!("the pattern `{0}` is called: `{0}(\"…\")`", name.text);
                return self.error(Code::WrongArguments, name.span, message);
            }
        })
    }

    /// The same graph with new columns.
    fn renumbered_graph(&mut self, graph: &super::Graph) -> Box<super::Graph> {
        let inputs = graph.inputs.iter().map(|input| self.renumbered(input)).collect();
        Box::new(super::Graph { inputs, ..graph.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        for (pattern, name, expected) in [
            ("*", "a", true),
            ("Sign*", "SigninLogs", true),
            ("*Logs", "SigninLogs", true),
            ("S*g*s", "SigninLogs", true),
            ("a*a", "a", false),
            ("ab", "ab", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
