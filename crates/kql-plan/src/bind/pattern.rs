//! `declare pattern`: a query for each of some texts.
//! Source: <https://learn.microsoft.com/kusto/query/pattern-statement>

use std::rc::Rc;

use kql::diagnostic::Code;
use kql::tree::{Call, DeclarePattern, Element, Expression as Syntax, Member, Path, PatternCase};

use super::{Binder, Definition, Entity, Result, Scope};

impl Binder<'_> {
    pub(crate) fn pattern_statement(&mut self, declared: &DeclarePattern) {
        let definition = Definition::Pattern(Rc::new(declared.clone()), self.scope.clone());
        self.scope = self.scope.with(&declared.name.text, definition);
    }

    /// `pattern("text").path`, `pattern("text").["path"]`; `None` when the path is of something else.
    pub(crate) fn pattern_path(&mut self, path: &Path) -> Option<Result<Entity>> {
        let Syntax::Call(call) = &*path.base else { return None };
        let member = match &path.member {
            Member::Name(name) => name.text.clone(),
            Member::Wildcard(wildcard) => wildcard.pattern.clone(),
            Member::Call(_) => return None,
        };
        self.pattern(call, Some(&member))
    }

    /// `pattern("text")["path"]`; `None` when the element is of something else.
    pub(crate) fn pattern_element(&mut self, element: &Element) -> Option<Result<Entity>> {
        match (&*element.base, &*element.index) {
            (Syntax::Call(call), Syntax::String(text)) => self.pattern(call, Some(&text.value)),
            _ => None,
        }
    }

    /// What a call of a pattern stands for; `None` when the call is of something else.
    pub(crate) fn pattern(&mut self, call: &Call, path: Option<&str>) -> Option<Result<Entity>> {
        let Some(Definition::Pattern(declared, scope)) = self.scope.find(&call.function.text).cloned() else {
            return None;
        };
        Some(self.pattern_case(&declared, scope, call, path))
    }

    fn pattern_case(
        &mut self,
        declared: &DeclarePattern,
        scope: Scope,
        call: &Call,
        path: Option<&str>,
    ) -> Result<Entity> {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for index in 0..call.arguments.len() {
            arguments.push(self.text_argument(call, index)?);
        }
        let cases = declared.definition.as_ref().map_or(&[][..], |definition| definition.cases.as_slice());
        let Some(case) = cases.iter().find(|case| is_for(case, &arguments, path)) else {
            let written: Vec<String> = arguments.iter().map(|argument| format!("'{argument}'")).collect();
            let path = path.map(|path| format!(".['{path}']")).unwrap_or_default();
            let name = &declared.name.text;
            let message = format!("no case of the pattern `{name}` is for `{name}({}){path}`", written.join(", "));
            return self.error(Code::UnknownName, call.span, message);
        };
        let outer = std::mem::replace(&mut self.scope, scope);
        let result = self.isolated(|binder| binder.body(&case.body, call.span));
        self.scope = outer;
        result
    }
}

fn is_for(case: &PatternCase, arguments: &[String], path: Option<&str>) -> bool {
    case.arguments.iter().map(|argument| argument.value.as_str()).eq(arguments.iter().map(String::as_str))
        && case.path.as_ref().map(|path| path.value.as_str()) == path
}
